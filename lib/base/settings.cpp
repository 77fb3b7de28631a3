// The ranges of a tenant's settings.

#include "hark/service.hpp"

namespace hark {

// The texts below say these numbers.
static_assert(limits::retention_days_min == 1 && limits::retention_days_max == 90);
static_assert(limits::link_retention_months_min == 1 && limits::link_retention_months_max == 60);

Status check_settings(const Settings& settings) {
    // Asked this way round, a value that is not a number is out of range as well.
    if (!(settings.medium_from > 0 && settings.medium_from <= 1)) {
        return Error{Code::invalid, "must be above 0 and at most 1", "medium_from"};
    }
    if (!(settings.high_from >= settings.medium_from && settings.high_from <= 1)) {
        return Error{Code::invalid, "must be from medium_from to 1", "high_from"};
    }
    if (settings.retention_days < limits::retention_days_min ||
        settings.retention_days > limits::retention_days_max) {
        return Error{Code::invalid, "must be from 1 to 90", "retention_days"};
    }
    if (settings.link_retention_months < limits::link_retention_months_min ||
        settings.link_retention_months > limits::link_retention_months_max) {
        return Error{Code::invalid, "must be from 1 to 60", "link_retention_months"};
    }
    return {};
}

} // namespace hark
