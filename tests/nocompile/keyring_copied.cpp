#include <utility>

#include "lib/crypto/keyring.hpp"

void use() {
    auto keyring = hark::crypto::Keyring::ephemeral();
#ifdef BAD
    const auto other = keyring;
#else
    const auto other = std::move(keyring);
#endif
    static_cast<void>(other);
}
