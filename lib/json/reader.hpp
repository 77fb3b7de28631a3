// One pass over a body: objects are entered, fields come one after another, and the first thing
// that is wrong ends it with its path. Knows JSON, not the fields of the contract.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "hark/json.hpp"

namespace hark::json {

/// Reads one body at a time and keeps its buffers for the next. After a fault every question
/// answers "no" or "nothing" and the first fault stays, so that only loops need to ask. A value may
/// be asked for once. Views that it gives out live until the next open().
class Reader {
public:
    Reader();
    ~Reader();
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;

    /// Begins: the value at hand is then the whole body, which must be an object.
    void open(std::string_view body);

    /// Goes into the value at hand; a fault unless it is an object.
    bool enter();
    /// To the next field of the object entered last. False at its end, which leaves it.
    bool next(std::string_view& name);

    bool null(); ///< true when the value at hand is null
    std::optional<std::string_view> text();
    bool is_text(); ///< true when text() would give it
    /// `expected` says what is allowed, in the fault for anything else.
    std::optional<bool> boolean(Literal expected = "must be true or false");
    std::optional<std::int64_t> integer(std::int64_t min, std::int64_t max, Literal expected);
    /// The text of any value, not checked: malformed JSON may be in it, and space behind it.
    std::string_view raw();

    /// A fault at the field at hand, or at `inside`, a field below it.
    void refuse(Literal message, std::string_view inside = {});
    /// A fault at the object whose fields are being read.
    void refuse_object(Literal message);

    bool failed() const noexcept;
    Fault fault() const; ///< only when failed()

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace hark::json
