"""Values made to order for tests: complete, plain, and different only in what a test says."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from stream import codec, keys
from stream.facts import Count, EventPlace, Evidence, Producer, Report, Times
from stream.messages import (
    Event,
    Instruction,
    Item,
    Origin,
    RetractedItem,
    Retraction,
    Sources,
    StoryHead,
    StoryReports,
    TopicName,
)
from stream.record import Headers, Record
from stream.wire.source import Source

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)
PRODUCER = Producer(version="0.0.0", ruleset="test")
STORY = keys.story_id("Harbour News", "q-17")
RETRACTION = Retraction(
    instruction=Instruction(
        instruction_id="in-1", story_id=STORY, version="2", kind="kill", reason="pubStatus canceled"
    ),
    rev=1,
    state="active",
    items=(RetractedItem(topic="wire.events", key="ev-1", change="retracted"),),
    complete=True,
    times=Times(received=NOON, emitted=NOON),
)


def at(minutes: float) -> datetime:
    """Return an instant so many minutes after noon."""
    return NOON + timedelta(minutes=minutes)


def origin(offset: int = 0) -> Origin:
    """Return the coordinates of an input."""
    return Origin(topic="wire.raw", partition=0, offset=offset, sha256="0" * 64, size=1)


def source(data: bytes, *, content_type: str | None = None, feed: str | None = None) -> Source:
    """Return bytes as a parser gets them."""
    return Source(data=data, content_type=content_type, feed=feed, received=NOON, origin=origin())


def record(topic: TopicName, value: Any, offset: int = 0, *, key: bytes | None = None, headers: Headers = ()) -> Record:
    """Return a record with a value of ours, or with bytes as they are."""
    data = value if value is None or isinstance(value, bytes) else codec.encode(value)
    return Record(topic=topic, partition=0, offset=offset, timestamp=NOON, key=key, value=data, headers=headers)


def item(**changes: Any) -> Item:
    """Return one version of a story."""
    plain = Item(
        story_id=STORY,
        provider="Harbour News",
        headline="Ferry runs aground off Larne",
        body="A ferry with 212 people on board ran aground on Friday.",
        language="en",
        versionCreated=NOON,
        received=NOON,
        origin=origin(),
    )
    return msgspec.structs.replace(plain, **changes)


def report(nth: int = 0, *, story: str = STORY, killed: int = 3, **changes: Any) -> Report:
    """Return one happening of a story."""
    plain = Report(
        report_id=keys.report_id(story, "ACCIDENT", "Larne", nth),
        type="ACCIDENT",
        status="actual",
        scope="new",
        place=EventPlace(text="Larne", country="GB", lat=54.85, lon=-5.81),
        counts=(
            Count(what="killed", who=None, low=killed, best=killed, high=killed, qualifier=None, text=f"{killed} dead"),
        ),
        evidence=(Evidence(story_id=story, version="1", text_of="body", start=0, end=7, exact="A ferry"),),
        importance=0.9,
        confidence=0.8,
    )
    return msgspec.structs.replace(plain, **changes)


def reports(*given: Report, story: str = STORY, rev: int = 1, feed: str | None = None, **changes: Any) -> StoryReports:
    """Return what one version of a story says happened."""
    plain = StoryReports(
        story_id=story,
        version="1",
        rev=rev,
        state="active",
        story=StoryHead(
            provider="Harbour News",
            feed=feed,
            headline="Ferry runs aground off Larne",
            language="en",
            versionCreated=at(rev),
            received=at(rev),
        ),
        reports=given,
        producer=PRODUCER,
    )
    return msgspec.structs.replace(plain, **changes)


def event(rev: int = 1, *, feeds: tuple[str, ...] = (), **changes: Any) -> Event:
    """Return a happening as all its reports tell it."""
    told = report()
    shared = {name: getattr(told, name) for name in told.__struct_fields__ if name != "report_id"}
    plain = Event(
        **shared,
        event_id=keys.event_id(told.report_id),
        rev=rev,
        state="active",
        report_ids=(told.report_id,),
        sources=Sources(stories=1, agencies=("Harbour News",), feeds=feeds, independent=1),
        times=Times(versionCreated=NOON, received=NOON),
        producer=PRODUCER,
    )
    return msgspec.structs.replace(plain, **changes)
