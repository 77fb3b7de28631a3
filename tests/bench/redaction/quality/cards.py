"""Cards of every brand and length in natural sentences (G10)."""

from .chance import chance, completed, digits, drawn, grouped, misread
from .checksums import luhn
from .entity import entity

BRANDS = (
    "visa16 visa13 visa19 mc5 mc2 amex disc diners jcb up mir maestro12 maestro13 maestro19"
).split()
SENTENCES = [
    "My card is {}",
    "Charge it to {} please",
    "I paid with {} yesterday",
    "Card number: {}",
    "Please use {} for the payment.",
    "Visa {} exp 12/27",
    "the number is {}, thanks",
    "{} is my card",
    "he read out {} and hung up",
    "I would like to pay with {}, is that ok?",
    "Refund to {} was declined",
    "({})",
    "card={} amount=20.00",
    "My Maestro {} stopped working",
    "transaction with {} failed",
    "Is {} still valid?",
    "Our corporate Amex is {}.",
    "Use this one: {}",
    "We have {} on file",
    "It was {}; not the other one",
    "Take {} off my account",
    "New card: {} (old one lost)",
    'he said "{}" twice',
    "Please bill {} monthly",
    "The payment with {} went through on 3 May",
]


def card(brand=None):
    b = brand or chance.choice(BRANDS)
    pre, n = {
        "visa16": ("4", 16),
        "visa13": ("4", 13),
        "visa19": ("4", 19),
        "mc5": (chance.choice("51 52 53 54 55".split()), 16),
        "mc2": (str(chance.randint(2221, 2720)), 16),
        "amex": (chance.choice(["34", "37"]), 15),
        "disc": (chance.choice(["6011", "644", "65", "649"]), 16),
        "diners": (chance.choice(["36", "300", "305", "38", "39"]), 14),
        "jcb": (str(chance.randint(3528, 3589)), 16),
        "up": ("62", chance.choice([16, 17, 18, 19])),
        "mir": (str(chance.randint(2200, 2204)), 16),
        "maestro12": ("50", 12),
        "maestro13": (chance.choice(["5018", "5020", "6759", "6304"]), 13),
        "maestro19": ("6759", 19),
    }[b]
    return drawn(lambda: completed(digits(n - 1, pre), luhn), lambda v: len(set(v)) > 1)


def card_forms(v):
    n = len(v)
    sh = {
        16: [4, 4, 4, 4],
        15: [4, 6, 5],
        14: [4, 6, 4],
        19: [4, 4, 4, 4, 3],
        13: [4, 3, 3, 3],
        12: [4, 4, 4],
        17: [4, 4, 4, 5],
        18: [6, 6, 6],
    }[n]
    return (
        [v]
        + [grouped(v, sh, s) for s in " -."]
        + ([grouped(v, [4, 4, 4, 3], "-")] if n == 15 else [])
        + ([grouped(v, [6, 13], " ")] if n == 19 else [])
    )


entity(
    "CREDIT_CARD",
    "US",
    ["credit card", "card number", "visa", "card", "debit card", "card no", "pan"],
    lambda: card_forms(card()),
    lambda: (
        lambda v: [
            misread(v),
            grouped(misread(v), [4, 4, 4, 4], " "),
            "x" + v,
            v + "a",
            "9" + v[1:],
            v[:8] + "." + v[8:] + "e",
            "0000000000000000",
            "id-" + v,
        ]
    )(card("visa16")),
)


def sentences(each):
    """(text, begin, end of the card), `each` of every brand."""
    for brand in BRANDS:
        for _ in range(each):
            value, sentence = chance.choice(card_forms(card(brand))), chance.choice(SENTENCES)
            begin = sentence.index("{}")
            yield sentence.replace("{}", value), begin, begin + len(value)
