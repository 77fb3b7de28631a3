"""What is written alike everywhere: tracks, codes, IBANs, wallets, networks, devices, dates."""

import re
import string

from .cards import card
from .chance import chance, digits, letters, completed, misread, grouped
from .checksums import luhn, bitcoin, bech32
from .entity import entity


def track():
    v = card("visa16")
    y = f"{chance.randint(26,32)}{chance.randint(1,12):02d}"
    return chance.choice(
        [f"%B{v}^DOE/JANE Q^{y}101000000000?", f";{v}={y}10100000000?", f"%B{v}^SMITH/BOB^{y}?"]
    )


entity(
    "CARD_TRACK",
    "US",
    ["track", "track data", "swipe"],
    lambda: [track()],
    lambda: [
        "%B" + misread(card("visa16")) + "^DOE/J^2712101?",
        ";" + misread(card("visa16")) + "=27121010000?",
    ],
)
entity(
    "CVV",
    "US",
    ["CVV", "CVC", "security code", "cvv2", "card security code", "CVV code"],
    lambda: [digits(3), digits(4, "1")],
    lambda: [digits(2), digits(5, "1"), digits(3) + "ms", digits(3) + ".50"],
    bare=False,
)
entity(
    "CARD_EXPIRY",
    "US",
    [
        "expiry date",
        "expiration date",
        "expires",
        "valid thru",
        "exp date",
        "exp",
        "expiration",
        "expiring",
    ],
    lambda: [
        f"{chance.randint(1,12):02d}/{chance.randint(26,34)}",
        f"{chance.randint(1,12):02d}/20{chance.randint(26,34)}",
        f"{chance.randint(1,12):02d}-{chance.randint(26,34)}",
    ],
    lambda: ["13/27", "00/28", f"{chance.randint(13,99)}/27"],
    bare=False,
)
entity(
    "PIN",
    "US",
    ["PIN", "pin number", "pin code", "passcode", "PIN is"],
    lambda: [digits(4), digits(6)],
    lambda: [digits(2), digits(14, "1")],
    bare=False,
)
entity(
    "OTP",
    "US",
    [
        "OTP",
        "one-time code",
        "verification code",
        "one time password",
        "your code",
        "authentication code",
        "one-time passcode",
    ],
    lambda: [digits(6), digits(4), digits(8)],
    lambda: [digits(2), digits(14, "1"), "pending"],
    bare=False,
)
entity(
    "ACCOUNT_NUMBER",
    "US",
    ["account number", "account", "acct", "account no", "acct #", "account #"],
    lambda: [digits(chance.randint(6, 14), chance.choice("123456789"))],
    lambda: [digits(3, "1"), digits(22, "1")],
    bare=False,
)
entity(
    "SSN_LAST4",
    "US",
    [
        "last four of my social",
        "last 4 of SSN",
        "last four digits of my social security number",
        "SSN last four",
    ],
    lambda: [digits(4)],
    lambda: [digits(2), digits(7, "1")],
    bare=False,
)
entity(
    "CARD_LAST4",
    "US",
    ["card ending in", "ending in", "last four of the card", "card ends with", "last 4"],
    lambda: [digits(4)],
    lambda: [digits(2), digits(7, "1")],
    bare=False,
)
IBAN_SHAPES = {
    "DE": ("18n",),
    "GB": ("4a14n",),
    "FR": ("10n11c2n",),
    "ES": ("20n",),
    "IT": ("1a10n12c",),
    "NL": ("4a10n",),
    "BE": ("12n",),
    "CH": ("5n12c",),
    "AT": ("16n",),
    "PL": ("24n",),
    "SE": ("20n",),
    "NO": ("11n",),
    "DK": ("14n",),
    "FI": ("14n",),
    "PT": ("21n",),
    "IE": ("4a14n",),
    "GR": ("7n16c",),
    "TR": ("5n1n16c",),
    "SA": ("2n18c",),
    "AE": ("19n",),
    "MT": ("4a5n18c",),
    "LU": ("3n13c",),
    "CZ": ("20n",),
    "HU": ("24n",),
    "RO": ("4a16c",),
    "BR": ("23n1a1c",),
    "LI": ("5n12c",),
    "EE": ("16n",),
    "LT": ("16n",),
    "LV": ("4a13c",),
    "HR": ("17n",),
    "BG": ("4a6n8c",),
    "CY": ("8n16c",),
    "SK": ("20n",),
    "SI": ("15n",),
    "IL": ("19n",),
    "MC": ("10n11c2n",),
    "UA": ("6n19c",),
    "QA": ("4a21c",),
    "KW": ("4a22c",),
    "SM": ("1a10n12c",),
    "AD": ("8n12c",),
    "MD": ("20c",),
    "GE": ("2a16n",),
    "RS": ("18n",),
    "KZ": ("3n13c",),
    "PK": ("4a16c",),
    "VG": ("4a16n",),
}


def iban(cc=None):
    cc = cc or chance.choice(list(IBAN_SHAPES))
    b = ""
    for n, k in re.findall(r"(\d+)([nac])", IBAN_SHAPES[cc][0]):
        b += {
            "n": lambda n: digits(n),
            "a": lambda n: letters(n),
            "c": lambda n: letters(n, string.ascii_uppercase + string.digits),
        }[k](int(n))
    num = "".join(str(int(c, 36)) for c in b + cc + "00")
    return cc + f"{98-int(num)%97:02d}" + b


entity(
    "IBAN_CODE",
    "US",
    ["IBAN", "iban number", "transfer to", "bank account"],
    lambda: (
        lambda v: [
            v,
            grouped(v, [4] * 8, " ").strip(),
            grouped(v, [4] * 8, "-").strip("-"),
            v.lower(),
        ]
    )(iban()),
    lambda: (
        lambda v: [
            v[:-1],
            misread(v, 3),
            grouped(misread(v, 3), [4] * 8, " ").strip(),
            "XX" + v[2:],
            v + "9",
        ]
    )(iban()),
)
entity(
    "CRYPTO",
    "US",
    ["wallet", "btc", "bitcoin address", "wallet address"],
    lambda: [bitcoin(), bech32(), "0x" + letters(40, "0123456789abcdef")],
    lambda: (lambda v: [v[:-1], v[:-1] + ("a" if v[-1] != "a" else "b"), v[:10] + "0" + v[11:]])(
        bitcoin()
    )
    + (lambda v: [v[:-1] + ("q" if v[-1] != "q" else "p")])(bech32())
    + ["0x" + letters(39, "0123456789abcdef"), "0x" + letters(64, "0123456789abcdef")],
)
entity(
    "IP_ADDRESS",
    "US",
    ["ip", "IP address", "host", "remote", "client ip"],
    lambda: [
        ".".join(str(chance.randint(1, 254)) for _ in range(4)),
        "2001:db8:" + ":".join(letters(4, "0123456789abcdef") for _ in range(6)),
        "2001:db8::" + letters(4, "123456789abcdef"),
        "fe80::1",
        "::ffff:192.0.2." + str(chance.randint(1, 254)),
        "10.0." + str(chance.randint(0, 255)) + ".0/16",
        "::1",
    ],
    lambda: ["256.1.2.3", "1.2.3", "1.2.3.4.5", "1.2.3.999", "12:34:56", "std::string"],
)
entity(
    "MAC_ADDRESS",
    "US",
    ["mac", "MAC address", "ethernet", "hwaddr"],
    lambda: (
        lambda h: [
            ":".join(h),
            "-".join(h).upper(),
            (
                ".".join([h[0] + h[1], h[2] + h[3], h[4] + h[5]])
                if any(c.isalpha() for c in "".join(h))
                else ":".join(h)
            ),
        ]
    )([letters(2, "0123456789abcdef") for _ in range(6)]),
    lambda: [
        "00:00:00:00:00:00",
        "ff:ff:ff:ff:ff:ff",
        "FF-FF-FF-FF-FF-FF",
        ":".join(letters(2, "0123456789abcdef") for _ in range(5)),
        ":".join(letters(2, "0123456789abcdef") for _ in range(7)),
        "gg:" + ":".join(letters(2, "0123456789abcdef") for _ in range(5)),
        "00:1a:2b-3c:4d:5e",
    ],
)
MAILBOXES = ["ana", "lena.k", "m.okafor", "j_doe", "sales+eu", "x99", "o.brien-lee"]
DOMAINS = [
    "example.com",
    "mail.example.org",
    "firma.de",
    "uni.ac.uk",
    "shop.io",
    "xn--mnchen-3ya.de",
    "ex-ample.museum",
    "sub.a.co",
]
entity(
    "EMAIL_ADDRESS",
    "US",
    ["email", "e-mail", "mail", "email address"],
    lambda: [chance.choice(MAILBOXES) + str(chance.randint(0, 99)) + "@" + chance.choice(DOMAINS)],
    lambda: [
        "ana@",
        "@example.com",
        "ana@example",
        "ana@@example.com",
        "ana at home",
        "ana@.com",
        "a b@ c.com",
    ],
)
entity(
    "URL",
    "US",
    ["website", "url", "link", "site"],
    lambda: [
        "https://"
        + chance.choice(DOMAINS[:5])
        + chance.choice(["", "/", "/a/b?x=1", "/p#y", ":8080/x"]),
        "http://www." + chance.choice(DOMAINS[:5]),
        "www." + chance.choice(DOMAINS[:5]) + "/x",
        chance.choice(["example.com", "firma.de/kontakt", "shop.io/a?b=c", "harbor.net"]),
    ],
    lambda: [
        "http://",
        "https:/",
        "file.txt.",
        "main.cpp",
        "e.g. this",
        "3.14",
        "a.b",
        "node.js",
        "index.html",
        "http//x",
    ],
)


def imei():
    return completed(chance.choice(["35", "86", "01", "49"]) + digits(12), luhn)


entity(
    "IMEI",
    "US",
    ["IMEI", "imei number", "device imei"],
    lambda: (lambda v: [v, grouped(v, [2, 6, 6, 1], "-"), grouped(v, [2, 6, 6, 1], " ")])(imei()),
    lambda: (lambda v: [misread(v), v[:-1], v + "1"])(imei()),
)


def iccid():
    return completed("89" + digits(17) if chance.random() < 0.5 else "89" + digits(16), luhn)


entity(
    "ICCID",
    "US",
    ["ICCID", "sim", "SIM number", "sim card"],
    lambda: [iccid()],
    lambda: (lambda v: [misread(v), "88" + v[2:], v[:-3]])(iccid()),
)
VIN_VALUES = {
    **{c: i + 1 for i, c in enumerate("ABCDEFGH")},
    **dict(zip("JKLMNPR", [1, 2, 3, 4, 5, 7, 9])),
    **dict(zip("STUVWXYZ", range(2, 10))),
}
VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]


def vin():
    a = "ABCDEFGHJKLMNPRSTUVWXYZ"
    v = list(
        letters(3, a + "12345")
        + letters(5, a + string.digits)
        + "0"
        + letters(1, "ABCDEFGHJKLMNPRSTVWXY123456789")
        + letters(1, a)
        + digits(6)
    )
    s = sum((int(c) if c.isdigit() else VIN_VALUES[c]) * w for c, w in zip(v, VIN_WEIGHTS))
    v[8] = "0123456789X"[s % 11]
    return "".join(v)


entity(
    "VIN",
    "US",
    ["VIN", "vehicle identification number", "vin number"],
    lambda: [vin()],
    lambda: (
        lambda v: [
            v[:8] + ("1" if v[8] != "1" else "2") + v[9:],
            v[:-1],
            v + "1",
            v[:4] + "O" + v[5:],
        ]
    )(vin()),
)
entity(
    "DATE_OF_BIRTH",
    "US",
    ["date of birth", "DOB", "born on", "birthday", "birth date", "date of birth (DOB)", "d.o.b."],
    lambda: [
        f"{chance.randint(1,12):02d}/{chance.randint(1,28):02d}/{chance.randint(1930,2010)}",
        f"{chance.randint(1930,2010)}-{chance.randint(1,12):02d}-{chance.randint(1,28):02d}",
        (
            f"{chance.choice(['March','April','Jun','December'])} {chance.randint(1,28)},"
            f" {chance.randint(1930,2010)}"
        ),
        (
            f"{chance.randint(1,28)} {chance.choice(['March','April','June','Dec'])}"
            f" {chance.randint(1930,2010)}"
        ),
        f"{chance.randint(13,28)}.{chance.randint(1,12):02d}.{chance.randint(1930,2010)}",
        f"{chance.randint(1,12)}-{chance.randint(1,28)}-{chance.randint(50,99)}",
    ],
    lambda: ["13/45/1980", "1980-13-01", "1980", "2099-01-01", "00/00/0000"],
    bare=False,
)
entity(
    "ZIP_CODE",
    "US",
    ["zip", "zip code", "ZIP", "postal code", "zipcode"],
    lambda: [digits(5, chance.choice("123456789")), digits(5, "9") + "-" + digits(4)],
    lambda: [digits(4, "1"), digits(7, "1"), "000" + digits(1)],
    bare=False,
)
entity(
    "STREET_ADDRESS",
    "US",
    ["address", "street address", "home address"],
    lambda: [
        f"{chance.randint(1,9999)}"
        f" {chance.choice(['Oak','Elm','Maple Grove','North Main','W 5th','Lincoln'])}"
        f" {chance.choice(['Street','St','Ave','Road','Blvd','Lane','Dr'])}"
    ],
    lambda: ["12 apples", "3 St", "Oak", "100 Monkeys"],
)
