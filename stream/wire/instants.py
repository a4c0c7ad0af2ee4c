"""Instants as agencies write them, the wrong ones too.

A story is worth more than its clock: a bad `versionCreated` is left out. An
embargo is worth more than a story: a bad one holds.
"""

from datetime import UTC, datetime, timedelta, timezone

from stream.wire.losses import Losses

YEARS = range(1800, 3000)
"""An instant outside of these years is a program's placeholder, not a date."""
NO_KNOWN_END = datetime(2999, 12, 31, tzinfo=UTC)
"""The end of an embargo whose end nobody can read: until a later version says another."""
_LAST_ZONE = timezone(timedelta(hours=-12))
"""Where a day ends last on Earth."""


def version_instant(given: object, path: str, losses: Losses) -> datetime | None:
    """Return when a version was made, None if that cannot be read; without an offset it is taken as UTC."""
    instant = _readable(given)
    if instant is None:
        losses.lose(path, "no instant that can be read")
    elif instant.tzinfo is None:
        losses.note(f"{path}: has no offset from UTC, taken as UTC")
        return instant.replace(tzinfo=UTC)
    return instant


def embargo_end(given: object, path: str, losses: Losses) -> datetime:
    """Return when an embargo ends, never too early: in the last zone on Earth where the offset is missing."""
    instant = _readable(given)
    if instant is None:
        losses.note(f"{path}: no instant that can be read, held without a known end")
        return NO_KNOWN_END
    if instant.tzinfo is None:
        losses.note(f"{path}: has no offset from UTC, held until that time has passed everywhere (UTC-12)")
        return instant.replace(tzinfo=_LAST_ZONE)
    return instant


def _readable(given: object) -> datetime | None:
    """Return an RFC 3339 instant or day, with or without an offset, in the years that count."""
    if not isinstance(given, str):
        return None
    try:
        instant = datetime.fromisoformat(given.strip())
    except ValueError:
        return None
    if instant.year not in YEARS or (instant.utcoffset() or timedelta()) % timedelta(minutes=1):
        return None
    return instant
