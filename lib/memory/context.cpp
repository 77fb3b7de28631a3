#include "lib/memory/context.hpp"

#include <algorithm>

#include "lib/base/try.hpp"
#include "lib/memory/codec.hpp"

namespace hark::memory {
namespace {

using base::Reader;
using base::Writer;

constexpr std::uint8_t context_version = 1;

/// What a customer may have beside the parts that all have, each behind its number.
enum class Part : std::uint8_t { attempts = 1, intent_dnis = 2 };

bool is_open(IntentStatus status) noexcept {
    return status == IntentStatus::open || status == IntentStatus::pending;
}

void write_kept(Writer& writer, const KeptIntent& kept) {
    write(writer, kept.intent);
    writer.u32(kept.touched_by);
}

KeptIntent read_kept_intent(Reader& reader) {
    KeptIntent kept;
    kept.intent = read_intent(reader);
    kept.touched_by = reader.u32();
    return kept;
}

void write_kept(Writer& writer, const KeptVariable& kept) {
    writer.text(kept.name.view());
    writer.text(kept.value.text());
    writer.text(kept.source.view());
    writer.u8(
        static_cast<std::uint8_t>(static_cast<unsigned>(kept.tier) | (kept.verifier ? 4U : 0U)));
    writer.time(kept.expires);
    writer.u32(kept.touched_by);
}

KeptVariable read_kept_variable(Reader& reader) {
    KeptVariable kept;
    kept.name = read_text<VariableName>(reader);
    kept.value = read_json(reader);
    kept.source = read_text<SourceName>(reader);
    const std::uint8_t flags = reader.u8();
    if ((flags & 3U) > static_cast<unsigned>(Tier::verified) || flags > 7U) reader.fail();
    kept.tier = static_cast<Tier>(flags & 3U);
    kept.verifier = (flags & 4U) != 0;
    kept.expires = reader.time();
    kept.touched_by = reader.u32();
    return kept;
}

/// Makes room for one more intent: the longest untouched closed one goes, else the longest
/// untouched.
void make_room(std::vector<KeptIntent>& intents) {
    if (intents.size() < limits::intents_per_customer_max) return;
    const auto oldest = std::min_element(intents.begin(), intents.end(),
                                         [](const KeptIntent& a, const KeptIntent& b) {
                                             const bool a_open = is_open(a.intent.status);
                                             const bool b_open = is_open(b.intent.status);
                                             if (a_open != b_open) return !a_open;
                                             return a.intent.updated_at < b.intent.updated_at;
                                         });
    intents.erase(oldest);
}

std::uint32_t learn_intent(Context& context, const Learned& learned, CallTag call, Time now) {
    if (learned.intent.empty()) return 0;
    const IntentStatus status = learned.intent_status.value_or(IntentStatus::open);
    auto& intents = context.intents;
    const auto found = std::find_if(intents.begin(), intents.end(), [&](const KeptIntent& kept) {
        return kept.intent.intent == learned.intent;
    });
    if (found == intents.end()) {
        make_room(intents);
        intents.push_back({{learned.intent, status, 1, now, now, learned.due_at}, call});
        return 1;
    }
    auto& intent = found->intent;
    if (found->touched_by != call) ++intent.attempt_count;
    if (!is_open(intent.status) && is_open(status)) intent.opened_at = now;
    intent.status = status;
    intent.updated_at = std::max(now, intent.opened_at);
    if (learned.due_at) intent.due_at = learned.due_at;
    found->touched_by = call;
    return 1;
}

void set_variable(KeptVariable& kept, const VariableChange& change, CallTag call, Time now,
                  std::chrono::days retention) {
    kept.value = change.value;
    kept.source = change.source;
    if (change.tier) kept.tier = *change.tier;
    // Once a value proves who someone is, an overwrite that does not say so keeps it a proof.
    kept.verifier = kept.verifier || change.verifier;
    kept.expires = now + (change.ttl ? Millis{*change.ttl} : Millis{retention});
    kept.touched_by = call;
}

Result<std::uint32_t> learn_variables(Context& context, const Learned& learned, CallTag call,
                                      Time now, std::chrono::days retention) {
    std::uint32_t changed = 0;
    auto& variables = context.variables;
    for (const auto& change : learned.variables) {
        const auto found =
            std::find_if(variables.begin(), variables.end(),
                         [&](const KeptVariable& kept) { return kept.name == change.name; });
        if (change.value.is_null()) {
            if (found == variables.end()) continue;
            variables.erase(found);
        } else if (found != variables.end()) {
            set_variable(*found, change, call, now, retention);
        } else {
            if (variables.size() >= limits::variables_per_customer_max) {
                return Error{Code::invalid,
                             "the customer already holds as many variables as may be", "variables"};
            }
            KeptVariable kept;
            kept.name = change.name;
            set_variable(kept, change, call, now, retention);
            variables.push_back(std::move(kept));
        }
        ++changed;
    }
    return changed;
}

void write_attempts(Writer& writer, const std::vector<KeptAttempt>& attempts) {
    if (attempts.empty()) return;
    writer.u8(static_cast<std::uint8_t>(Part::attempts));
    writer.u32(static_cast<std::uint32_t>(attempts.size()));
    for (const auto& attempt : attempts)
        write(writer, attempt);
}

void write_intent_dnis(Writer& writer, const std::vector<KeptIntent>& intents) {
    const bool any = std::any_of(intents.begin(), intents.end(),
                                 [](const KeptIntent& kept) { return kept.dnis != 0; });
    if (!any) return;
    writer.u8(static_cast<std::uint8_t>(Part::intent_dnis));
    for (const auto& kept : intents)
        writer.u32(kept.dnis);
}

void read_part(Reader& reader, Context& context) {
    const auto part = static_cast<Part>(reader.u8());
    if (part == Part::intent_dnis) {
        for (auto& kept : context.intents)
            kept.dnis = reader.u32();
        return;
    }
    if (part != Part::attempts || !context.attempts.empty()) return reader.fail();
    for (std::size_t n = reader.count(limits::verifications_kept); n > 0; --n) {
        context.attempts.push_back(read_attempt(reader));
    }
    if (context.attempts.empty()) reader.fail();
}

Time intent_end(const KeptIntent& kept, std::chrono::days retention) noexcept {
    // A promise with a date is kept until the date has come.
    const Time due = kept.intent.due_at.value_or(Time{});
    return std::max(kept.intent.updated_at, due) + retention;
}

} // namespace

std::string Context::encode() const {
    Writer writer{512};
    writer.u8(context_version);
    writer.u32(static_cast<std::uint32_t>(intents.size()));
    for (const auto& kept : intents)
        write_kept(writer, kept);
    writer.u32(static_cast<std::uint32_t>(variables.size()));
    for (const auto& kept : variables)
        write_kept(writer, kept);
    writer.u32(static_cast<std::uint32_t>(latest.size()));
    for (const auto& call : latest)
        write(writer, call);
    writer.u32(static_cast<std::uint32_t>(archived.size()));
    for (const auto& piece : archived) {
        writer.u32(piece.calls);
        writer.time(piece.newest);
    }
    write_attempts(writer, attempts);
    write_intent_dnis(writer, intents);
    return std::move(writer).take();
}

Result<Context> Context::decode(std::string_view bytes) {
    Context context;
    if (bytes.empty()) return context;
    Reader reader{bytes};
    if (reader.u8() != context_version) reader.fail();
    for (std::size_t n = reader.count(limits::intents_per_customer_max); n > 0; --n) {
        context.intents.push_back(read_kept_intent(reader));
    }
    for (std::size_t n = reader.count(limits::variables_per_customer_max); n > 0; --n) {
        context.variables.push_back(read_kept_variable(reader));
    }
    for (std::size_t n = reader.count(limits::history_calls_max); n > 0; --n) {
        context.latest.push_back(read_past_call(reader));
    }
    for (std::size_t n = reader.count(limits::history_calls_max); n > 0; --n) {
        ArchivedPiece piece;
        piece.calls = reader.u32();
        piece.newest = reader.time();
        context.archived.push_back(piece);
    }
    while (reader.left() > 0)
        read_part(reader, context);
    HARK_CHECK(reader.finish());
    return context;
}

Result<Changes> learn(Context& context, const Learned& learned, CallTag call, Time now,
                      std::chrono::days retention) {
    Changes changes;
    HARK_TRY(changes.variables, learn_variables(context, learned, call, now, retention));
    changes.intents = learn_intent(context, learned, call, now);
    return changes;
}

void note_dnis(Context& context, const IntentName& intent, std::uint32_t dnis) noexcept {
    if (dnis == 0 || intent.empty()) return;
    for (auto& kept : context.intents) {
        if (kept.intent.intent == intent) kept.dnis = dnis;
    }
}

void unlearn(Context& context, CallTag call) {
    std::erase_if(context.variables,
                  [&](const KeptVariable& kept) { return kept.touched_by == call; });
    std::erase_if(context.intents, [&](KeptIntent& kept) {
        if (kept.touched_by != call) return false;
        if (kept.intent.attempt_count <= 1) return true;
        --kept.intent.attempt_count;
        kept.touched_by = 0;
        return false;
    });
}

std::vector<PastCall> add_call(Context& context, PastCall call) {
    const auto same =
        std::find_if(context.latest.begin(), context.latest.end(),
                     [&](const PastCall& past) { return past.call_id == call.call_id; });
    if (same != context.latest.end()) {
        *same = std::move(call);
        return {};
    }
    // A call closed late takes its place by its end, so that "latest first" stays true.
    const auto place =
        std::find_if(context.latest.begin(), context.latest.end(),
                     [&](const PastCall& past) { return past.call_end <= call.call_end; });
    context.latest.insert(place, std::move(call));
    if (context.latest.size() <= history_latest_max) return {};

    const auto first = context.latest.end() - static_cast<std::ptrdiff_t>(history_piece);
    // A piece is sealed for good: no call goes there that may still be changed or turn out to be
    // somebody else's.
    const Time settled =
        context.latest.front().call_end - std::chrono::days{limits::call_id_kept_days};
    if (first->call_end > settled && context.latest.size() <= limits::history_calls_max) return {};
    std::vector<PastCall> piece{std::make_move_iterator(first),
                                std::make_move_iterator(context.latest.end())};
    context.latest.erase(first, context.latest.end());
    context.archived.insert(context.archived.begin(),
                            {static_cast<std::uint32_t>(piece.size()), piece.front().call_end});
    return piece;
}

void remove_call(Context& context, const CallId& call_id) {
    std::erase_if(context.latest, [&](const PastCall& past) { return past.call_id == call_id; });
}

std::optional<std::uint32_t> expire(Context& context, Time now, std::chrono::days retention) {
    std::erase_if(context.variables, [&](const KeptVariable& kept) { return kept.expires <= now; });
    std::erase_if(context.intents,
                  [&](const KeptIntent& kept) { return intent_end(kept, retention) <= now; });
    std::erase_if(context.latest,
                  [&](const PastCall& call) { return call.call_end + retention <= now; });
    std::erase_if(context.attempts,
                  [&](const KeptAttempt& kept) { return kept.at + retention <= now; });

    std::size_t calls = context.latest.size();
    std::size_t keep = 0;
    while (keep < context.archived.size() && calls < limits::history_calls_max &&
           context.archived[keep].newest + retention > now) {
        calls += context.archived[keep].calls;
        ++keep;
    }
    if (keep == context.archived.size()) return std::nullopt;
    context.archived.resize(keep);
    return static_cast<std::uint32_t>(keep);
}

bool has_expired(const Context& context, Time now, std::chrono::days retention) {
    return next_expiry(context, retention) <= now;
}

Time next_expiry(const Context& context, std::chrono::days retention) {
    Time next = Time::max();
    for (const auto& kept : context.variables)
        next = std::min(next, kept.expires);
    for (const auto& kept : context.intents)
        next = std::min(next, intent_end(kept, retention));
    for (const auto& call : context.latest)
        next = std::min(next, call.call_end + retention);
    for (const auto& piece : context.archived)
        next = std::min(next, piece.newest + retention);
    for (const auto& kept : context.attempts)
        next = std::min(next, kept.at + retention);
    return next;
}

std::string encode_calls(const std::vector<PastCall>& calls) {
    Writer writer{256};
    writer.u8(context_version);
    writer.u32(static_cast<std::uint32_t>(calls.size()));
    for (const auto& call : calls)
        write(writer, call);
    return std::move(writer).take();
}

Result<std::vector<PastCall>> decode_calls(std::string_view bytes) {
    Reader reader{bytes};
    if (reader.u8() != context_version) reader.fail();
    std::vector<PastCall> calls;
    for (std::size_t n = reader.count(limits::history_calls_max); n > 0; --n) {
        calls.push_back(read_past_call(reader));
    }
    HARK_CHECK(reader.finish());
    return calls;
}

} // namespace hark::memory
