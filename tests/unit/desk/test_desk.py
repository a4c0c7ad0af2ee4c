"""The desk: the order of versions, the same text again, kills, time."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from asking_desk import DAY, OTHER, Asked, edges, other, seen, taken_back, version
from building import NOON, STORY, at, item

from stream import codec, keys
from stream.desk.desk import Desk
from stream.facts import Dateline, Furniture, Span
from stream.messages import Settled, Story, Tick


def test_a_first_version_is_new(desk: Asked) -> None:
    """The first version of a story is published as it came, with its place in its life."""
    given = item(headline_span=Span(start=0, end=3), dateline=Dateline(text="PARIS -"), urgency=2)
    story = desk.take(given)
    assert story is not None
    assert (*seen(story), edges(story)) == (1, "active", "new", [])
    shared = set(given.__struct_fields__) - {"origin", "signals", "links"}
    assert {name: getattr(story, name) for name in shared} == {name: getattr(given, name) for name in shared}
    assert (story.triggered, story.chain_id) == (NOON, keys.chain_id(STORY))


def test_a_newer_version_is_an_update(desk: Asked) -> None:
    """A later version replaces the one before under the same key."""
    story = desk.take(version(1), version(2))
    assert seen(story) == (2, "active", "update")
    assert desk.stories[0].chain_id == desk.stories[1].chain_id


def test_an_older_version_that_comes_late_leaves_nothing_but_makes_the_newest_an_update(desk: Asked) -> None:
    """Order is when a version was made, not when it came; that there was an earlier one is told."""
    assert seen(desk.take(version(2))) == (1, "active", "new")
    story = desk.take(version(1, received=at(9)))
    assert seen(story) == (2, "active", "update")
    assert story is not None
    assert story.headline == "Ferry sinks at 2 knots"
    assert desk.outcomes == ["published", "late"]


def test_the_version_number_orders_nothing(desk: Asked) -> None:
    """A number that goes back is no older version, but a warning."""
    story = desk.take(version(1, version="7"), version(2, version="3"))
    assert story is not None
    assert (story.version, story.state) == ("3", "active")
    assert [one for one in story.warnings if one.startswith("version:")]


@pytest.mark.parametrize("made", [None, at(5 * DAY)])
def test_a_version_without_a_believable_instant_counts_by_its_arrival(desk: Asked, made: Any) -> None:
    """A story that does not say when it was made, or says what cannot be, was made when it came."""
    desk.take(version(3, versionCreated=made), version(2, received=at(4)), version(5, versionCreated=made))
    assert desk.outcomes == ["published", "late", "published"]
    assert desk.last().headline == "Ferry sinks at 5 knots"


def test_of_versions_made_at_one_instant_the_one_received_last_counts(desk: Asked) -> None:
    """Equal instants are ordered by arrival on the first topic, in whatever order they are read."""
    first, second = version(1), version(1, headline="Ferry rights itself", received=at(2))
    desk.take(second, first)
    assert desk.last().headline == "Ferry rights itself"


def test_any_order_of_arrival_ends_with_the_newest_version() -> None:
    """Out-of-order delivery changes the revisions on the way, not the last value."""
    for order in permutations((version(1), version(2), version(3), taken_back(2.5, "withheld"))):
        desk = Asked()
        desk.take(*order)
        assert (desk.last().headline, *seen(desk.last())[1:]) == ("Ferry sinks at 3 knots", "active", "release")


def test_the_same_text_again_leaves_nothing(desk: Asked) -> None:
    """Redelivered, received twice, repeated later, in another envelope: counted, and silent."""
    desk.take(
        version(1),
        version(1),
        version(1, received=at(9)),
        version(1, versionCreated=at(8), received=at(9), signals=("sig:repeat",), urgency=1),
    )
    assert desk.outcomes == ["published", "duplicate", "duplicate", "duplicate"]
    assert len(desk.stories) == 1


@pytest.mark.parametrize("made", [at(9), None])
def test_a_repeat_outlives_what_was_made_before_it(desk: Asked, made: Any) -> None:
    """What was repeated at nine is not replaced by what was made at eight, whether the repeat says so or not."""
    repeat = version(1, versionCreated=made, received=at(9))
    desk.take(version(1), repeat, version(8, received=at(10)))
    assert desk.outcomes == ["published", "duplicate", "late"]
    assert desk.last().headline == "Ferry sinks at 1 knots"


@pytest.mark.parametrize("change", ["update", "correction"])
def test_a_version_is_what_its_signal_says(desk: Asked, change: str) -> None:
    """The agency's code decides before anything found in ids or texts."""
    assert seen(desk.take(version(1), version(2, signals=(f"sig:{change}",)))) == (2, "active", change)


def _keeps_a_word(story: Story | None, word: bytes) -> bool:
    return word in codec.encode(story).lower()


@pytest.mark.parametrize(
    ("status", "state", "change"), [("canceled", "retracted", "kill"), ("withheld", "suspended", "hold")]
)
def test_all_text_is_gone_from_a_story_taken_back(desk: Asked, status: Any, state: str, change: str) -> None:
    """A killed or held story keeps ids, times and status; none of its words, though the status came with a body."""
    words = {
        "headline": "Zebedee",
        "body": "Zebedee sank.",
        "slugline": "ZEBEDEE/",
        "byline": "Zebedee Writer",
        "edNote": "Zebedee is a ferry",
        "dateline": Dateline(text="ZEBEDEE -", place="Zebedee"),
        "furniture": (Furniture(kind="note", start=0, end=3),),
        "headline_span": Span(start=0, end=3),
    }
    story = desk.take(version(1, **words), version(2, pubStatus=status, **words))
    assert story is not None
    assert (*seen(story)[1:], story.reason, story.pubStatus) == (state, change, f"pubStatus {status}", status)
    assert not _keeps_a_word(story, b"zebedee")
    assert (story.furniture, story.headline_span) == ((), None)


def test_a_kill_is_final(desk: Asked) -> None:
    """No version made later brings a killed story back, and no second kill kills it again."""
    desk.take(version(1), taken_back(2), version(3), taken_back(4))
    assert [one.state for one in desk.stories] == ["active", "retracted"]
    assert desk.outcomes[2:] == ["killed", "unchanged"]


def test_a_kill_older_than_the_version_it_meets_is_obeyed(desk: Asked) -> None:
    """A clock that goes wrong must not keep a withdrawn story up."""
    assert seen(desk.take(version(5), taken_back(2, received=at(6)))) == (2, "retracted", "kill")


def test_a_kill_may_come_before_its_story(desk: Asked) -> None:
    """A kill of a story not seen yet is kept, so the late story is not published."""
    desk.take(taken_back(2), version(1, received=at(3)))
    assert desk.outcomes == ["published", "killed"]
    assert [one.state for one in desk.stories] == ["retracted"]
    assert desk.manifests == []


def test_a_kill_touches_no_other_story_of_the_chain(desk: Asked) -> None:
    """What goes on from a killed story stands, in the chain that it was in."""
    desk.take(version(1), other(2, "evolves_from"), taken_back(3))
    assert desk.states() == {STORY: "retracted", OTHER: "active"}
    assert desk.last(OTHER).chain_id == keys.chain_id(STORY)


def test_the_desk_moves_time_by_arrivals_and_ticks() -> None:
    """A settlement comes from ourselves: it says nothing of the time."""
    desk = Desk()
    assert desk.received(item(received=at(3))) == at(3)
    assert desk.received(Tick(at=at(4))) == at(4)
    assert desk.received(Settled(instruction_id="in-1", stage="merge", key=STORY)) is None
    assert timedelta(days=20) == desk.memory().window
