"""How callers say numbers, dates and addresses: one by one, in pairs, in groups, half in digits."""

from .chance import chance

ONE = "zero one two three four five six seven eight nine".split()
TEEN = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def one_of(*choices):
    return chance.choice(choices)


def said_digit(d):
    return one_of("oh", "zero", "o", "oh") if d == "0" and chance.random() < 0.7 else ONE[int(d)]


def said_pair(d):
    if d[0] == "0":
        return one_of("oh", "zero") + " " + (said_digit(d[1]))
    if d[0] == "1":
        return TEEN[int(d[1])]
    return TENS[int(d[0])] + ("" if d[1] == "0" else one_of(" ", "-") + ONE[int(d[1])])


def digitwise(d):
    out = []
    i = 0
    while i < len(d):
        if i + 2 < len(d) and d[i] == d[i + 1] == d[i + 2] and chance.random() < 0.5:
            out.append(one_of("triple", "treble") + " " + said_digit(d[i]))
            i += 3
        elif i + 1 < len(d) and d[i] == d[i + 1] and chance.random() < 0.5:
            out.append("double " + said_digit(d[i]))
            i += 2
        else:
            out.append(said_digit(d[i]))
            i += 1
    return out


def said(d, group=None):
    m = chance.random()
    g = group or (4 if len(d) > 10 else 3)
    if m < 0.12:
        return " ".join(d)
    if m < 0.2:
        return d
    if m < 0.3:
        return " ".join(d[i : i + g] for i in range(0, len(d), g))
    if m < 0.38 and len(d) >= 8:
        return d[:4] + " " + " ".join(digitwise(d[4:]))
    if m < 0.45 and len(d) % 2 == 0:
        return " ".join(said_pair(d[i : i + 2]) for i in range(0, len(d), 2))
    if m < 0.5:
        return "-".join(ONE[int(x)] for x in d)
    parts = [digitwise(d[i : i + g]) for i in range(0, len(d), g)]
    j = one_of(" ", ", ", " ", " uh ", ", um, ", " ... ", " and ", " dash ", " then ")
    return j.join(" ".join(p) for p in parts)


def filler():
    return one_of(
        "",
        "",
        "",
        "uh ",
        "um ",
        "okay ",
        "so ",
        "yeah ",
        "sure ",
        "alright ",
        "let me see ",
        "hold on ",
        "right, ",
        "well ",
    )


def lead():
    return one_of(
        "",
        "it's ",
        "it is ",
        "that's ",
        "that would be ",
        "here it is ",
        "yes it's ",
        "the number is ",
    )


def ending():
    return one_of("", ".", " thanks", ", okay?", " got it?", " yep", ", that's all", " please")


NATO = (
    "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar"
    " papa quebec romeo sierra tango uniform victor whiskey x-ray yankee zulu".split()
)
MONTHS = (
    "january february march april may june july august september october november december".split()
)
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
    + ["twenty " + o for o in "first second third fourth fifth sixth seventh eighth".split()]
)


def year(y):
    rest = f"{y % 100:02d}"
    if y < 2000:
        return "nineteen " + said_pair(rest)
    if y == 2000:
        return "two thousand"
    if y < 2010:
        return "two thousand " + ONE[y % 100]
    return one_of("two thousand ", "twenty ") + said_pair(rest)


def birth_date():
    m = chance.randint(1, 12)
    d = chance.randint(1, 28)
    y = chance.randint(1940, 2006)
    return one_of(
        f"{MONTHS[m-1]} {ORDINALS[d-1]} {year(y)}",
        f"{ORDINALS[d-1]} of {MONTHS[m-1]} {year(y)}",
        f"{ORDINALS[d-1]} of {MONTHS[m-1]}, {year(y)}",
        f"{MONTHS[m-1]} {d} {y}",
        f"{MONTHS[m-1]} {d}th, {y}",
        f"{said_digit(str(m)) if m<10 else said_pair(str(m))} {said_pair(f'{d:02d}')} {year(y)}",
        (
            f"oh {ONE[m] if m<10 else said_pair(str(m))} {said_pair(f'{d:02d}')}"
            f" {said_pair(f'{y%100:02d}')}"
            if m < 10
            else f"{said_pair(str(m))} {said_pair(f'{d:02d}')} {said_pair(f'{y%100:02d}')}"
        ),
        f"{m}/{d}/{y}",
        f"{MONTHS[m-1]} the {ORDINALS[d-1]} {said_pair(f'{y%100:02d}')}",
    )


def expiry():
    m = chance.randint(1, 12)
    y = chance.randint(26, 33)
    return one_of(
        f"{'oh '+ONE[m] if m<10 else said_pair(str(m))} {said_pair(str(y))}",
        f"{MONTHS[m-1]} {year(2000+y)}",
        f"{m:02d}/{y}",
        f"{ONE[m] if m<10 else said_pair(str(m))} slash {said_pair(str(y))}",
        f"{MONTHS[m-1]} of {said_pair(str(y))}",
        (
            f"zero {ONE[m]} {' '.join(ONE[int(x)] for x in str(y))}"
            if m < 10
            else f"{said_pair(str(m))} {said_pair(str(y))}"
        ),
    )


def spelled(s):
    return " ".join(
        (one_of(ch.lower(), NATO[ord(ch) - 65]) if ch.isalpha() else said_digit(ch)) for ch in s
    )


NAMES = "john mary lena omar priya carlos ingrid yuki fatima derek".split()
LAST_NAMES = "smith okafor jensen garcia patel novak brown lee muller rossi".split()
DOMAINS = [
    "gmail dot com",
    "yahoo dot com",
    "outlook dot com",
    "hotmail dot co dot uk",
    "proton mail dot com",
    "example dot org",
    "company dot net",
    "icloud dot com",
]


def email():
    n, l = one_of(*NAMES), one_of(*LAST_NAMES)
    return (
        one_of(
            f"{n} dot {l}",
            f"{n} underscore {l}",
            f"{n}{l}",
            f"{n[0]} {l}",
            f"{n} {said_digit(str(chance.randint(1,9)))} {said_digit(str(chance.randint(1,9)))}",
            f"{' '.join(n)} dot {' '.join(l)}",
            f"{n} dash {l} {said_pair(str(chance.randint(20,99)))}",
        )
        + " at "
        + one_of(*DOMAINS)
    )
