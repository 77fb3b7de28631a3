// Everything that is held about one customer: the access and portability export, and its erasure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "hark/call.hpp"

namespace hark {

/// One identifier linked to a customer, opened for the export.
struct IdentifierView {
    std::string type;  ///< "ani", or the external id's type
    std::string value; ///< E.164 for a number
    double calls{0};   ///< confirmed calls through it; unconfirmed high ones count a fraction
    Time first_seen{};
    Time last_seen{};
};

/// One verification of a customer, never with what was said.
struct VerificationView {
    Time at{};
    CallId call_id;
    std::optional<VerifyMethod> method; ///< none: Hark compared
    VariableName variable;              ///< with what; empty when it compared nothing
    bool verified{false};
};

/// Everything held about a customer and, as if of one, about all who are merged with them.
struct CustomerView {
    CustomerRef customer_ref; ///< by which answers name them: of merged ones the survivor's
    std::vector<CustomerRef> merged_refs; ///< of those who were merged into them
    Time created_at{};
    Time last_contact_at{};
    std::vector<IdentifierView> identifiers;
    std::vector<Intent> intents; ///< open ones first, then by last update
    std::vector<Variable> variables;
    std::vector<PastCall> history;    ///< latest first, at most limits::history_calls_max
    std::vector<CallView> open_calls; ///< started and not yet ended
    std::vector<VerificationView> verifications; ///< latest first, within the retention
};

/// Who stands for whom after merging or un-merging.
struct Merged {
    CustomerRef customer_ref;             ///< the survivor, by whose reference all are told
    std::vector<CustomerRef> merged_refs; ///< of those who were merged into them
};

/// What an erasure did. The reference means nothing to anyone afterwards, nor does that of anyone
/// who was merged with them.
struct Erased {
    CustomerRef customer_ref;
    Time erased_at{};
    std::uint32_t identifiers{0};
    std::uint32_t calls{0};
};

} // namespace hark
