// Prefix patterns (national and international prefixes) as the programs that lib/phone/prefix.cpp
// runs. Equal patterns share one program.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/phone/generate/pattern.hpp"

namespace hark::phone::generate {

class PrefixPrograms {
public:
    PrefixPrograms();

    /// Where the program for `pattern` starts; `group` is the one group whose bounds it records, 0
    /// for none. Program 0 matches nothing at all and stands for "no prefix".
    std::uint16_t add(std::string_view pattern, int group);

    const std::vector<std::uint16_t>& words() const { return words_; }

private:
    void compile(const PatternNode& node, int group);
    void compile_choice(const std::vector<PatternNode>& parts, std::size_t first, int group);
    void compile_repeat(const PatternNode& node, int group);
    void patch(std::size_t word);
    void check_choices(std::size_t start) const;

    std::vector<std::uint16_t> words_;
    std::map<std::pair<std::string, int>, std::uint16_t> known_;
};

} // namespace hark::phone::generate
