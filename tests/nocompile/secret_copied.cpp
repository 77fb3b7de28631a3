#include <utility>

#include "hark/secret.hpp"

void use() {
    hark::Secret secret;
#ifdef BAD
    const hark::Secret other = secret;
#else
    const hark::Secret other = std::move(secret);
#endif
    static_cast<void>(other);
}
