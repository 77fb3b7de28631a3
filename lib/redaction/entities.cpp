// Names and labels of entities and countries, in the order of their enumerators.
#include "hark/entity.hpp"

#include <array>

namespace hark::redaction {
namespace {

struct Names {
    std::string_view name, label;
};

constexpr std::array<Names, entity_count> entities{{
    {"CREDIT_CARD", "CARD"},
    {"CARD_TRACK", "CARD_TRACK"},
    {"CVV", "CVV"},
    {"CARD_EXPIRY", "EXPIRY"},
    {"CARD_LAST4", "CARD_LAST4"},
    {"PIN", "PIN"},
    {"OTP", "OTP"},
    {"IBAN_CODE", "IBAN"},
    {"ACCOUNT_NUMBER", "ACCOUNT"},
    {"ABA_ROUTING_NUMBER", "ROUTING"},
    {"US_BANK_NUMBER", "US_BANK_NUMBER"},
    {"CRYPTO", "CRYPTO"},
    {"SECRET", "SECRET"},
    {"PHONE_NUMBER", "PHONE"},
    {"EMAIL_ADDRESS", "EMAIL"},
    {"SIP_URI", "SIP_URI"},
    {"URL", "URL"},
    {"IP_ADDRESS", "IP"},
    {"MAC_ADDRESS", "MAC"},
    {"IMEI", "IMEI"},
    {"ICCID", "ICCID"},
    {"VIN", "VIN"},
    {"PERSON", "NAME"},
    {"DATE_OF_BIRTH", "DOB"},
    {"STREET_ADDRESS", "ADDRESS"},
    {"ZIP_CODE", "ZIP"},
    {"KNOWN_VALUE", "KNOWN"},
    {"FIELD", "FIELD"},
    {"US_SSN", "SSN"},
    {"SSN_LAST4", "SSN_LAST4"},
    {"US_ITIN", "US_ITIN"},
    {"US_MBI", "US_MBI"},
    {"US_NPI", "US_NPI"},
    {"DEA_NUMBER", "DEA"},
    {"MEDICAL_LICENSE", "MEDICAL_LICENSE"},
    {"US_PASSPORT", "US_PASSPORT"},
    {"US_DRIVER_LICENSE", "US_DRIVER_LICENSE"},
    {"UK_NHS", "UK_NHS"},
    {"UK_NINO", "UK_NINO"},
    {"UK_DRIVING_LICENCE", "UK_DRIVING_LICENCE"},
    {"UK_PASSPORT", "UK_PASSPORT"},
    {"UK_POSTCODE", "UK_POSTCODE"},
    {"UK_VEHICLE_REGISTRATION", "UK_VEHICLE_REGISTRATION"},
    {"UK_SORT_CODE", "UK_SORT_CODE"},
    {"AU_ABN", "AU_ABN"},
    {"AU_ACN", "AU_ACN"},
    {"AU_MEDICARE", "AU_MEDICARE"},
    {"AU_TFN", "AU_TFN"},
    {"CA_SIN", "CA_SIN"},
    {"IN_AADHAAR", "IN_AADHAAR"},
    {"IN_GSTIN", "IN_GSTIN"},
    {"IN_PAN", "IN_PAN"},
    {"IN_PASSPORT", "IN_PASSPORT"},
    {"IN_VEHICLE_REGISTRATION", "IN_VEHICLE_REGISTRATION"},
    {"IN_VOTER", "IN_VOTER"},
    {"DE_BSNR", "DE_BSNR"},
    {"DE_FUEHRERSCHEIN", "DE_FUEHRERSCHEIN"},
    {"DE_HANDELSREGISTER", "DE_HANDELSREGISTER"},
    {"DE_HEALTH_INSURANCE", "DE_HEALTH_INSURANCE"},
    {"DE_ID_CARD", "DE_ID_CARD"},
    {"DE_KFZ", "DE_KFZ"},
    {"DE_LANR", "DE_LANR"},
    {"DE_PASSPORT", "DE_PASSPORT"},
    {"DE_PLZ", "DE_PLZ"},
    {"DE_SOCIAL_SECURITY", "DE_SOCIAL_SECURITY"},
    {"DE_TAX_ID", "DE_TAX_ID"},
    {"DE_TAX_NUMBER", "DE_TAX_NUMBER"},
    {"DE_VAT_ID", "DE_VAT_ID"},
    {"ES_NIE", "ES_NIE"},
    {"ES_NIF", "ES_NIF"},
    {"ES_PASSPORT", "ES_PASSPORT"},
    {"FI_PERSONAL_IDENTITY_CODE", "FI_PERSONAL_IDENTITY_CODE"},
    {"FR_NIR", "FR_NIR"},
    {"BE_NATIONAL_NUMBER", "BE_NATIONAL_NUMBER"},
    {"NL_BSN", "NL_BSN"},
    {"BR_CPF", "BR_CPF"},
    {"BR_CNPJ", "BR_CNPJ"},
    {"IT_DRIVER_LICENSE", "IT_DRIVER_LICENSE"},
    {"IT_FISCAL_CODE", "IT_FISCAL_CODE"},
    {"IT_IDENTITY_CARD", "IT_IDENTITY_CARD"},
    {"IT_PASSPORT", "IT_PASSPORT"},
    {"IT_VAT_CODE", "IT_VAT_CODE"},
    {"KR_BRN", "KR_BRN"},
    {"KR_DRIVER_LICENSE", "KR_DRIVER_LICENSE"},
    {"KR_FRN", "KR_FRN"},
    {"KR_PASSPORT", "KR_PASSPORT"},
    {"KR_RRN", "KR_RRN"},
    {"NG_NIN", "NG_NIN"},
    {"NG_VEHICLE_REGISTRATION", "NG_VEHICLE_REGISTRATION"},
    {"PH_MOBILE_NUMBER", "PH_MOBILE_NUMBER"},
    {"PH_TIN", "PH_TIN"},
    {"PL_PESEL", "PL_PESEL"},
    {"SE_ORGANISATIONSNUMMER", "SE_ORGANISATIONSNUMMER"},
    {"SE_PERSONNUMMER", "SE_PERSONNUMMER"},
    {"SG_NRIC_FIN", "SG_NRIC_FIN"},
    {"SG_UEN", "SG_UEN"},
    {"TH_TNIN", "TH_TNIN"},
    {"TR_LICENSE_PLATE", "TR_LICENSE_PLATE"},
    {"TR_NATIONAL_ID", "TR_NATIONAL_ID"},
    {"TR_PHONE_NUMBER", "TR_PHONE_NUMBER"},
    {"ZA_ID_NUMBER", "ZA_ID_NUMBER"},
    {"MEMBER_ID", "MEMBER_ID"},
}};

constexpr std::array<std::string_view, country_count> countries{
    "US", "UK", "AU", "BE", "BR", "CA", "DE", "ES", "FI", "FR", "IN",
    "IT", "KR", "NG", "NL", "PH", "PL", "SE", "SG", "TH", "TR", "ZA"};

constexpr char upper_case(char character) noexcept {
    return character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A')
                                                : character;
}

} // namespace

std::string_view name(Entity entity) noexcept {
    return entities[static_cast<std::size_t>(entity)].name;
}

std::string_view label(Entity entity) noexcept {
    return entities[static_cast<std::size_t>(entity)].label;
}

std::optional<Entity> entity_from(std::string_view name) noexcept {
    for (std::size_t index = 0; index < entities.size(); ++index)
        if (entities[index].name == name) return static_cast<Entity>(index);
    return std::nullopt;
}

bool is_authentication_data(Entity entity) noexcept {
    return entity == Entity::cvv || entity == Entity::pin || entity == Entity::card_track;
}

std::optional<Country> country_from(std::string_view two_letters) noexcept {
    if (two_letters.size() != 2) return std::nullopt;
    const std::array<char, 2> upper{upper_case(two_letters[0]), upper_case(two_letters[1])};
    const std::string_view code{upper.data(), upper.size()};
    if (code == "GB") return Country::uk;
    for (std::size_t index = 0; index < countries.size(); ++index)
        if (countries[index] == code) return static_cast<Country>(index);
    return std::nullopt;
}

std::optional<Country> country_of(Entity entity) noexcept {
    const std::string_view text = name(entity);
    if (text.size() < 3 || text[2] != '_') return std::nullopt;
    return country_from(text.substr(0, 2));
}

} // namespace hark::redaction
