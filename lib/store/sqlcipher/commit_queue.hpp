// Group commit without a thread: whoever comes first commits for everybody who waits, on their own
// thread, and then hands the lead on. Who will write next may also read here, between two commits.
// Knows transactions and deadlines; not what is read or written.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "hark/result.hpp"
#include "lib/store/sqlcipher/connection.hpp"
#include "lib/store/sqlcipher/sql.hpp"
#include "lib/store/store.hpp"

namespace hark::store::sqlcipher {

/// One caller's part of a commit.
class Job {
public:
    virtual ~Job() = default;
    /// Runs inside the transaction. Makes all its checks before its first write, so that a refusal
    /// leaves nothing. An error means that the database failed: then the transaction is rolled back
    /// and the job may be run once more.
    virtual Status run() = 0;
    /// Its caller has gone, told that it was late: from now on it saves what it can without them.
    /// Called once, between two runs. True: after what the last run came to, another one is needed.
    virtual bool left_alone() { return false; }
    /// What it takes in memory while it waits.
    virtual std::size_t bytes() const noexcept { return sizeof *this; }

protected:
    Job() = default;
    Job(const Job&) = default;
    Job& operator=(const Job&) = default;
};

/// What somebody reads over the connection that writes.
class Reading {
public:
    virtual ~Reading() = default;
    /// Runs outside any transaction, on the leader's thread while its owner waits.
    virtual void run() = 0;

protected:
    Reading() = default;
    Reading(const Reading&) = default;
    Reading& operator=(const Reading&) = default;
};

/// All members may be called from any thread, but close() beside no other.
class CommitQueue {
public:
    struct Done {
        std::unique_ptr<Job> job; ///< none: too late, the queue keeps it
        bool led{false};
    };

    /// The connection and its statements, which the jobs use as well, belong to the queue's leader.
    CommitQueue(Connection& connection, Statements& statements) noexcept
        : connection_{connection}, statements_{statements} {}

    /// Runs the job in order of arrival and commits it, or leaves it in the queue when the deadline
    /// comes first. Without a deadline: `busy` after limits::write_wait_ms_max, and nothing is
    /// kept; and so with one, when limits::late_bytes_max are left there already.
    Result<Done> commit(std::unique_ptr<Job> job, Deadline deadline);

    /// Runs the reading before the next commit. False: no leader came by before `end`, and it was
    /// not run.
    bool read(Reading& reading, Moment end);

    /// The lead without a job, while it lives.
    class Turn {
    public:
        explicit Turn(CommitQueue* queue) noexcept : queue_{queue} {}
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        explicit operator bool() const noexcept { return queue_ != nullptr; }

    private:
        CommitQueue* queue_;
    };
    /// False at once when somebody leads or waits to.
    Turn try_turn();

    /// Jobs that nobody has begun to commit, and readings that nobody has begun.
    std::size_t waiting();

    /// Commits what is left. Errors: of that commit; the jobs are gone then.
    Status close();

private:
    enum class State : std::uint8_t { queued, taken, leads, done };

    struct Ticket {
        std::unique_ptr<Job> job;
        Moment end;
        bool stays_when_late{false};
        bool abandoned{false};
        bool left_alone{false}; ///< its job knows that it was abandoned
        State state{State::queued};
        Status result{};
        std::condition_variable changed;
        std::unique_ptr<Ticket> self; ///< whoever waits takes their own ticket back
    };
    using Tickets = std::deque<std::unique_ptr<Ticket>>;

    /// Lives on the stack of its owner, who waits until it is done or takes it back.
    struct Look {
        Reading& reading;
        State state{State::queued};
        std::condition_variable changed{};
    };
    using Looks = std::vector<Look*>;
    using Lock = std::unique_lock<std::mutex>;

    Result<Done> wait(Lock& lock, Ticket& mine);
    Result<Done> lead(Lock& lock, Ticket& mine);
    Result<Done> leave(Ticket& mine);
    void read_all(Lock& lock);
    void hand_on();
    void finish(Tickets& group);
    static bool needs_another_run(Ticket& ticket);

    Status commit_all(Tickets& group, Moment end);
    Status run_and_commit(const std::vector<Ticket*>& tickets);
    void roll_back() noexcept;

    Connection& connection_;
    Statements& statements_;
    std::mutex lock_; ///< over what follows; never held while the database works
    Tickets queue_;
    Looks looks_;
    std::size_t abandoned_bytes_{0}; ///< of jobs whose owners have gone, also while being committed
    bool led_{false};
};

} // namespace hark::store::sqlcipher
