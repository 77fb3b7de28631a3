// The JSON lines of `hark replay`. All texts are digits and plain names: nothing is escaped.
#include <array>

#include "tests/bench/world/call.hpp"

namespace hark::world {

namespace {

constexpr std::array signatures{"A", "B", "C", "failed"};
constexpr std::array intents{"billing", "delivery", "outage", "contract", "appointment"};

void begin(const char* op, std::int64_t at, std::uint32_t call, std::string& out) {
    out.append(R"({"op":")").append(op).append(R"(","at":)").append(std::to_string(at));
    out.append(R"(,"call_id":"c)").append(std::to_string(call)).append("\"");
}

void write_telco(const Start& start, std::string& out) {
    const bool is_signed = start.attestation != Signed::none;
    if (start.line_type == nullptr && !is_signed) return;
    out.append(R"(,"telco":{)");
    if (start.line_type != nullptr) {
        out.append(R"("line_type":")").append(start.line_type).append(is_signed ? "\"," : "\"");
    }
    if (is_signed) {
        const auto* text = signatures[static_cast<std::size_t>(start.attestation)];
        out.append(R"("attestation":")").append(text).append("\"");
    }
    out.append("}");
}

} // namespace

void write_line(const Start& start, std::string& out) {
    begin("start", start.at, start.call, out);
    out.append(start.written ? R"(,"channel":"sms")" : R"(,"channel":"voice")");
    out.append(R"(,"identity_hints":{"ani":")");
    out.append(start.ani.empty() ? "anonymous" : start.ani);
    out.append(R"(","dnis":"+1800555010)").append(std::to_string(start.dnis)).append("\"");
    if (!start.ids.empty()) {
        char between = '{';
        out.append(R"(,"external_ids":)");
        for (const auto& [type, value] : start.ids) {
            out.append(1, between).append("\"").append(type).append(R"(":")");
            out.append(value).append("\"");
            between = ',';
        }
        out.append("}");
    }
    out.append("}");
    write_telco(start, out);
    if (start.tells_truth) {
        out.append(R"(,"truth":"p)").append(std::to_string(start.fact.caller)).append("\"");
    }
    out.append("}\n");
}

void write_line(const End& end, std::string& out) {
    begin("end", end.at, end.call, out);
    out.append(R"(,"intent":")").append(intents[end.intent % intents.size()]);
    out.append(end.open ? R"(","intent_status":"open"})" : R"(","intent_status":"resolved"})");
    out.append("\n");
}

} // namespace hark::world
