"""Hostages, captives or a hijacked ship are free again."""

from stream.alerts.rule import Example, Hit, Rule
from stream.alerts.worth import evidence_says, hit, is_news
from stream.lexicon.words import word_set
from stream.messages import Event


def run(event: Event) -> Hit | None:
    """Return a hit for a new release of captives, told as fact."""
    if event.type != "CONCEDE" or event.mode != "release" or not is_news(event) or event.status != "actual":
        return None
    if not evidence_says(event, word_set("alerts", "captives")):
        return None
    return hit(event, "Moderate", because="captives freed")


RULE = Rule(
    name="hostages_freed",
    summary="Hostages or captives are free again.",
    run=run,
    examples=(
        Example("Gunmen released five hostages in northern Mali on Saturday.", fires=True),
        Example("The company released a statement on its results on Saturday.", fires=False),
    ),
)
