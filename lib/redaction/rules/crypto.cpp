// Wallets (checks/wallet.hpp). All of them prove themselves but an Ethereum address of one case,
// which forty digits behind "0x" are in practice.
#include "lib/redaction/checks/wallet.hpp"
#include "lib/redaction/rules/packs.hpp"

namespace hark::redaction {
namespace {

bool is_bitcoin(const Token& token) noexcept {
    return (token.text[0] == '1' || token.text[0] == '3') && checks::is_base58check(token.text);
}

bool is_segwit(const Token& token) noexcept {
    const std::string_view head = token.text.substr(0, 3);
    return (head == "bc1" || head == "BC1" || head == "tb1") && checks::is_bech32(token.text);
}

bool is_ethereum(const Token& token) noexcept { return checks::is_ethereum(token.text); }

constexpr TokenRule tokens[] = {
    {.base = {.name = "bitcoin_base58", .entity = Entity::crypto, .score = 99, .context_score = 99},
     .length_min = 25,
     .length_max = 35,
     .letter_first = false,
     .begins = "13",
     .check = is_bitcoin},
    {.base = {.name = "bitcoin_bech32", .entity = Entity::crypto, .score = 99, .context_score = 99},
     .length_min = 14,
     .length_max = 64,
     .digit_first = false,
     .heads = 1U << 0b0100 | 1U << 0b1100,
     .check = is_segwit},
    {.base = {.name = "ethereum", .entity = Entity::crypto, .score = 90, .context_score = 99},
     .length_min = 42,
     .length_max = 42,
     .letter_first = false,
     .heads = 1U << 0b0001 | 1U << 0b0101 | 1U << 0b1001 | 1U << 0b1101,
     .check = is_ethereum},
};

constexpr ContextWord words[] = {
    {"wallet", Entity::crypto},   {"btc", Entity::crypto}, {"bitcoin", Entity::crypto},
    {"ethereum", Entity::crypto}, {"eth", Entity::crypto}, {"crypto", Entity::crypto},
};

} // namespace

constexpr RulePack crypto_pack{.tokens = tokens, .words = words};

} // namespace hark::redaction
