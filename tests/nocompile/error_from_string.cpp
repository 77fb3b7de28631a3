#include <string>

#include "hark/result.hpp"

hark::Error error(const std::string& caller) {
#ifdef BAD
    return {hark::Code::invalid, caller};
#else
    return {hark::Code::invalid, caller.empty() ? hark::Literal{"is empty"} : hark::Literal{}};
#endif
}
