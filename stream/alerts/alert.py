"""The step `alert`: events in, alerts out. What a rule has to say about an event is one alert for the event's life.

It is updated when what it says changes, and cancelled when the event ends or
no longer meets the rule. A cancelled alert carries no text of the story. After
an instruction of the agency it settles what became of each alert of the event.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from stream import keys
from stream.alerts.cancel import cancelled
from stream.alerts.revision import dedupe_of, outline_of, revised
from stream.alerts.rule import Hit, Rule
from stream.alerts.settlement import settlement
from stream.entries import AlertEntry, AlertOutline
from stream.messages import Alert, Area, Event, Message, StageName, TopicName
from stream.step import Decision, Memory

EXPIRES_AFTER = timedelta(hours=24)


class AlertMemory(Memory[AlertEntry]):
    """What is known of events and their alerts."""

    window = timedelta(days=16)


class Alerting:
    """Asks every rule about every event."""

    name: StageName = "alert"
    timed = False
    topic: TopicName = "events"
    reads = Event
    remembers = AlertEntry

    def __init__(self, rules: tuple[Rule, ...], exercise_feeds: frozenset[str]) -> None:
        self._rules = rules
        self._exercise_feeds = exercise_feeds

    def received(self, message: Event) -> datetime | None:
        """Return when the input arrived that led to the event's last change."""
        return _triggered(message)

    def memory(self) -> Memory[AlertEntry]:
        """Return an empty memory."""
        return AlertMemory()

    def decide(self, message: Event, memory: Memory[AlertEntry], now: datetime | None) -> Decision[AlertEntry]:
        """Publish what changed among the alerts of an event, and settle the instruction that changed the event."""
        del now
        known = memory.get(message.event_id)
        if known is not None and message.rev <= known.rev:
            return Decision(outcome="duplicate")
        before = known.alerts if known else {}
        changed = tuple(self._changes(before, message))
        after = before | {alert.alert_id: outline_of(alert) for alert in changed}
        outputs: tuple[Message, ...] = (*changed, *settlement(before, after, message))
        if known is None and not after:  # most events: a record that comes again is decided again, to the same end
            return Decision(outputs=outputs, outcome="unchanged")
        entry = AlertEntry(rev=message.rev, alerts=after)
        return Decision(
            outputs=outputs, entries={message.event_id: entry}, outcome="published" if changed else "unchanged"
        )

    def _changes(self, before: Mapping[str, AlertOutline], event: Event) -> Iterator[Alert]:
        """Yield the next revision of each alert that has one, in the order of their ids."""
        raised = {alert.alert_id: alert for alert in self._raised(event)}
        for key in sorted({*raised, *before}):
            known = before.get(key)
            revision = revised(known, raised[key]) if key in raised else cancelled(key, known, event)
            if revision is not None:
                yield revision

    def _raised(self, event: Event) -> Iterator[Alert]:
        if event.state != "active":
            return
        for rule in self._rules:
            hit = rule.run(event)
            if hit is not None:
                yield self._alert(rule, hit, event)

    def _alert(self, rule: Rule, hit: Hit, event: Event) -> Alert:
        feeds = frozenset(event.sources.feeds)
        exercise = bool(feeds) and feeds <= self._exercise_feeds
        made = event.times.versionCreated or event.times.received
        return Alert(
            alert_id=keys.alert_id(rule.name, event.event_id),
            rev=1,
            state="active",
            msgType="Alert",
            status="Exercise" if exercise else "Actual",
            category=hit.category,
            urgency=hit.urgency,
            severity=hit.severity,
            certainty=hit.certainty,
            headline=hit.headline,
            why=hit.why,
            rule=rule.name,
            type=event.type,
            event_ids=(event.event_id,),
            area=_area(event),
            onset=event.time.start if event.time else None,
            expires=made + EXPIRES_AFTER if made else None,
            dedupe=dedupe_of(rule.name, event),
            evidence=event.evidence,
            instruction=event.instruction,
            raised=_triggered(event),
            times=event.times,
        )


def _triggered(event: Event) -> datetime | None:
    return event.times.triggered or event.times.received


def _area(event: Event) -> Area | None:
    place = event.place
    if place is None:
        return None
    return Area(text=place.text, country=place.country, lat=place.lat, lon=place.lon)
