"""`newswire tail`: what arrives on a topic."""

import asyncio
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any, get_args

import click
import orjson
from msgspec import Struct
from rich.console import Console
from rich.text import Text

from stream.cli.command import Taught
from stream.cli.configured import settings
from stream.cli.instants import since_option
from stream.cli.lines import line_of
from stream.errors import InputError, UsageError
from stream.facts import EventType, State
from stream.kafka.subscribe import Start, records
from stream.kafka.topics import topic_specs
from stream.messages import TopicName
from stream.record import Record
from stream.settings import Settings

KEYS_KEPT = 200_000
"""Keys that a filter remembers: the last ones that matched."""


class Filters(Struct, frozen=True, kw_only=True):
    """What a record must have; None asks for nothing."""

    state: str | None
    type: str | None
    country: str | None

    def is_met_by(self, told: dict[str, Any]) -> bool:
        """Tell whether a record, or a part of it, is of the type and in the country asked for."""
        return any(map(self._is_asked_for, (told, *_parts(told))))

    def _is_asked_for(self, told: dict[str, Any]) -> bool:
        return self.type in {None, told.get("type")} and self.country in {None, _country(told)}


_EVERYTHING = Filters(state=None, type=None, country=None)


class Sieve:
    """Lets through what a user asks for.

    What is taken back has lost its place, and a correction may move it. So a
    key that once matched type and country matches for as long as we watch: who
    saw the record sees its end.
    """

    def __init__(self, filters: Filters) -> None:
        self._filters = filters
        self._matched: dict[bytes | None, None] = {}

    def lets_through(self, record: Record) -> bool:
        """Tell whether a record is asked for."""
        if self._filters == _EVERYTHING:
            return True
        try:
            told = orjson.loads(record.value or b"{}")
        except orjson.JSONDecodeError:
            return False
        return (
            isinstance(told, dict)
            and self._matches(record.key, told)
            and self._filters.state in {None, told.get("state")}
        )

    def _matches(self, key: bytes | None, told: dict[str, Any]) -> bool:
        known = key is not None and key in self._matched
        if not known and not self._filters.is_met_by(told):
            return False
        self._matched.pop(key, None)
        self._matched[key] = None
        if len(self._matched) > KEYS_KEPT:
            del self._matched[next(iter(self._matched))]
        return True


def _parts(told: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the reports or entities inside a record."""
    return [*(told.get("reports") or ()), *(told.get("entities") or ())]


def _country(told: dict[str, Any]) -> str | None:
    places = (told.get(name) for name in ("place", "area", "dateline"))
    return next((place.get("country") for place in places if isinstance(place, dict)), None)


def topic_named(configured: Settings, given: str, *, internal: bool) -> TopicName:
    """Return the topic that a user names, with or without prefix. Raises UsageError if it is none for them."""
    name = given.removeprefix(f"{configured.topic_prefix}.")
    known = [spec.name for spec in topic_specs() if internal or spec.audience != "internal"]
    if name in known:
        return name
    if name in get_args(TopicName):
        raise UsageError(f"{configured.topic(name)} is internal and may hold embargoed text: add --internal to read it")
    raise UsageError(f"there is no topic {given}: choose from {', '.join(known)}")


def _writer(as_json: bool) -> Callable[[Record], None]:
    if as_json:
        return _write_json
    if not sys.stdout.isatty():
        return lambda record: click.echo(_line(record).plain)
    console = Console(highlight=False)
    return lambda record: console.print(_line(record), overflow="fold")


def _write_json(record: Record) -> None:
    line = _enclosed(record) if record.topic == "raw" else record.value or b"null"
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def _enclosed(record: Record) -> bytes:
    """Return a record whose value is no JSON of ours as JSON; bytes that are no UTF-8 are shown as such."""
    headers = {name: value.decode("utf-8", "backslashreplace") for name, value in record.headers}
    told = {name: getattr(record, name) for name in ("partition", "offset", "timestamp")}
    texts = {"key": record.key, "value": record.value}
    shown = {name: text and text.decode("utf-8", "backslashreplace") for name, text in texts.items()}
    return orjson.dumps(told | shown | {"headers": headers})


def _line(record: Record) -> Text:
    try:
        return line_of(record)
    except InputError as error:
        return Text(f"{record.partition}/{record.offset}: no record of this release ({error.detail})")


async def _tail(
    configured: Settings, topic: TopicName, start: Start, filters: Filters, *, until_end: bool, as_json: bool
) -> None:
    write, sieve = _writer(as_json), Sieve(filters)
    async for record in records(configured, topic, start=start, stop_at_end=until_end):
        if sieve.lets_through(record):
            write(record)


EXAMPLES = (
    ("newswire tail alerts", "What somebody should be woken up for, from now on."),
    ("newswire tail events --country UA --type ASSAULT --since 2h --until-end", "The last two hours, then end."),
    ("newswire tail wire.stories --from-beginning --json | jq .headline", "Whole records for a program."),
)


@click.command(cls=Taught, examples=EXAMPLES)
@click.argument("topic", metavar="TOPIC")
@click.option(
    "--json", "as_json", is_flag=True, help="The records themselves, one a line; of raw, with key and headers."
)
@click.option(
    "--state", type=click.Choice(get_args(State)), metavar="STATE", help="active, suspended, superseded or retracted."
)
@click.option(
    "--type",
    "kind",
    type=click.Choice(get_args(EventType), case_sensitive=False),
    metavar="TYPE",
    help="Only this event type, such as ASSAULT.",
)
@click.option("--country", metavar="CC", help="Only this country (ISO 3166-1 alpha-2).")
@click.option("--since", callback=since_option, metavar="AGE|INSTANT", help="From then on: 15m, 2h, 1d, or an instant.")
@click.option("--from-beginning", is_flag=True, help="From the oldest record on.")
@click.option("--until-end", is_flag=True, help="End at what is there now instead of waiting for more.")
@click.option("--internal", is_flag=True, help="Allow topics that are not for subscribers.")
def tail(
    *,
    topic: str,
    as_json: bool,
    state: str | None,
    kind: str | None,
    country: str | None,
    since: datetime | None,
    from_beginning: bool,
    until_end: bool,
    internal: bool,
) -> None:
    """Print what arrives on a topic: stories, entities, reports, events, alerts, retractions or rejects.

    TOPIC is a name with or without the prefix. Nothing is committed: tail joins no group.

    What is retracted has lost its place, and reports their types as well. So --type and --country also let through what
    comes later under a key that matched while tail was watching: begin early (--since), or ask `newswire retracted`.
    """
    configured = settings()
    name = topic_named(configured, topic, internal=internal)
    start: Start = since or ("beginning" if from_beginning else "end")
    filters = Filters(state=state, type=kind, country=country.upper() if country else None)
    asyncio.run(_tail(configured, name, start, filters, until_end=until_end, as_json=as_json))
