"""The desk: embargoes."""

from asking_desk import OTHER, Asked, held_back, other, seen, taken_back, version
from building import NOON, STORY, at, record

from stream.messages import Tick


def test_nothing_leaves_under_embargo_and_a_tick_ends_it(desk: Asked) -> None:
    """Held until the instant, then shown once."""
    desk.take(held_back(1), Tick(at=at(29.9)))
    assert (desk.stories, desk.outcomes) == ([], ["held", "unchanged"])
    assert desk.stage.due() == at(30)
    assert (desk.stage.figures()["held"], desk.stage.figures()["next_release"]) == (1, at(30).timestamp())
    story = desk.take(Tick(at=at(30)))
    assert (seen(story), desk.last().triggered) == ((1, "active", "new"), at(30))
    assert desk.take(Tick(at=at(31))) is None
    assert desk.stage.due() is None


def test_a_correction_during_the_embargo_inherits_it(desk: Asked) -> None:
    """A version that says nothing of the embargo is under it; only the newest is ever shown."""
    desk.take(held_back(1), version(2, signals=("sig:correction",)))
    assert desk.stories == []
    desk.take(Tick(at=at(30)))
    assert [(one.headline, one.rev) for one in desk.stories] == [("Ferry sinks at 2 knots", 1)]


def test_a_kill_during_the_embargo_leaves_nothing(desk: Asked) -> None:
    """No record, no manifest, nothing that waits."""
    desk.take(held_back(1), taken_back(2), Tick(at=at(30)), version(3, received=at(40)))
    assert (desk.stories, desk.manifests, desk.rejects) == ([], [], [])
    assert desk.stage.figures()["held"] == 0


def test_what_was_shown_before_an_embargo_stays(desk: Asked) -> None:
    """The embargo holds back what comes, not what is out."""
    desk.take(version(1), held_back(2), version(1.5, received=at(3)))
    assert [one.headline for one in desk.stories] == ["Ferry sinks at 1 knots"]
    desk.take(Tick(at=at(30)))
    assert desk.last().headline == "Ferry sinks at 2 knots"


def test_a_kill_is_not_held_by_its_embargo(desk: Asked) -> None:
    """A cancellation acts at once on what is out."""
    assert seen(desk.take(version(1), version(2, pubStatus="canceled", embargoedUntil=at(60)))) == (
        2,
        "retracted",
        "kill",
    )


def test_the_newest_word_on_an_embargo_counts(desk: Asked) -> None:
    """A later version may put the instant off, or lift the embargo by one that has passed; an older word is no word."""
    desk.take(held_back(1, 30), held_back(2, 60), held_back(0.5, 10, received=at(5)), Tick(at=at(30)))
    assert desk.stories == []
    assert desk.stage.due() == at(60)
    story = desk.take(held_back(40, 39))
    assert story is not None
    assert (story.headline, story.rev) == ("Ferry sinks at 40 knots", 1)
    assert desk.stage.due() is None


def test_an_embargo_that_is_lifted_shows_what_was_held_at_once(desk: Asked) -> None:
    """The version that lifts it may be older than what it sets free."""
    desk.take(held_back(1), version(3), held_back(2, 2, received=at(5)))
    assert desk.last().headline == "Ferry sinks at 3 knots"


def test_a_repeat_under_embargo_counts_when_it_ends(desk: Asked) -> None:
    """Made after what superseded the story, it brings it back, but not before the instant."""
    desk.take(version(1), other(2, "supersedes"), version(1, versionCreated=at(3), embargoedUntil=at(30)))
    assert desk.states()[STORY] == "superseded"
    desk.take(Tick(at=at(30)))
    assert desk.states()[STORY] == "active"


def test_a_version_that_no_one_saw_does_not_stand_between_a_hold_and_its_end(desk: Asked) -> None:
    """Late, and under embargo: what is shown ends the hold still."""
    desk.take(version(3), taken_back(2, "withheld"), held_back(2.5, received=at(4)), Tick(at=at(30)))
    assert desk.last().lifecycle.change == "release"


def test_links_of_an_embargoed_story_act_when_it_is_shown(desk: Asked) -> None:
    """Nothing about it shows on the story it replaces before."""
    desk.take(version(1), other(2, "supersedes", embargoedUntil=at(30)))
    assert desk.states() == {STORY: "active"}
    desk.take(Tick(at=at(30)))
    assert desk.states() == {STORY: "superseded", OTHER: "active"}


def test_who_dies_between_two_state_records_of_a_release_does_the_rest_again() -> None:
    """The story that let go is written after what it replaces, so that the tick finds it held still."""
    for written in range(2):
        desk = Asked()
        desk.take(version(1), other(2, "supersedes", embargoedUntil=at(30)))
        output = desk.stage(record("items", Tick(at=at(30)), 2), NOON)
        for kept in output.remember[:written]:
            desk.stage.restore(kept.key, kept.value)
        desk.take(Tick(at=at(30)))
        desk.take(other(2, "supersedes", received=at(40)), version(0.5, received=at(41)))
        assert "active" not in {one.state for one in desk.stories[1:] if one.story_id == STORY}
