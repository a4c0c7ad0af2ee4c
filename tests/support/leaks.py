"""Whether six words in a row of a text stand anywhere they must not."""

import re
from collections.abc import Iterable, Iterator, Mapping

from stream.record import Envelope, Record

SHINGLE = 6
_WORD = re.compile(r"[^\W_]+")
_ESCAPE = re.compile(r"\\[nrtbf]")


def words_of(text: str) -> list[str]:
    """Return the words of a text without case and punctuation; a line break that JSON has escaped parts words too."""
    return _WORD.findall(_ESCAPE.sub(" ", text).casefold())


def shingles(*texts: str) -> set[str]:
    """Return every six words in a row of each text; a shorter text is one shingle."""
    found = set()
    for words in map(words_of, texts):
        found |= {" ".join(words[n : n + SHINGLE]) for n in range(max(1, len(words) - SHINGLE + 1))}
    return found - {""}


def leaks(secret: Iterable[str], places: Mapping[str, str]) -> list[str]:
    """Return where which shingle of a secret stands, by the names of the places."""
    sought = shingles(*secret)
    return [
        f"{place}: {shingle}" for place, text in places.items() for shingle in sorted(sought & _sized(text, sought))
    ]


def _sized(text: str, sought: set[str]) -> set[str]:
    """Return the runs of words of a text that are as long as one of those sought."""
    words, lengths = words_of(text), {shingle.count(" ") + 1 for shingle in sought}
    return {" ".join(words[n : n + size]) for size in lengths for n in range(len(words) - size + 1)}


def text_of(record: Record | Envelope) -> str:
    """Return all that a record says: its key, its value, its headers."""
    return "\n".join(part.decode("utf-8", "replace") for part in _parts(record))


def _parts(record: Record | Envelope) -> Iterator[bytes]:
    yield record.key or b""
    yield record.value or b""
    for name, value in record.headers:
        yield name.encode()
        yield value
