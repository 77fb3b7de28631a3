// hark replay: plays recorded calls and answers each start before it reads on.
#include <unistd.h>

#include <string>
#include <utility>

#include "hark/json.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/player.hpp"
#include "server/cli/policies.hpp"
#include "server/cli/progress.hpp"
#include "server/cli/recording.hpp"
#include "server/config/output.hpp"

namespace hark::server {

int read_region(const std::string& text, Settings& settings) {
    if (text.empty()) return done;
    const auto region = Region::from(text);
    if (!region) {
        complain("hark", "--region takes two letters of a country with a numbering plan: US, GB");
        return wrong_usage;
    }
    settings.region = *region;
    return done;
}

int replay(const ReplayOptions& options) {
    Terms terms;
    if (const int code = read_region(options.region, terms.settings); code != done) return code;
    Policy policy;
    if (const int code = read_policy_choice(options.policy, policy); code != done) return code;
    terms.settings.policy = &policy;
    auto player = Player::make(std::move(terms));
    if (!player) return fail(player.error());

    Progress progress{options.progress};
    std::string out;
    return for_each_line(progress, [&](const json::ReplayLine& line) -> Status {
        auto played = player->play(line);
        if (!played) return played.error();
        if (!*played) return {};
        out.clear();
        json::encode_replay((*played)->answer, (*played)->resolved, options.explain, out);
        out.push_back('\n');
        if (write_all(STDOUT_FILENO, out)) return {};
        return Error{Code::closed, "standard output cannot be written: check where it leads"};
    });
}

} // namespace hark::server
