// What every function of the C ABI goes through: nothing that is thrown passes it, and no input is
// read before it was checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>

#include "hark/hark.h"
#include "hark/result.hpp"

struct hark_error {
    std::string message;
};

namespace hark::capi {

/// An error's code; numbers of the ABI are those of the library.
hark_status fail(const Error& error, hark_error** out) noexcept;
hark_status fail(hark_status status, std::string_view message, hark_error** out) noexcept;

/// Runs `body`, which returns a Status.
template <typename Body>
hark_status guard(hark_error** out_error, Body&& body) noexcept {
    if (out_error != nullptr) *out_error = nullptr;
    try {
        const Status status = body();
        return status.ok() ? HARK_OK : fail(status.error(), out_error);
    } catch (const std::bad_alloc&) {
        return HARK_NO_MEMORY;
    } catch (...) {
        return fail(HARK_INTERNAL, "a mistake of ours", out_error);
    }
}

inline Error missing(Literal where) { return {Code::invalid, "must not be NULL", where}; }

/// Error `invalid` for bytes that cannot be: NULL with a size, or more than memory holds.
Result<std::string_view> view_of(hark_str text);

hark_str str_of(std::string_view text) noexcept;

/// Reads an input struct of any version into the one known here. `Struct` begins with struct_size
/// and flags.
template <typename Struct>
Status read(const Struct* from, std::uint32_t known_flags, Struct& to) {
    static_assert(std::has_unique_object_representations_v<Struct>);
    constexpr std::size_t struct_bytes_max = 4096;
    std::uint32_t size = 0;
    std::memcpy(&size, from, sizeof size);
    if (size < 2 * sizeof(std::uint32_t) || size > struct_bytes_max)
        return Error{Code::invalid, "is not the size of this struct", "struct_size"};
    const auto* bytes = reinterpret_cast<const unsigned char*>(from);
    for (std::size_t at = sizeof(Struct); at < size; ++at)
        if (bytes[at] != 0)
            return Error{Code::invalid, "has bytes that this version does not know", "struct_size"};
    to = Struct{};
    std::memcpy(&to, from, size < sizeof(Struct) ? size : sizeof(Struct));
    if ((to.flags & ~known_flags) != 0)
        return Error{Code::invalid, "has bits that this version does not know", "flags"};
    return {};
}

} // namespace hark::capi
