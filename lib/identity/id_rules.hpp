// What can be told about external ids by looking at them: types that never name a person, and
// values that look like a slip of the finger. Pure; any thread at any time.
#pragma once

#include <string_view>

#include "lib/identity/situation.hpp"

namespace hark::identity {

/// Id types that never name a person, because they change with every call or are shared by all:
/// *call_id, *call_sid, *session*, cxone_contact_id, campaign*, skill*, queue*, agent*. Letter case
/// and the separators "_", "-", "." and space make no difference ("CallSid" is a call_sid).
bool is_denied_type(std::string_view type) noexcept;

/// What kind of id a type is, by its name: `authenticated` for auth*, sso*, verified*; `weak` for
/// what holds "email", "mail", "ticket" or "case"; else ordinary. Compared as above.
IdClass id_class_of(std::string_view type) noexcept;

/// True when both are digits only, and one insertion, deletion, substitution or swap of neighbours
/// turns one into the other (and they are not equal): Damerau-Levenshtein distance 1. Linear.
bool one_edit_apart(std::string_view a, std::string_view b) noexcept;

} // namespace hark::identity
