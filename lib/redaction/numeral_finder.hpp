// From a run of digits with single joiners to the numerals in it: any of its groups that follow
// each other, as long as nothing alphanumeric touches the ends. "202 555 0100 4111 1111 1111 1111"
// holds a phone number and a card.
//
// Linear: from each group on at most 24 digits are tried, and each length only if an active rule
// has that length and that first digit.
#pragma once

#include <cstddef>

namespace hark::redaction {

class Scan;

/// `start` is the first digit of a run.
void find_numerals(Scan& scan, std::size_t start);

} // namespace hark::redaction
