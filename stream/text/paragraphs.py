"""Body -> paragraphs: blank lines part them; a single line break does only where the writer chose it."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from stream.facts import Furniture, Span

_BLANK_LINE = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LINE = re.compile(r"[^\n]+")
_ENDS_SENTENCE = re.compile(r"[.!?:…][\"'”’)\]]*$")
_WRAP_SLACK = 12


def blocks(body: str) -> Iterator[Span]:
    """Yield the stretches between blank lines, without the white space around them."""
    start = 0
    for gap in _BLANK_LINE.finditer(body):
        yield from _trimmed(body, start, gap.start())
        start = gap.end()
    yield from _trimmed(body, start, len(body))


def paragraphs(body: str) -> Iterator[Span]:
    """Yield the paragraphs; a line that was only wrapped stays in its paragraph."""
    for block in blocks(body):
        yield from _unwrapped(body, block)


def prose(body: str, furniture: Iterable[Furniture]) -> Iterator[tuple[int, Span]]:
    """Yield (paragraph number, stretch) of what is left of the paragraphs without furniture."""
    pieces = sorted(furniture, key=lambda piece: piece.start)
    number = 0
    for paragraph in paragraphs(body):
        left = list(_without(body, paragraph, pieces))
        yield from ((number, span) for span in left)
        number += bool(left)


def _unwrapped(body: str, block: Span) -> Iterator[Span]:
    lines = [line for m in _LINE.finditer(body, block.start, block.end) for line in _trimmed(body, m.start(), m.end())]
    width = max((line.end - line.start for line in lines), default=0)
    start = block.start
    for line, after in pairwise(lines):
        if not _is_wrapped(body, line, after, width):
            yield Span(start=start, end=line.end)
            start = after.start
    if lines:
        yield Span(start=start, end=lines[-1].end)


def _is_wrapped(body: str, line: Span, after: Span, width: int) -> bool:
    """Tell whether the line broke because the next word would not have fitted, or in mid-sentence."""
    if body[after.start].islower():
        return True
    if _ENDS_SENTENCE.search(body, line.start, line.end):
        return False
    first_word = body[after.start : after.end].split(maxsplit=1)[0]
    return line.end - line.start + 1 + len(first_word) > width - _WRAP_SLACK


def _without(body: str, paragraph: Span, pieces: list[Furniture]) -> Iterator[Span]:
    start = paragraph.start
    for piece in pieces:
        if piece.start < paragraph.end and piece.end > start:
            yield from _trimmed(body, start, piece.start)
            start = max(start, piece.end)
    yield from _trimmed(body, start, paragraph.end)


def _trimmed(body: str, start: int, end: int) -> Iterator[Span]:
    """Yield the stretch without white space at its ends, nothing if there is nothing else."""
    while start < end and body[start].isspace():
        start += 1
    while end > start and body[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start=start, end=end)
