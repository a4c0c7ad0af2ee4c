"""The demo's live view: address, rates and lag above, the latest events and alerts below."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from stream.cli.board import Board
from stream.cli.lines import line_of
from stream.messages import TopicName
from stream.record import Record

SHOWN: tuple[tuple[TopicName, str], ...] = (
    ("stories", "stories"),
    ("reports", "read"),
    ("events", "events"),
    ("alerts", "alerts"),
    ("retractions", "retractions"),
    ("rejects", "rejects"),
)


def page(board: Board, *, head: str, status: str, lag: int | None, at: float, height: int) -> RenderableType:
    """Return the view at an instant, made for a terminal of that many lines."""
    rows = max(4, height - 14)
    alerts = max(2, rows * 2 // 5)
    return Group(
        Text.from_markup(head),
        Text(""),
        _figures(board, lag, at),
        _latest("Alerts", board.recent["alerts"], alerts, "red"),
        _latest("Events", board.recent["events"], rows - alerts, "cyan"),
        Text(status, style="dim"),
    )


def _figures(board: Board, lag: int | None, at: float) -> Table:
    table = Table(box=None, padding=(0, 3, 0, 0), pad_edge=False)
    for _, title in SHOWN:
        table.add_column(title, justify="right", header_style="dim")
    table.add_column("alerts up", justify="right", header_style="dim")
    table.add_column("waiting", justify="right", header_style="dim")
    totals = [Text(f"{board.totals[name]:,}", style="bold") for name, _ in SHOWN]
    waiting = "?" if lag is None else f"{lag:,}"
    table.add_row(*totals, Text(str(len(board.alerts_up())), style="bold red"), Text(waiting, style="bold"))
    table.add_row(*(Text(f"{board.rate(name, at):.1f}/s", style="dim") for name, _ in SHOWN), "", "")
    return table


def _latest(title: str, records: Iterable[Record], rows: int, style: str) -> Panel:
    newest = list(records)[-rows:]
    lines = [line_of(record) for record in reversed(newest)]
    for line in lines:
        line.no_wrap, line.overflow = True, "ellipsis"
    filler = [Text("")] * (rows - len(lines))
    return Panel(Group(*lines, *filler), title=title, title_align="left", border_style=style, padding=(0, 1))
