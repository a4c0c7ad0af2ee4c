"""An army goes on alert, moves up, or tests a missile."""

from stream.alerts.rule import Example, Hit, Rule
from stream.alerts.worth import hit, is_lead, is_news
from stream.messages import Event

_MODES = frozenset({"alert", "missile test"})


def run(event: Event) -> Hit | None:
    """Return a hit for an army on alert or a missile test told in the lead."""
    if event.type != "MOBILIZE" or event.mode not in _MODES or not is_news(event) or not is_lead(event):
        return None
    return hit(event, "Moderate", urgency="Expected", because=f"armed forces: {event.mode}")


RULE = Rule(
    name="military_alert",
    summary="Armed forces go on alert or test a missile.",
    run=run,
    examples=(
        Example("The army was placed on high alert along the border on Saturday.", fires=True),
        Example("The army band gave a concert on Saturday.", fires=False),
    ),
)
