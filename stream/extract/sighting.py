"""One mention of a happening, before the mentions of a story are merged."""

from msgspec import Struct

from stream.extract.lines import Line
from stream.facts import Actor, Attribution, Count, EventPlace, EventTime, EventType, Scope, Status

LONGEST_EVIDENCE = 500
"""Characters: evidence is a clause or two, never a paragraph."""


_LEAD_LINES = 2


class Sighting(Struct, frozen=True, kw_only=True):
    """What one trigger and the words around it say; `first` and `last` are the trigger's tokens in `line`.

    `place` and `time` stand in the trigger's clause, `near_place` elsewhere in its sentence, `told_place` before, and
    `near_time` in either;
    `proofs` are tokens of further clauses that tell it. `more` are counts on top of those told before ("three more
    bodies"): which is the sum, nobody has said. `joined` are others of the same harm, beside one of `counts`.
    `total`: its counts replace those told before ("the toll rose to 12"). `other`: it is not the one told before
    ("another bomb").
    """

    line: Line
    first: int
    last: int
    type: EventType
    mode: str
    lemma: str
    weak: bool
    definite: bool
    other: bool = False
    status: Status
    scope: Scope
    speech: bool = False
    actors: tuple[Actor, ...] = ()
    place: EventPlace | None = None
    near_place: EventPlace | None = None
    told_place: EventPlace | None = None
    time: EventTime | None = None
    near_time: EventTime | None = None
    counts: tuple[Count, ...] = ()
    joined: tuple[Count, ...] = ()
    more: tuple[Count, ...] = ()
    total: bool = False
    sources: tuple[Attribution, ...] = ()
    proofs: tuple[int, ...] = ()

    @property
    def evidence(self) -> tuple[tuple[int, int], ...]:
        """Return start and end, in the text of its sentence, of the clauses that tell it; adjoining ones as one."""
        joined: list[tuple[int, int]] = []
        for first, last in sorted({self.line.clause(at) for at in (self.first, *self.proofs)}):
            end = max(last, self.last) if first <= self.first < last else last
            if joined and joined[-1][1] >= first and self._length(joined[-1][0], end) <= LONGEST_EVIDENCE:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((first, end))
        return tuple(self._trimmed(first, last) for first, last in joined)

    def _length(self, first: int, last: int) -> int:
        start, end = self.line.offsets(first, last)
        return end - start

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        words = self.line.words
        while last > first + 1 and not words[last - 1][0].isalnum():
            last -= 1
        while first < last - 1 and not words[first][0].isalnum():
            first += 1
        start, end = self.line.offsets(first, last)
        return start, min(end, start + LONGEST_EVIDENCE)

    @property
    def lead(self) -> bool:
        """Tell whether it stands in the headline, the first two paragraphs or the first three sentences."""
        return self.line.sentence.paragraph <= 1 or self.line.number <= _LEAD_LINES
