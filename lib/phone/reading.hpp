// read_number against any table: the seam through which tests read by the plans of whatever
// libphonenumber is installed.
#pragma once

#include <string_view>

#include "hark/number.hpp"
#include "lib/phone/table.hpp"

namespace hark::phone {

/// hark::read_number with `table` instead of the committed one. The table must have the region.
NumberReading read_number(const Table& table, std::string_view raw, Region region,
                          std::string_view dialled) noexcept;

} // namespace hark::phone
