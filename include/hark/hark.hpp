// Hark: caller memory that you can link. This header gathers the whole C++ interface.
#pragma once

#include "hark/calibration.hpp"
#include "hark/call.hpp"
#include "hark/clock.hpp"
#include "hark/customer.hpp"
#include "hark/customer_ref.hpp"
#include "hark/json.hpp"
#include "hark/json_value.hpp"
#include "hark/limits.hpp"
#include "hark/memory.hpp"
#include "hark/number.hpp"
#include "hark/policy.hpp"
#include "hark/result.hpp"
#include "hark/secret.hpp"
#include "hark/service.hpp"
#include "hark/text.hpp"
