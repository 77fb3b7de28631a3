#include "lib/store/sqlcipher/write_side.hpp"

#include <algorithm>

#include "lib/base/try.hpp"
#include "lib/store/sqlcipher/schema.hpp"

namespace hark::store::sqlcipher {
namespace {

// Pages that the log gathers before it is copied into the database, 16 MiB. Fewer would write the
// same page more often; more would make the one caller who copies wait longer.
constexpr int logged_max = 4000;
// Under steady load copying never catches up with writing, and the log would grow without end. From
// here on writers are held up for the rest.
constexpr int logged_far_too_much = 4 * logged_max;
constexpr std::chrono::milliseconds restart_patience{250};

constexpr std::uint64_t copier_cache_kib = 64;

// How long a recall waits for its turn. Commits of many callers take some milliseconds; when the
// write lock is held elsewhere, or the disk is busy, it is read elsewhere.
constexpr std::chrono::milliseconds turn_patience{20};

class RecallReading final : public Reading {
public:
    RecallReading(Connection& connection, Reader& reader, const RecallQuery& query, Moment end)
        : connection_{connection}, reader_{reader}, query_{query}, end_{end} {}

    void run() override {
        connection_.wait_until(end_);
        recalled_ = reader_.recall(query_);
    }
    std::optional<Result<Recall>> recalled() && { return std::move(recalled_); }

private:
    Connection& connection_;
    Reader& reader_;
    const RecallQuery& query_;
    Moment end_;
    std::optional<Result<Recall>> recalled_;
};

class ApplyJob final : public Job {
public:
    ApplyJob(DataWriter& writer, Change change) : writer_{writer}, change_{std::move(change)} {}

    Status run() override {
        HARK_TRY(outcome_, writer_.apply(change_));
        if (!left_alone_ || !refused_for_others()) return {};
        const auto rest = without_others(change_);
        if (!rest) return {};
        HARK_TRY(outcome_, writer_.apply(*rest));
        return {};
    }
    bool left_alone() override {
        left_alone_ = true;
        return refused_for_others();
    }
    std::size_t bytes() const noexcept override { return bytes_of(change_); }
    Outcome outcome() const noexcept { return outcome_; }

private:
    DataWriter& writer_;
    Change change_;
    bool refused_for_others() const noexcept {
        return outcome_ == Outcome::linked || outcome_ == Outcome::changed;
    }

    Outcome outcome_{Outcome::applied};
    bool left_alone_{false};
};

} // namespace

Result<std::unique_ptr<WriteSide>> WriteSide::open(std::filesystem::path folder,
                                                   const Secret& data_key, const Secret& keys_key,
                                                   std::uint64_t cache_kib) {
    const auto keys_kib = keys_share(cache_kib);
    HARK_TRY(auto connection, Connection::open(data_path(folder), data_key, Connection::Pages::data,
                                               cache_kib - keys_kib));
    HARK_CHECK(connection.attach_keys(keys_path(folder), keys_key, keys_kib));
    HARK_TRY(auto kept, Secret::from(data_key.bytes()));
    return std::unique_ptr<WriteSide>{
        new WriteSide{std::move(folder), std::move(kept), std::move(connection)}};
}

std::optional<Result<Recall>> WriteSide::try_recall(const RecallQuery& query) {
    const Moment end = query.deadline ? *query.deadline : patience();
    if (!query.writes_next) {
        const auto turn = queue_.try_turn();
        if (!turn) return std::nullopt;
        connection_.wait_until(end);
        return reader_.recall(query);
    }
    const auto now = std::chrono::steady_clock::now();
    RecallReading reading{connection_, reader_, query, end};
    static_cast<void>(queue_.read(reading, std::min(now + turn_patience, now + (end - now) / 2)));
    return std::move(reading).recalled();
}

Result<Applied> WriteSide::apply(Change change, Deadline deadline) {
    auto done = queue_.commit(std::make_unique<ApplyJob>(writer_, std::move(change)), deadline);
    if (!done) return done.error();
    if (!done->job) return Applied{Outcome::late, false};
    if (done->led) tend_log();
    return Applied{static_cast<const ApplyJob&>(*done->job).outcome(), done->led};
}

Status WriteSide::close() { return queue_.close(); }

/// Whoever led a commit copies the log when it has grown, after everybody has their answer and the
/// lead: others go on committing meanwhile, on their own connection.
void WriteSide::tend_log() {
    if (connection_.logged() < logged_max || tending_.exchange(true)) return;
    // Nobody's answer depends on it: what stops it will stop a commit, and be heard of there.
    static_cast<void>(copy_log());
    tending_.store(false);
}

Status WriteSide::copy_log() {
    if (!copier_) {
        HARK_TRY(copier_, Connection::open(data_path(folder_), key_, Connection::Pages::data,
                                           copier_cache_kib));
    }
    HARK_TRY(const auto logged, copier_.checkpoint(Connection::Checkpoint::passive));
    if (logged.copied == logged.frames || logged.frames < logged_far_too_much) return {};
    copier_.wait_until(std::chrono::steady_clock::now() + restart_patience);
    HARK_CHECK(copier_.checkpoint(Connection::Checkpoint::restart));
    return {};
}

} // namespace hark::store::sqlcipher
