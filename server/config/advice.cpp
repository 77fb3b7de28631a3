#include "server/config/advice.hpp"

#include <string_view>

namespace hark::server {

namespace {

std::string_view what_to_do(Code code) {
    switch (code) {
        case Code::not_found:
            return "check the reference";
        case Code::wrong_key:
            return "give the key that this memory was made with";
        case Code::key_missing:
            return "give a key of 32 bytes with --key-file, --key-fd or --key-command";
        case Code::key_exposed:
            return "think about who may have read it";
        case Code::corrupt:
            return "restore a backup, or run 'hark verify' to see more";
        case Code::disk_full:
            return "free some space on this disk";
        case Code::newer_format:
            return "use a newer hark";
        case Code::busy:
            return "try again";
        case Code::read_only:
            return "check who owns the files and whether the disk is mounted read-only";
        case Code::no_memory_here:
            return "make one with 'hark init', or check --data";
        case Code::storage_failed:
            return "check the disk and the rights to the folder";
        case Code::unsealable:
            return "run 'hark verify'";
        default:
            return "";
    }
}

} // namespace

std::string advice(const Error& error) {
    std::string text{error.what.view()};
    if (text.empty()) text = name(error.code);
    if (error.sys != 0) text.append(" (").append(std::to_string(error.sys)).append(")");
    if (const auto todo = what_to_do(error.code); !todo.empty()) text.append("; ").append(todo);
    return text;
}

} // namespace hark::server
