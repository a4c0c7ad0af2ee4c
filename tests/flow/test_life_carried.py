"""What follows of a story is taken back with it: random schedules through desk, merge and alert, and back."""

from collections.abc import Iterator
from random import Random
from typing import Any

from building import NOON, report, reports
from life_schedules import Step, rearranged, schedule, table

from stream import codec, keys
from stream.alerts.alert import Alerting
from stream.alerts.rule import rules
from stream.desk.desk import Desk
from stream.facts import Report
from stream.memory import MemoryLog, MemoryRunner
from stream.merge.merge import Merge
from stream.messages import Alert, Event, Message, Reason, Retraction, StageName, Story, StoryReports, TopicName
from stream.record import Record
from stream.stage import FoldStage, ReadingStage, Stage

SCHEDULES = 300
MOST_REPORTS = 3


class Telling:
    """Tells of each story what its text stands for: up to three happenings, with tolls of its own."""

    name: StageName = "extract"

    def read(self, record: Record) -> tuple[Message, ...]:
        """Return the reports of a story."""
        story = codec.decode(record.value, Story)
        told = tuple(_told(story)) if story.state == "active" and story.lifecycle.change != "copy" else ()
        return (_reports(story, told),)

    def refuse(self, record: Record, reason: Reason) -> tuple[Message, ...]:
        """Return nothing: the test fails where a story is rejected."""
        del record, reason
        return ()


def _told(story: Story) -> Iterator[Report]:
    toll = sum(map(ord, story.body or ""))
    for nth in range(MOST_REPORTS):
        if toll >> nth & 1:
            yield report(nth, story=story.story_id, killed=toll % (nth + 7))


def _reports(story: Story, told: tuple[Report, ...]) -> StoryReports:
    return reports(
        *told,
        story=story.story_id,
        rev=story.rev,
        state=story.state,
        reason=story.reason,
        instruction=story.lifecycle.instruction,
    )


class Town:
    """A log in memory, and whoever decides over it."""

    def __init__(self) -> None:
        self.log = MemoryLog()

    def take(self, steps: list[Step], rng: Random) -> None:
        """Put inputs on `items`, a few at a time, and run; now and then somebody new does."""
        runner = self._runner()
        for step in steps:
            self.log.append(codec.envelope(step.message, prefix="wire", emitted=NOON), NOON)
            if rng.random() < 0.4:
                runner.run()
            if rng.random() < 0.05:
                runner = self._runner()
        runner.run()
        assert {one.outcome for one in runner.observations}.isdisjoint({"bug", "rejected"})

    def _runner(self) -> MemoryRunner:
        stages: tuple[Stage, ...] = (
            FoldStage(Desk(), prefix="wire"),
            ReadingStage(Telling(), reads="stories", prefix="wire"),
            FoldStage(Merge(), prefix="wire"),
            FoldStage(Alerting(rules(), frozenset()), prefix="wire"),
        )
        return MemoryRunner(self.log, stages, clock=lambda: NOON)

    def latest(self, topic: TopicName, kind: Any) -> list[Any]:
        """Return the last record of each key."""
        return [codec.decode(one.value, kind) for one in self.log.latest(topic).values()]

    def was_active(self, story: Story) -> bool:
        """Tell whether a story that is not active was so at some time."""
        every = (codec.decode(one.value, Story) for one in self.log.topics["stories"])
        return story.state != "active" and any(
            one.story_id == story.story_id and one.state == "active" for one in every
        )


def _failures(town: Town) -> Iterator[str]:
    stories: list[Story] = town.latest("stories", Story)
    events: dict[str, Event] = {one.event_id: one for one in town.latest("events", Event)}
    manifests = {one.instruction.instruction_id: one for one in town.latest("retractions", Retraction)}
    yield from (f"{one} is not complete" for one in manifests.values() if not one.complete)
    for story in stories:
        own = [events[key] for key in _event_ids(story.story_id) if key in events]
        yield from _of_events(story, own)
        if story.lifecycle.instruction is None:
            if town.was_active(story):
                yield f"{story} names no instruction"
        else:
            yield from _unlisted(story, own, manifests[story.lifecycle.instruction])
    for alert in town.latest("alerts", Alert):
        event = events[alert.event_ids[0]]
        if event.state != "active" and (alert.msgType != "Cancel" or alert.state == "active"):
            yield f"{alert} of {event}"
        if event.instruction is not None and alert.instruction == event.instruction:
            yield from _missing(manifests[event.instruction], "alerts", {alert.alert_id})


def _event_ids(story_id: str) -> list[str]:
    return [keys.event_id(report(nth, story=story_id).report_id) for nth in range(MOST_REPORTS)]


def _of_events(story: Story, own: list[Event]) -> Iterator[str]:
    active = {event.event_id for event in own if event.state == "active"}
    copied = story.lifecycle.change == "copy"
    told = {keys.event_id(one.report_id) for one in _told(story)} if story.state == "active" and not copied else set()
    if active != told:
        yield f"{story} has {active}, tells {told}"
    yield from (f"{event} keeps text" for event in own if event.state != "active" and (event.place or event.evidence))


def _unlisted(story: Story, own: list[Event], manifest: Retraction) -> Iterator[str]:
    """Yield the records of a story that its manifest does not name."""
    for topic in ("stories", "entities", "reports"):
        yield from _missing(manifest, topic, {story.story_id})
    yield from _missing(manifest, "events", {event.event_id for event in own})


def _missing(manifest: Retraction, topic: str, ids: set[str]) -> Iterator[str]:
    listed = {one.key for one in manifest.items if one.topic == topic}
    yield from (f"{manifest} does not list {one} of {topic}" for one in ids - listed)


def test_what_follows_of_a_story_is_taken_back_with_it() -> None:
    """No event of a story that is not active, no alert but a Cancel; each manifest complete, with all that it took."""
    ended = set()
    for seed in range(SCHEDULES):
        rng = Random(f"carried {seed}")
        steps = rearranged(schedule(seed), rng)
        town = Town()
        town.take(steps, rng)
        failures = list(_failures(town))
        assert not failures, "\n".join([f"schedule {seed}", table(steps), *failures])
        ended |= {(one.state, one.msgType) for one in town.latest("alerts", Alert)}
    assert ended >= {("active", "Alert"), ("active", "Update"), ("retracted", "Cancel"), ("suspended", "Cancel")}
