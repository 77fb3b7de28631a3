"""Where every made value comes from: one source of chance, and the few shapes made of it."""

import random
import string

chance = random.Random()


def seed(*parts):
    """Begins again, so that no part of the bench depends on which ran before it."""
    chance.seed("/".join(str(part) for part in parts))


def letters(count, of=string.ascii_uppercase):
    return "".join(chance.choice(of) for _ in range(count))


def digits(count, first=""):
    """`count` digits, the first of them given."""
    return first + letters(count - len(first), string.digits)


def hexadecimal(count):
    return letters(count, "0123456789abcdef")


def drawn(make, fits):
    """The first made value that fits."""
    while True:
        value = make()
        if value and fits(value):
            return value


def completed(head, fits):
    """With the check digit that fits, or None where no digit does."""
    return next((head + digit for digit in string.digits if fits(head + digit)), None)


def misread(value, at=-1):
    """One digit is another. A sum over digits that sees every digit sees this."""
    at %= len(value)
    other = str((int(value[at]) + chance.choice([1, 3, 7])) % 10)
    return value[:at] + other + value[at + 1 :]


def grouped(value, sizes, separator):
    """In groups of these sizes; what is left over is one more group."""
    groups, at = [], 0
    for size in sizes:
        groups.append(value[at : at + size])
        at += size
    return separator.join(group for group in [*groups, value[at:]] if group)
