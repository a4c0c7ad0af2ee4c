"""How sure and how weighty a happening is, from what is told of it and where."""

import math
from collections.abc import Sequence

from stream.extract.sighting import Sighting
from stream.facts import Count

_LATE = 12
_BESIDE = 0.58  # what stands in no lead stays below what alerts.yml takes for one
_WEIGHTY = frozenset({"killed", "injured", "displaced"})


def confidence_of(group: Sequence[Sighting], counts: Sequence[Count]) -> float:
    """Return 0..1: more for what is told twice, with place, time, actors or counts; less for weak words."""
    score = 0.45
    score += 0.1 * any(not row.weak for row in group)
    score += 0.1 * any(row.place for row in group)
    score += 0.05 * any(row.time for row in group)
    score += 0.1 * any(row.actors for row in group)
    score += 0.1 * bool(counts)
    score += 0.1 * (len(group) > 1)
    return round(min(score, 0.95), 2)


def importance_of(group: Sequence[Sighting], counts: Sequence[Count]) -> float:
    """Return 0..1: headline and lead weigh most; old news little; the dead add on a logarithmic scale."""
    first = min(row.line.number for row in group)
    lead = any(row.lead for row in group)
    score = 0.7 if lead else 0.5 - 0.2 * min(first, _LATE) / _LATE
    weighty = (count.best or count.low or 0 for count in counts if count.what in _WEIGHTY)
    score += 0.1 * math.log10(1 + max(weighty, default=0))
    if not lead:
        score = min(score, _BESIDE)
    if group[0].scope != "new":
        score = min(score, 0.35)
    return round(min(max(score, 0.05), 1.0), 2)
