"""A bombing or shooting that was tried and failed."""

from stream.alerts.rule import Example, Hit, Rule
from stream.alerts.worth import hit, is_lead, settings
from stream.messages import Event

_MODES = frozenset({"bombing", "suicide bombing", "shooting", "stabbing"})


def run(event: Event) -> Hit | None:
    """Return a hit for an attack tried and failed, told in the lead."""
    sure = (event.confidence or 0) >= settings()["confidence"]
    tried = event.type == "ASSAULT" and event.mode in _MODES and event.status == "attempted" and event.scope == "new"
    return hit(event, "Moderate", because="an attack was tried and failed") if tried and sure and is_lead(event) else None


RULE = Rule(
    name="foiled_attack",
    summary="An attack was tried and failed.",
    run=run,
    examples=(
        Example("A man tried to blow up a train station in Ghent on Saturday, police said.", fires=True),
        Example("The team attempted 30 shots in the match.", fires=False),
    ),
)
