// Every pack by name; each is defined in the source of the same name. registry.cpp lists them.
#pragma once

#include "lib/redaction/rules/rule.hpp"

namespace hark::redaction {

extern const RulePack card_pack;    ///< payment cards
extern const RulePack network_pack; ///< mail, hosts, devices on a network
extern const RulePack secret_pack;  ///< keys, tokens, passwords
extern const RulePack crypto_pack;  ///< wallets
extern const RulePack payment_pack; ///< what goes with a card: CVV, expiry, PIN, track
extern const RulePack account_pack; ///< IBAN, accounts, routing numbers
extern const RulePack device_pack;  ///< IMEI, ICCID, VIN
extern const RulePack us_pack;      ///< the United States' numbers of people
extern const RulePack phone_pack;   ///< phone numbers
extern const RulePack person_pack;  ///< names, dates of birth, ids of members
extern const RulePack place_pack;   ///< street addresses and ZIP codes

} // namespace hark::redaction
