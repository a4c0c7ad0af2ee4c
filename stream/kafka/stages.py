"""Stages as a worker sees them: awaited, wherever they run."""

from datetime import datetime
from typing import Protocol

from stream.messages import Reason, StageName, TopicName
from stream.record import Output, Record
from stream.stage import Stage


class AsyncStage(Protocol):
    """A stage that may run elsewhere. `folded` is the last input offset that its state holds, -1 without any."""

    name: StageName
    reads: TopicName
    state: TopicName | None

    async def start(self) -> None:
        """Return once the stage can read."""
        ...

    async def stop(self) -> None:
        """End whatever the stage runs in."""
        ...

    async def read(self, record: Record, emitted: datetime) -> Output:
        """Return what follows from a record."""
        ...

    async def refuse(self, record: Record, emitted: datetime, reason: Reason, detail: str) -> Output:
        """Return what follows from a record that cannot be handled."""
        ...

    def restore(self, key: bytes | None, value: bytes | None) -> None:
        """Take in a record of the state topic, in its order."""
        ...

    def forget(self) -> None:
        """Go back to an empty memory."""
        ...

    def due(self) -> datetime | None:
        """Return the first instant at which a tick would change something, None if nothing waits."""
        ...

    def figures(self) -> dict[str, float]:
        """Return what is worth watching of the memory, by name."""
        ...

    @property
    def folded(self) -> int:
        """The offset of the last input that the state holds; -1 without any."""
        ...


class InProcess:
    """A stage that runs on the worker's event loop: the deciding ones, which take microseconds."""

    def __init__(self, stage: Stage) -> None:
        self.name: StageName = stage.name
        self.reads: TopicName = stage.reads
        self.state: TopicName | None = stage.state
        self._stage = stage
        self.restore = stage.restore
        self.forget = stage.forget
        self.due = stage.due
        self.figures = stage.figures

    async def start(self) -> None:
        """Do nothing: it is there."""

    async def stop(self) -> None:
        """Do nothing: it ends with the worker."""

    async def read(self, record: Record, emitted: datetime) -> Output:
        """Return what follows from a record."""
        return self._stage(record, emitted)

    async def refuse(self, record: Record, emitted: datetime, reason: Reason, detail: str) -> Output:
        """Return what follows from a record that cannot be handled."""
        return self._stage.refuse(record, emitted, reason, detail)

    @property
    def folded(self) -> int:
        """The offset of the last input that the state holds; -1 without any."""
        return self._stage.folded
