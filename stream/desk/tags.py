"""Tags: what the headline or slug of a version says about it ("UPDATE 3-", "2nd Ld-Writethru", "(CORRECTED, PIX)").

Tags stand before or behind the words, several in a row. How much a word needs
around it to be a tag, lies in lifecycle.yml.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import cast

from msgspec import Struct

from stream.lexicon.words import read
from stream.messages import Change

_LOOKED_AT = 1_000
_TAIL = 160
_LEAST_WORDS, _LEAST_LETTERS = 2, 8
_REMEMBERED = 256
"""Texts whose tags are kept: a story's are asked for a dozen times in a row."""
_WORDS = re.compile(r"[^\W_]+")
_PART = re.compile(r"<(\w+)>")
_OPENED = re.compile(r"[(\[]([^()\[\]]{1,80})[)\]]")
_CLOSED = re.compile(r"\s*[(\[]([^()\[\]]{1,80})[)\]]\s*$")
_COMMA = re.compile(r"\s*[,;/&+]\s*")


class Tags(Struct, frozen=True, kw_only=True):
    """What tags say: the most consequential change, and the text without them."""

    change: Change | None
    rest: str


class _Tag(Struct, frozen=True):
    """A tag found: what it says (`none` for a word that says nothing of the change), and what it leaves of the text."""

    says: str
    end: int
    is_closed: bool = True


def heaviest(changes: list[Change]) -> Change | None:
    """Return the most consequential of these changes."""
    weight: list[Change] = read("lifecycle")["weight"]
    return min(changes, key=weight.index, default=None)


def in_full(pattern: str) -> str:
    """Return a pattern of lifecycle.yml with its <parts> written out."""
    while _PART.search(pattern):
        pattern = _PART.sub(lambda part: f"(?:{read('lifecycle')['parts'][part[1]]})", pattern)
    return pattern


def tags_of(text: str | None) -> Tags:
    """Return what the tags of a headline or slug say. Only the beginning of a very long text is read."""
    return _tags_of((text or "")[:_LOOKED_AT])


def words_key(text: str | None) -> str | None:
    """Return the key under which two headlines or slugs are the same: without tags, case and punctuation.

    None if too little is left to tell one story from another.
    """
    rest = _pattern("cycle").sub("", tags_of(text).rest, count=1)
    words = _WORDS.findall(unicodedata.normalize("NFKC", rest).casefold())
    key = " ".join(words)
    return key if len(words) >= _LEAST_WORDS and len(key) - len(words) + 1 >= _LEAST_LETTERS else None


@lru_cache(maxsize=_REMEMBERED)
def _tags_of(text: str) -> Tags:
    before, start = _leading(text)
    behind, end = _trailing(text, start)
    found = [cast("Change", says) for says in (*before, *behind) if says != "none"]
    rest = _trimmed(text[start:end]) if before or behind else text.strip()
    return Tags(change=heaviest(found), rest=rest)


def _trimmed(text: str) -> str:
    filling = _pattern("filling")
    start = _end_of(filling, text, 0)
    return text[start:].rstrip(" \t\n,;/|=*+–—-")


def _leading(text: str) -> tuple[list[str], int]:
    """Return what the tags at the beginning say, and where they end. One without a delimiter waits for the next."""
    found, waiting, start = list[str](), list[str](), 0
    at = _end_of(_pattern("filling"), text, 0)
    while (tag := _bracket_at(text, at) or _tag_at(text, at)) is not None:
        waiting.append(tag.says)
        if tag.is_closed:
            found, waiting, start = found + waiting, [], tag.end
        at = _end_of(_pattern("filling"), text, tag.end)
    return found, start


def _tag_at(text: str, at: int) -> _Tag | None:
    """Return the tag that begins here, one with a delimiter first; one in capitals may stand before another tag."""
    for pattern in _heads():
        if match := pattern.match(text, at):
            return _Tag(match.lastgroup or "none", match.end())
    if match := _repeated().match(text, at):
        return _Tag(match.lastgroup or "none", match.end())
    match = _stacked().match(text, at)
    return _Tag(match.lastgroup or "none", match.end(), is_closed=False) if match else None


def _bracket_at(text: str, at: int) -> _Tag | None:
    match = _OPENED.match(text, at)
    says = _inside(match[1]) if match else None
    return _Tag(says, match.end()) if match and says else None


def _trailing(text: str, start: int) -> tuple[list[str], int]:
    """Return what the tags at the end say, and where they begin."""
    found, end = list[str](), len(text.rstrip())
    while (tag := _closing(text, start, end)) is not None:
        found.append(tag.says)
        end = tag.end
    return found, end


def _closing(text: str, start: int, end: int) -> _Tag | None:
    """Return the tag that ends here; its `end` is where the text before it does."""
    begin = max(start, end - _TAIL)
    tail = text[begin:end]
    if (match := _CLOSED.search(tail)) and (says := _inside(match[1])):
        return _Tag(says, begin + match.start())
    for pattern in _tails(text[start:end]):
        if (match := pattern.search(tail)) and (match.start() > 0 or begin > start):
            return _Tag(match.lastgroup or "none", begin + match.start())
    return None


def _tails(text: str) -> Iterator[re.Pattern[str]]:
    marks, phrases, words, slugs, keywords, glued = _endings()
    yield from (marks, phrases)
    is_slug = not any(map(str.isspace, text))
    if is_slug or not text.isupper():
        yield words
    if is_slug:
        yield slugs
    if _pattern("cycle").match(text):
        yield keywords
    yield glued


def _inside(text: str) -> str | None:
    """Return what a bracket says: one of its parts must be a tag."""
    parts = _COMMA.split(text.strip())
    found = [match.lastgroup or "none" for part in parts if (match := _match_inside(part))]
    changes = [cast("Change", says) for says in found if says != "none"]
    return heaviest(changes) or ("none" if len(found) == len(parts) else None)


def _match_inside(part: str) -> re.Match[str] | None:
    return next((match for pattern in _brackets() if (match := pattern.fullmatch(part))), None)


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _groups(*styles: str) -> str:
    """Return one pattern for the tags of these styles, the group's name being what the tag says."""
    tags: dict[str, dict[str, list[str]]] = read("lifecycle")["tags"]
    changes = dict.fromkeys(change for style in styles for change in tags[style])
    listed = {change: [one for style in styles for one in tags[style].get(change, [])] for change in changes}
    named = (f"(?P<{change}>{'|'.join(words)})" for change, words in listed.items())
    return rf"(?<!\w)(?:{'|'.join(named)})(?!\w)"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(read("lifecycle")[name])


@cache
def _heads() -> tuple[re.Pattern[str], ...]:
    numbered = read("lifecycle")["numbered"]
    rows = (
        ("", ("marks",), "marked", re.IGNORECASE),
        ("", ("phrases",), "sharp", re.IGNORECASE),
        (numbered, ("phrases",), "plain", re.IGNORECASE),
        ("", ("called", "words"), "blunt", re.NOFLAG),
        ("", ("called",), "colon", re.IGNORECASE),
    )
    return tuple(
        re.compile(f"(?-i:{shape}){_groups(*styles)}(?-i:{in_full(read('lifecycle')['ends'][end])})", flag)
        for shape, styles, end, flag in rows
    )


@cache
def _repeated() -> re.Pattern[str]:
    """Return the pattern of a word in capitals said several times: KILL KILL KILL."""
    return re.compile(rf"(?=(\w+)(?:[\s,!.-]+\1)+(?!\w)){_groups('called', 'words')}(?:[\s,!.-]+\1)+")


@cache
def _stacked() -> re.Pattern[str]:
    """Return the pattern of tags that need no delimiter if another tag follows: none that takes a story back."""
    return re.compile(rf"{_groups('marks', 'phrases', 'called')}(?=\s)|(?P<stacked>(?!))")


@cache
def _brackets() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(_groups("marks", "phrases", "bracketed"), re.IGNORECASE),
        re.compile(_groups("called", "words")),
    )


@cache
def _endings() -> tuple[re.Pattern[str], ...]:
    begins = read("lifecycle")["begins"]
    glued = "|".join(f"(?P<{change}>{words})" for change, words in read("lifecycle")["glued"].items())
    return (
        re.compile(f"{begins['marks']}{_groups('marks')}$", re.IGNORECASE),
        re.compile(f"{begins['phrases']}{_groups('phrases')}$", re.IGNORECASE),
        re.compile(f"{begins['words']}{_groups('called', 'words')}$"),
        re.compile(f"{begins['slug']}{_groups('called', 'bracketed')}$", re.IGNORECASE),
        re.compile(f"{begins['slug']}\\s?{_groups('called', 'words')}$", re.IGNORECASE),
        re.compile(f"(?<![A-Z0-9])(?:{glued})$"),
    )
