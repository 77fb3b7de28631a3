"""Sentences with written entities: beside their words or without, and near misses (G9)."""

from . import (
    asia_pacific,
    britain,
    cards,
    europe,
    everywhere,
    germany,  # each fills the table
    more_regions,
    united_states,
)
from .chance import chance, seed
from .entity import ENTITIES

ROUNDS = 12

BESIDE_WORDS = [
    "{K}: {v}",
    "my {K} is {v}",
    "My {K} is {v}.",
    "{K}={v}",
    "{K} {v}",
    "The {K} on file is {v}, thanks",
    "({K}: {v})",
    "{K} - {v}",
    "Please update my {K} to {v} today",
    '{"J":"{v}"}',
    '{"id":7,"J":"{v}","ok":true}',
    "{K} = '{v}'",
    "{K}:{v}",
    'call about {K} "{v}"',
    "so the {K} I have here is {v} ok",
    "JJ={v}&x=1",
    "{KU}: {v}",
    "{KL} {v}",
]
WITHOUT_WORDS = [
    "{v}",
    "It is {v}.",
    "({v})",
    "'{v}'",
    "first line\n{v}\nlast line",
    "got {v}, thanks",
    "{v} and more",
    '{"value":"{v}"}',
    "see [{v}] here",
    'he wrote "{v}" there',
    "x={v}&y=1",
    "value: {v};",
]
ALONE = ["{v}", " {v}", "first line\n{v}\nlast line", "{v}\n"]


def filled(template, value, word=""):
    """(text, begin, end of the value in bytes)."""
    parts = (
        word.lower().replace("'", "").replace(" ", "_").replace("#", "no").strip("._").split("_")
    )
    key, camel = "_".join(parts), parts[0] + "".join(part.title() for part in parts[1:])
    text = template.replace("{KU}", word.upper()).replace("{KL}", word.lower())
    text = text.replace("{K}", word).replace("JJ", key)
    text = text.replace('"J"', f'"{chance.choice([key, camel])}"')
    if text.startswith('{"'):
        value = value.replace("\\", "\\\\").replace('"', '\\"')
    begin = len(text[: text.index("{v}")].encode())
    return text.replace("{v}", value), begin, begin + len(value.encode())


def cases(name, number):
    """(sentences that hold the entity, near misses) of the seed `number`."""
    seed(number, name)
    row, found, missed = ENTITIES[name], [], []
    among_words = row.get("made_among_words", list)
    for _ in range(ROUNDS):
        for word in row["words"]:
            value = chance.choice(row["made"]() + among_words())
            found.append(filled(chance.choice(BESIDE_WORDS), value, word))
            near = chance.choice(row["missed"]())
            missed.append(filled(chance.choice(BESIDE_WORDS), near, word)[0])
        for value in row["made"]():
            if row["bare"]:
                found.append(filled(chance.choice(WITHOUT_WORDS), value))
            # The whole text, of which no word says what it is: a PIN cannot be known then.
            found.append(filled(chance.choice(ALONE), value))
        missed += [filled(chance.choice(WITHOUT_WORDS), near)[0] for near in row["missed"]()]
    return found, missed
