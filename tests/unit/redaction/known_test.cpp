// The caller's own values in whatever spelling, and ordinary text that they must leave alone.
#include "kit.hpp"

namespace {

std::string redacted_with(const kit::KnownValues& known, std::string_view text) {
    const auto redactor = kit::redactor_with({});
    kit::Scratch scratch;
    std::string out;
    redactor.redact(text, scratch, out, &known);
    std::string again;
    redactor.redact(out, scratch, again, &known);
    CHECK(again == out);
    return out;
}

bool taken(std::string_view value) {
    kit::KnownValues known;
    const auto added = known.add(value);
    REQUIRE(added.ok());
    return added.value();
}

} // namespace

TEST_SUITE_BEGIN("known values");

TEST_CASE("a value is found without regard to case, accents, joiners and the order of a name") {
    kit::KnownValues known;
    REQUIRE(known
                .add("Jos\xC3\xA9 Garc\xC3\xAD"
                     "a-L\xC3\xB3pez",
                     kit::Entity::person)
                .ok());
    REQUIRE(known.add("Siobhan O'Neill", kit::Entity::person).ok());
    REQUIRE(known.add("12 Kestrel Rise").ok());
    REQUIRE(known.add("ACME-7731-Q").ok());
    known.build();
    for (const auto& [text, wanted] : std::initializer_list<std::pair<const char*, const char*>>{
             {"JOSE GARCIA LOPEZ called", "[NAME] called"},
             {"user=jose_garcia_lopez;", "user=[NAME];"},
             {"it was Jos\xC3\xA9 Garc\xC3\xAD"
              "a L\xC3\xB3pez!",
              "it was [NAME]!"},
             {"O'Neill, Siobhan", "[NAME]"},
             {"siobhan oneill", "[NAME]"},
             {"at 12 kestrel rise, please", "at [KNOWN], please"},
             {"12-Kestrel-Rise", "[KNOWN]"},
             {"id acme7731q or Acme 7731 Q", "id [KNOWN] or [KNOWN]"},
             {"{\"name\":\"Siobhan O'Neill\"}", "{\"name\":\"[NAME]\"}"},
             {"ACME-7731-QR and XACME-7731-Q stay", "ACME-7731-QR and XACME-7731-Q stay"},
             {"Siobhan went home", "Siobhan went home"}}) {
        CAPTURE(std::string{text});
        CHECK(redacted_with(known, text) == wanted);
    }
}

TEST_CASE("digits are found by the digits alone, spoken too") {
    kit::KnownValues known;
    REQUIRE(known.add("+1 (415) 555-0132", kit::Entity::phone_number).ok());
    REQUIRE(known.add("88 42 17", kit::Entity::account_number).ok());
    known.build();
    for (const auto& [text, wanted] : std::initializer_list<std::pair<const char*, const char*>>{
             {"4155550132", "[PHONE]"},
             {"+1 415.555.0132", "[PHONE]"},
             {"(415) 555-0132", "[PHONE]"},
             {"884217 and 88-42-17 and 88 4217", "[ACCOUNT] and [ACCOUNT] and [ACCOUNT]"},
             {"it is double eight forty two seventeen thanks", "it is [ACCOUNT] thanks"},
             {"8842171 and 1884217 and a884217 stay", "8842171 and 1884217 and a884217 stay"}}) {
        CAPTURE(std::string{text});
        CHECK(redacted_with(known, text) == wanted);
    }
}

TEST_CASE("what would wreck ordinary text is not taken") {
    for (const char* value : {"May", "Will", "1", "", "  ", "Al", "123", "2024", "0000", "the",
                              "to be", "Mark", "aaa", "N/A", "\xC3\x97"}) {
        CAPTURE(std::string{value});
        CHECK_FALSE(taken(value));
    }
    for (const char* value : {"Will Smith", "Priya", "4117", "A1234", "x@example.org"}) {
        CAPTURE(std::string{value});
        CHECK(taken(value));
    }
}

TEST_CASE("a value above the limits is an error") {
    kit::KnownValues known;
    CHECK_FALSE(known.add(std::string(kit::KnownValues::value_bytes_max + 1, 'x')).ok());
}

TEST_CASE("ten thousand values are each found, and forgotten when cleared") {
    kit::KnownValues known;
    const auto value_of = [](std::size_t index) {
        std::string value = "Q";
        for (std::size_t rest = index + 1000; rest > 0; rest /= 26)
            value += static_cast<char>('a' + rest % 26);
        return value + " Zarkov";
    };
    for (std::size_t index = 0; index < kit::KnownValues::values_max; ++index)
        REQUIRE(known.add(value_of(index)).ok());
    known.build();
    const auto redactor = kit::redactor_with({});
    kit::Scratch scratch;
    std::vector<kit::Span> spans;
    for (std::size_t index = 0; index < kit::KnownValues::values_max; index += 97) {
        redactor.find("so " + value_of(index) + " rang", scratch, spans, &known);
        REQUIRE(spans.size() == 1);
    }
    known.clear();
    redactor.find(value_of(0), scratch, spans, &known);
    CHECK(spans.empty());
}

TEST_SUITE_END();
