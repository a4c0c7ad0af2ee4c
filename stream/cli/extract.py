"""`newswire extract`: stories in, what is in them out. No broker."""

import io
import sys
from collections.abc import Callable
from datetime import datetime

import click
from rich.console import Console

from stream import codec
from stream.cli.answering import Answering
from stream.cli.answers import Answer, Rejected
from stream.cli.command import Taught
from stream.cli.configured import settings
from stream.cli.engines import engine_for
from stream.cli.inputs import documents, headers_of
from stream.cli.instants import instant_option
from stream.cli.pretty import rendered
from stream.cli.wires import Line

PAGE_WIDTH = 100
"""Columns of --pretty where no terminal says how many there are."""


def _print_json(answer: Answer | Rejected) -> None:
    sys.stdout.buffer.write(codec.encode(answer) + b"\n")
    sys.stdout.buffer.flush()


def _print_pretty() -> Callable[[Answer | Rejected], None]:
    if sys.stdout.isatty():
        console = Console(highlight=False)
        return lambda answer: console.print(rendered(answer))
    return lambda answer: click.echo(_page(answer))


def _page(answer: Answer | Rejected) -> str:
    """Return the page of an answer as plain text, without the spaces that fill a terminal's lines."""
    paper = Console(highlight=False, width=PAGE_WIDTH, file=io.StringIO(), color_system=None)
    with paper.capture() as page:
        paper.print(rendered(answer))
    return "\n".join(line.rstrip() for line in page.get().splitlines())


EXAMPLES = (
    ("newswire extract STORY.txt --published 2026-05-03T18:00:00Z", 'A page for people; "Saturday" is 2 May.'),
    ("newswire extract --json - < stories.jsonl > answers.jsonl", "A line in, an object out, as it is read."),
    ("newswire extract --as-feed first.json correction.json", "The correction replaces what the first said."),
)


@click.command(cls=Taught, examples=EXAMPLES)
@click.argument("files", nargs=-1, required=True, metavar="FILE|-...")
@click.option("--json", "form", flag_value="json", help="One JSON object a story; the default when piped.")
@click.option("--pretty", "form", flag_value="pretty", help="For people; the default in a terminal.")
@click.option(
    "--published", callback=instant_option, metavar="INSTANT", help="When a story was made that does not say so."
)
@click.option("--source", metavar="NAME", help="The agency of a story that does not name one.")
@click.option("--feed", metavar="NAME", help="The feed that the stories come from.")
@click.option("--as-feed", is_flag=True, help="All inputs are one feed: versions, duplicates and merging apply.")
@click.option("--explain", is_flag=True, help="Also show the steps, the sentences read and the numbers found.")
def extract(
    *,
    files: tuple[str, ...],
    form: str | None,
    published: datetime | None,
    source: str | None,
    feed: str | None,
    as_feed: bool,
    explain: bool,
) -> None:
    """Read stories in any known format and print what is in them. Needs no broker.

    FILE holds one story, or JSON lines: {"id", "headline", "body", "published", "source"}. Each input is a wire of its
    own unless --as-feed is given. A story that does not say when it was made keeps "Saturday" as a word, unless
    --published says it. A story that cannot be read is answered by its reject; the exit code stays 0. In a feed, what
    takes another story back is answered by that story, with every record to take back; what changes nothing says why.
    """
    configured = settings()
    line = Line(configured, engine_for(configured), published=published)
    answering = Answering(line, headers_of(feed, source), as_feed=as_feed, explain=explain)
    pretty = form == "pretty" or (form is None and sys.stdout.isatty())
    show = _print_pretty() if pretty else _print_json
    for answer in answering.answers(documents(files)):
        show(answer)
