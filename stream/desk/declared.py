"""What a version says it is: the change it makes, whether it is news, whether there are events to read in it."""

import re
from functools import cache
from typing import cast

from stream.desk.advisory import advisory_of, kind_in_words
from stream.desk.tags import heaviest, tags_of
from stream.lexicon.words import read
from stream.messages import Change, Item, StoryFields

_LOOKED_AT = 400
_FLASH_URGENCY = 2
_STATUS: dict[str, Change] = {"canceled": "kill", "withheld": "hold"}


def declared_change(item: Item) -> Change | None:
    """Return what an item says it is: by status, signals, links, tags, note, text; the first that speaks decides."""
    return (
        _STATUS.get(item.pubStatus)
        or _by_signals(item)
        or heaviest([_links()[link.type] for link in item.links if link.type in _links()])
        or heaviest([change for text in (item.headline, item.slugline) if (change := tags_of(text).change) is not None])
        or _beginning("notes", item.edNote)
        or _beginning("openings", item.body)
        or ("alert" if _is_flash(item) else None)
    )


def _by_signals(item: Item) -> Change | None:
    given = {signal.casefold() for signal in item.signals}
    return heaviest([change for change, codes in _signals().items() if given & codes])


@cache
def _signals() -> dict[Change, frozenset[str]]:
    return {cast("Change", change): frozenset(codes) for change, codes in read("lifecycle")["signals"].items()}


@cache
def _links() -> dict[str, Change]:
    links: dict[str, Change] = read("lifecycle")["links"]
    return links


@cache
def _patterns(kind: str) -> tuple[tuple[Change, re.Pattern[str]], ...]:
    flags = re.IGNORECASE if kind == "notes" else 0
    return tuple(
        (cast("Change", change), re.compile(words, flags)) for change, words in read("lifecycle")[kind].items()
    )


def _beginning(kind: str, text: str | None) -> Change | None:
    beginning = (text or "")[:_LOOKED_AT].lstrip()
    return next((change for change, pattern in _patterns(kind) if pattern.match(beginning)), None)


def _is_flash(item: Item) -> bool:
    return not item.headline and item.headline_span is None and (item.urgency or 9) <= _FLASH_URGENCY


@cache
def _not_news(kind: str) -> re.Pattern[str]:
    return re.compile(read("lifecycle")["not_news"][kind])


def is_news(item: Item) -> bool:
    """Tell news from what is addressed to editors: advisories, plans, tests, and what kills or holds others."""
    words = read("lifecycle")
    signals = {signal.casefold() for signal in item.signals}
    return not (
        signals & set(words["not_news_signals"])
        or (item.genre or "").casefold() in {genre.casefold() for genre in words["not_news"]["genres"]}
        or _not_news("slugs").fullmatch((item.slugline or "")[:_LOOKED_AT])
        or _not_news("headlines").match((item.headline or "")[:_LOOKED_AT])
        or _not_news("texts").match((item.body or "")[:_LOOKED_AT])
        or (item.pubStatus == "usable" and _instructs_others(item))
    )


def _instructs_others(item: Item) -> bool:
    """Tell an advisory from a story that only takes the place of another one it withdraws."""
    if kind_in_words(item) is not None:
        return True
    most = read("lifecycle")["instructions"]["most_words"]
    return advisory_of(item) is not None and len((item.body or "").split()) <= most


def is_extracted(story: StoryFields) -> bool:
    """Tell whether there are events to read: not in tables, results, fact boxes."""
    words = read("lifecycle")["not_extracted"]
    genre = (story.genre or "").casefold().removeprefix("genre:")
    return genre not in words["genres"] and not re.fullmatch(words["slugs"], (story.slugline or "")[:_LOOKED_AT])
