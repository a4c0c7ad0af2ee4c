"""Score the sample story through the shipping engine, by slot, with its alerts. Exit code 1 below the bars.

python tests/bench/seed.py [--gold DIR] [--data DIR]
"""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from scoring import Folders, extracted, folders_from, inputs, print_events, print_slots, scored, verdict

STORY = "seed"
WANTED = frozenset({"yes", "Severe or above"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 0 if every bar is met."""
    folders = folders_from(arguments, "Score the sample story.")
    outputs = extracted(inputs(folders, STORY))
    figures = scored(folders, outputs)
    print_events(figures)
    print_slots(figures)
    strict = figures["events"]["strict"]
    raised, forbidden, others = _alerts(_facts(folders), outputs[0]["alerts"])
    return verdict(
        (
            ("facts found, strict", round(strict["recall"] * figures["facts"]), 10),
            ("precision, strict, %", round(100 * strict["precision"], 1), 60),
            ("wanted facts with an alert", raised, 4),
            ("facts that must have none and have one (negative)", -forbidden, 0),
            ("alerts beyond these (negative)", -others, -2),
        )
    )


def _facts(folders: Folders) -> list[dict[str, Any]]:
    path = next(folders.gold.glob("000_*.json"))
    facts: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["facts"]
    return facts


def _alerts(facts: Sequence[Mapping[str, Any]], alerts: Sequence[Mapping[str, Any]]) -> tuple[int, int, int]:
    """Return wanted facts that raised an alert, unwanted ones that did, and alerts on neither of the wanted."""
    hit = [fact for fact in facts if any(_overlap(fact, alert) for alert in alerts)]
    for alert in alerts:
        about = [f"{fact['id']}:{fact['alert']}" for fact in facts if _overlap(fact, alert)]
        print(f"  alert {alert['rule']}: {alert['headline']} {about}")
    wanted = [fact for fact in facts if fact["alert"] in WANTED]
    others = [alert for alert in alerts if not any(_overlap(fact, alert) for fact in wanted)]
    return sum(fact in wanted for fact in hit), sum(fact["alert"] == "no" for fact in hit), len(others)


def _overlap(fact: Mapping[str, Any], alert: Mapping[str, Any]) -> bool:
    return any(
        span["start"] < piece["end"] and piece["start"] < span["end"]
        for span in fact["spans"]
        for piece in alert["evidence"]
    )


if __name__ == "__main__":
    sys.exit(main())
