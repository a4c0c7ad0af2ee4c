"""What an instruction of the agency made of an event's alerts, for the manifest that the desk writes."""

from collections.abc import Mapping

from stream.entries import AlertOutline
from stream.messages import Event, RetractedItem, Settled

Outlines = Mapping[str, AlertOutline]


def settlement(before: Outlines, after: Outlines, event: Event) -> tuple[Settled, ...]:
    """Return the settlement of the instruction that brought an event, to be sent after its alerts; none without one."""
    if event.instruction is None:
        return ()
    items = tuple(_item(key, before.get(key), outline) for key, outline in sorted(after.items()))
    return (Settled(instruction_id=event.instruction, stage="alert", key=event.event_id, items=items),)


def _item(key: str, before: AlertOutline | None, after: AlertOutline) -> RetractedItem:
    if after.state != "active":
        return RetractedItem(topic="alerts", key=key, change="retracted", reason=after.reason)
    if before == after:
        return RetractedItem(topic="alerts", key=key, change="kept")
    return RetractedItem(topic="alerts", key=key, change="revised", reason=after.reason)
