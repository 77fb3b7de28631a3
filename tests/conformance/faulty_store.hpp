// A Store that fails on purpose: the n-th call of any member, before its work is done or after.
// "After" is the cruel one: the work is durable and nobody was told. For tests only.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <utility>

#include "lib/store/store.hpp"

namespace hark::test {

enum class Fails { before, after };

class FaultyStore final : public store::Store {
public:
    explicit FaultyStore(std::unique_ptr<store::Store> inner) : inner_{std::move(inner)} {}

    /// The `n`-th call from now (1: the next one) fails with `error`, once. 0: none does.
    void fail(int n, Fails when, Error error) {
        error_ = error;
        when_ = when;
        countdown_ = n;
        failed_ = false;
    }
    /// Runs `meddle` once, when the next customer is about to be erased: what somebody else does
    /// after the customer was read.
    void before_erase(std::function<void()> meddle) { before_erase_ = std::move(meddle); }
    /// Whether a call has failed since fail().
    bool failed() const noexcept { return failed_; }
    Store& inner() noexcept { return *inner_; }

    Result<store::Recall> recall(const store::RecallQuery& query) override {
        return guard<store::Recall>([&] { return inner_->recall(query); });
    }
    Result<std::vector<store::Sealed>> history(TenantId tenant,
                                               store::CustomerId customer) override {
        return guard<std::vector<store::Sealed>>([&] { return inner_->history(tenant, customer); });
    }
    Result<std::vector<store::Call>> calls(TenantId tenant, store::CustomerId customer) override {
        return guard<std::vector<store::Call>>([&] { return inner_->calls(tenant, customer); });
    }
    Result<store::KeySlot> reserve(store::Deadline deadline) override {
        return guard<store::KeySlot>([&] { return inner_->reserve(deadline); });
    }
    Result<store::Applied> apply(store::Change change, store::Deadline deadline) override {
        return guard<store::Applied>([&] { return inner_->apply(std::move(change), deadline); });
    }
    Result<store::ErasureCount> erase(const store::Erasure& erasure) override {
        if (before_erase_) std::exchange(before_erase_, nullptr)();
        return guard<store::ErasureCount>([&] { return inner_->erase(erasure); });
    }
    Result<std::optional<store::FinishedErasure>> finish_erasures(
        const store::Digest& tombstone) override {
        return guard<std::optional<store::FinishedErasure>>(
            [&] { return inner_->finish_erasures(tombstone); });
    }
    Result<bool> tidy(std::uint32_t rows_max) override {
        return guard<bool>([&] { return inner_->tidy(rows_max); });
    }
    Result<store::Due> due(TenantId tenant, Time stale_before, Time expired_before,
                           const store::DueCursor& cursor, std::uint32_t rows_max) override {
        return guard<store::Due>(
            [&] { return inner_->due(tenant, stale_before, expired_before, cursor, rows_max); });
    }
    Result<std::array<std::uint64_t, 2>> purge(Time answers_before, Time calls_before,
                                               std::uint32_t rows_max) override {
        return guard<std::array<std::uint64_t, 2>>(
            [&] { return inner_->purge(answers_before, calls_before, rows_max); });
    }
    Status drop_call(const store::Call& call) override {
        return guard<void>([&] { return inner_->drop_call(call); });
    }
    Status put_record(RecordKind kind, const store::Digest& id,
                      const store::Sealed& body) override {
        return guard<void>([&] { return inner_->put_record(kind, id, body); });
    }
    Result<std::optional<store::Sealed>> record(RecordKind kind, const store::Digest& id) override {
        return guard<std::optional<store::Sealed>>([&] { return inner_->record(kind, id); });
    }
    Status erase_record(RecordKind kind, const store::Digest& id) override {
        return guard<void>([&] { return inner_->erase_record(kind, id); });
    }
    Result<std::int64_t> used(std::uint64_t account, std::int32_t month) override {
        return guard<std::int64_t>([&] { return inner_->used(account, month); });
    }
    Result<std::vector<store::Customer>> scan(std::uint64_t cursor,
                                              std::uint32_t rows_max) override {
        return guard<std::vector<store::Customer>>([&] { return inner_->scan(cursor, rows_max); });
    }
    Result<std::vector<store::StoredCall>> scan_calls(std::uint64_t cursor,
                                                      std::uint32_t rows_max) override {
        return guard<std::vector<store::StoredCall>>(
            [&] { return inner_->scan_calls(cursor, rows_max); });
    }
    Result<std::vector<store::StoredRecord>> scan_records(const store::RecordName& cursor,
                                                          std::uint32_t rows_max) override {
        return guard<std::vector<store::StoredRecord>>(
            [&] { return inner_->scan_records(cursor, rows_max); });
    }
    Result<std::vector<std::string>> check() override {
        return guard<std::vector<std::string>>([&] { return inner_->check(); });
    }
    Result<store::Totals> totals() override {
        return guard<store::Totals>([&] { return inner_->totals(); });
    }
    Status close() override { return inner_->close(); }

private:
    template <typename T, typename Call>
    Result<T> guard(Call call) {
        const bool fails = countdown_.load() > 0 && countdown_.fetch_sub(1) == 1;
        if (fails && when_ == Fails::before) {
            failed_ = true;
            return error_;
        }
        Result<T> done = call();
        if (!fails) return done;
        failed_ = true;
        return error_;
    }

    std::unique_ptr<store::Store> inner_;
    std::function<void()> before_erase_;
    std::atomic<int> countdown_{0};
    std::atomic<bool> failed_{false};
    Fails when_{Fails::before};
    Error error_{};
};

} // namespace hark::test
