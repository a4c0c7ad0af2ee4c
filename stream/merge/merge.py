"""The step `merge`: reports in, events out. Each report founds one event, which lives and ends with it.

A report that disappears from its story retracts its event; a report that
comes back makes the same event active again. All text taken from the story
is gone from a retracted event.
"""

from datetime import datetime

import msgspec

from stream import keys
from stream.entries import MergeEntry
from stream.facts import Report, State, Times
from stream.messages import Event, HistoryEntry, Sources, StageName, StoryReports, TopicName
from stream.step import Decision, Memory

HISTORY_KEPT = 20
"""Entries of an event's history that its record carries: the newest."""


class Merge:
    """Decides which events a story's reports make, change or end."""

    name: StageName = "merge"
    timed = False
    topic: TopicName = "reports"
    reads = StoryReports
    remembers = MergeEntry

    def received(self, message: StoryReports) -> datetime:
        """Return when the story arrived."""
        return message.story.received

    def memory(self) -> Memory[MergeEntry]:
        """Return an empty memory."""
        return Memory()

    def decide(self, message: StoryReports, memory: Memory[MergeEntry], now: datetime | None) -> Decision[MergeEntry]:
        """Publish what changed among the events of a story."""
        del now
        known = memory.get(message.story_id)
        if known is not None and message.rev <= known.rev:
            return Decision(outcome="duplicate")
        before = known.events if known else {}
        after = _ended(before, message) | _told(before, message)
        changed = tuple(event for key, event in sorted(after.items()) if event != before.get(key))
        entry = MergeEntry(rev=message.rev, events=after)
        return Decision(outputs=changed, entries={message.story_id: entry}, outcome="published" if changed else "unchanged")


def _told(before: dict[str, Event], message: StoryReports) -> dict[str, Event]:
    events: dict[str, Event] = {}
    for report in message.reports:
        event_id = keys.event_id(report.report_id)
        events[event_id] = _next(before.get(event_id), event_of(report, message))
    return events


def _ended(before: dict[str, Event], message: StoryReports) -> dict[str, Event]:
    state: State = "retracted" if message.state == "active" else message.state
    reason = message.reason or "no longer reported"
    return {key: _next(event, emptied(event, message, state, reason)) for key, event in before.items()}


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
        times=Times(versionCreated=head.versionCreated, received=head.received),
        producer=message.producer,
    )


def emptied(event: Event, message: StoryReports, state: State, reason: str) -> Event:
    """Return what stays of an event that is no longer told: ids, type and times, no text."""
    return Event(
        type=event.type,
        mode=event.mode,
        event_id=event.event_id,
        rev=event.rev,
        state=state,
        reason=reason,
        report_ids=event.report_ids,
        sources=Sources(stories=0, feeds=event.sources.feeds),
        history=(HistoryEntry(rev=1, change=state, because=message.story_id),),
        times=Times(versionCreated=message.story.versionCreated, received=message.story.received),
        producer=message.producer,
    )


def _next(before: Event | None, after: Event) -> Event:
    """Return `after` as the next revision of `before`, or `before` itself where only the times differ."""
    if before is None:
        return after
    if _substance(before) == _substance(after):
        return before
    rev = before.rev + 1
    entry = HistoryEntry(rev=rev, change=_change(before, after), because=after.history[0].because)
    return msgspec.structs.replace(after, rev=rev, history=(*before.history, entry)[-HISTORY_KEPT:])


def _change(before: Event, after: Event) -> str:
    if after.state != "active":
        return after.state
    return "updated" if before.state == "active" else "active again"


def _substance(event: Event) -> Event:
    return msgspec.structs.replace(event, rev=0, history=(), times=Times())
