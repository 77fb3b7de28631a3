#include "lib/capi/guard.hpp"

#include <limits>
#include <memory>

namespace hark::capi {

hark_status fail(hark_status status, std::string_view message, hark_error** out) noexcept {
    if (out == nullptr) return status;
    try {
        *out = std::make_unique<hark_error>(hark_error{std::string{message}}).release();
    } catch (...) {
        *out = nullptr; // the status says enough
    }
    return status;
}

hark_status fail(const Error& error, hark_error** out) noexcept {
    const auto status = static_cast<hark_status>(error.code);
    if (out == nullptr) return status;
    try {
        std::string message{error.where.view()};
        if (!message.empty()) message += ": ";
        return fail(status, message.append(error.what.view()), out);
    } catch (...) {
        return status;
    }
}

Result<std::string_view> view_of(hark_str text) {
    if (text.data == nullptr && text.size != 0)
        return Error{Code::invalid, "is NULL but has a size", "text"};
    if (text.size > static_cast<std::size_t>(std::numeric_limits<std::ptrdiff_t>::max()))
        return Error{Code::invalid, "is larger than memory can be", "text"};
    return text.size == 0 ? std::string_view{} : std::string_view{text.data, text.size};
}

hark_str str_of(std::string_view text) noexcept { return {text.data(), text.size()}; }

} // namespace hark::capi

extern "C" {

uint32_t hark_abi_version(void) { return HARK_ABI_VERSION; }

size_t hark_sizeof(uint32_t id) {
    switch (id) {
        case HARK_SIZEOF_STR:
            return sizeof(hark_str);
        case HARK_SIZEOF_REDACTOR_OPTIONS:
            return sizeof(hark_redactor_options);
        case HARK_SIZEOF_SPAN:
            return sizeof(hark_span);
        default:
            return 0;
    }
}

hark_str hark_error_message(const hark_error* error) {
    return error == nullptr ? hark_str{} : hark::capi::str_of(error->message);
}

void hark_error_free(hark_error* error) { std::unique_ptr<hark_error>{error}.reset(); }

} // extern "C"
