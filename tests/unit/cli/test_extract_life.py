"""What `newswire extract --as-feed` answers to kills, holds, corrections and notes of an agency."""

import json
from typing import Any, get_args

import pytest
from wires import bomb, killed_story, told

from stream.cli.answering import Answering
from stream.cli.answers import Answer, KnownAnswer, Rejected
from stream.cli.extract import _page
from stream.cli.inputs import Input
from stream.cli.pretty import UNPUBLISHED
from stream.cli.wires import Line
from stream.extract.engine import Engine
from stream.record import Outcome
from stream.settings import Settings

URI = bomb()["uri"]
KILL_BY_HEADLINE = told(
    'Editors: please kill the story headlined "Car bomb kills 42 in Mosul". It was sent in error.',
    headline="KILL: Car bomb kills 42 in Mosul",
    native="kill-1",
    made="11:30",
)


@pytest.fixture
def line(engine: Engine) -> Line:
    """Return the stages of a wire."""
    return Line(Settings(), engine)


def answers(line: Line, *given: dict[str, Any]) -> list[list[Answer | Rejected]]:
    """Return the answers to each input of one feed."""
    answering = Answering(line, (), as_feed=True, explain=False)
    return [list(answering.answer(Input(name="feed", data=json.dumps(one).encode()))) for one in given]


def known(answer: Answer | Rejected) -> str:
    """Return how an input that added no story ended."""
    assert isinstance(answer, KnownAnswer)
    return answer.outcome


def only(several: list[Answer | Rejected]) -> Answer:
    """Return the one answer there is."""
    (answer,) = several
    assert isinstance(answer, Answer)
    return answer


def test_an_advisory_is_answered_by_the_story_that_it_kills(line: Line) -> None:
    """The answer has the id, the state and the cancelled alerts of the story named, and its complete manifest."""
    first, kill = map(only, answers(line, bomb(42), KILL_BY_HEADLINE))
    assert kill.story is not None
    assert first.story is not None
    assert (kill.id, kill.story.state, kill.story.story_id) == (URI, "retracted", first.story.story_id)
    assert {alert.msgType for alert in kill.alerts} == {"Cancel"}
    (manifest,) = kill.retractions
    assert (manifest.complete, manifest.instruction.kind) == (True, "kill")
    taken = {item.key for item in manifest.items if item.change == "retracted"}
    events, alerts = {event.event_id for event in first.events}, {alert.alert_id for alert in first.alerts}
    assert {first.story.story_id} | events | alerts == taken
    assert alerts
    assert first.retractions == ()


def test_a_superseded_story_has_an_answer_beside_the_one_in_its_place(line: Line) -> None:
    """One input changes two stories: each is answered under its own id."""
    both = answers(line, told("A bomb killed 3 people in Lyon.", native="a"), told(native="b", made="11:30", **PLACED))[
        1
    ]
    found = {one.id: one.story.state for one in both if isinstance(one, Answer) and one.story}
    assert found == {"a": "superseded", "b": "active"}
    manifests = [one.retractions for one in both if isinstance(one, Answer) and one.id == "a"]
    assert [[one.instruction.kind for one in several] for several in manifests] == [["supersede"]]


PLACED = {"headline": "Bomb kills four in Lyon", "body": "A bomb killed 4 people in Lyon.", "supersedes": "a"}


def test_a_correction_has_its_manifest(line: Line) -> None:
    """What changed and what was kept stands in the answer to a correction."""
    fixed = bomb(38, made="11:30", headlines=[{"value": "CORRECTED: Car bomb kills 38 in Mosul"}])
    _, corrected = map(only, answers(line, bomb(42), fixed))
    assert corrected.story is not None
    assert corrected.story.lifecycle.change == "correction"
    (manifest,) = corrected.retractions
    changes = {(item.topic, item.change) for item in manifest.items}
    assert {("events", "revised"), ("alerts", "revised")} <= changes


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        (bomb(57, made="12:30", embargoed="2999-01-01T00:00:00Z"), "held"),
        (bomb(41, made="10:30"), "late"),
        (bomb(42, made="12:00"), "duplicate"),
        (told("Coverage of the summit begins at noon.", headline="ADVISORY: Summit coverage"), "not_news"),
        (killed_story("09:00", "withheld"), "unchanged"),
    ],
)
def test_what_adds_no_story_is_answered_by_how_it_ended(line: Line, given: dict[str, Any], outcome: Outcome) -> None:
    """The outcome is the desk's, and the page says it in a sentence."""
    *_, (answer,) = answers(line, bomb(30, made="10:00"), bomb(42), given)
    assert known(answer) == outcome
    assert UNPUBLISHED[outcome] in _page(answer)


def test_a_version_of_a_killed_story_is_answered_so(line: Line) -> None:
    """What comes after a kill stays down."""
    *_, (answer,) = answers(line, bomb(42), killed_story(), bomb(57, made="12:30"))
    assert known(answer) == "killed"


def test_every_way_to_add_no_story_has_a_sentence() -> None:
    """Whatever a step calls the end of an input is explained, but what has an answer of its own."""
    assert set(UNPUBLISHED) == set(get_args(Outcome)) - {"published", "rejected", "bug"}


def test_a_kill_that_names_no_known_story_is_answered_by_its_reject(line: Line) -> None:
    """The advisory's own id stands beside the reason."""
    ((refused,),) = answers(line, KILL_BY_HEADLINE)
    assert isinstance(refused, Rejected)
    assert (refused.id, refused.reject.reason) == ("kill-1", "retraction_unresolved")


def test_the_page_of_a_kill_shows_what_to_take_back(line: Line) -> None:
    """State, reason, the cancelled alert and every key, and no empty sections of a text that is gone."""
    first, kill = map(only, answers(line, bomb(42), killed_story()))
    page = _page(kill)
    for words in ("(retracted)", "because", "pubStatus canceled", "Cancel", "Taken back", first.events[0].event_id):
        assert words in page
    assert "Entities" not in page
    assert "Taken back" not in _page(first)
