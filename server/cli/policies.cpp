#include "server/cli/policies.hpp"

#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "server/cli/commands.hpp"
#include "server/config/advice.hpp"
#include "server/config/output.hpp"

namespace hark::server {

namespace {

/// The file as text, one byte more than allowed where it is too long. Nothing when it cannot be
/// read: a folder opens, too.
std::optional<std::string> text_of_file(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) return std::nullopt;
    std::string text(policy_file_bytes_max + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (file.bad()) return std::nullopt;
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text;
}

} // namespace

int read_policy_choice(const std::string& name_or_file, Policy& policy) {
    if (const auto* builtin = builtin_policy(name_or_file)) {
        policy = *builtin;
        return done;
    }
    const auto text = text_of_file(name_or_file);
    if (!text) {
        complain("hark", "no built-in policy and no file that can be read: " + name_or_file +
                             " (see hark policy list)");
        return wrong_usage;
    }
    if (text->size() > policy_file_bytes_max) {
        complain("hark", name_or_file + ": is too long for a policy");
        return failed;
    }
    std::uint32_t line = 0;
    auto read = read_policy(*text, &line);
    if (!read) {
        complain("hark", name_or_file + ":" + std::to_string(line) + ": " + advice(read.error()));
        return failed;
    }
    policy = std::move(*read);
    return done;
}

int list_policies() {
    std::string text;
    for (const auto name : builtin_policies())
        text.append(name).push_back('\n');
    return print_text(text);
}

int show_policy(const std::string& name_or_file) {
    Policy policy;
    if (const int code = read_policy_choice(name_or_file, policy); code != done) return code;
    return print_text(write_policy(policy));
}

} // namespace hark::server
