// Numbers of Singapore: all have check letters.
#include "lib/redaction/checks/asia_africa.hpp"

#include "lib/redaction/rules/grouping.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_nric_fin(const Token& token) noexcept {
    return is_written_out(token) && checks::sg_nric_fin(Capitals{token.text}.view());
}

bool is_uen(const Token& token) noexcept {
    return is_written_out(token) && checks::sg_uen(Capitals{token.text}.view());
}

constexpr TokenRule tokens[] = {
    {.base = {.name = "sg_nric_fin",
              .entity = Entity::sg_nric_fin,
              .score = 88,
              .context_score = 99,
              .other_context = Entity::tr_national_id},
     .length_min = 9,
     .length_max = 9,
     .digit_first = false,
     .check = is_nric_fin},
    {.base = {.name = "sg_uen", .entity = Entity::sg_uen, .score = 76, .context_score = 98},
     .length_min = 9,
     .length_max = 10,
     .check = is_uen},
};

constexpr ContextWord words[] = {
    {"nric", Entity::sg_nric_fin},   {"fin number", Entity::sg_nric_fin},
    {"fin no", Entity::sg_nric_fin}, {"singpass", Entity::sg_nric_fin},
    {"uen", Entity::sg_uen},         {"unique entity number", Entity::sg_uen},
    {"acra", Entity::sg_uen},
};

} // namespace

constexpr RulePack singapore_pack{.tokens = tokens, .words = words};

} // namespace hark::redaction
