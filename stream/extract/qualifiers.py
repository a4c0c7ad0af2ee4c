"""The words before a number that say how exact it is: "at least", "some", "up to"."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from stream.lexicon.words import read
from stream.text.document import Token


class Qualifier(NamedTuple):
    """Tokens `first` to `end`: the number with its qualifier; `kind` at_least | about | up_to, None without one."""

    first: int
    end: int
    kind: str | None
    words: str | None


def qualifier_before(tokens: Sequence[Token], first: int, end: int) -> Qualifier:
    """Return the number's tokens widened by its qualifier."""
    start = _after_sign(tokens, first)
    after = tuple(token.lower for token in tokens[end : end + 2])
    if after in _following() or after[:1] in _following():
        length = 2 if after in _following() else 1
        return Qualifier(start, end + length, "at_least", " ".join(after[:length]))
    if not start or tokens[start - 1].lower not in _last_words():
        return Qualifier(start, end, None, None)
    for length in (4, 3, 2, 1):
        words = tuple(token.lower for token in tokens[max(0, start - length) : start])
        kind = _kinds().get(words)
        if kind is not None:
            return Qualifier(start - len(words), end, kind, " ".join(words))
    return Qualifier(start, end, None, None)


def _after_sign(tokens: Sequence[Token], first: int) -> int:
    """Return where the amount starts: a currency sign belongs to it."""
    signs = read("quantities")["currency_signs"]
    while first > 0 and (
        tokens[first - 1].lower in signs or (tokens[first - 1].lower == "us" and tokens[first].text in signs)
    ):
        first -= 1
    return first


@cache
def _kinds() -> dict[tuple[str, ...], str]:
    qualifiers = read("quantities")["qualifiers"]
    return {tuple(phrase.split()): kind for kind, phrases in qualifiers.items() for phrase in phrases}


@cache
def _last_words() -> frozenset[str]:
    return frozenset(words[-1] for words in _kinds())


@cache
def _following() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in read("quantities")["at_least_after"])
