// Early return of errors. Private to the library.
#pragma once

#include "hark/result.hpp"

#define HARK_TRY_NAME2(a, b) a##b
#define HARK_TRY_NAME(a, b) HARK_TRY_NAME2(a, b)

/// HARK_TRY(auto row, read()): takes the value, or returns the error from this function.
#define HARK_TRY(declaration, expression)                                                          \
    auto HARK_TRY_NAME(hark_try_, __LINE__) = (expression);                                        \
    if (!HARK_TRY_NAME(hark_try_, __LINE__).ok())                                                  \
        return HARK_TRY_NAME(hark_try_, __LINE__).error();                                         \
    declaration = std::move(HARK_TRY_NAME(hark_try_, __LINE__)).value()

/// HARK_CHECK(write()): returns the error of a Status from this function.
#define HARK_CHECK(expression)                                                                     \
    do {                                                                                           \
        if (auto hark_status = (expression); !hark_status.ok()) return hark_status.error();        \
    } while (false)
