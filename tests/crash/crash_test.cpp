// A process that is killed in the middle of its work loses nothing that it had acknowledged. A
// child runs calls on several threads and tells, through a pipe, what was acknowledged to it; it is
// killed at a random moment; the parent opens the memory and looks.
//
//   crash_test KILLS      the number of children to be killed over one and the same memory; half as
//                         many more are killed while they make a memory
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "hark/memory.hpp"

using namespace hark;
namespace fs = std::filesystem;

namespace {

constexpr int threads = 4;
/// Ends the call_ids of callers who may be erased.
constexpr std::string_view own_mark = "own";
constexpr Time monday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 2}};

[[noreturn]] void fail(const std::string& what) {
    std::fprintf(stderr, "crash_test: %s\n", what.c_str());
    std::exit(1);
}

void expect(bool held, const std::string& what) {
    if (!held) fail(what);
}

std::string words(const Error& error) {
    return std::string{name(error.code)} + " " + std::string{error.what.view()} + " " +
           std::to_string(error.sys);
}

template <typename T>
T must(Result<T> result, const char* doing) {
    if (!result) fail(std::string{doing} + ": " + words(result.error()));
    return std::move(result).value();
}

Memory open(const fs::path& folder, Clock& clock) {
    Secret key;
    for (auto& byte : key.writable())
        byte = 5;
    MemoryOptions options;
    options.folder = folder;
    options.key = KeySource::secret(std::move(key));
    options.create = true;
    options.clock = &clock;
    options.cache_mib = 4;
    return must(Memory::open(std::move(options)), "open");
}

template <typename T>
T text(const std::string& from) {
    return must(T::from(from), "text");
}

std::string number_of(std::uint32_t caller) {
    return "+1202555" + std::to_string(1000 + caller % 9000);
}

/// What a child acknowledged, line by line: "E call_id ref" an end, "F ref call_id" an erasure of
/// who was on the call. Lines are shorter than PIPE_BUF, so they come whole or not at all.
void tell(int pipe, const std::string& line) {
    const auto whole = line + "\n";
    if (::write(pipe, whole.data(), whole.size()) < 0) ::_exit(1);
}

[[noreturn]] void give_up(const char* doing, const Error& error) {
    std::fprintf(stderr, "crash_test: a child's %s failed: %s\n", doing, words(error).c_str());
    ::_exit(2);
}

/// One thread of a child: calls of new and known callers, each ended with a variable that names the
/// call; some customers are erased.
void run_calls(Memory& memory, int pipe, int round, int thread, std::uint32_t seed) {
    std::mt19937 random{seed};
    for (int i = 0;; ++i) {
        // Known callers are shared by all threads; erased ones belong to one alone.
        const bool own = random() % 4 == 0;
        const auto call_id = "r" + std::to_string(round) + "t" + std::to_string(thread) + "c" +
                             std::to_string(i) + std::string{own ? own_mark : ""};
        const auto caller =
            own ? 5000 + random() % 1000 * threads + static_cast<unsigned>(thread) : random() % 400;
        CallStart start;
        start.call_id = text<CallId>(call_id);
        start.hints.ani = number_of(caller);
        const auto started = memory.start(start);
        if (!started) give_up("start", started.error());
        CallEnd end;
        end.call_id = start.call_id;
        end.confirmed = Confirmed::yes;
        end.learned.intent = "load";
        end.learned.summary = text<Summary>("Call " + call_id);
        const auto ended = memory.end(end);
        if (!ended) give_up("end", ended.error());
        tell(pipe, "E " + call_id + " " + ended->customer_ref.text());
        if (own && random() % 2 == 0) {
            const auto forgotten = memory.forget(ended->customer_ref);
            if (!forgotten) give_up("forget", forgotten.error());
            tell(pipe, "F " + ended->customer_ref.text() + " " + call_id);
        }
    }
}

[[noreturn]] void run_child(const fs::path& folder, int pipe, int round, std::uint32_t seed) {
    VirtualClock clock{monday + std::chrono::minutes{round}};
    auto memory = open(folder, clock);
    {
        std::vector<std::jthread> running;
        for (int thread = 0; thread < threads; ++thread) {
            running.emplace_back([&, thread] {
                run_calls(memory, pipe, round, thread, seed + static_cast<unsigned>(thread));
            });
        }
    }
    ::_exit(5);
}

struct Acknowledged {
    std::map<std::string, std::string> ended; ///< call_id to reference
    std::set<std::string> forgotten;
};

/// Turns, so that no two children die at the same point of their work.
void spin(int turns) {
    for (int turn = 0; turn < turns; ++turn)
        (void)std::chrono::steady_clock::now();
}

/// Starts a child, kills it after `lines` acknowledgements and some turns more, and returns all
/// that it had said.
std::string kill_one(const fs::path& folder, int round, std::uint32_t seed, int lines, int turns) {
    int ends[2];
    expect(::pipe(ends) == 0, "pipe");
    const pid_t child = ::fork();
    expect(child >= 0, "fork");
    if (child == 0) {
        ::close(ends[0]);
        run_child(folder, ends[1], round, seed);
    }
    ::close(ends[1]);
    std::string said;
    char buffer[4096];
    const auto end_it = [&] {
        spin(turns);
        expect(::kill(child, SIGKILL) == 0, "kill");
    };
    if (lines == 0) end_it();
    for (int seen = 0; true;) {
        const auto size = ::read(ends[0], buffer, sizeof buffer);
        if (size <= 0) break;
        said.append(buffer, static_cast<std::size_t>(size));
        const int before = seen;
        seen += static_cast<int>(std::count(buffer, buffer + size, '\n'));
        if (before < lines && seen >= lines) end_it();
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    expect(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL,
           "the child ended by itself with " + std::to_string(status));
    return said;
}

void note(const std::string& said, Acknowledged& all, std::vector<std::string>& new_ends) {
    std::size_t from = 0;
    for (auto end = said.find('\n'); end != std::string::npos; end = said.find('\n', from)) {
        const auto line = said.substr(from, end - from);
        from = end + 1;
        const auto space = line.find(' ', 2);
        if (line[0] == 'E') {
            all.ended[line.substr(2, space - 2)] = line.substr(space + 1);
            new_ends.push_back(line.substr(2, space - 2));
        } else {
            all.forgotten.insert(line.substr(2, space - 2));
        }
    }
}

/// True when the call is there as it was acknowledged, false when its customer was erased.
bool is_there(Memory& memory, const Acknowledged& all, const std::string& call_id) {
    const auto& ref = all.ended.at(call_id);
    const auto call = memory.call(text<CallId>(call_id));
    if (!call && call.error().code == Code::not_found) {
        // An erasure may have happened without having been acknowledged, but never of a customer
        // whom others share.
        expect(call_id.ends_with(own_mark), call_id + " is lost, and its customer");
        const auto customer = memory.customer(*CustomerRef::from(ref));
        expect(!customer && customer.error().code == Code::not_found, call_id + " is lost");
        return false;
    }
    expect(call.ok(), call_id + ": " + (call ? "" : words(call.error())));
    expect(all.forgotten.count(ref) == 0, call_id + " came back");
    expect(call->call_end.has_value(), call_id + " is not ended");
    expect(call->customer_ref.text() == ref, call_id + " belongs to another");
    expect(call->summary.view() == "Call " + call_id, call_id + " lost its summary");
    return true;
}

/// Said again, an end gives the first answer and learns nothing.
void check_replay(Memory& memory, const std::string& call_id) {
    CallEnd again;
    again.call_id = text<CallId>(call_id);
    again.confirmed = Confirmed::yes;
    again.learned.intent = "load";
    again.learned.summary = text<Summary>("Call " + call_id);
    const auto replayed = must(memory.end(again), "end again");
    expect(replayed.replayed, call_id + " was ended twice");
}

/// Every one of these acknowledged ends is there, once; every acknowledged erasure is final.
void check(Memory& memory, const Acknowledged& all, const std::vector<std::string>& calls) {
    std::map<std::string, std::vector<std::string>> by_customer;
    for (const auto& call_id : calls) {
        if (!is_there(memory, all, call_id)) continue;
        by_customer[all.ended.at(call_id)].push_back(call_id);
        check_replay(memory, call_id);
    }
    for (const auto& [ref, theirs] : by_customer) {
        const auto customer = must(memory.customer(*CustomerRef::from(ref)), "customer");
        std::set<std::string> ids;
        for (const auto& past : customer.history) {
            expect(ids.emplace(past.call_id.view()).second, "a call is twice in a history");
        }
        for (const auto& call_id : theirs)
            expect(ids.count(call_id) == 1, call_id + " is not in the history");
    }
}

/// Children killed while they make a memory: whatever is left of it is finished by the next one.
void check_making(const fs::path& folder, int kills, std::mt19937& random) {
    for (int round = 1; round <= kills; ++round) {
        const auto fresh = folder / std::to_string(round);
        Acknowledged all;
        std::vector<std::string> calls;
        note(kill_one(fresh, round, random(), 0, static_cast<int>(random() % 400'000)), all, calls);
        VirtualClock clock{monday + std::chrono::minutes{round}};
        auto memory = open(fresh, clock);
        check(memory, all, calls);
        const auto report = must(memory.verify(), "verify");
        expect(report.faults.empty(), "a memory that was killed while it was made has faults");
        expect(memory.close().ok(), "close");
        fs::remove_all(fresh);
    }
}

std::vector<std::string> ids_of(const Acknowledged& all) {
    std::vector<std::string> ids;
    for (const auto& [call_id, ref] : all.ended)
        ids.push_back(call_id);
    return ids;
}

int run_all(int kills, const fs::path& folder) {
    std::mt19937 random{20261122};
    check_making(folder / "made", kills / 2, random);
    Acknowledged all;
    for (int round = 1; round <= kills; ++round) {
        const int lines = 1 + static_cast<int>(random() % 60);
        const int turns = static_cast<int>(random() % 200'000);
        std::vector<std::string> calls;
        note(kill_one(folder / "memory", round, random(), lines, turns), all, calls);
        VirtualClock clock{monday + std::chrono::minutes{round}};
        auto memory = open(folder / "memory", clock);
        check(memory, all, calls);
        if (round % 10 == 0 || round == kills) {
            // What earlier children were told must outlive the later ones.
            check(memory, all, ids_of(all));
            const auto report = must(memory.verify(), "verify");
            for (const auto& fault : report.faults)
                std::fprintf(stderr, "%s\n", fault.c_str());
            expect(report.faults.empty(), "the integrity check found faults");
        }
        expect(memory.close().ok(), "close");
    }
    std::printf(
        "%d kills, %zu acknowledged ends, %zu acknowledged erasures: nothing lost, nothing "
        "twice\n",
        kills + kills / 2, all.ended.size(), all.forgotten.size());
    return 0;
}

} // namespace

int main(int count, char** arguments) {
    if (count != 2) fail("usage: crash_test KILLS");
    std::string name = (fs::temp_directory_path() / "hark-crash-XXXXXX").string();
    expect(::mkdtemp(name.data()) != nullptr, "mkdtemp");
    fs::create_directory(fs::path{name} / "made");
    const int failed = run_all(std::atoi(arguments[1]), name);
    fs::remove_all(name);
    return failed;
}
