"""Many people driven from their homes."""

from stream.alerts.rule import Example, Hit, Rule, Severity
from stream.alerts.worth import hit, is_news, settings, toll
from stream.messages import Event


def run(event: Event) -> Hit | None:
    """Return a hit for a new flight or evacuation of many."""
    limits = settings()["mass_displacement"]
    displaced = toll(event, "displaced")
    if event.type != "DISPLACE" or event.mode == "return" or not is_news(event) or displaced < limits["displaced"]:
        return None
    steps: tuple[tuple[str, Severity], ...] = (("extreme", "Extreme"), ("severe", "Severe"))
    severity: Severity = next((name for key, name in steps if displaced >= limits[key]), "Moderate")
    return hit(event, severity, because="many people driven from their homes")


RULE = Rule(
    name="mass_displacement",
    summary="Many people newly driven from their homes.",
    run=run,
    examples=(
        Example("Some 20,000 people have fled fighting in the town of Goma since Thursday, the UN said.", fires=True),
        Example("Around 40 people were evacuated from a block of flats in Leeds on Saturday.", fires=False),
        Example("Two million people have fled the country since 2003.", fires=False),
    ),
)
