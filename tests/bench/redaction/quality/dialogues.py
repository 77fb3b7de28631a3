"""Calls in which numbers are said: asked for, split over turns, corrected (G12)."""

from .cards import card
from .chance import chance, digits, letters
from .spoken import (
    ending,
    expiry,
    birth_date,
    email,
    filler,
    lead,
    one_of,
    said,
    said_digit,
    spelled,
)
from .united_states import aba, ssn

KINDS = {}


def kind(entity, prompts, openings, value):
    """What the agent asks, how a caller begins unasked, and how the value is said."""
    KINDS[entity] = prompts, openings, value


kind(
    "US_SSN",
    [
        "Can you verify your social security number?",
        "What is your social?",
        "I need your full social security number please.",
        "Go ahead with your S S N... your social.",
    ],
    [
        "my social is ",
        "my social security number is ",
        "social security number ",
        "for my ssn it's ",
    ],
    lambda: said(ssn(), 3),
)
kind(
    "SSN_LAST4",
    [
        "What are the last four of your social?",
        "Please confirm the last four digits of your social security number.",
        "And the last 4 of your social?",
    ],
    [
        "the last four of my social are ",
        "last four of my social security number is ",
        "last four of my social: ",
    ],
    lambda: said(digits(4), 4),
)
kind(
    "PHONE_NUMBER",
    [
        "What's a good callback number?",
        "What is the best phone number to reach you?",
        "Can I get a phone number in case we get disconnected?",
        "And your mobile number?",
    ],
    [
        "you can call me at ",
        "my phone number is ",
        "my cell is ",
        "call me back on ",
        "the best number to reach me is ",
    ],
    lambda: said(
        chance.choice("23456789")
        + digits(1, str(chance.randint(0, 8)))
        + chance.choice("023456789")
        + chance.choice("23456789")
        + chance.choice("023456789")
        + digits(5),
        3,
    ),
)
kind(
    "ACCOUNT_NUMBER",
    [
        "Could I have your account number?",
        "What's the account number on your statement?",
        "And the bank account number?",
    ],
    ["my account number is ", "the account number is ", "account number "],
    lambda: said(digits(chance.choice([8, 9, 10, 12]), chance.choice("123456789")), 3),
)
kind(
    "ABA_ROUTING_NUMBER",
    ["And what's the routing number?", "The nine digit routing number please."],
    ["the routing number is ", "routing number ", "my bank's routing number is "],
    lambda: said(aba(), 3),
)
kind(
    "PIN",
    ["Please tell me your four digit pin.", "What's your pin?", "And the pin for the account?"],
    ["my pin is ", "the pin is ", "pin number "],
    lambda: said(digits(4), 4),
)
kind(
    "OTP",
    [
        "Read me the six digit code we just texted you.",
        "What's the verification code?",
        "I sent a one time code, can you read it back?",
    ],
    ["the code i got is ", "the verification code is ", "my one time passcode is "],
    lambda: said(digits(6), 3),
)
kind(
    "ZIP_CODE",
    ["What's your billing zip code?", "And the zip code?", "Zip code please?"],
    ["my zip code is ", "zip is ", "the zip code is "],
    lambda: said(digits(5, chance.choice("123456789")), 5),
)
kind(
    "DATE_OF_BIRTH",
    [
        "And your date of birth?",
        "What's your birthday?",
        "Can you confirm your date of birth for me?",
    ],
    ["my date of birth is ", "i was born on ", "my birthday is ", "date of birth "],
    birth_date,
)
kind(
    "EMAIL_ADDRESS",
    ["What's your email?", "And the email address on file?", "Which email should I send it to?"],
    ["my email is ", "you can email me at ", "send it to ", "it's "],
    email,
)
kind(
    "US_DRIVER_LICENSE",
    ["What's your driver's license number?", "Driver's license number please."],
    ["my driver's license number is ", "my license number is ", "driver's license "],
    lambda: spelled(letters(1) + digits(7)),
)
kind(
    "US_PASSPORT",
    ["What's the passport number?", "Your passport number please?"],
    ["my passport number is ", "passport number ", "the passport is "],
    lambda: one_of(said(digits(9, "5"), 3), spelled("C" + digits(8))),
)


def security_code():
    d = digits(3)
    return one_of(" ".join(said_digit(x) for x in d), d, " ".join(d), said(d, 3))


kind(
    "CVV",
    [
        "And the three digits on the back?",
        "What's the security code?",
        "And the CVV?",
        "The CVC please.",
        "Could you give me the code on the back of the card?",
        "and the security code on the back?",
    ],
    [
        "the cvv is ",
        "security code is ",
        "the code on the back is ",
        "my cvc is ",
        "the three digits on the back are ",
    ],
    security_code,
)
kind(
    "CARD_EXPIRY",
    [
        "And the expiration date?",
        "When does it expire?",
        "What's the expiry?",
        "Expiration month and year?",
    ],
    ["it expires ", "expiration is ", "the expiry date is ", "valid until ", "exp date "],
    expiry,
)
CARD_PROMPTS = [
    "What's the card number?",
    "Go ahead and read me the card number.",
    "Can I have the sixteen digit number on the front?",
    "Please read the long number across the front of your card.",
    "Which card would you like to use? I'll need the number.",
    "Okay, whenever you're ready with your credit card number.",
]
CARD_OPENINGS = [
    "my card number is ",
    "my credit card is ",
    "the card number is ",
    "the number on the card is ",
    "it's a visa, ",
    "use my mastercard ",
    "card is ",
]
TALK = [
    ("agent", x)
    for x in [
        "Thank you for calling, this call may be recorded.",
        "One moment while I pull that up.",
        "That will be forty two dollars and fifty cents.",
        "Your order should arrive in five to seven business days.",
        "We are open nine to five, Monday to Friday.",
        "Is there anything else I can help with?",
        "Your order number is five five two oh one nine.",
        "It looks like there are three items, two of them on sale.",
        "I can offer you twenty percent off for six months.",
        "Please stay on the line for one or two minutes.",
        "Your appointment is at ten thirty on the fourteenth.",
        "The reference for this case is seven seven four two one.",
        "Let me transfer you to the second line team.",
    ]
] + [
    ("caller", x)
    for x in [
        "I have been waiting for forty five minutes.",
        "No one told me about that.",
        "I called three times last week, on the ninth and the tenth.",
        "It was a hundred and twenty nine ninety nine plus tax.",
        "I ordered two blue ones and one red one.",
        "For the third time, I already did that.",
        "I think it was around six or seven.",
        "My son is eight and my daughter is eleven.",
        "We moved here in two thousand twelve.",
        "Oh okay, one second please.",
        "It says error four oh four on the page.",
        "About ten miles from here, twenty minutes by car.",
        "I need two of those by the twenty third.",
        "The flight is at five forty five in the morning.",
        "I paid one hundred and fifty last month.",
        "It weighs two point five pounds.",
        "Version ten point two point one I think.",
        "There were fifty to sixty people in front of me.",
        "Take exit twenty two then go four blocks.",
    ]
]


SPOKEN_BRANDS = "visa16 mc5 mc2 amex disc visa16 mc5 jcb up".split()
CORRECTIONS = (
    " no sorry ",
    ", wait, ",
    " scratch that, ",
    ", sorry let me start over, ",
    " no that's wrong ",
)
GO_ON = (
    "mhm",
    "uh huh",
    "go ahead",
    "okay",
    "yes",
    "got it",
    "go on",
    "and the next four?",
    "right",
    "okay and the rest?",
)


class Dialogue:
    """Turns, and where in them something personal is said."""

    def __init__(self):
        self.turns, self.personal = [], []
        self.talk(chance.randint(1, 3))
        if chance.random() < 0.6:
            self.pay_by_card()
        self.talk(chance.randint(0, 2))
        for _ in range(chance.choice([0, 1, 1, 2])):
            entity = chance.choice([name for name in KINDS if name not in ("CVV", "CARD_EXPIRY")])
            value = self.give(entity, 0.55)
            if chance.random() < 0.25 and entity != "DATE_OF_BIRTH":
                self.tell(
                    "agent",
                    one_of("so ", "I have ", "okay "),
                    value,
                    one_of(", is that right?", ", thank you"),
                    entity,
                )
            self.talk(chance.randint(0, 2))
        self.talk(1)

    def say(self, speaker, text):
        self.turns.append({"speaker": speaker, "text": text})

    def tell(self, speaker, before, value, after, entity):
        begin = len(before.encode())
        self.personal.append((len(self.turns), begin, begin + len(value.encode()), entity))
        self.say(speaker, before + value + after)

    def talk(self, turns):
        for _ in range(turns):
            self.say(*chance.choice(TALK))

    def give(self, entity, asked):
        prompts, openings, make = KINDS[entity]
        value = make()
        if chance.random() < asked:
            self.say("agent", chance.choice(prompts))
            before = filler() + one_of("", "it's ", "that's ", "it is ")
        else:
            # "it's" says nothing of an address when nobody asked.
            known = [opening for opening in openings if opening != "it's "]
            before = one_of("", "yeah ", "okay ", "and ") + chance.choice(known)
        self.tell("caller", before, value, ending(), entity)
        return value

    def pay_by_card(self):
        number = card(chance.choice(SPOKEN_BRANDS))
        before = chance.choice(CARD_OPENINGS)
        if chance.random() < 0.65:
            self.say("agent", chance.choice(CARD_PROMPTS))
            before = filler() + lead()
        how = chance.random()
        if how < 0.5:
            self.tell("caller", before, said(number, 4), ending(), "CREDIT_CARD")
        elif how < 0.8:
            self.in_parts(before, number)
        else:
            wrong = number[:7] + str((int(number[7]) + 1) % 10)
            value = said(wrong, 4) + one_of(*CORRECTIONS) + said(number, 4)
            self.tell("caller", before, value, ending(), "CREDIT_CARD")
        if chance.random() < 0.3:
            self.tell(
                "agent",
                one_of("so that's ", "let me read that back, ", "okay "),
                said(number, 4),
                one_of(", correct?", "", "?"),
                "CREDIT_CARD",
            )
            self.say("caller", one_of("yes", "correct", "that's right", "yep"))
        for entity, often in (("CARD_EXPIRY", 0.5), ("CVV", 0.7), ("ZIP_CODE", 0.25)):
            if chance.random() < often:
                self.give(entity, 0.65)

    def in_parts(self, before, number):
        size = chance.choice([4, 4, 4, 8, 3, 5])
        parts = [number[at : at + size] for at in range(0, len(number), size)]
        if len(parts[-1]) < 3:
            parts[-2:] = [parts[-2] + parts[-1]]
        for index, part in enumerate(parts):
            self.tell(
                "caller",
                one_of("", "", "and ", "then ", "uh ", "okay ") if index else before,
                said(part, 4),
                one_of("", "", ".", ","),
                "CREDIT_CARD",
            )
            if chance.random() < 0.35:
                self.tell(
                    "agent",
                    one_of("", "so ", "okay "),
                    said(part, 4),
                    one_of("", ", go ahead", ".", ", got it"),
                    "CREDIT_CARD",
                )
            elif index + 1 < len(parts) and chance.random() < 0.8:
                self.say("agent", one_of(*GO_ON))
