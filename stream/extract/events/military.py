"""Moves of armed forces: advance, withdrawal, ceasefire, deployment, alert, missile test."""

from stream.extract.events.family import Family, headed, told, untold

FAMILY = Family(
    name="military",
    summary="Moves of armed forces: advance, withdrawal, ceasefire, deployment, alert, missile test.",
    types=(
        "ASSAULT",
        "RETREAT",
        "MOBILIZE",
    ),
    examples=(
        *told(
            "ASSAULT/advance",
            "The army captured the town of Bor after two days.",
            "Rebels seized the airport in Goma on Tuesday.",
            "The town of Bor was retaken by government forces.",
        ),
        *headed("ASSAULT/advance", "Rebels seize border town of Zin"),
        *told(
            "RETREAT/withdrawal",
            "Troops withdrew from the valley on Sunday.",
            "The withdrawal of troops from the island began in May.",
        ),
        *told(
            "RETREAT/ceasefire",
            "A truce took effect in the capital at dawn.",
            "The rebels laid down their arms on Monday.",
        ),
        *headed("RETREAT/ceasefire", "Ceasefire holds in eastern province"),
        *told(
            "MOBILIZE/deployment",
            "France sent 600 troops to the border.",
            "Two warships were deployed to the gulf.",
            "Russia has deployed fighter jets to the base.",
        ),
        *told(
            "MOBILIZE/alert",
            "The navy was put on high alert after the incident.",
            "The government mobilised reservists on Friday.",
        ),
        *told(
            "MOBILIZE/missile test",
            "Iran test-fired two rockets on Thursday.",
            "The missile test was carried out at dawn.",
        ),
        *headed("MOBILIZE/missile test", "Pakistan conducts nuclear test"),
        *told("MOBILIZE/exercise", "The two navies began military exercises off the coast."),
        *untold(
            "The team advanced to the final.",
            "She withdrew her offer on Monday.",
            "The bank deployed new software in its branches.",
            "The general retired to his farm in Devon.",
            "Police seized a kilo of cocaine at the port.",
            "The company launched a charm offensive.",
        ),
    ),
)
