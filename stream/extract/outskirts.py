"""Names outside the sentences or inside other names: place and agency of a dateline, the town in "Leeds Police"."""

from collections.abc import Iterator, Sequence

from stream.extract.engine import Engine
from stream.extract.names import Name, surface_of
from stream.facts import Furniture
from stream.lexicon.actors import Actor
from stream.lexicon.spelling import name_key
from stream.text.document import Document, Sentence
from stream.text.tokens import tokens_of

_TOWN = 100_000
_BEFORE_ALL = -1


def dateline_names(document: Document, engine: Engine) -> list[Name]:
    """Return the place and the agency that the dateline names, as in a sentence before all others."""
    piece = next((piece for piece in document.furniture if piece.kind == "dateline"), None)
    if piece is None or document.dateline is None:
        return []
    line = _line(document, piece)
    return [*_place(line, document.dateline.place, engine), *_agencies(line, engine)]


def _line(document: Document, piece: Furniture) -> Sentence:
    return Sentence(
        text_of="body",
        start=piece.start,
        end=piece.end,
        index=_BEFORE_ALL,
        paragraph=1,
        tokens=tokens_of(document.body, piece.start, piece.end),
    )


def _place(line: Sentence, place: str | None, engine: Engine) -> Iterator[Name]:
    """Yield the dateline's place if it opens the line, spelt as in running text: it meets its other mentions."""
    size = len(place.split()) if place else 0
    if place and line.tokens and name_key(surface_of(line.tokens, 0, size)) == name_key(place):
        known = engine.known.longest(tokens_of(place, 0, len(place)), 0)
        meaning = known.meaning if known and known.end == size and not isinstance(known.meaning, Actor) else None
        yield Name(line, 0, size, "place", meaning.name if meaning else place, meaning)


def _agencies(line: Sentence, engine: Engine) -> Iterator[Name]:
    for at in range(1, len(line.tokens)):
        match = engine.known.longest(line.tokens, at)
        if line.tokens[at - 1].text in "(/" and match is not None and isinstance(match.meaning, Actor):
            yield Name(line, at, match.end, match.meaning.type, match.meaning.name, match.meaning)


def towns_within(names: Sequence[Name], engine: Engine) -> list[Name]:
    """Return the towns by which organizations are called, where no other mention names them."""
    named = {name.key for name in names if name.type == "place"}
    found: dict[str, Name] = {}
    for name in names:
        first = name.sentence.tokens[name.first].text
        called = name.type in {"organization", "facility"} and name.known is None and name.end - name.first > 1
        if called and first not in named and _is_town(first, engine):
            found.setdefault(first, Name(name.sentence, name.first, name.first + 1, "place", first, None))
    return list(found.values())


def _is_town(word: str, engine: Engine) -> bool:
    return any(town.population >= _TOWN and not town.alternate for town in engine.gazetteer.find(name_key(word)))
