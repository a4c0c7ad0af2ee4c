"""The desk: copies."""

import pytest
from asking_desk import OTHER, Asked, edges, seen, taken_back, version
from building import STORY, item

from stream.messages import Item

SAME = {"story_id": OTHER, "headline": "Ferry sinks at 1 knots", "body": item().body}


def test_the_same_text_under_another_story_is_a_copy(desk: Asked) -> None:
    """The story that had a text first keeps it; the other one points at it."""
    story = desk.take(version(1), version(2, **SAME))
    assert seen(story) == (1, "active", "copy")
    assert edges(story) == [("copies", STORY)]


def test_a_copy_that_says_something_else_is_no_copy_any_more(desk: Asked) -> None:
    """A later version with words of its own is a story of its own."""
    story = desk.take(version(1), version(2, **SAME), version(3, story_id=OTHER))
    assert (seen(story), edges(story)) == ((2, "active", "update"), [])


@pytest.mark.parametrize("fate", [taken_back(3), taken_back(3, "withheld"), version(3)])
def test_a_copy_stays_one_whatever_becomes_of_the_original(desk: Asked, fate: Item) -> None:
    """What an agency withdrew or corrected does not come back because a site sends its copy again."""
    again = version(4, **SAME)
    desk.take(version(1), version(2, **SAME), fate, again)
    assert (seen(desk.last(OTHER)), edges(desk.last(OTHER))) == ((1, "active", "copy"), [("copies", STORY)])


def test_a_killed_text_is_filed_anew_by_its_own_agency_only() -> None:
    """Under another id it is a story again if the agency itself brings it, and a copy if another one does."""
    for provider, change in (("Harbour News", "new"), ("Evening Post", "copy")):
        desk = Asked()
        story = desk.take(version(1), taken_back(2), version(3, provider=provider, **SAME))
        assert seen(story) == (1, "active", change)


def test_stories_without_words_are_no_copies_of_each_other(desk: Asked) -> None:
    """Two kills without text are two kills."""
    desk.take(taken_back(1), taken_back(1, story_id=OTHER))
    assert [(one.state, edges(one)) for one in desk.stories] == [("retracted", [])] * 2
