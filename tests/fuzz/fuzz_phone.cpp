// Any bytes as a caller's number. First byte: the region; then the number and, behind a zero byte,
// the number that was called.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "hark/number.hpp"

namespace {

constexpr std::array<std::string_view, 12> regions = {"US", "DE", "AR", "BR", "IT", "BS",
                                                      "AU", "RU", "GB", "MX", "CN", "NU"};

void require(bool fact) {
    if (!fact) std::abort();
}

/// A reading that holds together: a number if and only if it is one, in a form that can be stored.
void check(const hark::NumberReading& reading) {
    using hark::E164;
    using hark::NumberKind;
    require((reading.kind == NumberKind::none) == reading.number.empty());
    if (reading.number.empty()) {
        require(!reading.region && reading.line_type == hark::LineType::unknown);
        return;
    }
    const std::string_view digits = reading.number.digits();
    require(digits.size() >= 7 && digits.size() <= E164::digits_max);
    require(digits.find_first_not_of("0123456789") == std::string_view::npos);
    require(E164::from_text(reading.number.text()) == reading.number);
    const std::string masked = reading.number.masked();
    require(masked.find(digits) == std::string::npos);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const hark::Region region = hark::Region::from(regions[data[0] % regions.size()]).value();
    const std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    const std::string_view text{bytes};
    const std::size_t zero = text.find('\0');
    const std::string_view dialled =
        zero == std::string_view::npos ? std::string_view{} : text.substr(zero + 1);
    check(hark::read_number(text.substr(0, zero), region, dialled));
    check(hark::read_number(text, region));
    return 0;
}
