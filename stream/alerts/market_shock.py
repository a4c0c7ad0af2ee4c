"""A market breaks, a state or a bank defaults."""

import re

from stream.alerts.rule import Example, Hit, Rule
from stream.alerts.worth import evidence_says, hit, is_lead, is_news, settings
from stream.lexicon.words import word_set
from stream.messages import Event

_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|percent|per cent|pct)")


def run(event: Event) -> Hit | None:
    """Return a hit for a large move of a whole market told in the lead."""
    if event.type != "ECONOMY" or event.mode != "market move" or not is_news(event) or not is_lead(event):
        return None
    if not evidence_says(event, word_set("alerts", "markets")) or _move(event) < settings()["market_shock"]["percent"]:
        return None
    return hit(event, "Severe", because=f"a whole market moved by {_move(event):g} %")


def _move(event: Event) -> float:
    return max((float(found) for evidence in event.evidence for found in _PERCENT.findall(evidence.exact)), default=0.0)


RULE = Rule(
    name="market_shock",
    summary="A whole market moves by many percent.",
    run=run,
    examples=(
        Example("Stocks plunged 9 percent in Tokyo on Saturday, the worst day in decades.", fires=True),
        Example("Stocks rose 0.4 percent in quiet trading on Saturday.", fires=False),
    ),
)
