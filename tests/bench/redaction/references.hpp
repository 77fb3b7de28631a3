// What redaction is measured against: copying, and two engines for regular expressions that find
// the same kinds of text by shape alone.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace hark::bench {

/// One alternation over cards, SSNs, phone numbers, mail and IP addresses, all spans.
class Re2Reference {
public:
    Re2Reference();
    ~Re2Reference();
    Re2Reference(const Re2Reference&) = delete;
    Re2Reference& operator=(const Re2Reference&) = delete;
    std::size_t spans(std::string_view text) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The same patterns with the offsets of their beginnings (SOM).
class VectorscanReference {
public:
    VectorscanReference();
    ~VectorscanReference();
    VectorscanReference(const VectorscanReference&) = delete;
    VectorscanReference& operator=(const VectorscanReference&) = delete;
    std::size_t spans(std::string_view text) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace hark::bench
