// hark init: a root key, an empty memory and the operator's API key. Refuses to touch what exists;
// what a first attempt left half done is finished by a second.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include "hark/clock.hpp"
#include "server/auth/api_key.hpp"
#include "server/auth/keys.hpp"
#include "server/cli/commands.hpp"
#include "server/config/output.hpp"

namespace hark::server {

namespace {

constexpr Literal api_key_file_exists =
    "the API key file exists already: move it away, or name another";

/// A new key file, unless the key comes from elsewhere or is there.
Status provide_root_key(const MemoryChoice& choice) {
    const auto file = key_file(choice.key, choice.data);
    std::error_code error;
    if (!file || std::filesystem::exists(*file, error)) return {};
    return create_key_file(*file);
}

/// The key that a first attempt wrote to its file, and did not live to add to the memory.
std::string written_before(const std::filesystem::path& path) {
    std::ifstream file{path};
    std::string line;
    std::getline(file, line);
    return is_api_key(line) ? line : std::string{};
}

/// The key is on disk, or on the terminal, before it is of any use: nobody is left without it.
Status hand_out(const InitOptions& options, bool written, Keys& keys) {
    if (written) {
        const auto api_key = written_before(options.api_key_file);
        if (api_key.empty()) return Error{Code::conflict, api_key_file_exists};
        return keys.add_operator_key(api_key, system_clock().now());
    }
    const std::string api_key = make_api_key();
    const bool to_file = !options.api_key_file.empty();
    if (to_file) {
        auto written = write_secret_file(options.api_key_file, api_key + "\n");
        if (!written.ok()) return written;
    }
    auto added = keys.add_operator_key(api_key, system_clock().now());
    if (!added.ok()) {
        if (to_file) ::unlink(options.api_key_file.c_str());
        return added;
    }
    if (!to_file) {
        write_all(STDOUT_FILENO, "Your API key. It is shown this once, keep it: " + api_key + "\n");
    }
    return {};
}

} // namespace

int init(const InitOptions& options) {
    if (options.api_key_file.empty() && ::isatty(STDOUT_FILENO) == 0) {
        complain("hark",
                 "standard output is no terminal: say with --api-key-file where the API "
                 "key may be written");
        return wrong_usage;
    }
    std::error_code error;
    const bool written =
        !options.api_key_file.empty() && std::filesystem::exists(options.api_key_file, error);
    // Beside a memory it may be what an interrupted attempt left.
    const auto keyring = std::filesystem::path{options.memory.data} / "keyring";
    if (written && !std::filesystem::exists(keyring, error)) {
        complain("hark", api_key_file_exists.view());
        return failed;
    }
    if (auto provided = provide_root_key(options.memory); !provided.ok()) {
        return fail(provided.error());
    }
    auto opened = open_memory(options.memory, true);
    if (!opened.memory) return failed;
    Keys keys{*opened.memory};
    const auto exists = keys.has_operator_key();
    if (!exists) return fail(exists.error());
    if (*exists) {
        complain("hark",
                 "there is a memory with an API key in this folder already: use it, or "
                 "name another folder with --data");
        return failed;
    }
    if (auto handed = hand_out(options, written, keys); !handed.ok()) return fail(handed.error());
    const auto closed = opened.memory->close();
    return closed.ok() ? done : fail(closed.error());
}

} // namespace hark::server
