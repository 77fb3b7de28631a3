// Keys, tokens and passwords. Those with a prefix are known by the formats that their issuers
// document (AWS, GitHub, GitLab, Slack, Stripe, OpenAI, Anthropic, Google, SendGrid, npm, Hugging
// Face, PyPI and others); JWT: RFC 7519; PEM: private_key.hpp; Authorization: RFC 9110
// section 11.4; the rest by the key before them. Samples and variables ("EXAMPLE", "${TOKEN}",
// "xxxx") stay.
#include <algorithm>
#include <array>

#include "lib/redaction/capture.hpp"
#include "lib/redaction/characters.hpp"
#include "lib/redaction/checks/crc32.hpp"
#include "lib/redaction/private_key.hpp"
#include "lib/redaction/rules/packs.hpp"
#include "lib/redaction/scan/scan.hpp"
#include "lib/redaction/secret_value.hpp"

namespace hark::redaction {
namespace {

struct Prefix {
    std::string_view text;
    std::uint8_t least, most; ///< characters behind it
    std::string_view signs{}; ///< allowed besides letters and digits
};

constexpr std::array<Prefix, 44> prefixes{{
    {"AKIA", 16, 16},
    {"ASIA", 16, 16},
    {"ABIA", 16, 16},
    {"ghp_", 36, 255},
    {"gho_", 36, 255},
    {"ghu_", 36, 255},
    {"ghs_", 36, 255},
    {"ghr_", 36, 255},
    {"github_pat_", 22, 255, "_"},
    {"glpat-", 20, 128, "-_."},
    {"gldt-", 20, 64, "-_"},
    {"glrt-", 20, 64, "-_"},
    {"xoxb-", 10, 250, "-"},
    {"xoxp-", 10, 250, "-"},
    {"xoxa-", 10, 250, "-"},
    {"xoxr-", 10, 250, "-"},
    {"xoxs-", 10, 250, "-"},
    {"xapp-", 10, 250, "-"},
    {"sk_live_", 10, 250},
    {"sk_test_", 10, 250},
    {"rk_live_", 10, 250},
    {"rk_test_", 10, 250},
    {"whsec_", 16, 128, "+/="},
    {"sk-ant-", 20, 250, "-_"},
    {"sk-proj-", 20, 250, "-_"},
    {"sk-", 32, 250, "-_"},
    {"AIza", 35, 35, "-_"},
    {"SG.", 40, 128, "-_."},
    {"npm_", 36, 36},
    {"hf_", 30, 64},
    {"pypi-AgEI", 40, 250, "-_"},
    {"dop_v1_", 64, 64},
    {"shpat_", 32, 32},
    {"shpss_", 32, 32},
    {"shppa_", 32, 32},
    {"shpca_", 32, 32},
    {"hvs.", 20, 250, "-_"},
    {"gsk_", 32, 128},
    {"dapi", 32, 34, "-"},
    {"PMAK-", 24, 96, "-"},
    {"NRAK-", 20, 64},
    {"dckr_pat_", 20, 64, "-_"},
    {"figd_", 20, 128, "-_"},
    {"lin_api_", 32, 64},
}};

constexpr auto prefix_texts = [] {
    std::array<std::string_view, prefixes.size()> texts{};
    for (std::size_t index = 0; index < texts.size(); ++index)
        texts[index] = prefixes[index].text;
    return texts;
}();

bool is_sample(std::string_view value) noexcept {
    std::array<bool, 128> seen{};
    std::size_t distinct = 0;
    for (const char character : value)
        if (static_cast<unsigned char>(character) < 128 &&
            !seen[static_cast<unsigned char>(character)]) {
            seen[static_cast<unsigned char>(character)] = true;
            ++distinct;
        }
    return distinct < 6 || value.find("EXAMPLE") != std::string_view::npos ||
           value.find("xxxx") != std::string_view::npos ||
           value.find("XXXX") != std::string_view::npos;
}

std::size_t run_end(std::string_view text, std::size_t at, std::string_view signs,
                    std::size_t most) noexcept {
    std::size_t end = at;
    while (end < text.size() && end - at < most &&
           (is_alphanumeric(text[end]) || signs.find(text[end]) != std::string_view::npos))
        ++end;
    return end;
}

Range find_prefixed(const Scan& scan, Range phrase) noexcept {
    const std::string_view text = scan.text();
    if (phrase.begin > 0 &&
        (is_alphanumeric(text[phrase.begin - 1]) || text[phrase.begin - 1] == '_'))
        return {};
    const std::string_view head = text.substr(phrase.begin, phrase.end - phrase.begin);
    const auto* prefix = std::find_if(prefixes.begin(), prefixes.end(),
                                      [head](const Prefix& each) { return each.text == head; });
    if (prefix == prefixes.end()) return {};
    std::size_t end = run_end(text, phrase.end, prefix->signs, prefix->most + std::size_t{1});
    while (end > phrase.end && text[end - 1] == '.')
        --end;
    const std::size_t count = end - phrase.end;
    if (count < prefix->least || count > prefix->most) return {};
    const std::string_view value = text.substr(phrase.end, count);
    // A slug ("sk-some-words-with-dashes") has no digit.
    if (!prefix->signs.empty() && std::none_of(value.begin(), value.end(), is_digit)) return {};
    return is_sample(value) ? Range{} : Range{phrase.begin, end};
}

Range find_github_checked(const Scan& scan, Range phrase) noexcept {
    const Range range = find_prefixed(scan, phrase);
    const std::string_view random = scan.text().substr(phrase.end, range.end - range.begin);
    return !range.empty() && range.end - phrase.end == 36 &&
                   checks::has_github_tail(random.substr(0, 36))
               ? range
               : Range{};
}

/// Two parts at least, the first being JSON that begins with {" : a JWS of three, a JWE of five.
Range find_jwt(const Scan& scan, Range phrase) noexcept {
    const std::string_view text = scan.text();
    if (phrase.begin > 0 &&
        (is_alphanumeric(text[phrase.begin - 1]) || text[phrase.begin - 1] == '_'))
        return {};
    std::size_t end = phrase.end, parts = 0;
    for (; parts < 5; ++parts) {
        const std::size_t from = end;
        end = run_end(text, end, "-_", 2048);
        if (parts == 0 && end - from < 10) return {};
        if (end >= text.size() || text[end] != '.' || end + 1 >= text.size() ||
            !(is_alphanumeric(text[end + 1]) || text[end + 1] == '.'))
            break;
        ++end;
    }
    if (parts < 1) return {};
    if (end < text.size() && text[end] == '.') return {phrase.begin, end + 1};
    return {phrase.begin, end};
}

/// "//user:password@host": both go, the host stays.
Range find_userinfo(const Scan& scan, std::size_t at) noexcept {
    const std::string_view text = scan.text();
    std::size_t begin = at, colon = at;
    while (begin > 0 && at - begin < 256) {
        const char character = text[begin - 1];
        if (character == '/' && begin > 1 && text[begin - 2] == '/') break;
        if (static_cast<unsigned char>(character) <= ' ' || character == '"' || character == '@' ||
            character == '<' || character == '>')
            return {};
        --begin;
        if (character == ':') colon = begin;
    }
    if (begin < 2 || text[begin - 1] != '/' || text[begin - 2] != '/') return {};
    if (colon == at || at - colon < 2) return {};
    if (text.substr(begin, colon - begin).find('/') != std::string_view::npos) return {};
    const std::string_view password = text.substr(colon + 1, at - colon - 1);
    const bool path = password.find_first_of("/?#") != std::string_view::npos;
    return path || is_no_secret(password) ? Range{} : Range{begin, at};
}

constexpr std::string_view github[] = {"ghp_", "gho_", "ghu_", "ghs_", "ghr_"};
constexpr std::string_view jwt[] = {"eyJ"};
constexpr std::string_view begin_words[] = {"BEGIN"};
constexpr std::string_view password_keys[] = {"password",  "passwd",   "pwd",       "passphrase",
                                              "pass word", "passwort", "user pass", "db pass"};
constexpr std::string_view secret_keys[] = {"secret",
                                            "token",
                                            "api key",
                                            "apikey",
                                            "access key",
                                            "private key",
                                            "secret key",
                                            "signing key",
                                            "encryption key",
                                            "auth key",
                                            "account key",
                                            "shared access key",
                                            "license key",
                                            "signature",
                                            "sig",
                                            "client secret",
                                            "access token",
                                            "credential",
                                            "secret access key",
                                            "webhook secret",
                                            "session token",
                                            "auth token",
                                            "csrf token",
                                            "refresh token"};
constexpr std::string_view authorizations[] = {
    "authorization",
    "proxy authorization",
};
constexpr std::string_view bearers[] = {"bearer"};
constexpr std::string_view cookies[] = {"cookie", "set cookie"};

constexpr SeedRule seeds[] = {
    {.base = {.name = "secret_userinfo", .entity = Entity::secret, .score = 98},
     .seed = SeedKind::at,
     .find = find_userinfo},
};

constexpr CaptureRule captures[] = {
    {.base = {.name = "secret_prefix", .entity = Entity::secret, .score = 97},
     .phrases = prefix_texts,
     .exact_case = true,
     .whole_word = false,
     .find = find_prefixed},
    {.base = {.name = "secret_github_checked", .entity = Entity::secret, .score = 99},
     .phrases = github,
     .exact_case = true,
     .whole_word = false,
     .find = find_github_checked},
    {.base = {.name = "secret_jwt", .entity = Entity::secret, .score = 99},
     .phrases = jwt,
     .exact_case = true,
     .whole_word = false,
     .find = find_jwt},
    {.base = {.name = "secret_private_key", .entity = Entity::secret, .score = 99},
     .phrases = begin_words,
     .exact_case = true,
     .find = find_private_key,
     .goes_on = follow_private_key},
    {.base = {.name = "secret_password", .entity = Entity::secret, .score = 90},
     .phrases = password_keys,
     .find = find_password},
    {.base = {.name = "secret_key_value", .entity = Entity::secret, .score = 88},
     .phrases = secret_keys,
     .find = find_key_value},
    {.base = {.name = "secret_authorization", .entity = Entity::secret, .score = 95},
     .phrases = authorizations,
     .find = find_authorization},
    {.base = {.name = "secret_bearer", .entity = Entity::secret, .score = 93},
     .phrases = bearers,
     .find = find_bearer},
    {.base = {.name = "secret_cookie", .entity = Entity::secret, .score = 85},
     .phrases = cookies,
     .find = find_cookie},
};

} // namespace

constexpr RulePack secret_pack{.seeds = seeds, .captures = captures};

} // namespace hark::redaction
