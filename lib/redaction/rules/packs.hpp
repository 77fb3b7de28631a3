// Every pack by name; each is defined in the source of the same name. registry.cpp lists them.
#pragma once

#include "lib/redaction/rules/rule.hpp"

namespace hark::redaction {

extern const RulePack card_pack;       ///< payment cards
extern const RulePack field_name_pack; ///< fields whose whole value goes

} // namespace hark::redaction
