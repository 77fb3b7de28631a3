// English words that every country uses. Each announces one entity, which the rules of the other
// countries name as their other context: so a word costs one note, however many countries are on.
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

constexpr ContextWord words[] = {
    {"passport", Entity::uk_passport},
    {"passport number", Entity::uk_passport},
    {"passport no", Entity::uk_passport},
    {"driving licence", Entity::uk_driving_licence},
    {"driving license", Entity::uk_driving_licence},
    {"driver licence", Entity::uk_driving_licence},
    {"driver license", Entity::uk_driving_licence},
    {"driver's licence", Entity::uk_driving_licence},
    {"driver's license", Entity::uk_driving_licence},
    {"drivers licence", Entity::uk_driving_licence},
    {"drivers license", Entity::uk_driving_licence},
    {"licence number", Entity::uk_driving_licence},
    {"license number", Entity::uk_driving_licence},
    {"vehicle", Entity::uk_vehicle_registration},
    {"vehicle registration", Entity::uk_vehicle_registration},
    {"registration", Entity::uk_vehicle_registration},
    {"registration number", Entity::uk_vehicle_registration},
    {"licence plate", Entity::uk_vehicle_registration},
    {"license plate", Entity::uk_vehicle_registration},
    {"plate", Entity::uk_vehicle_registration},
    {"plate number", Entity::uk_vehicle_registration},
    {"tax number", Entity::de_tax_number},
    {"tax id", Entity::de_tax_number},
    {"tax identification number", Entity::de_tax_number},
    {"taxpayer", Entity::de_tax_number},
    {"vat", Entity::de_vat_id},
    {"vat number", Entity::de_vat_id},
    {"vat id", Entity::de_vat_id},
    {"national id", Entity::tr_national_id},
    {"identity number", Entity::tr_national_id},
    {"identification number", Entity::tr_national_id},
    {"identity card", Entity::tr_national_id},
    {"citizen id", Entity::tr_national_id},
    {"personal number", Entity::tr_national_id},
    {"national number", Entity::tr_national_id},
    {"social security", Entity::de_social_security},
    {"social security number", Entity::de_social_security},
};

} // namespace

constexpr RulePack shared_words_pack{.words = words};

} // namespace hark::redaction
