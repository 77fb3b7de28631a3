// A store that lives in memory and nowhere else: for replay, for tests, and for hosts that want
// nothing written. Keeps every promise of the Store port but outliving the process.
#pragma once

#include <memory>

#include "lib/store/store.hpp"

namespace hark::store {

/// An empty store. Nothing of it touches a file; destroying it ends all it held. A change whose
/// deadline has passed when it comes in is `late`.
std::unique_ptr<Store> make_memory_store();

} // namespace hark::store
