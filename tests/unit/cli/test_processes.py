"""Worker processes under a parent."""

import asyncio
import sys
from collections import Counter

import pytest

from stream.cli.processes import Child, Supervisor, worker

CALL = (
    "import socket, sys, time; s = socket.create_connection(('127.0.0.1', {port})); s.send(b'{name}\\n'); s.close(); "
)


class Starts:
    """Counts the starts of processes, which call in."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._changed = asyncio.Event()

    async def listen(self) -> None:
        """Begin to listen."""
        server = await asyncio.start_server(self._called, "127.0.0.1", 0)
        self._port = server.sockets[0].getsockname()[1]

    async def _called(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.counts[(await reader.readline()).decode().strip()] += 1
        self._changed.set()
        writer.close()

    def child(self, name: str, then: str) -> Child:
        """Return a process that calls in and then does something."""
        code = CALL.format(port=self._port, name=name) + then
        return Child(name=name, command=(sys.executable, "-c", code), environment={})

    async def reach(self, name: str, number: int) -> None:
        """Return once a process has been started that often."""
        while self.counts[name] < number:
            self._changed.clear()
            await self._changed.wait()


@pytest.fixture
async def starts() -> Starts:
    """Return a counter that listens."""
    counter = Starts()
    await counter.listen()
    return counter


async def test_a_child_that_dies_is_started_again(starts: Starts) -> None:
    """One death is followed by a new start while the other child goes on; stopping ends both."""
    supervisor = Supervisor([starts.child("dying", "sys.exit(1)"), starts.child("living", "time.sleep(600)")])
    running = asyncio.create_task(supervisor.run())
    async with asyncio.timeout(60):
        await starts.reach("dying", 2)
        supervisor.stop()
        await running
    assert starts.counts["living"] == 1
    assert supervisor.failed == 0


@pytest.mark.parametrize(("code", "again"), [(2, True), (2, False), (1, False)])
async def test_a_child_that_cannot_work_ends_everything(starts: Starts, code: int, *, again: bool) -> None:
    """Wrong configuration, or any death where none is started again, ends the others and is told."""
    children = [starts.child("failing", f"sys.exit({code})"), starts.child("living", "time.sleep(600)")]
    supervisor = Supervisor(children, again=again)
    async with asyncio.timeout(60):
        await supervisor.run()
    assert supervisor.failed == code
    assert starts.counts["failing"] == 1


def test_a_worker_has_its_own_port_and_what_it_is_given() -> None:
    """The child's environment names its metrics port and what the parent adds."""
    made = worker("decide", 9301, {"NEWSWIRE_BOOTSTRAP": "b:1"})
    assert tuple(made.command[-3:]) == ("worker", "--role", "decide")
    assert (made.environment["NEWSWIRE_METRICS_PORT"], made.environment["NEWSWIRE_BOOTSTRAP"]) == ("9301", "b:1")
