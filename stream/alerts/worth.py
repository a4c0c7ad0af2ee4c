"""What alert rules share: is it news, how many, how sure, and how an alert is worded."""

import re
from collections.abc import Mapping
from typing import Any

from msgspec import convert

from stream.alerts.rule import Certainty, Hit, Severity, Urgency
from stream.facts import Count, Counted
from stream.lexicon.words import read, word_set
from stream.messages import Category, Event

_POSSESSIVE = re.compile(r"['’]s\b")
_CREDIBLE = frozenset({"actual", "claimed"})


def is_news(event: Event) -> bool:
    """Tell whether an event is new, told as fact or credibly claimed, and read with enough confidence.

    What is told further down in a story without a time is taken for its background.
    """
    if event.scope != "new" or event.status not in _CREDIBLE or not is_sure(event):
        return False
    if event.time is None and not is_lead(event):
        return False
    return event.status == "actual" or certainty_of(event) != "Possible"


def is_sure(event: Event) -> bool:
    """Tell whether an event was read with enough confidence."""
    return (event.confidence or 0) >= float(settings()["confidence"])


def is_lead(event: Event) -> bool:
    """Tell whether an event stands in a headline or lead."""
    return (event.importance or 0) >= float(settings()["lead"])


def settings() -> Mapping[str, Any]:
    """Return the thresholds and words of alerts.yml."""
    found: Mapping[str, Any] = read("alerts")
    return found


def toll(event: Event, what: Counted) -> int:
    """Return how many, at the least, were killed, injured …; 0 if nothing is said."""
    return max((_least(count) for count in event.counts if count.what == what), default=0)


def reaches(event: Event, thresholds: Mapping[Counted, int]) -> bool:
    """Tell whether any toll reaches its threshold."""
    return any(toll(event, what) >= least for what, least in thresholds.items())


def hit(event: Event, severity: Severity, *, urgency: Urgency = "Immediate", because: str | None = None) -> Hit:
    """Return what to say about an event; the reasons are its counts, its source and what the rule adds."""
    return Hit(
        severity=severity,
        urgency=urgency,
        certainty=certainty_of(event),
        category=category_of(event),
        headline=headline_of(event),
        why=tuple(reason for reason in (because, *_counted(event), _told_by(event)) if reason),
    )


def severity_of(event: Event) -> Severity:
    """Return the severity by the number of dead and missing."""
    dead = toll(event, "killed") + toll(event, "missing")
    steps = settings()["severity"]
    if dead >= steps["extreme"]:
        return "Extreme"
    return "Severe" if dead >= steps["severe"] else "Moderate"


def certainty_of(event: Event) -> Certainty:
    """Return how sure it is: seen or vouched for, or only somebody's claim."""
    if event.status == "actual":
        return "Observed"
    vouching = word_set("alerts", "vouching")
    return "Likely" if any(source.source_class in vouching for source in event.attributed_to) else "Possible"


def category_of(event: Event) -> tuple[Category, ...]:
    """Return the CAP categories of an event."""
    found = list(settings()["categories"].get(event.type, ("Other",)))
    if event.mode in word_set("alerts", "meteorological"):
        found[0] = "Met"
    if event.mode in word_set("alerts", "fire"):
        found.append("Fire")
    if event.mode in word_set("alerts", "transport"):
        found.append("Transport")
    return convert(tuple(found), tuple[Category, ...])


def headline_of(event: Event) -> str:
    """Return our own headline: counts, what, where, who says so."""
    counts = ", ".join(_counted(event))
    mode = event.mode or event.type.lower()
    what = f"{counts} in {mode}" if counts else f"{mode[:1].upper()}{mode[1:]}"
    place = f", {event.place.text}" if event.place else ""
    source = f" ({event.attributed_to[0].text})" if event.attributed_to else ""
    return f"{what}{place}{source}"


def _least(count: Count) -> int:
    return count.best or count.low or 0


def _counted(event: Event) -> tuple[str, ...]:
    """Return what was counted, by kind; counts told beside each other are not added: "9 and 2 killed"."""
    kinds: dict[str, list[str]] = {}
    for count in event.counts:
        kinds.setdefault(count.what, []).append(_number(count))
    return tuple(f"{' and '.join(numbers)} {what}" for what, numbers in kinds.items())


def _number(count: Count) -> str:
    if count.best is None:
        return f"{count.low or 0:,} or more" if count.high is None else f"{count.low or 0:,} to {count.high:,}"
    if count.high is None:
        return f"at least {count.best:,}"
    return f"{count.best:,}" if count.low == count.best else f"about {count.best:,}"


def _told_by(event: Event) -> str | None:
    if not event.attributed_to:
        return None
    source = event.attributed_to[0]
    known = f" ({source.source_class})" if source.source_class else ""
    return f"source: {source.text}{known}"


def says(event: Event, words: frozenset[str]) -> bool:
    """Tell whether an actor of the event is called by one of the words."""
    names = (f" {_POSSESSIVE.sub(' ', actor.text.lower())} " for actor in event.actors)
    return any(f" {word} " in name for name in names for word in words)


def evidence_says(event: Event, words: frozenset[str]) -> bool:
    """Tell whether the words that prove the event have one of these."""
    texts = (f" {evidence.exact.lower()} " for evidence in event.evidence)
    return any(f" {word} " in text for text in texts for word in words)
