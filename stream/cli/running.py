"""The parts of the demo that run side by side: worker processes, the feed, and what is watched of the topics."""

import asyncio
import socket
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from typing import IO, Any

from stream.cli.board import WATCHED, Board
from stream.cli.ending import CommandError
from stream.cli.processes import ROLES, Supervisor, worker
from stream.demo.feed import Sending
from stream.kafka.publish import Publisher
from stream.kafka.subscribe import lag, records
from stream.messages import TopicName
from stream.record import Record
from stream.settings import Settings
from stream.telemetry.probe import ask

READ_BY: dict[str, tuple[TopicName, ...]] = {"read": ("raw", "stories"), "decide": ("items", "reports", "events")}
QUIET_SECONDS = 1.5
PATIENCE_SECONDS = 60.0
"""How long after the last story the rest may take."""


class Running:
    """A demo under way. `status` says in a few words what is being done."""

    def __init__(self, settings: Settings, feed: Sequence[Sending], rate: float, log: IO[bytes]) -> None:
        self.settings = settings
        self.board = Board()
        self.status = "starting the workers"
        self.waiting: int | None = None
        self.sent = 0
        self._feed = feed
        self._pause = 1 / rate
        self._log = log
        self._fed = asyncio.Event()
        self._ports = {role: _free_port() for role in ROLES}
        environment = {"NEWSWIRE_BOOTSTRAP": settings.bootstrap}
        workers = [worker(role, port, environment, log) for role, port in self._ports.items()]
        self._supervisor = Supervisor(workers, again=False)

    async def until(self, ended: Coroutine[Any, Any, object], took: Callable[[Record], None]) -> None:
        """Run everything until `ended` returns; then end everything. Raises what ends it otherwise."""
        ending = asyncio.create_task(ended)
        supervising = asyncio.create_task(self._supervise())
        parts = (self._send_feed(), self._follow_lag(), *(self._watch(name, took) for name in WATCHED))
        tasks = [ending, supervising, *map(asyncio.create_task, parts)]
        try:
            await _first_end(tasks, ending)
        finally:
            self._supervisor.stop()
            for task in tasks:
                if task is not supervising:
                    task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def settled(self) -> None:
        """Return once the feed is through: nothing waits and nothing has arrived for a while, or patience is over."""
        await self._fed.wait()
        loop = asyncio.get_running_loop()
        latest = loop.time() + PATIENCE_SECONDS
        while loop.time() < latest:
            if self.waiting == 0 and loop.time() - self.board.last_at > QUIET_SECONDS:
                return
            await asyncio.sleep(0.2)

    async def _supervise(self) -> None:
        await self._supervisor.run()
        if self._supervisor.failed:
            raise CommandError(f"a worker ended with {self._supervisor.failed}: {self._log.name} is its log")

    async def _send_feed(self) -> None:
        await asyncio.gather(*map(_ready, self._ports.values()))
        self.status = "sending the feed"
        async with Publisher(self.settings) as publisher:
            for one in self._feed:
                await (await publisher.send(one.data, key=one.key, headers=one.headers))
                self.sent += 1
                await asyncio.sleep(self._pause)
        self.status = "the feed is through"
        self.board.last_at = asyncio.get_running_loop().time()
        self.waiting = None
        self._fed.set()
        await asyncio.Event().wait()

    async def _follow_lag(self) -> None:
        while True:
            behind = [await lag(self.settings, self.settings.group(role), names) for role, names in READ_BY.items()]
            self.waiting = sum(one.records for group in behind for one in group)
            await asyncio.sleep(0.5)

    async def _watch(self, name: TopicName, took: Callable[[Record], None]) -> None:
        loop = asyncio.get_running_loop()
        async for record in records(self.settings, name, start="beginning"):
            self.board.take(record, loop.time())
            took(record)


async def _ready(port: int) -> None:
    """Return once the worker behind a port is ready."""
    while True:
        ready, _ = await asyncio.to_thread(ask, port, "/readyz")
        if ready:
            return
        await asyncio.sleep(0.2)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


async def _first_end(tasks: Sequence[asyncio.Task[Any]], ending: asyncio.Task[Any]) -> None:
    """Return when `ending` is done; raise if another task ends before."""
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        if task.done() and task is not ending:
            with suppress(asyncio.CancelledError):
                task.result()
