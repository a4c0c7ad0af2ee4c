"""`newswire gazetteer`: GeoNames' towns as one file that every process maps into memory."""

from pathlib import Path

import click

from stream.cli.command import Taught
from stream.cli.configured import settings
from stream.cli.progress import progress_bar
from stream.errors import UsageError
from stream.lexicon.build_gazetteer import build
from stream.lexicon.gazetteer import default_path
from stream.settings import Settings


def compile_gazetteer(path: Path) -> None:
    """Write the gazetteer, with a progress bar in a terminal."""
    try:
        with progress_bar("compiling the gazetteer") as progress:
            task = progress.add_task("", total=None)
            build(path, lambda done, total: progress.update(task, completed=done, total=total))
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}): name another file") from None


def require_gazetteer(configured: Settings) -> Path:
    """Return where the gazetteer lies, compiled now if it was not there."""
    path = configured.gazetteer or default_path()
    if not path.is_file():
        compile_gazetteer(path)
    return path


EXAMPLES = (
    ("newswire gazetteer", "Once after installing; what is there already is left alone."),
    ("newswire gazetteer --force", "Compile it again."),
)


@click.command(cls=Taught, examples=EXAMPLES)
@click.argument("path", required=False, type=click.Path(dir_okay=False, path_type=Path), metavar="[FILE]")
@click.option("--force", is_flag=True, help="Compile it even if it is there.")
def gazetteer(*, path: Path | None, force: bool) -> None:
    """Compile the gazetteer: GeoNames' towns with their names, ready to be mapped into memory.

    It goes to FILE, or where NEWSWIRE_GAZETTEER says, or else into the user's cache.
    """
    target = path or settings().gazetteer or default_path()
    if force or not target.is_file():
        compile_gazetteer(target)
    click.echo(f"{target} ({target.stat().st_size / 1e6:.0f} MB)")
