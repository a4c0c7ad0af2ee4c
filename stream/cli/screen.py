"""What the demo shows: a live view in a terminal, else a line for each record; and at the end, a table."""

import asyncio
import sys

from rich.console import Console, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from stream.cli.lines import line_of
from stream.cli.live import page
from stream.cli.running import Running
from stream.demo.outcome import Row
from stream.record import Record

PLAIN_TOPICS = {"stories": "story", "events": "event", "alerts": "alert", "retractions": "retract", "rejects": "reject"}
PLAIN_WIDTH = 120


class Screen:
    """Shows a demo: live in a terminal, else one line a record."""

    def __init__(self, running: Running) -> None:
        self._running = running
        self._console = Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=PLAIN_WIDTH)
        bootstrap, topic = running.settings.bootstrap, running.settings.topic("alerts")
        self._head = f"[bold]newswire demo[/]  subscribe: [green]kcat -b {bootstrap} -C -t {topic}[/]"

    def took(self, record: Record) -> None:
        """Show a record where nothing else shows it."""
        if not self._console.is_terminal and record.topic in PLAIN_TOPICS:
            line = Text.assemble(f"{PLAIN_TOPICS[record.topic]:<8}", line_of(record))
            self._console.print(line, soft_wrap=True)

    async def show(self) -> None:
        """Draw the live view four times a second; without a terminal, print its head."""
        if not self._console.is_terminal:
            self._console.print(self._head, soft_wrap=True)
            return
        with Live(console=self._console, auto_refresh=False, vertical_overflow="crop") as live:
            while True:
                live.update(self._page(), refresh=True)
                await asyncio.sleep(0.25)

    def _page(self) -> RenderableType:
        running = self._running
        now = asyncio.get_running_loop().time()
        status = f"{running.status}: {running.sent} sent · Ctrl-C ends"
        height = self._console.height
        return page(running.board, head=self._head, status=status, lag=running.waiting, at=now, height=height)

    def result(self, table: tuple[Row, ...]) -> None:
        """Print what was expected beside what arrived."""
        self._console.print(_result_table(table))
        wrong = sum(bool(row.missing) for row in table)
        told = f"{len(table) - wrong} of {len(table)} stories gave what they must give"
        self._console.print(Text(told, style="bold red" if wrong else "bold green"))


def _result_table(table: tuple[Row, ...]) -> Table:
    shown = Table(box=None, padding=(0, 2, 0, 0), header_style="bold cyan", row_styles=("", "on grey11"))
    shown.add_column("", width=1)
    shown.add_column("story", no_wrap=True)
    shown.add_column("expected", ratio=1)
    shown.add_column("arrived", ratio=1)
    for row in table:
        mark = Text("✗", style="bold red") if row.missing else Text("✓", style="green")
        arrived = Text(row.arrived)
        if row.missing:
            arrived.append(f"\nmissing: {'; '.join(row.missing)}", style="red")
        shown.add_row(mark, row.name, row.expected, arrived)
    return shown
