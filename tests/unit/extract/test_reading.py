"""A story becomes its entities and its reports, or empty records that take back what an earlier version said."""

from typing import Any

import pytest
from building import NOON, PRODUCER, STORY, at, record

from stream.extract.engine import Engine
from stream.extract.reading import Extract, is_read
from stream.messages import Edge, Lifecycle, Story, StoryEntities, StoryReports

BODY = "A car bomb exploded at a market in Mosul on Friday, killing 42 people, police said."
ATTACK = "ASSAULT"


def _story(**changes: Any) -> Story:
    plain: dict[str, Any] = {
        "story_id": STORY,
        "version": "2",
        "provider": "Harbour News",
        "headline": "Car bomb kills 42 in Mosul",
        "body": BODY,
        "language": "en",
        "versionCreated": NOON,
        "received": NOON,
        "chain_id": "ch-1",
        "rev": 2,
        "state": "active",
        "lifecycle": Lifecycle(change="update"),
    }
    return Story(**plain | changes)


def _read(engine: Engine, story: Story) -> tuple[StoryEntities, StoryReports]:
    entities, reports = Extract(engine, PRODUCER).read(record("stories", story))
    assert isinstance(entities, StoryEntities)
    assert isinstance(reports, StoryReports)
    return entities, reports


def test_a_story_gives_entities_then_reports(engine: Engine) -> None:
    """Both take revision and state from the story."""
    entities, reports = _read(engine, _story())
    assert "Mosul" in {entity.name for entity in entities.entities}
    assert ATTACK in {one.type for one in reports.reports}
    assert [(one.rev, one.state, one.version) for one in (entities, reports)] == [(2, "active", "2")] * 2


def test_what_brought_the_story_goes_with_its_reports(engine: Engine) -> None:
    """The instruction and the instant of its arrival are handed on."""
    told = _story(lifecycle=Lifecycle(change="correction", instruction="in-fix"), triggered=at(3))
    assert (_read(engine, told)[1].instruction, _read(engine, told)[1].story.triggered) == ("in-fix", at(3))
    assert (_read(engine, _story())[1].instruction, _read(engine, _story())[1].story.triggered) == (None, None)


def test_a_killed_story_gives_empty_records_with_its_instruction(engine: Engine) -> None:
    """Nothing of it is read, and later steps learn what took it back."""
    killed = _story(
        state="retracted", reason="pubStatus canceled", lifecycle=Lifecycle(change="kill", instruction="in-kill")
    )
    entities, reports = _read(engine, killed)
    assert (entities.entities, entities.times, reports.reports, reports.story.headline) == ((), (), (), None)
    assert (reports.state, reports.reason, reports.instruction) == ("retracted", "pubStatus canceled", "in-kill")


def test_a_correction_that_cannot_be_read_is_settled_all_the_same(engine: Engine) -> None:
    """The records that take back what the last version said name the instruction."""
    told = _story(lifecycle=Lifecycle(change="correction", instruction="in-fix"))
    _, reports = Extract(engine, PRODUCER).refuse(record("stories", told), "too_slow")
    assert isinstance(reports, StoryReports)
    assert (reports.reports, reports.reason, reports.instruction) == ((), "too_slow", "in-fix")


@pytest.mark.parametrize(
    "change",
    [
        {"state": "suspended"},
        {"state": "superseded"},
        {"state": "retracted"},
        {"lifecycle": Lifecycle(change="copy")},
        {"lifecycle": Lifecycle(change="new", edges=(Edge(type="copies", story_id="st-other"),))},
        {"lifecycle": Lifecycle(change="repeat", edges=(Edge(type="repeats", story_id="st-other"),))},
        {"language": "de"},
        {"headline": None, "body": None},
        {"genre": "Results Listings and Statistics"},
    ],
    ids=str,
)
def test_what_is_told_elsewhere_or_not_at_all_is_not_read(engine: Engine, change: dict[str, Any]) -> None:
    """Not active, the text of another story, another language, no text: the records are there, and empty."""
    told = _story(**change)
    entities, reports = _read(engine, told)
    assert not is_read(told)
    assert (entities.entities, reports.reports) == ((), ())


@pytest.mark.parametrize("kind", ["supersedes", "evolves_from", "corrects"])
def test_a_story_that_goes_on_with_another_one_is_read(kind: Any) -> None:
    """Its text is its own."""
    assert is_read(_story(lifecycle=Lifecycle(change="update", edges=(Edge(type=kind, story_id="st-other"),))))


@pytest.mark.parametrize("change", ["repeat", "refile", "release"])
def test_a_version_that_says_it_is_a_repeat_is_read_where_its_text_is_its_own(change: Any) -> None:
    """Some agencies mark a repeat and change the text."""
    assert is_read(_story(lifecycle=Lifecycle(change=change)))


def test_the_note_to_editors_is_no_news(engine: Engine) -> None:
    """What a correction says of itself is not an event."""
    calm = {"headline": "News of the day", "body": "The library of Bath has a new roof.", "edNote": f"CORRECTS: {BODY}"}
    entities, reports = _read(engine, _story(**calm))
    assert reports.reports == ()
    assert "Mosul" not in {entity.name for entity in entities.entities}
