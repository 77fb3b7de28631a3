#include "tests/bench/population.hpp"

#include <chrono>
#include <cstdio>

#include "lib/memory/folder.hpp"
#include "lib/memory/person.hpp"
#include "lib/memory/supplied.hpp"
#include "lib/store/sqlcipher/data_writer.hpp"
#include "lib/store/sqlcipher/schema.hpp"
#include "lib/store/sqlcipher/sqlcipher_store.hpp"
#include "tests/bench/bare.hpp"

namespace hark::bench {
namespace {

constexpr std::uint64_t per_transaction = 50'000;
constexpr Time loaded_at = bench_now - std::chrono::hours{48};

VariableChange variable(VariableName name, std::string_view value) {
    VariableChange change;
    change.name = std::move(name);
    change.value = must(JsonValue::string(value));
    return change;
}

store::SqlcipherOptions store_options(const std::filesystem::path& folder,
                                      const crypto::Keyring& keys) {
    store::SqlcipherOptions options;
    options.folder = folder;
    options.data_key = keys.data_database_key();
    options.keys_key = keys.keys_database_key();
    options.create = true;
    options.readers = 1;
    return options;
}

/// One customer as the engine would have saved them in a first call: at its start, and at its end.
/// Rows that grow leave the room in their pages that those of a real memory have.
struct FirstCall {
    store::Change start;
    store::Change end;
};

FirstCall a_customer(const memory::Engine& engine, std::uint64_t index) {
    auto person = must(memory::Person::make(engine, TenantId{}, loaded_at));
    FirstCall call;
    person.see(engine, call.start, {}, number_of(index), 1000, loaded_at);
    person.see(engine, call.start, "crm_id", "C-" + std::to_string(index), 1000, loaded_at);
    person.save(call.start, Settings{}, loaded_at, true);
    const auto learned = an_end(index).learned;
    must(memory::learn(person.context, learned, static_cast<memory::CallTag>(index), loaded_at,
                       std::chrono::days{30}));
    PastCall past;
    past.call_id = must(CallId::from("load-" + std::to_string(index)));
    past.call_start = loaded_at;
    past.call_end = loaded_at + std::chrono::minutes{4};
    past.intent = learned.intent;
    past.intent_status = IntentStatus::open;
    past.summary = learned.summary;
    person.add_call(std::move(past));
    store::Change ended;
    person.save(ended, Settings{}, loaded_at, true);
    const auto& saved = *ended.customer;
    auto& update = call.end.updates.emplace_back();
    update.id = saved.id;
    update.last_contact = saved.last_contact;
    update.expires = saved.expires;
    update.profile = saved.profile;
    update.context = saved.context;
    return call;
}

} // namespace

std::string number_of(std::uint64_t index) {
    // 201..989 in steps that leave out N11; exchange 200..999.
    const std::uint64_t area = 212 + index / 8'000'000 * 3;
    const std::uint64_t exchange = 200 + index / 10'000 % 800;
    const std::uint64_t line = index % 10'000;
    char text[16];
    std::snprintf(text, sizeof text, "+1%03u%03u%04u", static_cast<unsigned>(area),
                  static_cast<unsigned>(exchange), static_cast<unsigned>(line));
    return text;
}

std::int64_t links_key(const crypto::Keyring& keys, std::uint64_t index) {
    using namespace store::sqlcipher;
    const auto digest = memory::identifier_digest(keys, TenantId{}, {}, number_of(index));
    return row_key(scoped(TenantId{}, digest));
}

std::filesystem::path key_file(const std::filesystem::path& folder) {
    return folder.string() + ".key";
}

crypto::Keyring open_keys(const std::filesystem::path& folder) {
    const auto root = must(KeySource::file(key_file(folder)).read());
    return must(crypto::Keyring::open(folder, root));
}

Memory open_memory(const std::filesystem::path& folder, Clock& clock) {
    MemoryOptions options;
    options.folder = folder;
    options.key = KeySource::file(key_file(folder));
    options.create = true;
    options.clock = &clock;
    return must(Memory::open(std::move(options)));
}

void load(const std::filesystem::path& folder, std::uint64_t customers) {
    using namespace store::sqlcipher;
    must(memory::make_folder(folder));
    must(create_key_file(key_file(folder)));
    const auto root = must(KeySource::file(key_file(folder)).read());
    const auto keys = must(crypto::Keyring::create(folder, root));
    const auto store = must(store::open_sqlcipher_store(store_options(folder, keys)));
    VirtualClock clock{loaded_at};
    const memory::Engine engine{*store, keys, clock};

    auto connection = must(Connection::open(data_path(folder), keys.data_database_key(),
                                            Connection::Pages::data, 2 * 1024 * 1024));
    Statements statements{connection};
    must(connection.attach_keys(keys_path(folder), keys.keys_database_key(), 64 * 1024));
    DataWriter writer{connection, statements};
    for (std::uint64_t index = 0; index < customers;) {
        // Made before the transaction begins, so that it sees their slots.
        std::vector<FirstCall> calls;
        for (; index < customers && calls.size() < per_transaction; ++index)
            calls.push_back(a_customer(engine, index));
        must(connection.execute("BEGIN IMMEDIATE"));
        for (const auto& call : calls) {
            if (must(writer.apply(call.start)) != store::Outcome::applied) std::exit(1);
        }
        for (const auto& call : calls) {
            if (must(writer.apply(call.end)) != store::Outcome::applied) std::exit(1);
        }
        must(connection.execute("COMMIT"));
        must(connection.checkpoint(Connection::Checkpoint::truncate));
        std::fprintf(stderr, "\r%llu customers", static_cast<unsigned long long>(index));
    }
    std::fprintf(stderr, "\n");
    must(store->close());
}

std::uint64_t customers_in(const std::filesystem::path& folder) {
    Bare bare{folder, open_keys(folder), 1024};
    return static_cast<std::uint64_t>(bare.integer("SELECT count(*) FROM customers"));
}

CallStart a_start(std::uint64_t call, std::uint64_t index) {
    CallStart start;
    start.call_id = must(CallId::from("call-" + std::to_string(call)));
    start.hints.ani = number_of(index);
    return start;
}

Summary a_summary(std::uint64_t call) {
    std::string text = "Asked about a late delivery, was given a new date; call back if it is not ";
    text += std::to_string(call);
    return must(Summary::from(text));
}

CallEnd an_end(std::uint64_t call) {
    CallEnd end;
    end.call_id = must(CallId::from("call-" + std::to_string(call)));
    end.learned.intent = "delivery";
    end.learned.summary = a_summary(call);
    end.learned.variables.push_back(variable("name", "Kim Example"));
    end.learned.variables.push_back(variable("language", "en"));
    end.learned.variables.push_back(variable("order", "O-" + std::to_string(call)));
    return end;
}

} // namespace hark::bench
