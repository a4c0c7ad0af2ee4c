"""A head of state or government is sentenced, arrested or out of office."""

from stream.alerts.rule import Example, Hit, Rule
from stream.alerts.worth import hit, is_lead, is_news, says
from stream.lexicon.words import word_set
from stream.messages import Event

_KINDS = {
    "JUSTICE": frozenset({"sentence", "conviction", "arrest", "acquittal"}),
    "APPOINT": frozenset({"resign", "dismissal"}),
}


def run(event: Event) -> Hit | None:
    """Return a hit for the fall of a leader told in the lead as fact."""
    if event.mode not in _KINDS.get(event.type, ()) or event.status != "actual":
        return None
    if not is_news(event) or not is_lead(event):
        return None
    leader = says(event, word_set("alerts", "heads_of_state")) and not says(event, word_set("alerts", "deputies"))
    return hit(event, "Severe", because=f"a head of state or government: {event.mode}") if leader else None


RULE = Rule(
    name="leader_sentenced_or_out",
    summary="A head of state or government is sentenced, arrested or out of office.",
    run=run,
    examples=(
        Example("Prime minister Anna Lund resigned on Saturday after weeks of scandal.", fires=True),
        Example("The club's goalkeeping coach resigned on Saturday.", fires=False),
        Example("Vice president Otto Brandt resigned on Saturday.", fires=False),
        Example("The company's president resigned on Saturday.", fires=False),
    ),
)
