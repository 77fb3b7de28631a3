#include "hark/result.hpp"

hark::Status save();

void use() {
#ifdef BAD
    save();
#else
    static_cast<void>(save().ok());
#endif
}
