"""A Faust consumer that commits what is done and nothing else, and heals a failed group coordinator.

Stock Faust 0.15.3 commits past a message in flight, counts a refused commit as
done, and never asks aiokafka for the coordinator's errors: aiokafka then stops
consuming for ever after the first one.
"""
# ruff: noqa: SLF001 - what has to be overridden is private in Faust and aiokafka; versions.py pins both

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from time import monotonic
from typing import Any, Protocol

from aiokafka.errors import GroupAuthorizationFailedError, KafkaError, TopicAuthorizationFailedError
from faust.transport.drivers import aiokafka as driver
from faust.types import TP
from mode import Service

WATCHDOG_SECONDS = 1.0
BUFFERED_SECONDS = 0.02
FETCH_WAIT_MS = 50
"""How long a fetch may wait for data. A partition whose records are being taken is not in the fetch that is under way,
so its next record waits for that fetch to end: Faust's 1500 would be seen in every other story's latency."""


class Membership(Protocol):
    """Who wants to know how this member fares in its group."""

    def assigned(self, partitions: set[TP]) -> None:
        """Take in the partitions that are this member's from now on."""
        ...

    def revoked(self, partitions: set[TP]) -> None:
        """Take in the partitions that were this member's, after the last of their inputs is done."""
        ...

    def coordinator_failed(self, error: KafkaError) -> None:
        """Take in an error of the coordinator that was healed."""
        ...


class SafeThread(driver.AIOKafkaConsumerThread):
    """Knows how its group membership is doing."""

    membership_seen = 0.0
    """When the coordinator last confirmed that this member belongs to the group, by the monotonic clock."""

    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer: Any = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = FETCH_WAIT_MS
        return consumer

    async def on_start(self) -> None:
        """Start the consumer and listen to its heartbeats."""
        await super().on_start()
        coordinator: Any = self._ensure_consumer()._coordinator
        if hasattr(coordinator, "_do_heartbeat"):  # a consumer without a group has no heartbeat
            coordinator._do_heartbeat = self._confirming(coordinator._do_heartbeat)

    def _confirming(self, heartbeat: Callable[[], Any]) -> Callable[[], Any]:
        async def confirmed() -> bool:
            asked = monotonic()
            accepted: bool = await heartbeat()
            if accepted:
                self.membership_seen = asked
            return accepted

        return confirmed

    @property
    def generation(self) -> int:
        """The group generation this member belongs to; -1 when it belongs to none."""
        coordinator = self._consumer._coordinator if self._consumer else None
        return int(getattr(coordinator, "generation", -1))

    async def check_coordinator(self) -> None:
        """Raise what the coordinator has failed with, which lets it go on."""
        if self._consumer is not None and self._consumer._coordinator is not None:
            self._consumer._coordinator.check_errors()


class SafeConsumer(driver.Consumer):
    """Never commits past the oldest message in flight, and remembers which those are."""

    _thread: SafeThread

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._unacked_messages = set()  # stock keeps weak references, and so forgets a message that was dropped
        self._finished: dict[TP, set[int]] = defaultdict(set)
        self._delivered: dict[TP, deque[tuple[int, float]]] = defaultdict(deque)
        self.processed: dict[TP, int] = {}

    @property
    def _membership(self) -> Membership:
        membership: Membership = self.app.membership  # type: ignore[attr-defined]  # app.py sets it
        return membership

    def _to_message(self, tp: TP, record: Any) -> Any:
        self._delivered[tp].append((record.offset, (record.timestamp or 0) / 1000))
        return super()._to_message(tp, record)

    def oldest_waiting(self, tp: TP) -> float | None:
        """Return the log's timestamp of the oldest record that was delivered and is not finished."""
        delivered, processed = self._delivered[tp], self.processed.get(tp, -1)
        while delivered and delivered[0][0] <= processed:
            delivered.popleft()
        return delivered[0][1] if delivered else None

    def committed(self, tp: TP) -> int | None:
        """Return the offset that the group resumes from; None before the first commit."""
        offset: int | None = self._committed_offset[tp]
        return offset

    def fetched(self, tp: TP) -> int | None:
        """Return the offset up to which the log has been fetched, gaps and control records included."""
        subscription: Any = self._thread._consumer._subscription.subscription if self._thread._consumer else None
        if subscription is None or subscription.assignment is None or tp not in subscription.assignment.tps:
            return None
        state = subscription.assignment.state_value(tp)
        return int(state.position) if state.has_valid_position else None

    async def _getmany(self, active_partitions: set[TP] | None, timeout: float) -> Any:  # noqa: ASYNC109 - Faust's
        """Fetch, and come back soon while a full buffer holds partitions back: they wait for their turn."""
        return await super()._getmany(active_partitions, BUFFERED_SECONDS if self._buffered_partitions else timeout)

    async def _wait_next_records(self, timeout: float) -> Any:  # noqa: ASYNC109 - Faust's signature
        active = self._get_active_partitions()
        if self.flow_active and self._buffered_partitions and not active:
            await asyncio.sleep(BUFFERED_SECONDS)  # stock sleeps a full second
            return {}, active
        return await super()._wait_next_records(timeout)

    def _new_consumer_thread(self) -> SafeThread:
        return SafeThread(self, loop=self.loop, beacon=self.beacon)

    def finish(self, message: Any) -> None:
        """Take in that all that follows from a message is done."""
        self._finished[message.tp].add(message.offset)
        self.processed[message.tp] = message.offset

    def _new_offset(self, tp: TP) -> int | None:
        """Return what may be committed: the offset after the last finished message below the oldest in flight."""
        self._acked[tp].clear()
        self._acked_index[tp].clear()
        in_flight = [m.offset for m in self._unacked_messages if m.tp == tp and not m.acked]
        finished = self._finished[tp]
        committable = {offset for offset in finished if not in_flight or offset < min(in_flight)}
        finished -= committable
        return max(committable) + 1 if committable else None

    def _filter_tps_with_pending_acks(self, topics: Any = None) -> Iterator[TP]:
        return iter([tp for tp, offsets in self._finished.items() if offsets and _among(tp, topics)])

    async def _commit_offsets(self, offsets: Mapping[TP, int], start_new_transaction: bool = True) -> bool:  # noqa: FBT001, FBT002 - Faust's signature
        before = {tp: self._committed_offset[tp] for tp in offsets}
        committed = bool(await super()._commit_offsets(offsets, start_new_transaction))
        if not committed:
            self._uncommit(offsets, before)
        return committed

    def _uncommit(self, offsets: Mapping[TP, int], before: Mapping[TP, int | None]) -> None:
        for tp in offsets.keys() & set(self.assignment()):
            self._committed_offset[tp] = before[tp]
            self._finished[tp].add(offsets[tp] - 1)

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """Commit what is done, then forget the partitions."""
        await super().on_partitions_revoked(revoked)
        self._unacked_messages -= {message for message in self._unacked_messages if message.tp in revoked}
        for tp in revoked:
            self._finished.pop(tp, None)
            self._delivered.pop(tp, None)
            self.processed.pop(tp, None)
        self._membership.revoked(revoked)

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """Take over partitions; the group has just confirmed this member."""
        self._thread.membership_seen = monotonic()
        self._membership.assigned(set(assigned))
        await super().on_partitions_assigned(assigned, generation_id)

    @property
    def membership_age(self) -> float:
        """Seconds since the group last confirmed this member."""
        return monotonic() - self._thread.membership_seen

    @property
    def generation(self) -> int:
        """The group generation this member belongs to; -1 when it belongs to none."""
        return self._thread.generation

    @Service.task
    async def _coordinator_watchdog(self) -> None:
        async for _ in self.itertimer(WATCHDOG_SECONDS, name="coordinator-watchdog"):
            if self._thread._consumer is not None:
                await self._heal()

    async def _heal(self) -> None:
        try:
            await self._thread.call_thread(self._thread.check_coordinator)
        except (GroupAuthorizationFailedError, TopicAuthorizationFailedError):
            raise  # nothing heals that: the app crashes and says so
        except KafkaError as error:
            self.log.error("coordinator error, joining again: %r", error)  # noqa: TRY400 - where it arose says nothing
            self._membership.coordinator_failed(error)


def _among(tp: TP, topics: Any) -> bool:
    return topics is None or tp in topics or tp.topic in topics
