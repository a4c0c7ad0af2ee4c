"""Did it happen? The status by the words before a trigger in its clause, and an auxiliary after it."""

from collections.abc import Sequence
from functools import cache

from stream.extract.cues import keys_in
from stream.extract.lines import Line
from stream.extract.triggers import Found
from stream.facts import Status
from stream.lexicon.words import word_set

_REACH = 9
_AFTER = 4
_NEGATION_REACH = 3
_ORDER: tuple[Status, ...] = ("denied", "attempted", "threatened", "planned", "hypothetical", "claimed")
_SPEECH = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT"})
_NOT_OF_SPEECH = frozenset({"claimed", "attempted"})
_OWN_WORDS = {"THREATEN": frozenset({"threatened"}), "REJECT": frozenset({"denied"}), "REQUEST": frozenset({"planned"})}
_CUTS = frozenset({";", ":", "--", "—", ".", ","})


def status_of(line: Line, found: Found) -> Status | None:
    """Return the status of a trigger, None if the words deny it flatly (no attack: no event)."""
    own = found.pattern.group.status
    before = _before(line, found.first)
    if _is_negated(before, found):
        return "denied" if own is None and found.pattern.form not in {"noun", "phrase"} else own
    if own:
        return own
    told = keys_in(before, "modality") | _after(line, found)
    ignored = _ignored(found)
    return next((status for status in _ORDER if status in told and status not in ignored), "actual")


def _ignored(found: Found) -> frozenset[str]:
    """Return the statuses that a trigger's own words would feign: whoever threatens does so."""
    own = _OWN_WORDS.get(found.pattern.type, frozenset())
    return own | _NOT_OF_SPEECH if found.pattern.type in _SPEECH else own


def _is_negated(before: Sequence[str], found: Found) -> bool:
    negations = _negations()
    near = before[-_NEGATION_REACH:]
    return found.pattern.words[0] not in negations and any(word in negations for word in near)


def _before(line: Line, first: int) -> tuple[str, ...]:
    """Return the words before a trigger, back to a word that ends the reach of modal words."""
    at = first
    barriers = _barriers()
    while at > max(0, first - _REACH) and line.words[at - 1] not in barriers:
        at -= 1
    return line.words[at:first]


def _after(line: Line, found: Found) -> frozenset[str]:
    """Return the statuses told after a noun: "talks will be held"."""
    if found.pattern.form != "noun":
        return frozenset()
    _, end = line.clause(found.first)
    keys = keys_in(line.words[found.last : min(end, found.last + _AFTER)], "modality")
    return frozenset(key.removesuffix("_after") for key in keys if key.endswith("_after"))


@cache
def _negations() -> frozenset[str]:
    return word_set("modality", "negated")


@cache
def _barriers() -> frozenset[str]:
    return word_set("modality", "barrier") | _CUTS
