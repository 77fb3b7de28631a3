"""The table of written entities: how each is made, how it is nearly made, and what it is called."""

ENTITIES = {}


def entity(name, region, words, made, missed, bare=True):
    """`made` and `missed` give lists of written forms; `bare` says that a value proves itself in
    a sentence without any of `words`. "named" does so only where the entity was asked for.
    """
    ENTITIES[name] = {
        "region": region,
        "words": words,
        "made": made,
        "missed": missed,
        "bare": bare,
    }


def among_words(name, made):
    """Forms that only count beside one of the entity's words."""
    ENTITIES[name]["made_among_words"] = made
