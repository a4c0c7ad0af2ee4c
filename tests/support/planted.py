"""Reading steps of our own, as quick as can be, and a child process around them that some stories harm.

    python tests/support/planted.py STAGE

A line of a body such as "DISASTER Kobe" is a report of that type there; the
body "hang …" never ends, "crash …" ends the process with the body as its last words, that of `receive` if the
headline says so. Shipped code knows nothing of it.
"""

import os
import sys
import threading
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from stream import codec, keys
from stream.child import serve
from stream.errors import InputError
from stream.facts import EventPlace, Producer, Report
from stream.messages import Item, Message, Reason, StageName, Story, StoryEntities, StoryHead, StoryReports
from stream.record import Record, origin_of
from stream.settings import Settings
from stream.stage import ReadingStage, Stage

PRODUCER = Producer(version="test", ruleset="plain")


class Input(msgspec.Struct):
    """What these steps take."""

    id: str
    body: str
    headline: str | None = None
    embargoedUntil: datetime | None = None


class PlainReceive:
    """JSON in, one item out."""

    name: StageName = "receive"

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    def read(self, record: Record) -> tuple[Message, ...]:
        """Return the item in a record."""
        try:
            given = msgspec.json.decode(record.value or b"", type=Input)
        except msgspec.DecodeError as error:
            raise InputError("bad_json", type(error).__name__) from None
        if given.headline == self.name:
            _suffer(given.body)
        return (
            Item(
                story_id=keys.story_id("test", given.id),
                provider="test",
                headline=given.headline,
                body=given.body,
                language="en",
                received=record.timestamp,
                embargoedUntil=given.embargoedUntil,
                origin=origin_of(record, self._prefix),
            ),
        )

    def refuse(self, record: Record, reason: Reason) -> tuple[Message, ...]:
        """Return nothing."""
        del record, reason
        return ()


class PlainExtract:
    """A report for each line of a story's body."""

    name: StageName = "extract"

    def read(self, record: Record) -> tuple[Message, ...]:
        """Return entities and reports."""
        story = codec.decode(record.value, Story)
        _suffer(story.body or "")
        lines = [line.split() for line in (story.body or "").splitlines()]
        if story.lifecycle.change == "copy":
            lines = []
        return _records(story, tuple(_report(story, kind, place) for kind, place in lines))

    def refuse(self, record: Record, reason: Reason) -> tuple[Message, ...]:
        """Return empty records."""
        story = codec.decode(record.value, Story)
        return _records(msgspec.structs.replace(story, reason=reason), ())


def _suffer(body: str) -> None:
    if body.startswith("hang"):
        threading.Event().wait()  # for ever
    if body.startswith("crash"):
        print(body, file=sys.stderr, flush=True)
        os._exit(9)


def _report(story: Story, kind: str, place: str) -> Report:
    report_id = keys.report_id(story.story_id, kind, place, 0)
    return Report(report_id=report_id, type=kind, status="actual", place=EventPlace(text=place))  # type: ignore[arg-type]


def _records(story: Story, reports: tuple[Report, ...]) -> tuple[Message, ...]:
    shared: dict[str, Any] = {"story_id": story.story_id, "version": None, "rev": story.rev, "state": story.state}
    head = StoryHead(
        provider="test", feed=None, headline=None, language="en", versionCreated=None, received=story.received
    )
    return (
        StoryEntities(**shared, reason=story.reason),
        StoryReports(**shared, reason=story.reason, story=head, reports=reports, producer=PRODUCER),
    )


def plain_stages(settings: Settings) -> Sequence[Stage]:
    """Return both reading stages."""
    prefix = settings.topic_prefix
    return (
        ReadingStage(PlainReceive(prefix), reads="raw", prefix=prefix),
        ReadingStage(PlainExtract(), reads="stories", prefix=prefix),
    )


def command(name: StageName) -> Sequence[str]:
    """Return how a child around these steps is started."""
    return (sys.executable, __file__, name)


if __name__ == "__main__":
    serve(plain_stages, sys.argv[1])
