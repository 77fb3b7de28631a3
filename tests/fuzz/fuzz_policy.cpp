// Any bytes as the file of a policy: an error with the line at fault, or a policy all of whose
// numbers are within their ranges and which, written and read again, is the same.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hark/policy.hpp"
#include "tests/fuzz/expect.hpp"

using namespace hark;
using namespace hark::fuzz;

namespace {

void check(const Policy& policy) {
    expect(!policy.name.empty() && policy.name.size() <= 64);
    for (const auto& number : policy_numbers(policy.kind)) {
        const double value = number.of(policy);
        expect(value >= number.min && value <= number.max);
    }
    const auto again = read_policy(write_policy(policy));
    expect(again.ok() && again->name == policy.name && again->kind == policy.kind);
    for (const auto& number : policy_numbers(policy.kind))
        expect(number.of(*again) == number.of(policy));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    std::uint32_t line = 0;
    const auto policy = read_policy(text, &line);
    if (policy) {
        check(*policy);
        return 0;
    }
    expect(policy.error().code == Code::invalid);
    const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
    expect(line <= lines && (line >= 1 || text.empty())); // nothing has no line
    return 0;
}
