"""A record of a topic on one line, for people: what `tail` prints and the demo's live view shows."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from rich.text import Text

from stream import codec
from stream.cli.wording import attributed, joined, one_line, summary
from stream.messages import (
    Alert,
    Event,
    Item,
    Message,
    Reject,
    Retraction,
    Settled,
    Story,
    StoryEntities,
    StoryReports,
    Tick,
    TopicName,
)
from stream.record import Record

SEVERITY_STYLES = {"Extreme": "bold white on red", "Severe": "bold red", "Moderate": "bold yellow"}
STATE_STYLES = {"active": "green", "suspended": "yellow", "superseded": "yellow", "retracted": "red"}
CHANGE_STYLES = {"retracted": "red", "revised": "yellow", "kept": "dim"}
NAMES_SHOWN = 8

TOPIC_MESSAGE: Mapping[TopicName, Any] = {
    "items": Item | Tick | Settled,
    "stories": Story,
    "entities": StoryEntities,
    "reports": StoryReports,
    "events": Event,
    "alerts": Alert,
    "retractions": Retraction,
    "rejects": Reject,
}


def line_of(record: Record) -> Text:
    """Return a record on one line. Raises InputError (bad_record) if it is none of ours."""
    kind = TOPIC_MESSAGE.get(record.topic)
    told = _bytes(record) if kind is None or record.value is None else _message(codec.decode(record.value, kind))
    return Text.assemble((f"{record.timestamp:%H:%M:%S} ", "dim"), told)


def _message(message: Message) -> Text:
    return _WRITERS[type(message)](message)


def _bytes(record: Record) -> Text:
    size = "no value" if record.value is None else f"{len(record.value):,} bytes"
    key = (record.key or b"").decode("utf-8", "replace")
    return Text(joined((f"{record.partition}/{record.offset}", key, size)))


def _state(state: str) -> tuple[str, str]:
    return f"{state:<10} ", STATE_STYLES[state]


def _item(item: Item) -> Text:
    return Text(joined((item.provider, f"version {item.version}" if item.version else None, one_line(item.headline))))


def _tick(tick: Tick) -> Text:
    return Text(f"tick {tick.at.isoformat()}")


def _settled(settled: Settled) -> Text:
    waits = f"{len(settled.awaits)} events to follow" if settled.awaits else None
    return Text(joined((f"settled by {settled.stage}", settled.key, settled.instruction_id, waits)))


def _story(story: Story) -> Text:
    headline = one_line(story.headline) or story.reason or story.story_id
    told = joined((headline, story.provider, story.language))
    return Text.assemble(_state(story.state), f"{story.lifecycle.change:<10} ", told)


def _entities(entities: StoryEntities) -> Text:
    names = [entity.name for entity in entities.entities[:NAMES_SHOWN]]
    more = len(entities.entities) - len(names)
    return Text.assemble(_state(entities.state), ", ".join(names) or "none", f" and {more} more" if more else "")


def _reports(reports: StoryReports) -> Text:
    told = "; ".join(map(summary, reports.reports)) or "nothing"
    return Text.assemble(_state(reports.state), (one_line(reports.story.headline, 60), "bold"), " ", told)


def _event(event: Event) -> Text:
    sources = ", ".join(map(attributed, event.attributed_to))
    told = joined((summary(event), event.status, event.scope, sources, event.reason))
    return Text.assemble(_state(event.state), told)


def alert_words(alert: Alert) -> Text:
    """Return an alert in a few words: severity, headline, rule."""
    style = SEVERITY_STYLES.get(alert.severity, "bold") if alert.msgType != "Cancel" else "dim"
    kind = alert.msgType if alert.msgType != "Alert" else alert.severity
    headline = one_line(alert.headline) or f"{alert.type or ''} {alert.reason or ''}".strip()
    return Text.assemble((f" {kind:<8} ", style), " ", headline, (f"  {alert.rule}", "dim"))


def _alert(alert: Alert) -> Text:
    why = f"  because {'; '.join(alert.why)}" if alert.why else ""
    exercise = f" [{alert.status}]" if alert.status != "Actual" else ""
    return Text.assemble(alert_words(alert), (exercise, "yellow"), (why, "dim"))


def _retraction(retraction: Retraction) -> Text:
    instruction = retraction.instruction
    changes: Counter[str] = Counter(item.change for item in retraction.items)
    counted = ", ".join(f"{changes[name]} {name}" for name in CHANGE_STYLES if changes[name])
    state = ("complete   ", "green") if retraction.complete else ("incomplete ", "yellow")
    told = joined((instruction.story_id, one_line(instruction.reason), counted))
    return Text.assemble(state, (f"{instruction.kind:<10} ", "bold"), told)


def _reject(reject: Reject) -> Text:
    origin = f"{reject.original.topic}/{reject.original.partition}/{reject.original.offset}"
    return Text.assemble((f"{reject.stage} {reject.reason}", "red"), f"  {reject.detail}", (f"  {origin}", "dim"))


_WRITERS: Mapping[type[Message], Callable[[Any], Text]] = {
    Item: _item,
    Tick: _tick,
    Settled: _settled,
    Story: _story,
    StoryEntities: _entities,
    StoryReports: _reports,
    Event: _event,
    Alert: _alert,
    Retraction: _retraction,
    Reject: _reject,
}
