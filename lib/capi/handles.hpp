// What the handles of redaction hold.
#pragma once

#include <string>
#include <vector>

#include "hark/redaction.hpp"

struct hark_redactor {
    hark::redaction::Redactor redactor;
};

struct hark_known {
    hark::redaction::KnownValues values;
};

struct hark_spans {
    std::vector<hark::redaction::TurnSpan> spans;
};

struct hark_redaction_stream {
    hark::redaction::Stream stream;
    std::string out;
};

struct hark_dialogue {
    hark::redaction::Dialogue dialogue;
    std::string out;
};

namespace hark::capi {

inline const redaction::KnownValues* values_of(const hark_known* known) noexcept {
    return known == nullptr ? nullptr : &known->values;
}

/// The working memory of the calling thread.
inline redaction::Scratch& scratch() {
    thread_local redaction::Scratch memory;
    return memory;
}

} // namespace hark::capi
