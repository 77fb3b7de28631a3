// The world's habits. Nothing here is taken from anybody: numbers come from the seed, sentences
// were written for this.
#include "spoken_world.hpp"

#include <algorithm>

namespace spoken_world {

using redaction::Entity;
using redaction::Speaker;

std::string Generator::pick(std::initializer_list<const char*> choices) {
    return *(choices.begin() + static_cast<std::ptrdiff_t>(below(choices.size())));
}

void Generator::say(Dialogue& dialogue, Speaker speaker, const std::string& text) {
    dialogue.speakers.push_back(speaker);
    dialogue.texts.push_back(text);
}

void Generator::say_secret(Dialogue& dialogue, Speaker speaker, const std::string& before,
                           const std::string& secret, const std::string& behind, Entity entity) {
    dialogue.secrets.push_back(
        {dialogue.texts.size(), before.size(), before.size() + secret.size(), entity});
    say(dialogue, speaker, before + secret + behind);
}

std::string Generator::digits(std::size_t count) {
    std::string made;
    while (made.size() < count)
        made += static_cast<char>('0' + below(10));
    if (made[0] == '0') made[0] = '7';
    return made;
}

std::string Generator::card_number() {
    std::string number = pick({"4", "51", "55", "37", "6011", "2221"});
    const std::size_t length = number == "37" ? 15 : 16;
    while (number.size() + 1 < length)
        number += static_cast<char>('0' + below(10));
    for (char check = '0';; ++check) {
        unsigned sum = 0;
        bool twice = true;
        for (std::size_t index = number.size(); index-- > 0; twice = !twice) {
            unsigned value = static_cast<unsigned>(number[index] - '0') * (twice ? 2 : 1);
            sum += value > 9 ? value - 9 : value;
        }
        if ((sum + static_cast<unsigned>(check - '0')) % 10 == 0) return number + check;
    }
}

std::string Generator::word(char digit) {
    static const std::array<const char*, 10> words{"zero", "one", "two",   "three", "four",
                                                   "five", "six", "seven", "eight", "nine"};
    if (digit == '0' && chance(50)) return "oh";
    return words[static_cast<std::size_t>(digit - '0')];
}

/// Two digits at a time: "forty one eleven oh seven".
std::string Generator::grouped(const std::string& digits) {
    static const std::array<const char*, 10> teens{"ten",      "eleven",  "twelve",  "thirteen",
                                                   "fourteen", "fifteen", "sixteen", "seventeen",
                                                   "eighteen", "nineteen"};
    static const std::array<const char*, 10> tens{"",      "",      "twenty",  "thirty", "forty",
                                                  "fifty", "sixty", "seventy", "eighty", "ninety"};
    std::string said;
    for (std::size_t at = 0; at < digits.size(); at += 2) {
        if (!said.empty()) said += ' ';
        if (at + 1 == digits.size() || digits[at] == '0') {
            said += word(digits[at]);
            if (at + 1 < digits.size()) said += ' ' + word(digits[at + 1]);
        } else if (digits[at] == '1') {
            said += teens[static_cast<std::size_t>(digits[at + 1] - '0')];
        } else {
            said += tens[static_cast<std::size_t>(digits[at] - '0')];
            if (digits[at + 1] != '0') said += ' ' + word(digits[at + 1]);
        }
    }
    return said;
}

/// Digit by digit, doubled, in pairs, or as a recogniser mixes them.
std::string Generator::spoken(const std::string& digits) {
    if (digits.size() % 2 == 0 && chance(15)) return grouped(digits);
    const bool mixed = chance(20);
    std::string said;
    for (std::size_t at = 0; at < digits.size();) {
        if (!said.empty()) {
            said += at % 4 == 0 && chance(30) ? "," : "";
            said += ' ';
            if (at % 4 == 0 && chance(15)) said += pick({"uh ", "um ", "and then ", "okay "});
        }
        if (mixed && chance(40) && at + 4 <= digits.size()) {
            said += digits.substr(at, 4);
            at += 4;
        } else if (at + 2 < digits.size() && digits[at] == digits[at + 1] &&
                   digits[at] == digits[at + 2] && chance(40)) {
            said += "triple " + word(digits[at]);
            at += 3;
        } else if (at + 1 < digits.size() && digits[at] == digits[at + 1] && chance(40)) {
            said += "double " + word(digits[at]);
            at += 2;
        } else {
            said += word(digits[at++]);
        }
    }
    return said;
}

void Generator::small_talk(Dialogue& dialogue) {
    say(dialogue, Speaker::agent,
        pick({"One moment please, this takes two or three minutes.", "How can I help you today?",
              "For that I need to check one thing.", "We are open from nine to five, seven days.",
              "No one else is in front of you.", "Your order ships in three to five days."}));
    say(dialogue, Speaker::caller,
        pick({"I called four times already and no one answered.",
              "It was twenty five dollars and now it's thirty two fifty.",
              "I bought it in nineteen ninety eight, or two thousand one.",
              "For the third time, I want two of them.", "About a hundred and twenty percent more.",
              "My order number is four five five one two nine eight.",
              "I waited forty five minutes, then another thirty.", "oh my god, one in ten, really?",
              "There are two of us and three kids.",
              "At ten thirty on the twenty first, I think."}));
}

void Generator::card(Dialogue& dialogue) {
    const std::string number = card_number();
    const bool asked = chance(60);
    if (asked)
        say(dialogue, Speaker::agent,
            pick({"Can I have the card number please?", "What's the long number on the front?",
                  "Please read me your credit card number.", "Go ahead with your card number."}));
    const std::string before = pick({"", "sure it's ", "yes, ", "okay so it's ", "um "});
    switch (below(asked ? 4 : 3)) {
        case 0:
        case 1:
            say_secret(dialogue, Speaker::caller, before, spoken(number),
                       pick({"", ".", " thanks", ", that's it"}), Entity::credit_card);
            break;
        case 2:
            for (std::size_t at = 0; at < number.size(); at += 4) {
                const std::string part = number.substr(at, 4);
                say_secret(dialogue, Speaker::caller, at == 0 ? before : "", spoken(part), "",
                           Entity::credit_card);
                if (chance(30))
                    say_secret(dialogue, Speaker::agent, "", spoken(part), pick({", okay", "."}),
                               Entity::credit_card);
                else if (at + 4 < number.size())
                    say(dialogue, Speaker::agent, pick({"mhm", "go ahead", "okay", "got it"}));
            }
            break;
        default: {
            std::string wrong = number.substr(0, 8);
            wrong[7] = wrong[7] == '9' ? '8' : static_cast<char>(wrong[7] + 1);
            say_secret(dialogue, Speaker::caller, before,
                       spoken(wrong) + pick({" no sorry ", ", scratch that, ", " wait no "}) +
                           spoken(number),
                       "", Entity::credit_card);
        }
    }
    if (chance(60)) {
        say(dialogue, Speaker::agent,
            pick({"And the three digits on the back?", "What's the CVV?",
                  "And the security code please?"}));
        say_secret(dialogue, Speaker::caller, pick({"", "that's ", "it's ", "uh "}),
                   chance(30) ? digits(3) : spoken(digits(3)), pick({"", ".", " okay"}),
                   Entity::cvv);
    } else if (chance(50)) {
        say_secret(dialogue, Speaker::caller,
                   pick({"and my cvv is ", "the security code is ", "code on the back is "}),
                   spoken(digits(3)), "", Entity::cvv);
    }
    if (chance(40)) {
        say(dialogue, Speaker::agent, pick({"And the expiration date?", "When does it expire?"}));
        say_secret(dialogue, Speaker::caller, pick({"", "it's "}),
                   pick({"oh four twenty seven", "april twenty twenty seven", "eleven twenty eight",
                         "zero nine two nine", "12 28"}),
                   "", Entity::card_expiry);
    }
}

void Generator::other(Dialogue& dialogue) {
    struct Kind {
        Entity entity;
        std::size_t digits;
        const char* prompt;
        const char* phrase;
    };
    static const std::array<Kind, 8> kinds{{
        {Entity::us_ssn, 9, "What is your social security number?", "my social is "},
        {Entity::ssn_last4, 4, "Please give me the last four digits of your social.",
         "the last four of my social are "},
        {Entity::phone_number, 10, "What's the best phone number to reach you?",
         "you can reach me at "},
        {Entity::account_number, 9, "May I have your account number?", "my account number is "},
        {Entity::pin, 4, "Please tell me your pin.", "my pin is "},
        {Entity::otp, 6, "What is the code we just sent you?", "the verification code is "},
        {Entity::zip_code, 5, "And your zip code?", "my zip code is "},
        {Entity::aba_routing_number, 9, "What's the routing number?", "the routing number is "},
    }};
    const Kind& kind = kinds[below(kinds.size())];
    std::string number = digits(kind.digits);
    if (kind.entity == Entity::phone_number) number[3] = '5';
    if (chance(50)) {
        say(dialogue, Speaker::agent, kind.prompt);
        say_secret(dialogue, Speaker::caller, pick({"", "it's ", "sure, ", "yes it is "}),
                   spoken(number), pick({"", ".", " please"}), kind.entity);
    } else {
        say_secret(dialogue, Speaker::caller, kind.phrase, spoken(number), "", kind.entity);
    }
    if (chance(30))
        say_secret(dialogue, Speaker::agent, pick({"", "so that's "}), spoken(number),
                   ", thank you", kind.entity);
    if (chance(20))
        say_secret(
            dialogue, Speaker::caller, "my email is ",
            pick({"john dot smith at gmail dot com", "mary underscore jones at example dot org",
                  "s a m forty two at example dot co dot uk"}),
            " okay", Entity::email_address);
    if (chance(20)) {
        say(dialogue, Speaker::agent, "And your date of birth?");
        say_secret(dialogue, Speaker::caller, "",
                   pick({"march third nineteen eighty five", "oh three twelve nineteen ninety",
                         "july fourth seventy six"}),
                   "", Entity::date_of_birth);
    }
}

Dialogue Generator::next() {
    Dialogue dialogue;
    say(dialogue, Speaker::agent, "Thank you for calling, how can I help?");
    small_talk(dialogue);
    if (chance(60)) card(dialogue);
    small_talk(dialogue);
    if (chance(70)) other(dialogue);
    small_talk(dialogue);
    return dialogue;
}

void Score::add(const redaction::Redactor& redactor, const Dialogue& dialogue) {
    redaction::Scratch scratch;
    std::vector<redaction::Turn> all;
    for (std::size_t turn = 0; turn < dialogue.texts.size(); ++turn)
        all.push_back({dialogue.speakers[turn], dialogue.texts[turn]});
    std::vector<redaction::TurnSpan> spans, late;
    redaction::Dialogue afterwards{redactor}, live{redactor};
    afterwards.find(all, scratch, spans);
    std::vector<std::string> masks(all.size()), live_masks(all.size());
    for (std::size_t turn = 0; turn < all.size(); ++turn)
        live_masks[turn] = masks[turn] = std::string(all[turn].text.size(), '.');
    const auto paint = [](std::string& mask, const redaction::Span& span) {
        std::fill(mask.begin() + static_cast<std::ptrdiff_t>(span.begin),
                  mask.begin() + static_cast<std::ptrdiff_t>(span.end), 'X');
    };
    for (const auto& each : spans)
        paint(masks[each.turn], each.span);
    redaction::Options options;
    options.placeholder = redaction::Placeholder::mask;
    const auto masking = redaction::Redactor::make(options);
    redaction::Dialogue masked{masking.value()};
    std::string out;
    for (std::size_t turn = 0; turn < all.size(); ++turn) {
        masked.redact(all[turn], scratch, out, late);
        for (std::size_t at = 0; at < out.size(); ++at)
            if (out[at] == '*') live_masks[turn][at] = 'X';
        for (const auto& each : late)
            paint(live_masks[each.turn], each.span);
    }
    live_differs += masks != live_masks ? 1U : 0U;

    std::vector<std::string> wanted(all.size());
    for (std::size_t turn = 0; turn < all.size(); ++turn)
        wanted[turn] = std::string(all[turn].text.size(), '.');
    for (const Secret& secret : dialogue.secrets) {
        const auto covered = masks[secret.turn].substr(secret.begin, secret.end - secret.begin);
        Count& count = counts[secret.entity];
        ++count.said;
        if (covered.find('.') == std::string::npos)
            ++count.found;
        else if (examples.size() < 60)
            examples.push_back("missed " + std::string{redaction::name(secret.entity)} + ": " +
                               dialogue.texts[secret.turn]);
        std::fill(wanted[secret.turn].begin() + static_cast<std::ptrdiff_t>(secret.begin),
                  wanted[secret.turn].begin() + static_cast<std::ptrdiff_t>(secret.end), 'X');
    }
    for (const auto& each : spans) {
        const auto asked =
            wanted[each.turn].substr(each.span.begin, each.span.end - each.span.begin);
        if (asked.find('X') != std::string::npos) continue;
        ++wrong;
        if (examples.size() < 60) examples.push_back("wrong: " + dialogue.texts[each.turn]);
    }
    turns += all.size();
}

double Score::recall(bool cards) const {
    std::size_t said = 0, found = 0;
    for (const auto& [entity, count] : counts) {
        if ((entity == Entity::credit_card || entity == Entity::cvv) != cards) continue;
        said += count.said;
        found += count.found;
    }
    return said == 0 ? 0 : static_cast<double>(found) / static_cast<double>(said);
}

std::string Score::report() const {
    std::string text = "false spans " + std::to_string(wrong) + " in " + std::to_string(turns) +
                       " turns, live differs " + std::to_string(live_differs) + "\n";
    for (const auto& [entity, count] : counts)
        text += std::string{redaction::name(entity)} + " " + std::to_string(count.found) + " of " +
                std::to_string(count.said) + "\n";
    for (const std::string& example : examples)
        text += example + "\n";
    return text;
}

} // namespace spoken_world
