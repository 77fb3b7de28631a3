#include "lib/crypto/keyring.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <atomic>
#include <cerrno>
#include <set>
#include <thread>
#include <vector>

#include "lib/crypto/keyring_file.hpp"
#include "tests/unit/base/temporary_folder.hpp"
#include "tests/unit/crypto/support.hpp"

using namespace hark;
using namespace hark::crypto;
using test::Bytes;
using test::TemporaryFolder;

namespace {

Secret root() { return test::secret_from_hex(known::root); }

/// The keyring of the known answers, opened from the file they give.
Keyring known_keyring() {
    const TemporaryFolder folder;
    test::write_file(folder / "keyring", test::text_from_hex(known::keyring_file));
    auto opened = Keyring::open(folder.path(), root());
    REQUIRE(opened.ok());
    return std::move(*opened);
}

Code fault_of(const Bytes& file) {
    const auto master = unwrap_master(file, root());
    return master.ok() ? Code::internal : master.error().code;
}

/// The file as a program would write it that knows the checksum and nothing else.
Bytes with_checksum_made_right(Bytes file) {
    crypto_generichash(file.data() + file.size() - 32, 32, file.data(), file.size() - 32, nullptr,
                       0);
    return file;
}

} // namespace

TEST_CASE("keys and digests are those computed without libsodium") {
    const auto keyring = known_keyring();
    CHECK(test::hex(keyring.data_database_key().bytes()) == known::data_database_key);
    CHECK(test::hex(keyring.keys_database_key().bytes()) == known::keys_database_key);
    const TenantId one{1};
    CHECK(test::hex(keyring.digest(one, Domain::number, "+12025550100")) ==
          known::digest_of_number);
    CHECK(test::hex(keyring.digest(one, Domain::external_id, "crm_id", "4711")) ==
          known::digest_of_external_id);
    CHECK(test::hex(keyring.digest(TenantId{7}, Domain::call, "call-1")) ==
          known::digest_of_call_for_tenant_7);
    const std::string long_text(300, 'x');
    CHECK(test::hex(keyring.digest(one, Domain::body, long_text, long_text)) ==
          known::digest_of_long_body);
    CHECK(test::hex(keyring.digest(one, Domain::tombstone, {})) == known::digest_of_nothing);
    CHECK(test::hex(keyring.key_hash("hk_test_0123456789")) == known::key_hash);
}

TEST_CASE("a keyring that was made opens again with its root key and has the same keys") {
    const TemporaryFolder folder;
    const auto made = Keyring::create(folder.path(), root());
    REQUIRE(made.ok());
    const auto opened = Keyring::open(folder.path(), root());
    REQUIRE(opened.ok());
    CHECK(test::hex(made->data_database_key().bytes()) ==
          test::hex(opened->data_database_key().bytes()));
    CHECK(made->digest(TenantId{}, Domain::number, "x") ==
          opened->digest(TenantId{}, Domain::number, "x"));
    CHECK(test::mode_of(folder / "keyring") == 0600);
    CHECK(test::read_file(folder / "keyring").size() == keyring_file_bytes);
    CHECK(folder.files() == 1);
}

TEST_CASE("two keyrings of the same root key share nothing") {
    const TemporaryFolder one;
    const TemporaryFolder two;
    const auto first = Keyring::create(one.path(), root());
    const auto second = Keyring::create(two.path(), root());
    REQUIRE(first.ok());
    REQUIRE(second.ok());
    CHECK(test::hex(first->data_database_key().bytes()) !=
          test::hex(second->data_database_key().bytes()));
}

TEST_CASE("an ephemeral keyring is of its own") {
    CHECK(Keyring::ephemeral().key_hash("x") != Keyring::ephemeral().key_hash("x"));
}

TEST_CASE("an existing keyring is never replaced") {
    const TemporaryFolder folder;
    REQUIRE(Keyring::create(folder.path(), root()).ok());
    const auto before = test::read_file(folder / "keyring");
    const auto again = Keyring::create(folder.path(), root());
    REQUIRE_FALSE(again.ok());
    CHECK(again.error().code == Code::not_allowed);
    CHECK(again.error().sys == EEXIST);
    CHECK(test::read_file(folder / "keyring") == before);
}

TEST_CASE("of many that make a keyring at once one succeeds and all others can open its file") {
    const TemporaryFolder folder;
    std::atomic<int> made{0};
    std::atomic<int> opened{0};
    {
        std::vector<std::jthread> all;
        for (int i = 0; i < 8; ++i) {
            all.emplace_back([&] {
                const auto mine = Keyring::create(folder.path(), root());
                made += mine.ok();
                if (!mine.ok()) opened += Keyring::open(folder.path(), root()).ok();
            });
        }
    }
    CHECK(made == 1);
    CHECK(opened == 7);
    CHECK(folder.files() == 1);
}

TEST_CASE("a folder without a keyring holds no memory") {
    const TemporaryFolder folder;
    CHECK(Keyring::open(folder.path(), root()).error().code == Code::no_memory_here);
    CHECK(Keyring::open(folder / "missing", root()).error().code == Code::no_memory_here);
    test::write_file(folder / "file", "");
    CHECK(Keyring::open(folder / "file", root()).error().code == Code::no_memory_here);
}

TEST_CASE("a keyring that cannot be read is no missing one") {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "keyring");
    const auto opened = Keyring::open(folder.path(), root());
    REQUIRE_FALSE(opened.ok());
    CHECK(opened.error().code == Code::storage_failed);
    CHECK(opened.error().sys == EISDIR);
}

TEST_CASE("a pipe in the keyring's place is corrupt and does not hold up the caller") {
    const TemporaryFolder folder;
    REQUIRE(::mkfifo((folder / "keyring").c_str(), 0600) == 0);
    CHECK(Keyring::open(folder.path(), root()).error().code == Code::corrupt);
}

TEST_CASE("another root key is wrong_key, not corrupt") {
    const auto file = test::from_hex(known::keyring_file);
    REQUIRE(unwrap_master(file, root()).ok());
    CHECK(test::hex(unwrap_master(file, root())->bytes()) == known::master);
    auto other = root();
    for (std::size_t at = 0; at < Secret::size; ++at) {
        other.writable()[at] ^= 1;
        CHECK(unwrap_master(file, other).error().code == Code::wrong_key);
        other.writable()[at] ^= 1;
    }
    CHECK(unwrap_master(file, Secret{}).error().code == Code::wrong_key);
}

TEST_CASE("every bit of damage in a keyring is corrupt") {
    auto file = test::from_hex(known::keyring_file);
    for (std::size_t bit = 0; bit < file.size() * 8; ++bit) {
        file[bit / 8] ^= static_cast<std::uint8_t>(1 << (bit % 8));
        CAPTURE(bit);
        CHECK(fault_of(file) == Code::corrupt);
        file[bit / 8] ^= static_cast<std::uint8_t>(1 << (bit % 8));
    }
}

TEST_CASE("a keyring that is too short or too long is corrupt") {
    const auto file = test::from_hex(known::keyring_file);
    for (std::size_t size = 0; size < file.size(); ++size) {
        CHECK(fault_of({file.begin(), file.begin() + static_cast<long>(size)}) == Code::corrupt);
    }
    auto longer = file;
    longer.push_back(0);
    CHECK(fault_of(longer) == Code::corrupt);
    longer.resize(keyring_file_bytes_max + 1);
    CHECK(fault_of(with_checksum_made_right(longer)) == Code::corrupt);
}

TEST_CASE("a file far longer than any keyring is corrupt") {
    const TemporaryFolder folder;
    test::write_file(folder / "keyring", std::string(1 << 20, 'H'));
    CHECK(Keyring::open(folder.path(), root()).error().code == Code::corrupt);
}

TEST_CASE("a sound file of a later version is newer_format, a damaged one is corrupt") {
    auto file = test::from_hex(known::newer_keyring_file);
    CHECK(fault_of(file) == Code::newer_format);
    file[100] ^= 1;
    CHECK(fault_of(file) == Code::corrupt);

    Bytes huge = test::from_hex(known::newer_keyring_file);
    for (const std::size_t size : {keyring_file_bytes_max, keyring_file_bytes_max + 1}) {
        huge.resize(size);
        for (int i = 0; i < 4; ++i)
            huge[12 + i] = static_cast<std::uint8_t>(size >> (8 * i));
        CHECK(fault_of(with_checksum_made_right(huge)) ==
              (size > keyring_file_bytes_max ? Code::corrupt : Code::newer_format));
    }
}

TEST_CASE(
    "version 0, and a size that is not the file's, are corrupt in spite of a right checksum") {
    auto file = test::from_hex(known::keyring_file);
    file[8] = 0;
    CHECK(fault_of(with_checksum_made_right(file)) == Code::corrupt);
    file = test::from_hex(known::keyring_file);
    file[12] = 119;
    CHECK(fault_of(with_checksum_made_right(file)) == Code::corrupt);
}

TEST_CASE("the wrapping has a new nonce each time") {
    const auto master = test::secret_from_hex(known::master);
    const auto one = wrap_master(master, root());
    const auto two = wrap_master(master, root());
    CHECK(one != two);
    CHECK(test::hex(unwrap_master(one, root())->bytes()) == known::master);
    CHECK(test::hex(unwrap_master(two, root())->bytes()) == known::master);
}

TEST_CASE("digests differ by tenant, domain, either part and where the parts are cut") {
    const auto keyring = Keyring::ephemeral();
    const TenantId one{1};
    const TenantId two{2};
    const std::vector<Digest> all{
        keyring.digest(one, Domain::number, "ab"),
        keyring.digest(two, Domain::number, "ab"),
        keyring.digest(one, Domain::external_id, "ab"),
        keyring.digest(one, Domain::call, "ab"),
        keyring.digest(one, Domain::body, "ab"),
        keyring.digest(one, Domain::tombstone, "ab"),
        keyring.digest(one, Domain::record, "ab"),
        keyring.digest(one, Domain::number, "ac"),
        keyring.digest(one, Domain::number, "a", "b"),
        keyring.digest(one, Domain::number, "", "ab"),
        keyring.digest(one, Domain::number, "ab", std::string_view{"\0", 1}),
        keyring.digest(one, Domain::number, ""),
    };
    CHECK(std::set<Digest>(all.begin(), all.end()).size() == all.size());
    CHECK(keyring.digest(one, Domain::number, "ab") == all[0]);
}

TEST_CASE("the derived keys all differ") {
    const auto keyring = Keyring::ephemeral();
    const std::set<std::string> all{
        test::hex(keyring.data_database_key().bytes()),
        test::hex(keyring.keys_database_key().bytes()),
        test::hex(keyring.key_hash("x")),
        test::hex(keyring.key_hash("y")),
    };
    CHECK(all.size() == 4);
}

TEST_CASE("many threads read one keyring and get the same keys") {
    const auto keyring = Keyring::ephemeral();
    const auto expected = keyring.digest(TenantId{}, Domain::number, "+12025550100");
    std::atomic<int> wrong{0};
    {
        std::vector<std::jthread> all;
        for (int i = 0; i < 4; ++i) {
            all.emplace_back([&] {
                for (int n = 0; n < 500; ++n) {
                    wrong += keyring.digest(TenantId{}, Domain::number, "+12025550100") != expected;
                }
            });
        }
    }
    CHECK(wrong == 0);
}
