"""Computes known_answers.hpp without libsodium: hashlib's BLAKE2b, and XChaCha20-Poly1305 written
out from RFC 8439 and draft-irtf-cfrg-xchacha. Knows the file formats only from their prose.

known_answers.py            writes known_answers.hpp
known_answers.py --check    fails when known_answers.hpp says anything else
"""

import hashlib
import pathlib
import struct
import sys

ROOT = bytes(range(32))
MASTER = bytes(range(100, 132))
SLOT = bytes(range(200, 232))
NONCE = bytes(range(50, 74))
TENANT = 7
CUSTOMER = 0x0102030405060708


def rotate(word, by):
    return ((word << by) | (word >> (32 - by))) & 0xFFFFFFFF


def quarter(s, a, b, c, d):
    for x, y, z, by in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        s[x] = (s[x] + s[y]) & 0xFFFFFFFF
        s[z] = rotate(s[z] ^ s[x], by)


def rounds(state):
    s = list(state)
    for _ in range(10):
        for column in range(4):
            quarter(s, column, column + 4, column + 8, column + 12)
        for d in range(4):
            quarter(s, d, 4 + (d + 1) % 4, 8 + (d + 2) % 4, 12 + (d + 3) % 4)
    return s


CONSTANTS = struct.unpack("<4I", b"expand 32-byte k")


def hchacha20(key, nonce16):
    s = rounds(CONSTANTS + struct.unpack("<8I", key) + struct.unpack("<4I", nonce16))
    return struct.pack("<8I", *(s[:4] + s[12:]))


def chacha20_block(key, counter, nonce12):
    state = CONSTANTS + struct.unpack("<8I", key) + (counter,) + struct.unpack("<3I", nonce12)
    mixed = [(a + b) & 0xFFFFFFFF for a, b in zip(rounds(state), state)]
    return struct.pack("<16I", *mixed)


def poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    accumulator = 0
    for at in range(0, len(message), 16):
        block = int.from_bytes(message[at:at + 16] + b"\x01", "little")
        accumulator = (accumulator + block) * r % (2**130 - 5)
    return ((accumulator + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")


def padded(data):
    return data + bytes(-len(data) % 16)


def xchacha20_poly1305(key, nonce, plain, associated):
    key = hchacha20(key, nonce[:16])
    nonce = bytes(4) + nonce[16:]
    stream = b"".join(chacha20_block(key, 1 + i, nonce) for i in range(len(plain) // 64 + 1))
    cipher = bytes(a ^ b for a, b in zip(plain, stream))
    message = padded(associated) + padded(cipher) + struct.pack("<QQ", len(associated), len(cipher))
    return cipher + poly1305(chacha20_block(key, 0, nonce)[:32], message)


def kdf(key, context, number):
    """libsodium's crypto_kdf, as its documentation defines it."""
    salt = struct.pack("<Q", number)
    return hashlib.blake2b(b"", digest_size=32, key=key, salt=salt, person=context).digest()


def framed(text):
    return struct.pack("<Q", len(text)) + text


def digest(tenant, domain, first, second=b""):
    key = kdf(MASTER, b"HarkIndx", tenant)
    message = bytes([domain]) + framed(first) + framed(second)
    return hashlib.blake2b(message, digest_size=16, key=key).digest()


def keyring_file(version, size_said=120):
    head = b"HarkKeys" + struct.pack("<II", version, size_said)
    sealed = xchacha20_poly1305(kdf(ROOT, b"HarkRoot", 1), NONCE, MASTER, head)
    body = head + NONCE + sealed
    return body + hashlib.blake2b(body, digest_size=32).digest()


def newer_file():
    """What a later version may look like: longer, and nothing after the head known to this one."""
    body = b"HarkKeys" + struct.pack("<II", 2, 200) + bytes(i % 251 for i in range(200 - 16 - 32))
    return body + hashlib.blake2b(body, digest_size=32).digest()


def sealed(key, tenant, customer, field, plain):
    associated = struct.pack("<IQBB", tenant, customer, field, 1)
    return b"\x01" + NONCE + xchacha20_poly1305(key, NONCE, plain, associated)


def sealed_for_record(key, kind, record, plain):
    associated = struct.pack("<IQBBB", 0, 0, 6, 2, kind) + record
    return b"\x02" + NONCE + xchacha20_poly1305(key, NONCE, plain, associated)


def data_key(tenant):
    key = kdf(MASTER, b"HarkTKek", tenant)
    return hashlib.blake2b(SLOT + struct.pack("<Q", CUSTOMER), digest_size=32, key=key).digest()


def answers():
    long_text = b"x" * 300
    return [
        ("root", ROOT),
        ("master", MASTER),
        ("slot", SLOT),
        ("keyring_file", keyring_file(1)),
        ("newer_keyring_file", newer_file()),
        ("data_database_key", kdf(MASTER, b"HarkBase", 1)),
        ("keys_database_key", kdf(MASTER, b"HarkBase", 2)),
        ("digest_of_number", digest(1, 1, b"+12025550100")),
        ("digest_of_external_id", digest(1, 2, b"crm_id", b"4711")),
        ("digest_of_call_for_tenant_7", digest(TENANT, 3, b"call-1")),
        ("digest_of_long_body", digest(1, 4, long_text, long_text)),
        ("digest_of_nothing", digest(1, 5, b"")),
        ("sealed_profile", sealed(data_key(TENANT), TENANT, CUSTOMER, 1, b"what is known")),
        ("sealed_nothing", sealed(data_key(TENANT), TENANT, CUSTOMER, 1, b"")),
        ("sealed_for_default", sealed(data_key(1), 1, CUSTOMER, 2, b"what is known")),
        ("sealed_record", sealed(kdf(MASTER, b"HarkRecs", 1), 1, 0, 6, bytes(range(256)))),
        ("sealed_bound_record", sealed_for_record(kdf(MASTER, b"HarkRecs", 1), 4, bytes(range(16)),
                                                  b"what is known")),
        ("key_hash", hashlib.blake2b(b"hk_test_0123456789", digest_size=32,
                                     key=kdf(MASTER, b"HarkPepr", 1)).digest()),
    ]


def self_test():
    """The example of draft-irtf-cfrg-xchacha-03, appendix A.3.1."""
    key = bytes(range(0x80, 0xA0))
    nonce = bytes(range(0x40, 0x58))
    associated = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
    plain = (b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for "
             b"the future, sunscreen would be it.")
    tag = xchacha20_poly1305(key, nonce, plain, associated)[-16:]
    if tag.hex() != "c0875924c1c7987947deafd8780acf49":
        sys.exit("XChaCha20-Poly1305 as written here is wrong")


def header():
    lines = ["// Made by known_answers.py, which does not use libsodium. Not to be edited.",
             "#pragma once", "", "#include <string_view>", "", "namespace hark::known {", ""]
    for name, value in answers():
        text = value.hex()
        line = f'inline constexpr std::string_view {name} = "{text}";'
        if len(line) <= 100:
            lines.append(line)
            continue
        pieces = [text[at:at + 88] for at in range(0, len(text), 88)]
        lines.append(f"inline constexpr std::string_view {name} =")
        lines += [f'    "{piece}"' for piece in pieces[:-1]] + [f'    "{pieces[-1]}";']
    return "\n".join(lines + ["", "} // namespace hark::known", ""])


def main():
    self_test()
    path = pathlib.Path(__file__).with_name("known_answers.hpp")
    if sys.argv[1:] == ["--check"]:
        if path.read_text() != header():
            sys.exit("known_answers.hpp is not what known_answers.py computes")
    else:
        path.write_text(header())


main()
