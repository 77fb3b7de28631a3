// A line is either emitted redacted or, by the destructor of Line, as a marker: there is no way out
// of write() that emits anything else.
#include "hark/log_sink.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace hark::redaction {
namespace {

struct ThreadMemory {
    Scratch scratch;
    std::array<char, LogSink::line_bytes_max + 1> line{};
};

ThreadMemory& thread_memory() {
    thread_local ThreadMemory memory;
    return memory;
}

} // namespace

class LogSink::Line {
public:
    Line(const LogSink& sink, std::size_t size) noexcept : sink_{sink}, size_{size} {}
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    ~Line() {
        if (emitted_) return;
        sink_.failures_.fetch_add(1, std::memory_order_relaxed);
        constexpr std::string_view begin = "[REDACTION_ERROR len=";
        std::array<char, 64> marker{};
        char* at = std::copy(begin.begin(), begin.end(), marker.data());
        at = std::to_chars(at, marker.data() + marker.size(), size_).ptr;
        *at++ = ']';
        *at++ = '\n';
        sink_.emit_({marker.data(), static_cast<std::size_t>(at - marker.data())});
    }

    void emit(std::string_view redacted) {
        emitted_ = true;
        sink_.emit_(redacted);
    }

private:
    const LogSink& sink_;
    std::size_t size_;
    bool emitted_{false};
};

LogSink::LogSink(const Redactor& redactor, Emit emit)
    : redactor_{redactor}, emit_{std::move(emit)} {}

void LogSink::write(std::string_view line) const {
    Line out{*this, line.size()};
    ThreadMemory& memory = thread_memory();
    memory.scratch.reset_counters();
    const std::span<char> room{memory.line.data(), line_bytes_max};
    const std::size_t size = redactor_.redact_into(line, memory.scratch, room);
    if (size > room.size()) return;
    memory.line[size] = '\n';
    counters_.add(memory.scratch.counters());
    out.emit({memory.line.data(), size + 1});
}

} // namespace hark::redaction
