// Telephone numbers as evidence: from whatever text a platform hands over to one E.164 number, or
// to the statement that there is none. Pure: no I/O, no clock, no allocation, any thread at any
// time.
//
// The numbering plans are those of libphonenumber, compiled into a table
// (lib/phone/number_table.cpp names the version). What is not in its plans but of a possible length
// is still a number, because carriers open ranges faster than tables follow.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

namespace hark {

/// What kind of line a number is on, where the numbering plan tells. In the US and Canada and some
/// other countries it does not (fixed and mobile lines share ranges): `unknown` there.
enum class LineType : std::uint8_t {
    unknown,
    mobile,
    landline,
    voip,
    toll_free,
    generic ///< premium rate, shared cost, company-wide, voicemail, pager: never one person's line
};

/// What a number is worth as evidence of who calls.
enum class NumberKind : std::uint8_t {
    none,     ///< withheld, special or malformed: no evidence, nothing to look up, nothing to store
    personal, ///< may be one person's
    generic   ///< a real number that is never one person's
};

/// Why a reading came out as it did. Says nothing about the caller; may be logged.
enum class NumberReason : std::uint8_t {
    // kind personal
    in_plan,     ///< the numbering plan knows the range
    not_in_plan, ///< of a possible length, but in no range that the plan knows
    // kind generic
    toll_free,
    premium_rate,
    shared_cost,
    universal_access, ///< one number for a whole company (UAN)
    voicemail,
    pager,
    // kind none
    empty,
    withheld_word,   ///< "anonymous", "restricted", ...; nothing but the word, in any case
    withheld_host,   ///< a SIP address at anonymous.invalid (RFC 3323)
    keypad_word,     ///< such a word spelled on a keypad, as carriers send it
    one_digit,       ///< 0000000000 and its like
    not_a_number,    ///< characters that belong to no number
    too_short,       ///< fewer than 7 digits
    too_long,        ///< more than 15 digits
    unknown_country, ///< "+" and a country calling code that nobody has
    invalid_area,    ///< North America: area or exchange starting with 0 or 1
    not_possible,    ///< of a length that no number of the country has, or lacking the area code
    same_as_dialled, ///< the number that was called: a PBX or a loop has put it there
};

/// The region whose dialling habits apply to a number written without "+": a two-letter code of
/// ISO 3166-1, as the numbering plans have it. A value of this type is always one of those.
class Region {
public:
    constexpr Region() noexcept : letters_{'U', 'S'} {}

    /// Two letters in either case; nothing for anything that has no numbering plan ("UK": say
    /// "GB").
    static std::optional<Region> from(std::string_view two_letters) noexcept;

    std::string_view text() const& noexcept { return {letters_.data(), letters_.size()}; }
    std::string_view text() const&& = delete; // would outlive what it looks into

    bool operator==(const Region&) const = default;

private:
    constexpr Region(char first, char second) noexcept : letters_{first, second} {}
    std::array<char, 2> letters_;
};

/// One telephone number in international form (ITU-T E.164), with the extension behind it where one
/// was given. Personal data: it prints only masked. Copying is a copy of 48 bytes. An empty one
/// (default, or of a reading of kind `none`) is no number and equals only another empty one.
class E164 {
public:
    static constexpr std::size_t digits_max = 15;    ///< ITU-T E.164, country calling code included
    static constexpr std::size_t extension_max = 20; ///< what libphonenumber takes after "ext."

    E164() noexcept = default;

    /// Checks form only (digits, lengths), not whether any numbering plan has the number.
    static std::optional<E164> from_parts(std::string_view country_code, std::string_view national,
                                          std::string_view extension = {}) noexcept;

    /// Reads exactly what text() gave, and nothing else.
    static std::optional<E164> from_text(std::string_view text) noexcept;

    bool empty() const noexcept { return size_ == 0; }

    /// "+12025550100", or "+12025550100;ext=12": the one form for storing and comparing.
    std::string_view text() const& noexcept { return {text_.data(), size_}; }
    std::string_view text() const&& = delete;

    /// "12025550100": no plus, no extension.
    std::string_view digits() const& noexcept;
    std::string_view digits() const&& = delete;

    std::string_view country_code() const& noexcept; ///< "1"
    std::string_view country_code() const&& = delete;
    std::string_view national() const& noexcept; ///< "2025550100", leading zeros included
    std::string_view national() const&& = delete;
    std::string_view extension() const& noexcept; ///< "12", or empty
    std::string_view extension() const&& = delete;

    /// The shared main number in front of the extension.
    E164 without_extension() const noexcept;

    /// The only text for logs: "+1202•••••00". At least five digits are hidden, or all national
    /// ones where there are no more than that, and the whole extension.
    std::string masked() const;

    bool operator==(const E164& other) const noexcept { return text() == other.text(); }

private:
    static constexpr std::size_t text_max = 1 + digits_max + 5 + extension_max; // +…;ext=…

    std::array<char, text_max> text_{};
    std::uint8_t size_{0};      ///< of all the text
    std::uint8_t code_size_{0}; ///< digits of the country calling code
    std::uint8_t base_size_{0}; ///< plus and digits, without the extension
};

std::ostream& operator<<(std::ostream&, const E164&) = delete;

/// One number as evidence.
struct NumberReading {
    NumberKind kind{NumberKind::none};
    LineType line_type{LineType::unknown};
    NumberReason reason{NumberReason::empty};
    E164 number; ///< empty when kind is none
    /// Where the number is in the numbering plan: nothing when it is in none, or in that of no
    /// country (satellite phones, international toll-free).
    std::optional<Region> region;
};

/// Reads a caller's number as platforms give it: international or national, in the dialling habits
/// of `region`; with punctuation; as `tel:`, `sip:` or `sips:` URI with parameters; as a From or
/// P-Asserted-Identity header with display name; with an extension. Withheld, special and malformed
/// numbers are no error: they are of kind `none`. `dialled`, when known, is the number that was
/// called, in the same forms; a caller with that number is none. Linear in the input, no
/// allocation.
NumberReading read_number(std::string_view raw, Region region,
                          std::string_view dialled = {}) noexcept;

} // namespace hark
