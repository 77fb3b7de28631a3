// Every pack by name; each is defined in the source of the same name. registry.cpp lists them.
#pragma once

#include "lib/redaction/rules/rule.hpp"

namespace hark::redaction {

extern const RulePack card_pack; ///< payment cards

// Countries, and the words that they share.
extern const RulePack australia_pack;
extern const RulePack belgium_pack;
extern const RulePack brazil_pack;
extern const RulePack canada_pack;
extern const RulePack finland_pack;
extern const RulePack france_pack;
extern const RulePack germany_pack;
extern const RulePack india_pack;
extern const RulePack italy_pack;
extern const RulePack korea_pack;
extern const RulePack netherlands_pack;
extern const RulePack nigeria_pack;
extern const RulePack philippines_pack;
extern const RulePack poland_pack;
extern const RulePack singapore_pack;
extern const RulePack south_africa_pack;
extern const RulePack spain_pack;
extern const RulePack sweden_pack;
extern const RulePack thailand_pack;
extern const RulePack turkey_pack;
extern const RulePack united_kingdom_pack;
extern const RulePack shared_words_pack;

} // namespace hark::redaction
