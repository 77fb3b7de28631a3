#include "references.hpp"

#include <hs/hs.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace hark::bench {
namespace {

/// By shape alone: no checksum and no context, which is less than Hark does.
constexpr std::array patterns{
    R"(\b(?:[0-9][ -]?){12,18}[0-9]\b)",
    R"(\b[0-9]{3}-[0-9]{2}-[0-9]{4}\b)",
    R"((?:\+1[ .-]?)?\(?[2-9][0-9]{2}\)?[ .-][2-9][0-9]{2}[ .-][0-9]{4}\b)",
    R"([A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,24})",
    R"(\b[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}\b)",
};

} // namespace

struct Re2Reference::State {
    std::unique_ptr<RE2> expression;
};

Re2Reference::Re2Reference() : state_{std::make_unique<State>()} {
    std::string all;
    for (const char* pattern : patterns)
        all.append(all.empty() ? "(" : "|").append(pattern);
    state_->expression = std::make_unique<RE2>(all + ")", RE2::Quiet);
    if (!state_->expression->ok()) throw std::runtime_error{state_->expression->error()};
}

Re2Reference::~Re2Reference() = default;

std::size_t Re2Reference::spans(std::string_view text) const {
    re2::StringPiece rest{text.data(), text.size()};
    re2::StringPiece found;
    std::size_t count = 0;
    while (RE2::FindAndConsume(&rest, *state_->expression, &found))
        ++count;
    return count;
}

struct VectorscanReference::State {
    hs_database_t* database{nullptr};
    hs_scratch_t* scratch{nullptr};
    ~State() {
        hs_free_scratch(scratch);
        hs_free_database(database);
    }
};

VectorscanReference::VectorscanReference() : state_{std::make_unique<State>()} {
    std::array<unsigned, patterns.size()> flags{};
    flags.fill(HS_FLAG_SOM_LEFTMOST);
    std::array<unsigned, patterns.size()> ids{};
    hs_compile_error_t* error = nullptr;
    if (hs_compile_multi(patterns.data(), flags.data(), ids.data(), patterns.size(), HS_MODE_BLOCK,
                         nullptr, &state_->database, &error) != HS_SUCCESS ||
        hs_alloc_scratch(state_->database, &state_->scratch) != HS_SUCCESS)
        throw std::runtime_error{"Vectorscan does not compile the patterns"};
}

VectorscanReference::~VectorscanReference() = default;

std::size_t VectorscanReference::spans(std::string_view text) const {
    std::size_t count = 0;
    const auto each = [](unsigned, unsigned long long, unsigned long long, unsigned,
                         void* context) {
        ++*static_cast<std::size_t*>(context);
        return 0;
    };
    hs_scan(state_->database, text.data(), static_cast<unsigned>(text.size()), 0, state_->scratch,
            each, &count);
    return count;
}

} // namespace hark::bench
