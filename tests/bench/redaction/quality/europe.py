"""Numbers of Spain, Finland, France, Belgium, the Netherlands, Brazil and Italy."""

from .chance import chance, digits, letters, drawn, completed, misread, grouped
from .checksums import luhn
from .entity import among_words, entity

NIFL = "TRWAGMYFPDXBNJZSQVHLCKE"


def nif():
    d = digits(8)
    return d + NIFL[int(d) % 23]


def nie():
    x = chance.choice("XYZ")
    d = digits(7)
    return x + d + NIFL[int(str("XYZ".index(x)) + d) % 23]


bl = lambda v: v[:-1] + NIFL[(NIFL.index(v[-1]) + 5) % 23]
entity(
    "ES_NIF",
    "ES",
    ["NIF", "DNI", "documento nacional de identidad", "nif number"],
    lambda: (
        lambda v: [
            v,
            v[:8] + "-" + v[8],
            grouped(v[:8], [2, 3, 3], ".") + "-" + v[8],
            v[:8] + " " + v[8],
        ]
    )(nif()),
    lambda: (lambda v: [bl(v), v[1:-1], v + "A", v[:8] + "I", v[:8] + "Ñ"])(nif()),
)
among_words("ES_NIF", lambda: [nif().lower()])
entity(
    "ES_NIE",
    "ES",
    ["NIE", "número de identidad de extranjero", "nie number"],
    lambda: (lambda v: [v, v[0] + "-" + v[1:8] + "-" + v[8]])(nie()),
    lambda: (lambda v: [bl(v), "W" + v[1:], v[:-1], v + "A"])(nie()),
)
among_words("ES_NIE", lambda: [nie().lower()])
entity(
    "ES_PASSPORT",
    "ES",
    ["pasaporte", "número de pasaporte", "passport", "passport number"],
    lambda: [letters(3) + digits(6), letters(2) + digits(6)],
    lambda: [
        letters(4) + digits(6),
        letters(1) + digits(6),
        letters(3) + digits(7),
        letters(3) + digits(5),
    ],
    bare=False,
)


def hetu():
    y = chance.randint(0, 99)
    sep = chance.choice("-+A")
    n = f"{chance.randint(2,899):03d}"
    d = f"{chance.randint(1,28):02d}{chance.randint(1,12):02d}{y:02d}"
    if sep == "A":
        d = d[:4] + f"{chance.randint(0,24):02d}"
    return d + sep + n + "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(d + n) % 31]


HC = "0123456789ABCDEFHJKLMNPRSTUVWXY"
entity(
    "FI_PERSONAL_IDENTITY_CODE",
    "FI",
    ["henkilötunnus", "hetu", "personal identity code", "HETU"],
    lambda: [hetu()],
    lambda: (
        lambda v: [
            v[:-1] + HC[(HC.index(v[-1]) + 3) % 31],
            "32" + v[2:],
            v[:2] + "13" + v[4:],
            v[:6] + "*" + v[7:],
            v[:-1],
        ]
    )(hetu()),
)


def nir():
    d = (
        chance.choice("12")
        + f"{chance.randint(30,99):02d}{chance.randint(1,12):02d}{chance.randint(1,95):02d}"
        + digits(6)
    )
    return d + f"{97-int(d)%97:02d}"


entity(
    "FR_NIR",
    "FR",
    ["NIR", "numéro de sécurité sociale", "sécurité sociale", "carte vitale"],
    lambda: (lambda v: [v, grouped(v, [1, 2, 2, 2, 3, 3, 2], " ")])(nir()),
    lambda: (lambda v: [misread(v), v[:-1], "5" + v[1:], v + "1"])(nir()),
)


def be():
    d = f"{chance.randint(30,99):02d}{chance.randint(1,12):02d}{chance.randint(1,28):02d}"
    d += f"{chance.randint(1,997):03d}"
    return d + f"{97-int(d)%97:02d}"


entity(
    "BE_NATIONAL_NUMBER",
    "BE",
    ["rijksregisternummer", "numéro national", "national number"],
    lambda: (lambda v: [v, v[:2] + "." + v[2:4] + "." + v[4:6] + "-" + v[6:9] + "." + v[9:]])(
        be()
    ),
    lambda: (lambda v: [misread(v), v[:-1], v + "1"])(be()),
)


def bsn():
    return drawn(
        lambda: digits(9, chance.choice("123")),
        lambda d: (sum(int(c) * (9 - i) for i, c in enumerate(d[:8])) - int(d[8])) % 11 == 0,
    )


entity(
    "NL_BSN",
    "NL",
    ["BSN", "burgerservicenummer", "sofinummer"],
    lambda: (lambda v: [v])(bsn()),
    lambda: (lambda v: [misread(v), v[:-2], v + "1"])(bsn()),
    bare=False,
)


def cpf():
    d = digits(9)
    for n in (10, 11):
        d += str((sum(int(c) * (n - i) for i, c in enumerate(d)) * 10 % 11) % 10)
    return d


entity(
    "BR_CPF",
    "BR",
    ["CPF", "cpf número"],
    lambda: (lambda v: [v, v[:3] + "." + v[3:6] + "." + v[6:9] + "-" + v[9:]])(cpf()),
    lambda: (
        lambda v: [
            misread(v),
            v[:3] + "." + v[3:6] + "." + v[6:9] + "-" + misread(v[9:]),
            v[:-1],
            "11111111111",
        ]
    )(cpf()),
)


def cnpj():
    d = digits(8) + "0001"
    for w in ([5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]):
        r = sum(int(c) * x for c, x in zip(d, w)) % 11
        d += "0" if r < 2 else str(11 - r)
    return d


entity(
    "BR_CNPJ",
    "BR",
    ["CNPJ"],
    lambda: (lambda v: [v, v[:2] + "." + v[2:5] + "." + v[5:8] + "/" + v[8:12] + "-" + v[12:]])(
        cnpj()
    ),
    lambda: (lambda v: [misread(v), v[:-1]])(cnpj()),
)
ODD = dict(
    zip(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        [
            1,
            0,
            5,
            7,
            9,
            13,
            15,
            17,
            19,
            21,
            1,
            0,
            5,
            7,
            9,
            13,
            15,
            17,
            19,
            21,
            2,
            4,
            18,
            20,
            11,
            3,
            6,
            8,
            12,
            14,
            16,
            10,
            22,
            25,
            24,
            23,
        ],
    )
)


def cf():
    C = "BCDFGLMNPRSTVZ"
    b = (
        letters(6, C)
        + digits(2)
        + letters(1, "ABCDEHLMPRST")
        + f"{chance.randint(1,28)+chance.choice([0,40]):02d}"
        + letters(1, "ABCDEFGHIL")
        + digits(3)
    )
    t = sum(
        ODD[c] if i % 2 == 0 else (int(c) if c.isdigit() else ord(c) - 65) for i, c in enumerate(b)
    )
    return b + chr(65 + t % 26)


entity(
    "IT_FISCAL_CODE",
    "IT",
    ["codice fiscale", "fiscal code", "CF", "C.F."],
    lambda: (lambda v: [v])(cf()),
    lambda: (
        lambda v: [v[:-1] + chr(65 + (ord(v[-1]) - 62) % 26), v[:-1], v + "A", v[:8] + "Q" + v[9:]]
    )(cf()),
)
among_words("IT_FISCAL_CODE", lambda: [cf().lower()])


def piva():
    d = digits(7) + f"{chance.randint(1,99):03d}"
    return drawn(lambda: completed(d, luhn), lambda v: 1)


entity(
    "IT_VAT_CODE",
    "IT",
    ["partita iva", "P.IVA", "P. IVA", "VAT code", "partita IVA numero"],
    lambda: (lambda v: [v, "IT" + v])(piva()),
    lambda: (lambda v: [misread(v), "IT" + misread(v), v[:-1], "0" * 11])(piva()),
)
entity(
    "IT_DRIVER_LICENSE",
    "IT",
    ["patente", "patente di guida", "numero patente", "driving licence"],
    lambda: [
        letters(2) + digits(7) + letters(1),
        "U1" + letters(7, "ABCDEFGHLMNPRSTUVWXYZ0123456789") + letters(1),
    ],
    lambda: [
        letters(3) + digits(6) + letters(1),
        letters(2) + digits(8),
        letters(2) + digits(6) + letters(1),
        "U2" + digits(7) + "1",
    ],
    bare=False,
)
entity(
    "IT_IDENTITY_CARD",
    "IT",
    ["carta d'identità", "carta di identità", "documento", "identity card", "CIE"],
    lambda: [letters(2) + digits(5) + letters(2), letters(2) + digits(7), digits(7) + letters(2)],
    lambda: [
        letters(1) + digits(7),
        letters(3) + digits(7),
        letters(2) + digits(4) + letters(2),
        digits(9),
    ],
    bare=False,
)
entity(
    "IT_PASSPORT",
    "IT",
    ["passaporto", "numero passaporto", "passport"],
    lambda: [letters(2) + digits(7)],
    lambda: [letters(1) + digits(7), letters(2) + digits(8), letters(3) + digits(7)],
    bare=False,
)
