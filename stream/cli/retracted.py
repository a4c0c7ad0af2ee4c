"""`newswire retracted`: what to take back."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from typing import get_args

import click
from rich.console import Console

from stream import codec
from stream.cli.command import Taught
from stream.cli.configured import settings
from stream.cli.ending import FAILED
from stream.cli.instants import since_option
from stream.cli.manifests import Asked, Manifests, told
from stream.errors import InputError, UsageError
from stream.kafka.subscribe import Start, records
from stream.messages import InstructionKind, Retraction
from stream.record import Record
from stream.settings import Settings

Write = Callable[[Retraction, Record], None]

_CLOCKS_APART = timedelta(minutes=1)
"""A record may be dated by another clock than the instants in it."""


def _write_json(_: Retraction, record: Record) -> None:
    sys.stdout.buffer.write((record.value or b"null") + b"\n")
    sys.stdout.buffer.flush()


def _writer(form: str | None) -> Write:
    in_terminal = sys.stdout.isatty()
    if form == "json" or (form is None and not in_terminal):
        return _write_json
    if not in_terminal:
        return lambda manifest, _: click.echo(told(manifest).plain)
    console = Console(highlight=False)
    return lambda manifest, _: console.print(told(manifest), overflow="fold")


class _Reading:
    """Reads the topic `retractions` once, or on and on."""

    def __init__(self, configured: Settings, asked: Asked, write: Write) -> None:
        self._configured = configured
        self._asked = asked
        self._write = write
        self._manifests = Manifests()
        self._unreadable: set[str] = set()

    async def run(self, *, follow: bool) -> int:
        """Write what is asked for and, to follow, each that completes from then on; return the exit code."""
        async for manifest, record in self._read(until_end=True):
            self._manifests.take(manifest, record)
        for manifest, record in self._manifests.asked_for(self._asked):
            self._write(manifest, record)
        if follow:
            await self._follow()
        return FAILED if self._unreadable else 0

    async def _follow(self) -> None:
        """Read all again and on, so that nothing between two looks is missed; what is known is no news."""
        async for manifest, record in self._read(until_end=False):
            is_news = self._manifests.take(manifest, record)
            if is_news and manifest.complete and self._asked.lets_through(manifest):
                self._write(manifest, record)

    async def _read(self, *, until_end: bool) -> AsyncIterator[tuple[Retraction, Record]]:
        since = self._asked.since
        start: Start = "beginning" if since is None else since - _CLOCKS_APART
        async for record in records(self._configured, "retractions", start=start, stop_at_end=until_end):
            manifest = self._manifest(record)
            if manifest is not None:
                yield manifest, record

    def _manifest(self, record: Record) -> Retraction | None:
        """Return a record's manifest; None, and a line on stderr, if it is none."""
        where = f"{self._configured.topic('retractions')}/{record.partition}/{record.offset}"
        try:
            return codec.decode(record.value, Retraction)
        except InputError as error:
            if where not in self._unreadable:
                self._unreadable.add(where)
                click.echo(f"newswire: {where} is no manifest of this release: {error.detail}", err=True)
            return None


EXAMPLES = (
    ("newswire retracted --since 1d", "What agencies took back since yesterday, and all that was made from it."),
    ("newswire retracted --kind kill --follow", "Every kill so far, then each one as soon as it is carried through."),
    (
        "newswire retracted --since 2026-05-03T18:00:00Z --json | jq -r '.items[] | [.change, .topic, .key] | @tsv'",
        "What differs from a copy that was made at that instant, for a program.",
    ),
    ("newswire retracted --incomplete", "What is still under way; for longer than seconds: something stands still."),
)


@click.command(cls=Taught, examples=EXAMPLES)
@click.option(
    "--since",
    callback=since_option,
    metavar="AGE|INSTANT",
    help="Instructions that came, or were carried through, from then on: 15m, 2h, 1d, or an instant.",
)
@click.option(
    "--until",
    callback=since_option,
    metavar="AGE|INSTANT",
    help="Only instructions that came before: an age or an instant.",
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(get_args(InstructionKind)),
    metavar="KIND",
    help="Only this kind: kill, hold, correction or supersede. May be given again.",
)
@click.option("--incomplete", is_flag=True, help="Only those that are not carried through to the end yet.")
@click.option("--follow", is_flag=True, help="Then wait, and print each that is carried through, until Ctrl-C.")
@click.option("--json", "form", flag_value="json", help="The records themselves, one a line; the default when piped.")
@click.option("--pretty", "form", flag_value="pretty", help="For people; the default in a terminal.")
def retracted(
    *,
    since: datetime | None,
    until: datetime | None,
    kinds: tuple[InstructionKind, ...],
    incomplete: bool,
    follow: bool,
    form: str | None,
) -> int:
    """Print what to take back: each kill, hold, correction and superseded story, with every record it touched.

    Below each instruction stand the keys of the records withdrawn (retracted), changed (revised) or left as they were
    (kept), with the reason, and the key of what stands in their place. An instruction is complete once the broker has
    every one of these records. docs/lifecycle.md has the rules.
    """
    if follow and (until is not None or incomplete):
        raise UsageError("--follow waits for what is to come: it goes neither with --until nor with --incomplete")
    configured = settings()
    asked = Asked(since=since, until=until, kinds=frozenset(kinds), incomplete=incomplete)
    return asyncio.run(_Reading(configured, asked, _writer(form)).run(follow=follow))
