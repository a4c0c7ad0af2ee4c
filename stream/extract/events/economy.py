"""Business and money: takeovers, results, layoffs, closures, markets, defaults."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="economy",
    summary="Business and money: takeovers, results, layoffs, closures, markets, defaults.",
    types=("ECONOMY",),
    examples=(
        *told(
            "ECONOMY/acquisition",
            "The brewer acquired a rival for $2 billion.",
            "The airline was bought by a fund for 90 million euros, taking a stake of 60 percent.",
        ),
        *headed("ECONOMY/acquisition", "Miner in takeover bid for rival"),
        *told(
            "ECONOMY/results",
            "Net profit rose 12 percent in the third quarter.",
            "The carmaker posted a loss of $300 million for the year.",
        ),
        *headed("ECONOMY/results", "Lender posts record profit for quarter"),
        *told("ECONOMY/layoffs", "The firm laid off 200 workers.", "The layoffs were announced on Friday."),
        *told(
            "ECONOMY/closure",
            "The chain will close 40 stores.",
            "The factory was closed by its owner, the plant closure costing 90 jobs.",
        ),
        *told(
            "ECONOMY/market move",
            "Stocks fell 3 percent in Tokyo.",
            "The rouble plunged to a record low against the dollar.",
        ),
        *headed("ECONOMY/market move", "Oil prices jump 4 percent"),
        *told("ECONOMY/default", "The airline filed for bankruptcy.", "The country defaulted on its debt."),
        *told("ECONOMY/bailout", "The bailout of the bank cost 10 billion euros."),
        *told("ECONOMY/monetary policy", "The central bank cut interest rates."),
        *untold(
            "He fell on the stairs.",
            "She closed the door.",
            "They bought tickets for the show.",
            "The temperature rose by five degrees.",
            "The goal gave the team a rise in the table.",
        ),
    ),
)
