// The contract's words for enumerations, in both directions.
#pragma once

#include <optional>
#include <string_view>

#include "hark/call.hpp"

namespace hark::json {

std::string_view name(Channel channel) noexcept;
std::string_view name(IntentStatus status) noexcept;
std::string_view name(Tier tier) noexcept;
std::string_view name(Level level) noexcept;
std::string_view name(Recommendation recommendation) noexcept;
std::string_view name(VerifyMethod method) noexcept;

std::optional<Channel> channel_from(std::string_view text) noexcept;
std::optional<IntentStatus> intent_status_from(std::string_view text) noexcept;
std::optional<VerifyMethod> verify_method_from(std::string_view text) noexcept;
std::optional<Tier> tier_from(std::string_view text) noexcept;
/// As a host may state it: `generic` is not among them, that is for Hark to find out.
std::optional<LineType> line_type_from(std::string_view text) noexcept;
std::optional<Attestation> attestation_from(std::string_view text) noexcept;

} // namespace hark::json
