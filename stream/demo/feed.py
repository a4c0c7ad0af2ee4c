"""The demo feed as records to send: feed.yml, re-dated to an instant, with ids of their own for each run."""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from html import escape
from importlib import resources
from typing import Literal

import msgspec
import orjson

from stream import demo
from stream.facts import EventType, State
from stream.messages import Change, PubStatus, Reason
from stream.record import Headers

FEED = "demo"
"""The `wire-feed` of every record: what comes from it is an exercise."""


class EventExpected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an event must be; a field that is None is not asked for."""

    type: EventType
    mode: str | None = None
    country: str | None = None
    place: str | None = None
    counts: dict[str, int] = {}


class AlertExpected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an alert must be; a field that is None is not asked for."""

    rule: str | None = None
    country: str | None = None
    severity: str | None = None


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What must be there of a story once the feed is through; what is None is not asked for."""

    rev: int | None = None
    change: Change | None = None
    state: State | None = None
    events: tuple[EventExpected, ...] | None = None
    alerts: tuple[AlertExpected, ...] | None = None
    cancelled: int = 0
    reject: Reason | None = None


Form = Literal["json", "ninjs2", "ninjs3", "text", "bytes"]


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"form": "as"}):
    """One record of feed.yml, which says what the fields mean."""

    id: str
    form: Form
    minutes: int
    source: str | None = None
    status: PubStatus = "usable"
    headline: str = ""
    body: str = ""
    data: str = ""
    repeats: bool = False
    copies: str | None = None
    expect: Expected | None = None


class Sending(msgspec.Struct, frozen=True, kw_only=True):
    """A record to send. Records of one story, and copies of it, share a key and so their order."""

    name: str
    key: bytes
    data: bytes
    headers: Headers
    expect: Expected | None

    @property
    def sha256(self) -> str:
        """The fingerprint by which rejects and items name their input."""
        return hashlib.sha256(self.data).hexdigest()


class _Version(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a story with its texts filled in."""

    id: str
    number: int
    made: datetime
    source: str | None
    status: PubStatus
    headline: str
    body: str


@cache
def entries() -> tuple[Entry, ...]:
    """Return the records of feed.yml in their order."""
    text = (resources.files(demo) / "feed.yml").read_bytes()
    return msgspec.yaml.decode(text, type=tuple[Entry, ...])


def sendings(now: datetime) -> tuple[Sending, ...]:
    """Return the feed as it is sent at an instant."""
    return tuple(_sending(entry, now) for entry in entries())


def _sending(entry: Entry, now: datetime) -> Sending:
    return Sending(
        name=entry.id,
        key=(entry.copies or entry.id).encode(),
        data=_data(entry, now),
        headers=(("wire-feed", FEED.encode()),),
        expect=entry.expect,
    )


def _data(entry: Entry, now: datetime) -> bytes:
    if entry.form == "bytes":
        return entry.data.encode()
    told = _told(entry)
    return _FORMS[entry.form](_version(entry, told, now))


def _told(entry: Entry) -> Entry:
    """Return the record whose text a record carries: its own, its predecessor's or the copied story's."""
    source_id = entry.copies or (entry.id if entry.repeats else None)
    if source_id is None:
        return entry
    return next(other for other in entries() if other.id == source_id and other.headline)


def _version(entry: Entry, told: Entry, now: datetime) -> _Version:
    made = (now - timedelta(minutes=told.minutes)).astimezone(UTC).replace(microsecond=0)
    minutes = sorted({other.minutes for other in entries() if other.id == entry.id}, reverse=True)
    body = f"{told.body.strip()}\n\nnw/dem {now.astimezone(UTC):%d%H%M%S} GMT"  # no run's text is another run's
    return _Version(
        id=f"{entry.id}-{now.astimezone(UTC):%Y%m%dT%H%M%S}",
        number=minutes.index(entry.minutes) + 1,
        made=made if entry.copies is None else made + timedelta(minutes=told.minutes - entry.minutes),
        source=entry.source,
        status=entry.status,
        headline=told.headline,
        body=_dated(body, made),
    )


def _dated(text: str, made: datetime) -> str:
    def words(found: re.Match[str]) -> str:
        day = made - timedelta(days=int(found["back"] or 0))
        return f"{day:%A}" if found["what"] == "day" else f"{day:%b} {day.day}"

    return re.sub(r"\{(?P<what>day|date)(?:-(?P<back>\d+))?\}", words, text)


def _as_json(version: _Version) -> bytes:
    return orjson.dumps(
        {
            "id": version.id,
            "headline": version.headline,
            "body": version.body,
            "published": version.made.isoformat(),
            "source": version.source,
        }
    )


def _as_text(version: _Version) -> bytes:
    return f"{version.headline}\n\n{version.body}\n".encode()


def _as_ninjs2(version: _Version) -> bytes:
    return orjson.dumps(
        {
            "uri": f"urn:newswire:demo:{version.id}",
            "type": "text",
            "version": str(version.number),
            "versioncreated": version.made.isoformat(),
            "pubstatus": version.status,
            "language": "en",
            "infosources": [{"name": version.source, "role": "provider"}],
            "headlines": [{"role": "main", "value": version.headline}],
            "bodies": [{"role": "main", "contenttype": "text/plain", "value": version.body}],
        }
    )


def _as_ninjs3(version: _Version) -> bytes:
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in version.body.split("\n\n"))
    return orjson.dumps(
        {
            "standard": {"name": "ninjs", "version": "3.1"},
            "uri": f"urn:newswire:demo:{version.id}",
            "type": "text",
            "version": str(version.number),
            "versionCreated": version.made.isoformat(),
            "pubStatus": version.status,
            "language": "en",
            "infoSources": [{"name": version.source, "role": "provider"}],
            "headlines": [{"role": "main", "value": version.headline}],
            "bodies": [{"role": "main", "contentType": "text/html", "value": paragraphs}],
        }
    )


_FORMS: Mapping[Form, Callable[[_Version], bytes]] = {
    "json": _as_json,
    "text": _as_text,
    "ninjs2": _as_ninjs2,
    "ninjs3": _as_ninjs3,
}
