"""Names of several tokens, found in a sentence by their first token, the longest first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from stream.text.document import Token
from stream.text.tokens import tokens_of

T = TypeVar("T")


class Match(NamedTuple, Generic[T]):
    """A phrase that ends before token `end`, and what it stands for."""

    end: int
    meaning: T


class Phrases(Generic[T]):
    """Immutable index of phrases; capitals count."""

    def __init__(self, pairs: Iterable[tuple[str, T]]) -> None:
        index: dict[str, dict[tuple[str, ...], T]] = defaultdict(dict)
        for phrase, meaning in pairs:
            words = tuple(token.text for token in tokens_of(phrase, 0, len(phrase)))
            index[words[0]].setdefault(words, meaning)
        self._index = {
            first: sorted(entries.items(), key=lambda entry: -len(entry[0])) for first, entries in index.items()
        }

    def longest(self, tokens: Sequence[Token], start: int) -> Match[T] | None:
        """Return the longest phrase that starts at token `start`."""
        for words, meaning in self._index.get(tokens[start].text, ()):
            end = start + len(words)
            if end <= len(tokens) and all(tokens[start + at].text == word for at, word in enumerate(words)):
                return Match(end, meaning)
        return None
