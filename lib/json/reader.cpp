// The only file that sees simdjson: a different parser would change nothing else. Written to the
// API of 3.0.1. Its exceptions are switched off, so that forgetting to look at an error does not
// compile.
#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <utility>

#include "hark/limits.hpp"
#include "lib/json/reader.hpp"

namespace hark::json {

namespace {

enum class Kind : std::uint8_t { none, object, array, text, number, boolean, null };

constexpr std::size_t objects_deep_max = 4; // what the contract's own fields need: 3
constexpr std::size_t buffer_bytes_min = 2048;
constexpr Literal not_json = "is not valid JSON";

bool is_plain(std::string_view name) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '.' || c == '-';
    };
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), plain);
}

/// Half a character, which simdjson lets through in some versions: "\\udc00" without its first
/// half.
bool has_surrogate(std::string_view text) {
    for (std::size_t at = 0; (at = text.find('\xED', at)) != text.npos; ++at) {
        if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) > 0x9F) return true;
    }
    return false;
}

Literal meaning(simdjson::error_code error) {
    switch (error) {
        case simdjson::UTF8_ERROR:
            return "must be UTF-8";
        case simdjson::UNESCAPED_CHARS:
            return "has a control character inside a string";
        default:
            return "is not valid JSON";
    }
}

} // namespace

struct Reader::State {
    struct Object {
        simdjson::ondemand::object_iterator iterator;
        std::string_view name; ///< of the field at hand
        bool begun{false};
    };

    simdjson::ondemand::parser parser;
    std::unique_ptr<char[]> padded;
    std::size_t padded_size{0};
    simdjson::ondemand::document document;
    simdjson::ondemand::value value;
    std::array<Object, objects_deep_max> objects;
    std::size_t depth{0};
    bool failed{false};
    Fault fault;

    void fail(Literal message, std::size_t names, std::string_view inside = {}) {
        if (failed) return;
        failed = true;
        fault.message = message;
        fault.path.clear();
        const auto add = [this](std::string_view name) {
            fault.path.emplace_back(is_plain(name) ? name : "?");
        };
        for (std::size_t i = 0; i < names; ++i)
            add(objects[i].name);
        if (!inside.empty()) add(inside);
    }
    void malformed(simdjson::error_code error) { fail(meaning(error), 0); }

    /// Told by its first byte, which every version of simdjson has in common.
    Kind kind() {
        if (failed) return Kind::none;
        switch (value.raw_json_token().front()) {
            case '{':
                return Kind::object;
            case '[':
                return Kind::array;
            case '"':
                return Kind::text;
            case 't':
            case 'f':
                return Kind::boolean;
            case 'n':
                return Kind::null;
            case '-':
            case '0':
            case '1':
            case '2':
            case '3':
            case '4':
            case '5':
            case '6':
            case '7':
            case '8':
            case '9':
                return Kind::number;
            default:
                fail(not_json, depth);
                return Kind::none;
        }
    }
    bool is(Kind wanted) { return kind() == wanted; }

    bool reserve(std::size_t size);
    void leave();
};

/// Room for a body: buffers grow in powers of two, so that few calls pay for it.
bool Reader::State::reserve(std::size_t size) {
    if (size <= padded_size) return true;
    std::size_t room = buffer_bytes_min;
    while (room < size)
        room *= 2;
    padded_size = 0;
    if (parser.allocate(room) != simdjson::SUCCESS) return false;
    padded = std::make_unique<char[]>(room + simdjson::SIMDJSON_PADDING);
    padded_size = room;
    return true;
}

/// The object entered last is at its end. Behind the outermost one nothing may follow.
void Reader::State::leave() {
    --depth;
    if (depth == 0 && document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
        fail("has something behind the JSON object", 0);
    }
}

Reader::Reader() : state_{std::make_unique<State>()} {}
Reader::~Reader() = default;
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;

void Reader::open(std::string_view body) {
    State& state = *state_;
    state.depth = 0;
    state.failed = false;
    if (body.size() > limits::body_bytes_max) return state.fail("is too large", 0);
    if (body.empty()) return state.fail("must not be empty", 0);
    if (body.substr(0, 3) == "\xEF\xBB\xBF") return state.fail("must not begin with a BOM", 0);
    if (!state.reserve(body.size())) return state.malformed(simdjson::MEMALLOC);
    // A copy of a few hundred bytes costs less than asking every caller for padding behind them.
    std::memcpy(state.padded.get(), body.data(), body.size());
    std::memset(state.padded.get() + body.size(), ' ', simdjson::SIMDJSON_PADDING);
    const simdjson::padded_string_view padded{state.padded.get(), body.size(),
                                              body.size() + simdjson::SIMDJSON_PADDING};
    if (const auto error = state.parser.iterate(padded).get(state.document)) state.malformed(error);
}

bool Reader::enter() {
    State& state = *state_;
    if (state.failed) return false;
    if (state.depth == objects_deep_max) {
        refuse("nests too deeply");
        return false;
    }
    simdjson::ondemand::object object;
    const auto error = state.depth == 0 ? state.document.get_object().get(object)
                                        : state.value.get_object().get(object);
    if (error == simdjson::INCORRECT_TYPE) {
        refuse("must be an object");
        return false;
    }
    State::Object& entered = state.objects[state.depth];
    if (error || object.begin().get(entered.iterator)) {
        state.malformed(error);
        return false;
    }
    entered.begun = false;
    ++state.depth;
    return true;
}

bool Reader::next(std::string_view& name) {
    State& state = *state_;
    if (state.failed) return false;
    State::Object& object = state.objects[state.depth - 1];
    if (object.begun) ++object.iterator;
    object.begun = true;
    if (!(object.iterator != simdjson::ondemand::object_iterator{})) {
        state.leave();
        return false;
    }
    simdjson::ondemand::field field;
    auto error = (*object.iterator).get(field);
    if (!error) error = field.unescaped_key().get(object.name);
    if (error) {
        state.malformed(error);
        return false;
    }
    state.value = field.value();
    name = object.name;
    return true;
}

bool Reader::null() {
    State& state = *state_;
    if (!state.is(Kind::null)) return false;
    bool null = false;
    if (state.value.is_null().get(null) || !null) refuse(not_json);
    return !state.failed;
}

bool Reader::is_text() { return state_->is(Kind::text); }

std::optional<std::string_view> Reader::text() {
    State& state = *state_;
    if (!state.is(Kind::text)) {
        refuse("must be a string");
        return std::nullopt;
    }
    std::string_view text;
    if (state.value.get_string().get(text) || has_surrogate(text)) {
        refuse(not_json);
        return std::nullopt;
    }
    return text;
}

std::optional<bool> Reader::boolean(Literal expected) {
    State& state = *state_;
    bool value = false;
    if (!state.is(Kind::boolean) || state.value.get_bool().get(value)) {
        refuse(expected);
        return std::nullopt;
    }
    return value;
}

std::optional<std::int64_t> Reader::integer(std::int64_t min, std::int64_t max, Literal expected) {
    State& state = *state_;
    std::int64_t value = 0;
    if (!state.is(Kind::number) || state.value.get_int64().get(value) || value < min ||
        value > max) {
        refuse(expected);
        return std::nullopt;
    }
    return value;
}

std::string_view Reader::raw() {
    State& state = *state_;
    if (state.failed) return {};
    simdjson::ondemand::object object;
    simdjson::ondemand::array array;
    std::string_view text;
    simdjson::error_code error = simdjson::SUCCESS;
    if (state.is(Kind::object)) {
        error = state.value.get_object().get(object);
        if (!error) error = object.raw_json().get(text);
    } else if (state.is(Kind::array)) {
        error = state.value.get_array().get(array);
        if (!error) error = array.raw_json().get(text);
    } else if (!state.failed) {
        text = state.value.raw_json_token();
    }
    if (error) state.malformed(error);
    return state.failed ? std::string_view{} : text;
}

void Reader::refuse(Literal message, std::string_view inside) {
    state_->fail(message, state_->depth, inside);
}

void Reader::refuse_object(Literal message) {
    state_->fail(message, state_->depth == 0 ? 0 : state_->depth - 1);
}

bool Reader::failed() const noexcept { return state_->failed; }
Fault Reader::fault() const { return state_->fault; }

} // namespace hark::json
