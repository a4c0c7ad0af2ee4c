"""What a rule says about an event is one alert for the event's life: raised, updated, cancelled, raised again."""

from typing import Any

import msgspec
import pytest
from building import NOON, at, event

from stream import codec, keys
from stream.alerts.alert import EXPIRES_AFTER, Alerting
from stream.alerts.revision import CORRECTED
from stream.alerts.rule import Hit, Rule
from stream.entries import AlertEntry
from stream.facts import EventPlace, Times
from stream.messages import Alert, Event, Message, RetractedItem, Settled, Sources
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
        return [message for message in self.outputs(given) if isinstance(message, Alert)]

    def outputs(self, given: Event) -> tuple[Message, ...]:
        """Put one event through; return all that it left, in the order of sending."""
        decision = self._step.decide(given, self._memory, given.times.received)
        for key, entry in decision.entries.items():
            assert entry is not None
            self._memory.put(key, codec.decode(codec.encode(entry), AlertEntry), given.times.received)
        self.outcomes.append(decision.outcome)
        return decision.outputs


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
    assert (alert.onset, alert.expires, alert.references) == (None, None, (f"{alert.alert_id}@1",))
    assert b"Larne" not in codec.encode(alert)
    assert b"Many" not in codec.encode(alert)


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


def test_a_held_event_that_is_active_again_updates_its_alert() -> None:
    """The alert is one for the event's life: it is active again, and names what was sent before."""
    asked = Asked()
    (first,) = asked.take(_killed(12))
    asked.take(event(2, state="suspended", reason="pubStatus withheld", counts=()))
    (back,) = asked.take(_killed(12, rev=3))
    assert (back.state, back.msgType, back.reason, back.headline) == ("active", "Update", None, "Many killed")
    assert back.references == (f"{first.alert_id}@1", f"{first.alert_id}@2")


def test_a_held_event_that_no_longer_meets_the_rule_has_its_alert_retracted() -> None:
    """Nobody is called again, and the alert does not wait any more."""
    asked = Asked()
    asked.take(_killed(12))
    asked.take(event(2, state="suspended", reason="pubStatus withheld", counts=()))
    (alert,) = asked.take(_killed(2, rev=3))
    assert (alert.state, alert.msgType, alert.reason) == ("retracted", "Cancel", "no longer meets the rule")


def test_an_alert_that_was_taken_back_is_not_taken_back_twice() -> None:
    """A hold or a kill of an event whose alert is cancelled for good calls nobody again."""
    asked = Asked()
    asked.take(_killed(12))
    asked.take(_killed(2, rev=2))
    assert asked.take(event(3, state="suspended", reason="pubStatus withheld", counts=())) == []
    assert asked.take(event(4, state="retracted", reason="pubStatus canceled", counts=())) == []


def test_evidence_alone_calls_nobody() -> None:
    """The same words elsewhere in a new version: the alert that stands names the version it was read in."""
    asked = Asked()
    asked.take(_killed(12))
    moved = (msgspec.structs.replace(event().evidence[0], version="2", start=40, end=47),)
    assert asked.take(_killed(12, rev=2, evidence=moved, confidence=0.6)) == []
    (later,) = asked.take(_killed(14, rev=3, evidence=moved))
    assert (later.rev, later.msgType, later.evidence) == (2, "Update", moved)
    assert asked.outcomes == ["published", "unchanged", "published"]


@pytest.mark.parametrize(
    "change",
    [
        {"place": EventPlace(text="Larne", country="US")},
        {"place": EventPlace(text="Belfast", country="GB")},
        {"place": None},
        {"type": "DISASTER"},
        {"sources": Sources(stories=1, feeds=("demo",), independent=1)},
    ],
    ids=str,
)
def test_what_somebody_must_hear_is_an_update(change: dict[str, Any]) -> None:
    """Another place or type, or an exercise that was none: the alert is sent again."""
    asked = Asked()
    asked.take(_killed(12))
    assert [alert.msgType for alert in asked.take(_killed(12, rev=2, **change))] == ["Update"]


def test_the_instant_of_the_first_call_stays_until_it_is_taken_back() -> None:
    """`raised` is kept through updates and on the Cancel; what is raised again after it begins anew."""
    asked = Asked()

    def take(killed: int, rev: int) -> Alert:
        (alert,) = asked.take(_killed(killed, rev, times=Times(received=at(0), triggered=at(rev))))
        return alert

    assert [take(killed, rev).raised for rev, killed in enumerate((12, 25, 2, 12), start=1)] == [
        at(1),
        at(1),
        at(1),
        at(4),
    ]


def test_without_an_instant_of_its_own_a_revision_counts_from_the_story() -> None:
    """`raised` falls back on the arrival of the story."""
    assert Asked().take(_killed(12, times=Times(received=at(7))))[0].raised == at(7)


@pytest.mark.parametrize(("minutes", "early"), [(0.0, "yes"), (59.9, "yes"), (60.0, "no"), (600.0, "no")])
def test_an_alert_cancelled_within_the_hour_is_a_false_alarm(minutes: float, early: str) -> None:
    """The label counts from the first call to what took it back; no other message has it set."""
    asked = Asked()
    (first,) = asked.take(_killed(12, times=Times(received=at(0), triggered=at(0))))
    ended = event(2, state="retracted", counts=(), times=Times(received=at(0), triggered=at(minutes)))
    (last,) = asked.take(ended)
    assert codec.envelope(first, prefix="t", emitted=NOON).labels["early"] == "no"
    assert codec.envelope(last, prefix="t", emitted=NOON).labels["early"] == early


def test_a_correction_updates_with_a_reason_and_settles() -> None:
    """Subscribers see that the agency corrected it; the settlement comes after the alert."""
    asked = Asked()
    asked.take(_killed(12))
    alert, settled = asked.outputs(_killed(25, rev=2, instruction="in-fix"))
    assert isinstance(alert, Alert)
    assert (alert.msgType, alert.reason, alert.instruction) == ("Update", CORRECTED, "in-fix")
    item = RetractedItem(topic="alerts", key=alert.alert_id, change="revised", reason=CORRECTED)
    assert settled == Settled(instruction_id="in-fix", stage="alert", key=event().event_id, items=(item,))
    (later,) = asked.take(_killed(26, rev=3))
    assert (later.reason, later.instruction) == (None, None)


def test_a_correction_that_lowers_the_toll_cancels() -> None:
    """The alert is taken back by what brought the lower toll."""
    asked = Asked()
    asked.take(_killed(12))
    alert, settled = asked.outputs(_killed(2, rev=2, instruction="in-fix"))
    assert isinstance(alert, Alert)
    assert isinstance(settled, Settled)
    assert (alert.msgType, alert.state, alert.instruction) == ("Cancel", "retracted", "in-fix")
    assert [(item.change, item.reason) for item in settled.items] == [("retracted", "no longer meets the rule")]


def test_a_correction_that_leaves_an_alert_as_it_is_keeps_it() -> None:
    """Nothing is sent to anybody but the desk."""
    asked = Asked()
    (alert,) = asked.take(_killed(12))
    item = RetractedItem(topic="alerts", key=alert.alert_id, change="kept")
    (settled,) = asked.outputs(_killed(12, rev=2, confidence=0.6, instruction="in-fix"))
    assert settled == Settled(instruction_id="in-fix", stage="alert", key=event().event_id, items=(item,))


def test_an_event_without_alerts_is_settled_too() -> None:
    """A manifest must complete: also of an event that woke nobody, in either state."""
    for given in (_killed(2, instruction="in-x"), event(2, state="retracted", counts=(), instruction="in-x")):
        assert Asked().outputs(given) == (Settled(instruction_id="in-x", stage="alert", key=given.event_id),)


def test_a_kill_after_two_corrections_settles_each_alert_once_more() -> None:
    """One alert still stands and is cancelled; the one that a correction took back is listed and not sent again."""
    asked = Asked(MANY, ANY)
    asked.take(_killed(12))
    asked.take(_killed(2, rev=2, instruction="in-1"))
    asked.take(_killed(3, rev=3, instruction="in-2"))
    killed = event(4, state="retracted", reason="pubStatus canceled", counts=(), instruction="in-kill")
    *alerts, settled = asked.outputs(killed)
    assert isinstance(settled, Settled)
    assert [alert.rule for alert in alerts if isinstance(alert, Alert)] == ["any"]
    assert {item.change for item in settled.items} == {"retracted"}
    assert {item.reason for item in settled.items} == {"pubStatus canceled", "no longer meets the rule"}


def test_a_revision_that_is_known_is_settled_already() -> None:
    """Its settlement was sent before the state was written."""
    asked = Asked()
    asked.take(_killed(12, rev=2))
    assert asked.outputs(_killed(2, rev=2, instruction="in-x")) == ()


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


def test_an_event_untouched_for_sixteen_days_is_forgotten() -> None:
    """State is bounded: after sixteen days an alert has long expired."""
    memory = Alerting((MANY,), frozenset()).memory()
    memory.put(event().event_id, AlertEntry(rev=1), at(0))
    assert memory.expired(at(16 * 24 * 60), 4) == {}
    assert memory.expired(at(16 * 24 * 60 + 1), 4) == {event().event_id: None}
