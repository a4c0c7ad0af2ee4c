"""The desk: manifests, from the instruction to the last settlement."""

import msgspec
import pytest
from asking_desk import OTHER, Asked, other, taken_back, version
from building import STORY, at

from stream.messages import Item, RetractedItem, Settled


def test_a_kill_opens_a_manifest_that_is_complete_when_all_have_settled(desk: Asked) -> None:
    """Merge settles the story and names the events that alert has to settle; then it is complete, and closed."""
    story = desk.take(version(1), taken_back(2))
    (opened,) = desk.manifests
    assert story is not None
    assert (opened.instruction.kind, opened.instruction.instruction_id, opened.complete) == (
        "kill",
        story.lifecycle.instruction,
        False,
    )
    assert {(one.topic, one.key, one.change) for one in opened.items} == {
        (topic, STORY, "retracted") for topic in ("stories", "entities", "reports")
    }
    settled = Settled(instruction_id=opened.instruction.instruction_id, stage="merge", key=STORY, awaits=("ev-1",))
    event = RetractedItem(topic="events", key="ev-1", change="retracted")
    alert = RetractedItem(topic="alerts", key="al-1", change="retracted")
    desk.take(msgspec.structs.replace(settled, items=(event,)))
    assert len(desk.manifests) == 1
    assert desk.stage.figures()["open_manifests"] == 1
    desk.take(msgspec.structs.replace(settled, stage="alert", key="ev-1", items=(alert,), awaits=()))
    assert (desk.manifests[-1].complete, desk.manifests[-1].rev) == (True, 2)
    assert {event, alert} <= set(desk.manifests[-1].items)
    assert desk.stage.figures()["open_manifests"] == 0
    desk.take(settled)
    assert (desk.outcomes[-1], len(desk.manifests)) == ("duplicate", 2)


def test_alert_may_settle_before_merge(desk: Asked) -> None:
    """The order of settlements is that of two topics: either may be read first."""
    desk.take(version(1), taken_back(2))
    instruction = desk.manifests[0].instruction.instruction_id
    alert = Settled(instruction_id=instruction, stage="alert", key="ev-1")
    desk.take(alert, Settled(instruction_id=instruction, stage="merge", key=STORY, awaits=("ev-1",)))
    assert desk.manifests[-1].complete


@pytest.mark.parametrize(
    ("instruction", "kind", "successor"),
    [
        (taken_back(2, "withheld"), "hold", None),
        (version(2, signals=("sig:correction",)), "correction", None),
        (other(2, "supersedes"), "supersede", OTHER),
        (other(2, "corrects"), "correction", OTHER),
    ],
)
def test_whatever_takes_something_back_opens_a_manifest(
    desk: Asked, instruction: Item, kind: str, successor: str | None
) -> None:
    """A hold, a correction, a story in place of this one: each names what to take back, and what stands instead."""
    desk.take(version(1), instruction)
    (opened,) = desk.manifests
    assert (opened.instruction.kind, opened.instruction.story_id) == (kind, STORY)
    assert opened.items[0].successor == successor


@pytest.mark.parametrize(
    "inputs",
    [
        (taken_back(1), version(2)),
        (version(1), version(2)),
        (version(1), version(1, versionCreated=at(2), signals=("sig:correction",))),
        (version(1, signals=("sig:correction",)),),
    ],
)
def test_nothing_to_take_back_is_no_manifest(desk: Asked, inputs: tuple[Item, ...]) -> None:
    """A story that nobody saw, an ordinary update, a correction of nothing."""
    desk.take(*inputs)
    assert desk.manifests == []
