#include <ostream>

#include "hark/text.hpp"

void print(std::ostream& out, const hark::CallId& call_id) {
#ifdef BAD
    out << call_id;
#else
    out << call_id.view().size();
#endif
}
