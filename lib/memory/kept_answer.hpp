// The answer of a start as it is kept for replays. Of merged customers it tells what is remembered
// of all, so it is sealed under the key of each: once one of them is erased, or they have parted,
// nobody reads it any more.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "hark/call.hpp"
#include "hark/result.hpp"
#include "lib/memory/engine.hpp"
#include "lib/memory/person.hpp"
#include "lib/store/store.hpp"

namespace hark::memory {

/// `people`: of whom it tells, at least one; the call is the first one's.
store::Sealed keep_answer(const StartAnswer& answer, std::span<const Person> people);

/// The encoded answer of the recall's call, which is `owner`'s. Error `unsealable` when it was kept
/// with the call of somebody else, or tells of somebody who is not one with the owner now.
Result<std::string> kept_answer(const Engine& engine, const store::Recall& recall,
                                const store::Customer& owner);

/// Whether what opened under the key of the call's customer is sealed once more for others.
bool is_of_several(std::string_view opened) noexcept;

} // namespace hark::memory
