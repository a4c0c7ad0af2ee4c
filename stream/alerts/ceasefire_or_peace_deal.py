"""Fighting stops, or the sides of a war agree or are about to."""

from stream.alerts.rule import Example, Hit, Rule
from stream.alerts.worth import evidence_says, hit, is_lead, is_news, is_sure, says
from stream.lexicon.words import word_set
from stream.messages import Event


def run(event: Event) -> Hit | None:
    """Return a hit for a ceasefire, or a deal of armed parties told in the lead."""
    if is_news(event) and is_lead(event) and event.type == "RETREAT" and event.mode == "ceasefire":
        return hit(event, "Moderate", because="a ceasefire")
    if event.type != "AGREE" or event.scope != "new" or not is_lead(event) or not _of_armed_parties(event):
        return None
    if event.status == "planned":
        return hit(event, "Moderate", urgency="Expected", because="a deal of armed parties is near")
    return hit(event, "Moderate", because="a deal of armed parties") if is_news(event) else None


def _of_armed_parties(event: Event) -> bool:
    return is_sure(event) and event.mode in {"agreement", "signing", "withdrawal"} and _is_of_arms(event)


def _is_of_arms(event: Event) -> bool:
    """Tell a deal with rebels, or one of states about peace, from what a government agrees with a shipyard."""
    if says(event, word_set("alerts", "armed_parties")):
        return True
    return says(event, word_set("alerts", "armed_states")) and evidence_says(event, word_set("alerts", "peace"))


RULE = Rule(
    name="ceasefire_or_peace_deal",
    summary="A ceasefire, or a deal of armed parties.",
    run=run,
    examples=(
        Example("A ceasefire took hold in the city of Taiz on Saturday.", fires=True),
        Example("The government and the rebels signed a peace agreement in Havana on Saturday.", fires=True),
        Example("The two firms signed an agreement on parking fees on Saturday.", fires=False),
        Example("The minister called for a ceasefire.", fires=False),
        Example("The government and the shipyard's creditors reached an agreement on Saturday.", fires=False),
    ),
)
