"""From what a format says of a story to an item: what every format has in common."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from stream import keys
from stream.codec import MAX_RECORD_BYTES
from stream.errors import InputError
from stream.extract.engine import Engine
from stream.facts import Dateline, Furniture, Span
from stream.messages import Edge, Item, PubStatus, Rights
from stream.text.furniture import find_furniture, read_dateline
from stream.text.language import identify
from stream.wire.source import Source

_CLOCK_ERROR = timedelta(hours=24)
"""A version made later than this after its arrival has a wrong clock."""
_PLACE_ENDS = re.compile(r"[,(]")


class Draft(Struct, frozen=True, kw_only=True):
    """A story as its format gives it.

    `native_id` is the sender's own; `issuer` who numbers them, None where the
    id is unique in the world (identity.py). `declared` is the language tag;
    `located` where the story says it was made, if its text has no dateline.
    """

    native_id: str | None = None
    issuer: str | None = None
    uri: str | None = None
    version: str | None = None
    provider: str | None = None
    headline: str | None = None
    headline_span: Span | None = None
    slugline: str | None = None
    declared: str | None = None
    urgency: int | None = None
    genre: str | None = None
    subjects: tuple[str, ...] = ()
    located: str | None = None
    byline: str | None = None
    versionCreated: datetime | None = None
    pubStatus: PubStatus = "usable"
    embargoedUntil: datetime | None = None
    body: str | None = None
    edNote: str | None = None
    signals: tuple[str, ...] = ()
    links: tuple[Edge, ...] = ()
    usage_terms: str | None = None
    warnings: tuple[str, ...] = ()


def to_item(draft: Draft, source: Source, engine: Engine) -> Item:
    """Return the item of a draft. Raises InputError (no_text, too_large)."""
    _check(draft)
    story_id = _story_id(draft, source)
    furniture = find_furniture(draft.body or "", draft.headline, draft.headline_span)
    return Item(
        story_id=story_id,
        uri=draft.uri,
        version=draft.version,
        provider=draft.provider,
        feed=source.feed,
        headline=draft.headline,
        headline_span=draft.headline_span,
        slugline=draft.slugline,
        language=identify(draft.body or draft.headline or "", draft.declared),
        urgency=draft.urgency,
        genre=draft.genre,
        subjects=draft.subjects,
        dateline=_dateline(draft, furniture, engine),
        byline=draft.byline,
        versionCreated=draft.versionCreated,
        received=source.received,
        pubStatus=draft.pubStatus,
        embargoedUntil=draft.embargoedUntil,
        body=draft.body,
        furniture=furniture,
        warnings=(*draft.warnings, *_contradictions(draft, story_id, source)),
        rights=Rights(usageTerms=draft.usage_terms),
        edNote=draft.edNote,
        signals=draft.signals,
        links=tuple(dict.fromkeys(link for link in draft.links if link.story_id != story_id)),
        origin=source.origin,
    )


def _check(draft: Draft) -> None:
    """Refuse a story to be published without a word in it, and one that no topic would take."""
    if draft.pubStatus == "usable" and not (_has_words(draft.headline) or _has_words(draft.body)):
        raise InputError("no_text", "neither a headline nor a body")
    size = sum(len((text or "").encode()) for text in (draft.headline, draft.body))
    if size > MAX_RECORD_BYTES:
        raise InputError("too_large", f"the text has {size} bytes, {MAX_RECORD_BYTES} are allowed")


def _contradictions(draft: Draft, story_id: str, source: Source) -> Iterator[str]:
    """Yield what a story says that cannot all be meant; docs/formats.md has the rule for each."""
    if draft.versionCreated and draft.versionCreated - source.received > _CLOCK_ERROR:
        yield "versionCreated: lies in the future"
    if draft.pubStatus != "usable" and _has_words(draft.body):
        yield f"pubStatus {draft.pubStatus}: came with a text"
    if any(link.story_id == story_id for link in draft.links):
        yield "links: one to the story itself, left out"


def _has_words(text: str | None) -> bool:
    return bool(text and text.strip())


def _story_id(draft: Draft, source: Source) -> str:
    if draft.native_id is not None:
        return keys.story_id(draft.issuer, draft.native_id)
    return keys.story_id_of_text(draft.provider or source.feed, draft.headline, draft.body)


def _dateline(draft: Draft, furniture: tuple[Furniture, ...], engine: Engine) -> Dateline | None:
    found = read_dateline(draft.body or "", furniture, engine.gazetteer)
    if found is None and draft.located:
        return Dateline(text=draft.located, place=_PLACE_ENDS.split(draft.located)[0].strip() or None)
    return found
