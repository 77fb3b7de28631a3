#include "hark/result.hpp"

hark::Result<int> number();

void use() {
#ifdef BAD
    number();
#else
    static_cast<void>(number().ok());
#endif
}
