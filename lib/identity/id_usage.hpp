// What is learned of a type of external id from how its values come in: some never name a person,
// whatever the type is called. Pure.
//
// Two kinds are told apart. Values that many share (a campaign, a line of business): they bring
// customers to a call whose number knows others. Values that never come back (a ticket of the
// call): callers who are known by their number bring another one each time. Both leave the calls
// of an honest customer number far behind: of those, most come from the customer's own number, and
// a known caller gives the same one again.
#pragma once

#include <cstdint>

namespace hark::identity {

enum class IdUse : std::uint8_t {
    names,    ///< as far as one can tell, it names a customer
    shared,   ///< many share a value
    per_call, ///< every call has its own
};

/// What one supplied id of the type showed.
struct IdSighting {
    std::uint32_t customers{0}; ///< linked to the value; more than 25 count as 26
    bool on_number{false};      ///< the call's number is linked to one of them
    bool elsewhere{false};      ///< the number is linked to others only
    bool replaced{false}; ///< the value is new, and the number's only customer has another one
};

/// Counts of one type of one tenant. All are halved when there are many, so that what is learned
/// follows the use; a type that is no longer looked at gets another chance now and then.
class IdUsage {
public:
    void see(const IdSighting& sighting) noexcept;
    /// A supply of a type that is not looked at.
    void pass() noexcept;
    IdUse use() const noexcept;

    // Kept with the memory.
    std::uint32_t supplied{0};
    std::uint32_t repeated{0};  ///< values that were linked to somebody already
    std::uint32_t customers{0}; ///< over all repeated ones
    std::uint32_t crowded{0};   ///< values of three customers and more
    std::uint32_t on_number{0}; ///< values of one customer, who is on the number
    std::uint32_t elsewhere{0};
    std::uint32_t replaced{0};
    std::uint32_t passed{0};
};

} // namespace hark::identity
