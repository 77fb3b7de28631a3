// libphonenumber's metadata -> the table of lib/phone/table.hpp. Used by the generator, which
// writes the table into the repository, and by tests, which build it in memory from the library
// installed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/phone/table.hpp"

namespace hark::phone::generate {

/// A table and the memory behind it. Neither copied nor moved: the view looks into it.
class BuiltTable {
public:
    /// From the metadata inside the libphonenumber this program is linked with; `source` names its
    /// version. Throws std::runtime_error when the metadata has something never seen before.
    explicit BuiltTable(std::string source);
    BuiltTable(const BuiltTable&) = delete;
    BuiltTable& operator=(const BuiltTable&) = delete;

    const Table& table() const { return table_; }

private:
    std::string source_;
    std::vector<Plan> plans_;
    std::vector<CallingCode> calling_codes_;
    std::vector<std::uint8_t> region_index_;
    std::vector<std::uint8_t> calling_code_index_;
    std::vector<Label> labels_;
    std::vector<std::string> transform_texts_;
    std::vector<std::string_view> transforms_;
    std::vector<std::uint16_t> states_;
    std::vector<std::uint16_t> prefixes_;
    Table table_;
};

/// FNV-1a of the installed library's metadata: Table::fingerprint without building the table.
std::uint64_t installed_fingerprint();

} // namespace hark::phone::generate
