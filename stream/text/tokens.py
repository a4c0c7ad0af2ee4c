"""Text -> tokens with exact offsets."""

import re
from collections.abc import Iterator

from stream.lexicon.words import word_set
from stream.text.document import Token

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S. a.m.
    r"|\d+(?:[.,:/]\d+)*(?:-?[^\W\d_]+(?:-[^\W\d_]+)*)?"  # 1.5 12,000 7:30 21st 15-year-old
    r"|[^\W\d_]+\d*(?:['’](?!s\b)[^\W\d_]+|-[^\W_]+)*"  # word O'Neill al-Barazi T-72
    r"|['’]s\b|\.{2,}|-{2,}|[^\w\s]|_",
    re.IGNORECASE,
)


def tokens_of(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the tokens of `text[start:end]`; offsets count in `text`."""
    return tuple(
        token
        for match in _TOKEN.finditer(text, start, end)
        for token in (_split(match) if "-" in match[0][1:-1] else (_token(match[0], match.start()),))
    )


def _split(match: re.Match[str]) -> Iterator[Token]:
    """Yield the parts of a hyphened word: a loose prefix or suffix stands for itself, so the name inside is seen."""
    word, at = match[0], match.start()
    head, _, rest = word.partition("-")
    if head.lower() in word_set("tokens", "prefixes") and (rest[:1].isupper() or rest[:1].isdigit()):
        yield from (_token(head, at), _token("-", at + len(head)))
        word, at = rest, at + len(head) + 1
    head, _, tail = word.rpartition("-")
    if (head and _are_two_names(head, tail)) or (head and tail in word_set("tokens", "suffixes")):
        yield from (_token(head, at), _token("-", at + len(head)))
        word, at = tail, at + len(head) + 1
    yield _token(word, at)


def _are_two_names(head: str, tail: str) -> bool:
    """Tell "Canada-EU" and "US-Iran" from "Al-Nusra" and "T-Mobile"."""
    return tail.isalpha() and tail[0].isupper() and len(head) > 1 and len(tail) > 1 and head.isupper() != tail.isupper()


def _token(word: str, at: int) -> Token:
    return Token(at, at + len(word), word, word.lower().replace("’", "'"))
