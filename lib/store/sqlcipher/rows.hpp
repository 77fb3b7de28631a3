// The packed columns: what the tables keep in one blob, and how. Pure; knows nothing of SQL.
// FORMAT.md describes the same in prose.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hark/result.hpp"
#include "lib/store/store.hpp"

namespace hark::store::sqlcipher {

/// The first 63 bits of 16 random bytes: the integer key of a row found by digest or reference.
/// Integer keys keep interior pages dense, and with them the trees shallow. Two digests may share
/// one, so every such row is a bucket.
std::int64_t row_key(const std::array<std::uint8_t, 16>& bytes) noexcept;

/// The digest of one tenant's identifier, with the tenant's number mixed into its last bytes:
/// digests are keyed per tenant already, and should two ever be alike, their rows are still told
/// apart.
Digest scoped(TenantId tenant, Digest identifier) noexcept;

/// Everything of a customer but the sealed parts and the slot.
std::string pack_head(const Customer& customer);
/// Fills in what pack_head() wrote. Error `corrupt`.
Status unpack_head(std::string_view head, Customer& customer);

/// Everything of a call but id and details.
std::string pack_head(const Call& call);
Status unpack_head(std::string_view head, Call& call);

/// What is kept of an erasure until it is finished, to answer whoever asks for it again.
struct ErasureNote {
    Digest tombstone{};
    Time at{};
    std::uint32_t identifiers{0};
};
std::string pack_note(const ErasureNote& note);
/// An empty note, as older versions left it, says nothing of it.
Status unpack_note(std::string_view bytes, ErasureNote& note);

/// The row numbers in a bucket of `refs` or `recent`.
std::string pack_numbers(const std::vector<std::uint64_t>& numbers);
Status unpack_numbers(std::string_view bucket, std::vector<std::uint64_t>& numbers);

/// Whom one identifier, scoped(), points to.
struct Linked {
    Digest identifier{};
    /// Links beyond links_kept_max, counted and no longer told apart.
    std::uint32_t uncounted{0};
    std::vector<Link> links;

    bool generic() const noexcept {
        return links.size() + uncounted > limits::customers_per_identifier_max;
    }
    bool nobody() const noexcept { return links.empty() && uncounted == 0; }
};

/// A switchboard's number may meet any number of customers; its row must not grow with them. Well
/// above customers_per_identifier_max, so that erasing some makes nobody's link disappear.
inline constexpr std::size_t links_kept_max = 64;

/// A bucket of `identifiers`: whoever shares the row key, usually one.
std::string pack_links(const std::vector<Linked>& bucket);
/// The key gives the part of the digests that the bucket leaves out.
Status unpack_links(std::int64_t key, std::string_view bytes, std::vector<Linked>& bucket);
/// The entry of one identifier alone; nobody() when it is not in the bucket.
Result<Linked> find_links(const Digest& identifier, std::string_view bytes);

} // namespace hark::store::sqlcipher
