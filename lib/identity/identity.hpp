// All of lib/identity in one include, for the code that puts situations together.
#pragma once

#include "lib/identity/decision.hpp"
#include "lib/identity/explanation.hpp"
#include "lib/identity/habits.hpp"
#include "lib/identity/id_rules.hpp"
#include "lib/identity/id_usage.hpp"
#include "lib/identity/situation.hpp"
