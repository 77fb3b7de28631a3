// One HTTP answer as the routes make it. Knows nothing of sockets or of the HTTP library.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hark::server {

struct Response {
    int status{200};
    std::string_view content_type{"application/json"}; ///< a literal
    std::string body;
    /// Beside those of every answer. Names are literals; values were checked to be header text.
    std::vector<std::pair<std::string_view, std::string>> headers;
};

} // namespace hark::server
