"""The desk: kills by advisories, holds and releases."""

from typing import Any

import pytest
from asking_desk import DAY, OTHER, Asked, advisory, other, seen, taken_back, version
from building import STORY, at

from stream.messages import Edge

RETRACTS = Edge(type="retracts", story_id=STORY)


def test_an_advisory_kills_by_link_and_is_no_story(desk: Asked) -> None:
    """The story it links is retracted in all its versions; it names who did it."""
    story = desk.take(version(1), advisory(2, "Please do not use this story.", RETRACTS))
    assert seen(story) == (2, "retracted", "kill")
    assert story is not None
    assert story.reason == "killed by st-note"
    assert set(desk.states()) == {STORY}


@pytest.mark.parametrize(
    "text",
    [
        "Please kill item q-17. A substitute will follow.",
        "Please kill the story “Ferry runs aground off Larne”, which was wrong. A substitute will follow.",
    ],
)
def test_an_advisory_kills_by_the_id_or_the_headline_in_its_text(desk: Asked, text: str) -> None:
    """Agencies name in prose what they take back."""
    desk.take(version(1, headline="Ferry runs aground off Larne"), advisory(2, text, headline="KILL KILL KILL"))
    assert desk.states() == {STORY: "retracted"}
    assert desk.rejects == []


def test_a_headline_that_two_stories_have_names_none(desk: Asked) -> None:
    """Rather than guess, the desk shows an operator what it could not resolve."""
    text = "Please kill the story “Ferry runs aground off Larne”, which was wrong."
    headline = "Ferry runs aground off Larne"
    desk.take(version(1, headline=headline), other(2, headline=headline), advisory(3, text, headline="KILL KILL KILL"))
    assert desk.states() == {STORY: "active", OTHER: "active"}
    assert [one.reason for one in desk.rejects] == ["retraction_unresolved"]
    assert desk.outcomes[-1] == "unresolved"
    assert "aground" not in desk.rejects[0].detail


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Please do not use this story.", (RETRACTS,)),
        ("Please kill the story “Ferry runs aground off Larne”, which was wrong.", ()),
    ],
)
def test_an_advisory_waits_for_its_story(desk: Asked, text: str, links: tuple[Edge, ...]) -> None:
    """A kill that comes first is unresolved, and obeyed when the story comes: nothing of it is published."""
    desk.take(advisory(2, text, *links, headline="KILL KILL KILL"))
    assert [one.reason for one in desk.rejects] == ["retraction_unresolved"]
    assert desk.stage.figures()["unresolved"] == 1
    desk.take(version(1, headline="Ferry runs aground off Larne", received=at(5)))
    assert desk.stories == []
    assert desk.stage.figures()["unresolved"] == 0


def test_an_advisory_by_words_waits_no_longer_than_48_hours(desk: Asked) -> None:
    """A story with the same headline three days later is another one."""
    text = "Please kill the story “Ferry runs aground off Larne”, which was wrong."
    desk.take(advisory(2, text, headline="KILL KILL KILL"))
    desk.take(version(3 * DAY, headline="Ferry runs aground off Larne"))
    assert desk.states() == {STORY: "active"}


def test_what_is_addressed_to_editors_is_no_story(desk: Asked) -> None:
    """An advisory that instructs nothing leaves nothing."""
    desk.take(version(1, headline="ADVISORY: coverage plans", body="We will cover the launch."))
    assert (desk.outcomes, desk.stories) == (["not_news"], [])


def test_a_held_story_comes_back_with_a_later_version(desk: Asked) -> None:
    """A usable version made after a hold is active again, with its text, and says that the hold is over."""
    story = desk.take(version(1), taken_back(2, "withheld"), version(3))
    assert seen(story) == (3, "active", "release")
    assert story is not None
    assert story.headline == "Ferry sinks at 3 knots"


@pytest.mark.parametrize("made", [1, 2])
def test_a_held_story_stays_held_by_what_was_made_before_it_or_with_it(desk: Asked, made: int) -> None:
    """Only a version made later is an answer to a hold."""
    desk.take(taken_back(2, "withheld"), version(made, received=at(9)))
    assert desk.states() == {STORY: "suspended"}


@pytest.mark.parametrize("again", [at(3), None])
def test_the_same_text_made_later_ends_a_hold(desk: Asked, again: Any) -> None:
    """What is sent again after the hold is meant to be used."""
    desk.take(version(1), taken_back(2, "withheld"), version(1, versionCreated=again, received=at(3)))
    assert (seen(desk.last()), desk.last().headline) == ((3, "active", "release"), "Ferry sinks at 1 knots")


def test_an_advisory_holds_and_another_one_releases(desk: Asked) -> None:
    """The text comes back as it was."""
    about = Edge(type="evolves_from", story_id=STORY)
    held = advisory(2, "Please hold this story.", about, signals=("sig:hold",))
    released = advisory(3, "This story may be used.", about, signals=("sig:release",))
    assert seen(desk.take(version(1), held)) == (2, "suspended", "hold")
    story = desk.take(released)
    assert seen(story) == (3, "active", "release")
    assert story is not None
    assert story.headline == "Ferry sinks at 1 knots"


def test_a_withheld_text_is_shown_once_it_is_released(desk: Asked) -> None:
    """A version that came withheld is a version: the release shows the newest."""
    about = Edge(type="evolves_from", story_id=STORY)
    released = advisory(3, "This story may be used.", about, signals=("sig:release",))
    story = desk.take(version(1), version(2, pubStatus="withheld"), released)
    assert story is not None
    assert (story.headline, story.pubStatus) == ("Ferry sinks at 2 knots", "usable")


def test_an_advisory_kills_a_story_that_was_only_ever_withheld(desk: Asked) -> None:
    """A story whose one record says that it is held back is retracted like any other."""
    desk.take(version(1, pubStatus="withheld", headline=None, body=None))
    assert desk.states() == {STORY: "suspended"}
    desk.take(advisory(2, "Please do not use this story.", RETRACTS))
    assert desk.states() == {STORY: "retracted"}


@pytest.mark.parametrize(("status", "tag"), [("canceled", "KILL"), ("withheld", "HOLD")])
def test_a_status_that_is_explained_in_words_is_about_its_own_story(desk: Asked, status: str, tag: str) -> None:
    """The words of a kill under the story's own id name no other story, and nothing is unresolved."""
    words = {"headline": f"{tag}: Ferry runs aground off Larne", "body": f"Please {tag.lower()} the story on a ferry."}
    desk.take(version(1), version(2, pubStatus=status, **words))
    assert set(desk.states().values()) == {"retracted" if status == "canceled" else "suspended"}
    assert desk.rejects == []
