#include "hark/text.hpp"

hark::VariableName name(const hark::IdType& type, const hark::VariableName& variable) {
    static_cast<void>(type);
    static_cast<void>(variable);
#ifdef BAD
    return type;
#else
    return variable;
#endif
}
