"""The whole path over a log in memory, fed with bytes as agencies send them."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from building import NOON, at

from stream import codec
from stream.extract.engine import Engine
from stream.memory import MemoryLog, MemoryRunner, OnSend
from stream.messages import (
    Alert,
    Event,
    Message,
    Reject,
    Retraction,
    Story,
    StoryEntities,
    StoryReports,
    Tick,
    TopicName,
)
from stream.pipeline import decide_stages, read_stages
from stream.record import Headers, Observation
from stream.settings import Settings
from stream.stage import Stage

M = TypeVar("M", bound=Message)

SHOWN: tuple[TopicName, ...] = ("stories", "entities", "reports", "events", "alerts", "retractions", "rejects")
"""Topics that others than the pipeline read."""


class Flow:
    """One wire: its log, which outlives its runners, and whoever runs it now."""

    def __init__(self, stages: tuple[Stage, ...]) -> None:
        self.log = MemoryLog()
        self.observations: list[Observation] = []
        self._stages = stages
        self._minutes = 0

    def put(
        self,
        given: dict[str, Any] | bytes,
        *,
        feed: str | None = None,
        content_type: str | None = None,
        headers: Headers = (),
    ) -> None:
        """Put an input on `raw`, a minute after the one before."""
        said = {"wire-feed": feed, "content-type": content_type}
        named: Headers = tuple((name, value.encode()) for name, value in said.items() if value is not None)
        data = given if isinstance(given, bytes) else json.dumps(given).encode()
        self.log.put(data, at(self._minutes), headers=(*named, *headers))
        self._minutes += 1

    def tick(self, instant: datetime) -> None:
        """Put a tick on `items`: an instant has come."""
        self.log.append(codec.envelope(Tick(at=instant), prefix=Settings().topic_prefix, emitted=instant), instant)

    def run(self, on_send: OnSend = lambda _: None) -> None:
        """Run until nothing is left to read, or `on_send` raises; a new runner begins with what the log holds."""
        runner = MemoryRunner(self.log, self._stages, clock=lambda: NOON, on_send=on_send)
        try:
            runner.run()
        finally:
            self.observations += runner.observations

    def take(self, *given: dict[str, Any] | bytes, feed: str | None = None) -> None:
        """Put inputs and run."""
        for one in given:
            self.put(one, feed=feed)
        self.run()

    def all(self, topic: TopicName, kind: type[M]) -> list[M]:
        """Return every record of a topic."""
        return [codec.decode(record.value, kind) for record in self.log.topics[topic]]

    def latest(self, topic: TopicName, kind: type[M]) -> dict[str, M]:
        """Return the last record of each key."""
        return {key.decode(): codec.decode(one.value, kind) for key, one in self.log.latest(topic).items()}

    def story(self) -> Story:
        """Return the one story there is."""
        (story,) = self.latest("stories", Story).values()
        return story

    def entities(self) -> StoryEntities:
        """Return the entities of the one story there is."""
        (entities,) = self.latest("entities", StoryEntities).values()
        return entities

    def reports(self) -> StoryReports:
        """Return the reports of the one story there is."""
        (reports,) = self.latest("reports", StoryReports).values()
        return reports

    def events(self) -> dict[str, Event]:
        """Return the last revision of every event."""
        return self.latest("events", Event)

    def alerts(self) -> dict[str, Alert]:
        """Return the last revision of every alert."""
        return self.latest("alerts", Alert)

    def manifests(self) -> dict[str, Retraction]:
        """Return the last revision of every manifest."""
        return self.latest("retractions", Retraction)

    def rejects(self) -> list[Reject]:
        """Return every reject."""
        return self.all("rejects", Reject)

    def size(self) -> dict[TopicName, int]:
        """Return how many records each topic for others has."""
        return {topic: len(self.log.topics[topic]) for topic in SHOWN}


def flow_maker(engine: Engine) -> Callable[[], Flow]:
    """Return a maker of empty wires; the readers, which have no memory, are shared."""
    settings = Settings()
    readers = read_stages(settings, engine)
    return lambda: Flow((*readers, *decide_stages(settings)))
