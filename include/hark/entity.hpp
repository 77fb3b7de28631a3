// What redaction looks for, under the names that the field already uses.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hark::redaction {

/// A kind of personal or secret text. The numbers are not stable between releases; the names are.
enum class Entity : std::uint8_t {
    // payment cards and what proves their holder
    credit_card,
    card_track,
    cvv,
    card_expiry,
    card_last4,
    pin,
    otp,
    // accounts and keys
    iban_code,
    account_number,
    aba_routing_number,
    us_bank_number,
    crypto,
    secret,
    // ways to reach somebody, and devices
    phone_number,
    email_address,
    sip_uri,
    url,
    ip_address,
    mac_address,
    imei,
    iccid,
    vin,
    // people
    person,
    date_of_birth,
    street_address,
    zip_code,
    known_value,
    field,
    // the United States
    us_ssn,
    ssn_last4,
    us_itin,
    us_mbi,
    us_npi,
    dea_number,
    medical_license,
    us_passport,
    us_driver_license,
    // the United Kingdom
    uk_nhs,
    uk_nino,
    uk_driving_licence,
    uk_passport,
    uk_postcode,
    uk_vehicle_registration,
    uk_sort_code,
    // Australia, Canada
    au_abn,
    au_acn,
    au_medicare,
    au_tfn,
    ca_sin,
    // India
    in_aadhaar,
    in_gstin,
    in_pan,
    in_passport,
    in_vehicle_registration,
    in_voter,
    // Germany
    de_bsnr,
    de_fuehrerschein,
    de_handelsregister,
    de_health_insurance,
    de_id_card,
    de_kfz,
    de_lanr,
    de_passport,
    de_plz,
    de_social_security,
    de_tax_id,
    de_tax_number,
    de_vat_id,
    // Spain, Finland
    es_nie,
    es_nif,
    es_passport,
    fi_personal_identity_code,
    // France, Belgium, the Netherlands, Brazil
    fr_nir,
    be_national_number,
    nl_bsn,
    br_cpf,
    br_cnpj,
    // Italy
    it_driver_license,
    it_fiscal_code,
    it_identity_card,
    it_passport,
    it_vat_code,
    // Korea
    kr_brn,
    kr_driver_license,
    kr_frn,
    kr_passport,
    kr_rrn,
    // Nigeria, the Philippines, Poland
    ng_nin,
    ng_vehicle_registration,
    ph_mobile_number,
    ph_tin,
    pl_pesel,
    // Sweden, Singapore, Thailand
    se_organisationsnummer,
    se_personnummer,
    sg_nric_fin,
    sg_uen,
    th_tnin,
    // Turkey, South Africa; numbers of members, policies, records and claims
    tr_license_plate,
    tr_national_id,
    tr_phone_number,
    za_id_number,
    member_id,
};

inline constexpr std::size_t entity_count = static_cast<std::size_t>(Entity::member_id) + 1;

using EntitySet = std::bitset<entity_count>;

/// "CREDIT_CARD": in answers, options, counters. Static.
std::string_view name(Entity entity) noexcept;

/// "CARD": in placeholders. Often the name itself. Static.
std::string_view label(Entity entity) noexcept;

/// Nothing for what is not a name() letter by letter.
std::optional<Entity> entity_from(std::string_view name) noexcept;

/// Card data that may not be kept after authorisation in any form: PIN, CVV, track. They have no
/// tag and nothing that leads back.
bool is_authentication_data(Entity entity) noexcept;

/// A country whose own numbers are known. A pack is off until its country is chosen.
enum class Country : std::uint8_t {
    us,
    uk,
    au,
    be,
    br,
    ca,
    de,
    es,
    fi,
    fr,
    in,
    it,
    kr,
    ng,
    nl,
    ph,
    pl,
    se,
    sg,
    th,
    tr,
    za
};

inline constexpr std::size_t country_count = static_cast<std::size_t>(Country::za) + 1;

using CountrySet = std::bitset<country_count>;

/// Two letters of ISO 3166-1 in either case, and UK for GB.
std::optional<Country> country_from(std::string_view two_letters) noexcept;

/// The country whose pack an entity belongs to, nothing for what is the same everywhere.
std::optional<Country> country_of(Entity entity) noexcept;

} // namespace hark::redaction
