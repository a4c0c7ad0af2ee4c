"""Power is seized by force."""

from stream.alerts.rule import Example, Hit, Rule
from stream.alerts.worth import hit, is_lead, is_news
from stream.messages import Event


def run(event: Event) -> Hit | None:
    """Return a hit for a coup told in the lead."""
    if event.type != "COERCE" or event.mode != "coup" or not is_lead(event):
        return None
    attempted = event.status == "attempted" and event.scope == "new"
    return hit(event, "Extreme", because="power seized by force") if attempted or is_news(event) else None


RULE = Rule(
    name="coup",
    summary="Power is seized by force, or somebody tried.",
    run=run,
    examples=(
        Example("Soldiers overthrew the president in a military coup on Saturday.", fires=True),
        Example("Winning the contract was quite a coup for the small firm.", fires=False),
        Example("Strong winds toppled nine lorries on a road in Iowa on Saturday.", fires=False),
        Example("The studio ousted the director of the film on Saturday.", fires=False),
    ),
)
