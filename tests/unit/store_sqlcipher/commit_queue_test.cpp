// Who commits for whom, in which order, and what happens to those who fail or cannot wait.
#include "lib/store/sqlcipher/commit_queue.hpp"

#include <doctest/doctest.h>
#include <sqlite3.h>

#include <atomic>
#include <functional>
#include <latch>
#include <string>
#include <thread>

#include "tests/support/must.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace hark;
using namespace hark::store;
using namespace hark::store::sqlcipher;
using hark::test::failure;
using hark::test::must;

namespace {

Secret a_key() {
    Secret key;
    for (auto& byte : key.writable())
        byte = 9;
    return key;
}

class Doing final : public Job {
public:
    explicit Doing(std::function<Status()> work) : work_{std::move(work)} {}
    Status run() override { return work_(); }

private:
    std::function<Status()> work_;
};

struct Queue {
    test::TemporaryFolder folder;
    std::filesystem::path path = folder.path() / "a.db";
    Connection connection = make();
    Statements statements{connection};
    CommitQueue queue{connection, statements};
    int commits = 0;

    Queue() {
        sqlite3_commit_hook(
            connection.handle(), [](void* count) { return ++*static_cast<int*>(count), 0; },
            &commits);
    }
    Connection open() const {
        return must(Connection::open(path, a_key(), Connection::Pages::data, 256));
    }
    Connection make() const {
        std::FILE* file = std::fopen(path.c_str(), "w");
        REQUIRE(file != nullptr);
        std::fclose(file);
        auto made = open();
        must(
            made.execute("PRAGMA journal_mode=WAL;"
                         "CREATE TABLE rows(id INTEGER PRIMARY KEY, number INTEGER)"));
        return made;
    }

    Status insert(int number) {
        const auto sql = "INSERT INTO rows(number) VALUES(" + std::to_string(number) + ")";
        return connection.execute(sql.c_str());
    }
    std::unique_ptr<Job> inserts(int number) {
        return std::make_unique<Doing>([this, number] { return insert(number); });
    }
    /// The numbers in the order in which they were written.
    std::string numbers() {
        auto rows = must(connection.prepare("SELECT number FROM rows ORDER BY id"));
        std::string all;
        while (must(rows.step()))
            all += std::to_string(rows.integer(0)) + " ";
        return all;
    }
    void until_waiting(std::size_t how_many) {
        while (queue.waiting() < how_many)
            std::this_thread::yield();
    }
};

/// What the table held when the reading was run.
class Numbers final : public Reading {
public:
    explicit Numbers(Queue& queue) : queue_{queue} {}
    void run() override { seen = queue_.numbers(); }
    std::string seen{"not run"};

private:
    Queue& queue_;
};

/// A leader that stays in its transaction until it is let go.
struct Leader {
    std::latch inside{1};
    std::latch go{1};
    std::jthread thread;

    explicit Leader(Queue& queue) {
        thread = std::jthread{[this, &queue] {
            must(queue.queue.commit(std::make_unique<Doing>([this, &queue] {
                                        inside.count_down();
                                        go.wait();
                                        return queue.insert(0);
                                    }),
                                    {}));
        }};
        inside.wait();
    }
};

Deadline passed() { return std::chrono::steady_clock::now() - std::chrono::seconds{1}; }

} // namespace

TEST_SUITE_BEGIN("commit queue");

TEST_CASE("everybody who waits meanwhile shares the next commit, in order of arrival") {
    Queue queue;
    std::atomic<int> led{0};
    {
        Leader leader{queue};
        std::vector<std::jthread> threads;
        for (int i = 1; i <= 8; ++i) {
            threads.emplace_back([&queue, &led, i] {
                const auto done = must(queue.queue.commit(queue.inserts(i), {}));
                CHECK(done.job != nullptr);
                led += done.led ? 1 : 0;
            });
            queue.until_waiting(static_cast<std::size_t>(i));
        }
        leader.go.count_down();
    }
    CHECK(queue.numbers() == "0 1 2 3 4 5 6 7 8 ");
    CHECK(queue.commits == 2);
    CHECK(led == 1);
}

TEST_CASE("a job that fails takes nobody with it, and leaves nothing") {
    Queue queue;
    std::optional<Code> code;
    {
        Leader leader{queue};
        std::vector<std::jthread> threads;
        for (int i = 1; i <= 4; ++i) {
            threads.emplace_back([&queue, &code, i] {
                if (i != 3) {
                    must(queue.queue.commit(queue.inserts(i), {}));
                    return;
                }
                code = failure(queue.queue.commit(std::make_unique<Doing>([&queue]() -> Status {
                                                      must(queue.insert(33));
                                                      return Error{Code::corrupt, "a test"};
                                                  }),
                                                  {}));
            });
            queue.until_waiting(static_cast<std::size_t>(i));
        }
        leader.go.count_down();
    }
    CHECK(code == Code::corrupt);
    CHECK(queue.numbers() == "0 1 2 4 ");
}

TEST_CASE("a job that fails alone leaves nothing, and the next one works") {
    Queue queue;
    auto failing = std::make_unique<Doing>([&queue]() -> Status {
        must(queue.insert(1));
        return Error{Code::disk_full, "a test"};
    });
    CHECK(failure(queue.queue.commit(std::move(failing), {})) == Code::disk_full);
    must(queue.queue.commit(queue.inserts(2), {}));
    CHECK(queue.numbers() == "2 ");
}

TEST_CASE("who comes too late leaves the job to the next, in order") {
    Queue queue;
    for (int i = 1; i <= 3; ++i) {
        const auto done = must(queue.queue.commit(queue.inserts(i), passed()));
        CHECK(done.job == nullptr);
    }
    CHECK(queue.numbers().empty());
    must(queue.queue.commit(queue.inserts(4), {}));
    CHECK(queue.numbers() == "1 2 3 4 ");
    CHECK(queue.commits == 1);
}

TEST_CASE("who stops waiting for another's commit leaves the job, too") {
    Queue queue;
    {
        Leader leader{queue};
        const auto soon = std::chrono::steady_clock::now() + std::chrono::milliseconds{1};
        CHECK(must(queue.queue.commit(queue.inserts(1), soon)).job == nullptr);
        leader.go.count_down();
    }
    CHECK(queue.numbers() == "0 ");
    must(queue.queue.close());
    CHECK(queue.numbers() == "0 1 ");
}

TEST_CASE("a job whose caller left while it was being refused is run again, and told so once") {
    class Refused final : public Job {
    public:
        Refused(Queue& queue, std::latch& gone, int& told)
            : queue_{queue}, gone_{gone}, told_{told} {}
        Status run() override {
            if (told_ > 0) return queue_.insert(7);
            gone_.wait();
            return {};
        }
        bool left_alone() override { return ++told_ > 0; }

    private:
        Queue& queue_;
        std::latch& gone_;
        int& told_;
    };
    Queue queue;
    std::latch gone{1};
    int told = 0;
    {
        Leader leader{queue};
        // Leads next, for both.
        std::jthread second{[&] { must(queue.queue.commit(queue.inserts(1), {})); }};
        queue.until_waiting(1);
        std::jthread late{[&] {
            const auto soon = std::chrono::steady_clock::now() + std::chrono::milliseconds{100};
            CHECK_FALSE(
                must(queue.queue.commit(std::make_unique<Refused>(queue, gone, told), soon)).job);
            gone.count_down();
        }};
        queue.until_waiting(2);
        leader.go.count_down();
    }
    must(queue.queue.commit(queue.inserts(2), {}));
    CHECK(told == 1);
    CHECK(queue.numbers() == "0 1 7 2 ");
}

TEST_CASE("closing commits what came too late, and tells when it cannot") {
    Queue queue;
    must(queue.queue.commit(queue.inserts(1), passed()));
    must(queue.queue.close());
    CHECK(queue.numbers() == "1 ");
    auto failing =
        std::make_unique<Doing>([]() -> Status { return Error{Code::disk_full, "a test"}; });
    must(queue.queue.commit(std::move(failing), passed()));
    CHECK(failure(queue.queue.close()) == Code::disk_full);
}

TEST_CASE("while another holds the write lock, deadlines are honoured and nothing is lost") {
    Queue queue;
    auto other = queue.open();
    must(other.execute("BEGIN IMMEDIATE"));
    const auto soon = std::chrono::steady_clock::now() + std::chrono::milliseconds{2};
    CHECK(must(queue.queue.commit(queue.inserts(1), soon)).job == nullptr);

    // Whoever leads has taken the queue, so that it says nothing of who waits: the lock is let go
    // of before or while they wait for it, and both are well.
    std::jthread patient{[&queue] { must(queue.queue.commit(queue.inserts(2), {})); }};
    must(other.execute("COMMIT"));
    patient.join();
    CHECK(queue.numbers() == "1 2 ");
}

TEST_CASE("a leader who gives up hands the lead to the next who waits") {
    Queue queue;
    auto other = queue.open();
    must(other.execute("BEGIN IMMEDIATE"));
    std::latch led{1};
    std::jthread hasty{[&] {
        const auto soon = std::chrono::steady_clock::now() + std::chrono::milliseconds{50};
        led.count_down();
        CHECK(must(queue.queue.commit(queue.inserts(1), soon)).job == nullptr);
    }};
    led.wait();
    std::jthread patient{[&] { must(queue.queue.commit(queue.inserts(2), {})); }};
    hasty.join();
    must(other.execute("COMMIT"));
    patient.join();
    CHECK(queue.numbers().size() == 4);
}

TEST_CASE("a turn keeps others from leading, and is not given while somebody leads") {
    Queue queue;
    std::jthread waiting;
    {
        const auto turn = queue.queue.try_turn();
        REQUIRE(bool{turn});
        CHECK_FALSE(bool{queue.queue.try_turn()});
        waiting = std::jthread{[&queue] { must(queue.queue.commit(queue.inserts(1), {})); }};
        queue.until_waiting(1);
        CHECK(queue.numbers().empty());
    }
    waiting.join();
    CHECK(queue.numbers() == "1 ");
    {
        Leader leader{queue};
        CHECK_FALSE(bool{queue.queue.try_turn()});
        leader.go.count_down();
    }
    CHECK(bool{queue.queue.try_turn()});
}

TEST_CASE("when nobody leads, a reading is run at once, and leaves the lead free") {
    Queue queue;
    must(queue.queue.commit(queue.inserts(1), {}));
    Numbers reading{queue};
    CHECK(queue.queue.read(reading, passed().value()));
    CHECK(reading.seen == "1 ");
    CHECK(bool{queue.queue.try_turn()});
}

TEST_CASE("readings that wait are run before the next commit, and see the one before it") {
    Queue queue;
    Numbers first{queue}, second{queue};
    {
        Leader leader{queue};
        std::jthread writes{[&] { must(queue.queue.commit(queue.inserts(1), {})); }};
        queue.until_waiting(1);
        std::jthread reads{[&] { CHECK(queue.queue.read(first, patience())); }};
        queue.until_waiting(2);
        std::jthread reads_too{[&] { CHECK(queue.queue.read(second, patience())); }};
        queue.until_waiting(3);
        leader.go.count_down();
    }
    CHECK(first.seen == "0 ");
    CHECK(second.seen == "0 ");
    CHECK(queue.numbers() == "0 1 ");
}

TEST_CASE("where nobody waits to commit, the first who reads leads the others") {
    Queue queue;
    Numbers first{queue}, second{queue};
    {
        Leader leader{queue};
        std::jthread reads{[&] { CHECK(queue.queue.read(first, patience())); }};
        queue.until_waiting(1);
        std::jthread reads_too{[&] { CHECK(queue.queue.read(second, patience())); }};
        queue.until_waiting(2);
        leader.go.count_down();
    }
    CHECK(first.seen == "0 ");
    CHECK(second.seen == "0 ");
    CHECK(bool{queue.queue.try_turn()});
}

TEST_CASE("a reading to which nobody comes in time is not run") {
    Queue queue;
    Numbers reading{queue};
    {
        Leader leader{queue};
        const auto soon = std::chrono::steady_clock::now() + std::chrono::milliseconds{1};
        CHECK_FALSE(queue.queue.read(reading, soon));
        leader.go.count_down();
    }
    CHECK(reading.seen == "not run");
    CHECK(queue.queue.waiting() == 0);
    must(queue.queue.commit(queue.inserts(1), {}));
    CHECK(queue.numbers() == "0 1 ");
}

TEST_SUITE_END();
