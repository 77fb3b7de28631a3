// The engine against its references, in turns and in one process, so that a busy machine slows both
// alike. Prints one JSON object a row for run.py.
//
//   engine_bench load FOLDER CUSTOMERS
//   engine_bench peek FOLDER SECONDS REDIS-PORT
//   engine_bench write FOLDER SECONDS DURABLE-REDIS-PORT
//   engine_bench size FOLDER CUSTOMERS
//   engine_bench idle FOLDER
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "tests/bench/bare.hpp"
#include "tests/bench/population.hpp"
#include "tests/bench/redis.hpp"
#include "tests/bench/series.hpp"

namespace hark::bench {
namespace {

constexpr int callers = 64;
constexpr std::uint64_t default_cache_kib = 32 * 1024;

std::atomic<std::uint64_t> next_call{
    static_cast<std::uint64_t>(Steady::now().time_since_epoch().count())};

/// Starts of known callers must be that: anything else measures something else.
void returning(const Result<StartAnswer>& answer) {
    if (!answer.ok()) must<int>(answer.error());
    if (!answer->returning || answer->degraded) {
        std::fprintf(stderr, "bench: a known caller was not recognised\n");
        std::exit(1);
    }
}

void pair(Memory& memory, const Population& people) {
    const auto call = next_call++;
    returning(memory.start(a_start(call, people.pick())));
    must(memory.end(an_end(call)));
}

// --- peek ----------------------------------------------------------------------------------------

void measure_peek(const std::filesystem::path& folder, double seconds, int redis_port) {
    VirtualClock clock{bench_now};
    const auto keys = open_keys(folder);
    const Population people{customers_in(folder)};
    Memory memory = open_memory(folder, clock);
    Bare bare{folder, keys, default_cache_kib};
    const RowSizes sizes = bare.sizes();
    Redis redis{redis_port};
    redis.set("row", noise(sizes.read()));

    const auto peek = [&] { returning(memory.peek(a_start(1, people.pick()))); };
    for (int i = 0; i < 5000; ++i) {
        peek();
        bare.read(links_key(keys, people.pick()));
    }
    Series ours, reference, gets;
    const auto until = Steady::now() + std::chrono::duration<double>(seconds);
    while (Steady::now() < until) {
        for (int i = 0; i < 300; ++i)
            ours.time(peek);
        for (int i = 0; i < 300; ++i) {
            const auto key = links_key(keys, people.pick());
            reference.time([&] { bare.read(key); });
        }
        for (int i = 0; i < 100; ++i)
            gets.time([&] { redis.get("row"); });
    }
    print_row("peek_quiet", ours.p50(), reference.p50(), "us", ours.at(0.99));
    print_row("peek_redis", ours.p50(), gets.p50(), "us", ours.at(0.99));

    Series busy;
    std::atomic<bool> stop{false};
    std::atomic<std::uint64_t> pairs{0};
    std::thread writer{[&] {
        while (!stop) {
            pair(memory, people);
            ++pairs;
        }
    }};
    const auto begin = Steady::now();
    while (micros_since(begin) < seconds * 1e6)
        busy.time(peek);
    const double rate = static_cast<double>(pairs) / (micros_since(begin) / 1e6);
    stop = true;
    writer.join();
    print_row("peek_busy", busy.p50(), reference.p50(), "us", busy.at(0.99));
    print_row("peek_busy_beside", rate, 0, "pairs/s");
}

// --- writing -------------------------------------------------------------------------------------

/// How many commits data.db has seen: a counter in the head of the write-ahead log's index (SQLite,
/// "WAL-mode file format", iChange). The descriptor stays open for good: closing it would drop the
/// locks that SQLite holds in this process.
class CommitCount {
public:
    explicit CommitCount(const std::filesystem::path& folder)
        : fd_{::open((folder / "data.db-shm").c_str(), O_RDONLY | O_CLOEXEC)} {}
    std::uint32_t now() const {
        std::uint32_t change = 0;
        if (::pread(fd_, &change, sizeof change, 8) != sizeof change) std::exit(1);
        return change;
    }

private:
    int fd_;
};

/// Start and end of `group` calls, bare, in two commits.
void bare_pairs(Bare& bare, const RowSizes& sizes, const crypto::Keyring& keys,
                const Population& people, std::size_t group) {
    std::vector<std::int64_t> calls;
    bare.begin();
    for (std::size_t i = 0; i < group; ++i) {
        const auto recent = static_cast<std::int64_t>(next_call++ * 0x9e3779b97f4a7c15U >> 1);
        calls.push_back(bare.write_start(sizes, recent));
    }
    bare.commit();
    bare.begin();
    for (const auto call : calls)
        bare.write_end(sizes, call, links_key(keys, people.pick()));
    bare.commit();
}

void measure_one_caller(Memory& memory, Bare& bare, const RowSizes& sizes,
                        const crypto::Keyring& keys, const Population& people, double seconds,
                        Redis& redis) {
    const auto value = noise(sizes.written());
    Series starts, bare_starts, sets, pairs, bare_pair;
    const auto until = Steady::now() + std::chrono::duration<double>(seconds);
    while (Steady::now() < until) {
        for (int i = 0; i < 20; ++i) {
            const auto start = a_start(next_call++, people.pick());
            starts.time([&] { returning(memory.start(start)); });
        }
        for (int i = 0; i < 20; ++i) {
            const auto key = static_cast<std::int64_t>(next_call++ * 0x9e3779b97f4a7c15U >> 1);
            bare_starts.time([&] {
                bare.begin();
                bare.write_start(sizes, key);
                bare.commit();
            });
        }
        for (int i = 0; i < 20; ++i) {
            const auto key = std::to_string(next_call++);
            sets.time([&] { redis.set(key, value); });
        }
        for (int i = 0; i < 20; ++i)
            pairs.time([&] { pair(memory, people); });
        for (int i = 0; i < 20; ++i)
            bare_pair.time([&] { bare_pairs(bare, sizes, keys, people, 1); });
    }
    print_row("start_one", starts.p50(), bare_starts.p50(), "us", starts.at(0.99));
    print_row("start_redis", starts.p50(), sets.p50(), "us", starts.at(0.99));
    print_row("pairs_one", 1e6 / pairs.p50(), 1e6 / bare_pair.p50(), "pairs/s");
}

void measure_many_callers(Memory& memory, Bare& bare, const RowSizes& sizes,
                          const crypto::Keyring& keys, const Population& people, double seconds,
                          const CommitCount& commits) {
    double ours = 0, reference = 0, done = 0, bare_done = 0, group = 1;
    for (int round = 0; round < 4; ++round) {
        const auto commits_before = commits.now();
        std::atomic<std::uint64_t> pairs{0};
        const auto begin = Steady::now();
        std::vector<std::thread> threads;
        for (int i = 0; i < callers; ++i) {
            threads.emplace_back([&] {
                while (micros_since(begin) < seconds / 8 * 1e6) {
                    pair(memory, people);
                    ++pairs;
                }
            });
        }
        for (auto& thread : threads)
            thread.join();
        const auto took = micros_since(begin);
        const auto made = static_cast<double>(commits.now() - commits_before);
        if (round > 0) { // the first warms up
            ours += took;
            done += static_cast<double>(pairs);
        }
        group = std::max(1.0, 2 * static_cast<double>(pairs) / std::max(1.0, made));
        const auto bare_begin = Steady::now();
        double bare_pairs_done = 0;
        while (micros_since(bare_begin) < seconds / 8 * 1e6) {
            bare_pairs(bare, sizes, keys, people, static_cast<std::size_t>(group + 0.5));
            bare_pairs_done += static_cast<double>(static_cast<std::size_t>(group + 0.5));
        }
        if (round > 0) {
            reference += micros_since(bare_begin);
            bare_done += bare_pairs_done;
        }
    }
    print_row("pairs_many", done / ours * 1e6, bare_done / reference * 1e6, "pairs/s");
    print_row("group", group, 0, "calls per commit");
}

void measure_write(const std::filesystem::path& folder, double seconds, int redis_port) {
    VirtualClock clock{bench_now};
    const auto keys = open_keys(folder);
    const Population people{customers_in(folder)};
    Memory memory = open_memory(folder, clock);
    for (int i = 0; i < 1000; ++i)
        pair(memory, people);
    Bare bare{folder, keys, default_cache_kib};
    const RowSizes sizes = bare.sizes();
    Redis redis{redis_port};
    measure_one_caller(memory, bare, sizes, keys, people, seconds, redis);
    measure_many_callers(memory, bare, sizes, keys, people, seconds, CommitCount{folder});
    must(memory.close());
}

// --- size and idle memory ------------------------------------------------------------------------

/// A number, an id, three variables, five calls with a summary of 80 characters, a week later.
void measure_size(const std::filesystem::path& folder, std::uint64_t customers) {
    std::filesystem::create_directories(folder.parent_path());
    must(create_key_file(key_file(folder)));
    VirtualClock clock{bench_now - std::chrono::days{20}};
    {
        Memory memory = open_memory(folder, clock);
        for (int round = 0; round < 5; ++round) {
            std::atomic<std::uint64_t> next{0};
            std::vector<std::thread> threads;
            for (int i = 0; i < callers; ++i) {
                threads.emplace_back([&] {
                    for (auto index = next++; index < customers; index = next++) {
                        const auto call = static_cast<std::uint64_t>(round) * customers + index;
                        auto start = a_start(call, index);
                        start.hints.external_ids.push_back(
                            {"crm_id", must(IdValue::from("C-" + std::to_string(index)))});
                        must(memory.start(start));
                        must(memory.end(an_end(call)));
                    }
                });
            }
            for (auto& thread : threads)
                thread.join();
            clock.advance(std::chrono::hours{24});
        }
        clock.advance(std::chrono::days{limits::call_id_kept_days + 1});
        while (must(memory.maintain(1'000'000)).more) {
        }
        must(memory.close());
    }
    const auto keys = open_keys(folder);
    Bare bare{folder, keys, 4096};
    const auto pages =
        bare.integer("PRAGMA main.page_count") - bare.integer("PRAGMA main.freelist_count");
    const auto key_pages =
        bare.integer("PRAGMA keys.page_count") - bare.integer("PRAGMA keys.freelist_count");
    const double bytes = static_cast<double>((pages + key_pages) * 4096);
    print_row("size", bytes / static_cast<double>(customers) / 1024, 0, "KiB");
}

double resident_mib() {
    std::ifstream file{"/proc/self/statm"};
    double total = 0, resident = 0;
    file >> total >> resident;
    return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

void measure_idle(const std::filesystem::path& folder) {
    VirtualClock clock{bench_now};
    const double before = resident_mib();
    const auto begin = Steady::now();
    Memory memory = open_memory(folder, clock);
    const double open_ms = micros_since(begin) / 1000;
    print_row("open", open_ms, 0, "ms");
    print_row("idle", resident_mib() - before, 0, "MiB");
}

int run(const std::vector<std::string>& arguments) {
    const std::string what = arguments.empty() ? "" : arguments[0];
    const auto number = [&](std::size_t i) {
        return std::strtod(arguments.at(i).c_str(), nullptr);
    };
    if (what == "load" && arguments.size() == 3) {
        load(arguments[1], static_cast<std::uint64_t>(number(2)));
    } else if (what == "peek" && arguments.size() == 4) {
        measure_peek(arguments[1], number(2), static_cast<int>(number(3)));
    } else if (what == "write" && arguments.size() == 4) {
        measure_write(arguments[1], number(2), static_cast<int>(number(3)));
    } else if (what == "size" && arguments.size() == 3) {
        measure_size(arguments[1], static_cast<std::uint64_t>(number(2)));
    } else if (what == "idle" && arguments.size() == 2) {
        measure_idle(arguments[1]);
    } else {
        std::fprintf(stderr, "engine_bench: see the head of engine_bench.cpp\n");
        return 2;
    }
    return 0;
}

} // namespace
} // namespace hark::bench

int main(int count, char** arguments) {
    return hark::bench::run({arguments + 1, arguments + count});
}
