"""Reports become events, which follow them through every revision of their story."""

from typing import Any

import msgspec
from building import STORY, at, report, reports

from stream import codec, keys
from stream.entries import MergeEntry
from stream.merge.merge import Merge
from stream.merge.revision import HISTORY_KEPT
from stream.messages import Event, Message, StoryReports
from stream.record import Outcome


class Asked:
    """Merge with its memory, asked report after report as a stage asks it."""

    def __init__(self) -> None:
        self._merge = Merge()
        self._memory = self._merge.memory()
        self.outcomes: list[Outcome] = []

    def take(self, message: StoryReports) -> dict[str, Event]:
        """Put one record through; return the events that it left, by id."""
        return {event.event_id: event for event in self.outputs(message) if isinstance(event, Event)}

    def outputs(self, message: StoryReports) -> tuple[Message, ...]:
        """Put one record through; return all that it left, in the order of sending."""
        decision = self._merge.decide(message, self._memory, message.story.received)
        for key, entry in decision.entries.items():
            assert entry is not None
            kept = codec.decode(codec.encode(entry), MergeEntry)
            self._memory.put(key, kept, message.story.received)
        self.outcomes.append(decision.outcome)
        return decision.outputs


def _id(nth: int = 0) -> str:
    return keys.event_id(report(nth).report_id)


def test_a_report_founds_an_event() -> None:
    """The event says what its report says, with the id it keeps for life and who is behind it."""
    event = Asked().take(reports(report(), feed="harbour"))[_id()]
    shared = [name for name in report().__struct_fields__ if name != "report_id"]
    assert {name: getattr(event, name) for name in shared} == {name: getattr(report(), name) for name in shared}
    assert (event.rev, event.state, event.report_ids) == (1, "active", (report().report_id,))
    assert (event.sources.agencies, event.sources.feeds, event.sources.independent) == (
        ("Harbour News",),
        ("harbour",),
        1,
    )
    assert event.times.received == at(1)
    assert [(entry.rev, entry.change, entry.because) for entry in event.history] == [(1, "new", STORY)]


def test_an_update_revises_the_event_under_its_id() -> None:
    """A raised toll is the same event in its next revision."""
    merge = Asked()
    merge.take(reports(report(killed=3)))
    event = merge.take(reports(report(killed=9), rev=2))[_id()]
    assert (event.rev, event.counts[0].best) == (2, 9)
    assert [entry.change for entry in event.history] == ["new", "updated"]


def test_a_version_that_changes_nothing_of_an_event_leaves_no_record() -> None:
    """Instants alone are no news."""
    merge = Asked()
    merge.take(reports(report()))
    assert merge.take(reports(report(), rev=2)) == {}
    assert merge.outcomes == ["published", "unchanged"]


def test_a_report_that_disappears_retracts_its_event_and_brings_it_back() -> None:
    """An event ends with its last report and is active again, under the same id, when it returns."""
    merge = Asked()
    merge.take(reports(report(0), report(1)))
    gone = merge.take(reports(report(0), rev=2))
    assert list(gone) == [_id(1)]
    assert (gone[_id(1)].state, gone[_id(1)].reason, gone[_id(1)].rev) == ("retracted", "no longer reported", 2)
    back = merge.take(reports(report(0), report(1), rev=3))
    assert list(back) == [_id(1)]
    assert (back[_id(1)].state, back[_id(1)].rev, back[_id(1)].counts) == ("active", 3, report(1).counts)
    assert [entry.change for entry in back[_id(1)].history] == ["new", "retracted", "active again"]


def test_a_killed_story_takes_its_events_back_with_their_words() -> None:
    """A retracted event keeps ids, type and times; nothing that was read in the story."""
    merge = Asked()
    merge.take(reports(report(), feed="harbour"))
    killed = reports(rev=2, state="retracted", reason="pubStatus canceled")
    event = merge.take(killed)[_id()]
    assert (event.state, event.reason, event.type, event.rev) == ("retracted", "pubStatus canceled", "ACCIDENT", 2)
    assert (event.sources.stories, event.sources.agencies) == (0, ())
    for word in (b"Larne", b"ferry", b"3 dead", b"54.85"):
        assert word not in codec.encode(event)


def test_a_held_story_suspends_its_events() -> None:
    """A hold is no end: the events wait for their story, without its words."""
    merge = Asked()
    merge.take(reports(report()))
    held = merge.take(reports(rev=2, state="suspended", reason="pubStatus withheld"))[_id()]
    assert (held.state, held.place, held.evidence) == ("suspended", None, ())
    back = merge.take(reports(report(), rev=3))[_id()]
    assert (back.state, back.reason, back.counts) == ("active", None, report().counts)
    assert [entry.change for entry in back.history] == ["new", "suspended", "active again"]


def test_an_event_that_ended_before_a_hold_does_not_wait_with_the_others() -> None:
    """A hold or a story in place of this one reaches what is told now; what was taken back stays taken back."""
    merge = Asked()
    merge.take(reports(report(0), report(1)))
    merge.take(reports(report(0), rev=2))
    held = merge.take(reports(rev=3, state="suspended", reason="pubStatus withheld"))
    assert list(held) == [_id(0)]
    assert list(merge.take(reports(report(0), rev=4))) == [_id(0)]


def test_a_kill_reaches_what_earlier_versions_told() -> None:
    """A kill is about all versions: an event that ended before gives it as its reason too."""
    merge = Asked()
    merge.take(reports(report(0), report(1)))
    merge.take(reports(report(0), rev=2))
    killed = merge.take(reports(rev=3, state="retracted", reason="pubStatus canceled"))
    assert {event.reason for event in killed.values()} == {"pubStatus canceled"}
    assert set(killed) == {_id(0), _id(1)}
    assert merge.take(reports(rev=4, state="retracted", reason="pubStatus canceled")) == {}


def test_a_story_in_place_of_another_one_supersedes_its_events() -> None:
    """The events of the old story say so, and keep no word of it."""
    merge = Asked()
    merge.take(reports(report()))
    event = merge.take(reports(rev=2, state="superseded", reason="superseded"))[_id()]
    assert (event.state, event.counts, event.history[-1].change) == ("superseded", (), "superseded")


def test_a_version_that_says_the_same_elsewhere_confirms_its_events() -> None:
    """Evidence names the version, so the event is published again; what it says has not changed."""
    merge = Asked()
    merge.take(reports(report()))
    moved = (msgspec.structs.replace(report().evidence[0], version="2", start=40, end=47),)
    event = merge.take(reports(report(evidence=moved, confidence=0.7), rev=2))[_id()]
    assert (event.rev, event.evidence) == (2, moved)
    assert event.history[-1].change == "confirmed"


def test_an_old_revision_of_a_story_does_no_harm() -> None:
    """A record whose revision is not above the one known is ignored."""
    merge = Asked()
    merge.take(reports(report(killed=9), rev=2))
    assert merge.take(reports(report(killed=3), rev=1)) == {}
    assert merge.take(reports(report(killed=3), rev=2)) == {}
    assert merge.outcomes == ["published", "duplicate", "duplicate"]


def test_a_story_without_events_leaves_none() -> None:
    """Most stories have nothing to say: they are remembered, and no record is sent."""
    merge = Asked()
    assert merge.take(reports()) == {}
    assert merge.outcomes == ["unchanged"]


def test_history_is_bounded_and_keeps_the_newest() -> None:
    """An event that changes all day carries its last changes only."""
    merge = Asked()
    revisions = [merge.take(reports(report(killed=rev), rev=rev))[_id()] for rev in range(1, HISTORY_KEPT + 6)]
    assert len(revisions[-1].history) == HISTORY_KEPT
    assert revisions[-1].history[-1].rev == revisions[-1].rev == HISTORY_KEPT + 5


def test_events_of_two_stories_are_two() -> None:
    """In this release one report is one event: stories do not share them."""
    merge = Asked()
    other: dict[str, Any] = {"story": "st-other"}
    first = merge.take(reports(report()))
    second = merge.take(reports(report(**other), **other))
    assert not set(first) & set(second)


def test_the_events_of_one_input_come_in_a_fixed_order() -> None:
    """The order of reports in a record does not change the order of events."""
    one = Asked().take(reports(report(0), report(1), report(2)))
    other = Asked().take(reports(report(2), report(0), report(1)))
    assert list(one) == list(other) == sorted(one)


def test_times_follow_the_story_that_changed_the_event() -> None:
    """A change carries the instants of the version that made it, for the latency of what follows."""
    merge = Asked()
    merge.take(reports(report()))
    event = merge.take(reports(rev=4, state="retracted"))[_id()]
    assert event.times == msgspec.structs.replace(event.times, versionCreated=at(4), received=at(4))


def test_a_story_untouched_for_eighteen_days_is_forgotten() -> None:
    """State is bounded: after eighteen days a story that returns begins anew."""
    memory = Merge().memory()
    memory.put(STORY, MergeEntry(rev=1), at(0))
    assert memory.expired(at(18 * 24 * 60), 4) == {}
    assert memory.expired(at(18 * 24 * 60 + 1), 4) == {STORY: None}
