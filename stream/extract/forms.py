"""Inflect English verbs and nouns, so that a trigger is found by looking its form up."""

from functools import cache
from typing import Literal, NamedTuple

from stream.lexicon.words import read

Form = Literal["base", "present", "past", "participle", "ing", "noun", "phrase"]

_VOWELS = "aeiou"
_SIBILANTS = ("s", "x", "z", "ch", "sh", "o")


class Inflected(NamedTuple):
    """A form of a verb: past and participle are both given even where they look alike."""

    text: str
    form: Form


@cache
def verb_forms(base: str) -> tuple[Inflected, ...]:
    """Return the five forms of a verb; of "carry out" the first word is inflected."""
    head, blank, rest = base.partition(" ")
    irregular = read("verb_forms").get(head)
    present, past, participle, ing = irregular or _regular(head)
    forms: tuple[tuple[str, Form], ...] = (
        (head, "base"), (present, "present"), (past, "past"), (participle, "participle"), (ing, "ing"),
    )  # fmt: skip
    return tuple(Inflected(f"{text}{blank}{rest}", form) for text, form in forms)


def noun_forms(base: str) -> tuple[str, ...]:
    """Return singular and plural; a noun already in the plural stays as it is."""
    return (base,) if base.endswith("s") and not base.endswith("ss") else (base, _third_person(base))


def _regular(head: str) -> tuple[str, str, str, str]:
    stem = head[:-1] if head.endswith("e") and not head.endswith(("ee", "oe")) else head
    if head.endswith("y") and head[-2:-1] not in _VOWELS:
        return _third_person(head), f"{head[:-1]}ied", f"{head[:-1]}ied", f"{head}ing"
    past = f"{stem}ed" if not head.endswith("ee") else f"{head}d"
    return _third_person(head), past, past, f"{stem}ing"


def _third_person(head: str) -> str:
    if head.endswith("y") and head[-2:-1] not in _VOWELS:
        return f"{head[:-1]}ies"
    return f"{head}es" if head.endswith(_SIBILANTS) else f"{head}s"
