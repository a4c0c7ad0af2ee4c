"""Advisories: items that say of a story that it is killed, held or released, and how they name it."""

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from stream.desk.tags import tags_of, words_key
from stream.lexicon.words import read
from stream.messages import Item

Kind = Literal["kill", "hold", "release"]

_KINDS: tuple[Kind, ...] = ("kill", "hold", "release")
_LOOKED_AT = 2_000
_MOST_TOKENS = 50
_QUOTED = re.compile(r"[\"“„«‘']([^\"“”„«»‘’\n]{8,200})[\"”“»’']")
_SLUGGED = re.compile(r"(?i:\bslug(?:ged)?:?\s+)([^\s,.;]{4,80})")
_TOKEN = re.compile(r"[^\s\"'“”«»(),;]*\d[^\s\"'“”«»(),;]*")


class Advisory(Struct, frozen=True, kw_only=True):
    """What is said of which story: `named` by link, by `tokens` that may be ids, by `words` of its headline or slug."""

    kind: Kind
    named: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def advisory_of(item: Item) -> Advisory | None:
    """Return what an item instructs about stories, None if it is an ordinary one."""
    kind = _kind(item)
    if kind is None:
        return None
    links = tuple(link.story_id for link in item.links if kind != "kill" or link.type == "retracts")
    text = "\n".join(filter(None, (item.headline, item.slugline, item.edNote, item.body)))[:_LOOKED_AT]
    return Advisory(
        kind=kind,
        named=links,
        tokens=tuple(dict.fromkeys(token.strip(".:") for token in _TOKEN.findall(text)))[:_MOST_TOKENS],
        words=_words(item, text),
    )


def _kind(item: Item) -> Kind | None:
    return "kill" if any(link.type == "retracts" for link in item.links) else kind_in_words(item)


def kind_in_words(item: Item) -> Kind | None:
    """Return what an item instructs by tag, signal or text, whatever its links say."""
    said = [tags_of(text).change for text in (item.headline, item.slugline)]
    signals = {signal.casefold() for signal in item.signals}
    codes = read("lifecycle")["signals"]
    for kind in _KINDS:
        if kind in said or signals & set(codes[kind]):
            return kind
    return _kind_of_text(item)


def _kind_of_text(item: Item) -> Kind | None:
    text = item.body or ""
    words = read("lifecycle")["instructions"]
    if len(text) > _LOOKED_AT or len(text.split()) > int(words["most_words"]):
        return None
    for paragraph in text.split("\n")[:3]:
        if re.search(words["about"], paragraph):
            for kind, patterns in _instructions():
                if any(pattern.match(paragraph.strip()) for pattern in patterns):
                    return kind
    return None


@cache
def _instructions() -> tuple[tuple[Kind, tuple[re.Pattern[str], ...]], ...]:
    words = read("lifecycle")["instructions"]
    return tuple((kind, tuple(re.compile(one) for one in words[kind])) for kind in _KINDS)


def _words(item: Item, text: str) -> tuple[str, ...]:
    named = [*_QUOTED.findall(text), *_SLUGGED.findall(text)]
    if tags_of(item.headline).change in _KINDS:
        named.append(tags_of(item.headline).rest)
    if tags_of(item.slugline).change in _KINDS:
        named.append(tags_of(item.slugline).rest)
    return tuple(dict.fromkeys(key for one in named if (key := words_key(one)) is not None))
