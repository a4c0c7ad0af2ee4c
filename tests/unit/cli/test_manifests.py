"""Which manifests a user gets, and how they are told."""

from datetime import datetime

import pytest
from building import NOON, RETRACTION, STORY, at, record
from msgspec import structs

from stream.cli.manifests import Asked, Manifests, told
from stream.facts import Times
from stream.messages import InstructionKind, RetractedItem, Retraction


def manifest(
    key: str = "in-1",
    rev: int = 2,
    *,
    kind: InstructionKind = "kill",
    triggered: datetime | None = NOON,
    emitted: datetime | None = None,
    complete: bool = True,
) -> Retraction:
    """Return a manifest."""
    said = structs.replace(RETRACTION.instruction, instruction_id=key, kind=kind)
    times = Times(received=at(-60), triggered=triggered, emitted=emitted)
    return structs.replace(RETRACTION, instruction=said, rev=rev, complete=complete, times=times)


def shown(asked: Asked, *given: Retraction) -> list[tuple[str, int]]:
    """Return instruction and revision of what a user gets of these records."""
    manifests = Manifests()
    for offset, one in enumerate(given):
        manifests.take(one, record("retractions", one, offset))
    return [(one.instruction.instruction_id, one.rev) for one, _ in manifests.asked_for(asked)]


def test_each_instruction_is_shown_once_as_it_stands_now() -> None:
    """The last revision counts, also if an older one comes again; the order is that of the instructions' times."""
    first, second = manifest("in-b", 1, complete=False), manifest("in-b", 2)
    early = manifest("in-a", 1, triggered=at(-5))
    assert shown(Asked(), first, second, first, early) == [("in-a", 1), ("in-b", 2)]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (Asked(since=at(0)), ["in-noon", "in-late"]),
        (Asked(until=at(0)), ["in-early"]),
        (Asked(since=at(1), until=at(10)), []),
        (Asked(kinds=frozenset({"hold", "correction"})), ["in-late"]),
        (Asked(incomplete=True), ["in-noon"]),
    ],
)
def test_a_user_gets_what_is_asked_for(asked: Asked, ids: list[str]) -> None:
    """Time, kind and what is not complete; `since` is inclusive, `until` is not."""
    given = (
        manifest("in-early", triggered=at(-5)),
        manifest("in-noon", complete=False),
        manifest("in-late", kind="hold", triggered=at(10)),
    )
    assert [key for key, _ in shown(asked, *given)] == ids


def test_who_asks_again_misses_nothing_that_was_completed_since() -> None:
    """An instruction from before `since` is shown if its manifest was completed after it."""
    assert shown(Asked(since=at(1)), manifest(triggered=at(0), emitted=at(2))) == [("in-1", 2)]
    assert shown(Asked(since=at(1)), manifest(triggered=at(0), emitted=at(0.5))) == []


def test_an_instruction_without_a_trigger_has_the_time_its_story_was_received() -> None:
    """Where nothing says what led to it, `received` counts."""
    assert shown(Asked(until=at(-30)), manifest(triggered=None)) == [("in-1", 2)]


def test_a_manifest_is_told_line_by_line() -> None:
    """The instruction with its reason and how long it took, then each record; a reason is not said twice."""
    items = (
        RetractedItem(topic="stories", key=STORY, change="retracted", reason="pubStatus canceled", successor="st-2"),
        RetractedItem(topic="events", key="ev-1", change="retracted", reason="no longer reported"),
        RetractedItem(topic="events", key="ev-2", change="kept"),
    )
    page = told(structs.replace(manifest(emitted=at(0.01)), items=items)).plain
    assert page.splitlines() == [
        f"2026-03-06 12:00:00 UTC  kill  {STORY}  version 2 · pubStatus canceled  complete after 0.6 s",
        f"    retracted  stories   {STORY}  → st-2",
        "    retracted  events    ev-1  no longer reported",
        "    kept       events    ev-2",
    ]


def test_a_manifest_that_is_not_complete_says_so() -> None:
    """Whoever takes back too early is warned."""
    assert told(manifest(complete=False)).plain.splitlines()[0].endswith("incomplete: more may follow")
