"""Measure the shipping stages on one core, without a broker: stories/s of reading, records/s of deciding, time of each.

    python tests/bench/throughput.py [--gold DIR] [--data DIR] [--rounds N]

The mixed set is the annotated stories that GOLD/build_texts rebuilds from DATA.
Start-up is measured apart. Figures are of one run on this machine: compare them
only with figures of the same run.
"""

import argparse
import json
import os
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from scoring import DATA, checked, inputs

from stream.extract.engine import load_engine
from stream.memory import MemoryLog
from stream.messages import TopicName
from stream.pipeline import decide_stages, read_stages
from stream.record import Record
from stream.settings import Settings, settings_from
from stream.stage import Stage


def run_stage(stage: Stage, log: MemoryLog) -> list[float]:
    """Put everything a stage has to read through it; return the seconds of each record."""
    seconds = []
    for record in list(log.topics[stage.reads]):
        started = time.perf_counter()
        output = stage(record, datetime.now(UTC))
        for kept in output.remember:
            stage.restore(kept.key, kept.value)
        seconds.append(time.perf_counter() - started)
        for envelope in output.envelopes:
            log.append(envelope, record.timestamp)
    return seconds


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lie."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def line(name: str, seconds: Sequence[float]) -> str:
    """Return one row of the table."""
    rate = len(seconds) / sum(seconds)
    p50, p99 = statistics.median(seconds) * 1e3, percentile(seconds, 0.99) * 1e3
    return f"{name:<10} {len(seconds):>7} {rate:>12,.0f} {p50:>10.2f} {p99:>10.2f}"


def started_in(load: Callable[[], tuple[Stage, ...]]) -> tuple[float, tuple[Stage, ...]]:
    """Return how long a role's stages take to be there, and the stages."""
    started = time.perf_counter()
    stages = load()
    return time.perf_counter() - started, stages


def measure(stories: list[bytes], rounds: int, settings: Settings) -> None:
    """Print the table."""
    read_start, readers = started_in(lambda: read_stages(settings, load_engine(settings.gazetteer)))
    decide_start, deciders = started_in(lambda: decide_stages(settings))
    receive, extract = readers
    desk, merge, alert = deciders
    log = MemoryLog()
    for turn in range(rounds):
        for number, story in enumerate(stories):
            changed = json.loads(story) | {"id": f"{turn}-{number}"}
            changed["body"] += f"\n\nRound {turn}."  # else the desk would see copies, which are not read
            log.put(json.dumps(changed).encode(), datetime.now(UTC))
    order: tuple[Stage, ...] = (receive, desk, extract, merge, alert)
    figures = {stage.name: run_stage(stage, log) for stage in order}
    whole = [sum(pair) for pair in zip(figures["receive"], figures["extract"], strict=True)]
    print(f"{'stage':<10} {'records':>7} {'records/s':>12} {'p50 ms':>10} {'p99 ms':>10}")
    for name, seconds in figures.items():
        print(line(name, seconds))
    print(line("read (all)", whole))
    words = statistics.mean(len(json.loads(story)["body"].split()) for story in stories)
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(stories)} different stories of {words:.0f} words on average, {rounds} rounds; RSS {rss:.0f} MB")
    print(f"start-up: read {read_start:.2f} s, decide {decide_start:.2f} s")
    rejects: TopicName = "rejects"
    refused: list[Record] = log.topics[rejects]
    print(f"rejects: {len(refused)}; events: {len(log.topics['events'])}; alerts: {len(log.topics['alerts'])}")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="development data (NEWSWIRE_DATA)")
    parser.add_argument(
        "--gold", type=Path, default=DATA.parent / "gold", help="folder with build_texts; default: beside DATA"
    )
    parser.add_argument("--rounds", type=int, default=10, help="how often the set is read")
    given = parser.parse_args()
    stories = [json.dumps(row).encode() for row in inputs(checked(parser, given))]
    measure(stories, given.rounds, settings_from(os.environ))


if __name__ == "__main__":
    main()
