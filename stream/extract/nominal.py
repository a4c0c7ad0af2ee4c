"""The frame of a noun: who is behind "an attack", and whom it was aimed at."""

from functools import cache

from stream.extract.forms import verb_forms
from stream.extract.lines import Line
from stream.extract.needs import meets
from stream.extract.phrases import Range, object_of, right_phrase, subject_of
from stream.lexicon.words import word_set

_REACH = 10
_VERB_REACH = 5


def agent_after(line: Line, after: int) -> Range | None:
    """Return the phrase after the next "by" of the clause."""
    for at in range(after, min(len(line.words), after + _REACH)):
        if line.words[at] == "by":
            return right_phrase(line, at + 1)
        if line.words[at] in _words("joining") or line.words[at] == ",":
            return None
    return None


def _between(line: Line, after: int) -> Range | None:
    """Return the first of the two sides of "between X and Y", with the other one joined by its "and"."""
    at = _over_times(line, after)
    return right_phrase(line, at + 1) if line.words[at : at + 1] == ("between",) else None


def aimed_at(line: Line, after: int) -> Range | None:
    """Return whom or what a noun is aimed at: "attack on X"; or what it struck: "attacks on Y hit X"."""
    at = _over_times(line, after)
    struck = _struck(line, at)
    if struck is not None:
        return struck
    return (
        right_phrase(line, at + 1)
        if line.words[at : at + 1] and line.words[at] in _words("target_prepositions")
        else None
    )


def _struck(line: Line, after: int) -> Range | None:
    for at in range(after, min(len(line.words), after + _VERB_REACH)):
        if line.words[at] in _impact_verbs():
            return object_of(line, at + 1)
    return None


def _over_times(line: Line, at: int) -> int:
    """Return the next token that is no part of a time: "a meeting Friday between"."""
    while any(placed.first <= at < placed.last for placed in line.times):
        at += 1
    return at


def noun_doer(line: Line, first: int, last: int) -> Range | None:
    """Return who stands behind a noun: "by X", "between X and Y", "X's", "X launched"."""
    return agent_after(line, last) or _between(line, last) or _modifier(line, first) or _launcher(line, first)


@cache
def _impact_verbs() -> frozenset[str]:
    return frozenset(form.text for base in _words("impact_verbs") for form in verb_forms(base))


def _modifier(line: Line, before: int) -> Range | None:
    """Return a doer that stands before the noun in its own phrase: "rebel attack", "Mr Karim's arrest"."""
    first = before
    while first > 0 and line.words[first - 1] not in _words("prepositions") and _may_modify(line, first - 1):
        first -= 1
    phrase = Range(first, before)
    return phrase if meets(line, phrase, "forces") or meets(line, phrase, "leaders") else None


def _may_modify(line: Line, at: int) -> bool:
    word = line.words[at]
    return (
        (word == "'s" or word[0].isalnum()) and word not in _words("auxiliaries") and word not in _words("conjunctions")
    )


def _launcher(line: Line, noun: int) -> Range | None:
    """Return the subject of the verb whose object the noun is: "rebels launched an attack"."""
    start, _ = line.clause(noun)
    for at in range(noun - 1, max(start, noun - _REACH), -1):
        if line.words[at] in _light_verbs():
            return subject_of(line, at)
    return None


@cache
def _light_verbs() -> frozenset[str]:
    return frozenset(form.text for base in _words("light_verbs") for form in verb_forms(base))


@cache
def _words(key: str) -> frozenset[str]:
    return word_set("grammar", key)
