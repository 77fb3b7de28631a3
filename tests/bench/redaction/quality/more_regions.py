"""Numbers of Korea, Nigeria, the Philippines, Poland, Sweden, Singapore, Thailand, Turkey and
South Africa."""

from .chance import chance, digits, letters, completed, misread, grouped
from .checksums import luhn, verhoeff
from .entity import among_words, entity

PH_MOBILE = (
    "05 06 07 08 09 10 12 15 16 17 18 19 20 21 22 23 25 26 27 28 29 30 31 32 33 34 35 "
    "36 38 39 40 41 42 43 45 46 47 48 49 50 51 52 53 54 55 56 57 61 63 65 66 67 68 70 "
    "75 77 78 79 81 85 86 87 88 89 91 92 93 94 95 96 97 98 99 "
).split()


def rrn(g):
    d = (
        f"{chance.randint(50,99):02d}{chance.randint(1,12):02d}{chance.randint(1,28):02d}"
        + chance.choice(g)
        + f"{chance.randint(0,95):02d}"
        + digits(3)
    )
    s = sum(int(c) * w for c, w in zip(d, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]))
    return d, s


def rrn1():
    d, s = rrn("12")
    return d + str((11 - s % 11) % 10)


def frn1():
    d, s = rrn("56")
    return d + str((13 - s % 11) % 10)


entity(
    "KR_RRN",
    "KR",
    ["주민등록번호", "resident registration number", "RRN"],
    lambda: (lambda v: [v, v[:6] + "-" + v[6:]])(rrn1()),
    lambda: (
        lambda v: [
            v[:2] + "13" + v[4:6] + "-" + v[6:],
            v[:4] + "32" + "-" + v[6:],
            v[:6] + "-" + v[6:-1],
            v[:6] + "-" + v[6:] + "1",
            misread(v),
            v[:6] + "-" + misread(v[6:]),
        ]
    )(rrn1()),
)
entity(
    "KR_FRN",
    "KR",
    ["외국인등록번호", "foreigner registration number", "FRN", "alien registration number"],
    lambda: (lambda v: [v, v[:6] + "-" + v[6:]])(frn1()),
    lambda: (
        lambda v: [
            v[:2] + "13" + v[4:6] + "-" + v[6:],
            v[:6] + "-1" + v[7:],
            v[:6] + "-" + v[6:-1],
            misread(v),
        ]
    )(frn1()),
)


def brn():
    d = str(chance.randint(101, 999)) + f"{chance.randint(1,89):02d}" + digits(4)
    w = [1, 3, 7, 1, 3, 7, 1, 3, 5]
    s = sum(int(c) * x for c, x in zip(d, w)) + int(d[8]) * 5 // 10
    return d + str((10 - s % 10) % 10)


entity(
    "KR_BRN",
    "KR",
    ["사업자등록번호", "business registration number", "BRN"],
    lambda: (lambda v: [v, grouped(v, [3, 2, 5], "-")])(brn()),
    lambda: (lambda v: [misread(v), grouped(misread(v), [3, 2, 5], "-"), v[:-1], v + "1"])(brn()),
)
entity(
    "KR_DRIVER_LICENSE",
    "KR",
    ["운전면허번호", "면허번호", "driver license"],
    lambda: (lambda v: [grouped(v, [2, 2, 6, 2], "-"), v])(
        f"{chance.randint(11,26)}" + digits(10)
    ),
    lambda: [
        f"{chance.randint(29,99)}-{digits(2)}-{digits(6)}-{digits(2)}",
        f"11-{digits(2)}-{digits(5)}-{digits(2)}",
        f"11-{digits(2)}-{digits(6)}",
    ],
)
entity(
    "KR_PASSPORT",
    "KR",
    ["여권번호", "여권", "passport", "passport number"],
    lambda: [chance.choice("MSRODG") + digits(8), "M" + digits(3) + letters(1) + digits(4)],
    lambda: ["M" + digits(7), "A" + digits(8), "M" + digits(9), "MM" + digits(8)],
    bare=False,
)
entity(
    "NG_NIN",
    "NG",
    ["NIN", "national identification number", "national identity number"],
    lambda: [completed(digits(10, chance.choice("123456789")), verhoeff)],
    lambda: (lambda v: [misread(v), v[:-1], v + "1"])(completed(digits(10, "1"), verhoeff)),
)
entity(
    "NG_VEHICLE_REGISTRATION",
    "NG",
    ["plate number", "vehicle registration", "number plate", "registration number"],
    lambda: [
        f"{letters(3)}-{digits(3)}{letters(2)}",
        f"{letters(3)} {digits(3)} {letters(2)}",
        f"{letters(3)}{digits(3)}{letters(2)}",
        f"{letters(3)}-{digits(3)}-{letters(2)}",
    ],
    lambda: [
        f"{letters(2)}-{digits(3)}{letters(2)}",
        f"{letters(3)}-{digits(2)}{letters(2)}",
        f"{letters(3)}-{digits(3)}{letters(3)}",
        f"{letters(3)}-{digits(4)}{letters(2)}",
    ],
    bare=False,
)
entity(
    "PH_MOBILE_NUMBER",
    "PH",
    ["mobile", "phone", "cell", "mobile number", "tawagan"],
    lambda: (
        lambda v: [
            "0" + v,
            "+63" + v,
            "+63 " + grouped(v, [3, 3, 4], " "),
            "0" + grouped(v, [3, 3, 4], "-"),
            "0" + grouped(v, [3, 3, 4], " "),
            "63" + v,
        ]
    )(f"9{chance.choice(PH_MOBILE)}{digits(7)}"),
    lambda: [
        "08" + digits(9),
        "09" + digits(8),
        "+639" + digits(7),
        "09" + digits(10),
        "+64 9" + digits(2) + " " + digits(3) + " " + digits(4),
    ],
)
entity(
    "PH_TIN",
    "PH",
    ["TIN", "tax identification number", "BIR"],
    lambda: (
        lambda v: [
            grouped(v, [3, 3, 3], "-"),
            grouped(v + digits(3), [3, 3, 3, 3], "-"),
            grouped(v + "00000", [3, 3, 3, 5], "-"),
            v,
        ]
    )(digits(9, "1")),
    lambda: [
        digits(8, "1"),
        digits(10, "1"),
        f"{digits(3)}-{digits(3)}-{digits(2)}",
        f"{digits(3)}-{digits(2)}-{digits(4)}",
    ],
    bare=False,
)


def pesel():
    d = (
        f"{chance.randint(30,99):02d}{chance.randint(1,12):02d}{chance.randint(1,28):02d}"
        + digits(4)
    )
    return d + str((10 - sum(int(c) * w for c, w in zip(d, [1, 3, 7, 9] * 3)) % 10) % 10)


entity(
    "PL_PESEL",
    "PL",
    ["PESEL", "numer PESEL", "pesel number"],
    lambda: [pesel()],
    lambda: (lambda v: [misread(v), v[:-1], v + "1", v[:2] + "13" + v[4:], v[:4] + "32" + v[6:]])(
        pesel()
    ),
)


def personnummer():
    d = (
        f"{chance.randint(40,99):02d}{chance.randint(1,12):02d}{chance.randint(1,28):02d}"
        + digits(3)
    )
    return completed(d, luhn)


entity(
    "SE_PERSONNUMMER",
    "SE",
    ["personnummer", "personal identity number", "personnr"],
    lambda: (
        lambda v: [
            v,
            v[:6] + "-" + v[6:],
            "19" + v,
            "19" + v[:6] + "-" + v[6:],
            v[:6] + "+" + v[6:],
        ]
    )(personnummer()),
    lambda: (
        lambda v: [
            misread(v),
            v[:6] + "-" + misread(v[6:]),
            v[:2] + "13" + v[4:],
            v[:4] + "32" + v[6:],
            v[:-1],
        ]
    )(personnummer()),
)


def org():
    return completed(
        chance.choice(["556", "559", "212", "802", "969", "716"])[:2]
        + chance.choice("23456789")
        + digits(6),
        luhn,
    )


entity(
    "SE_ORGANISATIONSNUMMER",
    "SE",
    ["organisationsnummer", "org.nr", "orgnr", "org nr", "organisation number"],
    lambda: (lambda v: [v, v[:6] + "-" + v[6:]])(org()),
    lambda: (lambda v: [misread(v), v[:6] + "-" + misread(v[6:]), v[:-1], v[:2] + "1" + v[3:]])(
        org()
    ),
)


def nric():
    p = chance.choice("STFG")
    d = digits(7)
    s = sum(int(c) * w for c, w in zip(d, [2, 7, 6, 5, 4, 3, 2])) + (4 if p in "TG" else 0)
    return p + d + ("JZIHGFEDCBA" if p in "ST" else "XWUTRQPNMLK")[s % 11]


def nricm():
    d = digits(7)
    s = sum(int(c) * w for c, w in zip(d, [2, 7, 6, 5, 4, 3, 2])) + 3
    return "M" + d + "KLJNPQRTUWX"[10 - s % 11]


entity(
    "SG_NRIC_FIN",
    "SG",
    ["NRIC", "FIN", "nric number", "identity card"],
    lambda: [nric(), nricm()],
    lambda: (
        lambda v: [
            v[:-1] + chr(65 + (ord(v[-1]) - 65 + 1) % 26),
            v[:-1],
            "A" + v[1:],
            v + "A",
            v[:7] + v[8],
        ]
    )(nric()),
)
among_words("SG_NRIC_FIN", lambda: [nric().lower()])
UA = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


def uen():
    if chance.random() < 0.35:
        d = digits(8)
        s = sum(int(c) * w for c, w in zip(d, [10, 4, 9, 3, 8, 2, 7, 1]))
        return d + "XMKECAWLJDB"[s % 11]
    if chance.random() < 0.5:
        d = str(chance.randint(1970, 2025)) + digits(5)
        s = sum(int(c) * w for c, w in zip(d, [10, 8, 6, 4, 9, 7, 5, 3, 1]))
        return d + "ZKCMDNERGWH"[s % 11]
    d = (
        chance.choice("RST")
        + f"{chance.randint(0,25):02d}"
        + chance.choice(
            [
                "LP",
                "LL",
                "FC",
                "PF",
                "RF",
                "MQ",
                "MM",
                "NB",
                "CC",
                "CS",
                "MB",
                "FM",
                "GS",
                "DP",
                "CP",
                "NR",
                "CM",
                "CD",
                "MD",
                "HS",
                "VH",
                "CH",
                "MH",
                "CL",
                "XL",
                "CX",
                "HC",
                "RP",
                "TU",
                "TC",
                "FB",
                "FN",
                "PA",
                "PB",
                "SS",
                "MC",
                "SM",
                "GA",
                "GB",
            ]
        )
        + digits(4)
    )
    al = "ABCDEFGHJKLMNPQRSTUVWX0123456789"
    s = sum(al.index(c) * w for c, w in zip(d, [4, 3, 5, 3, 10, 2, 2, 5, 7]))
    return d + al[(s - 5) % 11]


entity(
    "SG_UEN",
    "SG",
    ["UEN", "unique entity number", "uen number"],
    lambda: [uen()],
    lambda: (lambda v: [v[:-1] + ("A" if v[-1] not in "AB" else "Y"), v[:-1], v + "1"])(uen()),
)


def thai():
    d = digits(12, chance.choice("12345678"))
    return d + str((11 - sum(int(c) * (13 - i) for i, c in enumerate(d)) % 11) % 10)


entity(
    "TH_TNIN",
    "TH",
    ["เลขประจำตัวประชาชน", "Thai national ID", "national id", "citizen id"],
    lambda: (lambda v: [v, grouped(v, [1, 4, 5, 2, 1], "-"), grouped(v, [1, 4, 5, 2, 1], " ")])(
        thai()
    ),
    lambda: (
        lambda v: [
            misread(v),
            grouped(misread(v), [1, 4, 5, 2, 1], "-"),
            "0" + v[1:],
            v[:-1],
            v + "1",
        ]
    )(thai()),
)


def trid():
    d = digits(9, chance.choice("123456789"))
    a = (sum(map(int, d[0::2])) * 7 - sum(map(int, d[1::2]))) % 10
    d += str(a)
    return d + str(sum(map(int, d)) % 10)


entity(
    "TR_NATIONAL_ID",
    "TR",
    ["TC kimlik no", "kimlik numarası", "TCKN", "T.C. Kimlik No", "national id"],
    lambda: [trid()],
    lambda: (lambda v: [misread(v), "0" + v[1:], v[:-1], v + "1", misread(v, 9)])(trid()),
)
entity(
    "TR_LICENSE_PLATE",
    "TR",
    ["plaka", "plaka no", "araç plakası", "license plate", "plakam"],
    lambda: (
        lambda c: [
            f"{c} {letters(1,'ABCDEFGHJKLMNPRSTUVYZ')} {digits(4,'1')}",
            f"{c} {letters(2,'ABCDEFGHJKLMNPRSTUVYZ')} {digits(3,'1')}",
            f"{c} {letters(3,'ABCDEFGHJKLMNPRSTUVYZ')} {digits(2,'1')}",
            f"{c}{letters(2,'ABCDEFGHJKLMNPRSTUVYZ')}{digits(4,'1')}",
            f"{c} {letters(3,'ABCDEFGHJKLMNPRSTUVYZ')} {digits(3,'1')}",
        ]
    )(f"{chance.randint(1,81):02d}"),
    lambda: [
        f"{chance.randint(82,99)} ABC 123",
        "00 ABC 123",
        "34 ABCD 12",
        "34 ABC 12345",
        "34 AB 1",
    ],
    bare="named",
)
entity(
    "TR_PHONE_NUMBER",
    "TR",
    ["telefon", "cep telefonu", "telefon numarası", "phone", "cep"],
    lambda: (
        lambda v: [
            "0" + v,
            "+90" + v,
            "+90 " + grouped(v, [3, 3, 2, 2], " "),
            "0" + grouped(v, [3, 3, 2, 2], " "),
            "0 " + grouped(v, [3, 3, 2, 2], " "),
            "+90 (" + v[:3] + ") " + grouped(v[3:], [3, 2, 2], " "),
            "0(" + v[:3] + ") " + grouped(v[3:], [3, 2, 2], " "),
            "0" + grouped(v, [3, 3, 4], "-"),
        ]
    )(
        chance.choice(["532", "505", "542", "555", "533", "212", "216", "312"])
        + chance.choice("23456789")
        + digits(6)
    ),
    lambda: [
        "0" + digits(9, "5"),
        "+91 532 123 45 67",
        "0" + "132" + digits(7),
        "+90" + digits(8, "5"),
    ],
)


def za():
    d = (
        f"{chance.randint(30,99):02d}{chance.randint(1,12):02d}{chance.randint(1,28):02d}"
        + digits(4)
        + chance.choice("01")
        + "8"
    )
    return completed(d, luhn)


entity(
    "ZA_ID_NUMBER",
    "ZA",
    ["ID number", "SA ID", "identity number", "South African ID", "RSA ID"],
    lambda: (lambda v: [v, grouped(v, [6, 4, 2, 1], " ")])(za()),
    lambda: (
        lambda v: [
            misread(v),
            v[:2] + "13" + v[4:],
            v[:4] + "32" + v[6:],
            v[:-1],
            v + "1",
            v[:10] + "5" + v[11:],
        ]
    )(za()),
)
