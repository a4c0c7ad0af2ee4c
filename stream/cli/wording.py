"""Facts in a few words, for pages and lines that people read."""

from collections.abc import Iterable
from datetime import UTC, datetime

from stream.facts import Attribution, Count, EventPlace, EventTime, Happening

UNKNOWN = "–"


def one_line(text: str | None, limit: int | None = None) -> str:
    """Return a text on one line, cut at a word with an ellipsis if it is longer than `limit`."""
    words = " ".join((text or "").split())
    if limit is None or len(words) <= limit:
        return words
    head = words[: limit - 1]
    whole = head if words[limit - 1] == " " else head.rsplit(" ", 1)[0]
    return whole.rstrip(",;: ") + "…"


def joined(parts: Iterable[str | None], between: str = " · ") -> str:
    """Return the parts that there are."""
    return between.join(part for part in parts if part)


def number(count: Count) -> str:
    """Return how many: "12", "at least 62", "up to 30", "about 60,000", "24–99"."""
    low, best, high = count.low, count.best, count.high
    if best is None:
        return _between(low, high)
    if low == best == high:
        return f"{best:,}"
    if high is None:
        return f"at least {best:,}"
    return f"about {best:,}"


def _between(low: int | None, high: int | None) -> str:
    if low is None:
        return UNKNOWN if high is None else f"up to {high:,}"
    return f"at least {low:,}" if high is None else f"{low:,}–{high:,}"


def counted(count: Count) -> str:
    """Return a count in words: "at least 62 killed (militants)"."""
    who = f" ({count.who})" if count.who else ""
    return f"{number(count)} {count.what}{who}"


def placed(place: EventPlace | None) -> str | None:
    """Return where it happened: "Aleppo, SY"."""
    if place is None:
        return None
    return joined((place.text, place.country), ", ")


def timed(time: EventTime | None) -> str | None:
    """Return when it happened: "2014-05-03 (Saturday)"; only the words where the day is unknown."""
    if time is None:
        return None
    span = time.start if time.start == time.end else f"{time.start or '…'} to {time.end or '…'}"
    return f"{span} ({time.text})" if span else f"“{time.text}”"


def attributed(source: Attribution) -> str:
    """Return who says so: "SANA state news agency (state media)"."""
    kind = (source.source_class or "").replace("_", " ")
    return f"{source.text} ({kind})" if kind else source.text


def kind_of(happening: Happening) -> str:
    """Return what it is: "ASSAULT shelling"."""
    return joined((happening.type, (happening.mode or "").replace("_", " ")), " ")


def summary(happening: Happening) -> str:
    """Return an event on one line: kind, counts, place, time."""
    counts = ", ".join(f"{number(count)} {count.what}" for count in happening.counts)
    return joined((kind_of(happening), counts, placed(happening.place), timed(happening.time)))


def moment(instant: datetime | None) -> str | None:
    """Return an instant in UTC: "2014-05-03 18:00 UTC"."""
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if instant else None
