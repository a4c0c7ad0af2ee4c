"""What becomes of an item: versions, duplicates, copies, holds and kills."""

from datetime import datetime
from itertools import permutations
from typing import Any

import msgspec
import pytest
from building import NOON, STORY, at, item, origin

from stream import codec
from stream.desk.desk import Desk
from stream.facts import Dateline, Furniture, Span
from stream.messages import Item, Story
from stream.record import Outcome


class Asked:
    """A desk with its memory, asked item after item as a stage asks it."""

    def __init__(self) -> None:
        self._desk = Desk()
        self._memory = self._desk.memory()
        self._now: datetime | None = None
        self.outcomes: list[Outcome] = []
        self.stories: list[Story] = []

    def take(self, *items: Item) -> Story | None:
        """Put items through; return the story of the last one, None if it left none."""
        left: tuple[Story, ...] = ()
        for one in items:
            self._now = max(filter(None, (self._now, one.received)))
            decision = self._desk.decide(one, self._memory, self._now)
            if decision.entry is not None:
                self._memory.put(one.story_id, decision.entry)
            self.outcomes.append(decision.outcome)
            left = tuple(message for message in decision.outputs if isinstance(message, Story))
            self.stories += left
        return left[-1] if left else None


def _version(number: int, **changes: Any) -> Item:
    plain = item(
        version=str(number),
        headline=f"Ferry sinks, version {number}",
        versionCreated=at(number),
        received=at(number),
        origin=origin(number),
    )
    return msgspec.structs.replace(plain, **changes)


def _final(desk: Asked, story: str = STORY) -> Story:
    return [one for one in desk.stories if one.story_id == story][-1]


def test_a_first_version_is_new() -> None:
    """The first version of a story is published as it came, with its place in its life."""
    given = item(headline_span=Span(start=0, end=3), dateline=Dateline(text="PARIS -"), urgency=2)
    story = Asked().take(given)
    assert story is not None
    assert (story.rev, story.state, story.lifecycle.change, story.lifecycle.edges) == (1, "active", "new", ())
    shared = set(given.__struct_fields__) - {"origin"}
    assert {name: getattr(story, name) for name in shared} == {name: getattr(given, name) for name in shared}


def test_a_newer_version_is_an_update() -> None:
    """A later version replaces the one before under the same key."""
    desk = Asked()
    story = desk.take(_version(1), _version(2))
    assert story is not None
    assert (story.rev, story.lifecycle.change, story.version) == (2, "update", "2")
    assert desk.stories[0].chain_id == story.chain_id


def test_an_older_version_that_comes_late_leaves_nothing() -> None:
    """Order is when a version was made, not when it came."""
    desk = Asked()
    desk.take(_version(2), _version(1, received=at(9)))
    assert desk.outcomes == ["published", "late"]


def test_a_redelivery_is_counted_and_leaves_nothing() -> None:
    """The same text of the same story is a duplicate, whenever it comes."""
    desk = Asked()
    desk.take(_version(1), _version(1, received=at(9)), _version(1, versionCreated=at(8), received=at(9)))
    assert desk.outcomes == ["published", "duplicate", "duplicate"]


def test_a_later_repeat_moves_the_story_forward() -> None:
    """What was repeated at nine is not replaced by what was made at eight."""
    desk = Asked()
    desk.take(_version(1), _version(1, versionCreated=at(9), received=at(9)), _version(8, received=at(10)))
    assert desk.outcomes == ["published", "duplicate", "late"]


def test_a_version_without_an_instant_counts_by_its_arrival() -> None:
    """A story that does not say when it was made was made when it came."""
    desk = Asked()
    desk.take(_version(3, versionCreated=None), _version(2, received=at(4)), _version(5, versionCreated=None))
    assert desk.outcomes == ["published", "late", "published"]


def test_any_order_of_arrival_ends_with_the_newest_version() -> None:
    """Out-of-order delivery changes the revisions on the way, not the last value."""
    for order in permutations((_version(1), _version(2), _version(3, pubStatus="canceled"))):
        desk = Asked()
        desk.take(*order)
        assert (_final(desk).version, _final(desk).state) == ("3", "retracted")


@pytest.mark.parametrize(
    ("status", "state", "change"), [("canceled", "retracted", "kill"), ("withheld", "suspended", "hold")]
)
def test_all_text_is_gone_from_a_story_taken_back(status: str, state: str, change: str) -> None:
    """A killed or held story keeps ids, times and status; none of its words."""
    words = {
        "headline": "Zebedee",
        "body": "Zebedee sank.",
        "slugline": "ZEBEDEE/",
        "byline": "Zebedee Writer",
        "dateline": Dateline(text="ZEBEDEE -", place="Zebedee"),
        "furniture": (Furniture(kind="note", start=0, end=3),),
        "headline_span": Span(start=0, end=3),
    }
    story = Asked().take(_version(1, **words), _version(2, pubStatus=status, **words))
    assert story is not None
    assert (story.state, story.lifecycle.change, story.reason) == (state, change, f"pubStatus {status}")
    assert b"zebedee" not in codec.encode(story).lower()
    assert (story.furniture, story.headline_span) == ((), None)


def test_a_held_story_comes_back() -> None:
    """A usable version after a hold is active again, with its text."""
    story = Asked().take(_version(1), _version(2, pubStatus="withheld"), _version(3))
    assert story is not None
    assert (story.rev, story.state, story.headline) == (3, "active", "Ferry sinks, version 3")


def test_a_kill_may_come_before_its_story() -> None:
    """A kill of a story not seen yet is kept, so the late story is not published."""
    desk = Asked()
    desk.take(_version(2, pubStatus="canceled", headline=None, body=None), _version(1, received=at(3)))
    assert desk.outcomes == ["published", "late"]
    assert _final(desk).state == "retracted"


def test_the_same_text_under_another_story_is_a_copy() -> None:
    """The story that had a text first keeps it; the other one points at it."""
    desk = Asked()
    story = desk.take(_version(1), _version(1, story_id="st-other", received=at(2)))
    assert story is not None
    assert story.lifecycle.change == "copy"
    assert [(edge.type, edge.story_id) for edge in story.lifecycle.edges] == [("copies", STORY)]
    assert story.state == "active"


def test_a_copy_that_says_something_else_is_no_copy_any_more() -> None:
    """A later version with words of its own is a story of its own."""
    desk = Asked()
    story = desk.take(_version(1), _version(1, story_id="st-other"), _version(2, story_id="st-other"))
    assert story is not None
    assert (story.lifecycle.change, story.lifecycle.edges) == ("update", ())


def test_a_killed_story_has_no_copies() -> None:
    """A text whose first story was taken back belongs to the next one that brings it."""
    desk = Asked()
    story = desk.take(_version(1), _version(2, pubStatus="canceled"), _version(1, story_id="st-other"))
    assert story is not None
    assert story.lifecycle.change == "new"


def test_a_copy_sent_again_after_its_original_was_killed_stands_for_itself() -> None:
    """The text is free once its first story is taken back: the next to bring it, copy or not, reports it."""
    desk = Asked()
    other = {"story_id": "st-other"}
    desk.take(_version(1), _version(1, received=at(2), **other), _version(3, pubStatus="canceled"))
    story = desk.take(_version(1, received=at(4), **other))
    assert story is not None
    assert (story.rev, story.state, story.lifecycle.edges) == (2, "active", ())
    assert desk.take(_version(1, received=at(5), **other)) is None


def test_stories_without_words_are_no_copies_of_each_other() -> None:
    """Two kills without text are two kills."""
    bare = {"headline": None, "body": None, "pubStatus": "canceled"}
    desk = Asked()
    desk.take(_version(1, **bare), _version(1, story_id="st-other", **bare))
    assert [one.lifecycle.edges for one in desk.stories] == [(), ()]


def test_nothing_leaves_under_embargo() -> None:
    """A story whose embargo is not over leaves no record; sent again after it, it is new."""
    desk = Asked()
    held = _version(1, embargoedUntil=at(30))
    desk.take(held, _version(1, received=at(29), embargoedUntil=at(30)))
    assert desk.stories == []
    story = desk.take(_version(1, received=at(30), embargoedUntil=at(30)))
    assert story is not None
    assert (story.lifecycle.change, story.embargoedUntil) == ("new", at(30))
    assert desk.outcomes == ["held", "held", "published"]


def test_a_kill_is_not_held_by_its_embargo() -> None:
    """A cancellation acts at once."""
    story = Asked().take(_version(1), _version(2, pubStatus="canceled", embargoedUntil=at(60)))
    assert story is not None
    assert story.state == "retracted"


def test_the_desk_moves_time_by_arrival() -> None:
    """Its key is the story and its time the arrival of the item."""
    assert Desk().key(item()) == STORY
    assert Desk().received(item()) == NOON
