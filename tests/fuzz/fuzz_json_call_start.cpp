// Any bytes as the body of a start: a fault with a fit path, or a request that keeps every limit
// and comes out the same from a fresh decoder.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "hark/json.hpp"
#include "tests/fuzz/expect.hpp"

using namespace hark;
using namespace hark::fuzz;

namespace {

void check(const CallStart& start) {
    expect(!start.call_id.empty());
    expect(start.hints.ani || !start.hints.external_ids.empty() || start.hints.customer_ref);
    expect(start.hints.external_ids.size() <= limits::external_ids_per_call_max);
    for (std::size_t i = 1; i < start.hints.external_ids.size(); ++i) {
        expect(start.hints.external_ids[i - 1].type < start.hints.external_ids[i].type);
    }
    for (const auto* const number : {&start.hints.ani, &start.hints.dnis}) {
        if (!*number) continue;
        expect((*number)->size() <= limits::number_text_bytes_max);
        expect(is_clean_utf8(**number));
    }
    if (start.deadline) {
        expect(start.deadline->count() >= limits::deadline_ms_min);
        expect(start.deadline->count() <= limits::deadline_ms_max);
    }
    if (start.telco.ii_digits) expect(*start.telco.ii_digits <= 99);
}

bool same(const CallStart& a, const CallStart& b) {
    return a.call_id == b.call_id && a.channel == b.channel && a.hints == b.hints &&
           a.telco == b.telco && a.deadline == b.deadline && a.explain == b.explain;
}

template <typename A, typename B>
bool same(const A&, const B&) {
    return false;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static json::Decoder used;
    const std::string_view body{reinterpret_cast<const char*>(data), size};
    const auto decoded = used.call_start(body);
    std::visit([](const auto& side) { check(side); }, decoded);
    std::visit([](const auto& a, const auto& b) { expect(same(a, b)); }, decoded,
               json::decode_call_start(body));
    (void)used.replay_line(body);
    return 0;
}
