#include "server/cli/recording.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>
#include <string_view>
#include <variant>

#include "hark/limits.hpp"
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

int refuse(Progress& progress, std::string_view text) {
    progress.end();
    complain("hark", text);
    return failed;
}

} // namespace

int for_each_line(Progress& progress, const std::function<Status(json::ReplayLine&)>& play) {
    LineReader lines{STDIN_FILENO};
    std::string_view text;
    json::Decoder decoder;
    for (std::size_t number = 1;; ++number) {
        switch (lines.next(text)) {
            case LineReader::Came::line:
                break;
            case LineReader::Came::end:
                progress.end();
                return done;
            case LineReader::Came::too_long:
                return refuse(progress,
                              at_line(number, "is longer than a request may be: shorten it"));
            case LineReader::Came::error:
                return refuse(progress, "standard input cannot be read: check where it comes from");
        }
        if (is_blank(text)) continue;
        auto decoded = decoder.replay_line(text);
        if (const auto* fault = std::get_if<json::Fault>(&decoded)) {
            return refuse(progress, at_line(number, text_of(*fault)));
        }
        if (auto played = play(std::get<json::ReplayLine>(decoded)); !played.ok()) {
            return refuse(progress, at_line(number, advice(played.error())));
        }
        progress.step();
    }
}

} // namespace hark::server
