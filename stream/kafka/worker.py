"""One process, one role: its stages as Faust agents, watched from inside and outside."""

import asyncio
import logging
import signal
import threading
from collections.abc import Sequence
from functools import partial
from typing import Any, cast

from stream.kafka.app import SafeApp, build_app
from stream.kafka.consumer import SafeConsumer
from stream.kafka.deadman import Deadman
from stream.kafka.health import Health
from stream.kafka.lane import Lane
from stream.kafka.lookout import Lookout
from stream.kafka.member import Member
from stream.kafka.roles import Role, StagesOf, stages_of
from stream.kafka.send import Sender
from stream.kafka.stages import AsyncStage
from stream.kafka.ticker import Ticker, takes_ticks
from stream.kafka.topics import require
from stream.kafka.versions import check_versions
from stream.record import Envelope
from stream.settings import Settings
from stream.telemetry.observer import Observer

log = logging.getLogger(__name__)

PROBE = "a probe record is acknowledged"
TICK_SECONDS = 0.5


def run_worker(
    settings: Settings,
    role: Role,
    observers: Sequence[Observer] = (),
    *,
    health: Health | None = None,
    stages: StagesOf | None = None,
) -> int:
    """Run a role until SIGTERM or SIGINT; return the exit code: 0 after a signal, 1 after a crash.

    `health` is what a telemetry server may answer from meanwhile. Raises
    UsageError if the broker does not answer, topics are missing, a child
    cannot start, the state does not fit, or Faust is of another version.
    """
    check_versions()
    worker = _Worker(settings, role, observers, health or Health(stall_seconds=settings.stall_seconds))
    return asyncio.run(worker.run(stages or stages_of(role)))


class _Worker:
    def __init__(self, settings: Settings, role: Role, observers: Sequence[Observer], health: Health) -> None:
        self._settings = settings
        self._role = role
        self._observers = observers
        self._health = health
        self._deadman = Deadman(health)

    async def run(self, stages_of: StagesOf) -> int:
        """Start, work until told to stop, stop."""
        self._over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._listen_to_signals()
        self._deadman.start()
        ticking = asyncio.create_task(self._tick())
        stages = stages_of(self._settings, self._observers)
        try:
            await require(self._settings)
            await asyncio.gather(*(stage.start() for stage in stages))
            return await self._work(stages)
        finally:
            self._deadman.give("the worker was to end")
            await asyncio.gather(*(stage.stop() for stage in stages))
            ticking.cancel()
            self._deadman.disarm()

    async def _work(self, stages: Sequence[AsyncStage]) -> int:
        member = Member(self._settings, self._health, self._observers, self._fail)
        app = build_app(self._settings, self._settings.group(self._role), member)
        app.fenced = any(stage.state is not None for stage in stages)
        sender = Sender(app.producer, self._settings, self._observers)
        member.lanes = [self._lane(app, stage, sender) for stage in stages]
        self._health.holds(PROBE, holds=False)
        app.finalize()
        try:
            await app.start()
            lookout = Lookout(self._settings, member, _consumer(app), self._health, self._observers)
            tickers = [Ticker(lane, sender, self._settings).run() for lane in member.lanes if takes_ticks(lane)]
            beside = (lookout.run(), self._probe(sender), *tickers)
            await self._until_over(app, [asyncio.create_task(work) for work in beside])
        finally:
            await self._stop(app)
        return 1 if app.crashed else 0

    def _lane(self, app: SafeApp, stage: AsyncStage, sender: Sender) -> Lane:
        lane = Lane(stage, sender, self._settings, self._observers)
        topic = app.topic(self._settings.topic(stage.reads), key_type=bytes, value_type=bytes)
        app.agent(topic, name=stage.name, concurrency=1)(lane.run)
        return lane

    async def _until_over(self, app: SafeApp, watching: Sequence[asyncio.Task[None]]) -> None:
        """Return when a signal has come or the app has crashed; raise what ends the worker otherwise."""
        stopped = asyncio.create_task(cast(Any, app).wait_until_stopped())
        for task in watching:
            task.add_done_callback(self._watched)
        try:
            await asyncio.wait([self._over, stopped], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (*watching, stopped):
                task.cancel()
        if self._over.done():
            self._over.result()

    def _watched(self, task: asyncio.Task[None]) -> None:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._fail(error)

    async def _stop(self, app: SafeApp) -> None:
        self._health.stop()
        if app.crashed:
            reason = f"the app crashed: {type(app.crash_reason).__name__}"
            log.error(reason)
            self._health.crash(reason)
        self._deadman.give("the app was to stop")
        await app.stop()

    async def _probe(self, sender: Sender) -> None:
        await sender.send([Envelope(topic="probe", key=None, value=b"{}")])
        self._health.holds(PROBE)

    async def _tick(self) -> None:
        while True:
            self._health.tick()
            await asyncio.sleep(TICK_SECONDS)

    def _listen_to_signals(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            return  # whoever runs a worker in a thread ends it with the process
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, partial(self._end, number))

    def _end(self, number: signal.Signals) -> None:
        self._deadman.give(f"{number.name} came")
        if not self._over.done():
            self._over.set_result(None)

    def _fail(self, error: BaseException) -> None:
        if not self._over.done():
            self._over.set_exception(error)


def _consumer(app: SafeApp) -> SafeConsumer:
    return cast(SafeConsumer, app.consumer)
