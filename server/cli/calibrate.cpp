// hark calibrate: plays recorded calls under several policies side by side, each against a memory
// of its own, and tells how good their answers were. On request it fits a policy to them.
//
// All policies play a line before the next is read, so that the input, which is full of numbers,
// need not be kept anywhere in between.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "hark/calibration.hpp"
#include "hark/json.hpp"
#include "server/cli/commands.hpp"
#include "server/cli/player.hpp"
#include "server/cli/policies.hpp"
#include "server/cli/progress.hpp"
#include "server/cli/recording.hpp"
#include "server/cli/report.hpp"
#include "server/cli/tables.hpp"
#include "server/config/advice.hpp"
#include "server/config/output.hpp"

namespace hark::server {

namespace {

constexpr const char* no_report = ": the report cannot be written: check the folder";

/// One policy in the comparison. Stays where it is: the memory looks at the policy.
struct Contender {
    Policy policy;
    std::optional<Player> player;
    Metrics metrics{};
};
using Contenders = std::vector<std::unique_ptr<Contender>>;

int misused(std::string_view text) {
    complain("hark", text);
    return wrong_usage;
}

/// The policies, each with a memory of its own. Gives the exit code.
int enter(const CalibrateOptions& options, Contenders& contenders) {
    Terms terms;
    if (const int code = read_region(options.region, terms.settings); code != done) return code;
    std::vector<std::string> choices{options.policy};
    choices.insert(choices.end(), options.compare.begin(), options.compare.end());
    if (choices.size() > compared_max + 1) return misused("--compare takes three policies at most");
    for (const auto& choice : choices) {
        auto contender = std::make_unique<Contender>();
        if (const int code = read_policy_choice(choice, contender->policy); code != done) {
            return code;
        }
        const auto same = [&](const auto& other) {
            return other->policy.name == contender->policy.name;
        };
        if (std::any_of(contenders.begin(), contenders.end(), same)) {
            return misused("two policies have the same name: compare different ones");
        }
        terms.settings.policy = &contender->policy;
        auto player = Player::make(terms);
        if (!player) return fail(player.error());
        contender->player.emplace(std::move(*player));
        contenders.push_back(std::move(contender));
    }
    return done;
}

/// What is wrong with --fit, --name and --report can be said before hours of calls are played.
int check_outputs(const CalibrateOptions& options, const Policy& base) {
    std::error_code error;
    const auto folder = std::filesystem::absolute(options.report, error).parent_path();
    if (!options.report.empty() && ::access(folder.c_str(), W_OK) != 0) {
        complain("hark", options.report + no_report);
        return failed;
    }
    if (options.fit.empty()) {
        return options.name.empty() ? done : misused("--name is the name of a policy from --fit");
    }
    if (base.kind != Policy::Kind::hypotheses) {
        return misused("--fit takes a policy of the kind hypotheses: hark-1 or one like it");
    }
    if (builtin_policy(options.name) != nullptr) {
        return misused("--name is that of a built-in policy: choose another");
    }
    Policy named = base;
    named.name = options.name.empty() ? "any" : options.name;
    if (!read_policy(write_policy(named))) {
        return misused("--name takes 1 to 64 letters, digits, . - _ +");
    }
    if (std::filesystem::exists(options.fit, error)) {
        complain("hark", options.fit + ": the file exists already; choose another for --fit");
        return failed;
    }
    return done;
}

/// Base and day: the fit of another day replaces the day in the name.
std::string default_name(std::string base, Time last) {
    const auto day = json::time_text(last);
    const auto plus = base.rfind('+');
    const bool dated = plus != std::string::npos && base.size() - plus == 9 &&
                       base.find_first_not_of("0123456789", plus + 1) == std::string::npos;
    base.resize(std::min<std::size_t>(dated ? plus : base.size(), 64 - 9));
    return base + "+" + day.substr(0, 4) + day.substr(5, 2) + day.substr(8, 2);
}

std::string policy_file(const Fit& fitted, const std::string& base) {
    return "# Fitted by hark calibrate to " + std::to_string(fitted.fitted_to) + " calls, from " +
           base + ".\n# Log loss of the " + std::to_string(fitted.held_out) +
           " calls after them: " + decimal(fitted.before, 4) + " before, " +
           decimal(fitted.after, 4) + " after.\n" + write_policy(fitted.policy);
}

bool replace_file(const std::string& path, std::string_view text) {
    const std::string part = path + ".part";
    {
        std::ofstream file{part, std::ios::binary | std::ios::trunc};
        file.write(text.data(), static_cast<std::streamsize>(text.size()));
        file.close();
        if (!file) return false;
    }
    std::error_code error;
    std::filesystem::rename(part, path, error);
    if (!error) return true;
    ::unlink(part.c_str());
    return false;
}

class Calibrating {
public:
    Calibrating(const CalibrateOptions& options, Contenders contenders)
        : options_{options}, contenders_{std::move(contenders)} {}

    int run() {
        Progress progress{options_.progress};
        const int played =
            for_each_line(progress, [this](const json::ReplayLine& line) { return play(line); });
        if (played != done) return played;
        if (contenders_.front()->metrics.all.count == 0) {
            complain("hark", "no start after the warm-up had a truth: nothing can be judged");
            return failed;
        }
        const int fitted = options_.fit.empty() ? done : fit_policy();
        const int told = tell();
        return fitted != done ? fitted : told;
    }

private:
    Status play(const json::ReplayLine& line) {
        const bool counts = told_ >= options_.warmup;
        bool told = false;
        if (counts && !options_.fit.empty()) contenders_.front()->player->record(&calls_);
        for (auto& contender : contenders_) {
            auto played = contender->player->play(line);
            if (!played) return played.error();
            if (!*played || !(*played)->told) continue;
            told = true;
            if (!counts) continue;
            contender->metrics.add(outcome_of(std::get<CallStart>(line.request), **played));
        }
        told_ += told ? 1 : 0;
        last_ = std::max(last_, line.at);
        return {};
    }

    /// Writes the policy, if it is worth it.
    int fit_policy() {
        const Policy& base = contenders_.front()->policy;
        auto fitted = fit(calls_, base);
        if (!fitted) return fail(fitted.error());
        fitted->policy.name =
            options_.name.empty() ? default_name(base.name, last_) : options_.name;
        fit_ = table_of(*fitted, base);
        if (!(fitted->after < fitted->before)) {
            complain("hark",
                     "the fit is no better on the last fifth of the calls: nothing was "
                     "written, keep " +
                         base.name);
            return failed;
        }
        const auto written = write_secret_file(options_.fit, policy_file(*fitted, base.name));
        if (written.ok()) {
            fit_name_ = fitted->policy.name;
            return done;
        }
        complain("hark", options_.fit + ": " + advice(written.error()));
        return failed;
    }

    int tell() const {
        std::vector<Judged> judged;
        for (const auto& contender : contenders_)
            judged.push_back({contender->policy.name, contender->metrics});
        std::string text;
        for (const auto& table : tables_of(judged))
            text.append(text_of(table)).append("\n");
        if (fit_) text.append(text_of(*fit_)).append("\n");
        if (!fit_name_.empty()) {
            text.append(fit_name_).append(" is in ").append(options_.fit).append("\n");
        }
        if (const int said = print_text(text); said != done) return said;
        if (options_.report.empty()) return done;
        if (replace_file(options_.report, html_report(judged, fit_ ? &*fit_ : nullptr))) {
            return done;
        }
        complain("hark", options_.report + no_report);
        return failed;
    }

    const CalibrateOptions& options_;
    Contenders contenders_;
    Calibration calls_;
    std::uint64_t told_{0};
    Time last_{};
    std::optional<Table> fit_;
    std::string fit_name_; // empty: nothing was written
};

} // namespace

int calibrate(const CalibrateOptions& options) {
    Contenders contenders;
    if (const int code = enter(options, contenders); code != done) return code;
    if (const int code = check_outputs(options, contenders.front()->policy); code != done) {
        return code;
    }
    return Calibrating{options, std::move(contenders)}.run();
}

} // namespace hark::server
