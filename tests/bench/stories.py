"""Score all gold stories through the shipping engine. Exit code 1 below the bars.

python tests/bench/stories.py [--gold DIR] [--data DIR]
"""

import sys
from collections.abc import Sequence

from scoring import extracted, folders_from, inputs, print_events, print_slots, scored, verdict


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; return 0 if every bar is met."""
    folders = folders_from(arguments, "Score all gold stories.")
    figures = scored(folders, extracted(inputs(folders)))
    print(f"  stories {figures['stories']}, facts {figures['facts']}, events {figures['predicted']}")
    print_events(figures)
    print_slots(figures)
    for name, row in figures["alerts"].items():
        print(f"  alerts ({name}): P {100 * row['precision']:.1f} R {100 * row['recall']:.1f} F1 {100 * row['f1']:.1f}")
    low, high = figures["bootstrap95"]["strict f1"]
    print(f"  95 % of strict F1 by story: {100 * low:.0f} to {100 * high:.0f}")
    return verdict((("F1, strict, %", round(100 * figures["events"]["strict"]["f1"], 1), 65),))


if __name__ == "__main__":
    sys.exit(main())
