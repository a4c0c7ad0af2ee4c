"""Manifests as a user asks for them: which ones, the last of each instruction, and how they are told."""

from collections.abc import Iterator
from datetime import UTC, datetime

from msgspec import Struct
from rich.text import Text

from stream.cli.lines import CHANGE_STYLES
from stream.cli.wording import joined, one_line
from stream.messages import InstructionKind, RetractedItem, Retraction
from stream.record import Record

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def instant_of(manifest: Retraction) -> datetime:
    """Return when the instruction arrived: what its time is."""
    return manifest.times.triggered or manifest.times.received or _LONG_AGO


class Asked(Struct, frozen=True, kw_only=True):
    """Which manifests a user asks for; what is None or empty asks for nothing."""

    since: datetime | None = None
    until: datetime | None = None
    kinds: frozenset[InstructionKind] = frozenset()
    incomplete: bool = False

    def lets_through(self, manifest: Retraction) -> bool:
        """Tell whether a manifest is asked for."""
        return (
            self._is_in_time(manifest)
            and (not self.kinds or manifest.instruction.kind in self.kinds)
            and not (self.incomplete and manifest.complete)
        )

    def _is_in_time(self, manifest: Retraction) -> bool:
        """Tell whether an instruction came in time. Completed since then counts as well: who asks again misses none."""
        arrived = instant_of(manifest)
        changed = max(arrived, manifest.times.emitted or arrived)
        return (self.since is None or changed >= self.since) and (self.until is None or arrived < self.until)


class Manifests:
    """The last manifest of each instruction, with its record."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[Retraction, Record]] = {}

    def take(self, manifest: Retraction, record: Record) -> bool:
        """Take in a manifest; tell whether it is news: a revision that is not known."""
        key = manifest.instruction.instruction_id
        is_news = key not in self._last or manifest.rev > self._last[key][0].rev
        if is_news:
            self._last[key] = manifest, record
        return is_news

    def asked_for(self, asked: Asked) -> Iterator[tuple[Retraction, Record]]:
        """Yield what a user asks for, by the time of the instruction."""
        for manifest, record in sorted(self._last.values(), key=lambda pair: instant_of(pair[0])):
            if asked.lets_through(manifest):
                yield manifest, record


def told(manifest: Retraction) -> Text:
    """Return a manifest for people: its instruction on a line, and below it a line for each record it touched."""
    return Text("\n").join((_instruction(manifest), *(_item(manifest, item) for item in manifest.items)))


def _instruction(manifest: Retraction) -> Text:
    said = manifest.instruction
    version = f"version {said.version}" if said.version else None
    what = joined((version, one_line(said.reason)))
    when = f"{instant_of(manifest).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    return Text.assemble((when, "dim"), (f"  {said.kind}  ", "bold red"), said.story_id, f"  {what}  ", _done(manifest))


def _done(manifest: Retraction) -> tuple[str, str]:
    """Return whether every record is acknowledged, and how long that took."""
    if not manifest.complete:
        return "incomplete: more may follow", "yellow"
    if manifest.times.emitted is None:
        return "complete", "green"
    seconds = (manifest.times.emitted - instant_of(manifest)).total_seconds()
    return f"complete after {seconds:.1f} s", "green"


def _item(manifest: Retraction, item: RetractedItem) -> Text:
    own = None if item.reason == manifest.instruction.reason else one_line(item.reason)
    successor = f"→ {item.successor}" if item.successor else None
    change = (f"    {item.change:<9}  ", CHANGE_STYLES[item.change])
    why = joined((own, successor))
    return Text.assemble(change, f"{item.topic:<8}  {item.key}", (f"  {why}" if why else "", "dim"))
