"""The step `alert`: events in, alerts out. What a rule has to say about an event is one alert for the event's life.

It is updated when what it says changes, and cancelled when the event ends or
no longer meets the rule. A cancelled alert carries no text of the story.
"""

from datetime import datetime, timedelta

import msgspec

from stream import keys
from stream.alerts.rule import Hit, Rule
from stream.entries import AlertEntry
from stream.facts import State, Times
from stream.messages import Alert, Area, Dedupe, Event, StageName, TopicName
from stream.step import Decision, Memory

EXPIRES_AFTER = timedelta(hours=24)


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
        """Return when the story behind the event's last change arrived."""
        return message.times.received

    def memory(self) -> Memory[AlertEntry]:
        """Return an empty memory."""
        return Memory()

    def decide(self, message: Event, memory: Memory[AlertEntry], now: datetime | None) -> Decision[AlertEntry]:
        """Publish what changed among the alerts of an event."""
        del now
        known = memory.get(message.event_id)
        if known is not None and message.rev <= known.rev:
            return Decision(outcome="duplicate")
        before = known.alerts if known else {}
        after = self._ended(before, message) | self._raised(before, message)
        if known is None and not after:  # most events: a record that comes again is decided again, to the same end
            return Decision(outcome="unchanged")
        changed = tuple(alert for key, alert in sorted(after.items()) if alert != before.get(key))
        entry = AlertEntry(rev=message.rev, alerts=after)
        return Decision(outputs=changed, entries={message.event_id: entry}, outcome="published" if changed else "unchanged")

    def _raised(self, before: dict[str, Alert], event: Event) -> dict[str, Alert]:
        if event.state != "active":
            return {}
        hits = ((rule, rule.run(event)) for rule in self._rules)
        alerts = (self._alert(rule, hit, event) for rule, hit in hits if hit is not None)
        return {alert.alert_id: _next(before.get(alert.alert_id), alert) for alert in alerts}

    def _ended(self, before: dict[str, Alert], event: Event) -> dict[str, Alert]:
        state: State = "retracted" if event.state == "active" else event.state
        reason = event.reason or "no longer meets the rule"
        return {key: _next(alert, _cancelled(alert, event, state, reason)) for key, alert in before.items()}

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
            dedupe=Dedupe(key=f"{rule.name}:{event.event_id}"),
            evidence=event.evidence,
            times=event.times,
        )


def _area(event: Event) -> Area | None:
    place = event.place
    if place is None:
        return None
    return Area(text=place.text, country=place.country, lat=place.lat, lon=place.lon)


def _cancelled(alert: Alert, event: Event, state: State, reason: str) -> Alert:
    return Alert(
        alert_id=alert.alert_id,
        rev=1,
        state=state,
        reason=reason,
        msgType="Cancel",
        status=alert.status,
        category=alert.category,
        rule=alert.rule,
        type=alert.type,
        event_ids=alert.event_ids,
        dedupe=alert.dedupe,
        times=event.times,
    )


def _next(before: Alert | None, after: Alert) -> Alert:
    """Return `after` as what follows `before`, or `before` itself where only its instants differ."""
    if before is None:
        return after
    if _substance(before) == _substance(after):
        return before
    reference = f"{before.alert_id}@{before.rev}"
    kind = "Update" if after.msgType == "Alert" else after.msgType
    return msgspec.structs.replace(
        after, rev=before.rev + 1, msgType=kind, references=(*before.references, reference)[-20:]
    )


def _substance(alert: Alert) -> Alert:
    kind = "Cancel" if alert.msgType == "Cancel" else "Alert"
    return msgspec.structs.replace(alert, rev=0, msgType=kind, references=(), expires=None, times=Times())
