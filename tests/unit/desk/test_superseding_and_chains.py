"""The desk: stories in place of others, stories that go on from others."""

from typing import Any

import pytest
from asking_desk import DAY, OTHER, THIRD, Asked, edges, other, seen, taken_back, version
from building import STORY, at

from stream import keys
from stream.messages import Edge, EdgeType, Tick


@pytest.mark.parametrize(("kind", "reason"), [("supersedes", "superseded"), ("corrects", "corrected")])
def test_a_story_gives_way_to_the_one_in_its_place(desk: Asked, kind: EdgeType, reason: str) -> None:
    """The old story is superseded, by whom is told; both are in one chain."""
    desk.take(version(1), other(2, kind))
    old, new = desk.last(), desk.last(OTHER)
    assert (old.state, old.reason, old.body) == ("superseded", f"{reason} by {OTHER}", None)
    assert (new.state, edges(new), new.chain_id) == ("active", [(kind, STORY)], keys.chain_id(STORY))


def test_a_superseded_story_returns_with_a_later_version_of_its_own(desk: Asked) -> None:
    """The agency goes on with it, so it stands."""
    desk.take(version(1), other(2, "supersedes"), version(3))
    assert desk.states() == {STORY: "active", OTHER: "active"}


def test_superseding_is_obeyed_late_and_before_its_time(desk: Asked) -> None:
    """The version that says it may be an old one, or come before what it replaces."""
    desk.take(other(5), other(2, "supersedes", received=at(6)), version(1, received=at(7)))
    assert desk.states() == {OTHER: "active"}
    desk.take(version(3, received=at(8)))
    assert desk.states() == {STORY: "active", OTHER: "active"}


def test_superseding_outlives_a_kill_of_who_said_it(desk: Asked) -> None:
    """A killed substitute does not bring back what it replaced."""
    desk.take(version(1), other(2, "supersedes"), other(3, pubStatus="canceled"))
    assert desk.states() == {STORY: "superseded", OTHER: "retracted"}


@pytest.mark.parametrize("kill", [0, 1])
def test_a_story_killed_under_its_embargo_superseded_nothing(desk: Asked, kill: int) -> None:
    """Nobody saw it, so nothing changes, whether the kill came before it or after."""
    held = [other(2, "supersedes", embargoedUntil=at(30)), other(3, pubStatus="canceled")]
    desk.take(version(1), *(held if kill else reversed(held)), Tick(at=at(31)))
    desk.take(other(1.5, "supersedes", received=at(40)))
    assert desk.states() == {STORY: "active"} | ({} if kill else {OTHER: "retracted"})


def test_of_two_kills_the_one_received_first_tells_whether_it_was_under_embargo(desk: Asked) -> None:
    """A second kill after the embargo does not make the story one that was seen."""
    desk.take(version(1), other(2, "supersedes", embargoedUntil=at(30)), other(3, pubStatus="canceled"))
    desk.take(Tick(at=at(31)), other(2.5, pubStatus="canceled", received=at(40)))
    desk.take(other(1.5, "supersedes", received=at(50)))
    assert desk.states() == {STORY: "active"}


def test_superseded_goes_before_held(desk: Asked) -> None:
    """Something stands in its place: that is what a reader has to know."""
    desk.take(version(1), other(2, "supersedes"), taken_back(3, "withheld"))
    assert desk.states()[STORY] == "superseded"


def test_a_story_that_goes_on_from_another_is_in_its_chain(desk: Asked) -> None:
    """Both stay active under one chain."""
    desk.take(version(1), other(2, "evolves_from"))
    assert desk.states() == {STORY: "active", OTHER: "active"}
    assert {one.chain_id for one in desk.stories} == {keys.chain_id(STORY)}
    assert seen(desk.last(OTHER)) == (1, "active", "update")


def test_a_late_link_moves_the_chain_of_later_stories(desk: Asked) -> None:
    """Whoever goes on from the story that moved is published again."""
    desk.take(other(3, "evolves_from", OTHER, story_id=THIRD), other(2))
    assert desk.last(THIRD).chain_id == keys.chain_id(OTHER)
    desk.take(other(1, "evolves_from", received=at(5)))
    assert {one: desk.last(one).chain_id for one in (OTHER, THIRD)} == dict.fromkeys(
        (OTHER, THIRD), keys.chain_id(STORY)
    )


def test_stories_that_name_each_other_are_one_chain(desk: Asked) -> None:
    """In a circle the least id is the root, whichever came first."""
    desk.take(version(1, links=(Edge(type="evolves_from", story_id=OTHER),)), other(2, "evolves_from"))
    assert {desk.last(one).chain_id for one in (STORY, OTHER)} == {keys.chain_id(min(STORY, OTHER))}


def test_the_newest_version_names_the_parent_and_all_versions_give_links(desk: Asked) -> None:
    """A link that a later version does not repeat is not taken back."""
    desk.take(other(2, "evolves_from"), other(1, "evolves_from", THIRD, received=at(3)), other(4))
    assert edges(desk.last(OTHER)) == sorted([("evolves_from", STORY), ("evolves_from", THIRD)])
    assert desk.last(OTHER).chain_id == keys.chain_id(STORY)


def test_an_update_that_names_none_follows_the_last_story_with_its_headline(desk: Asked) -> None:
    """Tags removed, same provider, within 48 hours."""
    desk.take(version(1, headline="Ferry runs aground off Larne"))
    story = desk.take(other(2, headline="UPDATE 1-Ferry runs aground off Larne"))
    assert (seen(story), edges(story)) == ((1, "active", "update"), [("evolves_from", STORY)])
    assert desk.last(OTHER).chain_id == keys.chain_id(STORY)


@pytest.mark.parametrize(
    "changes", [{"provider": "Evening Post"}, {"versionCreated": at(3 * DAY), "received": at(3 * DAY)}]
)
def test_an_update_follows_no_stranger(desk: Asked, changes: dict[str, Any]) -> None:
    """Another agency's story, or one of three days ago, is not what it goes on from."""
    headline = "Ferry runs aground off Larne"
    desk.take(version(1, headline=headline), other(2, headline=f"UPDATE 1-{headline}", **changes))
    assert desk.last(OTHER).chain_id == keys.chain_id(OTHER)
