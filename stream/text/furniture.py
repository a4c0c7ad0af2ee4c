"""What in a body is not prose: repeated headline, dateline, sub-heads, sign-offs, boilerplate, notes."""

import re
from collections.abc import Iterator
from functools import cache

from stream.facts import Dateline, Furniture, Span
from stream.lexicon.gazetteer import Gazetteer
from stream.lexicon.words import read
from stream.text.dateline import DATELINE, dateline_of
from stream.text.paragraphs import paragraphs

_DASHED = re.compile(r"[-–—*=]+\s*(?P<words>[^\n]{2,80}?)\s*[-–—*=]+")
_SUBHEAD_WORDS = 5
_PROSE_WORDS = 8
_ENDS_SENTENCE = re.compile(r"[.!?:;,…]['\"”’)\]]*$")
_LETTERS = re.compile(r"\w+")


def find_furniture(body: str, headline: str | None, headline_span: Span | None) -> tuple[Furniture, ...]:
    """Return the furniture of a body in order; the headline span itself, where there is one, is none."""
    found = list(paragraphs(body))
    pieces = [*_opening(body, found, headline, headline_span)]
    taken = {piece.start for piece in pieces if piece.kind == "repeated_headline"}
    rest = [span for span in found if span.start not in taken and not _within(span, headline_span)]
    closing = list(_closing(body, rest))
    cut = {piece.start for piece in closing}
    pieces += closing + list(_between(body, [span for span in rest if span.start not in cut]))
    return tuple(sorted(pieces, key=lambda piece: piece.start))


def read_dateline(body: str, furniture: tuple[Furniture, ...], gazetteer: Gazetteer | None) -> Dateline | None:
    """Return the dateline marked in the furniture: place, country where it is known, date where it is stated."""
    piece = next((piece for piece in furniture if piece.kind == "dateline"), None)
    return dateline_of(body[piece.start : piece.end], gazetteer) if piece else None


def _within(span: Span, outer: Span | None) -> bool:
    return outer is not None and outer.start <= span.start and span.end <= outer.end


def _opening(body: str, found: list[Span], headline: str | None, own: Span | None) -> Iterator[Furniture]:
    """Yield repetitions of the headline before the first prose, then the dateline."""
    title = body[own.start : own.end] if own else headline or ""
    for span in found[:6]:
        text = body[span.start : span.end]
        if _within(span, own) or _is_note(text):
            continue
        if title and _same(text, title):
            yield Furniture(kind="repeated_headline", start=span.start, end=span.end)
            continue
        yield from _dateline(body, span)
        if len(text.split()) >= _PROSE_WORDS:
            return


def _dateline(body: str, span: Span) -> Iterator[Furniture]:
    match = DATELINE.match(body, span.start, span.end)
    if match:
        yield Furniture(kind="dateline", start=span.start, end=span.start + len(match[0].rstrip()))


def _same(text: str, title: str) -> bool:
    return _LETTERS.findall(text.lower()) == _LETTERS.findall(title.lower())


def _closing(body: str, found: list[Span]) -> Iterator[Furniture]:
    """Yield sign-offs and boilerplate, from the end backwards, until prose is met; a lone paragraph is always prose."""
    for span in reversed(found[1:]):
        text = body[span.start : span.end]
        if any(pattern.fullmatch(text) for pattern in _patterns("signoffs")):
            yield Furniture(kind="signoff", start=span.start, end=span.end)
        elif _is_boilerplate(text):
            yield Furniture(kind="boilerplate", start=span.start, end=span.end)
        elif not _is_note(text):
            return


def _is_boilerplate(text: str) -> bool:
    return any(pattern.search(text) for pattern in _patterns("strong")) or (
        sum(bool(pattern.search(text)) for pattern in _patterns("weak")) > 1
        and not any(quote in text for quote in '"“”')
    )


def _between(body: str, found: list[Span]) -> Iterator[Furniture]:
    """Yield notes and sub-heads among the paragraphs."""
    for index, span in enumerate(found):
        text = body[span.start : span.end]
        if _is_note(text):
            yield Furniture(kind="note", start=span.start, end=span.end)
        elif _DASHED.fullmatch(text) or (0 < index < len(found) - 1 and _is_subhead(body, *found[index : index + 2])):
            yield Furniture(kind="subhead", start=span.start, end=span.end)


def _is_note(text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in _patterns("notes"))


def _is_subhead(body: str, span: Span, after: Span) -> bool:
    """Tell a few words without a full stop, before a paragraph of prose, from a sentence."""
    text = body[span.start : span.end]
    return (
        len(text.split()) <= _SUBHEAD_WORDS
        and text[0].isupper()
        and not _ENDS_SENTENCE.search(text)
        and len(body[after.start : after.end].split()) >= _PROSE_WORDS
    )


@cache
def _patterns(key: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE | re.DOTALL) for pattern in read("furniture")[key])
