// What stands around a number: display names, URI schemes, hosts and parameters (RFC 3261, 3966).
// Only finds the pieces; what is in them is for others to judge.
#pragma once

#include <string_view>

namespace hark::phone {

/// The pieces of a caller's address. Views into the text that was taken apart.
struct Address {
    std::string_view user;       ///< the number or name, untouched, without surrounding blanks
    std::string_view parameters; ///< ";"-separated, what belongs to the user: "ext=12;isub=3"
    std::string_view host;       ///< empty for tel: and plain text
    bool escaped{false};         ///< user may hold %XX
};

/// Never fails: text that is no address at all comes back as `user`.
Address take_apart(std::string_view text) noexcept;

/// The value of `name` (lower case) among parameters; empty when it is not there.
std::string_view parameter(std::string_view parameters, std::string_view name) noexcept;

/// ASCII only, `lower` being lower case.
bool equals_ignoring_case(std::string_view text, std::string_view lower) noexcept;

/// Without blanks, tabs, line ends and no-break spaces at both ends.
std::string_view trimmed(std::string_view text) noexcept;

} // namespace hark::phone
