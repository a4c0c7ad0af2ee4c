"""A wire without a broker: the log of memory.py and the shipping stages that run over it.

Each input has a wire of its own, or all share one; the stages and what they
have loaded are the same for all.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from stream import codec
from stream.extract.annotations import Annotated
from stream.extract.engine import Engine
from stream.extract.reading import Extract
from stream.memory import Clock, MemoryLog, MemoryRunner
from stream.messages import Item, Story, TopicName
from stream.pipeline import decide_stages, producer, read_stages
from stream.record import Envelope, Headers, Observation, Output, Record
from stream.settings import Settings
from stream.stage import ReadingStage, Stage


class RecallingExtract(Extract):
    """Extract that keeps what it found in each story, so that mentions need no second reading."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, producer(engine))
        self.found: dict[tuple[str, int], Annotated] = {}

    def annotate(self, story: Story) -> Annotated:
        """Return names, places, times and quantities of a story, and keep them."""
        annotated = super().annotate(story)
        self.found[story.story_id, story.rev] = annotated
        return annotated


class Around:
    """A stage whose output is changed or noted on its way out."""

    def __init__(self, stage: Stage, change: Callable[[Output, float], Output]) -> None:
        self._stage = stage
        self._change = change
        self.name, self.reads, self.state = stage.name, stage.reads, stage.state
        self.refuse, self.restore, self.forget = stage.refuse, stage.restore, stage.forget
        self.due, self.figures = stage.due, stage.figures

    @property
    def folded(self) -> int:
        """The offset of the last input that the state holds; -1 without any."""
        return self._stage.folded

    def __call__(self, record: Record, emitted: datetime) -> Output:
        """Return what follows from a record. Never raises."""
        started = time.perf_counter()
        output = self._stage(record, emitted)
        return self._change(output, time.perf_counter() - started)


def dated(published: datetime) -> Callable[[Output, float], Output]:
    """Return the change that gives items without an instant of their own this one."""

    def fill(envelope: Envelope) -> Envelope:
        if envelope.topic != "items":
            return envelope
        item = codec.decode(envelope.value, Item)
        made = item.versionCreated or published
        return msgspec.structs.replace(envelope, value=codec.encode(msgspec.structs.replace(item, versionCreated=made)))

    return lambda output, _: msgspec.structs.replace(output, envelopes=tuple(map(fill, output.envelopes)))


class Line:
    """The stages from one end to the other, loaded once, and what they note of the input under way."""

    def __init__(self, settings: Settings, engine: Engine, *, published: datetime | None = None) -> None:
        self.prefix = settings.topic_prefix
        receive, _ = read_stages(settings, engine)
        self.extract = RecallingExtract(engine)
        self.noted: list[tuple[Observation, float]] = []
        entry = receive if published is None else Around(receive, dated(published))
        reading = ReadingStage(self.extract, reads="stories", prefix=self.prefix)
        self.stages = tuple(Around(stage, self._noted) for stage in (entry, reading, *decide_stages(settings)))

    def _noted(self, output: Output, seconds: float) -> Output:
        self.noted.extend((seen, seconds) for seen in output.observations)
        return output


class Wire:
    """One log, and how far it has been looked at."""

    def __init__(self, stages: Sequence[Stage], clock: Clock) -> None:
        self.log = MemoryLog()
        self._clock = clock
        self._runner = MemoryRunner(self.log, stages, clock=clock)
        self._seen: dict[TopicName, int] = defaultdict(int)

    def put(self, data: bytes, headers: Headers) -> dict[TopicName, list[Record]]:
        """Put an input through all stages; return the records that it added, by topic."""
        self.log.put(data, self._clock(), headers=headers)
        self._runner.run()
        added = {name: records[self._seen[name] :] for name, records in self.log.topics.items()}
        self._seen.update({name: len(records) for name, records in self.log.topics.items()})
        return added
