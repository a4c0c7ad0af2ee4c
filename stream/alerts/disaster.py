"""A natural disaster that struck people."""

from stream.alerts.rule import Example, Hit, Rule
from stream.alerts.worth import hit, is_news, reaches, settings, severity_of
from stream.messages import Event


def run(event: Event) -> Hit | None:
    """Return a hit for a new disaster with victims."""
    if event.type != "DISASTER" or not is_news(event) or not reaches(event, settings()["disaster"]):
        return None
    return hit(event, severity_of(event), because=f"disaster with victims: {event.mode}")


RULE = Rule(
    name="disaster",
    summary="A new natural disaster with victims.",
    run=run,
    examples=(
        Example("An earthquake hit western Nepal on Saturday, injuring 30 people.", fires=True),
        Example("A storm will bring strong winds and rain to the coast on Sunday.", fires=False),
        Example("The earthquake of 2005 killed 70,000 people in Pakistan.", fires=False),
    ),
)
