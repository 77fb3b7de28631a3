"""What the United States give: written forms with their checksums, and near misses."""

from .chance import chance, digits, letters, drawn, completed, misread, grouped
from .checksums import luhn
from .entity import among_words, entity


def aba():
    def mk():
        p = chance.choice(
            [f"{i:02d}" for i in list(range(1, 13)) + list(range(21, 33)) + list(range(61, 73))]
        ) + digits(6)
        return completed(p, lambda d: sum(int(c) * w for c, w in zip(d, [3, 7, 1] * 3)) % 10 == 0)

    return mk()


entity(
    "ABA_ROUTING_NUMBER",
    "US",
    ["routing number", "ABA routing number", "aba", "routing transit number", "bank routing"],
    lambda: (lambda v: [v, grouped(v, [4, 4, 1], "-")])(aba()),
    lambda: (lambda v: [misread(v), v[:-1], v + "1", "9" + v[1:], "x" + v])(aba()),
    bare=False,
)
entity(
    "US_BANK_NUMBER",
    "US",
    [
        "bank account number",
        "checking account",
        "savings account",
        "bank account",
        "account number",
        "account #",
    ],
    lambda: [digits(chance.randint(8, 17), chance.choice("123456789"))],
    lambda: [digits(6, "1"), digits(19, "4"), "A" + digits(9)],
    bare=False,
)


def ssn():
    a = drawn(lambda: digits(3), lambda v: v not in ("000", "666") and v[0] != "9")
    g = drawn(lambda: digits(2), lambda v: v != "00")
    s = drawn(lambda: digits(4), lambda v: v != "0000")
    return a + g + s


entity(
    "US_SSN",
    "US",
    ["social security number", "SSN", "social", "ssn number", "social security"],
    lambda: (
        lambda v: [
            grouped(v, [3, 2, 4], "-"),
            grouped(v, [3, 2, 4], " "),
            grouped(v, [3, 2, 4], "."),
        ]
    )(ssn()),
    lambda: (
        lambda v: [
            "000-" + v[3:5] + "-" + v[5:],
            "666-" + v[3:5] + "-" + v[5:],
            v[:3] + "-00-" + v[5:],
            v[:3] + "-" + v[3:5] + "-0000",
            v[:3] + "-" + v[3:5] + " " + v[5:8],
            v[:3] + "-" + v[3:5] + "-" + v[5:] + "5",
            "1" + v[:3] + "-" + v[3:5] + "-" + v[5:],
        ]
    )(ssn()),
)
among_words("US_SSN", lambda: [ssn()])
itg = [i for i in range(50, 66)] + [i for i in range(70, 89)] + [90, 91, 92] + list(range(94, 100))


def itin():
    return "9" + digits(2) + f"{chance.choice(itg):02d}" + digits(4)


entity(
    "US_ITIN",
    "US",
    ["ITIN", "individual taxpayer identification number", "taxpayer id", "tax id"],
    lambda: (lambda v: [grouped(v, [3, 2, 4], "-"), grouped(v, [3, 2, 4], " ")])(itin()),
    lambda: (
        lambda v: [
            "8" + v[1:3] + "-" + v[3:5] + "-" + v[5:],
            v[:3]
            + "-"
            + chance.choice(["66", "67", "68", "69", "89", "93", "49", "12"])
            + "-"
            + v[5:],
            v[:3] + "-" + v[3:5] + "-" + v[5:] + "1",
            v[:3] + "-" + v[3:5] + "-" + v[5:8],
        ]
    )(itin()),
)
among_words("US_ITIN", lambda: [itin()])
MBI_LETTERS = "ACDEFGHJKMNPQRTUVWXY"


def mbi():
    AN = lambda: chance.choice(MBI_LETTERS + "0123456789")
    return (
        chance.choice("123456789")
        + letters(1, MBI_LETTERS)
        + AN()
        + digits(1)
        + letters(1, MBI_LETTERS)
        + AN()
        + digits(1)
        + letters(2, MBI_LETTERS)
        + digits(2)
    )


entity(
    "US_MBI",
    "US",
    ["Medicare number", "MBI", "medicare beneficiary identifier", "medicare id"],
    lambda: (lambda v: [v, grouped(v, [4, 3, 4], "-"), grouped(v, [4, 3, 4], " ")])(mbi()),
    lambda: (
        lambda v: [
            "0" + v[1:],
            v[0] + "S" + v[2:],
            v[0] + "B" + v[2:],
            v[:4] + "I" + v[5:],
            v[:-1],
            v + "1",
            v[:7] + "OZ" + v[9:],
            v[0] + "1" + v[2:],
        ]
    )(mbi()),
)


def npi():
    return drawn(
        lambda: completed(chance.choice("12") + digits(8), lambda d: luhn("80840" + d)),
        lambda v: len(set(v[1:])) > 1,
    )


entity(
    "US_NPI",
    "US",
    ["NPI", "national provider identifier", "provider number", "npi number", "provider NPI"],
    lambda: [npi()],
    lambda: (lambda v: [misread(v), "3" + v[1:], v[:-1], v + "0"])(npi()),
    bare=False,
)


def dea():
    while True:
        d = digits(6)
        s = (int(d[0]) + int(d[2]) + int(d[4])) + 2 * (int(d[1]) + int(d[3]) + int(d[5]))
        return letters(1, "ABFGMPR") + letters(1) + d + str(s % 10)


entity(
    "DEA_NUMBER",
    "US",
    ["DEA number", "DEA", "DEA registration"],
    lambda: [dea()],
    lambda: (lambda v: [misread(v), v[:-1], v + "1", v[0] + "1" + v[2:]])(dea()),
)
entity(
    "MEDICAL_LICENSE",
    "US",
    ["medical license", "medical license number", "DEA certificate", "medical certificate"],
    lambda: [dea()],
    lambda: (lambda v: [misread(v), v[:-1], v + "11"])(dea()),
)
entity(
    "US_PASSPORT",
    "US",
    ["passport", "passport number", "US passport", "passport no", "passport #"],
    lambda: [digits(9, chance.choice("123456")), letters(1, "ACEX") + digits(8)],
    lambda: [
        digits(8, "1"),
        digits(10, "1"),
        letters(2) + digits(8),
        letters(1) + digits(9),
        letters(1) + digits(6),
    ],
    bare=False,
)


def us_licence():
    return chance.choice(
        [
            letters(1) + digits(7),
            letters(1) + digits(8),
            letters(1) + digits(12),
            letters(1) + digits(11),
            digits(8, "1"),
            digits(9, "1"),
            digits(7, "2"),
            letters(2) + digits(7),
            letters(1) + digits(13),
            letters(1) + digits(6),
            letters(2) + digits(6),
            digits(9) + "",
            letters(1) + digits(14),
            letters(1) + grouped(digits(12), [3, 3, 2, 3], "-"),
        ]
    )


entity(
    "US_DRIVER_LICENSE",
    "US",
    [
        "driver's license",
        "drivers license number",
        "driver license",
        "license number",
        "DL",
        "DL number",
        "driver's license number",
        "driving license",
        "permit number",
    ],
    lambda: [us_licence()],
    lambda: [digits(4, "1"), digits(20, "1"), letters(6), "v1.2.3"],
    bare=False,
)
