"""Britain's numbers with their checksums, and near misses."""

from .chance import chance, digits, letters, misread, grouped
from .entity import among_words, entity


def nhs():
    while True:
        d = digits(9, chance.choice("469"))
        s = sum(int(c) * (10 - i) for i, c in enumerate(d))
        k = 11 - s % 11
        if k == 11:
            k = 0
        if k != 10 and len(set(d)) > 1:
            return d + str(k)


entity(
    "UK_NHS",
    "GB",
    ["NHS number", "NHS no", "nhs", "patient NHS number"],
    lambda: (lambda v: [v, grouped(v, [3, 3, 4], " "), grouped(v, [3, 3, 4], "-")])(nhs()),
    lambda: (
        lambda v: [
            misread(v),
            grouped(misread(v), [3, 3, 4], " "),
            v[:-1],
            v + "1",
            grouped(misread(v), [3, 3, 4], "-"),
        ]
    )(nhs()),
)


def nino():
    while True:
        a = letters(1, "ABCEGHJKLMNOPRSTWXYZ") + letters(1, "ABCEGHJKLMNPRSTWXYZ")
        if a not in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ"):
            return a + digits(6) + letters(1, "ABCD")


entity(
    "UK_NINO",
    "GB",
    ["national insurance number", "NINO", "NI number", "national insurance", "NI no"],
    lambda: (
        lambda v: [
            v,
            grouped(v, [2, 2, 2, 2, 1], " "),
            v.lower(),
            grouped(v, [2, 2, 2, 2, 1], "-"),
        ]
    )(nino()),
    lambda: (
        lambda v: [
            "D" + v[1:],
            v[0] + "O" + v[2:],
            chance.choice(["BG", "GB", "NK", "KN", "TN", "NT", "ZZ"]) + v[2:],
            v[:-1] + "E",
            v[:4] + v[5:],
            v + "1",
        ]
    )(nino()),
)


def ukdl():
    s = (letters(chance.randint(2, 5)) + "99999")[:5]
    m = chance.randint(1, 12) + chance.choice([0, 50])
    return (
        s
        + digits(1)
        + f"{m:02d}{chance.randint(1,28):02d}"
        + digits(1)
        + chance.choice([letters(2), letters(1) + "9", "99"])
        + chance.choice("9876")
        + letters(2)
    )


entity(
    "UK_DRIVING_LICENCE",
    "GB",
    ["driving licence", "driving licence number", "driver number", "licence number"],
    lambda: [ukdl()],
    lambda: (
        lambda v: [
            v[:6] + "13" + v[8:],
            v[:6] + "00" + v[8:],
            v[:8] + "32" + v[10:],
            v[:8] + "00" + v[10:],
            v[:-1],
            v + "1",
            "1" + v[1:],
        ]
    )(ukdl()),
)
entity(
    "UK_PASSPORT",
    "GB",
    ["passport", "passport number", "UK passport", "British passport"],
    lambda: [digits(9), letters(2) + digits(7)],
    lambda: [digits(8), letters(3) + digits(6), letters(1) + digits(7), digits(10)],
    bare=False,
)
UKA = [
    "SW1A",
    "EC1A",
    "W1A",
    "M1",
    "B33",
    "CR2",
    "DN55",
    "G2",
    "AB10",
    "NW10",
    "E1",
    "LS11",
    "BT7",
    "SO16",
]


def postcode():
    return chance.choice(UKA) + " " + digits(1) + letters(2, "ABDEFGHJLNPQRSTUWXYZ")


entity(
    "UK_POSTCODE",
    "GB",
    ["postcode", "post code", "postal code", "address"],
    lambda: (lambda v: [v])(postcode()),
    lambda: (
        lambda v: [
            v[:-1] + "C",
            v[:-2] + "K" + v[-1],
            v[:-1],
            "Q" + v[1:],
            v[:-3] + "A" + v[-2:],
            v + "X",
        ]
    )(postcode()),
)
among_words("UK_POSTCODE", lambda: (lambda v: [v.replace(" ", ""), v.lower()])(postcode()))


def ukv():
    return (
        letters(1, "ABCDEFGHKLMNOPRSVWY")
        + letters(1, "ABCDEFGHJKLMNOPRSTUVWXY")
        + f"{chance.choice(list(range(2,27))+list(range(51,77))):02d} "
        + letters(3, "ABCDEFGHJKLMNOPRSTUVWXYZ")
    )


entity(
    "UK_VEHICLE_REGISTRATION",
    "GB",
    ["registration", "number plate", "vehicle registration", "reg", "car reg", "reg number"],
    lambda: (lambda v: [v, v.replace(" ", "")])(ukv())
    + [
        letters(1, "ABCDEFGHJKLMNPRSTVWXY")
        + str(chance.randint(1, 999))
        + " "
        + letters(3, "ABCDEFGHJKLMNPRSTVWXY"),
        letters(3, "ABCDEFGHJKLMNPRSTVWXY")
        + " "
        + str(chance.randint(1, 999))
        + letters(1, "ABCDEFGHJKLMNPRSTVWXY"),
    ],
    lambda: (lambda v: [v[:-1], "12" + v[2:], v + "Q1"])(ukv()),
    bare=False,
)
