// Every pack by name; each is defined in the source of the same name. registry.cpp lists them.
#pragma once

#include "lib/redaction/rules/rule.hpp"

namespace hark::redaction {

extern const RulePack card_pack;       ///< payment cards
extern const RulePack network_pack;    ///< mail, hosts, devices on a network
extern const RulePack secret_pack;     ///< keys, tokens, passwords
extern const RulePack crypto_pack;     ///< wallets
extern const RulePack payment_pack;    ///< what goes with a card: CVV, expiry, PIN, track
extern const RulePack account_pack;    ///< IBAN, accounts, routing numbers
extern const RulePack device_pack;     ///< IMEI, ICCID, VIN
extern const RulePack us_pack;         ///< the United States' numbers of people
extern const RulePack phone_pack;      ///< phone numbers
extern const RulePack person_pack;     ///< names, dates of birth, ids of members
extern const RulePack place_pack;      ///< street addresses and ZIP codes
extern const RulePack spoken_pack;     ///< what is spoken, keyed, or known to the caller
extern const RulePack field_name_pack; ///< fields whose whole value goes

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
