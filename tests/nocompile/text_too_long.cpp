#include "hark/text.hpp"

hark::Text<struct TestTag, 3> text() {
#ifdef BAD
    return "four";
#else
    return "two";
#endif
}
