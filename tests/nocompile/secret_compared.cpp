#include "hark/secret.hpp"

bool same(const hark::Secret& one, const hark::Secret& two) {
#ifdef BAD
    return one == two;
#else
    return one.bytes().size() == two.bytes().size();
#endif
}
