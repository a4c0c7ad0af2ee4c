"""An outbreak of disease with many cases or dead."""

from stream.alerts.rule import Example, Hit, Rule
from stream.alerts.worth import hit, is_news, reaches, settings, severity_of
from stream.messages import Event


def run(event: Event) -> Hit | None:
    """Return a hit for a new outbreak with many cases."""
    if event.type != "HEALTH" or not is_news(event) or not reaches(event, settings()["major_outbreak"]):
        return None
    return hit(event, severity_of(event), urgency="Expected", because="outbreak with many cases")


RULE = Rule(
    name="major_outbreak",
    summary="A new outbreak of disease with many cases or dead.",
    run=run,
    examples=(
        Example("A cholera outbreak has killed seven people in Beira this week, health officials said.", fires=True),
        Example("A vaccination campaign against measles begins on Monday.", fires=False),
    ),
)
