"""Phone numbers of many regions in sentences, and numbers that are no phones (G11).

The numbers are libphonenumber's examples with their last digits drawn anew, through Debian's
python3-phonenumbers. They are invented, and may be somebody's like any valid number.
"""

import sys

from .chance import chance, digits

try:
    import phonenumbers
except ImportError:
    # A python that is not Debian's own does not look where Debian's packages are.
    sys.path.append("/usr/lib/python3/dist-packages")
    try:
        import phonenumbers
    except ImportError:
        phonenumbers = None
    sys.path.pop()

REGIONS = (
    "US GB DE FR ES IT NL BE CA AU IN BR SE FI NO DK PL PT IE AT CH TR ZA KR JP SG MX IL NG "
    "PH TH CN AR GR CZ HU RO NZ AE"
).split()
SENTENCES = [
    "Call me at {}",
    "My phone number is {}.",
    "You can reach me on {} after six.",
    "Please text {} when it is ready",
    "His mobile: {}",
    "Tel. {}",
    "phone={}",
    "Contact: Ana, {}",
    "the number to call is {}, thanks",
    "fax {} please",
    "Customer left {} as a callback",
    "Dial {} for support",
    "I tried {} twice yesterday",
    "Send it to WhatsApp {}",
    "My new number's {}",
    "For questions ring {}.",
    "({})",
    "cell {}",
    "Reach our office at {} or by mail",
    "She can be contacted under {}",
    "Her landline is {}",
    "give me a call back on {} please",
    "Office: {}",
    "call {} now",
    "telephone {}",
]
OTHERS = [
    "Order {} has shipped",
    "Invoice number {} is due",
    "at 2026-{:02d}-{:02d} 12:30:15",
    "paid ${}.99 today",
    "version {}.{}.{}",
    "id {}",
    "epoch {}",
    "tracking {}",
    "SKU {}-{}",
    "score {}-{}",
    "coordinates {}.{}, {}.{}",
    "page {} of {}",
    "serial {}",
    "meeting 10:30-11:45 room {}",
    "call id {}",
    "it took {} ms",
    "reference {}",
    "{}-{}-{}",
    "ISBN 978-3-16-148410-0 and {}",
    "between {} and {} people",
]


def available():
    return phonenumbers is not None


def number(region):
    """A valid number, or None where libphonenumber has no example."""
    kinds = phonenumbers.PhoneNumberType
    for _ in range(60):
        example = phonenumbers.example_number_for_type(
            region, chance.choice([kinds.MOBILE, kinds.FIXED_LINE, kinds.FIXED_LINE_OR_MOBILE])
        )
        if not example:
            continue
        significant = phonenumbers.national_significant_number(example)
        drawn = chance.randint(3, 5)
        made = phonenumbers.PhoneNumber(
            country_code=example.country_code,
            national_number=int(significant[:-drawn] + digits(drawn)),
            italian_leading_zero=example.italian_leading_zero,
        )
        if phonenumbers.is_valid_number(made):
            return made
    return None


def forms(made, region):
    shape = phonenumbers.PhoneNumberFormat
    national = phonenumbers.format_number(made, shape.NATIONAL)
    international = phonenumbers.format_number(made, shape.INTERNATIONAL)
    found = [
        national,
        international,
        phonenumbers.format_number(made, shape.E164),
        international.replace(" ", "-"),
        international.replace(" ", "."),
    ]
    if region in ("US", "CA"):
        found += [national.replace("-", "."), international]
    else:
        found += [
            phonenumbers.format_out_of_country_calling_number(made, "US"),
            international.replace("+", "00"),
        ]
    if chance.random() < 0.3:
        found.append("".join(sign for sign in national if sign not in " -()"))
    return found


def sentences(region, count):
    """(text, offset of the first digit, offset behind the last)."""
    for _ in range(count):
        made = number(region)
        if not made:
            continue
        value, sentence = chance.choice(forms(made, region)), chance.choice(SENTENCES)
        begin = len(sentence[: sentence.index("{}")])
        places = [begin + at for at, sign in enumerate(value) if sign.isdigit()]
        yield sentence.replace("{}", value), places[0], places[-1] + 1


def other():
    """A sentence with numbers that are no phones."""
    sentence = chance.choice(OTHERS)
    small = ":02d" in sentence
    return sentence.format(
        *[
            (
                chance.randint(1, 12)
                if small
                else chance.choice(
                    [
                        chance.randint(1, 999),
                        chance.randint(1000, 99999),
                        chance.randint(10**7, 10**10 - 1),
                    ]
                )
            )
            for _ in range(sentence.count("{"))
        ]
    )
