// What is spoken: which entities, and how many digits each has. Their forms are in spoken/.
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

constexpr SpokenRule spoken[] = {
    {{.name = "spoken_card", .entity = Entity::credit_card, .score = 80, .context_score = 95},
     12,
     19},
    {{.name = "spoken_cvv", .entity = Entity::cvv, .need = Need::context}, 3, 4},
    {{.name = "spoken_expiry", .entity = Entity::card_expiry, .need = Need::context}, 3, 6},
    {{.name = "spoken_card_last4",
      .entity = Entity::card_last4,
      .need = Need::context,
      .presence = Presence::strict},
     4,
     4},
    {{.name = "spoken_pin", .entity = Entity::pin, .need = Need::context}, 4, 8},
    {{.name = "spoken_otp", .entity = Entity::otp, .need = Need::context}, 4, 8},
    {{.name = "spoken_account", .entity = Entity::account_number}, 5, 17},
    {{.name = "spoken_routing", .entity = Entity::aba_routing_number, .need = Need::context}, 9, 9},
    {{.name = "spoken_phone", .entity = Entity::phone_number}, 7, 15},
    {{.name = "spoken_email", .entity = Entity::email_address, .score = 80}, 0, 0},
    {{.name = "spoken_vin", .entity = Entity::vin, .need = Need::context}, 5, 17},
    {{.name = "spoken_name", .entity = Entity::person, .need = Need::context}, 0, 0},
    {{.name = "spoken_birth", .entity = Entity::date_of_birth, .need = Need::context}, 3, 8},
    {{.name = "spoken_address", .entity = Entity::street_address, .need = Need::context}, 1, 5},
    {{.name = "spoken_zip", .entity = Entity::zip_code, .need = Need::context}, 5, 9},
    {{.name = "spoken_ssn", .entity = Entity::us_ssn, .need = Need::context}, 9, 9},
    {{.name = "spoken_ssn_last4", .entity = Entity::ssn_last4, .need = Need::context}, 4, 4},
    {{.name = "spoken_passport", .entity = Entity::us_passport, .need = Need::context}, 6, 9},
    {{.name = "spoken_licence", .entity = Entity::us_driver_license, .need = Need::context}, 5, 14},
    {{.name = "spoken_member",
      .entity = Entity::member_id,
      .need = Need::context,
      .presence = Presence::named},
     5,
     16},
    {{.name = "keyed_digit", .entity = Entity::pin}, 1, 1},
    {{.name = "asked_digits", .entity = Entity::pin}, 3, 24},
    {{.name = "known_value", .entity = Entity::known_value, .score = 99}, 0, 0},
};

} // namespace

constexpr RulePack spoken_pack{.spoken = spoken};

} // namespace hark::redaction
