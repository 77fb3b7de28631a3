#include <ostream>

#include "hark/json_value.hpp"

void print(std::ostream& out, const hark::JsonValue& value) {
#ifdef BAD
    out << value;
#else
    out << value.is_null();
#endif
}
