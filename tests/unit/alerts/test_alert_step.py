"""What a rule says about an event is one alert for the event's life: raised, updated, cancelled, raised again."""

from typing import Any

import msgspec
from building import NOON, at, event

from stream import codec, keys
from stream.alerts.alert import EXPIRES_AFTER, Alerting
from stream.alerts.rule import Hit, Rule
from stream.facts import Times
from stream.messages import Alert, Event, Sources
from stream.record import Outcome


def _many(given: Event) -> Hit | None:
    """Meet the rule with five dead or more; severe from twenty on."""
    killed = max((count.best or 0 for count in given.counts), default=0)
    if killed < 5:
        return None
    return Hit(
        severity="Severe" if killed >= 20 else "Moderate",
        urgency="Immediate",
        certainty="Likely",
        category=("Transport",),
        headline="Many killed",
        why=(f"{killed} killed",),
    )


def _any(given: Event) -> Hit | None:
    """Meet the rule with any accident."""
    return Hit(
        severity="Minor",
        urgency="Past",
        certainty="Possible",
        category=("Other",),
        headline="Accident",
        why=(given.type,),
    )


MANY = Rule(name="many", summary="five dead", run=_many, examples=())
ANY = Rule(name="any", summary="any accident", run=_any, examples=())


class Asked:
    """The alert step with its memory, asked event after event as a stage asks it."""

    def __init__(self, *rules: Rule) -> None:
        self._step = Alerting(rules or (MANY,), frozenset({"demo", "drill"}))
        self._memory = self._step.memory()
        self.outcomes: list[Outcome] = []

    def take(self, given: Event) -> list[Alert]:
        """Put one event through; return the alerts that it left."""
        decision = self._step.decide(given, self._memory, given.times.received)
        if decision.entry is not None:
            self._memory.put(self._step.key(given), decision.entry)
        self.outcomes.append(decision.outcome)
        return [message for message in decision.outputs if isinstance(message, Alert)]


def _killed(number: int, rev: int = 1, **changes: Any) -> Event:
    counts = (msgspec.structs.replace(event().counts[0], low=number, best=number, high=number),)
    return event(rev, counts=counts, **changes)


def test_an_event_that_meets_a_rule_raises_an_alert() -> None:
    """The alert says what the rule says, where and since when, with the words that prove it."""
    (alert,) = Asked().take(_killed(12))
    assert alert.alert_id == keys.alert_id("many", event().event_id)
    assert (alert.rev, alert.state, alert.msgType, alert.status) == (1, "active", "Alert", "Actual")
    assert (alert.severity, alert.urgency, alert.certainty, alert.category) == (
        "Moderate",
        "Immediate",
        "Likely",
        ("Transport",),
    )
    assert (alert.headline, alert.why, alert.rule, alert.type) == ("Many killed", ("12 killed",), "many", "ACCIDENT")
    assert alert.area is not None
    assert (alert.area.text, alert.area.country) == ("Larne", "GB")
    assert alert.evidence == event().evidence
    assert alert.expires == NOON + EXPIRES_AFTER
    assert alert.references == ()


def test_an_event_that_meets_no_rule_raises_nothing_and_needs_no_memory() -> None:
    """Most events wake nobody: read again they wake nobody again, and a later revision may."""
    asked = Asked()
    assert asked.take(_killed(4)) == []
    assert asked.take(_killed(4)) == []
    assert len(asked.take(_killed(12, rev=2))) == 1
    assert asked.outcomes == ["unchanged", "unchanged", "published"]


def test_an_event_that_was_once_alerted_is_remembered() -> None:
    """The revision that cancelled an alert is known, so an earlier one does not raise it again."""
    asked = Asked()
    asked.take(_killed(12, rev=1))
    asked.take(_killed(4, rev=2))
    assert asked.take(_killed(12, rev=1)) == []


def test_what_a_rule_says_anew_is_an_update_with_a_reference() -> None:
    """A raised toll updates the alert under its id and names the revision that it replaces."""
    asked = Asked()
    (first,) = asked.take(_killed(12))
    (second,) = asked.take(_killed(25, rev=2))
    assert (second.alert_id, second.rev, second.msgType, second.severity) == (first.alert_id, 2, "Update", "Severe")
    assert second.references == (f"{first.alert_id}@1",)
    assert asked.take(_killed(25, rev=3, times=Times(versionCreated=at(3), received=at(3)))) == []


def test_an_event_that_ends_cancels_its_alert_without_its_words() -> None:
    """A retracted event takes its alert back: no headline, reason, place or evidence stays."""
    asked = Asked()
    asked.take(_killed(12))
    ended = event(2, state="retracted", reason="pubStatus canceled", counts=(), place=None, evidence=())
    (alert,) = asked.take(ended)
    assert (alert.msgType, alert.state, alert.reason, alert.rev) == ("Cancel", "retracted", "pubStatus canceled", 2)
    assert (alert.headline, alert.why, alert.area, alert.evidence, alert.severity) == (None, (), None, (), "Unknown")
    assert b"Larne" not in codec.encode(alert)


def test_an_event_that_no_longer_meets_the_rule_cancels_and_may_raise_again() -> None:
    """A toll that is lowered takes the alert back; raised again it is active again, in its third revision."""
    asked = Asked()
    asked.take(_killed(12))
    (lower,) = asked.take(_killed(2, rev=2))
    assert (lower.msgType, lower.reason) == ("Cancel", "no longer meets the rule")
    (again,) = asked.take(_killed(12, rev=3))
    assert (again.state, again.rev, again.headline) == ("active", 3, "Many killed")
    assert len(again.references) == 2


def test_a_held_event_suspends_its_alert() -> None:
    """A hold cancels for now."""
    asked = Asked()
    asked.take(_killed(12))
    (alert,) = asked.take(event(2, state="suspended", reason="pubStatus withheld", counts=()))
    assert (alert.state, alert.msgType) == ("suspended", "Cancel")


def test_an_old_revision_of_an_event_does_no_harm() -> None:
    """A record whose revision is not above the one known is ignored."""
    asked = Asked()
    asked.take(_killed(12, rev=2))
    assert asked.take(_killed(2, rev=1)) == []
    assert asked.take(_killed(2, rev=2)) == []
    assert asked.outcomes == ["published", "duplicate", "duplicate"]


def test_every_rule_has_its_own_alert() -> None:
    """Two rules about one event are two alerts, in a fixed order."""
    alerts = Asked(MANY, ANY).take(_killed(12))
    assert {alert.rule for alert in alerts} == {"many", "any"}
    assert [alert.alert_id for alert in alerts] == sorted(alert.alert_id for alert in alerts)


def test_what_comes_from_exercise_feeds_alone_is_an_exercise() -> None:
    """One real feed behind an event makes its alert an actual one; an event without a feed is no exercise."""
    statuses = []
    for feeds in (("demo",), ("demo", "drill"), ("demo", "harbour"), ()):
        sources = Sources(stories=1, feeds=feeds, independent=1)
        statuses.append(Asked().take(_killed(12, sources=sources))[0].status)
    assert statuses == ["Exercise", "Exercise", "Actual", "Actual"]


def test_references_are_bounded() -> None:
    """An alert that changes all day names its last revisions only."""
    asked = Asked()
    alerts = [asked.take(_killed(20 + rev, rev=rev))[0] for rev in range(1, 30)]
    assert len(alerts[-1].references) == 20
    assert alerts[-1].references[-1].endswith("@28")
