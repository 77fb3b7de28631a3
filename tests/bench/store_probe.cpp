// Measures the SQLCipher store against the same rows read and written bare, in one run and in
// turns, so that a busy machine slows both alike.
//
//   store_probe load FOLDER CUSTOMERS    makes a memory of that many customers, a call each
//   store_probe run FOLDER SECONDS       prints each measure, its reference and the ratio
#include <sqlite3.h>
#include <time.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <thread>
#include <vector>

#include "lib/store/sqlcipher/data_writer.hpp"
#include "lib/store/sqlcipher/schema.hpp"
#include "lib/store/sqlcipher/sqlcipher_store.hpp"

using namespace hark;
using namespace hark::store;
using namespace hark::store::sqlcipher;

namespace {

using Clock = std::chrono::steady_clock;

constexpr TenantId tenant{1};
constexpr std::size_t profile_bytes = 160;
constexpr std::size_t context_bytes = 700;
constexpr std::size_t details_bytes = 150;
constexpr std::size_t answer_bytes = 800;
constexpr int identifiers_each = 2;
constexpr int callers = 64;

template <typename T>
T must(Result<T> result) {
    if (!result.ok()) {
        std::fprintf(stderr, "failed: %.*s (%d)\n",
                     static_cast<int>(result.error().what.view().size()),
                     result.error().what.view().data(), result.error().sys);
        std::exit(1);
    }
    return std::move(result).value();
}
void must(Status status) {
    if (!status.ok()) must<int>(status.error());
}

Secret key(std::uint8_t fill) {
    Secret secret;
    std::memset(secret.writable().data(), fill, Secret::size);
    return secret;
}

Digest digest(std::uint64_t number) {
    Digest made{};
    std::uint64_t state = number;
    for (std::size_t half = 0; half < 2; ++half) {
        state += 0x9e3779b97f4a7c15U;
        std::uint64_t mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
        mixed ^= mixed >> 31;
        std::memcpy(made.data() + half * 8, &mixed, 8);
    }
    return made;
}

Digest identifier(std::uint64_t customer, int which) {
    return digest(customer * 4 + static_cast<std::uint64_t>(which));
}
Digest call_digest(std::uint64_t call) { return digest(call + (std::uint64_t{1} << 50)); }

Time moment(std::uint64_t count) {
    return Time{Millis{1'790'000'000'000}} + Millis{static_cast<std::int64_t>(count & 0xfffffff)};
}

/// Bytes that look sealed.
std::string sealed(std::size_t size) {
    thread_local std::mt19937_64 random{std::random_device{}()};
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i + 8 <= size; i += 8) {
        const auto word = random();
        std::memcpy(bytes.data() + i, &word, 8);
    }
    return bytes;
}

CallWrite new_call(std::uint64_t call, CustomerId customer) {
    CallWrite write;
    write.digest = call_digest(call);
    write.customer = customer;
    write.started = moment(call);
    write.start_body = digest(call * 3);
    write.details = sealed(details_bytes);
    return write;
}

Change new_customer(std::uint64_t number, CustomerId id) {
    Change change;
    change.tenant = tenant;
    change.customer = NewCustomer{.id = id,
                                  .ref = CustomerRef{digest(number + (std::uint64_t{1} << 51))},
                                  .created = moment(number),
                                  .last_contact = moment(number),
                                  .expires = moment(number) + std::chrono::days{30},
                                  .profile = sealed(profile_bytes),
                                  .context = sealed(context_bytes)};
    for (int i = 0; i < identifiers_each; ++i)
        change.links.push_back({identifier(number, i), id, 1000, moment(number), false});
    return change;
}

std::unique_ptr<Store> open_store(const std::filesystem::path& folder, bool create) {
    return must(open_sqlcipher_store(SqlcipherOptions{.folder = folder,
                                                      .data_key = key(1),
                                                      .keys_key = key(2),
                                                      .create = create,
                                                      .readers = 4,
                                                      .cache_mib = 32}));
}

void load(const std::filesystem::path& folder, std::uint64_t customers) {
    std::filesystem::create_directories(folder);
    must(ready_databases(folder, key(1), key(2), true));
    auto slots = must(KeySlots::open(folder, key(2)));
    auto connection =
        must(Connection::open(data_path(folder), key(1), Connection::Pages::data, 4 << 20));
    Statements statements{connection};
    DataWriter writer{connection, statements, *slots};
    const auto begin = Clock::now();
    for (std::uint64_t i = 1; i <= customers; ++i) {
        if (i % 50'000 == 1) must(connection.execute("BEGIN IMMEDIATE"));
        const auto slot = must(slots->reserve());
        auto change = new_customer(slot.customer.value, slot.customer);
        change.call = new_call(slot.customer.value, slot.customer);
        if (must(writer.apply(change)) != Outcome::applied) std::exit(1);
        if (i % 50'000 == 0 || i == customers) {
            must(connection.execute("COMMIT"));
            must(connection.checkpoint(Connection::Checkpoint::truncate));
            std::printf("%llu customers, %.0f s\n", static_cast<unsigned long long>(i),
                        std::chrono::duration<double>(Clock::now() - begin).count());
            std::fflush(stdout);
        }
    }
    must(slots->close());
}

// --- measuring -----------------------------------------------------------------------------------

/// What the processor spent on this thread: unlike the clock on the wall, the same on a busy
/// machine.
double thread_micros() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

struct Series {
    std::vector<double> micros;
    std::vector<double> processor;

    template <typename Work>
    void time(Work&& work) {
        const auto begin = Clock::now();
        const auto begin_processor = thread_micros();
        work();
        processor.push_back(thread_micros() - begin_processor);
        micros.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
    }
    static double at(std::vector<double>& values, double part) {
        if (values.empty()) return 0;
        std::sort(values.begin(), values.end());
        return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
    }
};

void show(const char* name, Series& ours, Series& bare) {
    const double p50 = Series::at(ours.micros, 0.5);
    const double bare_p50 = Series::at(bare.micros, 0.5);
    const double cpu = Series::at(ours.processor, 0.5);
    const double bare_cpu = Series::at(bare.processor, 0.5);
    std::printf("%-40s p50 %7.1f us (bare %7.1f, x%.2f)  cpu %6.1f (bare %6.1f, x%.2f)  p99 %.0f\n",
                name, p50, bare_p50, p50 / bare_p50, cpu, bare_cpu, cpu / bare_cpu,
                Series::at(ours.micros, 0.99));
    std::fflush(stdout);
}

/// The same rows on one plain connection, without any of the store's care.
struct Bare {
    Connection connection;
    Statements statements;

    explicit Bare(const std::filesystem::path& folder, std::uint64_t cache_kib = 32 * 1024)
        : connection{must(
              Connection::open(data_path(folder), key(1), Connection::Pages::data, cache_kib))},
          statements{connection} {
        must(connection.attach_keys(keys_path(folder), key(2), cache_kib / 8));
        slot = must(connection.prepare("SELECT secret FROM keys.slots WHERE id=?1"));
        customer =
            must(connection.prepare("SELECT head,profile,context FROM customers WHERE id=?1"));
        connection.wait_until(Clock::now() + std::chrono::hours{1});
    }
    Statement slot;
    Statement customer;

    std::size_t recall(std::uint64_t number) {
        const auto digest = identifier(number, 0);
        auto* links = must(statements.get(Sql::links));
        must(links->bind(1, row_key(digest)).step());
        std::size_t bytes = links->blob(0).size();
        links->reset();
        must(customer.bind(1, static_cast<std::int64_t>(number)).step());
        std::string copy{customer.blob(0)};
        copy += customer.blob(1);
        copy += customer.blob(2);
        bytes += copy.size();
        customer.reset();
        must(slot.bind(1, static_cast<std::int64_t>(number)).step());
        bytes += slot.blob(0).size();
        slot.reset();
        return bytes;
    }

    void begin() { must(must(statements.get(Sql::begin))->run()); }
    void commit() { must(must(statements.get(Sql::commit))->run()); }

    std::int64_t write_start(const CallWrite& call, const std::string& head,
                             const std::string& answer) {
        auto* insert = must(statements.get(Sql::insert_call));
        must(insert->bind(1, head).bind(2, call.details).run());
        const auto id = connection.last_row();
        const auto bucket = pack_numbers({static_cast<std::uint64_t>(id)});
        auto* recent = must(statements.get(Sql::put_recent));
        must(recent->bind(1, row_key(call.digest)).bind(2, bucket).run());
        auto* put = must(statements.get(Sql::put_answer));
        must(put->bind(1, id)
                 .bind(2, call.started.time_since_epoch().count())
                 .bind(3, answer)
                 .run());
        return id;
    }
    void write_end(std::int64_t id, std::uint64_t number, const std::string& call_head,
                   const std::string& details, const std::string& head, const std::string& context,
                   const std::string& links) {
        auto* call = must(statements.get(Sql::update_call));
        must(call->bind(1, id).bind(2, call_head).bind(3, details).run());
        auto* update = must(statements.get(Sql::update_customer));
        update->bind(1, static_cast<std::int64_t>(number)).bind(2, head);
        must(update->bind_nothing(3).bind(4, context).run());
        auto* put = must(statements.get(Sql::put_links));
        must(put->bind(1, row_key(identifier(number, 0))).bind(2, links).run());
    }
};

/// Other in each run: a call_id is remembered.
std::atomic<std::uint64_t> next_call{(std::uint64_t{1} << 40) +
                                     (static_cast<std::uint64_t>(::time(nullptr)) << 20)};
std::atomic<std::uint64_t> commits{0};

struct Population {
    std::uint64_t customers;
    std::uint64_t pick() const {
        thread_local std::mt19937_64 random{std::random_device{}()};
        return random() % customers + 1;
    }
};

Recall recall(Store& store, std::uint64_t number, std::optional<Digest> call = {}) {
    const Digest wanted[] = {identifier(number, 0)};
    RecallQuery query;
    query.tenant = tenant;
    query.identifiers = wanted;
    query.call = call;
    return must(store.recall(query));
}

Change start_change(std::uint64_t call, const Recall& known) {
    Change change;
    change.tenant = tenant;
    change.erasures = known.erasures;
    change.call = new_call(call, known.customers.at(0).id);
    change.call->start_answer = sealed(answer_bytes);
    return change;
}

void applied(Result<Applied> result) {
    const auto done = must(std::move(result));
    if (done.outcome != Outcome::applied) {
        std::fprintf(stderr, "refused: %d\n", static_cast<int>(done.outcome));
        std::exit(1);
    }
    commits += done.led ? 1 : 0;
}

void start(Store& store, std::uint64_t call, std::uint64_t number) {
    const auto known = recall(store, number, call_digest(call));
    if (known.call) std::exit(1);
    applied(store.apply(start_change(call, known)));
}

/// False: somebody else changed the customer in between.
bool end(Store& store, std::uint64_t call, std::uint64_t number) {
    const auto known = recall(store, number, call_digest(call));
    const auto& customer = known.customers.at(0);
    Change change;
    change.tenant = tenant;
    change.erasures = known.erasures;
    auto& update = change.updates.emplace_back();
    update.id = customer.id;
    update.version = customer.version;
    update.last_contact = moment(call);
    update.expires = moment(call) + std::chrono::days{30};
    update.context = sealed(context_bytes);
    change.links.push_back({identifier(number, 0), customer.id, 1000, moment(call), false});
    change.call = new_call(call, customer.id);
    change.call->id = known.call->id;
    change.call->version = known.call->version;
    change.call->ended = moment(call + 60'000);
    change.call->end_body = digest(call * 5);
    const auto done = must(store.apply(std::move(change)));
    commits += done.led ? 1 : 0;
    return done.outcome == Outcome::applied;
}

void pair(Store& store, const Population& people) {
    const auto call = next_call++;
    const auto number = people.pick();
    start(store, call, number);
    while (!end(store, call, number)) {
    }
}

/// Start and end of `group` calls, bare, in two commits.
void bare_pairs(Bare& bare, const Population& people, std::size_t group) {
    struct Written {
        std::int64_t id;
        std::uint64_t number;
        std::uint64_t call;
    };
    std::vector<Written> written;
    bare.begin();
    for (std::size_t i = 0; i < group; ++i) {
        const auto call = next_call++;
        const auto number = people.pick();
        const auto write = new_call(call, CustomerId{number});
        written.push_back(
            {bare.write_start(write, sealed(64), sealed(answer_bytes)), number, call});
    }
    bare.commit();
    bare.begin();
    Customer head;
    for (const auto& [id, number, call] : written) {
        head.ref = CustomerRef{digest(number + (std::uint64_t{1} << 51))};
        head.created = moment(number);
        head.version = 7;
        Call call_head;
        call_head.digest = call_digest(call);
        call_head.customer.value = number;
        call_head.started = moment(call);
        call_head.ended = moment(call);
        call_head.start_body = call_head.end_body = digest(call);
        const std::vector<Linked> bucket{
            {scoped(tenant, identifier(number, 0)),
             0,
             {{CustomerId{number}, 2000, moment(number), moment(call)}}}};
        bare.write_end(id, number, pack_head(call_head), sealed(details_bytes), pack_head(head),
                       sealed(context_bytes), pack_links(bucket));
    }
    bare.commit();
    if (bare.connection.logged() > 4000) {
        static_cast<void>(bare.connection.checkpoint(Connection::Checkpoint::passive));
    }
}

// --- the measures --------------------------------------------------------------------------------

void measure_recall(Store& store, Bare& bare, const Population& people, double seconds) {
    Series ours, reference;
    for (int i = 0; i < 20'000; ++i) {
        recall(store, people.pick());
        bare.recall(people.pick());
    }
    const auto until = Clock::now() + std::chrono::duration<double>(seconds);
    while (Clock::now() < until) {
        for (int i = 0; i < 500; ++i) {
            const auto number = people.pick();
            ours.time([&] { recall(store, number); });
        }
        for (int i = 0; i < 500; ++i) {
            const auto number = people.pick();
            reference.time([&] { bare.recall(number); });
        }
    }
    show("recall, quiet", ours, reference);

    Series busy, busy_bare;
    std::atomic<bool> stop{false};
    std::uint64_t pairs = 0;
    std::thread writer{[&] {
        while (!stop) {
            pair(store, people);
            ++pairs;
        }
    }};
    const auto begin = Clock::now();
    const auto end = begin + std::chrono::duration<double>(seconds);
    while (Clock::now() < end) {
        for (int i = 0; i < 200; ++i) {
            const auto number = people.pick();
            busy.time([&] { recall(store, number); });
        }
        for (int i = 0; i < 200; ++i) {
            const auto number = people.pick();
            busy_bare.time([&] { bare.recall(number); });
        }
    }
    stop = true;
    writer.join();
    const double rate =
        static_cast<double>(pairs) / std::chrono::duration<double>(Clock::now() - begin).count();
    std::printf("  (beside %.0f pairs/s; bare under the same p50 %.1f us)\n", rate,
                Series::at(busy_bare.micros, 0.5));
    show("recall, while others commit / bare quiet", busy, reference);
}

void measure_single(Store& store, Bare& bare, const Population& people, double seconds) {
    Series starts, writes, bare_starts, pairs, bare_pair;
    const auto until = Clock::now() + std::chrono::duration<double>(seconds);
    while (Clock::now() < until) {
        for (int i = 0; i < 20; ++i) {
            const auto call = next_call++;
            const auto number = people.pick();
            starts.time([&] { start(store, call, number); });
        }
        for (int i = 0; i < 20; ++i) {
            const auto call = next_call++;
            const auto known = recall(store, people.pick());
            auto change = start_change(call, known);
            writes.time([&] { applied(store.apply(std::move(change))); });
        }
        for (int i = 0; i < 20; ++i) {
            const auto call = next_call++;
            const auto write = new_call(call, CustomerId{people.pick()});
            const auto head = sealed(64);
            const auto answer = sealed(answer_bytes);
            bare_starts.time([&] {
                bare.begin();
                bare.write_start(write, head, answer);
                bare.commit();
            });
        }
        for (int i = 0; i < 20; ++i)
            pairs.time([&] { pair(store, people); });
        for (int i = 0; i < 20; ++i)
            bare_pair.time([&] { bare_pairs(bare, people, 1); });
    }
    show("durable apply of a start", writes, bare_starts);
    show("durable start (recall and apply)", starts, bare_starts);
    show("pair, one caller (goal 1/0.8 = 1.25)", pairs, bare_pair);
}

void measure_many(Store& store, Bare& bare, const Population& people, double seconds) {
    double ours = 0, reference = 0;
    std::uint64_t done = 0, bare_done = 0;
    const std::uint64_t commits_before = commits;
    Series latency;
    for (int round = 0; round < 3; ++round) {
        std::atomic<std::uint64_t> pairs{0};
        const auto begin = Clock::now();
        const auto until = begin + std::chrono::duration<double>(seconds / 6);
        std::vector<std::thread> threads;
        for (int i = 0; i < callers; ++i) {
            threads.emplace_back([&] {
                while (Clock::now() < until) {
                    pair(store, people);
                    ++pairs;
                }
            });
        }
        for (auto& thread : threads)
            thread.join();
        ours += std::chrono::duration<double>(Clock::now() - begin).count();
        done += pairs;

        const double group =
            2 * static_cast<double>(done) /
            static_cast<double>(std::max<std::uint64_t>(1, commits - commits_before));
        const auto bare_begin = Clock::now();
        const auto bare_until = bare_begin + std::chrono::duration<double>(seconds / 6);
        while (Clock::now() < bare_until) {
            bare_pairs(bare, people, static_cast<std::size_t>(group + 0.5));
            bare_done += static_cast<std::size_t>(group + 0.5);
        }
        reference += std::chrono::duration<double>(Clock::now() - bare_begin).count();
        std::printf("  (groups of %.1f)\n", group);
    }
    const double rate = static_cast<double>(done) / ours;
    const double bare_rate = static_cast<double>(bare_done) / reference;
    std::printf("%-44s %.0f pairs/s   bare %.0f pairs/s   ratio %.2f\n", "64 callers", rate,
                bare_rate, rate / bare_rate);
    std::fflush(stdout);
}

void run(const std::filesystem::path& folder, double seconds, const std::string& what) {
    const auto begin = Clock::now();
    auto store = open_store(folder, false);
    std::printf("open: %.1f ms\n",
                std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    Bare bare{folder};
    const Population people{
        static_cast<std::uint64_t>(must(bare.connection.integer("SELECT max(id) FROM customers")))};
    if (what.find('r') != std::string::npos) measure_recall(*store, bare, people, seconds);
    Bare writer{folder};
    if (what.find('s') != std::string::npos) measure_single(*store, writer, people, seconds);
    // For a profiler: one of the two alone.
    const auto alone = [&](char letter, auto work) {
        const auto until = Clock::now() + std::chrono::duration<double>(seconds);
        if (what.find(letter) == std::string::npos) return;
        for (std::uint64_t done = 1; Clock::now() < until; ++done) {
            work();
            if (done % 1000 == 0) std::printf("%llu\n", static_cast<unsigned long long>(done));
        }
    };
    alone('p', [&] { pair(*store, people); });
    alone('b', [&] { bare_pairs(writer, people, 1); });
    alone('q', [&] { recall(*store, people.pick()); });
    if (what.find('m') != std::string::npos) measure_many(*store, writer, people, seconds);
    must(store->close());
}

} // namespace

int main(int count, char** arguments) {
    const std::string what = count > 2 ? arguments[1] : "";
    if (what == "load" && count == 4) {
        load(arguments[2], std::strtoull(arguments[3], nullptr, 10));
    } else if (what == "run" && count >= 4) {
        run(arguments[2], std::strtod(arguments[3], nullptr), count > 4 ? arguments[4] : "rsm");
    } else {
        std::fprintf(stderr,
                     "usage: store_probe load FOLDER CUSTOMERS | run FOLDER SECONDS [rsmpbq]\n");
        return 2;
    }
    return 0;
}
