"""Options that are instants."""

from datetime import UTC, datetime, timedelta

import click

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def parsed(text: str) -> datetime | None:
    """Return an RFC 3339 instant; None if it is none, or has no offset."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant if instant.tzinfo else None


def instant_option(_: click.Context, __: click.Parameter, value: str | None) -> datetime | None:
    """Return an option's instant."""
    instant = parsed(value) if value is not None else None
    if value is not None and instant is None:
        raise click.BadParameter(f"{value!r} is no instant with offset: write it like 2014-05-03T18:00:00Z")
    return instant


def since_option(_: click.Context, __: click.Parameter, value: str | None) -> datetime | None:
    """Return the instant of an option that is one, or an age like "15m", "2h", "1d"."""
    if value is None:
        return None
    unit = _UNITS.get(value[-1:])
    if unit and value[:-1].isdecimal():
        return datetime.now(UTC) - timedelta(**{unit: int(value[:-1])})
    instant = parsed(value)
    if instant is None:
        raise click.BadParameter(f"{value!r} is neither an age like 15m, 2h or 1d nor an instant with offset")
    return instant
