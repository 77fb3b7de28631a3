// Numbers over turns: what is split, read back, corrected or asked for.
#include <random>

#include "kit.hpp"
#include "spoken_world.hpp"

namespace {

using kit::Speaker;
using kit::Turn;

std::vector<std::string> found_over_turns(const kit::Redactor& redactor,
                                          const std::vector<Turn>& turns) {
    kit::Dialogue dialogue{redactor};
    kit::Scratch scratch;
    std::vector<kit::TurnSpan> spans;
    dialogue.find(turns, scratch, spans);
    std::vector<std::string> found;
    for (const kit::TurnSpan& span : spans)
        found.emplace_back(std::to_string(span.turn) + ":" +
                           std::string{turns[span.turn].text.substr(
                               span.span.begin, span.span.end - span.span.begin)});
    return found;
}

} // namespace

TEST_SUITE_BEGIN("dialogues");

TEST_CASE("a card in parts over turns is found with what the agent reads back") {
    const auto redactor = kit::redactor_with({});
    CHECK(found_over_turns(redactor, {{Speaker::caller, "it's four one one one"},
                                      {Speaker::agent, "mhm"},
                                      {Speaker::caller, "one one one one"},
                                      {Speaker::agent, "one one one one, go ahead"},
                                      {Speaker::caller, "1111"},
                                      {Speaker::agent, "okay"},
                                      {Speaker::caller, "one one one one"}}) ==
          std::vector<std::string>{"0:four one one one", "2:one one one one", "3:one one one one",
                                   "4:1111", "6:one one one one"});
}

TEST_CASE("a card that begins behind its phrase goes from its first digits on") {
    const auto redactor = kit::redactor_with({});
    CHECK(found_over_turns(redactor,
                           {{Speaker::caller, "use my mastercard five three seven"},
                            {Speaker::agent, "okay"},
                            {Speaker::caller, "then 281"},
                            {Speaker::agent, "okay two eight one, go ahead"},
                            {Speaker::caller, "okay 0 6 4."},
                            {Speaker::agent, "okay and the rest?"},
                            {Speaker::caller, "uh nine-eight-five seven seven four six"}}) ==
          std::vector<std::string>{"0:five three seven", "2:281", "3:two eight one", "4:0 6 4",
                                   "6:nine-eight-five seven seven four six"});
}

TEST_CASE("letters of an id go with its digits, also when it is read back") {
    const auto redactor = kit::redactor_with({});
    CHECK(found_over_turns(
              redactor,
              {{Speaker::agent, "What's your driver's license number?"},
               {Speaker::caller, "it is november eight six zero eight five six four"},
               {Speaker::agent, "okay november eight six zero eight five six four, right?"}}) ==
          std::vector<std::string>{"1:november eight six zero eight five six four",
                                   "2:november eight six zero eight five six four"});
}

TEST_CASE("may is a month before a day or a year, and oh a digit behind a dash") {
    const auto redactor = kit::redactor_with({});
    CHECK(found_over_turns(redactor, {{Speaker::agent, "When does it expire?"},
                                      {Speaker::caller, "it's may of twenty seven."}}) ==
          std::vector<std::string>{"1:may of twenty seven"});
    CHECK(found_over_turns(redactor, {{Speaker::agent, "What's your phone number?"},
                                      {Speaker::caller,
                                       "three one nine dash three six one dash "
                                       "eight one four dash oh thanks"}}) ==
          std::vector<std::string>{
              "1:three one nine dash three six one dash eight one four dash oh"});
}

TEST_CASE("a prompt arms the answer, whatever its length, until another subject") {
    const auto redactor = kit::redactor_with({});
    CHECK(found_over_turns(redactor, {{Speaker::agent, "What is the security code on the back?"},
                                      {Speaker::caller, "uh hold on"},
                                      {Speaker::caller, "it's 321"},
                                      {Speaker::agent,
                                       "Thank you. I see that you called us about a "
                                       "delayed parcel, is that right and are you "
                                       "at home?"},
                                      {Speaker::caller, "yes we wait since 200 hours"}}) ==
          std::vector<std::string>{"2:321"});
    CHECK(found_over_turns(redactor, {{Speaker::agent, "Could you read me your card number?"},
                                      {Speaker::caller, "four one one two"},
                                      {Speaker::caller, "no sorry four one one three"}}) ==
          std::vector<std::string>{"1:four one one two", "2:four one one three"});
}

TEST_CASE("a flow node arms the next answer") {
    const auto redactor = kit::redactor_with({});
    kit::Dialogue dialogue{redactor};
    kit::Scratch scratch;
    std::string out;
    std::vector<kit::TurnSpan> late;
    dialogue.arm(kit::Entity::pin);
    dialogue.redact({Speaker::caller, "sure four one two"}, scratch, out, late);
    CHECK(out == "sure [PIN]");
    dialogue.reset();
    dialogue.redact({Speaker::caller, "sure four one two"}, scratch, out, late);
    CHECK(out == "sure four one two");
}

TEST_CASE("what a later turn completes is reported late, in the offsets of the earlier text") {
    const auto redactor = kit::redactor_with({});
    kit::Dialogue dialogue{redactor};
    kit::Scratch scratch;
    std::string out;
    std::vector<kit::TurnSpan> late;
    dialogue.redact({Speaker::caller, "so four one one one one one one one"}, scratch, out, late);
    CHECK(out == "so four one one one one one one one");
    dialogue.redact({Speaker::caller, "1111 1111"}, scratch, out, late);
    CHECK(out == "[CARD]");
    REQUIRE(late.size() == 1);
    CHECK(late[0].turn == 0);
    CHECK(late[0].span.begin == 3);
    CHECK(late[0].span.end == 35);
}

TEST_CASE("small talk with numbers over turns stays") {
    const auto redactor = kit::redactor_with({});
    CHECK(found_over_turns(redactor, {{Speaker::agent, "Is there anything else?"},
                                      {Speaker::caller, "no one told me about the one hundred"},
                                      {Speaker::agent, "One moment, it takes two minutes."},
                                      {Speaker::caller, "for the third time, twenty five dollars"},
                                      {Speaker::agent, "Between nine and five, seven days."},
                                      {Speaker::caller, "in nineteen ninety nine or two thousand"}})
              .empty());
}

TEST_CASE("live and afterwards find the same in generated dialogues, and both reach the targets") {
    const auto redactor = kit::redactor_with({});
    spoken_world::Generator generator{20261122};
    spoken_world::Score score;
    for (int call = 0; call < 2000; ++call)
        score.add(redactor, generator.next());
    CAPTURE(score.report());
    CHECK(score.live_differs == 0);
    CHECK(score.recall(true) >= 0.995);
    CHECK(score.recall(false) >= 0.98);
    // A time or a year that completes a check digit by chance: one in ten thousand turns.
    CHECK(score.false_spans() <= 3);
}

TEST_SUITE_END();
