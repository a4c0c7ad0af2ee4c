"""Worker processes under a parent: started, started again when they die, ended with it."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from typing import IO, Literal

import click
from msgspec import Struct

from stream.cli.ending import USAGE

Role = Literal["read", "decide"]
ROLES: tuple[Role, ...] = ("read", "decide")

_LONGEST_PAUSE = 30.0
_STEADY_SECONDS = 60.0
"""A process that lived this long has started well: the next pause is short again."""
_END_SECONDS = 20.0


class Child(Struct, frozen=True, kw_only=True):
    """A process to keep alive. `log` takes what it prints; None: it prints where we print."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: IO[bytes] | None = None


def worker(role: Role, metrics_port: int, environment: Mapping[str, str], log: IO[bytes] | None = None) -> Child:
    """Return the worker process of a role, with metrics on a port of its own."""
    return Child(
        name=role,
        command=(sys.executable, "-m", "stream.cli", "worker", "--role", role),
        environment={**os.environ, **environment, "NEWSWIRE_METRICS_PORT": str(metrics_port)},
        log=log,
    )


class Supervisor:
    """Keeps children alive from `run` until `stop`, or until one of them says that it is configured wrongly.

    `failed` is the exit code with which one of them ended everything; 0 while none has. `again`: start one that dies
    anew; otherwise its death ends everything, too.
    """

    def __init__(self, children: Sequence[Child], *, again: bool = True) -> None:
        self._children = children
        self._again = again
        self._stopping = asyncio.Event()
        self.failed = 0

    def stop(self) -> None:
        """End the children, and then `run`."""
        self._stopping.set()

    async def run(self) -> None:
        """Keep the children alive; return once they have all ended."""
        await asyncio.gather(*map(self._keep, self._children))

    async def _keep(self, child: Child) -> None:
        pause = 1.0
        loop = asyncio.get_running_loop()
        while not self._stopping.is_set():
            started = loop.time()
            code = await self._live(child)
            if self._stopping.is_set():
                return
            if code == USAGE or not self._again:
                self.failed = code or 1
                self.stop()
            else:
                pause = 1.0 if loop.time() - started > _STEADY_SECONDS else min(_LONGEST_PAUSE, pause * 2)
                click.echo(f"worker {child.name} ended with {code}; starting it again in {pause:.0f} s", err=True)
                await self._wait(pause)

    async def _live(self, child: Child) -> int:
        process = await asyncio.create_subprocess_exec(
            *child.command, env=child.environment, stdout=child.log, stderr=child.log
        )
        ended, stopped = asyncio.ensure_future(process.wait()), asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait((ended, stopped), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
            code = await _ended(process)
        return code

    async def _wait(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return


async def _ended(process: asyncio.subprocess.Process) -> int:
    """End a process that has not ended; return its exit code."""
    if process.returncode is None:
        _send(process, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), _END_SECONDS)
        except TimeoutError:
            _send(process, signal.SIGKILL)
    return await process.wait()


def _send(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except ProcessLookupError:
        return
