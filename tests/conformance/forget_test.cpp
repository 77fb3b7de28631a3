// Forgetting a customer over every store, with others at work between its reading and its erasing.
#include "lib/memory/use_cases.hpp"
#include "tests/conformance/faulty_store.hpp"
#include "tests/conformance/stores.hpp"

using namespace hark;
using namespace hark::test;

namespace {

constexpr const char* number = "+12025550100";
constexpr const char* other_number = "+12025550199";

template <typename T>
T text(std::string_view from) {
    return must(T::from(from));
}

std::vector<ExternalId> crm(std::string_view value) {
    return {{text<IdType>("crm"), text<IdValue>(value)}};
}

template <typename Kind>
struct Bench {
    Kind kind;
    FaultyStore store{std::move(kind.store)};
    VirtualClock clock{at(0)};
    crypto::Keyring keys = crypto::Keyring::ephemeral();
    memory::Engine engine{store, keys, clock};
    Terms terms;

    StartAnswer start(std::string_view call_id, std::optional<std::string> ani,
                      std::vector<ExternalId> ids = {}) {
        CallStart call;
        call.call_id = text<CallId>(call_id);
        call.hints.ani = std::move(ani);
        call.hints.external_ids = std::move(ids);
        return must(memory::start_call(engine, call, terms)).answer;
    }
    void learn(std::string_view call_id, std::vector<ExternalId> ids) {
        CallUpdate update;
        update.call_id = text<CallId>(call_id);
        update.learned.external_ids = std::move(ids);
        must(memory::update_call(engine, update, terms));
    }
    void end(std::string_view call_id, std::optional<CustomerRef> whose = {}) {
        CallEnd end;
        end.call_id = text<CallId>(call_id);
        end.customer_ref = whose;
        if (whose) end.confirmed = Confirmed::yes;
        must(memory::end_call(engine, end, terms));
    }
    Result<Erased> forget(const CustomerRef& ref) {
        return memory::forget_customer(engine, ref, terms);
    }
    /// Nobody answers to it, it finds its next owner again, and nothing is amiss.
    void check_strangers(std::vector<ExternalId> ids) {
        CHECK(must(memory::verify_all(engine)).faults.empty());
        const auto first = start("next-1", std::nullopt, ids);
        CHECK_FALSE(first.returning);
        end("next-1");
        CHECK(start("next-2", std::nullopt, ids).customer_ref == first.customer_ref);
        CHECK(must(memory::verify_all(engine)).faults.empty());
    }
};

} // namespace

TEST_SUITE_BEGIN("forget");

TEST_CASE_TEMPLATE("an identifier learned while its customer is being forgotten is forgotten too",
                   Kind, HARK_STORES) {
    Bench<Kind> bench;
    const auto ref = *bench.start("call-1", number).customer_ref;
    bench.store.before_erase([&] { bench.learn("call-1", crm("4242")); });
    CHECK(must(bench.forget(ref)).identifiers == 2);
    CHECK(failure(bench.forget(ref)) == Code::not_found);
    bench.check_strangers(crm("4242"));
}

TEST_CASE_TEMPLATE("two who forget the same customer at once leave nothing of it", Kind,
                   HARK_STORES) {
    Bench<Kind> bench;
    const auto ref = *bench.start("call-1", number).customer_ref;
    bench.learn("call-1", crm("4242"));
    bench.store.before_erase([&] { must(bench.forget(ref)); });
    CHECK(failure(bench.forget(ref)) == Code::not_found);
    bench.check_strangers(crm("4242"));
}

TEST_CASE_TEMPLATE("an identifier of a call that moved to another customer works again", Kind,
                   HARK_STORES) {
    Bench<Kind> bench;
    const auto other = *bench.start("call-0", other_number).customer_ref;
    bench.end("call-0");
    bench.start("call-1", number);
    bench.learn("call-1", crm("4242"));
    bench.end("call-1", other);
    const auto again = bench.start("call-2", std::nullopt, crm("4242"));
    bench.end("call-2");
    CHECK(bench.start("call-3", std::nullopt, crm("4242")).customer_ref == again.customer_ref);
    memory::HouseCursor cursor;
    must(memory::keep_house(bench.engine, bench.terms, 100, cursor));
    CHECK(bench.start("call-4", std::nullopt, crm("4242")).customer_ref == again.customer_ref);
    CHECK(must(memory::verify_all(bench.engine)).faults.empty());
}

TEST_SUITE_END();
