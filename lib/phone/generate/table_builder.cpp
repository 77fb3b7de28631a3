// Reads the metadata that libphonenumber carries inside (a protobuf) and compiles it. The order of
// regions within a calling code and of types within a region is libphonenumber's, since the first
// that fits is the answer.
#include "lib/phone/generate/table_builder.hpp"

#include <phonenumbers/phonemetadata.pb.h>

#include <algorithm>
#include <deque>
#include <map>
#include <stdexcept>

#include "lib/phone/generate/automaton.hpp"
#include "lib/phone/generate/pattern.hpp"
#include "lib/phone/generate/prefix_program.hpp"

namespace i18n::phonenumbers {
// Exported by the library, declared in none of its installed headers.
int metadata_size();
const void* metadata_get();
} // namespace i18n::phonenumbers

namespace hark::phone::generate {
namespace {

using i18n::phonenumbers::PhoneMetadata;
using i18n::phonenumbers::PhoneMetadataCollection;
using i18n::phonenumbers::PhoneNumberDesc;

constexpr std::string_view no_country = "001";
constexpr std::size_t marks_per_region = 16;
constexpr int mark_general = 0;
constexpr int mark_leading_digits = 1;
constexpr int mark_first_type = 2;

struct TypedPattern {
    PlanType type;
    const PhoneNumberDesc& (PhoneMetadata::*pattern)() const;
};

// Fixed and mobile come last: both may match.
constexpr TypedPattern typed_patterns[] = {
    {PlanType::premium_rate, &PhoneMetadata::premium_rate},
    {PlanType::toll_free, &PhoneMetadata::toll_free},
    {PlanType::shared_cost, &PhoneMetadata::shared_cost},
    {PlanType::voip, &PhoneMetadata::voip},
    {PlanType::personal, &PhoneMetadata::personal_number},
    {PlanType::pager, &PhoneMetadata::pager},
    {PlanType::universal_access, &PhoneMetadata::uan},
    {PlanType::voicemail, &PhoneMetadata::voicemail},
    {PlanType::fixed_line, &PhoneMetadata::fixed_line},
    {PlanType::mobile, &PhoneMetadata::mobile},
};

[[noreturn]] void refuse(const PhoneMetadata& region, const std::string& why) {
    throw std::runtime_error(region.id() + " +" + std::to_string(region.country_code()) + ": " +
                             why);
}

template <typename Lengths>
std::uint32_t as_bits(const Lengths& lengths) {
    std::uint32_t bits = 0;
    for (const int length : lengths) {
        if (length >= 32) throw std::runtime_error("a number of 32 digits");
        if (length > 0) bits |= std::uint32_t{1} << length;
    }
    return bits;
}

/// Lengths that a description does not state are those of the region.
bool has_length(const PhoneNumberDesc& description, int size) {
    return description.possible_length().empty() ||
           std::find(description.possible_length().begin(), description.possible_length().end(),
                     size) != description.possible_length().end();
}

/// GetNumberTypeHelper for one region of several, on the marks its patterns have left.
PlanType type_of(const PhoneMetadata& region, int first_mark, int size,
                 const std::set<int>& marks) {
    const auto matches = [&](int mark, const PhoneNumberDesc& description) {
        return marks.contains(first_mark + mark) && has_length(description, size);
    };
    if (!matches(mark_general, region.general_desc())) return PlanType::none;
    bool fixed = false;
    bool mobile = false;
    int mark = mark_first_type;
    for (const TypedPattern& each : typed_patterns) {
        if (matches(mark++, (region.*each.pattern)())) {
            fixed = fixed || each.type == PlanType::fixed_line;
            mobile = mobile || each.type == PlanType::mobile;
            if (!fixed && !mobile) return each.type;
        }
    }
    if (fixed)
        return mobile || region.same_mobile_and_fixed_line_pattern() ? PlanType::fixed_or_mobile
                                                                     : PlanType::fixed_line;
    return mobile && !region.same_mobile_and_fixed_line_pattern() ? PlanType::mobile
                                                                  : PlanType::none;
}

void add_pattern(Union& patterns, int mark, const std::string& text, bool sticky = false) {
    if (!text.empty()) patterns.add(mark, parse_pattern(text), sticky);
}

/// "9$1" -> "9". The digits stand before the group, and the group is the one the pattern records.
std::string transform_digits(const PhoneMetadata& region, int group) {
    const std::string& rule = region.national_prefix_transform_rule();
    const std::string reference = "$" + std::to_string(group);
    if (rule.size() < 2 || !rule.ends_with(reference)) refuse(region, "transform rule " + rule);
    const std::string digits = rule.substr(0, rule.size() - 2);
    if (digits.find_first_not_of("0123456789") != std::string::npos)
        refuse(region, "transform rule " + rule);
    return digits;
}

std::string_view metadata_bytes() {
    return {static_cast<const char*>(i18n::phonenumbers::metadata_get()),
            static_cast<std::size_t>(i18n::phonenumbers::metadata_size())};
}

PhoneMetadataCollection read_metadata() {
    PhoneMetadataCollection collection;
    if (!collection.ParseFromArray(metadata_bytes().data(),
                                   static_cast<int>(metadata_bytes().size())))
        throw std::runtime_error("libphonenumber's metadata cannot be read");
    return collection;
}

/// Everything that goes into the table but the memory it ends up in.
struct Builder {
    AutomatonBuilder automata;
    PrefixPrograms prefixes;
    std::vector<Label> labels;
    std::map<std::pair<std::uint16_t, PlanType>, int> known_labels;
    std::vector<std::string> transforms;
    std::map<std::string, std::uint16_t> known_transforms;

    int label(std::uint16_t plan, PlanType type) {
        const auto [found, is_new] =
            known_labels.try_emplace({plan, type}, static_cast<int>(labels.size()));
        if (is_new) labels.push_back({plan, type});
        return found->second;
    }

    std::uint16_t transform(const std::string& digits) {
        const auto [found, is_new] =
            known_transforms.try_emplace(digits, static_cast<std::uint16_t>(transforms.size()));
        if (is_new) transforms.push_back(digits);
        return found->second;
    }

    Plan plan(const PhoneMetadata& region);
    int types(const std::vector<const PhoneMetadata*>& regions,
              const std::vector<std::uint16_t>& plans);
};

/// The state indexes are still those of the builder; they are translated at the end.
Plan Builder::plan(const PhoneMetadata& region) {
    if (region.id() != no_country && region.id().size() != 2) refuse(region, "region code");
    Union general;
    add_pattern(general, mark_general, region.general_desc().national_number_pattern());
    const std::string& national_prefix = region.national_prefix_for_parsing();
    const bool transforms_number = !region.national_prefix_transform_rule().empty();
    const int group = transforms_number ? std::min(2, parse_pattern(national_prefix).groups) : 0;

    Plan plan{};
    if (region.id() != no_country) plan.region = {region.id()[0], region.id()[1]};
    plan.calling_code = static_cast<std::uint16_t>(region.country_code());
    plan.general =
        static_cast<std::uint16_t>(automata.add(general, [](int, const std::set<int>& marks) {
            return marks.empty() ? AutomatonBuilder::no_label : 0;
        }));
    plan.lengths = as_bits(region.general_desc().possible_length());
    plan.local_lengths = as_bits(region.general_desc().possible_length_local_only());
    if (plan.lengths == 0) refuse(region, "no possible length");
    plan.international_prefix = prefixes.add(region.international_prefix(), 0);
    plan.national_prefix = prefixes.add(national_prefix, group);
    plan.transform = transforms_number ? transform(transform_digits(region, group)) : no_transform;
    return plan;
}

/// The automaton of a calling code: GetRegionCodeForNumber and GetNumberType in one.
int Builder::types(const std::vector<const PhoneMetadata*>& regions,
                   const std::vector<std::uint16_t>& plans) {
    Union patterns;
    const auto first_mark = [](std::size_t index) {
        return static_cast<int>(index * marks_per_region);
    };
    // With one region only, libphonenumber does not look at leading digits.
    const auto has_leading_digits = [&](const PhoneMetadata& region) {
        return regions.size() > 1 && region.has_leading_digits();
    };
    for (std::size_t index = 0; index < regions.size(); ++index) {
        const PhoneMetadata& region = *regions[index];
        int mark = first_mark(index);
        add_pattern(patterns, mark, region.general_desc().national_number_pattern());
        if (has_leading_digits(region))
            add_pattern(patterns, mark + mark_leading_digits, region.leading_digits(), true);
        mark += mark_first_type;
        for (const TypedPattern& each : typed_patterns)
            add_pattern(patterns, mark++, (region.*each.pattern)().national_number_pattern());
    }
    return automata.add(patterns, [&](int size, const std::set<int>& marks) {
        for (std::size_t index = 0; index < regions.size(); ++index) {
            const PhoneMetadata& region = *regions[index];
            const bool leads = has_leading_digits(region);
            if (leads && !marks.contains(first_mark(index) + mark_leading_digits)) continue;
            const PlanType type = type_of(region, first_mark(index), size, marks);
            if (type != PlanType::none) return label(index == 0 ? main_plan : plans[index], type);
            if (leads) break; // it is this region's number, and not a valid one
        }
        return AutomatonBuilder::no_label;
    });
}

/// Countries by region, then the calling codes of no country, by code.
std::vector<const PhoneMetadata*> in_plan_order(const PhoneMetadataCollection& collection) {
    std::vector<const PhoneMetadata*> regions;
    for (const PhoneMetadata& region : collection.metadata())
        regions.push_back(&region);
    std::sort(regions.begin(), regions.end(), [](const auto* one, const auto* other) {
        const bool one_last = one->id() == no_country;
        const bool other_last = other->id() == no_country;
        if (one_last != other_last) return other_last;
        return one_last ? one->country_code() < other->country_code() : one->id() < other->id();
    });
    return regions;
}

/// Table::region_index.
std::vector<std::uint8_t> index_regions(const std::vector<Plan>& plans) {
    std::vector<std::uint8_t> index(std::size_t{26} * 26, not_indexed);
    for (std::size_t each = 0; each < plans.size(); ++each) {
        const auto [first, second] = plans[each].region;
        if (first == '\0') continue;
        if (each >= not_indexed || first < 'A' || first > 'Z' || second < 'A' || second > 'Z')
            throw std::runtime_error("a region that cannot be indexed");
        index[static_cast<std::size_t>((first - 'A') * 26 + (second - 'A'))] =
            static_cast<std::uint8_t>(each);
    }
    return index;
}

/// The regions of each calling code in libphonenumber's order: as they come, the main one first.
std::map<int, std::deque<const PhoneMetadata*>> by_calling_code(
    const PhoneMetadataCollection& collection) {
    std::map<int, std::deque<const PhoneMetadata*>> codes;
    for (const PhoneMetadata& region : collection.metadata()) {
        std::deque<const PhoneMetadata*>& regions = codes[region.country_code()];
        if (region.main_country_for_code()) {
            regions.push_front(&region);
        } else {
            regions.push_back(&region);
        }
    }
    return codes;
}

} // namespace

std::uint64_t installed_fingerprint() {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char byte : metadata_bytes())
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    return hash;
}

BuiltTable::BuiltTable(std::string source) : source_{std::move(source)} {
    const PhoneMetadataCollection collection = read_metadata();
    Builder builder;
    std::map<const PhoneMetadata*, std::uint16_t> plan_index;
    for (const PhoneMetadata* region : in_plan_order(collection)) {
        plan_index.emplace(region, static_cast<std::uint16_t>(plans_.size()));
        plans_.push_back(builder.plan(*region));
    }
    region_index_ = index_regions(plans_);
    calling_code_index_.assign(1000, not_indexed);
    for (const auto& [code, regions] : by_calling_code(collection)) {
        std::vector<std::uint16_t> indexes;
        for (const PhoneMetadata* region : regions)
            indexes.push_back(plan_index.at(region));
        const int first = builder.types({regions.begin(), regions.end()}, indexes);
        if (code < 1 || code > 999 || calling_codes_.size() == not_indexed)
            refuse(*regions.front(), "calling code");
        calling_code_index_[static_cast<std::size_t>(code)] =
            static_cast<std::uint8_t>(calling_codes_.size());
        calling_codes_.push_back(
            {static_cast<std::uint16_t>(code), indexes.front(), static_cast<std::uint16_t>(first)});
    }
    std::vector<std::uint16_t> first_words;
    states_ = builder.automata.encode(first_words);
    for (Plan& plan : plans_)
        plan.general = first_words[plan.general];
    for (CallingCode& code : calling_codes_)
        code.types = first_words[code.types];
    labels_ = builder.labels;
    prefixes_ = builder.prefixes.words();
    transform_texts_ = builder.transforms;
    transforms_.assign(transform_texts_.begin(), transform_texts_.end());
    table_ = {.source = source_,
              .fingerprint = installed_fingerprint(),
              .plans = plans_,
              .calling_codes = calling_codes_,
              .region_index = region_index_,
              .calling_code_index = calling_code_index_,
              .labels = labels_,
              .transforms = transforms_,
              .states = states_,
              .prefixes = prefixes_};
}

} // namespace hark::phone::generate
