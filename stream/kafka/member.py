"""A worker as a member of its group: which partitions it has, whether their state is read, whether it may send."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from aiokafka.errors import KafkaError
from faust.types import TP

from stream.kafka.health import Health
from stream.kafka.lane import Lane
from stream.kafka.stages import AsyncStage
from stream.kafka.state import read_state
from stream.settings import Settings
from stream.telemetry.observer import Incident, Observer

log = logging.getLogger(__name__)


def _condition(stage: AsyncStage) -> str:
    return f"the state of {stage.name} is read"


class Member:
    """Reacts to the group. `failed` is called with what ends the worker."""

    def __init__(
        self, settings: Settings, health: Health, observers: Sequence[Observer], failed: Callable[[BaseException], None]
    ) -> None:
        self.lanes: Sequence[Lane] = ()
        self.partitions: frozenset[TP] = frozenset()
        self._settings = settings
        self._health = health
        self._observers = observers
        self._failed = failed
        self._restoring: dict[str, asyncio.Task[None]] = {}

    def assigned(self, partitions: set[TP]) -> None:
        """Take over partitions: read the state of every step whose input is among them."""
        self.partitions = frozenset(partitions)
        named = frozenset((tp.topic, tp.partition) for tp in partitions)
        self._health.assigned(named)
        for observer in self._observers:
            observer.assigned(named)
        self._tell("rebalance", "")
        log.info("%d partitions assigned", len(partitions))
        for lane in self.lanes:
            self._prepare(lane)

    def revoked(self, partitions: set[TP]) -> None:
        """Give partitions up."""
        self.partitions -= frozenset(partitions)
        for lane in self.lanes:
            if not self._has(lane):
                lane.restored.clear()

    def coordinator_failed(self, error: KafkaError) -> None:
        """Count an error of the coordinator that was healed."""
        del error
        self._tell("coordinator_error", "")

    def _has(self, lane: Lane) -> bool:
        return any(tp.topic == self._settings.topic(lane.stage.reads) for tp in self.partitions)

    def _prepare(self, lane: Lane) -> None:
        lane.restored.clear()
        before = self._restoring.pop(lane.stage.name, None)
        if before is not None:
            before.cancel()
        if lane.stage.state is None:
            lane.restored.set()
        elif self._has(lane):
            self._health.holds(_condition(lane.stage), holds=False)
            task = asyncio.create_task(self._restore(lane))
            task.add_done_callback(self._restored)
            self._restoring[lane.stage.name] = task
        else:
            self._health.holds(_condition(lane.stage))

    async def _restore(self, lane: Lane) -> None:
        count = await read_state(self._settings, lane.stage)
        log.info("%s: %d state records read", lane.stage.name, count)
        self._tell("state_read", lane.stage.name)
        self._health.holds(_condition(lane.stage))
        lane.restored.set()

    def _restored(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._failed(error)

    def _tell(self, incident: Incident, where: str) -> None:
        for observer in self._observers:
            observer.happened(incident, where)
