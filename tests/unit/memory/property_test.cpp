// Over random histories: no answer ever holds a value above its tier, of another customer or of
// another tenant. Each value says whose it is and from where on it may be told.
#include <algorithm>
#include <map>
#include <random>

#include "tests/unit/memory/kit.hpp"

using namespace hark;
using namespace hark::test;

namespace {

struct Member {
    std::uint32_t tenant{1};
    std::string tag; ///< "t1p3r0": tenant, person, how often they were forgotten before
    std::string number;
    std::string account;
    std::optional<CustomerRef> ref;
};

/// A random life of two tenants whose people share numbers, names and account numbers.
template <typename Kind>
class History {
public:
    explicit History(std::uint32_t seed) : random_{seed} {
        for (std::uint32_t tenant = 1; tenant <= 2; ++tenant) {
            for (int person = 0; person < 7; ++person) {
                Member member;
                member.tenant = tenant;
                member.tag = "t" + std::to_string(tenant) + "p" + std::to_string(person) + "r0";
                // Two to a number, and the same numbers in both tenants.
                member.number = "+1202555010" + std::to_string(person / 2);
                member.account = "ACC-" + std::to_string(person);
                members_.push_back(member);
            }
        }
    }

    void step() {
        memory_.clock.advance(
            Millis{static_cast<std::int64_t>(below(4)) * 20'000'000 + below(90'000)});
        auto& member = members_[below(members_.size())];
        const auto dice = below(20);
        if (dice == 0 && member.ref) return forget(member);
        if (dice < 4) return peek(member);
        if (dice == 4) (void)must(memory_->maintain(50, terms(member)));
        whole_call(member);
    }

    void check_exports() {
        for (const auto& member : members_) {
            if (!member.ref) continue;
            const auto view = must(memory_->customer(*member.ref, terms_of(member.tenant)));
            for (const auto& variable : view.variables) {
                CHECK(variable.value.text().find(member.tag) != std::string_view::npos);
            }
            for (const auto& past : view.history)
                CHECK(about_them(past, member.tag));
            CHECK(failure(memory_->customer(*member.ref, terms_of(3 - member.tenant))) ==
                  Code::not_found);
        }
        CHECK(must(memory_->verify()).faults.empty());
    }

    int disclosed() const { return disclosed_; }
    int withheld() const { return withheld_; }
    int verified() const { return verified_; }
    int refused() const { return refused_; }

private:
    std::uint32_t below(std::size_t limit) {
        return static_cast<std::uint32_t>(random_() % static_cast<std::uint32_t>(limit));
    }

    Terms terms(const Member& member) {
        auto made = terms_of(member.tenant);
        made.settings.disclose_at_medium = below(4) == 0;
        if (below(3) == 0) made.settings.high_from = 0.97;
        if (below(6) == 0) made.settings.medium_from = 0.1;
        return made;
    }

    static bool about_them(const PastCall& past, const std::string& tag) {
        return past.call_id.view().find(tag) == 0 &&
               (past.summary.empty() || past.summary.view().find(tag) == 0);
    }

    /// A call of the member; now and then with somebody else's number or account.
    CallStart request(const Member& member, std::string_view call_id) {
        const auto& other = members_[below(members_.size())];
        auto call = start_of(call_id, below(5) == 0 ? other.number : member.number);
        if (below(6) == 0) call.hints.ani = "anonymous";
        const auto ids = below(4);
        if (ids == 0) call.hints.external_ids = external({{"account", member.account}});
        if (ids == 1 && below(3) == 0) {
            call.hints.external_ids = external({{"account", other.account}});
        }
        if (below(12) == 0 && other.ref) call.hints.customer_ref = other.ref;
        constexpr LineType lines[] = {LineType::unknown, LineType::mobile, LineType::landline,
                                      LineType::voip};
        call.telco.line_type = lines[below(4)];
        constexpr Attestation attestations[] = {Attestation::none, Attestation::a, Attestation::c,
                                                Attestation::failed};
        call.telco.attestation = attestations[below(4)];
        return call;
    }

    void forget(Member& member) {
        must(memory_->forget(*member.ref, terms_of(member.tenant)));
        member.ref.reset();
        member.tag.back() = static_cast<char>(member.tag.back() + 1);
        if (member.tag.back() > '9') member.tag.back() = 'a';
    }

    void peek(const Member& member) {
        const auto rules = terms(member);
        check(must(memory_->peek(request(member, "peek"), rules)), rules);
    }

    void whole_call(Member& member) {
        const auto call_id = member.tag + "-" + std::to_string(++calls_);
        const auto rules = terms(member);
        const auto answer = must(memory_->start(request(member, call_id), rules));
        check(answer, rules);
        for (auto tries = below(4); tries > 0; --tries)
            verify(member, call_id, answer, rules);
        if (below(4) == 0) {
            auto update = update_of(call_id);
            update.learned = learned(member);
            must(memory_->update(update, rules));
        }
        auto end = end_of(call_id);
        end.learned = learned(member);
        end.confirmed = member.ref ? Confirmed::yes : Confirmed::new_customer;
        if (member.ref) end.customer_ref = member.ref;
        member.ref = must(memory_->end(end, rules)).customer_ref;
    }

    /// Now and then by their own PIN, another's, none at all, or an agent's word.
    void verify(const Member& member, const std::string& call_id, const StartAnswer& start,
                const Terms& rules) {
        const auto& other = members_[below(members_.size())];
        const auto dice = below(8);
        const auto& said = dice < 4 ? member : other;
        auto verification = says(call_id, dice == 4 ? "nothing of the kind" : said.tag + "/pin");
        if (dice == 5) verification.variable = text<VariableName>("name-recognised");
        if (dice == 6 && other.ref) verification = vouches(call_id, *other.ref);
        const auto answer = memory_->verify_caller(verification, rules);
        if (!answer) {
            const bool expected = answer.error().code == Code::too_many_attempts ||
                                  (dice == 6 && other.tenant != member.tenant &&
                                   answer.error().code == Code::not_found);
            CHECK(expected);
            ++refused_;
            return;
        }
        check(answer->answer, rules, answer->verified);
        if (!answer->verified) return check_told_before(answer->answer, start);
        ++verified_;
        CHECK(answer->answer.identity.level == Level::high);
        const auto* owner = owner_of(*answer->answer.customer_ref);
        REQUIRE(owner);
        CHECK(owner == &(dice == 6 && other.ref ? other : said));
    }

    /// A failure tells nothing that the start had not told.
    static void check_told_before(const StartAnswer& answer, const StartAnswer& start) {
        CHECK(answer.identity.confidence <= start.identity.confidence);
        CHECK(answer.identity.level != Level::high);
        for (const auto& variable : answer.variables) {
            CHECK(value_of(start.variables, variable.name.view()) == variable.value.text());
        }
        for (const auto& past : answer.history) {
            CHECK(std::find(start.history.begin(), start.history.end(), past) !=
                  start.history.end());
        }
        for (const auto& intent : answer.open_intents)
            CHECK(find(start.open_intents, intent.intent.view()));
        const auto named = [&](const VariableName& name) {
            const auto& withheld = start.withheld.variables;
            return find(start.variables, name.view()) ||
                   std::find(withheld.begin(), withheld.end(), name) != withheld.end();
        };
        for (const auto& name : answer.withheld.variables)
            CHECK(named(name));
    }

    Learned learned(const Member& member) {
        Learned learned;
        const auto tier = static_cast<Tier>(below(3));
        constexpr const char* names[] = {"name-open", "name-recognised", "name-verified"};
        const auto* name = names[static_cast<std::size_t>(tier)];
        auto change = variable(name, member.tag + "/" + name, tier);
        if (below(3) == 0) change.ttl = std::chrono::seconds{3600};
        learned.variables.push_back(change);
        if (below(2) == 0) learned.variables.push_back(verifier("pin", member.tag + "/pin"));
        if (below(2) == 0) learned.summary = text<Summary>(member.tag + " called");
        if (below(2) == 0) {
            learned.intent = text<IntentName>(member.tag + "-intent");
            learned.intent_status = static_cast<IntentStatus>(below(4));
        }
        return learned;
    }

    void check(const StartAnswer& answer, const Terms& rules, bool verified = false) {
        const auto& identity = answer.identity;
        CHECK(answer.returning == (identity.level != Level::low));
        if (answer.returning) CHECK(answer.customer_ref);
        CHECK(identity.confidence <= identity.probability);
        const auto level = identity.confidence >= rules.settings.high_from     ? Level::high
                           : identity.confidence >= rules.settings.medium_from ? Level::medium
                                                                               : Level::low;
        CHECK(identity.level == level);
        const bool told =
            !answer.variables.empty() || !answer.history.empty() || !answer.open_intents.empty();
        if (level == Level::low || identity.ambiguous) CHECK_FALSE(told);
        if (level == Level::low) CHECK(identity.probability == 0);
        if (level == Level::low) CHECK(discloses_nothing(answer));
        if (!told) return;
        REQUIRE(answer.customer_ref);
        ++disclosed_;
        const bool whole = level == Level::high || rules.settings.disclose_at_medium;
        const auto* owner = owner_of(*answer.customer_ref);
        REQUIRE(owner);
        CHECK(owner->tenant == rules.tenant.value);
        for (const auto& variable : answer.variables) {
            CHECK(variable.value.text().find(owner->tag + "/") == 1);
            if (!verified) CHECK(variable.tier != Tier::verified);
            if (!verified) CHECK(variable.name.view() != "name-verified");
            if (!verified) CHECK(variable.name.view() != "pin");
            if (!whole) CHECK(variable.name.view() == "name-open");
            CHECK(variable.ttl > std::chrono::seconds{0});
        }
        for (const auto& past : answer.history)
            CHECK(about_them(past, owner->tag));
        for (const auto& intent : answer.open_intents) {
            CHECK(intent.intent.view().find(owner->tag) == 0);
            const bool open =
                intent.status == IntentStatus::open || intent.status == IntentStatus::pending;
            CHECK(open);
        }
        if (!whole) CHECK(answer.history.empty());
        if (!whole) CHECK(answer.open_intents.empty());
        if (!answer.withheld.variables.empty()) ++withheld_;
        if (verified) CHECK(answer.withheld.variables.empty());
    }

    const Member* owner_of(const CustomerRef& ref) const {
        for (const auto& member : members_) {
            if (member.ref == ref) return &member;
        }
        return nullptr;
    }

    std::mt19937 random_;
    Kind memory_;
    std::vector<Member> members_;
    int calls_{0};
    int disclosed_{0};
    int withheld_{0};
    int verified_{0};
    int refused_{0};
};

template <typename Kind>
void live(std::uint32_t seeds, int steps) {
    int disclosed = 0;
    int withheld = 0;
    int verified = 0;
    int refused = 0;
    for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
        CAPTURE(seed);
        History<Kind> history{seed};
        for (int i = 0; i < steps; ++i)
            history.step();
        history.check_exports();
        disclosed += history.disclosed();
        withheld += history.withheld();
        verified += history.verified();
        refused += history.refused();
    }
    // A property over answers that never tell anything would hold without proving anything.
    CHECK(disclosed > static_cast<int>(seeds) * steps / 20);
    CHECK(withheld > 0);
    CHECK(verified > static_cast<int>(seeds) * steps / 20);
    CHECK(refused > 0);
}

} // namespace

TEST_SUITE_BEGIN("property");

TEST_CASE("no answer without files holds what is another's or above its tier") {
    live<InMemory>(40, 150);
}

TEST_CASE("no answer from a folder holds what is another's or above its tier") {
    live<InFolder>(2, 100);
}

TEST_SUITE_END();
