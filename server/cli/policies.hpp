// Policies by name or from files, for the commands that take --policy and for `hark policy`.
#pragma once

#include <string>

#include "hark/policy.hpp"

namespace hark::server {

/// The largest file that is read as a policy.
inline constexpr std::size_t policy_file_bytes_max = 64 * 1024;

/// A built-in policy by its name, otherwise the file of that path. Complains when there is neither
/// or the file holds no policy, naming its line. Gives the exit code.
int read_policy_choice(const std::string& name_or_file, Policy& policy);

int list_policies();
int show_policy(const std::string& name_or_file);

} // namespace hark::server
