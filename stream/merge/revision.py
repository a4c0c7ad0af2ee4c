"""The next revision of an event: whether there is one, what kind of change it is, and what is kept of it."""

from msgspec import structs

from stream import codec, keys
from stream.entries import EventOutline
from stream.facts import Times
from stream.messages import Event, HistoryEntry

HISTORY_KEPT = 20
"""Entries of an event's history that its record carries: the newest."""


def revised(before: EventOutline | None, after: Event) -> Event | None:
    """Return `after` as the next revision of what was before; None where no more than instants differ.

    What an instruction leaves as it was is confirmed by it: `alert` has to say
    of the event's alerts, too, that they are kept.
    """
    if before is None:
        return after
    is_confirmed = after.instruction is not None and after.state == "active"
    if before.whole == _whole(after) and not is_confirmed:
        return None
    rev = before.rev + 1
    entry = HistoryEntry(rev=rev, change=_change(before, after), because=after.history[-1].because)
    return structs.replace(after, rev=rev, history=(*before.history, entry)[-HISTORY_KEPT:])


def outline_of(event: Event) -> EventOutline:
    """Return what is kept of an event as it was published."""
    return EventOutline(
        type=event.type,
        mode=event.mode,
        rev=event.rev,
        state=event.state,
        reason=event.reason,
        report_ids=event.report_ids,
        feeds=event.sources.feeds,
        history=event.history,
        said=_said(event),
        whole=_whole(event),
    )


def _change(before: EventOutline, after: Event) -> str:
    if after.state != "active":
        return after.state
    if before.state != "active":
        return "active again"
    if before.said == _said(after):
        return "confirmed"
    return "corrected" if after.instruction else "updated"


def _said(event: Event) -> str:
    """Return the fingerprint of what an event says, whatever words prove it and however sure we are."""
    return _fingerprint(
        event.type,
        event.mode,
        event.status,
        event.scope,
        tuple((actor.role, actor.text, actor.codes) for actor in event.actors),
        structs.replace(event.place, confidence=0.0) if event.place else None,
        event.time,
        event.counts,
        tuple((source.text, source.source_class) for source in event.attributed_to),
        event.state,
        event.sources,
    )


def _whole(event: Event) -> str:
    """Return the fingerprint of all for which an event is published again: its evidence, too, names the version."""
    return _fingerprint(structs.replace(event, rev=0, history=(), instruction=None, times=Times()))


def _fingerprint(*values: object) -> str:
    return keys.digest(codec.encode(values).decode())
