// Results in tests: the value, or a failed test that names the error; and the code of a failure.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "hark/result.hpp"

namespace hark::test {

inline std::string words(const Error& error) {
    return std::string{name(error.code)} + ": " + std::string{error.what.view()} + " [" +
           std::string{error.where.view()} + "] " + std::to_string(error.sys);
}

template <typename T>
T must(Result<T> result) {
    if (!result) FAIL(words(result.error()));
    return std::move(result).value();
}

inline void must(const Status& status) {
    if (!status) FAIL(words(status.error()));
}

/// Why it failed; nothing when it did not.
template <typename T>
std::optional<Code> failure(const Result<T>& result) {
    if (result.ok()) return std::nullopt;
    return result.error().code;
}

} // namespace hark::test
