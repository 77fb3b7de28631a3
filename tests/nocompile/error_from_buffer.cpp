#include "hark/result.hpp"

hark::Error error(char first) {
    char buffer[8] = "text";
    buffer[0] = first;
#ifdef BAD
    return {hark::Code::invalid, buffer};
#else
    static_cast<void>(buffer);
    return {hark::Code::invalid, "text"};
#endif
}
