// Any bytes as the body of a verification: a fault with a fit path, or one of the two forms, whole,
// which comes out the same from a fresh decoder.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

#include "hark/json.hpp"
#include "tests/fuzz/expect.hpp"

using namespace hark;
using namespace hark::fuzz;

namespace {

void check(const Verification& asked) {
    expect(asked.call_id == CallId{"c-1"});
    const bool compares = !asked.variable.empty();
    expect(compares != asked.method.has_value());
    expect(compares != asked.customer_ref.has_value());
    expect(compares != asked.value.is_null());
    if (!compares) return;
    expect(asked.value.text().size() <= limits::variable_value_bytes_max);
    const auto again = JsonValue::parse(asked.value.text());
    expect(again && *again == asked.value);
}

bool same(const Verification& a, const Verification& b) {
    return a.call_id == b.call_id && a.variable == b.variable && a.value == b.value &&
           a.method == b.method && a.customer_ref == b.customer_ref;
}

template <typename A, typename B>
bool same(const A&, const B&) {
    return false;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static json::Decoder used;
    const CallId call_id{"c-1"};
    const std::string_view body{reinterpret_cast<const char*>(data), size};
    const auto decoded = used.verification(body, call_id);
    std::visit([](const auto& side) { check(side); }, decoded);
    std::visit([](const auto& a, const auto& b) { expect(same(a, b)); }, decoded,
               json::decode_verification(body, call_id));
    return 0;
}
