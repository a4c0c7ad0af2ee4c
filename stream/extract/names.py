"""Names of a document: chunks typed by evidence that all their mentions share, short forms joined to long ones."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from stream.extract.chunks import Chunk, chunks, is_shouted, word_set_of
from stream.extract.engine import Engine, Known
from stream.extract.nametypes import Evidence, evidence
from stream.extract.openings import opening_towns
from stream.facts import EntityType
from stream.lexicon.actors import Actor
from stream.text.document import Document, Sentence, Token

_ENOUGH = 0.6
_LONG_FORM_SHARE = 0.5


class Name(NamedTuple):
    """A mention with the name its entity goes by. `key` is the same for all mentions of an entity."""

    sentence: Sentence
    first: int
    end: int
    type: EntityType
    key: str
    known: Known | None

    @property
    def start_offset(self) -> int:
        """Return where it starts in its text."""
        return self.sentence.tokens[self.first].start

    @property
    def end_offset(self) -> int:
        """Return where it ends in its text."""
        return self.sentence.tokens[self.end - 1].end


class _Found(NamedTuple):
    sentence: Sentence
    chunk: Chunk
    surface: str
    evidence: Evidence


def find_names(document: Document, engine: Engine) -> list[Name]:
    """Return the names in order of reading."""
    found = list(_found(document, engine))
    totals = _totals(found)
    for surface in opening_towns(document, [(item.sentence, item.chunk) for item in found], engine):
        totals[surface]["place"] += 1
    types = {surface: kind for surface, total in totals.items() if (kind := _decided(total))}
    memory = _Memory(found, types)
    names = [name for item in found if (name := memory.name_of(item))]
    return sorted([*names, *memory.recalled(document, names)], key=lambda n: (n.sentence.index, n.first))


def _found(document: Document, engine: Engine) -> Iterator[_Found]:
    for sentence in document.sentences:
        for chunk in chunks(sentence.tokens, engine.known, shouted=_is_shouted(sentence)):
            weights = evidence(sentence.tokens, chunk, engine)
            if weights:
                yield _Found(sentence, chunk, surface_of(sentence.tokens, chunk.first, chunk.end), weights)


def _is_shouted(sentence: Sentence) -> bool:
    """Tell a headline in title case; a sentence of the text is one only if all of it stands in capitals."""
    return is_shouted(sentence.tokens) and (
        sentence.paragraph < 0 or all(t.text.isupper() for t in sentence.tokens if t.text[0].isalpha())
    )


def surface_of(tokens: Sequence[Token], first: int, end: int) -> str:
    """Return the name's tokens joined as they stand: blanks only where the text has white space."""
    parts = [tokens[first].text]
    for left, right in zip(tokens[first : end - 1], tokens[first + 1 : end], strict=True):
        parts.append(f" {right.text}" if right.start > left.end else right.text)
    return "".join(parts)


def _totals(found: Sequence[_Found]) -> dict[str, Evidence]:
    """Add up the evidence of a surface over all its mentions, and of lists whose members are of one kind."""
    totals: dict[str, Evidence] = defaultdict(Counter)
    for item in found:
        totals[item.surface].update(item.evidence)
    for left, right in pairwise(found):
        if _are_listed(left, right):
            for one, other in ((left, right), (right, left)):
                if _decided(totals[one.surface]) == "place" and one.evidence["place"] >= 2:
                    totals[other.surface]["place"] += 1
    return totals


def _are_listed(left: _Found, right: _Found) -> bool:
    """Tell "X and Y", "X, Y"."""
    if left.sentence is not right.sentence or left.chunk.titled or right.chunk.titled:
        return False
    between = [token.lower for token in left.sentence.tokens[left.chunk.end : right.chunk.first]]
    return between in ([","], ["and"], [",", "and"], ["or"])


def _decided(total: Evidence) -> EntityType | None:
    """Return the type with the most evidence, None if there is not enough."""
    kind, score = max(total.items(), key=lambda entry: entry[1])
    return kind if score >= _ENOUGH else None


class _Memory:
    """Which entity a surface belongs to in this document."""

    def __init__(self, found: Sequence[_Found], types: dict[str, EntityType]) -> None:
        self._types = types
        self._known = {item.surface: item.chunk.known for item in found if item.chunk.known is not None}
        self._long = self._long_forms(found) | self._acronyms(found)

    def _long_forms(self, found: Sequence[_Found]) -> dict[str, str]:
        """Map a surname to the full name, "Observatory" to the organization whose name ends in or holds it."""
        forms: dict[str, str] = {}
        for item in found:
            for short in _short_forms(item, self._types.get(item.surface)):
                if self._may_be_short(short, item.surface):
                    forms.setdefault(short, item.surface)
        return forms

    def _may_be_short(self, short: str, long: str) -> bool:
        """Refuse a surname that is itself a known place or actor of another name."""
        known = self._known.get(short)
        return short != long and (known is None or known is self._known.get(long))

    def _acronyms(self, found: Sequence[_Found]) -> dict[str, str]:
        """Map the acronym of "Long Name (LN)" to the long name."""
        forms = {}
        for left, right in pairwise(found):
            between = (
                left.sentence.tokens[left.chunk.end : right.chunk.first] if left.sentence is right.sentence else ()
            )
            bracketed = len(between) == 1 and between[0].text in "(["
            if bracketed and _is_acronym_of(right.surface, left.surface):
                forms[right.surface] = left.surface
        return forms

    def name_of(self, item: _Found) -> Name | None:
        """Return the mention typed and joined to its entity; None if it is no name after all."""
        surface = self._long.get(item.surface, item.surface)
        kind = item.chunk.known.type if isinstance(item.chunk.known, Actor) else self._types.get(surface)
        if kind is None or (item.surface == surface and self._is_tail_alone(item)):
            return None
        known = self._known.get(surface) or self._known.get(item.surface)
        key = known.name if known is not None else surface
        return Name(item.sentence, item.chunk.first, item.chunk.end, kind, key, known)

    def _is_tail_alone(self, item: _Found) -> bool:
        """Tell "Council" that refers to nothing named before."""
        words = item.chunk.end - item.chunk.first
        return words == 1 and item.chunk.known is None and item.surface in word_set_of("org_tails")

    def recalled(self, document: Document, names: Sequence[Name]) -> Iterator[Name]:
        """Yield names seen elsewhere that stand in title-case headlines or open sentences."""
        taken = {(name.sentence.index, at) for name in names for at in range(name.first, name.end)}
        for sentence in document.sentences:
            shouted = _is_shouted(sentence)
            for at, token in enumerate(sentence.tokens[: None if shouted else 1]):
                if (sentence.index, at) not in taken and (name := self._single(sentence, at, token)):
                    yield name

    def _single(self, sentence: Sentence, at: int, token: Token) -> Name | None:
        surface = self._long.get(token.text, token.text)
        kind = self._types.get(surface)
        if kind is None or not token.text[0].isupper():
            return None
        known = self._known.get(surface)
        return Name(sentence, at, at + 1, kind, known.name if known else surface, known)


def _is_acronym_of(short: str, long: str) -> bool:
    """Tell whether a word in capitals starts with the first letter of a name of several words."""
    initials = [word[0].upper() for word in long.replace("-", " ").split() if word[0].isalpha()]
    return short.isupper() and len(initials) > 1 and short[0] == initials[0]


def _short_forms(item: _Found, kind: EntityType | None) -> Iterator[str]:
    """Yield the forms under which a full name comes back: Barazi, al-Barazi; Observatory."""
    words = [t.text for t in item.sentence.tokens[item.chunk.first : item.chunk.end]]
    if kind == "person" and len(words) > 1:
        yield words[-1]
        yield from [words[-1].partition("-")[2]] * ("-" in words[-1])
        yield from [" ".join(words[-2:])] * (len(words) > 2)
    elif kind in {"organization", "group"} and len(words) > 2:
        yield from sorted(set(words) & word_set_of("org_tails"))


def actor_of(name: Name) -> Actor | None:
    """Return the known actor behind a name."""
    return name.known if isinstance(name.known, Actor) else None
