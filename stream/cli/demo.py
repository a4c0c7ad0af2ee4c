"""`newswire demo`: everything at once, in this terminal, with nothing installed beside us."""

import asyncio
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click
import msgspec

from stream.cli.command import Taught
from stream.cli.configured import settings
from stream.cli.ending import FAILED
from stream.cli.gazetteer import require_gazetteer
from stream.cli.inputs import documents
from stream.cli.running import Running
from stream.cli.screen import Screen
from stream.demo.feed import FEED, Expected, Sending, sendings
from stream.demo.outcome import rows
from stream.kafka.embedded import embedded_broker
from stream.settings import Settings

WATCHING_RATE = 2.0
CHECKING_RATE = 20.0


def of_user(paths: tuple[str, ...]) -> tuple[Sending, ...]:
    """Return a user's stories as a part of the feed. Nothing is asked of them but that they arrive."""
    return tuple(
        Sending(
            name=Path(one.name).name,
            key=one.name.encode(),
            data=one.data,
            headers=(("wire-feed", FEED.encode()),),
            expect=Expected(),
        )
        for one in documents(paths)
    )


@contextmanager
def _worker_log() -> Iterator[IO[bytes]]:
    """Yield the file that the workers' lines go to; it stays if the demo cannot go on."""
    with tempfile.NamedTemporaryFile(prefix="newswire-demo-", suffix=".log", delete=False) as log:
        yield log
    Path(log.name).unlink()


class _Performance:
    """One demo from its first record to its exit code."""

    def __init__(self, configured: Settings, feed: tuple[Sending, ...], rate: float, log: IO[bytes]) -> None:
        self._feed = feed
        self._running = Running(configured, feed, rate, log)
        self._screen = Screen(self._running)
        self._stop = asyncio.Event()
        self._code = 0

    async def give(self, *, once: bool, keep: bool) -> int:
        """Run it to its end; return the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._stop.set)
        ending = self._checked(keep=keep) if once else self._shown()
        await self._running.until(ending, self._screen.took)
        return self._code

    async def _shown(self) -> None:
        """Show it until told to stop."""
        showing = asyncio.create_task(self._screen.show())
        await self._stop.wait()
        await _ended(showing)

    async def _checked(self, *, keep: bool) -> None:
        """Show it until the feed is through, then print what arrived beside what was expected."""
        showing = asyncio.create_task(self._screen.show())
        settled, stopped = asyncio.create_task(self._running.settled()), asyncio.create_task(self._stop.wait())
        await asyncio.wait((settled, stopped), return_when=asyncio.FIRST_COMPLETED)
        await _ended(showing)
        board = self._running.board
        table = rows(board.asked(self._feed), board.arrived())
        self._screen.result(table)
        self._code = FAILED if any(row.missing for row in table) else 0
        if keep:
            await stopped
        await _ended(settled)
        await _ended(stopped)


async def _ended(task: asyncio.Task[object]) -> None:
    """Cancel a task and wait until it has put everything back in order."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


EXAMPLES = (
    ("newswire demo", "A live view until Ctrl-C."),
    ("newswire demo --story STORY.txt", "With a story of yours after the feed's."),
    ("newswire demo --once", "Without looking: exit code 1 unless everything expected has arrived."),
)


@click.command(cls=Taught, examples=EXAMPLES)
@click.option("--once", is_flag=True, help="End when the feed is through; print what arrived beside what was expected.")
@click.option("--story", "stories", multiple=True, metavar="PATH", help="Add a story of yours.")
@click.option("--rate", type=click.FloatRange(min=0.01), help="Stories a second: 2, with --once 20.")
@click.option("--keep", is_flag=True, help="With --once: leave broker and workers running until Ctrl-C.")
def demo(*, once: bool, stories: tuple[str, ...], rate: float | None, keep: bool) -> int:
    """See it all work: an embedded broker, workers, two dozen short stories, and a live view in this terminal.

    The broker listens on a free port of this machine, so that any Kafka client can subscribe while the demo runs. The
    stories are invented and dated to now; their alerts have status Exercise.
    """
    configured = settings()
    require_gazetteer(configured)
    feed = (*sendings(datetime.now(UTC)), *of_user(stories))
    with embedded_broker(configured.topic_prefix) as broker, _worker_log() as log:
        here = msgspec.structs.replace(configured, bootstrap=broker.bootstrap)
        return asyncio.run(_give(here, feed, rate or (CHECKING_RATE if once else WATCHING_RATE), log, once, keep))


async def _give(
    configured: Settings, feed: tuple[Sending, ...], rate: float, log: IO[bytes], once: bool, keep: bool
) -> int:
    return await _Performance(configured, feed, rate, log).give(once=once, keep=keep)
