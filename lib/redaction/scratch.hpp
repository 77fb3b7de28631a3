// The working memory of one thread, and what a stream carries from one segment to the next.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "hark/redaction.hpp"
#include "lib/redaction/context.hpp"
#include "lib/redaction/fields.hpp"
#include "lib/redaction/fold.hpp"
#include "lib/redaction/keys.hpp"
#include "lib/redaction/scan/masks.hpp"
#include "lib/redaction/spoken/decide.hpp"

namespace hark::redaction {

/// Texts are worked through in segments of at most this size (segment.hpp), so that a segment and
/// its masks stay in the first cache levels, and offsets in 32 bits.
inline constexpr std::size_t segment_bytes_max = Stream::hold_back_bytes_max;

/// A span before overlaps are resolved. Offsets into the segment.
struct Found {
    std::uint32_t begin{0}, end{0};
    Entity entity{};
    std::uint8_t score{0};
    RuleId rule{0};
    /// A number of JSON, which becomes a string: one more than the backslashes before its quotes.
    std::uint8_t quotes{0};
    bool silent{false}; ///< goes on from what has the placeholder already
    bool blank{false};  ///< the same outside of quotes, where a mask would be no JSON
};

/// What policy says about one value. Offsets into the segment as written.
struct FieldVerdict {
    std::uint32_t begin{0}, end{0};
    Entity entity{};
    RuleId rule{0};
    std::uint8_t quotes{0};
    bool allow{false};
    bool goes_on{false};
    bool blank{false};
};

/// Where in its line a segment begins: only one of more than 16 KiB goes on in the next.
struct LineCarry {
    bool goes_on{false};
    bool json{false};
    bool inside{false}; ///< a string
};

/// A judged value that goes on in the next segment.
struct ValueCarry {
    bool open{false};
    bool allow{false};
    bool container{false}; ///< its line alone: what is left of it goes
    bool lines{false};     ///< a container that may go on over lines
    OpenContainer open_container{};
    std::uint8_t slashes{0};
    Entity entity{};
    RuleId rule{0};
};

/// All that a segment knows of those before it. Everything else is decided within one line, which
/// is why any split gives the same answer.
struct Carry {
    Context context;
    LineCarry line;
    ValueCarry value;
    RuleId private_key{0}; ///< of the rule whose private key goes on in the next line; 0: none
    bool keys_open{false}; ///< the segment before ended within a number of single keys
};

/// Words of one look, and more than a look can hold of words with a blank between.
inline constexpr std::size_t spoken_units_max = 512;

/// What the spoken finder needs: buffers that keep their capacity, and how far it has read.
struct SpokenScratch {
    std::vector<spoken::Unit> units;
    std::vector<spoken::Run> runs;
    std::vector<spoken::Decision> decisions;
    std::size_t previous_hit{0}; ///< one more than the offset of the last number word
    bool previous_group{false};  ///< that hit was written digits
    std::size_t done{0};         ///< what lies before this was read

    void begin_segment() noexcept { previous_hit = done = 0; }
};

struct Scratch::State {
    static constexpr std::size_t chunk_blocks = 64;

    /// The masks of one chunk between those of the block before and of the block behind it.
    std::array<Masks, chunk_blocks + 2> masks;
    /// The last block of a segment, with zeros behind it.
    std::array<char, block_bytes> tail;
    std::vector<Found> found, fitted;
    std::vector<KeyHit> key_hits;
    std::vector<FieldVerdict> verdicts;
    Folded folded;
    SpokenScratch spoken;
    std::vector<KeyNote> keys;
    const KnownValues* known{nullptr}; ///< of the call that is running
    Carry carry;
    Counters counters;
};

} // namespace hark::redaction
