"""Progress bars: on stderr, and only if it is a terminal."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn


def progress_bar(description: str, *, shown: bool = True) -> Progress:
    """Return a progress bar."""
    console = Console(stderr=True)
    return Progress(
        TextColumn(description),
        BarColumn(),
        TaskProgressColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not (shown and console.is_terminal),
    )
