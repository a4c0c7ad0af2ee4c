"""An accident with several dead, many hurt or missing."""

from stream.alerts.rule import Example, Hit, Rule
from stream.alerts.worth import hit, is_news, reaches, settings, severity_of
from stream.messages import Event


def run(event: Event) -> Hit | None:
    """Return a hit for a new accident with many victims."""
    if event.type != "ACCIDENT" or not is_news(event) or not reaches(event, settings()["deadly_accident"]):
        return None
    return hit(event, severity_of(event), because=f"accident with many victims: {event.mode}")


RULE = Rule(
    name="deadly_accident",
    summary="A new accident with many victims.",
    run=run,
    examples=(
        Example("A bus plunged into a ravine in Peru on Saturday, killing eight passengers.", fires=True),
        Example("A car crash on the motorway near Turin slightly injured one driver.", fires=False),
    ),
)
