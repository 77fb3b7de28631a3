// What the simulation tells: calls as the product hears of them, and what only the evaluator knows.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/bench/world/people.hpp"

namespace hark::world {

/// How the supplied id stood to earlier calls, whoever made them.
enum class IdStatus : std::uint8_t {
    none,
    own,      ///< somebody gave it from this number before
    unlinked, ///< given before, and the number is withheld or nobody called from it before
    conflict, ///< given before, but by none of those who called from this number
    unknown,  ///< never given before
};

/// The truth about a start, as of its time.
struct Fact {
    std::uint32_t caller{nobody}; ///< a person; of a spoofed call a number beyond all people
    std::uint32_t number{nobody}; ///< none: withheld
    std::uint32_t holders{0};     ///< how many homes have held that number until now
    std::uint32_t linked{0};      ///< people who had called from it before
    Line line{Line::mobile};
    IdStatus id{IdStatus::none};
    bool spoofed{false};
    bool returning{false}; ///< has called before
    bool counted{false};   ///< after the warm-up
};

struct Start {
    std::int64_t at{0};
    std::uint32_t call{0};
    std::string ani; ///< empty: withheld
    std::uint8_t dnis{0};
    bool written{false};
    std::vector<std::pair<std::string, std::string>> ids; ///< type, value
    const char* line_type{nullptr};                       ///< none: not looked up
    Signed attestation{Signed::none};
    bool tells_truth{false};
    Fact fact;
};

struct End {
    std::int64_t at{0};
    std::uint32_t call{0};
    std::uint8_t intent{0};
    bool open{false};
};

class Sink {
public:
    virtual ~Sink() = default;
    virtual void start(const Start& start) = 0;
    virtual void end(const End& end) = 0;
};

/// The lines of `hark replay`, with their line end.
void write_line(const Start& start, std::string& out);
void write_line(const End& end, std::string& out);

} // namespace hark::world
