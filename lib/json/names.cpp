#include "lib/json/names.hpp"

#include <array>
#include <cstddef>

namespace hark::json {

namespace {

// Each list is in the order of its enumeration.
constexpr std::array<std::string_view, 5> channels{"voice", "chat", "email", "sms", "other"};
constexpr std::array<std::string_view, 4> intent_statuses{"open", "pending", "resolved",
                                                          "abandoned"};
constexpr std::array<std::string_view, 3> tiers{"open", "recognised", "verified"};
constexpr std::array<std::string_view, 3> levels{"low", "medium", "high"};
constexpr std::array<std::string_view, 3> recommendations{"ignore", "confirm", "reuse"};
constexpr std::array<std::string_view, 4> verify_methods{"pin", "otp", "agent", "voice"};
constexpr std::array<std::string_view, 5> line_types{"unknown", "mobile", "landline", "voip",
                                                     "toll_free"};
constexpr std::array<std::string_view, 5> attestations{"none", "A", "B", "C", "failed"};

template <typename Enum, std::size_t size>
std::string_view name_in(const std::array<std::string_view, size>& names, Enum value) noexcept {
    const auto index = static_cast<std::size_t>(value);
    return index < size ? names[index] : std::string_view{};
}

template <typename Enum, std::size_t size>
std::optional<Enum> value_in(const std::array<std::string_view, size>& names,
                             std::string_view text) noexcept {
    for (std::size_t i = 0; i < size; ++i) {
        if (names[i] == text) return static_cast<Enum>(i);
    }
    return std::nullopt;
}

} // namespace

std::string_view name(Channel channel) noexcept { return name_in(channels, channel); }
std::string_view name(IntentStatus status) noexcept { return name_in(intent_statuses, status); }
std::string_view name(Tier tier) noexcept { return name_in(tiers, tier); }
std::string_view name(Level level) noexcept { return name_in(levels, level); }
std::string_view name(Recommendation recommendation) noexcept {
    return name_in(recommendations, recommendation);
}
std::string_view name(VerifyMethod method) noexcept { return name_in(verify_methods, method); }

std::optional<Channel> channel_from(std::string_view text) noexcept {
    return value_in<Channel>(channels, text);
}
std::optional<IntentStatus> intent_status_from(std::string_view text) noexcept {
    return value_in<IntentStatus>(intent_statuses, text);
}
std::optional<VerifyMethod> verify_method_from(std::string_view text) noexcept {
    return value_in<VerifyMethod>(verify_methods, text);
}
std::optional<Tier> tier_from(std::string_view text) noexcept {
    return value_in<Tier>(tiers, text);
}
std::optional<LineType> line_type_from(std::string_view text) noexcept {
    return value_in<LineType>(line_types, text);
}
std::optional<Attestation> attestation_from(std::string_view text) noexcept {
    return value_in<Attestation>(attestations, text);
}

} // namespace hark::json
