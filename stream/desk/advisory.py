"""Advisories: items that say of a story that it is killed, held or released, and how they name it."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, cast

from msgspec import Struct

from stream.desk.tags import heaviest, in_full, tags_of, words_key
from stream.lexicon.words import read
from stream.messages import Change, Item
from stream.text.paragraphs import paragraphs

Kind = Literal["kill", "hold", "release"]

KINDS: tuple[Kind, ...] = ("kill", "hold", "release")
_LOOKED_AT = 4_000
_OPENING = 3
_REMEMBERED = 256
"""Texts whose instruction is kept: several questions about an item ask for it."""


class Advisory(Struct, frozen=True, kw_only=True):
    """What is said of which story: `named` by link, by `tokens` that may be ids, by `words` of its headline or slug."""

    kind: Kind
    named: tuple[str, ...] = ()
    tokens: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def advisory_of(item: Item) -> Advisory | None:
    """Return what an item instructs about a story, itself or another; None if it is an ordinary one."""
    kind = kind_in_words(item) or ("kill" if any(link.type == "retracts" for link in item.links) else None)
    if kind is None:
        return None
    said = "\n".join(filter(None, (item.headline, item.slugline, item.edNote, item.body)))[:_LOOKED_AT]
    text = _compiled("replacement").sub("", said)
    return Advisory(
        kind=kind,
        named=tuple(link.story_id for link in item.links if kind != "kill" or link.type == "retracts"),
        tokens=_tokens(text),
        words=_words(item, text),
    )


def kind_in_words(item: Item) -> Kind | None:
    """Return what an item instructs by signal, tag, note or text, whatever its links say."""
    said = heaviest([change for change in (signalled(item), tagged(item)) if change in KINDS])
    if said == "release" and not is_short(item):
        return None  # the story itself, sent again
    return cast("Kind", said) if said else _instructed(item)


def signalled(item: Item) -> Change | None:
    """Return the most consequential change that the signals name."""
    given = [signal.casefold() for signal in item.signals]
    return heaviest([change for change, codes in _signals() if any(map(codes.fullmatch, given))])


def tagged(item: Item) -> Change | None:
    """Return the most consequential change that the tags name: of headline and slug, and of a text without headline."""
    first = () if item.headline else tuple(opening(item))[:1]
    said = (tags_of(text).change for text in (item.headline, item.slugline, *first))
    return heaviest([change for change in said if change is not None])


def is_short(item: Item) -> bool:
    """Tell whether the text is short enough to be an instruction and nothing else."""
    body = item.body or ""
    return len(body) <= _LOOKED_AT and len(body.split()) <= int(read("lifecycle")["most_words"])


def opening(item: Item) -> Iterator[str]:
    """Yield the first paragraphs of the text, without its dateline and without what repeats the headline."""
    body, skipped = (item.body or "")[:_LOOKED_AT], {"repeated_headline", "dateline"}
    ends = {piece.start: piece.end for piece in item.furniture if piece.kind in skipped}
    texts = (body[max(span.start, ends.get(span.start, 0)) : span.end].strip() for span in paragraphs(body))
    for _, text in zip(range(_OPENING), filter(None, texts), strict=False):
        yield text


def _instructed(item: Item) -> Kind | None:
    """Return what a short text, or the note or headline above it, begins to instruct."""
    if not is_short(item):
        return None
    texts = [text for text in (item.headline, item.edNote, *opening(item)) if text]
    return next((kind for text in texts if (kind := instruction_in(text)) is not None), None)


@lru_cache(maxsize=_REMEMBERED)
def instruction_in(text: str) -> Kind | None:
    """Return what a text instructs with its first words."""
    said = (tags_of(text).rest or text)[:_LOOKED_AT].lstrip(" ([*-–—")
    return next((kind for kind, patterns in _instructions() if any(one.match(said) for one in patterns)), None)


def _tokens(text: str) -> tuple[str, ...]:
    """Return what may be the id of a story: URIs, numbers where they are called one, letters and figures in one."""
    found = (match[1] if pattern.groups else match[0] for pattern in _ids() for match in pattern.finditer(text))
    return tuple(dict.fromkeys(one.rstrip(".,:;-/") for one in found))[: int(read("lifecycle")["most_ids"])]


def _words(item: Item, text: str) -> tuple[str, ...]:
    """Return what is quoted, called a slug, or stands behind the tag of the advisory's own headline or slug."""
    quoted = ("".join(groups) for groups in _compiled("quotes").findall(text))
    slugs = _compiled("slugged").findall(text)
    own = (tags_of(text).rest for text in (item.headline, item.slugline) if tags_of(text).change in KINDS)
    return tuple(dict.fromkeys(key for one in (*own, *quoted, *slugs) if (key := words_key(one)) is not None))


@cache
def _signals() -> tuple[tuple[Change, re.Pattern[str]], ...]:
    codes = read("lifecycle")["signals"].items()
    return tuple((cast("Change", change), re.compile(pattern)) for change, pattern in codes)


@cache
def _instructions() -> tuple[tuple[Kind, tuple[re.Pattern[str], ...]], ...]:
    listed = read("lifecycle")["instructions"]
    return tuple((kind, tuple(re.compile(in_full(one), re.IGNORECASE) for one in listed[kind])) for kind in KINDS)


@cache
def _ids() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one) for one in read("lifecycle")["ids"])


@cache
def _compiled(name: str) -> re.Pattern[str]:
    return re.compile(read("lifecycle")[name], re.IGNORECASE)
