"""Look at a story again: publish its record if it differs from the last one, with the manifest that belongs to it."""

from datetime import datetime

from msgspec.structs import replace

from stream import keys
from stream.desk.manifest import instruction_of, opened
from stream.desk.overlay import Overlay
from stream.desk.standing import Standing, change_of, edges_of, standing
from stream.desk.story import fingerprint, story_of, subject_of
from stream.entries import StoryEntry, Version
from stream.messages import Change, Item, Lifecycle, Retraction, Story

_CHANGES: dict[str, Change] = {"retracted": "kill", "suspended": "hold", "superseded": "update"}

MOST_TEXTS = 20
"""Texts of a story that are remembered, so that copies of them are known: its latest."""


def looked_at(key: str, overlay: Overlay, now: datetime | None) -> tuple[Story, Retraction | None] | None:
    """Return the record of a story and the manifest it opens; None if nothing is to be sent."""
    entry = _with_original(key, overlay)
    how = standing(entry)
    item = subject_of(entry, how) if how else None
    if how is None or item is None or not _may_show(entry, how):
        return None
    lifecycle = _lifecycle(key, entry, how, item, overlay)
    chain_id = keys.chain_id(overlay.root_of(key))
    content = entry.newest.content if entry.newest else ""
    shown = fingerprint(how, content, chain_id, lifecycle)
    if shown == entry.shown:
        return None
    overlay.put(key, _published(entry, how, shown, content))
    corrects = how.state == "active" and lifecycle.change == "correction" and entry.told not in {None, content}
    instruction = instruction_of(item, how, corrects=corrects) if entry.was_active else None
    if instruction is not None:
        lifecycle = replace(lifecycle, instruction=instruction.instruction_id)
    story = story_of(entry, item, how, chain_id=chain_id, lifecycle=lifecycle, now=now)
    if instruction is None:
        return story, None
    manifest, record = opened(instruction, story, how.because.by if how.because else None, now)
    overlay.put(instruction.instruction_id, manifest)
    return story, record


def _published(entry: StoryEntry, how: Standing, shown: str, content: str) -> StoryEntry:
    """Return the entry of a story once its record is sent."""
    after = replace(entry, rev=entry.rev + 1, shown=shown, state=how.state)
    if how.state != "active":
        return after
    texts = _texts(entry, content) if entry.original is None else entry.texts
    return replace(after, told=content, texts=texts, was_active=True)


def _may_show(entry: StoryEntry, how: Standing) -> bool:
    """Tell whether there is something to show, or somebody to take it back from.

    A story without a record is taken back only if its own status says so, and
    it was never under embargo: then nothing may tell that it was there.
    """
    if how.because is None:
        return entry.newest is not None and entry.newest.whole
    return entry.rev > 0 or (how.because.by is None and entry.embargo is None)


def _with_original(key: str, overlay: Overlay) -> StoryEntry:
    """Return the entry of a story with the story that had its text first, where that is another one.

    A copy stays one while its text is the same, whatever becomes of the
    original: what an agency withdrew does not come back because a site sends
    its copy again. Only the same agency may file a killed text anew.
    """
    entry = overlay.story(key)
    newest = entry.newest
    if newest is None or newest.content == entry.told:
        return entry
    first = overlay.first_with(newest.content)
    is_own = first in {None, key} or _is_filed_anew(overlay.story(first or ""), newest)
    return replace(entry, original=None if is_own else first)


def _is_filed_anew(first: StoryEntry, version: Version) -> bool:
    killed = first.kill is not None and first.newest is not None
    return killed and first.newest is not None and first.newest.provider == version.provider


def _texts(entry: StoryEntry, content: str) -> tuple[str, ...]:
    """Return the texts that a story had first, this one included, the latest of them."""
    known = tuple(one for one in entry.texts if one != content)
    return (*known, content)[-MOST_TEXTS:]


def _lifecycle(key: str, entry: StoryEntry, how: Standing, item: Item, overlay: Overlay) -> Lifecycle:
    if how.because is not None or entry.newest is None:
        return Lifecycle(change=_CHANGES[how.state])
    parent = overlay.parent_of(key)
    change = change_of(entry, entry.newest, item, parent=parent)
    return Lifecycle(change=change, edges=edges_of(entry, parent, change))
