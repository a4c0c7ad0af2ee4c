"""Meetings, talks, visits, calls."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="talks",
    summary="Meetings, talks, visits, calls.",
    types=("CONSULT",),
    examples=(
        *told(
            "CONSULT/meeting",
            "The prime minister met the king in Rabat.",
            "An emergency meeting of ministers was held in Vienna.",
            "The foreign minister met with union leaders on Friday.",
        ),
        *headed("CONSULT/meeting", "President meets opposition leader"),
        *told("CONSULT/summit", "The summit of African leaders opened in Accra."),
        *told(
            "CONSULT/talks",
            "Peace talks between the government and the rebels resumed in Oslo.",
            "Delegates held talks with the mediators in Doha.",
        ),
        *told("CONSULT/negotiation", "Negotiations with the union began on Monday."),
        *headed("CONSULT/talks", "Nuclear talks resume in Geneva"),
        *told("CONSULT/phone call", "The president discussed the crisis in a phone call with the chancellor."),
        *told(
            "CONSULT/visit",
            "The pope visited Manila in January.",
            "The minister arrived in Cairo on Sunday.",
            "During his official visit to Chile the president laid a wreath.",
        ),
        *told("CONSULT/conference", "The donor conference in Tokyo raised funds."),
        *untold(
            "The firm met its target.",
            "Tourists visited the museum.",
            "The price met expectations.",
            "She met the deadline.",
            "The climbers reached the summit of the mountain.",
        ),
    ),
)
