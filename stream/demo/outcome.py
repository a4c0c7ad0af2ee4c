"""Whether what arrived is what feed.yml says must arrive: one row a story, expected beside arrived."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from stream.demo.feed import AlertExpected, EventExpected, Expected
from stream.messages import Alert, Event, Reject, Story


class Arrived(Struct, frozen=True, kw_only=True):
    """The last record of each key on the output topics, and all rejects."""

    stories: Mapping[str, Story]
    events: Mapping[str, Event]
    alerts: Mapping[str, Alert]
    rejects: tuple[Reject, ...]


class Row(Struct, frozen=True, kw_only=True):
    """What was expected of one story, and what arrived. `missing` says what is wrong; empty if nothing is."""

    name: str
    expected: str
    arrived: str
    missing: tuple[str, ...]


class Asked(Struct, frozen=True, kw_only=True):
    """What is asked about one record: by the story it belongs to or, if it cannot be read, by its fingerprint."""

    name: str
    story_id: str | None
    sha256: str
    expect: Expected


def rows(asked: Iterable[Asked], arrived: Arrived) -> tuple[Row, ...]:
    """Return a row for each story asked about."""
    return tuple(_rejected(one, arrived) if one.expect.reject else _told(one, arrived) for one in asked)


def _rejected(asked: Asked, arrived: Arrived) -> Row:
    wanted = f"reject {asked.expect.reject}"
    words = _refused_words(asked, arrived)
    return Row(name=asked.name, expected=wanted, arrived=words, missing=() if wanted in words else (wanted,))


def _refused_words(asked: Asked, arrived: Arrived) -> str:
    found = [reject.reason for reject in arrived.rejects if reject.original.sha256 == asked.sha256]
    return _words(f"reject {reason}" for reason in found) or "nothing"


def _told(asked: Asked, arrived: Arrived) -> Row:
    story = arrived.stories.get(asked.story_id or "")
    events = [event for event in arrived.events.values() if _is_told_by(event, asked.story_id)]
    alerts = _about(events, arrived)
    active = [event for event in events if event.state == "active"]
    return Row(
        name=asked.name,
        expected=_expected_words(asked.expect),
        arrived=_arrived_words(story, events, alerts) or _refused_words(asked, arrived),
        missing=(
            *_story_missing(asked.expect, story),
            *_events_missing(asked.expect.events, active),
            *_alerts_missing(asked.expect, alerts),
        ),
    )


def _about(events: list[Event], arrived: Arrived) -> list[Alert]:
    ids = {event.event_id for event in events}
    return [alert for alert in arrived.alerts.values() if ids & set(alert.event_ids)]


def _is_told_by(event: Event, story_id: str | None) -> bool:
    return any(entry.because == story_id for entry in event.history)


def _story_missing(expect: Expected, story: Story | None) -> tuple[str, ...]:
    if story is None:
        return ("the story",)
    pairs = (
        ("rev", expect.rev, story.rev),
        ("state", expect.state, story.state),
        ("change", expect.change, story.lifecycle.change),
    )
    return tuple(f"{name} {wanted}, not {got}" for name, wanted, got in pairs if wanted not in {None, got})


def _events_missing(wanted: tuple[EventExpected, ...] | None, active: list[Event]) -> tuple[str, ...]:
    if wanted is None:
        return ()
    if not wanted and active:
        return ("no event",)
    return tuple(event_words(one) for one in wanted if not any(is_event(event, one) for event in active))


def _alerts_missing(expect: Expected, alerts: list[Alert]) -> tuple[str, ...]:
    up = [alert for alert in alerts if alert.msgType != "Cancel"]
    cancelled = ("alert cancelled",) if len(alerts) - len(up) < expect.cancelled else ()
    actual = ("status Exercise",) if {alert.status for alert in alerts} - {"Exercise"} else ()
    return (*_alerts_unlike(expect.alerts, up), *cancelled, *actual)


def _alerts_unlike(wanted: tuple[AlertExpected, ...] | None, up: list[Alert]) -> tuple[str, ...]:
    """Return what is missing or too much among the alerts that are up."""
    if wanted is None:
        return ()
    missing = tuple(_alert_words(one) for one in wanted if not any(_is_alert(alert, one) for alert in up))
    return (*missing, "no other alert") if len(up) > len(wanted) else missing


def is_event(event: Event, wanted: EventExpected) -> bool:
    """Tell whether an event is as expected."""
    place = event.place
    counts = {(count.what, count.low if count.best is None else count.best) for count in event.counts}
    return (
        event.type == wanted.type
        and wanted.mode in {None, event.mode}
        and wanted.country in {None, place.country if place else None}
        and wanted.place in {None, place.text if place else None}
        and wanted.counts.items() <= counts
    )


def _is_alert(alert: Alert, wanted: AlertExpected) -> bool:
    country = alert.area.country if alert.area else None
    pairs = ((wanted.rule, alert.rule), (wanted.severity, alert.severity), (wanted.country, country))
    return all(asked in {None, got} for asked, got in pairs)


def event_words(event: EventExpected) -> str:
    """Return an expected event in a few words."""
    counts = " ".join(f"{number} {what}" for what, number in event.counts.items())
    return _joined(event.type, event.mode, event.place, event.country, counts)


def _alert_words(alert: AlertExpected) -> str:
    return _joined("alert", alert.rule, alert.severity, alert.country)


def _expected_words(expect: Expected) -> str:
    story = _joined(expect.change, expect.state, f"rev {expect.rev}" if expect.rev else None) or "a story"
    cancelled = ("alert cancelled",) * expect.cancelled
    return _words((story, *map(event_words, expect.events or ()), *map(_alert_words, expect.alerts or ()), *cancelled))


def _arrived_words(story: Story | None, events: list[Event], alerts: list[Alert]) -> str:
    if story is None:
        return ""
    told = _joined(story.lifecycle.change, story.state, f"rev {story.rev}")
    return _words((told, *map(_event_arrived, events), *map(_alert_arrived, alerts)))


def _event_arrived(event: Event) -> str:
    if event.state != "active":
        return f"{event.type} {event.state}"
    counts = " ".join(f"{count.low if count.best is None else count.best} {count.what}" for count in event.counts)
    return _joined(event.type, event.mode, *((event.place.text, event.place.country) if event.place else ()), counts)


def _alert_arrived(alert: Alert) -> str:
    if alert.msgType == "Cancel":
        return "alert cancelled"
    return _joined("alert", alert.rule, alert.severity, alert.area.country if alert.area else None)


def _joined(*words: str | None) -> str:
    return " ".join(word for word in words if word)


def _words(parts: Iterable[str]) -> str:
    return "; ".join(parts)
