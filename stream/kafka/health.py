"""Whether a worker lives and whether it is ready; asked by /livez and /readyz from another thread."""

from collections.abc import Callable, Iterable
from time import monotonic

from msgspec import Struct

Partition = tuple[str, int]


class _Progress(Struct):
    """How a partition fares: `at` is the next offset to be done, `since` when it last moved or had nothing to do."""

    at: int
    end: int
    since: float


class Health:
    """What is known of a worker. Written by its event loop, read by any thread."""

    def __init__(
        self, *, stall_seconds: float = 45.0, loop_seconds: float = 30.0, clock: Callable[[], float] = monotonic
    ) -> None:
        self._clock = clock
        self._stall_seconds = stall_seconds
        self._loop_seconds = loop_seconds
        self._ticked = clock()
        self._assigned: frozenset[Partition] | None = None
        self._progress: dict[Partition, _Progress] = {}
        self._awaited: dict[str, bool] = {"a probe record is acknowledged": False}
        self._stopping = False
        self._crashed: str | None = None

    def tick(self) -> None:
        """Take in that the event loop runs."""
        self._ticked = self._clock()

    def holds(self, condition: str, holds: bool = True) -> None:  # noqa: FBT001, FBT002 - health.holds(it) reads well
        """Take in whether a condition of readiness holds now."""
        self._awaited[condition] = holds

    def assigned(self, partitions: Iterable[Partition]) -> None:
        """Take in the partitions that are this worker's; without any it is healthy too."""
        self._assigned = frozenset(partitions)
        self._progress = {}

    def progress(self, partition: Partition, at: int, end: int) -> None:
        """Take in the next offset of a partition to be done, and its end."""
        now = self._clock()
        known = self._progress.get(partition)
        still = known is not None and known.at == at and known.at < known.end and at < end
        since = known.since if known is not None and still else now
        self._progress = self._progress | {partition: _Progress(at=at, end=end, since=since)}

    def progress_unknown(self) -> None:
        """Take in that the broker does not say how far its partitions reach: nobody can be blamed for not moving."""
        self._progress = {}

    def crash(self, reason: str) -> None:
        """Take in that the worker is lost."""
        self._crashed = reason

    def stop(self) -> None:
        """Take in that the worker has been asked to end."""
        self._stopping = True

    def stuck(self) -> str | None:
        """Return in one line why the worker makes no progress, None if it does."""
        silent = self._clock() - self._ticked
        if silent > self._loop_seconds:
            return f"the event loop has not run for {silent:.0f} s"
        for (topic, partition), progress in self._progress.items():
            still = self._clock() - progress.since
            if progress.at < progress.end and still > self._stall_seconds:
                waiting = progress.end - progress.at
                return f"{topic}/{partition} has {waiting} records waiting and has not moved for {still:.0f} s"
        return None

    def live(self) -> tuple[bool, str]:
        """Return whether the worker makes progress, and the reason in one line."""
        reason = self._crashed or self.stuck()
        return reason is None, reason or "alive"

    def ready(self) -> tuple[bool, str]:
        """Return whether the worker can take records, and the reason in one line."""
        alive, reason = self.live()
        if not alive:
            return False, reason
        if self._stopping:
            return False, "stopping"
        if self._assigned is None:
            return False, "waiting until partitions are assigned"
        waiting = [condition for condition, holds in self._awaited.items() if not holds]
        return (False, f"waiting until {waiting[0]}") if waiting else (True, f"{len(self._assigned)} partitions")
