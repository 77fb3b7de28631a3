#include <doctest/doctest.h>

#include <limits>
#include <set>

#include "lib/crypto/keyring.hpp"
#include "tests/unit/base/temporary_folder.hpp"
#include "tests/unit/crypto/support.hpp"

using namespace hark;
using namespace hark::crypto;

namespace {

constexpr std::uint64_t customer = 0x0102030405060708;
constexpr Place profile{TenantId{7}, customer, Field::profile};

Keyring known_keyring() {
    const test::TemporaryFolder folder;
    test::write_file(folder / "keyring", test::text_from_hex(known::keyring_file));
    auto opened = Keyring::open(folder.path(), test::secret_from_hex(known::root));
    REQUIRE(opened.ok());
    return std::move(*opened);
}

DataKey known_data_key() {
    return known_keyring().data_key(TenantId{7}, customer, test::secret_from_hex(known::slot));
}

bool opens(const DataKey& key, Place place, std::string_view sealed) {
    const auto opened = key.open(place, sealed);
    if (!opened.ok()) CHECK(opened.error().code == Code::unsealable);
    return opened.ok();
}

} // namespace

TEST_CASE("values sealed without libsodium open") {
    const auto key = known_data_key();
    const auto sealed = test::text_from_hex(known::sealed_profile);
    CHECK(key.open(profile, sealed).value() == "what is known");
    CHECK(key.open(profile, test::text_from_hex(known::sealed_nothing)).value().empty());

    const auto of_default =
        known_keyring().data_key(TenantId{1}, customer, test::secret_from_hex(known::slot));
    CHECK(of_default
              .open(Place{TenantId{1}, customer, Field::context},
                    test::text_from_hex(known::sealed_for_default))
              .value() == "what is known");

    const auto record = known_keyring().record_key().open(
        Place{TenantId{1}, 0, Field::record}, test::text_from_hex(known::sealed_record));
    REQUIRE(record.ok());
    CHECK(record->size() == 256);
    CHECK((*record)[255] == '\xff');
}

TEST_CASE("a record opens under its own kind and id, and one of before in its old place too") {
    const auto key = known_keyring().record_key();
    RecordPlace place{hark::RecordKind::audit, {}, {TenantId{1}, 0, Field::record}};
    for (std::size_t i = 0; i < place.id.size(); ++i)
        place.id[i] = static_cast<std::uint8_t>(i);
    const auto sealed = test::text_from_hex(known::sealed_bound_record);
    CHECK(key.open(place, sealed).value() == "what is known");
    CHECK(key.open(place, key.seal(place, "again")).value() == "again");
    CHECK(key.open(place, test::text_from_hex(known::sealed_record)).ok());

    auto other_kind = place;
    other_kind.kind = hark::RecordKind::ledger;
    auto other_id = place;
    other_id.id[15] ^= 1;
    for (const auto& other : {other_kind, other_id}) {
        const auto opened = key.open(other, sealed);
        REQUIRE_FALSE(opened.ok());
        CHECK(opened.error().code == Code::unsealable);
    }
    // What is bound opens nowhere as a value, and no value as something bound.
    CHECK_FALSE(opens(key, place.before, sealed));
    auto relabelled = sealed;
    relabelled[0] = 1;
    CHECK_FALSE(key.open(place, relabelled).ok());
    auto value = key.seal(place.before, "x");
    value[0] = 2;
    CHECK_FALSE(key.open(place, value).ok());
    CHECK_FALSE(key.open(place, std::string_view{}).ok());
}

TEST_CASE("what was sealed opens in its place, 41 bytes longer meanwhile") {
    const auto key = known_data_key();
    for (const std::size_t size : {0u, 1u, 63u, 64u, 65u, 600u, 100'000u}) {
        const std::string plain(size, 'p');
        const auto sealed = key.seal(profile, plain);
        CHECK(sealed.size() == size + 41);
        CHECK(sealed.find("ppp") == std::string::npos);
        CHECK(key.open(profile, sealed).value() == plain);
    }
}

TEST_CASE("sealing the same twice gives different bytes all over") {
    const auto key = known_data_key();
    std::set<std::string> nonces;
    for (int i = 0; i < 100; ++i)
        nonces.insert(key.seal(profile, "same").substr(1, 24));
    CHECK(nonces.size() == 100);
}

TEST_CASE("sealed bytes open nowhere but in their place") {
    const auto key = known_data_key();
    const auto sealed = key.seal(profile, "what is known");
    REQUIRE(opens(key, profile, sealed));

    Place other = profile;
    for (int bit = 0; bit < 32; ++bit) {
        other.tenant = TenantId{7u ^ (1u << bit)};
        CHECK_FALSE(opens(key, other, sealed));
    }
    other = profile;
    for (int bit = 0; bit < 64; ++bit) {
        other.customer = customer ^ (std::uint64_t{1} << bit);
        CHECK_FALSE(opens(key, other, sealed));
    }
    other = profile;
    for (int field = 0; field < 256; ++field) {
        other.field = static_cast<Field>(field);
        CHECK(opens(key, other, sealed) == (other.field == Field::profile));
    }
}

TEST_CASE("every bit of damage is unsealable, version and nonce included") {
    const auto key = known_data_key();
    auto sealed = key.seal(profile, "what is known");
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        sealed[bit / 8] = static_cast<char>(sealed[bit / 8] ^ (1 << (bit % 8)));
        CAPTURE(bit);
        CHECK_FALSE(opens(key, profile, sealed));
        sealed[bit / 8] = static_cast<char>(sealed[bit / 8] ^ (1 << (bit % 8)));
    }
    CHECK(opens(key, profile, sealed));
}

TEST_CASE("every cut and every addition is unsealable") {
    const auto key = known_data_key();
    const auto sealed = key.seal(profile, "what is known");
    for (std::size_t size = 0; size < sealed.size(); ++size) {
        const std::vector<char> cut(sealed.begin(), sealed.begin() + static_cast<long>(size));
        CHECK_FALSE(opens(key, profile, {cut.data(), cut.size()}));
    }
    CHECK_FALSE(opens(key, profile, sealed + '\0'));
    CHECK_FALSE(opens(key, profile, {}));
}

TEST_CASE("another slot, customer, tenant or memory gives another data key") {
    const auto keyring = known_keyring();
    const auto slot = test::secret_from_hex(known::slot);
    const auto sealed = keyring.data_key(TenantId{7}, customer, slot).seal(profile, "known");
    CHECK(opens(keyring.data_key(TenantId{7}, customer, slot), profile, sealed));

    auto other_slot = test::secret_from_hex(known::slot);
    other_slot.writable()[31] ^= 1;
    CHECK_FALSE(opens(keyring.data_key(TenantId{7}, customer, other_slot), profile, sealed));
    CHECK_FALSE(opens(keyring.data_key(TenantId{7}, customer + 1, slot), profile, sealed));
    CHECK_FALSE(opens(keyring.data_key(TenantId{8}, customer, slot), profile, sealed));
    CHECK_FALSE(opens(keyring.record_key(), profile, sealed));
    CHECK_FALSE(opens(Keyring::ephemeral().data_key(TenantId{7}, customer, slot), profile, sealed));
}

TEST_CASE("the largest tenant and customer have a place") {
    const auto keyring = Keyring::ephemeral();
    const Place last{TenantId{std::numeric_limits<std::uint32_t>::max()},
                     std::numeric_limits<std::uint64_t>::max(), Field::record};
    const auto key = keyring.data_key(last.tenant, last.customer, Secret::random());
    CHECK(key.open(last, key.seal(last, "x")).value() == "x");
}
