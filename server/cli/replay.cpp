// hark replay: plays recorded calls, one JSON line each, against an empty memory on a virtual
// clock, and answers each start before it reads on.
//
// A start may carry its truth: a label for who it really was. It is used only after the answer, and
// at once: the call is ended and confirmed at its own virtual time, so that the answer's line can
// say where the call ended up. An `end` line that comes later for such a call therefore only adds
// what was learned (it is played as an update, and what it says about who it was gives way to the
// truth); for a call without truth it is played as it stands. Time never runs backwards: a line
// that is earlier than the one before it is played at the time of that one.
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>

#include "hark/clock.hpp"
#include "hark/json.hpp"
#include "hark/memory.hpp"
#include "server/cli/commands.hpp"
#include "server/config/advice.hpp"
#include "server/config/output.hpp"

namespace hark::server {

namespace {

// A request of the largest size with its own three fields.
constexpr std::size_t line_bytes_max = limits::body_bytes_max + 4096;

/// Lines of a descriptor. Never waits for more than the line that is asked for.
class LineReader {
public:
    enum class Came { line, end, too_long, error };

    explicit LineReader(int descriptor) : descriptor_{descriptor} {}

    /// `line` is valid until the next call and has no line end.
    Came next(std::string_view& line) {
        buffer_.erase(0, used_);
        used_ = 0;
        for (std::size_t looked = 0;;) {
            const auto end = buffer_.find('\n', looked);
            if (end != std::string::npos) {
                line = std::string_view{buffer_}.substr(0, end);
                used_ = end + 1;
                return Came::line;
            }
            looked = buffer_.size();
            if (looked > line_bytes_max) return Came::too_long;
            if (const auto got = fill(); got < 0) {
                return Came::error;
            } else if (got == 0) {
                if (buffer_.empty()) return Came::end;
                line = buffer_;
                used_ = buffer_.size();
                return Came::line;
            }
        }
    }

private:
    ssize_t fill() {
        const auto before = buffer_.size();
        buffer_.resize(before + 64 * 1024);
        ssize_t got = 0;
        do {
            got = ::read(descriptor_, buffer_.data() + before, buffer_.size() - before);
        } while (got < 0 && errno == EINTR);
        buffer_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        return got;
    }

    int descriptor_;
    std::string buffer_;
    std::size_t used_{0};
};

struct RefHash {
    std::size_t operator()(const CustomerRef& ref) const noexcept {
        std::size_t hash = 0;
        for (std::size_t i = 0; i < sizeof hash; ++i)
            hash = hash << 8 | ref.bytes()[i];
        return hash;
    }
};

class Player {
public:
    Player(Memory& memory, VirtualClock& clock, Terms terms, bool explain)
        : memory_{memory}, clock_{clock}, terms_{std::move(terms)}, explain_{explain} {}

    /// Plays one line; what it answers is appended to `out`.
    Status play(json::ReplayLine& line, std::string& out) {
        clock_.set(std::max(clock_.now(), line.at));
        if (auto* start = std::get_if<CallStart>(&line.request)) {
            return play_start(*start, line.truth, out);
        }
        return play_end(std::get<CallEnd>(line.request));
    }

private:
    Status play_start(CallStart& start, const std::optional<std::string>& truth, std::string& out) {
        start.explain = true;   // the line shows candidates in any case
        start.deadline.reset(); // of the machine's time, which is not the time of the replay
        auto answer = memory_.start(start, terms_);
        if (!answer) return answer.error();
        CustomerRef resolved = answer->customer_ref.value_or(CustomerRef{});
        const std::string call_id{start.call_id.view()};
        if (const auto before = confirmed_.find(call_id);
            answer->replayed && before != confirmed_.end()) {
            resolved = before->second;
        } else if (truth) {
            auto confirmed = confirm(*answer, *truth);
            if (!confirmed) return confirmed.error();
            resolved = *confirmed;
            confirmed_.insert_or_assign(call_id, resolved);
        }
        json::encode_replay(*answer, resolved, explain_, out);
        out.push_back('\n');
        return {};
    }

    /// Ends the call as what it was. Gives the customer that it now belongs to.
    Result<CustomerRef> confirm(const StartAnswer& answer, const std::string& label) {
        CallEnd end;
        end.call_id = answer.call_id;
        const auto known = customers_.find(label);
        if (known != customers_.end()) {
            end.customer_ref = known->second;
            end.confirmed = Confirmed::yes;
            auto ended = memory_.end(end, terms_);
            if (ended) return ended->customer_ref;
            // Everything about a customer may have reached the end of its retention meanwhile.
            if (ended.error().code != Code::not_found) return ended.error();
            owned_.erase(known->second);
            customers_.erase(known);
        }
        if (answer.customer_ref && !owned_.contains(*answer.customer_ref)) {
            end.customer_ref = answer.customer_ref;
            end.confirmed = Confirmed::yes;
        } else {
            end.customer_ref.reset();
            end.confirmed = Confirmed::new_customer;
        }
        auto ended = memory_.end(end, terms_);
        if (!ended) return ended.error();
        customers_.emplace(label, ended->customer_ref);
        owned_.insert(ended->customer_ref);
        return ended->customer_ref;
    }

    Status play_end(const CallEnd& end) {
        if (!confirmed_.contains(std::string{end.call_id.view()})) {
            auto ended = memory_.end(end, terms_);
            return ended ? Status{} : Status{ended.error()};
        }
        auto updated = memory_.update({end.call_id, end.learned}, terms_);
        return updated ? Status{} : Status{updated.error()};
    }

    Memory& memory_;
    VirtualClock& clock_;
    Terms terms_;
    bool explain_;
    std::unordered_map<std::string, CustomerRef> customers_; // by label
    std::unordered_set<CustomerRef, RefHash> owned_;         // by some label
    std::unordered_map<std::string, CustomerRef> confirmed_; // by call_id
};

std::string at_line(std::size_t number, std::string_view text) {
    return "line " + std::to_string(number) + ": " + std::string{text};
}

std::string text_of(const json::Fault& fault) {
    std::string text;
    for (const auto& part : fault.path)
        text.append(text.empty() ? "" : ".").append(part);
    if (!text.empty()) text.append(": ");
    return text.append(fault.message.view());
}

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// Plays all lines; complains about the first that cannot be played.
int play_all(Player& player) {
    LineReader lines{STDIN_FILENO};
    std::string_view text;
    std::string out;
    for (std::size_t number = 1;; ++number) {
        switch (lines.next(text)) {
            case LineReader::Came::line:
                break;
            case LineReader::Came::end:
                return done;
            case LineReader::Came::too_long:
                complain("hark", at_line(number, "is longer than a request may be: shorten it"));
                return failed;
            case LineReader::Came::error:
                complain("hark", "standard input cannot be read: check where it comes from");
                return failed;
        }
        if (is_blank(text)) continue;
        auto decoded = json::decode_replay_line(text);
        if (const auto* fault = std::get_if<json::Fault>(&decoded)) {
            complain("hark", at_line(number, text_of(*fault)));
            return failed;
        }
        out.clear();
        if (auto played = player.play(std::get<json::ReplayLine>(decoded), out); !played.ok()) {
            complain("hark", at_line(number, advice(played.error())));
            return failed;
        }
        if (!write_all(STDOUT_FILENO, out)) {
            complain("hark", "standard output cannot be written: check where it leads");
            return failed;
        }
    }
}

} // namespace

int replay(const ReplayOptions& options) {
    Terms terms;
    if (!options.region.empty()) {
        const auto region = Region::from(options.region);
        if (!region) {
            complain("hark",
                     "--region takes two letters of a country with a numbering plan: US, GB");
            return wrong_usage;
        }
        terms.settings.region = *region;
    }
    VirtualClock clock;
    MemoryOptions opened;
    opened.create = true;
    opened.clock = &clock;
    opened.readers = 1;
    auto memory = Memory::open(std::move(opened));
    if (!memory) return fail(memory.error());
    Player player{*memory, clock, terms, options.explain};
    return play_all(player);
}

} // namespace hark::server
