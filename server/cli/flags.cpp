#include "server/cli/flags.hpp"

#include <algorithm>

#include "server/cli/commands.hpp"
#include "server/config/output.hpp"

namespace hark::server {

namespace {

/// CLI11 tells its exit code by throwing; its own macro turns that into a return.
int parse(CLI::App& app, int count, char** arguments) {
    CLI11_PARSE(app, count, arguments);
    return -1;
}

} // namespace

void add_data_flag(CLI::App& app, std::string& data) {
    app.add_option("--data", data, "folder of the memory")
        ->envname("HARK_DATA_DIR")
        ->required()
        ->type_name("DIR");
}

void add_key_flags(CLI::App& app, KeyChoice& key) {
    app.add_option("--key-file", key.file, "the root key's file, mode 0600 (DIR.root_key)")
        ->envname("HARK_KEY_FILE")
        ->type_name("FILE");
    auto* descriptor = app.add_option("--key-fd", key.descriptor,
                                      "open descriptor to read the root key from, before a file");
    descriptor->type_name("N");
    app.add_option("--key-command", key.command, "command that prints the root key, before a file")
        ->type_name("COMMAND")
        ->excludes(descriptor);
}

void add_test_clock_flag(CLI::App& app, std::string& file) {
    app.add_option("--test-clock", file,
                   "for tests only: take the time from this file (milliseconds of UTC)")
        ->type_name("FILE");
}

std::optional<int> read_flags(CLI::App& app, std::string_view program, int count,
                              char** arguments) {
    // One line, whatever it was; CLI11 writes it to standard error.
    app.failure_message([program](const CLI::App*, const CLI::Error& error) {
        std::string line{program};
        line.append(": ").append(error.what());
        std::replace(line.begin(), line.end(), '\n', ' ');
        return line.append(" (see ").append(program).append(" --help)\n");
    });
    const int code = parse(app, count, arguments);
    if (code < 0) return std::nullopt;
    return code == 0 ? done : wrong_usage;
}

} // namespace hark::server
