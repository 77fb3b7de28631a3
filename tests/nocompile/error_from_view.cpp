#include <string_view>

#include "hark/result.hpp"

hark::Error error(std::string_view field) {
#ifdef BAD
    return {hark::Code::invalid, "is wrong", field};
#else
    static_cast<void>(field);
    return {hark::Code::invalid, "is wrong", "field"};
#endif
}
