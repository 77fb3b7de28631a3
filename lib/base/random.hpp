// Unpredictable bytes from the kernel, for keys, nonces and references.
#pragma once

#include <cstdint>
#include <span>

namespace hark::base {

/// Readies libsodium, which picks the fastest code for this machine. Any thread, any number of
/// times; 10 ns once it was done. Whoever calls libsodium outside this folder calls this first.
void ready_sodium() noexcept;

/// Fills `out` from the kernel's generator; one system call, some 300 ns. Not batched: a buffer of
/// random bytes kept in user space would be handed out twice after a fork of the host.
void fill_random(std::span<std::uint8_t> out) noexcept;

} // namespace hark::base
