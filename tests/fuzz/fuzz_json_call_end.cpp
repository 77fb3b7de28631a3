// Any bytes as the body of an end: a fault with a fit path, or a request that keeps every limit,
// whose variables are JSON and read back as themselves when an answer shows them.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "hark/json.hpp"
#include "tests/fuzz/expect.hpp"

using namespace hark;
using namespace hark::fuzz;

namespace {

void check(const VariableChange& change) {
    expect(!change.name.empty());
    expect(change.value.text().size() <= limits::variable_value_bytes_max);
    const auto again = JsonValue::parse(change.value.text());
    expect(again && *again == change.value);
    if (change.ttl) expect(change.ttl->count() >= 1 && change.ttl->count() <= 90 * 86'400);
}

void check_learned(const Learned& learned) {
    expect(learned.variables.size() <= limits::variables_per_customer_max);
    expect(learned.external_ids.size() <= limits::external_ids_per_call_max);
    for (const auto& change : learned.variables)
        check(change);
    for (std::size_t i = 1; i < learned.variables.size(); ++i) {
        expect(learned.variables[i - 1].name < learned.variables[i].name);
    }
    if (learned.due_at) expect(json::time_from(json::time_text(*learned.due_at)).has_value());
}

void check(const CallUpdate& update) { check_learned(update.learned); }

/// The variables again, as an answer would show them and an integrator send them back.
void check_round_trip(const CallEnd& end) {
    StartAnswer answer;
    for (const auto& change : end.learned.variables) {
        Variable variable;
        variable.name = change.name;
        variable.value = change.value;
        answer.variables.push_back(variable);
    }
    for (auto& variable : answer.variables)
        variable.ttl = std::chrono::seconds{60};
    std::string json;
    json::encode(answer, json);
    const std::size_t begin = json.find(R"("variables":)");
    const std::size_t size = json.rfind(R"(,"history":[],"withheld":)") - begin;
    const auto back =
        json::decode_call_end(R"({"call_id":"c-1",)" + json.substr(begin, size) + "}");
    if (json.size() > limits::body_bytes_max) return;
    // The long form is one object more around a value that was as deep as may be.
    const auto* const fault = std::get_if<json::Fault>(&back);
    if (fault != nullptr && fault->message.view() == "nests too deeply") return;
    expect(std::holds_alternative<CallEnd>(back));
    const auto& variables = std::get<CallEnd>(back).learned.variables;
    expect(variables.size() == end.learned.variables.size());
    for (std::size_t i = 0; i < variables.size(); ++i) {
        expect(variables[i].name == end.learned.variables[i].name);
        expect(variables[i].value == end.learned.variables[i].value);
    }
}

void check(const CallEnd& end) {
    expect(!end.call_id.empty());
    expect(!end.customer_ref || *end.customer_ref != CustomerRef{});
    check_learned(end.learned);
    check_round_trip(end);
}

bool same(const CallEnd& a, const CallEnd& b) {
    return a.call_id == b.call_id && a.customer_ref == b.customer_ref && a.hints == b.hints &&
           a.channel == b.channel && a.learned == b.learned && a.confirmed == b.confirmed;
}

template <typename A, typename B>
bool same(const A&, const B&) {
    return false;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static json::Decoder used;
    const std::string_view body{reinterpret_cast<const char*>(data), size};
    const auto decoded = used.call_end(body);
    std::visit([](const auto& side) { check(side); }, decoded);
    std::visit([](const auto& a, const auto& b) { expect(same(a, b)); }, decoded,
               json::decode_call_end(body));
    std::visit([](const auto& side) { check(side); }, used.call_update(body, "c-1"));
    (void)JsonValue::parse(body);
    return 0;
}
