// What load balancers and supervisors ask. Open to everyone, and says no more than yes or no.
#include "server/routes/exchange.hpp"
#include "server/routes/routes.hpp"

namespace hark::server {

void live(Exchange& exchange) { exchange.response.body = R"({"status":"ok"})"; }

void ready(Exchange& exchange) {
    if (exchange.service.draining.load(std::memory_order_relaxed)) {
        return exchange.fail(503, "draining", "The server is about to stop.");
    }
    // Any answer shows that storage answers, also that there is nothing of this name.
    const auto found = exchange.service.memory.record(RecordKind::setting, "readyz");
    if (!found && found.error().code != Code::not_found) return exchange.fail(found.error());
    exchange.response.body = R"({"status":"ready"})";
}

} // namespace hark::server
