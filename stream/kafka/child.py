"""A stage in a process of its own, seen from the worker: a story that hangs or kills it costs one reject."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from datetime import datetime

from stream.errors import UsageError
from stream.frames import HEADER_BYTES, Ready, Refusal, Request, pack, unpack
from stream.messages import Message, Reason, StageName, TopicName
from stream.record import Output, Record
from stream.settings import Settings
from stream.stage import ReadingStage

Command = Callable[[StageName], Sequence[str]]
"""How the child of a stage is started."""

START_SECONDS = 120.0
ATTEMPTS = 2
_PIPE_BYTES = 16 * 1024 * 1024
_END_SECONDS = 2.0


def shipped_command(name: StageName) -> Sequence[str]:
    """Return how the shipped child of a stage is started."""
    return (sys.executable, "-m", "stream.child", name)


class ChildDiedError(Exception):
    """Raised when the process ended before it had answered."""


class _Unread:
    """The step of a parent that cannot ask its child: it can only reject."""

    def __init__(self, name: StageName) -> None:
        self.name: StageName = name

    def read(self, record: Record) -> tuple[Message, ...]:
        """Return nothing: reading is the child's."""
        del record
        return ()

    def refuse(self, record: Record, reason: Reason) -> tuple[Message, ...]:
        """Return nothing beside the reject."""
        del record, reason
        return ()


class _Process:
    """One run of a child."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process = process
        self._stdin, self._stdout = process.stdin, process.stdout

    async def ask(self, frame: bytes) -> bytes:
        """Return the answer to a frame. Raises ChildDiedError."""
        try:
            self._stdin.write(frame)
            await self._stdin.drain()
            header = await self._stdout.readexactly(HEADER_BYTES)
            return await self._stdout.readexactly(int.from_bytes(header, "big"))
        except (asyncio.IncompleteReadError, ConnectionError):
            raise ChildDiedError from None

    async def kill(self) -> None:
        """End the process whatever it is doing."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def close(self) -> None:
        """Let the process end by itself; end it if it does not."""
        self._stdin.close()
        try:
            async with asyncio.timeout(_END_SECONDS):
                await self._process.wait()
        except TimeoutError:
            await self.kill()


class ChildStage:
    """Reads records in a child process, one at a time."""

    state: TopicName | None = None
    folded = -1

    def __init__(
        self,
        name: StageName,
        reads: TopicName,
        settings: Settings,
        *,
        command: Command = shipped_command,
        replaced: Callable[[StageName], None],
    ) -> None:
        self.name: StageName = name
        self.reads: TopicName = reads
        self._settings = settings
        self._command = command
        self._replaced = replaced
        self._process: _Process | None = None
        self._instead = ReadingStage(_Unread(name), reads=reads, prefix=settings.topic_prefix)

    async def start(self) -> None:
        """Return once the child can read. Raises UsageError with the child's reason if it cannot."""
        process = await asyncio.create_subprocess_exec(
            *self._command(self.name),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,  # a dying child may quote a story
            limit=_PIPE_BYTES,
        )
        child = _Process(process)
        try:
            async with asyncio.timeout(START_SECONDS):
                ready = unpack(await child.ask(pack(self._settings)), Ready)
        except (ChildDiedError, TimeoutError):
            await child.kill()
            raise UsageError(
                f"the process of {self.name} does not start: try `{' '.join(self._command(self.name))}`"
            ) from None
        if ready.failed is not None:
            await child.kill()
            raise UsageError(ready.failed)
        self._process = child

    async def stop(self) -> None:
        """End the child."""
        if self._process is not None:
            await self._process.close()

    def restore(self, key: bytes | None, value: bytes | None) -> None:
        """Do nothing: there is no memory."""

    def forget(self) -> None:
        """Do nothing: there is no memory."""

    def due(self) -> None:
        """Return None: nothing waits."""

    def figures(self) -> dict[str, float]:
        """Return nothing: there is no memory."""
        return {}

    async def read(self, record: Record, emitted: datetime) -> Output:
        """Return what follows from a record; it is refused if it takes too long or ends the process twice."""
        for _ in range(ATTEMPTS):
            try:
                return await self._ask(Request(record=record, emitted=emitted))
            except TimeoutError:
                limit = self._settings.extract_timeout
                return await self.refuse(record, emitted, "too_slow", f"reading it took more than {limit:g} s")
            except ChildDiedError:
                continue
        return await self.refuse(record, emitted, "crashed", f"reading it ended the process {ATTEMPTS} times")

    async def refuse(self, record: Record, emitted: datetime, reason: Reason, detail: str) -> Output:
        """Return what follows from a record that cannot be handled."""
        request = Request(record=record, emitted=emitted, refusal=Refusal(reason=reason, detail=detail))
        try:
            return await self._ask(request)
        except (TimeoutError, ChildDiedError):
            return self._instead.refuse(record, emitted, reason, detail)

    async def _ask(self, request: Request) -> Output:
        """Return the child's answer. Raises TimeoutError or ChildDiedError, with a fresh child in place."""
        if self._process is None:
            await self.start()
        assert self._process is not None
        try:
            async with asyncio.timeout(self._settings.extract_timeout):
                answer = await self._process.ask(pack(request))
        except asyncio.CancelledError:
            await self._kill()  # its answer would be taken for that to the next request
            raise
        except (TimeoutError, ChildDiedError):
            await self._kill()
            self._replaced(self.name)
            await self.start()
            raise
        return unpack(answer, Output)

    async def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            await process.kill()
