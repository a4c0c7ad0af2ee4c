"""An attack in which people were killed, hurt or carried off."""

from stream.alerts.rule import Example, Hit, Rule
from stream.alerts.worth import hit, is_news, reaches, settings, severity_of
from stream.messages import Event


def run(event: Event) -> Hit | None:
    """Return a hit for a new attack with casualties."""
    if event.type != "ASSAULT" or not is_news(event) or not reaches(event, settings()["attack_with_casualties"]):
        return None
    return hit(event, severity_of(event), because=f"attack with casualties: {event.mode}")


RULE = Rule(
    name="attack_with_casualties",
    summary="A new attack in which people were killed, hurt or abducted.",
    run=run,
    examples=(
        Example("Three soldiers were killed in a roadside bombing near Kirkuk on Saturday.", fires=True),
        Example("Four policemen were killed in a bombing in Kirkuk in March 2009.", fires=False),
        Example("The striker fired two shots on target as Leeds beat Hull in the league on Saturday.", fires=False),
    ),
)
