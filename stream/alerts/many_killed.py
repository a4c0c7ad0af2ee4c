"""Many killed at once, whatever killed them."""

from stream.alerts.rule import Example, Hit, Rule
from stream.alerts.worth import hit, is_news, reaches, settings, severity_of
from stream.messages import Event


def run(event: Event) -> Hit | None:
    """Return a hit for a new event with many dead."""
    if not is_news(event) or not reaches(event, settings()["many_killed"]):
        return None
    return hit(event, severity_of(event), because="many killed at once")


RULE = Rule(
    name="many_killed",
    summary="A new event with many dead.",
    run=run,
    examples=(
        Example("A suicide bomber killed 24 people at a market in Baghdad on Saturday, police said.", fires=True),
        Example("More than 90,000 people have been killed since the war began.", fires=False),
        Example("A gunman killed two people in Lyon on Saturday.", fires=False),
    ),
)
