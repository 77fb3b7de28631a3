"""Numbers of Australia, Canada and India with their checksums, and near misses."""

import string

from .chance import chance, digits, letters, drawn, completed, misread, grouped
from .checksums import luhn, verhoeff
from .entity import among_words, entity


def tfn():
    return drawn(
        lambda: digits(9, chance.choice("123456789")),
        lambda d: sum(int(c) * w for c, w in zip(d, [1, 4, 3, 7, 5, 8, 6, 9, 10])) % 11 == 0,
    )


entity(
    "AU_TFN",
    "AU",
    ["TFN", "tax file number", "tfn number"],
    lambda: (lambda v: [v, grouped(v, [3, 3, 3], " "), grouped(v, [3, 3, 3], "-")])(tfn()),
    lambda: (lambda v: [misread(v), grouped(misread(v), [3, 3, 3], " "), v[:-2], v + "1"])(tfn()),
)


def abn():
    return drawn(
        lambda: digits(11, chance.choice("123456789")),
        lambda d: sum(
            (int(c) - (i == 0)) * w
            for i, (c, w) in enumerate(zip(d, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]))
        )
        % 89
        == 0,
    )


entity(
    "AU_ABN",
    "AU",
    ["ABN", "Australian Business Number", "abn number"],
    lambda: (lambda v: [v, grouped(v, [2, 3, 3, 3], " "), grouped(v, [2, 3, 3, 3], "-")])(abn()),
    lambda: (lambda v: [misread(v), grouped(misread(v), [2, 3, 3, 3], " "), v[:-1], v + "1"])(
        abn()
    ),
)


def acn():
    return completed(
        digits(8),
        lambda d: (10 - sum(int(c) * w for c, w in zip(d, [8, 7, 6, 5, 4, 3, 2, 1])) % 10) % 10
        == int(d[8]),
    )


entity(
    "AU_ACN",
    "AU",
    ["ACN", "Australian Company Number", "company number"],
    lambda: (lambda v: [v, grouped(v, [3, 3, 3], " ")])(acn()),
    lambda: (lambda v: [misread(v), grouped(misread(v), [3, 3, 3], " "), v[:-1], v + "1"])(acn()),
)


def med():
    d = digits(8, chance.choice("23456"))
    return (
        d
        + str(sum(int(c) * w for c, w in zip(d, [1, 3, 7, 9, 1, 3, 7, 9])) % 10)
        + chance.choice("123456789")
    )


entity(
    "AU_MEDICARE",
    "AU",
    ["medicare", "medicare number", "medicare card"],
    lambda: (lambda v: [v, grouped(v, [4, 5, 1], " "), grouped(v, [4, 5, 1], "-")])(med()),
    lambda: (
        lambda v: [
            misread(v, 8),
            grouped(misread(v, 8), [4, 5, 1], " "),
            "7" + v[1:],
            "1" + v[1:],
            v[:-1],
        ]
    )(med()),
)


def sin():
    return drawn(
        lambda: completed(digits(8, chance.choice("12345679")), luhn), lambda v: len(set(v)) > 1
    )


entity(
    "CA_SIN",
    "CA",
    ["SIN", "social insurance number", "sin number", "social insurance"],
    lambda: (lambda v: [v, grouped(v, [3, 3, 3], " "), grouped(v, [3, 3, 3], "-")])(sin()),
    lambda: (
        lambda v: [
            misread(v),
            grouped(misread(v), [3, 3, 3], "-"),
            "0" + v[1:],
            "8" + v[1:],
            v[:-1],
            v + "1",
        ]
    )(sin()),
)


def aad():
    return drawn(
        lambda: completed(digits(11, chance.choice("23456789")), verhoeff), lambda v: v != v[::-1]
    )


entity(
    "IN_AADHAAR",
    "IN",
    ["Aadhaar", "Aadhaar number", "aadhar", "uidai", "Aadhaar card"],
    lambda: (lambda v: [v, grouped(v, [4, 4, 4], " "), grouped(v, [4, 4, 4], "-")])(aad()),
    lambda: (
        lambda v: [
            misread(v),
            grouped(misread(v), [4, 4, 4], " "),
            "1" + v[1:],
            "0" + v[1:],
            v[:-1],
            v + "1",
        ]
    )(aad()),
)


def indian_pan():
    return (
        letters(3)
        + chance.choice("ABCFGHJLPT")
        + letters(1)
        + digits(4, chance.choice("123456789"))
        + letters(1)
    )


entity(
    "IN_PAN",
    "IN",
    ["PAN", "PAN card", "permanent account number", "pan number"],
    lambda: (lambda v: [v])(indian_pan()),
    lambda: (
        lambda v: [
            v[:3] + chance.choice("DIMNOQRSUVWXYZ") + v[4:],
            v[:-1],
            v + "A",
            v[:-1] + "1",
            "1" + v[1:],
        ]
    )(indian_pan()),
)
among_words("IN_PAN", lambda: [indian_pan().lower()])
C36 = string.digits + string.ascii_uppercase


def gst():
    b = (
        f"{chance.choice(list(range(1,38))):02d}"
        + indian_pan()
        + chance.choice("123456789A")
        + "Z"
    )
    s = 0
    for i, c in enumerate(b):
        p = C36.index(c) * (1 + i % 2)
        s += p // 36 + p % 36
    return b + C36[(36 - s % 36) % 36]


entity(
    "IN_GSTIN",
    "IN",
    ["GSTIN", "GST number", "gst", "GST no"],
    lambda: [gst()],
    lambda: (
        lambda v: [
            v[:-1] + ("A" if v[-1] != "A" else "B"),
            "00" + v[2:],
            "99" + v[2:-1],
            v[:-1],
            v + "1",
            v[:13] + "Y" + v[14:],
        ]
    )(gst()),
)
entity(
    "IN_PASSPORT",
    "IN",
    ["passport", "passport number", "Indian passport"],
    lambda: [
        letters(1, "ABCDEFGHJKLMNPRSTUVWY")
        + chance.choice("123456789")
        + digits(5)
        + chance.choice("123456789")
    ],
    lambda: [
        "Q" + digits(6, "1") + "1",
        "X" + digits(6, "1") + "2",
        "A0" + digits(6, "1"),
        "A" + digits(6, "1"),
        "AB" + digits(6, "1"),
        "A" + digits(8, "1"),
    ],
    bare=False,
)
INS = [
    "MH",
    "DL",
    "KA",
    "TN",
    "UP",
    "GJ",
    "WB",
    "RJ",
    "HR",
    "PB",
    "KL",
    "AP",
    "TS",
    "MP",
    "BR",
    "OD",
    "AS",
    "JH",
    "CG",
    "GA",
]


def inv():
    return (
        chance.choice(INS),
        f"{chance.randint(1,60):02d}",
        letters(chance.randint(1, 2), "ABCDEFGHJKLMNPQRSTUVWXYZ"),
        digits(4, chance.choice("123456789")),
    )


entity(
    "IN_VEHICLE_REGISTRATION",
    "IN",
    [
        "vehicle registration",
        "registration number",
        "vehicle number",
        "car number",
        "RC number",
        "number plate",
        "license plate",
    ],
    lambda: (lambda p: ["".join(p), " ".join(p), "-".join(p)])(inv()),
    lambda: (
        lambda p: [
            "XX" + "".join(p[1:]),
            "ZZ " + " ".join(p[1:]),
            "".join(p) + "1",
        ]
    )(inv()),
    bare="named",
)
entity(
    "IN_VOTER",
    "IN",
    ["voter id", "EPIC", "voter ID card", "elector"],
    lambda: [letters(3) + digits(7)],
    lambda: [
        letters(2) + digits(7),
        letters(3) + digits(6),
        letters(3) + digits(8),
        letters(4) + digits(6),
    ],
    bare=False,
)
