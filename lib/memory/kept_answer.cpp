#include "lib/memory/kept_answer.hpp"

#include <vector>

#include "hark/limits.hpp"
#include "lib/base/bytes.hpp"
#include "lib/base/try.hpp"
#include "lib/memory/answer_codec.hpp"
#include "lib/memory/merged.hpp"

namespace hark::memory {
namespace {

/// Stands where an answer of one customer alone has its version, which is never 0.
constexpr std::uint8_t of_several = 0;

Result<std::string> open_with(const Engine& engine, const store::Customer& row,
                              std::string_view sealed) {
    const auto key = engine.keys.data_key(row.tenant, row.id.value, row.slot);
    return key.open({row.tenant, row.id.value, crypto::Field::answer}, sealed);
}

} // namespace

store::Sealed keep_answer(const StartAnswer& answer, std::span<const Person> people) {
    auto inner = encode_answer(answer);
    const auto& owner = people.front();
    const auto others = people.subspan(1);
    if (others.empty()) return owner.seal(crypto::Field::answer, inner);
    base::Writer writer;
    writer.u8(of_several);
    writer.u32(static_cast<std::uint32_t>(others.size()));
    for (const auto& other : others) {
        inner = other.seal(crypto::Field::answer, inner);
        writer.u64(other.id().value);
    }
    writer.text(inner);
    return owner.seal(crypto::Field::answer, writer.view());
}

Result<std::string> kept_answer(const Engine& engine, const store::Recall& recall,
                                const store::Customer& owner) {
    HARK_TRY(auto outer, open_with(engine, owner, recall.start_answer));
    base::Reader reader{outer};
    if (reader.u8() != of_several) return outer;
    std::vector<store::CustomerId> others;
    for (std::size_t n = reader.count(limits::merged_customers_max); n > 0; --n)
        others.push_back(store::CustomerId{reader.u64()});
    std::string inner{reader.text()};
    HARK_CHECK(reader.finish());
    for (; !others.empty(); others.pop_back()) {
        const auto* row = recall.find(others.back());
        if (row == nullptr || !together(recall, *row, owner)) {
            return Error{Code::unsealable, "the answer tells of somebody who is another now"};
        }
        HARK_TRY(inner, open_with(engine, *row, inner));
    }
    return inner;
}

bool is_of_several(std::string_view opened) noexcept {
    return !opened.empty() && static_cast<std::uint8_t>(opened.front()) == of_several;
}

} // namespace hark::memory
