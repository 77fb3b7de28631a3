// A number that is joined to something else by a hyphen is, in a text, no number. Here it may well
// be one: so what joins the parts is taken for a blank. Offsets stay.
#include "server/log/call_name.hpp"

#include <algorithm>
#include <vector>

#include "hark/limits.hpp"

namespace hark::server {

namespace {

using redaction::Span;

/// A part of so many digits may be a telephone number without its "+". Fewer are times and
/// counters.
constexpr std::size_t bare_number_digits_min = 10;

/// With a blank for "-", "_", "." and whatever else joins parts.
std::string parted(std::string_view call_id) {
    std::string text{call_id};
    std::ranges::replace_if(
        text,
        [](char c) { return std::string_view{"-_.:;/#|,=~"}.find(c) != std::string_view::npos; },
        ' ');
    return text;
}

/// Adds the parts that are telephone numbers when something says that they may be.
void add_bare_numbers(const redaction::Redactor& redactor, std::string_view text,
                      redaction::Scratch& scratch, std::vector<Span>& spans) {
    std::vector<Span> found;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" @+", at), text.size());
        const std::string_view part = text.substr(at, end - at);
        const bool digits = part.find_first_not_of("0123456789") == std::string_view::npos;
        if (digits && part.size() >= bare_number_digits_min) {
            redactor.find("phone " + std::string{part}, scratch, found);
            if (!found.empty()) {
                found.front().begin = at;
                found.front().end = end;
                spans.push_back(found.front());
            }
        }
        at = end + 1;
    }
}

} // namespace

std::string CallNames::of(std::string_view call_id) const {
    if (!redactor_ || call_id.size() > limits::call_id_bytes_max) return {};
    static thread_local redaction::Scratch scratch;
    std::vector<Span> spans, more;
    const std::string parts = parted(call_id);
    redactor_->find(call_id, scratch, spans);
    redactor_->find(parts, scratch, more);
    spans.insert(spans.end(), more.begin(), more.end());
    add_bare_numbers(*redactor_, parts, scratch, spans);
    std::ranges::sort(spans, {}, &Span::begin);
    std::string name;
    std::size_t from = 0;
    for (const Span& span : spans) {
        if (span.begin >= from) {
            name.append(call_id.substr(from, span.begin - from));
            name.append("[").append(redaction::label(span.entity)).append("]");
            counters_.add(span);
        }
        from = std::max(from, span.end);
    }
    return name.append(call_id.substr(from));
}

} // namespace hark::server
