"""The step `merge`: reports in, events out. Each report founds one event, which lives and ends with it.

A report that disappears from its story retracts its event; a report that
comes back makes the same event active again. All text taken from the story
is gone from an event that is not active. After an instruction of the agency
(a correction, a kill …) it settles what became of each event of the story.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from stream import keys
from stream.entries import EventOutline, MergeEntry
from stream.facts import Report, State, Times
from stream.merge.packing import packed, unpacked
from stream.merge.revision import outline_of, revised
from stream.merge.settlement import settlement
from stream.messages import Event, HistoryEntry, Sources, StageName, StoryReports, TopicName
from stream.step import Decision, Memory


class EventMemory(Memory[MergeEntry]):
    """What is known of stories and their events."""

    window = timedelta(days=18)


class Merge:
    """Decides which events a story's reports make, change or end."""

    name: StageName = "merge"
    timed = False
    topic: TopicName = "reports"
    reads = StoryReports
    remembers = MergeEntry

    def received(self, message: StoryReports) -> datetime:
        """Return when the input arrived that led to these reports."""
        return message.story.triggered or message.story.received

    def memory(self) -> Memory[MergeEntry]:
        """Return an empty memory."""
        return EventMemory()

    def decide(self, message: StoryReports, memory: Memory[MergeEntry], now: datetime | None) -> Decision[MergeEntry]:
        """Publish what changed among the events of a story, and settle the instruction that changed it."""
        del now
        known = memory.get(message.story_id)
        if known is not None and message.rev <= known.rev:
            return Decision(outcome="duplicate")
        before = unpacked(known.events) if known else {}
        changed = tuple(_changes(before, message))
        after = before | {event.event_id: outline_of(event) for event in changed}
        return Decision(
            outputs=(*changed, *settlement(before, after, changed, message)),
            entries={message.story_id: MergeEntry(rev=message.rev, events=packed(after))},
            outcome="published" if changed else "unchanged",
        )


def _changes(before: Mapping[str, EventOutline], message: StoryReports) -> Iterator[Event]:
    """Yield the next revision of each event that has one, in the order of their ids."""
    told = {event.event_id: event for event in (event_of(report, message) for report in message.reports)}
    untold = {key: outline for key, outline in before.items() if key not in told and _can_end(outline, message.state)}
    after = told | {key: emptied(key, outline, message) for key, outline in untold.items()}
    for key, event in sorted(after.items()):
        revision = revised(before.get(key), event)
        if revision is not None:
            yield revision


def _can_end(outline: EventOutline, story: State) -> bool:
    """Tell whether its story may end an event: one that ended earlier is reached by a kill only, not by a hold."""
    return outline.state != "retracted" or story == "retracted"


def event_of(report: Report, message: StoryReports) -> Event:
    """Return the event that one report founds, in its first revision."""
    shared = {name: getattr(report, name) for name in report.__struct_fields__ if name != "report_id"}
    head = message.story
    agencies = (head.provider,) if head.provider else ()
    return Event(
        **shared,
        event_id=keys.event_id(report.report_id),
        rev=1,
        state="active",
        report_ids=(report.report_id,),
        sources=Sources(stories=1, agencies=agencies, feeds=(head.feed,) if head.feed else (), independent=1),
        history=(HistoryEntry(rev=1, change="new", because=message.story_id),),
        instruction=message.instruction,
        times=_times(message),
        producer=message.producer,
    )


def emptied(event_id: str, outline: EventOutline, message: StoryReports) -> Event:
    """Return what stays of an event that is no longer told: ids, type and times, no text."""
    state: State = "retracted" if message.state == "active" else message.state
    return Event(
        type=outline.type,
        mode=outline.mode,
        event_id=event_id,
        rev=outline.rev,
        state=state,
        reason=message.reason or "no longer reported",
        report_ids=outline.report_ids,
        sources=Sources(stories=0, feeds=outline.feeds),
        history=(HistoryEntry(rev=outline.rev, change=state, because=message.story_id),),
        instruction=message.instruction,
        times=_times(message),
        producer=message.producer,
    )


def _times(message: StoryReports) -> Times:
    head = message.story
    return Times(versionCreated=head.versionCreated, received=head.received, triggered=head.triggered)
