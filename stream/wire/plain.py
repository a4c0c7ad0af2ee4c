"""Plain text: the body is the whole file, the headline its first line with words in it."""

import re

from stream.extract.engine import Engine
from stream.facts import Span
from stream.messages import Item
from stream.wire.draft import Draft, to_item
from stream.wire.format import Example, Format
from stream.wire.source import Source

_FIRST_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")


def recognises(source: Source) -> bool:
    """Take every text that is neither JSON nor XML: other formats are asked before."""
    return not source.is_json and not source.is_xml


def read(source: Source, engine: Engine) -> tuple[Item, ...]:
    """Return the one item that a text is."""
    line = _FIRST_LINE.search(source.text)
    draft = Draft(
        provider=source.provider,
        headline=line[0] if line else None,
        headline_span=Span(start=line.start(), end=line.end()) if line else None,
        body=source.text,
    )
    return (to_item(draft, source, engine),)


_SAMPLE = """\

  Storm cuts power to 40,000 homes

HALIFAX (Harbour News) - A storm cut power to 40,000 homes in Nova Scotia on Sunday.

- Roads closed -

Two roads were closed.
"""

FORMAT = Format(
    name="plain",
    summary="plain text, UTF-8: the first line is the headline",
    priority=90,
    content_types=("text/plain",),
    recognises=recognises,
    read=read,
    examples=(
        Example(
            name="a story",
            data=_SAMPLE.encode(),
            gives=(
                {
                    "headline": "Storm cuts power to 40,000 homes",
                    "headline_span": {"start": 3, "end": 35},
                    "body": _SAMPLE,
                    "provider": None,
                    "versionCreated": None,
                    "language": "en",
                },
            ),
        ),
        Example(
            name="one line, with a byte order mark",
            data=b"\xef\xbb\xbfBridge reopens after repairs",
            gives=({"headline": "Bridge reopens after repairs", "body": "Bridge reopens after repairs"},),
        ),
    ),
)
