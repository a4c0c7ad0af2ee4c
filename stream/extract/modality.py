"""Did it happen? The status by the words before a trigger in its clause, and an auxiliary after it."""

from functools import cache

from stream.extract.lines import Line
from stream.extract.triggers import Found, split
from stream.facts import Status
from stream.lexicon.words import read, word_set

_REACH = 9
_AFTER = 4
_ORDER: tuple[tuple[str, Status], ...] = (
    ("denied", "denied"),
    ("attempted", "attempted"),
    ("threatened", "threatened"),
    ("planned", "planned"),
    ("hypothetical", "hypothetical"),
    ("claimed", "claimed"),
)
_SPEECH = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT", "SUPPORT"})
_OWN_WORDS = {"THREATEN": frozenset({"threatened"}), "REJECT": frozenset({"denied"}), "REQUEST": frozenset({"planned"})}


def status_of(line: Line, found: Found) -> Status | None:
    """Return the status of a trigger, None if the words deny it flatly (no attack: no event)."""
    group = found.pattern.group
    before = _before(line, found.first)
    if _is_negated(before, found):
        return "denied" if found.pattern.form not in {"noun", "phrase"} and group.status is None else group.status
    if group.status:
        return group.status
    after = _after(line, found)
    ignored = _OWN_WORDS.get(found.pattern.type, frozenset())
    for key, status in _ORDER:
        if key in ignored or (found.pattern.type in _SPEECH and key in {"claimed", "attempted"}):
            continue
        if _has(before, key) or (found.pattern.form == "noun" and key in _FUTURE and _has(after, _FUTURE[key])):
            return status
    return "actual"


_FUTURE = {"planned": "planned_after", "hypothetical": "hypothetical_after"}


def _is_negated(before: str, found: Found) -> bool:
    words = before.split()
    if not words:
        return False
    near = words[-3:]
    return any(word in _negations() for word in near) and found.pattern.words[0] not in _negations()


def _before(line: Line, first: int) -> str:
    """Return the words before a trigger, back to a word that ends the reach of modal words."""
    at = first
    barriers = _barriers()
    while at > max(0, first - _REACH) and line.words[at - 1] not in barriers and line.words[at - 1] not in _CUTS:
        at -= 1
    return f" {' '.join(line.words[at:first])} "


_CUTS = frozenset({";", ":", "--", "—", ".", ","})


def _after(line: Line, found: Found) -> str:
    _, end = line.clause(found.first)
    return f" {' '.join(line.words[found.last : min(end, found.last + _AFTER)])} "


def _has(text: str, key: str) -> bool:
    return any(cue in text for cue in _cues(key))


@cache
def _cues(key: str) -> tuple[str, ...]:
    return tuple(f" {' '.join(split(words))} " for words in read("modality")[key])


@cache
def _negations() -> frozenset[str]:
    return word_set("modality", "negated")


@cache
def _barriers() -> frozenset[str]:
    return word_set("modality", "barrier")
