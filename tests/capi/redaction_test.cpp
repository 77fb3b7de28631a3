// The C ABI against the library behind it, and against hosts that make mistakes.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cstring>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "hark/hark.h"
#include "hark/redaction.hpp"

namespace {

template <auto free>
struct Free {
    template <typename Handle>
    void operator()(Handle* handle) const {
        free(handle);
    }
};
using Redactor = std::unique_ptr<hark_redactor, Free<hark_redactor_free>>;
using Spans = std::unique_ptr<hark_spans, Free<hark_spans_free>>;
using Known = std::unique_ptr<hark_known, Free<hark_known_free>>;
using Stream = std::unique_ptr<hark_redaction_stream, Free<hark_redaction_stream_free>>;
using Dialogue = std::unique_ptr<hark_dialogue, Free<hark_dialogue_free>>;

hark_str str(std::string_view text) { return {text.data(), text.size()}; }
std::string copy(hark_str text) { return std::string{text.data, text.size}; }

hark_redactor_options options() {
    hark_redactor_options made{};
    made.struct_size = sizeof made;
    return made;
}

Redactor redactor_with(const hark_redactor_options* chosen = nullptr) {
    hark_redactor* made = nullptr;
    REQUIRE(hark_redactor_create(chosen, &made, nullptr) == HARK_OK);
    return Redactor{made};
}

/// The status of making one, which must then be none.
hark_status refused(const hark_redactor_options& chosen, std::string* message = nullptr) {
    hark_redactor* made = nullptr;
    hark_error* error = nullptr;
    const hark_status status = hark_redactor_create(&chosen, &made, &error);
    CHECK(made == nullptr);
    CHECK((error != nullptr) == (status != HARK_OK));
    if (message != nullptr) *message = copy(hark_error_message(error));
    hark_error_free(error);
    return status;
}

std::string redacted(const Redactor& redactor, std::string_view text,
                     const hark_known* known = nullptr) {
    std::string out(text.size() * 2 + 64, '\0');
    std::size_t size = 0;
    REQUIRE(hark_redactor_redact(redactor.get(), str(text), known, out.data(), out.size(), &size,
                                 nullptr) == HARK_OK);
    out.resize(size);
    return out;
}

struct Told {
    std::size_t turn, begin, end;
    std::string entity;
    bool operator==(const Told&) const = default;
};

std::vector<Told> told(hark_spans* spans) {
    const Spans owned{spans};
    std::vector<Told> all;
    for (std::size_t index = 0; index < hark_spans_count(spans); ++index) {
        hark_span span{};
        span.struct_size = sizeof span;
        REQUIRE(hark_spans_at(spans, index, &span, nullptr) == HARK_OK);
        all.push_back({span.turn, span.begin, span.end, copy(span.entity)});
    }
    return all;
}

const std::vector<std::string> texts{
    "",
    "pay 4111 1111 1111 1111, mail ida@example.org",
    "my card number is four one one one one one one one one one one one one one one one",
    R"({"card":4111111111111111,"password":"x y","n":[1,2]})",
    "bad \xFF\xC3 bytes 4111111111111111 \xED\xA0\x80",
    std::string("with\0null 4111111111111111", 26),
};

} // namespace

TEST_CASE("spans, answers and masks are those of the library") {
    const Redactor redactor = redactor_with();
    const auto same = hark::redaction::Redactor::make({}).value();
    hark::redaction::Scratch scratch;
    for (const std::string& text : texts) {
        CAPTURE(text);
        std::string expected;
        same.redact(text, scratch, expected);
        CHECK(redacted(redactor, text) == expected);

        std::vector<hark::redaction::Span> spans;
        same.find(text, scratch, spans);
        std::vector<Told> should;
        for (const auto& span : spans)
            should.push_back({0, span.begin, span.end, std::string{name(span.entity)}});
        hark_spans* found = nullptr;
        REQUIRE(hark_redactor_find(redactor.get(), str(text), nullptr, &found, nullptr) == HARK_OK);
        CHECK(told(found) == should);

        std::string masked = text, ours = text;
        std::size_t count = 0;
        CHECK(hark_redactor_mask(redactor.get(), ours.data(), ours.size(), nullptr, &count,
                                 nullptr) == HARK_OK);
        CHECK(count == same.mask_in_place(masked, scratch));
        CHECK(ours == masked);
    }
}

TEST_CASE("a stream gives the same bytes however it is cut, and a flush ends it") {
    const Redactor redactor = redactor_with();
    for (const std::string& text : texts)
        for (std::size_t cut = 0; cut <= text.size(); ++cut) {
            hark_redaction_stream* made = nullptr;
            REQUIRE(hark_redaction_stream_create(redactor.get(), &made, nullptr) == HARK_OK);
            const Stream stream{made};
            std::string out;
            hark_str part{};
            for (const auto& [piece, flush] :
                 {std::pair{text.substr(0, cut), 0U}, std::pair{text.substr(cut), 1U}}) {
                REQUIRE(hark_redaction_stream_push(made, str(piece), flush, &part, nullptr) ==
                        HARK_OK);
                out += copy(part);
            }
            REQUIRE(out == redacted(redactor, text));
        }
}

TEST_CASE("known values are found, and those that would wreck a text are left out") {
    const Redactor redactor = redactor_with();
    const std::vector<hark_str> values{str("Ada Lovelace"), str("1"), str("QX-7781-PL")};
    const std::vector<hark_str> entities{str("PERSON"), str(""), str("")};
    hark_known* made = nullptr;
    std::size_t taken = 0;
    REQUIRE(hark_known_create(values.data(), entities.data(), values.size(), &made, &taken,
                              nullptr) == HARK_OK);
    const Known known{made};
    CHECK(taken == 2);
    const std::string out = redacted(redactor, "ada lovelace has 1 of QX7781PL", made);
    CHECK(out.find("lovelace") == std::string::npos);
    CHECK(out.find("7781") == std::string::npos);
    CHECK(out.find("has 1 of") != std::string::npos);
    const hark_str nobody = str("NOBODY");
    CHECK(hark_known_create(values.data(), &nobody, 1, &made, nullptr, nullptr) == HARK_INVALID);
    CHECK(made == nullptr);
}

TEST_CASE("a dialogue is redacted live and read as a whole afterwards") {
    const Redactor redactor = redactor_with();
    hark_dialogue* made = nullptr;
    REQUIRE(hark_dialogue_create(redactor.get(), &made, nullptr) == HARK_OK);
    const Dialogue dialogue{made};
    const std::vector<hark_str> turns{str("it's four one one one one one one one"),
                                      str("one one one one one one one one")};
    const std::vector<Told> both{{0, 5, 37, "CREDIT_CARD"}, {1, 0, 31, "CREDIT_CARD"}};
    hark_spans* spans = nullptr;
    REQUIRE(hark_dialogue_find(made, nullptr, turns.data(), 2, nullptr, &spans, nullptr) ==
            HARK_OK);
    CHECK(told(spans) == both);

    hark_str out{};
    REQUIRE(hark_dialogue_redact(made, HARK_SPEAKER_CALLER, turns[0], nullptr, &out, nullptr,
                                 nullptr) == HARK_OK);
    REQUIRE(hark_dialogue_redact(made, HARK_SPEAKER_CALLER, turns[1], nullptr, &out, &spans,
                                 nullptr) == HARK_OK);
    CHECK(copy(out) == "[CARD]");
    CHECK(told(spans) == std::vector<Told>{both[0]});

    REQUIRE(hark_dialogue_arm(made, str("PIN"), nullptr) == HARK_OK);
    REQUIRE(hark_dialogue_redact(made, HARK_SPEAKER_CALLER, str("sure four one two"), nullptr, &out,
                                 nullptr, nullptr) == HARK_OK);
    CHECK(copy(out) == "sure [PIN]");
    CHECK(hark_dialogue_arm(made, str("pin"), nullptr) == HARK_INVALID);
    CHECK(hark_dialogue_redact(made, 3, turns[0], nullptr, &out, nullptr, nullptr) == HARK_INVALID);
    CHECK(out.data == nullptr);
}

TEST_CASE("options are those of the library") {
    auto chosen = options();
    chosen.entities = str("EMAIL_ADDRESS, CREDIT_CARD");
    chosen.placeholder = HARK_PLACEHOLDER_MASK;
    CHECK(redacted(redactor_with(&chosen), "a@b.example 4111111111111111") ==
          "*********** ****************");
    chosen = options();
    chosen.secure_fields = str("diagnosis,note");
    chosen.allow_fields = str("order");
    CHECK(redacted(redactor_with(&chosen), R"({"note":"flu","order":"4111111111111111"})") ==
          R"({"note":"[FIELD]","order":"4111111111111111"})");
    chosen = options();
    chosen.placeholder = HARK_PLACEHOLDER_KEYED_TAG;
    CHECK(refused(chosen) == HARK_INVALID);
    const std::string key(32, 'k');
    chosen.tag_key = str(key);
    const Redactor tagged = redactor_with(&chosen);
    const std::string once = redacted(tagged, "4111111111111111");
    CHECK(once.size() == std::string_view{"[CARD:12345678]"}.size());
    CHECK(redacted(tagged, "4111-1111-1111-1111") == once);
}

TEST_CASE("older and newer callers both work, and nothing unknown is passed over") {
    // A newer caller's struct is longer: what is behind ours must be 0.
    struct {
        hark_redactor_options ours;
        unsigned char more[16];
    } newer{};
    newer.ours = options();
    newer.ours.struct_size = sizeof newer;
    hark_redactor* made = nullptr;
    CHECK(hark_redactor_create(&newer.ours, &made, nullptr) == HARK_OK);
    hark_redactor_free(made);
    newer.more[15] = 1;
    CHECK(refused(newer.ours) == HARK_INVALID);

    // An older caller's is shorter: what is behind it is not read.
    constexpr std::size_t older_size = offsetof(hark_redactor_options, placeholder);
    auto whole = options();
    whole.struct_size = older_size;
    const auto older = std::make_unique<unsigned char[]>(older_size);
    std::memcpy(older.get(), &whole, older_size);
    CHECK(hark_redactor_create(reinterpret_cast<const hark_redactor_options*>(older.get()), &made,
                               nullptr) == HARK_OK);
    hark_redactor_free(made);

    for (const std::uint32_t size : {0U, 4U, 7U, 4097U, ~0U}) {
        auto wrong = options();
        wrong.struct_size = size;
        CHECK(refused(wrong) == HARK_INVALID);
    }
    auto wrong = options();
    wrong.flags = 1U << 31;
    std::string message;
    CHECK(refused(wrong, &message) == HARK_INVALID);
    CHECK(message == "flags: has bits that this version does not know");
    for (auto field : {&hark_redactor_options::placeholder, &hark_redactor_options::format,
                       &hark_redactor_options::reserved}) {
        wrong = options();
        wrong.*field = 77;
        CHECK(refused(wrong) == HARK_INVALID);
    }
}

TEST_CASE("what is no text is refused, and so is a handle that is none") {
    const Redactor redactor = redactor_with();
    const std::string word = "word";
    hark_spans* spans = nullptr;
    const hark_str nothing{nullptr, 4};
    const hark_str huge{word.data(), std::numeric_limits<std::size_t>::max()};
    for (const hark_str& bad : {nothing, huge}) {
        CHECK(hark_redactor_find(redactor.get(), bad, nullptr, &spans, nullptr) == HARK_INVALID);
        CHECK(spans == nullptr);
        auto chosen = options();
        chosen.entities = bad;
        CHECK(refused(chosen) == HARK_INVALID);
    }
    auto chosen = options();
    const std::string many(70'000, ',');
    chosen.entities = str(many);
    CHECK(refused(chosen) == HARK_INVALID);
    chosen.entities = str("\xFF\xFE");
    std::string message;
    CHECK(refused(chosen, &message) == HARK_INVALID);
    CHECK(message.find('\xFF') == std::string::npos);

    std::size_t size = 7;
    char room[8] = "abcdefg";
    CHECK(hark_redactor_redact(redactor.get(), {nullptr, 0}, nullptr, nullptr, 0, &size, nullptr) ==
          HARK_OK);
    CHECK(size == 0);
    CHECK(hark_redactor_redact(redactor.get(), {room, 7}, nullptr, room + 3, 4, &size, nullptr) ==
          HARK_INVALID);
    CHECK(hark_redactor_redact(redactor.get(), str(word), nullptr, nullptr, 4, &size, nullptr) ==
          HARK_INVALID);
    CHECK(hark_redactor_redact(nullptr, str(word), nullptr, room, 8, &size, nullptr) ==
          HARK_INVALID);
    CHECK(hark_redactor_redact(redactor.get(), str(word), nullptr, room, 8, nullptr, nullptr) ==
          HARK_INVALID);
    CHECK(hark_redactor_create(nullptr, nullptr, nullptr) == HARK_INVALID);
    CHECK(hark_redactor_find(redactor.get(), str(word), nullptr, nullptr, nullptr) == HARK_INVALID);
    CHECK(hark_redactor_mask(nullptr, room, 8, nullptr, nullptr, nullptr) == HARK_INVALID);
    CHECK(hark_spans_at(nullptr, 0, nullptr, nullptr) == HARK_INVALID);
    CHECK(hark_spans_count(nullptr) == 0);
    CHECK(hark_known_create(nullptr, nullptr, 1, nullptr, nullptr, nullptr) == HARK_INVALID);
    CHECK(hark_redaction_stream_create(nullptr, nullptr, nullptr) == HARK_INVALID);
    CHECK(hark_redaction_stream_push(nullptr, {}, 0, nullptr, nullptr) == HARK_INVALID);
    CHECK(hark_dialogue_create(nullptr, nullptr, nullptr) == HARK_INVALID);
    CHECK(hark_dialogue_arm(nullptr, {}, nullptr) == HARK_INVALID);
    CHECK(hark_dialogue_redact(nullptr, 0, {}, nullptr, nullptr, nullptr, nullptr) == HARK_INVALID);
    CHECK(hark_dialogue_find(nullptr, nullptr, nullptr, 1, nullptr, nullptr, nullptr) ==
          HARK_INVALID);
    CHECK(hark_error_message(nullptr).size == 0);
    hark_redactor_free(nullptr);
    hark_spans_free(nullptr);
    hark_known_free(nullptr);
    hark_redaction_stream_free(nullptr);
    hark_dialogue_free(nullptr);
    hark_error_free(nullptr);
    CHECK(hark_sizeof(0) == 0);
}
