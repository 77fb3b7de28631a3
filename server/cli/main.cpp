// hark: the command line. Reads the flags and calls the command.
#include <string>

#include "server/cli/commands.hpp"
#include "server/cli/flags.hpp"
#include "server/cli/policies.hpp"

namespace {

using namespace hark::server; // NOLINT: nothing else is in this file

struct Flags {
    MemoryChoice memory;
    InitOptions init;
    ReplayOptions replay;
    CalibrateOptions calibrate;
    RedactOptions redact;
    std::string ref;
    std::string policy;
};

CLI::App* add_memory_command(CLI::App& app, const char* name, const char* what, Flags& flags) {
    auto* command = app.add_subcommand(name, what);
    add_data_flag(*command, flags.memory.data);
    add_key_flags(*command, flags.memory.key);
    add_test_clock_flag(*command, flags.memory.test_clock);
    return command;
}

void add_ref(CLI::App& command, Flags& flags) {
    command.add_option("ref", flags.ref, "the customer_ref")->required()->type_name("REF");
}

/// What replay and calibrate have in common.
void add_play_flags(CLI::App& command, std::string& policy, std::string& region, bool& progress) {
    command.add_option("--policy", policy, "how identity is decided (hark-1)")
        ->type_name("NAME|FILE");
    command.add_option("--region", region, "for numbers without + (US)")
        ->envname("HARK_REGION")
        ->type_name("XX");
    command.add_flag("--progress", progress,
                     "tell on standard error how far it is, also where that is no terminal");
}

CLI::App* add_replay(CLI::App& app, Flags& flags) {
    auto* command = app.add_subcommand(
        "replay", "play calls from standard input (JSON lines) against an empty memory");
    command->add_flag("--explain", flags.replay.explain, "show the evidence as well");
    add_play_flags(*command, flags.replay.policy, flags.replay.region, flags.replay.progress);
    return command;
}

CLI::App* add_calibrate(CLI::App& app, CalibrateOptions& options) {
    auto* command = app.add_subcommand(
        "calibrate", "play calls with truth as replay does, and tell how good the answers were");
    add_play_flags(*command, options.policy, options.region, options.progress);
    command->add_option("--compare", options.compare, "up to three policies beside it")
        ->delimiter(',')
        ->type_name("NAME|FILE,...");
    command->add_option("--warmup", options.warmup, "the first N starts with truth do not count")
        ->type_name("N");
    command->add_option("--report", options.report, "write a report as one HTML file")
        ->type_name("FILE");
    command->add_option("--fit", options.fit, "fit the policy to the calls, into a new file")
        ->type_name("FILE");
    command->add_option("--name", options.name, "of the fitted policy (its base and the last day)")
        ->type_name("NAME");
    return command;
}

CLI::App* add_redact(CLI::App& app, RedactOptions& options) {
    auto* command = app.add_subcommand(
        "redact", "put placeholders in place of what is personal: standard input to output");
    command->add_flag("--spans", options.spans,
                      "print what was found, one JSON object a line, in place of the text");
    command->add_flag("--jsonl", options.lines,
                      "lines with id and text, or turns of speaker and text; spans come out too");
    command->add_option("--entities", options.entities, "only these, whatever the profile")
        ->type_name("A,B");
    command->add_option("--region", options.region, "whose own numbers are known (US)")
        ->type_name("XX,YY");
    command->add_option("--profile", options.profile, "default, pci, strict or off-for-tests")
        ->type_name("NAME");
    return command;
}

} // namespace

int main(int count, char** arguments) {
    CLI::App app{"Hark: caller memory. One memory is a folder and a root key.", "hark"};
    app.require_subcommand(1);
    app.set_version_flag("--version", "hark " HARK_VERSION);
    Flags flags;

    auto* init_command =
        add_memory_command(app, "init", "make a root key, a memory and the first API key", flags);
    init_command
        ->add_option("--api-key-file", flags.init.api_key_file,
                     "new file for the API key, mode 0600 (otherwise shown on the terminal)")
        ->envname("HARK_API_KEY_FILE")
        ->type_name("FILE");
    auto* export_command =
        add_memory_command(app, "export", "print everything that is held about a customer", flags);
    add_ref(*export_command, flags);
    auto* forget_command = add_memory_command(app, "forget", "erase a customer for good", flags);
    add_ref(*forget_command, flags);
    auto* verify_command =
        add_memory_command(app, "verify", "check that the memory is sound", flags);
    auto* replay_command = add_replay(app, flags);
    auto* calibrate_command = add_calibrate(app, flags.calibrate);
    auto* redact_command = add_redact(app, flags.redact);
    auto* policy_command = app.add_subcommand("policy", "show how identity is decided");
    policy_command->require_subcommand(1);
    auto* policy_list = policy_command->add_subcommand("list", "names of the built-in policies");
    policy_command->add_subcommand("show", "print a policy as a file")
        ->add_option("policy", flags.policy, "a built-in policy or a file")
        ->required()
        ->type_name("NAME|FILE");

    if (const auto code = read_flags(app, "hark", count, arguments)) return *code;
    if (*init_command) {
        flags.init.memory = flags.memory;
        return init(flags.init);
    }
    if (*export_command) return export_customer(flags.memory, flags.ref);
    if (*forget_command) return forget_customer(flags.memory, flags.ref);
    if (*verify_command) return verify(flags.memory);
    if (*replay_command) return replay(flags.replay);
    if (*calibrate_command) return calibrate(flags.calibrate);
    if (*redact_command) return redact(flags.redact);
    return *policy_list ? list_policies() : show_policy(flags.policy);
}
