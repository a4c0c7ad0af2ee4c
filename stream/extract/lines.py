"""A sentence as the event engine reads it: its words, and what stands at which of them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Generic, NamedTuple, Protocol, TypeVar

from msgspec import Struct

from stream.extract.annotations import Annotated, NamedMention, Quantity
from stream.facts import TextName, TimeMention
from stream.lexicon.words import word_set
from stream.text.document import Sentence, Token

_LONGEST_TITLE = 20  # tokens
_DASHES = frozenset({"--", "—", "–", ";", ":", "(", ")"})


class _Spanned(Protocol):
    @property
    def text_of(self) -> TextName: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=_Spanned)


class Placed(NamedTuple, Generic[T]):
    """Something that covers the tokens `first` up to, not including, `last`."""

    first: int
    last: int
    item: T


class Line(Struct, frozen=True, kw_only=True):
    """A sentence with everything that stands in it; `clauses` numbers the clause of each token."""

    sentence: Sentence
    number: int
    words: tuple[str, ...]
    joined: str
    present: frozenset[str]
    clauses: tuple[int, ...]
    mentions: tuple[Placed[NamedMention], ...]
    quantities: tuple[Placed[Quantity], ...]
    times: tuple[Placed[TimeMention], ...]

    @property
    def headline(self) -> bool:
        """Tell whether this is the headline, or a title that a story without one opens with."""
        return is_title(self.sentence)

    def clause(self, index: int) -> tuple[int, int]:
        """Return first and last token (exclusive) of the clause at a token."""
        number = self.clauses[index]
        return bisect_left(self.clauses, number), bisect_left(self.clauses, number + 1)

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Return start and end in the text of a range of tokens."""
        tokens = self.sentence.tokens
        return tokens[first].start, tokens[last - 1].end

    def index_from(self, offset: int) -> int:
        """Return the first token that starts at an offset or behind it; one past the last if none does."""
        return bisect_left(self.sentence.tokens, offset, key=_start)


def is_title(sentence: Sentence) -> bool:
    """Tell the headline, and a title (it may stand there twice) that ends without a mark, from a sentence."""
    if sentence.paragraph < 0:
        return True
    return sentence.index <= 1 and len(sentence.tokens) < _LONGEST_TITLE and sentence.tokens[-1].text[-1].isalnum()


def _start(token: Token) -> int:
    return token.start


def lines_of(annotated: Annotated) -> tuple[Line, ...]:
    """Return the document's sentences, in reading order, each with its annotations."""
    sentences = tuple(sentence for sentence in annotated.document.sentences if sentence.tokens)
    mentions = _by_sentence(sentences, annotated.mentions)
    quantities = _by_sentence(sentences, annotated.quantities)
    times = _by_sentence(sentences, annotated.times)
    return tuple(
        _line(number, sentence, mentions[number], quantities[number], times[number])
        for number, sentence in enumerate(sentences)
    )


def _line(
    number: int,
    sentence: Sentence,
    mentions: list[NamedMention],
    quantities: list[Quantity],
    times: list[TimeMention],
) -> Line:
    words = tuple(token.lower for token in sentence.tokens)
    return Line(
        sentence=sentence,
        number=number,
        words=words,
        joined=f" {' '.join(words)} ",
        present=frozenset(words),
        clauses=_clauses(words, headline=is_title(sentence)),
        mentions=_place(sentence, mentions),
        quantities=_place(sentence, quantities),
        times=_place(sentence, times),
    )


def _by_sentence(sentences: Sequence[Sentence], items: Iterable[T]) -> list[list[T]]:
    """Sort annotations into their sentences; what lies in none (furniture) is left out."""
    found: list[list[T]] = [[] for _ in sentences]
    starts = {
        name: [(s.start, i) for i, s in enumerate(sentences) if s.text_of == name] for name in ("headline", "body")
    }
    for item in items:
        rows = starts[item.text_of]
        at = bisect_left(rows, (item.start + 1, -1)) - 1
        if at >= 0 and item.end <= sentences[rows[at][1]].end:
            found[rows[at][1]].append(item)
    return found


def _place(sentence: Sentence, items: Iterable[T]) -> tuple[Placed[T], ...]:
    starts = [token.start for token in sentence.tokens]
    ends = [token.end for token in sentence.tokens]
    placed = (Placed(bisect_left(ends, item.start + 1), bisect_left(starts, item.end), item) for item in items)
    return tuple(at for at in placed if at.first < at.last)


def _clauses(words: tuple[str, ...], *, headline: bool) -> tuple[int, ...]:
    """Return a clause number per word: cut at dashes, openers and coordinated verbs, in a headline at commas too."""
    numbers: list[int] = []
    current = 0
    for index, word in enumerate(words):
        comma = headline and word == ","
        if index and (comma or word in _openers() or word in _DASHES or _comma_opens(words, index)):
            current += 1
        numbers.append(current)
    return tuple(numbers)


def _comma_opens(words: tuple[str, ...], index: int) -> bool:
    """Tell whether a clause begins here: after a comma with an -ing form, a conjunction or a pronoun."""
    word = words[index]
    if word in _coordinators():
        return _begins_clause(words[index + 1 : index + 3])
    return words[index - 1] == "," and (word.endswith("ing") or word in _pronouns())


def _begins_clause(following: tuple[str, ...]) -> bool:
    return any(word in _auxiliaries() or word in _pronouns() or word.endswith(("ing", "ed")) for word in following)


@cache
def _openers() -> frozenset[str]:
    return word_set("grammar", "clause_openers")


@cache
def _auxiliaries() -> frozenset[str]:
    return word_set("grammar", "auxiliaries")


@cache
def _coordinators() -> frozenset[str]:
    return word_set("grammar", "coordinators")


@cache
def _pronouns() -> frozenset[str]:
    return word_set("grammar", "pronouns")


def is_punctuation(word: str) -> bool:
    """Tell whether a token is neither word nor number."""
    return not word[-1].isalnum() and not word[0].isalnum()
