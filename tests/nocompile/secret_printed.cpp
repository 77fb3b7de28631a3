#include <ostream>

#include "hark/secret.hpp"

void print(std::ostream& out, const hark::Secret& secret) {
#ifdef BAD
    out << secret;
#else
    out << secret.bytes().size();
#endif
}
