"""docs/lifecycle.md says what the code does."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from flowing import Flow
from wires import bomb, killed_story

from stream import codec
from stream.cli.lines import line_of
from stream.cli.manifests import told
from stream.facts import State
from stream.messages import Change, EdgeType, InstructionKind, Retraction, Story, TopicName
from stream.record import Outcome

PAGE = (Path(__file__).parents[3] / "docs" / "lifecycle.md").read_text(encoding="utf-8")
FIRST_CELLS = re.findall(r"^\| `([a-z_]+)` \|", PAGE, re.MULTILINE)
CONTRADICTIONS: dict[str, tuple[dict[str, Any], ...]] = {
    "usable under embargo": (bomb(embargoed="2026-03-06T11:30:00Z"),),
    "a lower number": (bomb(version="5"), bomb(57, made="11:30", version="2")),
    "two providers": (bomb(), bomb(57, made="11:30", infoSources=[{"name": "Quay Press"}])),
    "an old correction": (
        bomb(57, made="10:00", headlines=[{"value": "CORRECTED: Car bomb kills 57 in Mosul"}]),
        bomb(42),
    ),
    "an old kill": (bomb(42), killed_story("10:00")),
}


@pytest.mark.parametrize("words", [Change, EdgeType, Outcome, State], ids=["change", "edge", "outcome", "state"])
def test_every_word_has_a_row(words: object) -> None:
    """Each change, edge, outcome and state is the first cell of a row."""
    assert set(get_args(words)) <= set(FIRST_CELLS)


def test_every_kind_of_instruction_is_named() -> None:
    """The kinds stand in one sentence."""
    told = re.search(r"`instruction\.kind` is (.*?);", PAGE, re.DOTALL)
    assert told is not None
    assert tuple(re.findall(r"`([a-z]+)`", told[1])) == get_args(InstructionKind)


def test_no_row_is_about_a_word_that_is_gone() -> None:
    """What a row begins with is a word of the contract."""
    known = {*get_args(Change), *get_args(EdgeType), *get_args(Outcome), *get_args(State)}
    assert set(FIRST_CELLS) <= known


@pytest.mark.parametrize("inputs", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_contradictions_leave_the_warning_on_the_page(flow: Flow, inputs: tuple[dict[str, Any], ...]) -> None:
    """Each contradiction of a story's life gives a warning, which the page explains."""
    flow.take(*inputs)
    (story,) = flow.latest("stories", Story).values()
    assert story.warnings
    assert all(f"| `{warning}` |" in PAGE for warning in story.warnings)


def _input(name: str) -> bytes:
    """Return what the page's walk sends under this file name."""
    found = re.search(rf"\$ cat {name}\n(.*?\}})$", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None
    json.loads(found[1])
    return found[1].encode()


def _shown(flow: Flow, topic: TopicName) -> list[str]:
    """Return what tail shows of a topic, without the times."""
    return [line_of(record).plain[9:] for record in flow.log.topics[topic]]


def test_the_walk_shows_what_there_is_to_see(flow: Flow) -> None:
    """The page's two files, put through the whole path, give its lines: on events, on alerts and of the manifest."""
    flow.take(_input("story.json"), _input("kill.json"))
    walk = PAGE.partition("## States")[0]
    on_the_page = [line.removesuffix("…") for line in re.findall(r"^    \d\d:\d\d:\d\d (.*)$", walk, re.MULTILINE)]
    seen = [line for lines in zip(_shown(flow, "events"), _shown(flow, "alerts"), strict=True) for line in lines]
    assert len(seen) == len(on_the_page)
    assert all(line.startswith(beginning) for line, beginning in zip(seen, on_the_page, strict=True))
    manifest = flow.all("retractions", Retraction)[-1]
    assert told(manifest).plain.partition(" UTC  ")[2].splitlines()[1:] == [
        line.removeprefix("    ") for line in re.findall(r"^        retracted .*$", walk, re.MULTILINE)
    ]


def test_the_readme_shows_a_kill_as_it_is(flow: Flow) -> None:
    """The keys that the README shows are those of the same story, killed by its own status."""
    kill = {"id": "nw-7", "source": "Northern Wire", "pubStatus": "canceled", "version": 2}
    flow.take(_input("story.json"), kill)
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^    (    retracted .*|\d{4}-.*? UTC  kill .*)$", readme, re.MULTILINE)
    lines = told(flow.all("retractions", Retraction)[-1]).plain.splitlines()
    assert len(shown) == 3
    assert (
        shown[0].partition(" UTC ")[2].partition(" complete ")[0]
        == lines[0].partition(" UTC ")[2].partition(" complete ")[0]
    )
    assert set(shown[1:]) <= set(lines)
    cancel = codec.decode(flow.log.topics["alerts"][-1].value, dict)
    sample = json.loads(re.search(r'^    (\{"alert_id":"al-d19b.*), …\}$', readme, re.MULTILINE)[1] + "}")  # type: ignore[index]  # a test that fails says so
    assert cancel["alert_id"].startswith(sample.pop("alert_id").removesuffix("…"))
    assert sample.items() <= cancel.items()
