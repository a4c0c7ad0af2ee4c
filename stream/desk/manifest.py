"""Manifests: what an instruction takes back, opened with the story and complete once every record is acknowledged."""

from datetime import datetime

from msgspec.structs import replace

from stream import keys
from stream.desk.memory import DeskMemory
from stream.desk.overlay import Overlay
from stream.desk.standing import Standing
from stream.entries import DeskEntry, ManifestEntry
from stream.facts import Times
from stream.messages import Instruction, InstructionKind, Item, RetractedItem, Retraction, Settled, Story
from stream.step import Decision

_PATH = ("stories", "entities", "reports", "events", "alerts")
_KINDS: dict[str, InstructionKind] = {"retracted": "kill", "suspended": "hold", "superseded": "supersede"}


def instruction_of(item: Item, standing: Standing, *, corrects: bool) -> Instruction | None:
    """Return the instruction that brought a story to how it stands, None if it is an ordinary version."""
    because = standing.because
    if because is None and not corrects:
        return None
    kind = (because.kind if because else None) or _KINDS.get(standing.state, "correction")
    version = because.version if because else item.version
    created = (because.order[0] if because else None) or str(item.versionCreated or item.received)
    return Instruction(
        instruction_id=f"in-{keys.digest(item.story_id, version or created, kind)}",
        story_id=item.story_id,
        version=version,
        kind=kind,
        reason=because.reason if because else "corrected by the agency",
    )


def opened(
    instruction: Instruction, story: Story, by: str | None, now: datetime | None
) -> tuple[ManifestEntry, Retraction]:
    """Return what is remembered and published of an instruction at once: the records that carry the story's own key."""
    change = "revised" if story.state == "active" else "retracted"
    items = tuple(
        RetractedItem(
            topic=topic,
            key=story.story_id,
            change=change,  # type: ignore[arg-type]  # one of the two words
            reason=instruction.reason,
            successor=by if instruction.kind in {"supersede", "correction"} and topic == "stories" else None,
        )
        for topic in ("stories", "entities", "reports")
    )
    times = Times(versionCreated=story.versionCreated, received=story.received, triggered=now)
    entry = ManifestEntry(instruction=instruction, times=times, items=items)
    return entry, _record(entry, complete=False)


def settle(message: Settled, memory: DeskMemory) -> Decision[DeskEntry]:
    """Add what a later step has done; complete the manifest if that was the last of it."""
    entry = memory.get(message.instruction_id)
    if not isinstance(entry, ManifestEntry):
        return Decision(outcome="duplicate")
    after = _settled(entry, message)
    overlay = Overlay(memory)
    if after.merged and set(after.awaits) <= set(after.settled):
        overlay.put(message.instruction_id, None)
        return Decision(outputs=(_record(after, complete=True),), entries=overlay.changed, outcome="published")
    overlay.put(message.instruction_id, after)
    return Decision(entries=overlay.changed, outcome="unchanged")


def _settled(entry: ManifestEntry, message: Settled) -> ManifestEntry:
    items = {(item.topic, item.key): item for item in (*entry.items, *message.items)}
    known = replace(entry, items=tuple(items[key] for key in sorted(items, key=_along_the_path)))
    if message.stage == "merge":
        return replace(known, merged=True, awaits=message.awaits)
    return replace(known, settled=tuple(sorted({*entry.settled, message.key})))


def _along_the_path(item: tuple[str, str]) -> tuple[int, str]:
    """Return an item's place in a manifest: settlements come in an order that two runs need not share."""
    topic, key = item
    return _PATH.index(topic), key


def _record(entry: ManifestEntry, *, complete: bool) -> Retraction:
    return Retraction(
        instruction=entry.instruction,
        rev=2 if complete else 1,
        state="active",
        items=entry.items,
        complete=complete,
        times=entry.times,
    )
