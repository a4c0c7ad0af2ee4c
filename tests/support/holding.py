"""A step that does nothing but hold stories until their embargo ends, and a worker around it.

    python tests/support/holding.py [--failing] decide

With --failing its ticks are bugs of ours.
"""

import logging
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from stream import keys
from stream.facts import Instant
from stream.kafka.stages import AsyncStage, InProcess
from stream.kafka.worker import run_worker
from stream.messages import Item, Lifecycle, Settled, StageName, Story, Tick, TopicName
from stream.settings import Settings, settings_from
from stream.stage import FoldStage
from stream.step import Decision, Memory
from stream.telemetry.observer import Observer


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A story: until when it is held, None once it is shown."""

    until: Instant | None


class HoldingMemory(Memory[Held]):
    """Knows when the next story is due."""

    def waiting(self) -> dict[str, datetime]:
        """Return the stories that are held, and until when."""
        return {key: entry.until for key, entry in self.entries.items() if entry.until is not None}

    def due(self) -> datetime | None:
        """Return when the next story is to be shown."""
        return min(self.waiting().values(), default=None)

    def figures(self) -> dict[str, float]:
        """Return what the desk tells of its holds."""
        due = self.due()
        told = {"entries": float(len(self.entries)), "held": float(len(self.waiting()))}
        return told if due is None else told | {"next_release": due.timestamp()}


class Holding:
    """Holds each story until its instant, which a tick tells; kills it if a canceled version comes."""

    name: StageName = "desk"
    timed = True
    topic: TopicName = "items"
    reads: Any = Item | Tick | Settled
    remembers: Any = Held

    def __init__(self, *, failing: bool = False, at_once: int = 100) -> None:
        self._failing = failing
        self._at_once = at_once

    def received(self, message: Item | Tick | Settled) -> datetime | None:
        """Return the instant that moves this step's time."""
        match message:
            case Item():
                return message.received
            case Tick():
                return message.at
            case Settled():
                return None

    def memory(self) -> HoldingMemory:
        """Return an empty memory."""
        return HoldingMemory()

    def decide(self, message: Item | Tick | Settled, memory: Memory[Held], now: datetime | None) -> Decision[Held]:
        """Hold an item, or show what is due."""
        assert isinstance(memory, HoldingMemory)
        match message:
            case Item():
                until = None if message.pubStatus == "canceled" else message.embargoedUntil
                return Decision(entries={message.story_id: Held(until=until)}, outcome="held")
            case Tick() if self._failing:
                raise ValueError(message.at)
            case Tick():
                due = sorted(key for key, until in memory.waiting().items() if now is not None and until <= now)
                over = due[: self._at_once]
                shown = tuple(_story(key, message.at) for key in over)
                return Decision(outputs=shown, entries={key: Held(until=None) for key in over}, outcome="published")
            case Settled():
                return Decision(outcome="unchanged")


def _story(story_id: str, now: datetime) -> Story:
    return Story(
        story_id=story_id,
        chain_id=keys.chain_id(story_id),
        rev=1,
        state="active",
        lifecycle=Lifecycle(change="release"),
        received=now,
        triggered=now,
    )


def holding(settings: Settings, step: Holding) -> InProcess:
    """Return the step as a worker sees it."""
    return InProcess(FoldStage(step, prefix=settings.topic_prefix))


def _stages(settings: Settings, observers: Sequence[Observer]) -> Sequence[AsyncStage]:
    del observers
    return [holding(settings, Holding(failing="--failing" in sys.argv))]


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    sys.exit(run_worker(settings_from(os.environ), "decide", stages=_stages))
