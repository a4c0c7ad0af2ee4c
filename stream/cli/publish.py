"""`newswire publish`: stories to the topic `raw`."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import click

from stream.cli.command import Taught
from stream.cli.configured import settings
from stream.cli.follow import follow_feeds
from stream.cli.inputs import STDIN, Input, documents, headers_of, key_for
from stream.cli.progress import progress_bar
from stream.errors import UsageError
from stream.kafka.publish import Publisher
from stream.kafka.topics import spec_of
from stream.record import Headers
from stream.settings import Settings


def files_in(paths: tuple[str, ...]) -> Iterator[str]:
    """Yield the files that paths name, folders with all that is in them but hidden files. `-` stays what it is."""
    for given in paths:
        path = Path(given)
        if given == STDIN or path.is_file():
            yield given
        elif path.is_dir():
            yield from (str(file) for file in sorted(path.rglob("*")) if file.is_file() and not _is_hidden(file, path))
        else:
            raise UsageError(f"{given} is not there: give files, folders, or - for standard input")


def _is_hidden(file: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def refuse_too_large(files: list[str], configured: Settings) -> None:
    """Raise UsageError if a record in these files would be larger than the topic takes. Reads large files only."""
    limit = spec_of("raw").max_message_bytes or sys.maxsize
    large = [name for name in files if name != STDIN and Path(name).stat().st_size > limit]
    for one in documents(large):
        if len(one.data) > limit:
            raise UsageError(
                f"{one.name} has {len(one.data):,} bytes and {configured.topic('raw')} takes {limit:,}: nothing was "
                "sent; split it, or raise max_message_bytes in topics.yml"
            )


async def _publish(configured: Settings, files: list[str], headers: Headers) -> int:
    async with Publisher(configured) as publisher:
        with progress_bar("publishing", shown=STDIN not in files) as progress:
            for name in progress.track(files):
                async for one in _read(name):
                    _ = await publisher.send(one.data, key=key_for(one), headers=headers)
    return publisher.acknowledged


async def _read(name: str) -> AsyncIterator[Input]:
    """Yield the documents in a file. Waiting for standard input keeps nothing else from being sent."""
    found = documents([name])
    while (one := await asyncio.to_thread(next, found, None)) is not None:
        yield one


EXAMPLES = (
    ("newswire publish stories/ --feed afp-en", "Every file in a folder, each file one story or JSON lines."),
    ("cat stories.jsonl | newswire publish -", "A story a line."),
    ("newswire publish --follow https://example.com/rss.xml --source Example", "A web feed, until Ctrl-C."),
)


@click.command(cls=Taught, examples=EXAMPLES)
@click.argument("paths", nargs=-1, metavar="PATH|-...")
@click.option("--follow", "urls", multiple=True, metavar="URL", help="Send each new entry of an RSS or Atom feed.")
@click.option(
    "--every",
    type=click.FloatRange(min=1),
    metavar="SECONDS",
    default=60,
    show_default=True,
    help="Seconds between two looks.",
)
@click.option("--once", is_flag=True, help="With --follow: look once and end.")
@click.option("--feed", metavar="NAME", help="The feed that the stories come from.")
@click.option("--source", metavar="NAME", help="The agency of a story that does not name one.")
@click.option("--content-type", metavar="TYPE", help="What the files are, where it is not plain to see.")
def publish(
    *,
    paths: tuple[str, ...],
    urls: tuple[str, ...],
    every: float,
    once: bool,
    feed: str | None,
    source: str | None,
    content_type: str | None,
) -> None:
    """Send stories from files, folders, standard input (-) or web feeds, as they stand.

    A file that is too large for the topic is refused before anything is sent.
    """
    configured = settings()
    if bool(paths) == bool(urls):
        raise UsageError("give either files, folders or - to publish, or --follow with the address of a feed")
    if urls:
        asyncio.run(follow_feeds(configured, urls, every=every, once=once, feed=feed, source=source))
        return
    files = list(files_in(paths))
    refuse_too_large(files, configured)
    if STDIN in files:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # a thread that waits for standard input cannot be interrupted
    sent = asyncio.run(_publish(configured, files, headers_of(feed, source, content_type)))
    click.echo(f"{sent:,} records on {configured.topic('raw')} at {configured.bootstrap}", err=True)
