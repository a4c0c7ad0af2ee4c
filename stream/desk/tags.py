"""Tags: what the headline or slug of a version says about it, in the agencies' capitals."""

import re
from functools import cache, lru_cache
from typing import cast

from msgspec import Struct

from stream.lexicon.words import read
from stream.messages import Change

_LOOKED_AT = 400
_DELIMITER = r"\s*(?:[:/]|--|[-–—]|\+\+|(?=\()|$)\s*"
_WORDS = re.compile(r"[^\W_]+")
_LEAST_WORDS, _LEAST_LETTERS = 2, 8
_MOST_TAGS = 6
_REMEMBERED = 256
"""Texts whose tags are kept: a story's are asked for a dozen times in a row."""


class Tags(Struct, frozen=True, kw_only=True):
    """What tags say: the most consequential change, and the text without them."""

    change: Change | None
    rest: str


@cache
def _any_of(kind: str) -> tuple[tuple[Change, str], ...]:
    return tuple((cast("Change", change), "|".join(patterns)) for change, patterns in read("lifecycle")[kind].items())


@cache
def _leading() -> tuple[tuple[Change, re.Pattern[str]], ...]:
    both = (*_any_of("tags"), *_any_of("slug_tags"))
    return tuple((change, re.compile(rf"\s*(?:{words}){_DELIMITER}")) for change, words in both)


@cache
def _trailing() -> tuple[tuple[Change, re.Pattern[str]], ...]:
    slugs = [(c, re.compile(rf"(?:^|[\s,/-]|(?<=[a-z]))(?:{words})\s*$")) for c, words in _any_of("slug_tags")]
    after = [(c, re.compile(rf"[,/]\s*(?:{words})\s*$")) for c, words in _any_of("tags")]
    return (*slugs, *after)


@cache
def _bracketed() -> tuple[tuple[Change, re.Pattern[str]], ...]:
    return tuple((change, re.compile(rf"(?:{words})")) for change, words in _any_of("tags"))


_BRACKET = re.compile(r"\s*/?\s*\((?P<inside>[A-Z0-9][A-Z0-9 ,./-]{1,80})\)\s*$")


@lru_cache(maxsize=_REMEMBERED)
def tags_of(text: str | None) -> Tags:
    """Return what the tags of a headline or slug say."""
    rest, found = (text or "")[:_LOOKED_AT], list[Change]()
    for _ in range(_MOST_TAGS):
        change, shorter = _one_tag(rest)
        if change is None:
            break
        found.append(change)
        rest = shorter
    return Tags(change=heaviest(found), rest=rest.strip())


def _one_tag(text: str) -> tuple[Change | None, str]:
    bracket = _BRACKET.search(text)
    if bracket is not None:
        inside = [change for part in bracket["inside"].split(",") if (change := _whole(part.strip())) is not None]
        if inside:
            return heaviest(inside), text[: bracket.start()]
    for change, pattern in _leading():
        if match := pattern.match(text):
            return change, text[match.end() :]
    for change, pattern in _trailing():
        if (match := pattern.search(text)) and match.start() > 0:
            return change, text[: match.start()]
    return None, text


def _whole(text: str) -> Change | None:
    return next((change for change, pattern in _bracketed() if pattern.fullmatch(text)), None)


def heaviest(changes: list[Change]) -> Change | None:
    """Return the most consequential of these changes."""
    weight = read("lifecycle")["weight"]
    return min(changes, key=weight.index, default=None)


def words_key(text: str | None) -> str | None:
    """Return the key under which two headlines or slugs are the same: without tags, case and punctuation.

    None if too little is left to tell one story from another.
    """
    words = _WORDS.findall(tags_of(text).rest.casefold())
    key = " ".join(words)
    return key if len(words) >= _LEAST_WORDS and len(key) - len(words) + 1 >= _LEAST_LETTERS else None
