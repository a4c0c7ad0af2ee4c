"""A bombing or shooting that was tried and failed."""

from stream.alerts.rule import Example, Hit, Rule
from stream.alerts.worth import hit, is_lead, is_sure
from stream.messages import Event

_MODES = frozenset({"bombing", "suicide bombing", "shooting", "stabbing"})


def run(event: Event) -> Hit | None:
    """Return a hit for an attack tried and failed, told in the lead."""
    tried = event.type == "ASSAULT" and event.mode in _MODES and event.status == "attempted" and event.scope == "new"
    if not (tried and is_sure(event) and is_lead(event)):
        return None
    return hit(event, "Moderate", because="an attack was tried and failed")


RULE = Rule(
    name="foiled_attack",
    summary="An attack was tried and failed.",
    run=run,
    examples=(
        Example("A man tried to blow up a train station in Ghent on Saturday, police said.", fires=True),
        Example("The team attempted 30 shots in the match.", fires=False),
    ),
)
