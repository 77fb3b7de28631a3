// What include/hark/service.hpp promises to a server: calls counted exactly once in their own
// transaction, tenants apart, sealed records.
#include <doctest/doctest.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "hark/hark.hpp"

namespace {

using namespace hark;

constexpr std::uint64_t account = 7;
constexpr std::int32_t month = 2026 * 12 + 10;

/// A memory in a folder of its own.
class Place {
public:
    Place() {
        std::string name =
            (std::filesystem::temp_directory_path() / "hark-service-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        folder_ = name;
        REQUIRE(create_key_file(folder_ / "root.key").ok());
    }
    ~Place() { std::filesystem::remove_all(folder_); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    Memory open() const {
        MemoryOptions options;
        options.folder = folder_ / "memory";
        options.key = KeySource::file(folder_ / "root.key");
        options.create = true;
        auto memory = Memory::open(std::move(options));
        REQUIRE(memory.ok());
        return std::move(memory).value();
    }

    std::filesystem::path folder() const { return folder_ / "memory"; }

private:
    std::filesystem::path folder_;
};

Terms counted(std::int64_t limit) {
    Terms terms;
    terms.allowance = Allowance{account, month, limit};
    return terms;
}

CallStart a_start(int number) {
    CallStart call;
    call.call_id = CallId::from("call-" + std::to_string(number)).value();
    call.hints.ani = "+1202555" + std::to_string(1000 + number);
    return call;
}

CallEnd an_end(int number) {
    CallEnd end;
    end.call_id = CallId::from("call-" + std::to_string(number)).value();
    return end;
}

} // namespace

TEST_CASE("a start and an end count one call each, and their replays none") {
    const Place place;
    Memory memory = place.open();
    const Terms terms = counted(100);
    for (int again = 0; again < 3; ++again)
        REQUIRE(memory.start(a_start(1), terms).ok());
    CHECK(memory.used(account, month).value() == 1);
    for (int again = 0; again < 3; ++again)
        REQUIRE(memory.end(an_end(1), terms).ok());
    CHECK(memory.used(account, month).value() == 2);
    REQUIRE(memory.peek(a_start(1), terms).ok());
    CHECK(memory.used(account, month).value() == 2);
    CHECK(memory.used(account, month + 1).value() == 0);
}

TEST_CASE("a start beyond the allowance is refused and leaves nothing behind") {
    const Place place;
    Memory memory = place.open();
    REQUIRE(memory.start(a_start(1), counted(1)).ok());
    const auto refused = memory.start(a_start(2), counted(1));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == Code::allowance_used);
    CHECK(memory.used(account, month).value() == 1);
    const auto call = memory.call("call-2");
    REQUIRE_FALSE(call.ok());
    CHECK(call.error().code == Code::not_found);
    // A replay of what was counted is never refused.
    CHECK(memory.start(a_start(1), counted(1)).ok());
}

TEST_CASE("the end of a counted start is never refused, an end without a start may be") {
    const Place place;
    Memory memory = place.open();
    REQUIRE(memory.start(a_start(1), counted(1)).ok());
    CHECK(memory.end(an_end(1), counted(1)).ok());
    CHECK(memory.used(account, month).value() == 2);
    CallEnd alone = an_end(2);
    alone.hints = a_start(2).hints;
    const auto refused = memory.end(alone, counted(1));
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == Code::allowance_used);
}

TEST_CASE("starts that race for the last calls of an allowance never exceed it") {
    const Place place;
    Memory memory = place.open();
    constexpr int callers = 24;
    constexpr std::int64_t limit = 10;
    std::atomic<int> granted{0};
    std::vector<std::thread> threads;
    for (int number = 0; number < callers; ++number) {
        threads.emplace_back([&, number] {
            if (memory.start(a_start(number), counted(limit)).ok()) ++granted;
        });
    }
    for (auto& thread : threads)
        thread.join();
    CHECK(granted == limit);
    CHECK(memory.used(account, month).value() == limit);
}

TEST_CASE("what was counted outlives the process") {
    const Place place;
    {
        Memory memory = place.open();
        REQUIRE(memory.start(a_start(1), counted(-1)).ok());
    }
    CHECK(place.open().used(account, month).value() == 1);
}

TEST_CASE("one tenant's caller is a stranger to another, and so are calls and references") {
    const Place place;
    Memory memory = place.open();
    Terms first;
    Terms second;
    second.tenant = TenantId{2};
    const auto known = memory.start(a_start(1), first);
    REQUIRE(known.ok());

    CallStart same = a_start(1);
    const auto other = memory.start(same, second);
    REQUIRE(other.ok());
    CHECK_FALSE(other->returning);
    CHECK(other->identity.known_probability == 0);
    CHECK(*other->customer_ref != *known->customer_ref);

    CHECK(memory.customer(*known->customer_ref, second).error().code == Code::not_found);
    CHECK(memory.forget(*known->customer_ref, second).error().code == Code::not_found);
    CallStart by_ref;
    by_ref.call_id = "call-by-ref";
    by_ref.hints.customer_ref = known->customer_ref;
    const auto crossed = memory.start(by_ref, second);
    REQUIRE(crossed.ok());
    CHECK_FALSE(crossed->returning);
    CHECK(memory.customer(*known->customer_ref, first).ok());
}

TEST_CASE("a record comes back as it was put, replaced and erased, and lies sealed in the file") {
    const Place place;
    Memory memory = place.open();
    const std::string body = "{\"owner\":\"somebody-quite-findable\"}";
    REQUIRE(memory.put_record({RecordKind::account, "findable-id", body}).ok());
    CHECK(memory.record(RecordKind::account, "findable-id")->body == body);
    CHECK(memory.record(RecordKind::ledger, "findable-id").error().code == Code::not_found);
    REQUIRE(memory.put_record({RecordKind::account, "findable-id", "{}"}).ok());
    CHECK(memory.record(RecordKind::account, "findable-id")->body == "{}");
    REQUIRE(memory.close().ok());

    for (const auto& entry : std::filesystem::directory_iterator(place.folder())) {
        std::ifstream file{entry.path(), std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
        CHECK(bytes.find("findable") == std::string::npos);
    }

    Memory again = place.open();
    CHECK(again.record(RecordKind::account, "findable-id")->body == "{}");
    REQUIRE(again.erase_record(RecordKind::account, "findable-id").ok());
    CHECK(again.record(RecordKind::account, "findable-id").error().code == Code::not_found);
}

TEST_CASE("a record without an id, or too large, is refused") {
    const Place place;
    Memory memory = place.open();
    CHECK(memory.put_record({RecordKind::setting, "", "x"}).error().code == Code::invalid);
    CHECK(memory.put_record({RecordKind::setting, std::string(129, 'i'), "x"}).error().code ==
          Code::invalid);
    CHECK(memory.put_record({RecordKind::setting, "i", std::string(64 * 1024 + 1, 'b')})
              .error()
              .code == Code::invalid);
}

TEST_CASE("the hash of an API key is the memory's own: another memory gives another") {
    const Place one;
    const Place two;
    Memory first = one.open();
    Memory second = two.open();
    CHECK(first.key_hash("hark_live_x") == first.key_hash("hark_live_x"));
    CHECK(first.key_hash("hark_live_x") != first.key_hash("hark_live_y"));
    CHECK(first.key_hash("hark_live_x") != second.key_hash("hark_live_x"));
}
