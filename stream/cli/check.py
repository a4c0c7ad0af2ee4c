"""`newswire check`: whether everything a worker needs is in order."""

import asyncio
from collections.abc import Callable, Iterator

import click
import orjson
from msgspec import Struct, to_builtins
from rich.console import Console
from rich.text import Text

from stream.alerts.rule import rules
from stream.cli.command import Taught
from stream.cli.configured import settings
from stream.cli.ending import USAGE
from stream.cli.engines import engine_for
from stream.errors import UsageError
from stream.kafka.topics import missing
from stream.settings import Settings


class Verdict(Struct, frozen=True, kw_only=True):
    """How one thing stands."""

    name: str
    ok: bool
    detail: str


def _verdict(name: str, look: Callable[[], str]) -> Verdict:
    try:
        return Verdict(name=name, ok=True, detail=look())
    except UsageError as error:
        return Verdict(name=name, ok=False, detail=" ".join(str(error).split()))


def _rules() -> str:
    return ", ".join(rule.name for rule in rules())


def verdicts(configured: Settings) -> Iterator[Verdict]:
    """Yield how each thing stands, as it is looked at."""
    yield Verdict(name="settings", ok=True, detail=f"{len(configured.__struct_fields__)}, listed below")
    yield _verdict("rules", _rules)
    yield _verdict("engine", lambda: f"gazetteer and lexicons loaded, ruleset {engine_for(configured).ruleset}")
    yield from _broker(configured)


def _broker(configured: Settings) -> Iterator[Verdict]:
    try:
        absent = asyncio.run(missing(configured))
    except UsageError as error:
        yield Verdict(name="broker", ok=False, detail=str(error))
        return
    yield Verdict(name="broker", ok=True, detail=f"answers at {configured.bootstrap}")
    told = (
        f"missing: {', '.join(absent)}; run `newswire topics apply`"
        if absent
        else f"all of {configured.topic_prefix}.*"
    )
    yield Verdict(name="topics", ok=not absent, detail=told)


def variables(configured: Settings) -> dict[str, str]:
    """Return the settings as the variables that would make them."""
    return {f"NEWSWIRE_{name.upper()}": _text(getattr(configured, name)) for name in configured.__struct_fields__}


def _text(value: object) -> str:
    match value:
        case frozenset():
            return ",".join(sorted(value))
        case bool() | float():
            return f"{value:g}"
        case _:
            return "" if value is None else str(value)


def _print_pretty(configured: Settings, found: Iterator[Verdict]) -> bool:
    console = Console(highlight=False, soft_wrap=True)
    well = True
    for one in found:
        mark = ("ok    ", "green") if one.ok else ("failed", "bold red")
        console.print(Text.assemble(mark, f"  {one.name:<9} ", one.detail))
        well &= one.ok
    console.print()
    for name, value in variables(configured).items():
        console.print(Text(f"{name}={value}", style="dim"))
    return well


def _print_json(configured: Settings, found: Iterator[Verdict]) -> bool:
    all_of_them = list(found)
    click.echo(orjson.dumps({"checks": to_builtins(all_of_them), "settings": variables(configured)}))
    return all(one.ok for one in all_of_them)


@click.command(cls=Taught, examples=(("newswire check", "A line for each thing; exit code 2 if one is broken."),))
@click.option("--json", "as_json", is_flag=True, help="One JSON object for a program.")
def check(*, as_json: bool) -> int:
    """Say whether settings, rules, gazetteer, broker and topics are in order, and print the settings."""
    configured = settings()
    show = _print_json if as_json else _print_pretty
    return 0 if show(configured, verdicts(configured)) else USAGE
