// The stable names of the error codes. A name, once published, is never changed or used again.

#include "hark/result.hpp"

namespace hark {

std::string_view name(Code code) noexcept {
    // No default: the compiler then warns when a code has no name.
    switch (code) {
        case Code::invalid:
            return "invalid";
        case Code::not_found:
            return "not_found";
        case Code::conflict:
            return "conflict";
        case Code::answer_gone:
            return "answer_gone";
        case Code::several_match:
            return "several_match";
        case Code::not_allowed:
            return "not_allowed";
        case Code::too_many_attempts:
            return "too_many_attempts";
        case Code::allowance_used:
            return "allowance_used";
        case Code::wrong_key:
            return "wrong_key";
        case Code::key_missing:
            return "key_missing";
        case Code::key_exposed:
            return "key_exposed";
        case Code::storage_failed:
            return "storage_failed";
        case Code::corrupt:
            return "corrupt";
        case Code::disk_full:
            return "disk_full";
        case Code::newer_format:
            return "newer_format";
        case Code::busy:
            return "busy";
        case Code::read_only:
            return "read_only";
        case Code::not_encrypted:
            return "not_encrypted";
        case Code::closed:
            return "closed";
        case Code::no_memory_here:
            return "no_memory_here";
        case Code::unsealable:
            return "unsealable";
        case Code::internal:
            return "internal";
    }
    return "internal"; // a number that is no code can only be a mistake of ours
}

} // namespace hark
