"""The desk: what is forgotten, and when."""

from datetime import timedelta

from asking_desk import DAY, OTHER, THIRD, Asked, advisory, held_back, other, seen, taken_back, version
from building import STORY, at, item

from stream import keys
from stream.alerts.alert import Alerting
from stream.desk.desk import Desk
from stream.kafka.topics import spec_of
from stream.merge.merge import Merge
from stream.messages import Edge, Tick


def test_a_story_comes_back_from_its_outline_but_not_its_text(desk: Asked) -> None:
    """After 48 hours the text is gone, so a chain that moves publishes nothing; a new version does."""
    desk.take(other(1), version(3 * DAY, story_id=THIRD))
    desk.take(other(0.5, "evolves_from", received=at(3 * DAY + 1)))
    assert [one.rev for one in desk.stories if one.story_id == OTHER] == [1]
    desk.take(other(3 * DAY + 2))
    assert (seen(desk.last(OTHER)), desk.last(OTHER).chain_id) == ((2, "active", "update"), keys.chain_id(STORY))


def test_the_same_text_again_after_48_hours_brings_a_superseded_story_back(desk: Asked) -> None:
    """The repeat has the text that was let go."""
    desk.take(version(1), other(2, "supersedes"), version(3 * DAY, story_id=THIRD))
    desk.take(version(1, versionCreated=at(3 * DAY + 1), received=at(3 * DAY + 1)))
    assert (desk.last().state, desk.last().body) == ("active", item().body)


def test_a_suspended_story_keeps_its_text_for_its_release(desk: Asked) -> None:
    """A hold may last."""
    about = Edge(type="evolves_from", story_id=STORY)
    released = advisory(4 * DAY, "This story may be used.", about, signals=("sig:release",))
    desk.take(version(1), taken_back(2, "withheld"), version(3 * DAY, story_id=THIRD), released)
    assert (desk.last().state, desk.last().headline) == ("active", "Ferry sinks at 1 knots")


def test_a_story_that_returns_after_20_days_begins_again(desk: Asked) -> None:
    """What nobody touched for twenty days is forgotten."""
    desk.take(version(1), version(2), version(21 * DAY, story_id=THIRD), version(21 * DAY, story_id=THIRD))
    assert seen(desk.take(version(22 * DAY))) == (1, "active", "new")


def test_an_outline_knows_its_story(desk: Asked) -> None:
    """After the text has gone, a version and a kill are still those of the same story."""
    desk.take(version(1), *(version(3 * DAY + n, story_id=THIRD) for n in range(3)))
    assert seen(desk.take(version(4 * DAY))) == (2, "active", "update")
    desk.take(*(version(8 * DAY + n, story_id=THIRD) for n in range(3)))
    assert seen(desk.take(taken_back(9 * DAY))) == (3, "retracted", "kill")
    figures = desk.stage.figures()
    assert figures["entries"] == len(desk.states()) + figures["open_manifests"]


def test_each_step_forgets_before_the_one_before_it() -> None:
    """Or a step would take the first revision of a story that the desk has forgotten for an old one."""
    desk, merge, alert = (step.memory().window for step in (Desk(), Merge(), Alerting((), frozenset())))
    assert desk is not None
    assert merge is not None
    assert alert is not None
    kept = max(spec_of(name).retention or 0.0 for name in ("raw", "items"))
    assert desk > merge > alert > timedelta(hours=kept)


def test_what_is_held_is_never_forgotten(desk: Asked) -> None:
    """An embargo of two months ends when it ends."""
    desk.take(held_back(1, 60 * DAY), *(version(31 * DAY + n, story_id=THIRD) for n in range(3)))
    assert desk.stage.due() == at(60 * DAY)
    desk.take(Tick(at=at(60 * DAY)))
    assert desk.last().headline == "Ferry sinks at 1 knots"
