"""What an instruction of the agency made of a story's events, for the manifest that the desk writes."""

from collections.abc import Mapping

from stream.entries import EventOutline
from stream.messages import Event, RetractedItem, Settled, StoryReports

Outlines = Mapping[str, EventOutline]


def settlement(
    before: Outlines, after: Outlines, changed: tuple[Event, ...], message: StoryReports
) -> tuple[Settled, ...]:
    """Return the settlement of the instruction that brought these reports, sent after the events; none without one.

    It lists every event of the story, and those that `alert` is about to see.
    """
    if message.instruction is None:
        return ()
    sent = tuple(event.event_id for event in changed)
    successors = _successors(before, changed)
    items = tuple(_item(key, before.get(key), outline, successors) for key, outline in sorted(after.items()))
    settled = Settled(instruction_id=message.instruction, stage="merge", key=message.story_id, items=items, awaits=sent)
    return (settled,)


def _item(key: str, before: EventOutline | None, after: EventOutline, successors: Mapping[str, str]) -> RetractedItem:
    if after.state != "active":
        return RetractedItem(
            topic="events", key=key, change="retracted", reason=after.reason, successor=successors.get(key)
        )
    same = before is not None and before.said == after.said
    return RetractedItem(topic="events", key=key, change="kept" if same else "revised", reason=after.reason)


def _successors(before: Outlines, changed: tuple[Event, ...]) -> dict[str, str]:
    """Return, by the id of an event that a correction ended, the one event of its type that it tells anew.

    What is not active tells nothing, so a kill or a hold has no successors.
    """
    told: dict[str, list[str]] = {}
    for event in changed:
        if event.state == "active" and not _was_active(before, event):
            told.setdefault(event.type, []).append(event.event_id)
    alone = {kind: ids[0] for kind, ids in told.items() if len(ids) == 1}
    ended = (event for event in changed if event.state != "active" and event.type in alone)
    return {event.event_id: alone[event.type] for event in ended}


def _was_active(before: Outlines, event: Event) -> bool:
    known = before.get(event.event_id)
    return known is not None and known.state == "active"
