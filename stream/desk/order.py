"""Where a version stands among the versions of its story: by when it was made, else by when it came."""

from datetime import UTC, datetime, timedelta

from stream.entries import Order
from stream.messages import Item

AHEAD = timedelta(hours=24)
"""A version made later than this after its arrival has a wrong clock: it counts by its arrival."""

WINDOW = timedelta(hours=48)
"""How far apart two stories may be made and still be matched by their words (Reuters and AP recall within two days)."""


def is_timed(item: Item) -> bool:
    """Tell whether a version itself says, believably, when it was made."""
    return item.versionCreated is not None and item.versionCreated <= item.received + AHEAD


def order_of(item: Item) -> Order:
    """Return an item's place: created, received (both UTC, so that text order is time order), partition, offset."""
    created = item.versionCreated if item.versionCreated is not None and is_timed(item) else item.received
    return _instant(created), _instant(item.received), item.origin.partition, item.origin.offset


def created_of(order: Order) -> datetime:
    """Return when a version was made."""
    return datetime.fromisoformat(order[0])


def is_near(earlier: Order, later: Order) -> bool:
    """Tell whether one version was made before another one, within the window."""
    return earlier[0] <= later[0] and created_of(later) - created_of(earlier) <= WINDOW


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")
