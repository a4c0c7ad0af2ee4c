"""After an instruction of the agency, merge says what became of each event of the story."""

from typing import Any

import msgspec
import pytest
from building import STORY, at, report, reports

from stream import keys
from stream.facts import Actor, Attribution, EventPlace, Report
from stream.merge.merge import Merge
from stream.messages import Event, RetractedItem, Settled
from stream.record import Outcome

FIX = "in-fix"
KILL = "in-kill"


class Story:
    """A story under merge: what its next version tells, and what that leaves."""

    def __init__(self, *told: Report) -> None:
        self._merge = Merge()
        self._memory = self._merge.memory()
        self._rev = 0
        self.outcomes: list[Outcome] = []
        self.take(*told)

    def take(self, *told: Report, rev: int | None = None, **changes: Any) -> tuple[list[Event], list[Settled]]:
        """Put the next revision through; return events and settlements, which must come last."""
        self._rev = self._rev + 1 if rev is None else rev
        message = reports(*told, rev=self._rev, **changes)
        decision = self._merge.decide(message, self._memory, at(self._rev))
        for key, entry in decision.entries.items():
            assert entry is not None
            self._memory.put(key, entry, at(self._rev))
        self.outcomes.append(decision.outcome)
        events = [one for one in decision.outputs if isinstance(one, Event)]
        settled = [one for one in decision.outputs if isinstance(one, Settled)]
        assert decision.outputs == (*events, *settled)
        return events, settled

    def settle(self, *told: Report, **changes: Any) -> Settled:
        """Put the next revision through, as an instruction brings it; return its one settlement."""
        (settled,) = self.take(*told, **({"instruction": FIX} | changes))[1]
        return settled


def _id(given: Report) -> str:
    return keys.event_id(given.report_id)


def _moved(given: Report) -> Report:
    evidence = tuple(msgspec.structs.replace(one, version="2", start=9, end=16) for one in given.evidence)
    return msgspec.structs.replace(given, evidence=evidence)


def _at(place: str, **changes: Any) -> Report:
    key = keys.report_id(STORY, "ACCIDENT", place, 0)
    return report(report_id=key, place=EventPlace(text=place, country="GB"), **changes)


def _by_key(settled: Settled) -> dict[str, RetractedItem]:
    assert {item.topic for item in settled.items} <= {"events"}
    return {item.key: item for item in settled.items}


def test_an_ordinary_version_settles_nothing() -> None:
    """Without an instruction there is no manifest to fill, and no event names one."""
    story = Story(report())
    events, settled = story.take(report(killed=9))
    assert settled == []
    assert [event.instruction for event in events] == [None]


def test_a_kill_settles_every_event_after_it_was_sent() -> None:
    """Each event is listed with the reason of its end; `alert` has all of them still to see."""
    story = Story(report(0), report(1))
    events, (settled,) = story.take(state="retracted", reason="pubStatus canceled", instruction=KILL)
    assert (settled.stage, settled.instruction_id, settled.key) == ("merge", KILL, STORY)
    assert settled.items == tuple(
        RetractedItem(topic="events", key=key, change="retracted", reason="pubStatus canceled")
        for key in sorted((_id(report(0)), _id(report(1))))
    )
    assert settled.awaits == tuple(event.event_id for event in events)
    assert {event.instruction for event in events} == {KILL}


@pytest.mark.parametrize(("state", "told"), [("retracted", ()), ("suspended", ()), ("active", ())])
def test_a_story_without_events_is_settled_too(state: Any, told: tuple[Report, ...]) -> None:
    """A manifest must complete, also that of a kill before its story."""
    settled = Story().settle(*told, state=state)
    assert (settled.items, settled.awaits) == ((), ())


def test_a_correction_that_changes_nothing_confirms_the_event() -> None:
    """What stands as it stood is kept; its record is sent again, so that `alert` says the same of its alerts."""
    events, (settled,) = Story(report()).take(report(), instruction=FIX)
    assert settled.items == (RetractedItem(topic="events", key=_id(report()), change="kept"),)
    assert settled.awaits == (_id(report()),)
    assert [(event.rev, event.history[-1].change, event.instruction) for event in events] == [(2, "confirmed", FIX)]


def test_a_correction_revises_keeps_and_takes_back() -> None:
    """Of three events one has another toll, one says the same elsewhere, one is told no more."""
    story = Story(report(0, killed=3), report(1), report(2))
    events, (settled,) = story.take(report(0, killed=5), _moved(report(1)), instruction=FIX)
    items = _by_key(settled)
    assert [items[_id(report(nth))].change for nth in range(3)] == ["revised", "kept", "retracted"]
    assert [items[_id(report(nth))].reason for nth in range(3)] == [None, None, "no longer reported"]
    assert set(settled.awaits) == set(items) == {event.event_id for event in events}
    changes = {event.event_id: event.history[-1].change for event in events}
    assert [changes[_id(report(nth))] for nth in range(3)] == ["corrected", "confirmed", "retracted"]
    assert {event.instruction for event in events} == {FIX}


@pytest.mark.parametrize(
    "change",
    [
        {"mode": "sinking"},
        {"status": "denied"},
        {"scope": "background"},
        {"place": EventPlace(text="Larne", country="US")},
        {"counts": ()},
        {"attributed_to": (Attribution(text="police"),)},
        {"actors": (Actor(role="victim", text="passengers"),)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_an_event_says_is_revised(change: dict[str, Any]) -> None:
    """Each of the things that an event says makes it a revised one."""
    assert _by_key(Story(report()).settle(report(**change)))[_id(report())].change == "revised"


def test_how_sure_we_are_is_nothing_that_an_event_says() -> None:
    """Confidence and importance move without a correction of ours."""
    place = msgspec.structs.replace(report().place or EventPlace(text=""), confidence=0.1)
    settled = Story(report()).settle(report(confidence=0.1, importance=0.2, place=place))
    assert settled.items[0].change == "kept"
    assert settled.awaits == (_id(report()),)


def test_an_event_at_another_place_takes_the_place_of_the_one_that_was_wrong() -> None:
    """A corrected place makes another event: the old one names it, if it is the only new one of its type."""
    story = Story(_at("Larne"), report(1))
    items = _by_key(story.settle(_at("Belfast"), report(1)))
    wrong = items[_id(_at("Larne"))]
    assert (wrong.change, wrong.successor) == ("retracted", _id(_at("Belfast")))
    assert items[_id(_at("Belfast"))].change == "revised"
    back = _by_key(story.settle(_at("Larne"), report(1)))
    assert back[_id(_at("Belfast"))].successor == _id(_at("Larne"))
    assert back[_id(_at("Larne"))].successor is None


def test_a_successor_is_not_guessed() -> None:
    """Two new events of the type, one of another type, or one told before: nothing takes the place of what ended."""
    two = _by_key(Story(_at("Larne")).settle(_at("Belfast"), _at("Derry")))
    assert two[_id(_at("Larne"))].successor is None
    other = _by_key(Story(_at("Larne")).settle(_at("Belfast", type="DISASTER")))
    assert other[_id(_at("Larne"))].successor is None
    old = _by_key(Story(_at("Larne"), report(1, killed=3)).settle(report(1, killed=5)))
    assert old[_id(_at("Larne"))].successor is None


def test_another_source_revises_an_event() -> None:
    """Who tells it is part of what an event says."""
    head = msgspec.structs.replace(reports().story, provider="Coast Wire")
    told = msgspec.structs.replace(reports(report(), rev=2), story=head, instruction=FIX)
    merge = Merge()
    memory = merge.memory()
    (entry,) = merge.decide(reports(report()), memory, at(1)).entries.values()
    assert entry is not None
    memory.put(STORY, entry, at(1))
    *_, settled = merge.decide(told, memory, at(2)).outputs
    assert isinstance(settled, Settled)
    assert settled.items[0].change == "revised"


def test_a_later_correction_gives_an_old_end_no_successor() -> None:
    """An event that the first correction took back is not replaced by what the second one tells."""
    story = Story(_at("Larne"), _at("Derry"))
    story.settle(_at("Derry"))
    items = _by_key(story.settle(_at("Derry"), _at("Belfast")))
    assert (items[_id(_at("Larne"))].change, items[_id(_at("Larne"))].successor) == ("retracted", None)


def test_a_kill_after_two_corrections_lists_every_event_there_ever_was() -> None:
    """Who missed the corrections learns from the kill alone what to take back."""
    story = Story(report(0), report(1), report(2))
    story.settle(report(0), report(1))
    story.settle(report(0, killed=8))
    events, (settled,) = story.take(state="retracted", reason="pubStatus canceled", instruction=KILL)
    every = {_id(report(nth)) for nth in range(3)}
    assert {item.key for item in settled.items} == every == set(settled.awaits)
    assert {(item.change, item.reason) for item in settled.items} == {("retracted", "pubStatus canceled")}
    assert {event.event_id: event.rev for event in events}[_id(report(0))] == 4  # told, confirmed, corrected, killed


def test_a_hold_is_settled_and_what_comes_back_is_revised() -> None:
    """A held event is taken back for now; a correction that ends the hold brings it back."""
    story = Story(report())
    held = story.settle(state="suspended", reason="pubStatus withheld", instruction="in-hold")
    assert [(item.change, item.reason) for item in held.items] == [("retracted", "pubStatus withheld")]
    events, (settled,) = story.take(report(), instruction=FIX)
    assert [item.change for item in settled.items] == ["revised"]
    assert events[0].history[-1].change == "active again"


def test_an_old_revision_is_settled_already() -> None:
    """Its settlement was sent before the state was written."""
    story = Story(report())
    story.settle(report(killed=9))
    assert story.take(instruction=KILL, state="retracted", rev=2) == ([], [])
    assert story.outcomes[-1] == "duplicate"


def test_the_instant_that_brought_a_story_goes_with_its_events() -> None:
    """The latency of a kill counts from the kill, not from the story that it is about."""
    told = reports(report())
    message = msgspec.structs.replace(told, story=msgspec.structs.replace(told.story, triggered=at(50)))
    merge = Merge()
    (event,) = merge.decide(message, merge.memory(), None).outputs
    assert isinstance(event, Event)
    assert event.times.triggered == merge.received(message) == at(50)
    assert merge.received(told) == told.story.received
