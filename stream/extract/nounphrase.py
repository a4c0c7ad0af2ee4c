"""The noun phrase behind a number, found by what ends it: there is no parser here."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from stream.lexicon.countries import by_demonym
from stream.lexicon.words import read, word_set
from stream.text.document import Token

_LONGEST = 5


class NounPhrase(NamedTuple):
    """Tokens `first` to `end`, none if equal; `people`: its head names human beings."""

    first: int
    end: int
    people: bool


def read_noun_phrase(tokens: Sequence[Token], start: int) -> NounPhrase:
    """Return the phrase counted by a number that ends at `start`: "62 guards", "dozens of armed men", "22 others"."""
    first = _after_links(tokens, start)
    end = _end(tokens, first)
    people = end > first and is_people(tokens[end - 1].lower)
    if end == first or (not people and tokens[first].lower.endswith("ed")):
        return NounPhrase(start, start, people=False)
    return NounPhrase(first, end, people=people)


def _after_links(tokens: Sequence[Token], start: int) -> int:
    """Return where the phrase starts: behind "of the", "of its", "mostly"."""
    lexicon = read("quantities")
    first = start
    while first < min(len(tokens), start + 3) and tokens[first].lower in lexicon["linking"]:
        first += 1
    if first > start and tokens[start].lower not in lexicon["link_starts"]:
        return start
    return first + (first < len(tokens) and tokens[first].lower in lexicon["adverbs"])


def _end(tokens: Sequence[Token], first: int) -> int:
    """Return where the phrase ends: behind the last of its human nouns, else at the first word that cannot be in it."""
    limit = first
    while limit < len(tokens) and limit - first < _LONGEST and _continues(tokens, first, limit):
        limit += 1
    heads = (index + 1 for index in range(first, limit) if _is_head(tokens, index, limit))
    return next(heads, limit)


def _is_head(tokens: Sequence[Token], index: int, limit: int) -> bool:
    """Tell a human noun that no other one follows and that modifies nothing."""
    following = tokens[index + 1].lower if index + 1 < limit else ""
    return is_people(tokens[index].lower) and not is_people(following) and not _is_modifier(tokens[index], following)


def _is_modifier(token: Token, following: str) -> bool:
    """Tell "Syrian homes" and "rebel positions" from "Syrian" and "rebels" that stand for people."""
    return bool(following) and not token.lower.endswith(("s", "men", "women", "children", "people", "person"))


def _continues(tokens: Sequence[Token], first: int, index: int) -> bool:
    word = tokens[index].lower
    if word in read("quantities")["casualty_after"]:
        return index == first and index + 1 < len(tokens) and _is_noun_like(tokens[index + 1].lower)
    if word in {"-", "'s"}:
        return index > first
    if not word[0].isalpha() or word in word_set("quantities", "np_stop"):
        return False
    qualified = index == first or tokens[index - 1].lower in read("quantities")["adverbs"]
    return qualified or not word.endswith(("ed", "ing", "ly")) or is_people(word)


def _is_noun_like(word: str) -> bool:
    return word[0].isalpha() and word not in word_set("quantities", "np_stop")


def is_people(word: str) -> bool:
    """Tell whether the noun names human beings, in singular or plural."""
    if word in _people() or word in by_demonym():
        return True
    return word.endswith("s") and (word[:-1] in _people() or (word.endswith("ies") and f"{word[:-3]}y" in _people()))


@cache
def _people() -> frozenset[str]:
    return word_set("quantities", "people") | word_set("quantities", "fillers")
