// Addresses of mail, hosts and devices. Mail: RFC 5321 section 4.1.2 without quoted local parts,
// with UTF-8 (RFC 6531). IP: checks/address.hpp. MAC: IEEE 802, six pairs or Cisco's three fours.
// URL: RFC 3986; SIP and tel URIs: RFC 3261 section 19.1, RFC 3966.
#include <algorithm>

#include "lib/redaction/capture.hpp"
#include "lib/redaction/characters.hpp"
#include "lib/redaction/checks/address.hpp"
#include "lib/redaction/rules/packs.hpp"
#include "lib/redaction/scan/scan.hpp"

namespace hark::redaction {
namespace {

constexpr std::size_t local_bytes_max = 64, domain_bytes_max = 253, url_bytes_max = 2048;

bool is_high(char character) noexcept {
    return (static_cast<unsigned char>(character) & 0x80) != 0;
}

bool is_local(char character) noexcept {
    constexpr std::string_view signs = "._%+-'&!#$*~";
    return is_alphanumeric(character) || is_high(character) ||
           signs.find(character) != std::string_view::npos;
}

bool is_label(char character) noexcept {
    return is_alphanumeric(character) || is_high(character) || character == '-';
}

/// Behind labels that end in a name of letters, or `at`.
std::size_t domain_end(std::string_view text, std::size_t at) noexcept {
    std::size_t end = at, label = at;
    bool dotted = false;
    const std::size_t limit = std::min(text.size(), at + domain_bytes_max);
    for (std::size_t here = at; here <= limit; ++here) {
        if (here < limit && is_label(text[here])) continue;
        const std::string_view part = text.substr(label, here - label);
        if (part.empty() || part.size() > 63 || part.front() == '-' || part.back() == '-') break;
        const bool named = part.starts_with("xn--") ||
                           (part.size() >= 2 && std::none_of(part.begin(), part.end(), is_digit) &&
                            part.find('-') == std::string_view::npos);
        if (dotted && named) end = here;
        if (here >= limit || text[here] != '.') break;
        dotted = true;
        label = here + 1;
    }
    return end;
}

/// "icon@2x.png" is a file.
bool is_scaled_image(std::string_view domain) noexcept {
    return domain.size() > 2 && is_digit(domain[0]) && domain[1] == 'x' && domain[2] == '.';
}

/// The password of "//user:password@host" is found as such; the host stays.
bool is_password_of_url(std::string_view text, std::size_t begin) noexcept {
    if (begin == 0 || text[begin - 1] != ':') return false;
    std::size_t back = begin - 1;
    while (back > 0 && begin - back < local_bytes_max && is_local(text[back - 1]))
        --back;
    return back > 1 && text[back - 1] == '/' && text[back - 2] == '/';
}

Range find_email(const Scan& scan, std::size_t at) noexcept {
    const std::string_view text = scan.text();
    std::size_t begin = at;
    while (begin > 0 && at - begin <= local_bytes_max && is_local(text[begin - 1]))
        --begin;
    if (at - begin > local_bytes_max) return {};
    constexpr std::string_view never_first = ".'-*#!&~%";
    while (begin < at && never_first.find(text[begin]) != std::string_view::npos)
        ++begin;
    if (begin == at || text[at - 1] == '.') return {};
    if (text.substr(begin, at - begin).find("..") != std::string_view::npos) return {};
    if (ends_before(text, begin, "sip:") || ends_before(text, begin, "sips:")) return {};
    if (is_password_of_url(text, begin)) return {};
    if (equals_without_case(text.substr(begin, at - begin), "git")) return {};
    const std::size_t end = domain_end(text, at + 1);
    if (end == at + 1 || is_scaled_image(text.substr(at + 1, end - at - 1))) return {};
    return {begin, end};
}

bool any_numeral(const Numeral&) noexcept { return true; }

/// "Chrome/120.0.0.0" and "version 1.2.3.4" are versions.
bool is_version(std::string_view text, Range range) noexcept {
    std::size_t at = range.begin;
    if (at >= 2 && text[at - 1] == '/' && is_letter(text[at - 2]))
        return text.substr(at, range.end - at).ends_with(".0.0");
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == ':' || text[at - 1] == '=' ||
                      text[at - 1] == '"' || text[at - 1] == '#'))
        --at;
    for (const std::string_view word :
         {"version", "ver", "ver.", "build", "release", "firmware", "v", "rev", "revision", "sdk",
          "section", "clause", "chapter", "oid", "upgraded to", "updated to"}) {
        if (!ends_before(text, at, word)) continue;
        const std::size_t begin = at - word.size();
        return begin == 0 || !is_letter(text[begin - 1]) || text[begin - 1] == '_' ||
               word.size() > 6;
    }
    return false;
}

Range place_ipv4(std::string_view text, Range range) noexcept {
    const std::string_view all = text.substr(range.begin, range.end - range.begin);
    const std::size_t slash = all.find('/');
    if (!checks::ipv4(all.substr(0, slash)).valid || is_version(text, range)) return {};
    // What the IPv6 finder takes as a whole.
    if (range.begin > 0 && text[range.begin - 1] == ':' && range.begin > 1 &&
        (text[range.begin - 2] == ':' || checks::is_hex(text[range.begin - 2])) &&
        ends_before(text, range.begin, "ffff:"))
        return {};
    if (slash == std::string_view::npos) return range;
    const std::string_view length = all.substr(slash + 1);
    const bool fits = length.size() == 1 || (length.size() == 2 && length <= "32");
    return fits ? range : Range{range.begin, range.begin + slash};
}

bool is_ipv6_character(char character) noexcept {
    return checks::is_hex(character) || character == ':' || character == '.';
}

Range find_ipv6(const Scan& scan, std::size_t at) noexcept {
    const std::string_view text = scan.text();
    std::size_t begin = at, end = at;
    while (begin > 0 && at - begin <= 48 && is_ipv6_character(text[begin - 1]))
        --begin;
    while (end < text.size() && end - at <= 48 && is_ipv6_character(text[end]))
        ++end;
    while (end > at &&
           (text[end - 1] == '.' || (text[end - 1] == ':' && !text.substr(0, end).ends_with("::"))))
        --end;
    while (begin < at && text[begin] == '.')
        ++begin;
    // "host:fe80::1": the name's colon is none of the address.
    const bool after_name = begin > 0 && begin + 1 < end && text[begin] == ':' &&
                            text[begin + 1] != ':' && is_alphanumeric(text[begin - 1]);
    if (after_name) ++begin;
    if (begin > 0 && !after_name && (is_alphanumeric(text[begin - 1]) || text[begin - 1] == '_'))
        return {};
    if (end < text.size() && (is_alphanumeric(text[end]) || text[end] == '_')) return {};
    // "ip:2001:db8::1": a name's last letters may be hexadecimal.
    std::string_view address = text.substr(begin, end - begin);
    if (address.size() > 1 && address[0] == ':' && address[1] != ':') {
        ++begin;
        address.remove_prefix(1);
    }
    if (address.size() < 3 || !checks::is_ipv6(address)) return {};
    // C++ names ("a::b") and words of hexadecimal letters.
    if (std::none_of(address.begin(), address.end(), is_digit)) return {};
    if (end < text.size() && text[end] == '%') {
        while (++end < text.size() && is_alphanumeric(text[end])) {
        }
        return {begin, end};
    }
    if (end + 1 < text.size() && text[end] == '/' && is_digit(text[end + 1])) {
        std::size_t length = end + 1;
        while (length < text.size() && is_digit(text[length]) && length - end <= 3)
            ++length;
        end = length;
    }
    return {begin, end};
}

/// The pairs or fours around the separator at `at`; `width` hexadecimal digits each.
Range hex_groups(std::string_view text, std::size_t at, std::size_t width, std::size_t before,
                 std::size_t count) noexcept {
    const std::size_t length = count * width + count - 1;
    const std::size_t back = before * width + before - 1;
    if (at < back || at - back + length > text.size()) return {};
    const std::size_t begin = at - back, end = begin + length;
    const char separator = text[at];
    for (std::size_t index = 0; index < length; ++index) {
        const char character = text[begin + index];
        if (index % (width + 1) == width ? character != separator : !checks::is_hex(character))
            return {};
    }
    const auto touches = [separator](char character) {
        return is_alphanumeric(character) || character == separator || character == '_';
    };
    if (begin > 0 && touches(text[begin - 1])) return {};
    if (end < text.size() &&
        (is_alphanumeric(text[end]) ||
         (text[end] == separator && end + 1 < text.size() && is_alphanumeric(text[end + 1]))))
        return {};
    const std::string_view all = text.substr(begin, length);
    const auto only = [all, separator](char low, char high) {
        return std::all_of(all.begin(), all.end(), [=](char character) {
            return character == low || character == high || character == separator;
        });
    };
    return only('0', '0') || only('f', 'F') ? Range{} : Range{begin, end};
}

Range find_mac(const Scan& scan, std::size_t at) noexcept {
    const std::string_view text = scan.text();
    if (text[at] == ':' || text[at] == '-') return hex_groups(text, at, 2, 5, 6);
    if (text[at] != '.') return {};
    const Range fours = hex_groups(text, at, 4, 2, 3);
    // "2026.1122.1820" is a date and a time as likely as an address: one letter at least.
    const std::string_view all = text.substr(fours.begin, fours.end - fours.begin);
    return std::any_of(all.begin(), all.end(), is_letter) ? fours : Range{};
}

bool ends_url(char character) noexcept {
    constexpr std::string_view ends = "\"<>\\^`{}|";
    return static_cast<unsigned char>(character) <= ' ' ||
           ends.find(character) != std::string_view::npos;
}

std::size_t url_end(std::string_view text, std::size_t at) noexcept {
    const std::size_t limit = std::min(text.size(), at + url_bytes_max);
    std::size_t end = at;
    while (end < limit && !ends_url(text[end]))
        ++end;
    constexpr std::string_view trailing = ".,;:!?')]";
    while (end > at && trailing.find(text[end - 1]) != std::string_view::npos)
        --end;
    return end;
}

Range find_url(const Scan& scan, Range scheme) noexcept {
    const std::string_view text = scan.text();
    const std::size_t end = url_end(text, scheme.end);
    if (end - scheme.end < 3 || !(is_label(text[scheme.end]) || text[scheme.end] == '[')) return {};
    return {scheme.begin, end};
}

/// What a caller who asks for addresses of the web takes for one without "https://". Words that end
/// names of files or of functions more often than names of hosts are not among them.
bool is_top_domain(std::string_view word) noexcept {
    return is_one_of(
        word,
        {"com",    "org",   "net",  "edu",  "gov",   "mil", "info",   "biz", "app", "dev", "shop",
         "online", "store", "site", "tech", "cloud", "xyz", "museum", "io",  "ai",  "co",  "me",
         "tv",     "eu",    "us",   "uk",   "ca",    "au",  "nz",     "de",  "at",  "ch",  "fr",
         "es",     "pt",    "it",   "nl",   "be",    "lu",  "ie",     "se",  "no",  "fi",  "dk",
         "pl",     "cz",    "hu",   "ro",   "gr",    "bg",  "hr",     "si",  "sk",  "ee",  "lt",
         "lv",     "ru",    "ua",   "tr",   "il",    "ae",  "za",     "ng",  "ke",  "eg",  "in",
         "pk",     "jp",    "kr",   "cn",   "tw",    "hk",  "sg",     "th",  "vn",  "ph",  "id",
         "br",     "ar",    "mx",   "cl"});
}

/// "example.com/path": the last dot of a host, and what follows.
Range find_bare_url(const Scan& scan, std::size_t dot) noexcept {
    const std::string_view text = scan.text();
    const std::size_t domain =
        letters_end(text.substr(0, std::min(text.size(), dot + 10)), dot + 1);
    const std::string_view name = text.substr(dot + 1, domain - dot - 1);
    if (name.size() < 2 || (!is_letter(name[0]) || is_upper(name[0])) || !is_top_domain(name))
        return {};
    const char next = domain < text.size() ? text[domain] : ' ';
    if (is_label(next) || next == '_' || next == '@' || next == '(') return {};
    if (next == '.' && domain + 1 < text.size() && is_label(text[domain + 1])) return {};
    std::size_t begin = dot;
    while (begin > 0 && dot - begin < 128 && (is_label(text[begin - 1]) || text[begin - 1] == '.'))
        --begin;
    constexpr std::string_view never_before = "@/_-.:\\";
    if (begin == dot || text[begin] == '.' || text[begin] == '-' || text[dot - 1] == '.' ||
        (begin > 0 && never_before.find(text[begin - 1]) != std::string_view::npos))
        return {};
    const bool goes_on = next == '/' || next == '?' || next == '#' ||
                         (next == ':' && domain + 1 < text.size() && is_digit(text[domain + 1]));
    return {begin, goes_on ? url_end(text, domain) : domain};
}

/// The user part, which is a number or a name; the host stays.
Range find_sip_user(const Scan& scan, Range scheme) noexcept {
    const std::string_view text = scan.text();
    if (scheme.begin > 0 && is_alphanumeric(text[scheme.begin - 1])) return {};
    constexpr std::string_view signs = "-_.!~*'()&=+$,;?/%:#";
    std::size_t end = scheme.end;
    while (end < text.size() && end - scheme.end <= 128 &&
           (is_alphanumeric(text[end]) || is_high(text[end]) ||
            signs.find(text[end]) != std::string_view::npos))
        ++end;
    const bool whole = end < text.size() && text[end] == '@' && end > scheme.end;
    return whole ? Range{scheme.end, end} : Range{};
}

Range find_tel(const Scan& scan, Range scheme) noexcept {
    const std::string_view text = scan.text();
    if (scheme.begin > 0 && is_alphanumeric(text[scheme.begin - 1])) return {};
    std::size_t end = scheme.end, digits = 0;
    constexpr std::string_view signs = "-.()";
    for (; end < text.size() && end - scheme.end <= 32; ++end) {
        if (is_digit(text[end]))
            ++digits;
        else if (!(text[end] == '+' && end == scheme.end) &&
                 signs.find(text[end]) == std::string_view::npos)
            break;
    }
    while (end > scheme.end && !is_digit(text[end - 1]))
        --end;
    return digits >= 3 && digits <= 15 ? Range{scheme.end, end} : Range{};
}

constexpr NumeralRule numerals[] = {
    {.base = {.name = "ip_v4", .entity = Entity::ip_address, .score = 80, .context_score = 95},
     .digits_min = 4,
     .digits_max = 14,
     .joiners = ".*",
     .check = any_numeral,
     .place = place_ipv4,
     .bytes_min = 7,
     .one_group = false},
};

constexpr SeedRule seeds[] = {
    {.base = {.name = "email", .entity = Entity::email_address, .score = 95, .context_score = 99},
     .seed = SeedKind::at,
     .find = find_email},
    {.base = {.name = "ip_v6", .entity = Entity::ip_address, .score = 85, .context_score = 95},
     .seed = SeedKind::colons,
     .find = find_ipv6},
    {.base = {.name = "mac", .entity = Entity::mac_address, .score = 85, .context_score = 95},
     .seed = SeedKind::hex_pairs,
     .find = find_mac},
    {.base = {.name = "url_without_scheme",
              .entity = Entity::url,
              .score = 50,
              .presence = Presence::named},
     .seed = SeedKind::dot,
     .find = find_bare_url},
};

constexpr std::string_view url_schemes[] = {"http://", "https://", "www.", "ftp://"};
constexpr std::string_view sip_schemes[] = {"sip:", "sips:"};
constexpr std::string_view tel_schemes[] = {"tel:"};

constexpr CaptureRule captures[] = {
    {.base = {.name = "url", .entity = Entity::url, .score = 60, .presence = Presence::strict},
     .phrases = url_schemes,
     .whole_word = false,
     .find = find_url},
    {.base = {.name = "sip_user", .entity = Entity::sip_uri, .score = 99, .context_score = 99},
     .phrases = sip_schemes,
     .whole_word = false,
     .find = find_sip_user},
    {.base = {.name = "tel_uri", .entity = Entity::sip_uri, .score = 99, .context_score = 99},
     .phrases = tel_schemes,
     .whole_word = false,
     .find = find_tel},
};

constexpr ContextWord words[] = {
    {"email", Entity::email_address}, {"mail", Entity::email_address},
    {"address", Entity::ip_address},  {"host", Entity::ip_address},
    {"remote", Entity::ip_address},   {"ethernet", Entity::mac_address},
    {"mac", Entity::mac_address},
};

} // namespace

constexpr RulePack network_pack{
    .numerals = numerals, .seeds = seeds, .captures = captures, .words = words};

} // namespace hark::redaction
