"""Merge and alert over a log: a death at any send changes no value, and what is sent again is the same record."""

from collections import defaultdict
from typing import Any

import pytest
from building import NOON, STORY, report, reports

from stream import codec
from stream.alerts.alert import Alerting
from stream.alerts.rule import rules
from stream.entries import AlertEntry, MergeEntry, Remembered
from stream.memory import MemoryLog, MemoryRunner
from stream.merge.merge import Merge
from stream.messages import Settled, StoryReports, TopicName
from stream.record import Envelope
from stream.stage import FoldStage

LIFE: tuple[StoryReports, ...] = (
    reports(report(0, killed=30), report(1), report(2, killed=12)),
    reports(report(0, killed=31), report(1), rev=2, instruction="in-1"),
    reports(rev=3, state="suspended", reason="pubStatus withheld", instruction="in-2"),
    reports(report(0, killed=31), report(2, killed=12), rev=4, instruction="in-3"),
    reports(rev=5, state="retracted", reason="pubStatus canceled", instruction="in-4"),
)
TOPICS: tuple[TopicName, ...] = ("events", "alerts", "items", "merge.state", "alert.state")


class DiedError(Exception):
    """A process is gone."""


class Death:
    """Dies at the n-th send, before the record lies in the log; later ones go through."""

    def __init__(self, nth: int) -> None:
        self._left = nth

    def __call__(self, _: Envelope) -> None:
        """Count a send. Raises DiedError if it is the last one."""
        self._left -= 1
        if self._left == 0:
            raise DiedError


def _lived(nth: int = 0) -> MemoryLog:
    log = MemoryLog()
    for told in LIFE:
        log.append(codec.envelope(told, prefix="wire", emitted=NOON), NOON)
    stages = (FoldStage(Merge(), prefix="wire"), FoldStage(Alerting(rules(), frozenset()), prefix="wire"))
    death = Death(nth)
    for _ in range(2):
        try:
            MemoryRunner(log, stages, clock=lambda: NOON, on_send=death).run()
        except DiedError:
            continue
    return log


def _values(log: MemoryLog, topic: TopicName) -> dict[str, set[bytes]]:
    """Return all values of each record of a topic by its CloudEvents id."""
    found: dict[str, set[bytes]] = defaultdict(set)
    for record in log.topics[topic]:
        found[record.header("ce_id") or ""].add(record.value or b"")
    return dict(found)


def _remembered(log: MemoryLog, topic: TopicName, kind: Any) -> dict[bytes, Any]:
    """Return what is remembered of each key: offsets differ, because records sent twice lie in the log twice."""
    return {key: codec.decode(one.value, Remembered[kind]).entry for key, one in log.latest(topic).items()}


def _sends() -> int:
    return sum(len(_lived().topics[topic]) for topic in TOPICS)


def test_each_instruction_is_settled_by_merge_and_for_each_event_by_alert() -> None:
    """What merge says `alert` will see is what `alert` settles, and no more."""
    settled = [codec.decode(record.value, Settled) for record in _lived().topics["items"]]
    for nth in range(1, 5):
        mine = [one for one in settled if one.instruction_id == f"in-{nth}"]
        (merged,) = [one for one in mine if one.stage == "merge"]
        assert merged.key == STORY
        assert sorted(one.key for one in mine if one.stage == "alert") == sorted(merged.awaits)
        assert len(merged.awaits) >= 2
        assert any(item.topic == "alerts" for one in mine for item in one.items)


@pytest.mark.parametrize("nth", range(1, _sends() + 1))
def test_a_death_at_any_send_changes_no_value(nth: int) -> None:
    """Every record of the undisturbed life is there, with its value, and no other."""
    whole, broken = _lived(), _lived(nth)
    for topic in TOPICS[:3]:
        assert _values(broken, topic) == _values(whole, topic)
    assert _remembered(broken, "merge.state", MergeEntry) == _remembered(whole, "merge.state", MergeEntry)
    assert _remembered(broken, "alert.state", AlertEntry) == _remembered(whole, "alert.state", AlertEntry)
