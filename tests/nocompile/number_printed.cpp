#include <ostream>

#include "hark/number.hpp"

void print(std::ostream& out, const hark::E164& number) {
#ifdef BAD
    out << number;
#else
    out << number.masked();
#endif
}
