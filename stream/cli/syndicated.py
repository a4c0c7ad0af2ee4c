"""RSS and Atom -> our JSON: one story for each entry that is new or has changed."""

import calendar
from collections.abc import Iterator
from datetime import UTC, datetime
from time import struct_time
from typing import Any

import feedparser
import msgspec
import orjson

from stream import keys
from stream.wire.markup import text_of_markup


class FeedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry as our JSON has it."""

    id: str
    headline: str | None
    body: str | None
    published: str | None
    source: str | None

    def json(self) -> bytes:
        """Return the entry as a record of ours."""
        return orjson.dumps(msgspec.to_builtins(self))


class NotAFeedError(Exception):
    """Raised when an answer is neither RSS nor Atom."""


def entries_of(content: bytes, content_type: str, source: str | None) -> tuple[FeedEntry, ...]:
    """Return the entries of a feed, the oldest first. Raises NotAFeedError."""
    parsed: Any = feedparser.parse(  # type: ignore[attr-defined, no-untyped-call]  # it has no types
        content, response_headers={"content-type": content_type}
    )
    if not parsed.get("version"):
        raise NotAFeedError
    agency = source or parsed.feed.get("title")
    return tuple(_entries(reversed(parsed.entries), agency))


def _entries(found: Iterator[Any], agency: str | None) -> Iterator[FeedEntry]:
    for entry in found:
        own = entry.get("id") or entry.get("link") or entry.get("title")
        if own:
            yield FeedEntry(
                id=own,
                headline=_text(entry.get("title_detail")),
                body=_body(entry),
                published=_instant(
                    entry["updated_parsed"] if "updated_parsed" in entry else entry.get("published_parsed")
                ),
                source=agency,
            )


def _body(entry: Any) -> str | None:
    """Return the longest text an entry carries: some feeds put the story beside a teaser."""
    texts = [_text(one) for one in (*entry.get("content", ()), entry.get("summary_detail"))]
    return max((text for text in texts if text), key=len, default=None)


def _text(detail: Any) -> str | None:
    if not detail or not detail.get("value"):
        return None
    value: str = detail["value"]
    return text_of_markup(value) if "html" in detail.get("type", "") else value


def _instant(moment: struct_time | None) -> str | None:
    return datetime.fromtimestamp(calendar.timegm(moment), UTC).isoformat() if moment else None


class News:
    """Tells which entries have not been seen as they are. Remembers what the feed shows now."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def fresh(self, entries: tuple[FeedEntry, ...]) -> tuple[FeedEntry, ...]:
        """Return the entries that are new or have changed since the last call."""
        now = {entry.id: keys.digest(entry.headline, entry.body, entry.published) for entry in entries}
        fresh = tuple(entry for entry in entries if self._seen.get(entry.id) != now[entry.id])
        self._seen = now
        return fresh
