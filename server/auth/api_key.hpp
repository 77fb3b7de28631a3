// The form of an API key: hk_live_ or hk_test_, 30 random base62 characters, and their CRC32 as
// six. A secret scanner finds it, and a typo is refused without a look into storage. Pure text.
#pragma once

#include <string>
#include <string_view>

#include "hark/limits.hpp"

namespace hark::server {

inline constexpr std::size_t api_key_bytes = 8 + 30 + 6;

/// A new live key, with 178 random bits.
std::string make_api_key();

/// True when prefix, length, alphabet and checksum are right. Says nothing about whether the key
/// was ever given out.
bool is_api_key(std::string_view text) noexcept;

/// Takes as long for equal as for unequal texts of the same size.
bool equal_in_constant_time(std::string_view one, std::string_view other) noexcept;

} // namespace hark::server
