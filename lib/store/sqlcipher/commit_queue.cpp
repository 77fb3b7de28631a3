#include "lib/store/sqlcipher/commit_queue.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "hark/limits.hpp"
#include "lib/base/try.hpp"

namespace hark::store::sqlcipher {
namespace {

constexpr Error write_lock_busy{Code::busy, "another process held the write lock for too long"};

Moment now() { return std::chrono::steady_clock::now(); }

} // namespace

// --- the queue -----------------------------------------------------------------------------------

Result<CommitQueue::Done> CommitQueue::commit(std::unique_ptr<Job> job, Deadline deadline) {
    auto ticket = std::make_unique<Ticket>();
    auto& mine = *ticket;
    mine.job = std::move(job);
    mine.stays_when_late = deadline.has_value();
    mine.end = deadline ? *deadline : patience();
    Lock lock{lock_};
    queue_.push_back(std::move(ticket));
    if (deadline && now() >= mine.end) return leave(mine);
    if (led_) return wait(lock, mine);
    led_ = true;
    return lead(lock, mine);
}

Result<CommitQueue::Done> CommitQueue::wait(Lock& lock, Ticket& mine) {
    const auto decided = [&] { return mine.state == State::leads || mine.state == State::done; };
    if (!mine.changed.wait_until(lock, mine.end, decided)) {
        if (mine.stays_when_late || mine.state == State::queued) return leave(mine);
        // Being committed, and nobody to hear of it later: the commit is waited for after all.
        mine.changed.wait(lock, decided);
    }
    if (mine.state == State::leads) return lead(lock, mine);
    const auto ticket = std::move(mine.self);
    if (!ticket->result.ok()) return ticket->result.error();
    return Done{std::move(ticket->job), false};
}

/// Gives up waiting: the ticket stays when its job may still be committed, otherwise it goes. What
/// nobody waits for takes memory until somebody commits: there is an end to that.
Result<CommitQueue::Done> CommitQueue::leave(Ticket& mine) {
    const bool room = abandoned_bytes_ < limits::late_bytes_max;
    if (mine.stays_when_late && (room || mine.state == State::taken)) {
        mine.abandoned = true;
        abandoned_bytes_ += mine.job->bytes();
        return Done{};
    }
    std::erase_if(queue_, [&](const auto& ticket) { return ticket.get() == &mine; });
    return write_lock_busy;
}

Result<CommitQueue::Done> CommitQueue::lead(Lock& lock, Ticket& mine) {
    // First: who reads can get ready to write while the others are committed.
    read_all(lock);
    Tickets group;
    group.swap(queue_);
    for (const auto& ticket : group) {
        ticket->state = State::taken;
        if (ticket->abandoned) static_cast<void>(needs_another_run(*ticket));
    }
    lock.unlock();
    const auto begun = commit_all(group, mine.end);
    lock.lock();
    if (!begun.ok()) {
        // Nothing was written. The group goes back to the front, so that the order stays.
        for (const auto& ticket : group)
            ticket->state = State::queued;
        queue_.insert(queue_.begin(), std::make_move_iterator(group.begin()),
                      std::make_move_iterator(group.end()));
        auto left = leave(mine);
        hand_on();
        return left;
    }
    finish(group);
    hand_on();
    const auto ticket = std::move(mine.self);
    if (!ticket->result.ok()) return ticket->result.error();
    return Done{std::move(ticket->job), true};
}

/// Tells the job, once, that its owner has gone. True: it was run without knowing, and refused.
bool CommitQueue::needs_another_run(Ticket& ticket) {
    if (std::exchange(ticket.left_alone, true)) return false;
    return ticket.job->left_alone();
}

/// Tells everybody in the group. Tickets whose owners have gone are destroyed with it, but for
/// those whose owners went while they were being committed, and that were refused.
void CommitQueue::finish(Tickets& group) {
    Tickets again;
    for (auto& ticket : group) {
        if (ticket->abandoned) {
            if (ticket->result.ok() && needs_another_run(*ticket)) {
                ticket->state = State::queued;
                again.push_back(std::move(ticket));
            } else {
                abandoned_bytes_ -= ticket->job->bytes();
            }
            continue;
        }
        auto& done = *ticket;
        done.state = State::done;
        done.self = std::move(ticket);
        // Under the lock: afterwards the owner may be gone, and the ticket with them.
        done.changed.notify_one();
    }
    queue_.insert(queue_.begin(), std::make_move_iterator(again.begin()),
                  std::make_move_iterator(again.end()));
}

/// The lead goes to the first who still waits to commit, otherwise to the first who waits to read;
/// jobs that were left alone wait for the next caller.
void CommitQueue::hand_on() {
    led_ = false;
    for (const auto& ticket : queue_) {
        if (ticket->abandoned) continue;
        ticket->state = State::leads;
        led_ = true;
        ticket->changed.notify_one();
        return;
    }
    if (looks_.empty()) return;
    looks_.front()->state = State::leads;
    led_ = true;
    looks_.front()->changed.notify_one();
}

// --- reading -------------------------------------------------------------------------------------

bool CommitQueue::read(Reading& reading, Moment end) {
    Lock lock{lock_};
    if (!led_) {
        led_ = true;
        lock.unlock();
        const Turn turn{this};
        reading.run();
        return true;
    }
    Look mine{reading};
    looks_.push_back(&mine);
    if (!mine.changed.wait_until(lock, end, [&] { return mine.state != State::queued; })) {
        std::erase(looks_, &mine);
        return false;
    }
    mine.changed.wait(lock, [&] { return mine.state != State::taken; });
    if (mine.state == State::leads) {
        read_all(lock);
        hand_on();
    }
    return true;
}

/// Runs the readings that wait now. Only for who leads.
void CommitQueue::read_all(Lock& lock) {
    if (looks_.empty()) return;
    const Looks looks = std::exchange(looks_, {});
    for (auto* look : looks)
        look->state = State::taken;
    lock.unlock();
    for (auto* look : looks)
        look->reading.run();
    lock.lock();
    for (auto* look : looks) {
        look->state = State::done;
        // Under the lock: afterwards the owner may be gone, and the look with them.
        look->changed.notify_one();
    }
}

CommitQueue::Turn CommitQueue::try_turn() {
    const Lock lock{lock_, std::try_to_lock};
    if (!lock || led_) return Turn{nullptr};
    led_ = true;
    return Turn{this};
}

CommitQueue::Turn::~Turn() {
    if (!queue_) return;
    const Lock lock{queue_->lock_};
    queue_->hand_on();
}

std::size_t CommitQueue::waiting() {
    const Lock lock{lock_};
    return queue_.size() + looks_.size();
}

Status CommitQueue::close() {
    Tickets group;
    {
        const Lock lock{lock_};
        group.swap(queue_);
    }
    if (group.empty()) return {};
    for (const auto& ticket : group)
        static_cast<void>(needs_another_run(*ticket));
    HARK_CHECK(commit_all(group, patience()));
    for (const auto& ticket : group) {
        if (!ticket->result.ok()) return ticket->result.error();
    }
    return {};
}

// --- the transaction -----------------------------------------------------------------------------

/// An error only when the transaction could not begin in time; otherwise each ticket has its
/// result.
Status CommitQueue::commit_all(Tickets& group, Moment end) {
    connection_.wait_until(end);
    std::vector<Ticket*> tickets;
    tickets.reserve(group.size());
    for (const auto& ticket : group)
        tickets.push_back(ticket.get());
    auto status = run_and_commit(tickets);
    if (!status.ok() && status.error().code == Code::busy) return status;
    if (status.ok() || tickets.size() == 1) {
        for (auto* ticket : tickets)
            ticket->result = status;
        return {};
    }
    // One of them may have brought the others down: each gets a transaction of its own.
    connection_.wait_until(patience());
    for (auto* ticket : tickets)
        ticket->result = run_and_commit({ticket});
    return {};
}

Status CommitQueue::run_and_commit(const std::vector<Ticket*>& tickets) {
    HARK_TRY(auto* begin, statements_.get(Sql::begin));
    HARK_TRY(auto* commit, statements_.get(Sql::commit));
    HARK_CHECK(begin->run());
    Status status;
    for (auto* ticket : tickets) {
        status = ticket->job->run();
        if (!status.ok()) break;
    }
    if (status.ok()) status = commit->run();
    if (!status.ok()) roll_back();
    return status;
}

void CommitQueue::roll_back() noexcept {
    // Some errors, a full disk for one, have ended the transaction already.
    if (!connection_.in_transaction()) return;
    const auto rollback = statements_.get(Sql::rollback);
    if (rollback) static_cast<void>((*rollback)->run());
}

} // namespace hark::store::sqlcipher
