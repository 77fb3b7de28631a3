"""Germany's numbers with their checksums, and near misses."""

import string

from .chance import chance, digits, letters, misread, grouped
from .checksums import icao
from .entity import entity


def taxid():
    while True:
        # one digit twice or thrice in first ten
        ds = chance.sample("0123456789", 9)
        rep = chance.choice(ds)
        a = ds + [rep]
        chance.shuffle(a)
        d = "".join(a)
        if d[0] == "0":
            continue
        p = 10
        for c in d:
            s = (int(c) + p) % 10 or 10
            p = s * 2 % 11
        k = (11 - p) % 10
        return d + str(k)


entity(
    "DE_TAX_ID",
    "DE",
    [
        "Steuer-ID",
        "Steueridentifikationsnummer",
        "IdNr",
        "tax id",
        "Steuerliche Identifikationsnummer",
        "Steuer-IdNr",
    ],
    lambda: (lambda v: [v, grouped(v, [2, 3, 3, 3], " ")])(taxid()),
    lambda: (
        lambda v: [
            misread(v),
            grouped(misread(v), [2, 3, 3, 3], " "),
            "0" + v[1:],
            v[:-1],
            v + "1",
            "1" * 11,
            "12345678901",
        ]
    )(taxid()),
)


TAX_OFFICES = "11 21 22 23 26 27 28 30 31 32 40 41 48 51 52 53 54 55 56 57 58 59 91 92".split()


def taxno():
    return chance.choice(
        [
            f"{digits(2,'2')}/{digits(3)}/{digits(5)}",
            f"{digits(3,'1')}/{digits(3)}/{digits(5)}",
            f"{digits(3,'1')}/{digits(4)}/{digits(4)}",
            f"{digits(3,'0')}/{digits(3)}/{digits(5)}",
            f"{chance.choice(TAX_OFFICES)}{digits(2)}0{digits(8)}",
        ]
    )


entity(
    "DE_TAX_NUMBER",
    "DE",
    ["Steuernummer", "St.-Nr.", "StNr", "tax number", "Steuernr.", "Steuer-Nr."],
    lambda: [taxno()],
    lambda: [
        f"{digits(2)}/{digits(3)}/{digits(3)}",
        f"{digits(4)}/{digits(4)}/{digits(6)}",
        digits(7),
        digits(15),
    ],
    bare=False,
)


def vat():
    d = digits(8, chance.choice("123456789"))
    p = 10
    for c in d:
        s = (int(c) + p) % 10 or 10
        p = s * 2 % 11
    return d + str((11 - p) % 10)


entity(
    "DE_VAT_ID",
    "DE",
    ["USt-IdNr", "USt-ID", "Umsatzsteuer-ID", "VAT ID", "VAT number", "USt-IdNr."],
    lambda: (lambda v: ["DE" + v, "DE " + v, "DE " + grouped(v, [3, 3, 3], " ")])(vat()),
    lambda: (
        lambda v: ["DE" + misread(v), "DE" + v[:-1], "DE" + v + "1", "XE" + v, "DE0" + v[1:]]
    )(vat()),
)


def rvnr():
    # area(2) ddmmyy letter serial(2) check
    a = chance.choice(
        [
            "02",
            "03",
            "04",
            "08",
            "09",
            "10",
            "11",
            "12",
            "13",
            "14",
            "15",
            "16",
            "17",
            "18",
            "19",
            "20",
            "21",
            "23",
            "24",
            "25",
            "26",
            "28",
            "29",
            "38",
            "39",
            "40",
            "42",
            "43",
            "44",
            "48",
            "49",
            "50",
            "51",
            "52",
            "53",
            "54",
            "55",
            "56",
            "57",
            "58",
            "59",
            "60",
            "61",
            "62",
            "63",
            "64",
            "65",
            "66",
            "67",
            "68",
            "69",
            "70",
            "71",
            "72",
            "73",
            "74",
            "75",
            "76",
            "77",
            "78",
            "79",
            "80",
            "81",
            "82",
            "89",
        ]
    )
    l = letters(1)
    b = a + f"{chance.randint(1,28):02d}{chance.randint(1,12):02d}{chance.randint(0,99):02d}"
    s2 = digits(2)
    full = b + f"{ord(l)-64:02d}" + s2
    tot = 0
    for c, w in zip(full, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]):
        p = int(c) * w
        tot += p // 10 + p % 10
    return b + l + s2 + str(tot % 10)


entity(
    "DE_SOCIAL_SECURITY",
    "DE",
    [
        "Rentenversicherungsnummer",
        "Sozialversicherungsnummer",
        "RVNR",
        "SVNR",
        "Versicherungsnummer",
    ],
    lambda: (lambda v: [v, grouped(v, [2, 6, 1, 3], " ")])(rvnr()),
    lambda: (lambda v: [misread(v), v[:2] + "99" + v[4:], v[:4] + "13" + v[6:], v[:-1], v + "1"])(
        rvnr()
    ),
)


def kvnr():
    l = letters(1)
    d = digits(8)
    full = f"{ord(l)-64:02d}" + d
    t = 0
    for i, c in enumerate(full):
        p = int(c) * (1 + i % 2)
        t += p // 10 + p % 10
    return l + d + str(t % 10)


entity(
    "DE_HEALTH_INSURANCE",
    "DE",
    [
        "Krankenversichertennummer",
        "KVNR",
        "Versichertennummer",
        "Krankenkasse",
        "Krankenversicherungsnummer",
        "Gesundheitskarte",
    ],
    lambda: [kvnr()],
    lambda: (lambda v: [misread(v), v[:-1], v + "1", "1" + v[1:]])(kvnr()),
)


IDC = "CFGHJKLMNPRTVWXYZ0123456789"


def deid(first):
    s = letters(1, first) + letters(8, IDC)
    return s, s + icao(s)


entity(
    "DE_ID_CARD",
    "DE",
    ["Personalausweis", "Personalausweisnummer", "Ausweisnummer", "ID card"],
    lambda: list(deid("LMNPRTVWXYZ")),
    lambda: (
        lambda v: [
            v[1][:-1] + str((int(v[1][-1]) + 1) % 10),
            v[0][:-1],
            v[0][:4] + "A" + v[0][5:],
            v[0] + "00",
            "1" + v[0][1:],
        ]
    )(deid("LMNPRTVWXYZ")),
    bare=False,
)
entity(
    "DE_PASSPORT",
    "DE",
    ["Reisepass", "Reisepassnummer", "Passnummer", "passport", "Pass-Nr."],
    lambda: list(deid("CFGHJK")),
    lambda: (
        lambda v: [
            v[1][:-1] + str((int(v[1][-1]) + 1) % 10),
            v[0][:-1],
            v[0][:4] + "A" + v[0][5:],
            v[0] + "00",
            "A" + v[0][1:],
        ]
    )(deid("CFGHJK")),
    bare=False,
)


def defs():
    # authority letter + 3 digits(alnum) ... 11: 1 letter,3 alnum? "B072RRE2I55"
    base = (
        chance.choice("BNJ")
        + digits(2, "0")
        + digits(1)
        + letters(5, string.digits + string.ascii_uppercase)
    )
    t = sum(
        (int(c) if c.isdigit() else ord(c) - 55) * w
        for c, w in zip(base, [9, 8, 7, 6, 5, 4, 3, 2, 1])
    )
    k = t % 11
    return base + ("X" if k == 10 else str(k)) + digits(1, "1")


entity(
    "DE_FUEHRERSCHEIN",
    "DE",
    ["Führerschein", "Führerscheinnummer", "Fahrerlaubnis", "driving licence", "Führerschein-Nr."],
    lambda: [defs()],
    lambda: (
        lambda v: [v[:9] + ("1" if v[9] != "1" else "2") + v[10:], v[:-1], v + "1", "1" + v[1:]]
    )(defs()),
)
entity(
    "DE_HANDELSREGISTER",
    "DE",
    ["Handelsregister", "Amtsgericht München", "Registernummer", "eingetragen unter"],
    lambda: [
        f"HRB {digits(chance.randint(3,6),'1')}",
        f"HRA {digits(chance.randint(3,5),'1')}",
        f"HRB {digits(5,'1')} B",
        f"HRB{digits(5,'2')}",
    ],
    lambda: ["HRB", f"HRX {digits(5)}", f"HRB {digits(9,'1')}", "HRB abc"],
)
entity(
    "DE_BSNR",
    "DE",
    ["BSNR", "Betriebsstättennummer", "Betriebsstätten-Nr."],
    lambda: [
        chance.choice(
            [
                "01",
                "02",
                "03",
                "17",
                "20",
                "38",
                "46",
                "51",
                "52",
                "71",
                "72",
                "83",
                "88",
                "93",
                "98",
            ]
        )
        + digits(7)
    ],
    lambda: ["00" + digits(7), digits(8), digits(10)],
    bare=False,
)


def lanr():
    d = digits(6, chance.choice("123456789"))
    s = sum(int(c) * w for c, w in zip(d, [4, 9] * 3))
    return d + str((10 - s % 10) % 10) + chance.choice(["01", "03", "10", "23", "50", "69"])


entity(
    "DE_LANR",
    "DE",
    ["LANR", "Arztnummer", "lebenslange Arztnummer"],
    lambda: [lanr()],
    lambda: (lambda v: [misread(v, 6), v[:-1], v + "1"])(lanr()),
    bare=False,
)
KFZ = ["B", "M", "HH", "K", "F", "S", "D", "MTK", "KA", "LÖ", "FÜ", "GÖ", "WÜ", "HSK", "DD", "OAL"]


def kfz():
    a = chance.choice(KFZ)
    b = letters(chance.randint(1, 2))
    n = digits(chance.randint(1, 4), chance.choice("123456789"))
    e = chance.choice(["", "", "", "E", "H"])
    n = n[:3] if e else n
    return chance.choice(
        [f"{a}-{b} {n}{e}", f"{a} {b} {n}{e}", f"{a}-{b}-{n}{e}", f"{a}-{b}{n}{e}"]
    )


entity(
    "DE_KFZ",
    "DE",
    [
        "Kennzeichen",
        "Kfz-Kennzeichen",
        "Nummernschild",
        "license plate",
        "Autokennzeichen",
        "amtliches Kennzeichen",
    ],
    lambda: [kfz()],
    lambda: ["ABCD-EF 123", "B-ABC 123", "B-MW 0123", "B-MW 12345", "1-AB 123"],
    bare=False,
)
entity(
    "DE_PLZ",
    "DE",
    ["PLZ", "Postleitzahl", "postal code", "postcode", "zip code"],
    lambda: [f"{chance.randint(1067,99998):05d}"],
    lambda: ["00999", "00000", digits(4), digits(6), "99999"],
    bare=False,
)
