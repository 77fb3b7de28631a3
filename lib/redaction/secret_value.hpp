// Values that only the key before them makes secret: password=..., "api_key": "...",
// Authorization: Bearer ..., "my password is ...". What says that there is none ("expired",
// "${TOKEN}", "null", asterisks) stays.
#pragma once

#include "lib/redaction/rules/rule.hpp"

namespace hark::redaction {

/// A variable, a mask, a placeholder, or a word that tells of a secret's state.
bool is_no_secret(std::string_view value) noexcept;

Range find_password(const Scan& scan, Range key) noexcept;
Range find_key_value(const Scan& scan, Range key) noexcept;
Range find_authorization(const Scan& scan, Range key) noexcept;
Range find_bearer(const Scan& scan, Range scheme) noexcept;
/// The value of the header, up to the line's or string's end.
Range find_cookie(const Scan& scan, Range key) noexcept;

} // namespace hark::redaction
