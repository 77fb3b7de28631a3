"""Checksums that several kinds share, written from their definitions and not from Hark's sources:
a mistake there must not be repeated here.
"""

import hashlib

from .chance import chance, letters

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
BECH32_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
BECH32M = 0x2BC830A3
VERHOEFF_TURN = (
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
)


def luhn(value):
    total = 0
    for index, digit in enumerate(reversed(value)):
        number = int(digit) * (1 + index % 2)
        total += number - 9 * (number > 9)
    return total % 10 == 0


def dihedral(a, b):
    """The product in the group of the pentagon's symmetries."""
    if a < 5:
        return (a + b) % 5 if b < 5 else 5 + (a + b) % 5
    return 5 + (a - b) % 5 if b < 5 else (a - b) % 5


def verhoeff(value):
    check = 0
    for index, digit in enumerate(reversed(value)):
        check = dihedral(check, int(VERHOEFF_TURN[index % 8][int(digit)]))
    return check == 0


def icao(value):
    """The check digit of travel documents: weights 7, 3, 1, letters from 10."""
    return str(sum(int(sign, 36) * (7, 3, 1)[index % 3] for index, sign in enumerate(value)) % 10)


def weighted(value, weights):
    return sum(int(digit) * weight for digit, weight in zip(value, weights))


def base58(data):
    number, out = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        out = BASE58[rest] + out
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + out


def bitcoin():
    payload = bytes([chance.choice([0, 5])]) + chance.randbytes(20)
    return base58(payload + hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4])


def bech32_sum(values):
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(BECH32_GENERATOR):
            check ^= generator if top >> bit & 1 else 0
    return check


def bech32():
    version = chance.choice([0, 0, 1])
    size = chance.choice([20, 32]) if version == 0 else 32
    bits = letters(size * 8, "01")
    bits += "0" * (-len(bits) % 5)
    data = [version] + [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    head = [ord(sign) >> 5 for sign in "bc"] + [0] + [ord(sign) & 31 for sign in "bc"]
    check = bech32_sum(head + data + [0] * 6) ^ (1 if version == 0 else BECH32M)
    return "bc1" + "".join(
        BECH32[value] for value in data + [check >> 5 * (5 - at) & 31 for at in range(6)]
    )
