"""Find phrases of a lexicon in a few words: looked up by their first word, in one pass."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from stream.extract.triggers import split
from stream.lexicon.words import read

Index = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


def keys_in(words: Sequence[str], lexicon: str) -> frozenset[str]:
    """Return the keys of a lexicon (key: list of phrases) one of whose phrases stands in the words."""
    index = _index(lexicon)
    return frozenset(
        key
        for at, word in enumerate(words)
        for phrase, key in index.get(word, ())
        if len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase
    )


@cache
def _index(lexicon: str) -> Index:
    return _by_first_word((split(phrase), key) for key, phrases in read(lexicon).items() for phrase in phrases)


def _by_first_word(rows: Iterable[tuple[tuple[str, ...], str]]) -> Index:
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, key in rows:
        index.setdefault(phrase[0], []).append((phrase, key))
    return {word: tuple(found) for word, found in index.items()}
