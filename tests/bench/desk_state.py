"""Measure the memories of the deciding steps without a broker: bytes and seconds per million stories, records/s.

    python tests/bench/desk_state.py [--stories 200000]

The stories are made up: 300 words of random letters, two reports each, 1,000 a
minute; one in fifty gets a correction, one in a hundred a kill. State counts as
after compaction: the last record of each key, key and value, uncompressed. The
desk's is measured twice: with all texts, and when the texts have gone, two days
later. Each memory is read by a process of its own. Figures are of one run on
this machine.
"""

import argparse
import gc
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from building import report, reports

from stream import codec, keys
from stream.messages import Item, Origin, Story, StoryHead, StoryReports, Tick, TopicName
from stream.pipeline import decide_stages
from stream.record import Envelope, Record
from stream.settings import Settings
from stream.stage import Stage

BEGIN = datetime(2026, 5, 4, tzinfo=UTC)
APART = timedelta(milliseconds=60)
WORDS = 300
VOCABULARY = 20_000
CORRECTED, KILLED = 50, 100
LATER = BEGIN + timedelta(days=3)
AGEING = 1_000
"""Ticks after which is looked whether any text has gone: each lets four go."""

State = dict[bytes, bytes | None]


class Stories:
    """Makes items, without end."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        letters = "abcdefghijklmnopqrstuvwxyz"
        self._words = ["".join(self._chance.choices(letters, k=self._chance.randint(2, 11))) for _ in range(VOCABULARY)]

    def items(self, number: int) -> Iterator[Item]:
        """Yield so many stories, with the corrections and kills of earlier ones between them."""
        recent: deque[Item] = deque(maxlen=500)
        for nth in range(number):
            item = self._item(nth)
            recent.append(item)
            yield item
            if nth % CORRECTED == CORRECTED - 1:
                yield self._later(self._item(nth, self._chance.choice(recent).story_id), signals=("sig:correction",))
            if nth % KILLED == KILLED - 1:
                yield self._killed(self._chance.choice(recent))

    def _item(self, nth: int, story_id: str | None = None) -> Item:
        now = BEGIN + nth * APART
        return Item(
            story_id=story_id or keys.story_id("BENCH", str(nth)),
            provider="BENCH",
            headline=self._text(9),
            slugline=self._text(3),
            body=self._text(WORDS),
            language="en",
            versionCreated=now,
            received=now,
            origin=Origin(topic="bench.raw", partition=nth % 12, offset=nth, sha256="0" * 64, size=1),
        )

    def _later(self, item: Item, **changes: Any) -> Item:
        made = item.received + APART / 2
        return replace(item, versionCreated=made, received=made, **changes)

    def _killed(self, item: Item) -> Item:
        outline = Item(story_id=item.story_id, provider=item.provider, received=item.received, origin=item.origin)
        return self._later(outline, pubStatus="canceled")

    def _text(self, words: int) -> str:
        return " ".join(self._chance.choices(self._words, k=words))


def reported(story: Story) -> StoryReports:
    """Return two reports of a story, as `extract` sends them; none if it is not active."""
    told = [report(nth, story=story.story_id, killed=3 + nth) for nth in range(2)] if story.state == "active" else []
    head = StoryHead(**{name: getattr(story, name) for name in StoryHead.__struct_fields__})
    plain = reports(*told, story=story.story_id, rev=story.rev, state=story.state, reason=story.reason)
    return replace(plain, story=head, instruction=story.lifecycle.instruction)


class Bench:
    """The deciding stages, the states they leave and the time each takes. What they send goes from one to the next."""

    def __init__(self) -> None:
        self.stages = {stage.reads: stage for stage in decide_stages(Settings())}
        self.states: dict[TopicName, State] = {stage.state: {} for stage in self.stages.values() if stage.state}
        self.seconds: dict[str, float] = dict.fromkeys((stage.name for stage in self.stages.values()), 0.0)
        self.records = dict.fromkeys(self.seconds, 0)
        self._offsets: dict[TopicName, int] = dict.fromkeys(self.stages, 0)

    def put(self, message: Item | Tick) -> None:
        """Put a message through, and all that follows from it."""
        waiting = deque([codec.envelope(message, prefix="bench", emitted=BEGIN)])
        while waiting:
            given = waiting.popleft()
            if given.topic == "stories":
                story = codec.decode(given.value, Story)
                waiting.append(codec.envelope(reported(story), prefix="bench", emitted=BEGIN))
            elif given.topic in self.stages:
                waiting.extend(self._run(self.stages[given.topic], given))

    def _run(self, stage: Stage, given: Envelope) -> tuple[Envelope, ...]:
        offset = self._offsets[given.topic]
        self._offsets[given.topic] += 1
        record = Record(
            topic=given.topic, partition=0, offset=offset, timestamp=BEGIN, key=given.key, value=given.value
        )
        begun = time.perf_counter()
        output = stage(record, BEGIN)
        for kept in output.remember:
            stage.restore(kept.key, kept.value)
        self.seconds[stage.name] += time.perf_counter() - begun
        self.records[stage.name] += 1
        for kept in output.remember:
            _compacted(self.states[kept.topic], kept)
        return output.envelopes

    def age(self) -> None:
        """Let two days pass and more, until all texts have gone from the desk's memory."""
        state, whole = self.states["desk.state"], -1
        while whole != (whole := sum(map(len, filter(None, state.values())))):
            for _ in range(AGEING):
                self.put(Tick(at=LATER))

    def rate(self, name: str) -> float:
        """Return records a second of a stage."""
        return self.records[name] / self.seconds[name]


def _compacted(state: State, kept: Envelope) -> None:
    """Put a record on a topic that keeps the last one of each key."""
    key = kept.key or b""
    state.pop(key, None)
    if kept.value is not None:
        state[key] = kept.value


def megabytes() -> float:
    """Return the resident memory of this process."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def restore(name: str, source: BinaryIO) -> None:
    """Take a state topic into the memory of a fresh stage; print the seconds and the megabytes it took."""
    stage = next(stage for stage in decide_stages(Settings()) if stage.name == name)
    read = msgspec.msgpack.Decoder(tuple[bytes, bytes])
    before, seconds = megabytes(), 0.0
    while header := source.read(4):
        key, value = read.decode(source.read(int.from_bytes(header, "big")))
        begun = time.perf_counter()
        stage.restore(key, value)
        seconds += time.perf_counter() - begun
    print(seconds, megabytes() - before)


def restored(name: str, state: State) -> tuple[float, float]:
    """Return the seconds and the megabytes that a process of its own needs to take in a state topic."""
    with tempfile.TemporaryFile() as file:
        for pair in state.items():
            frame = msgspec.msgpack.encode(pair)
            file.write(len(frame).to_bytes(4, "big") + frame)
        file.seek(0)
        command = [sys.executable, __file__, "--restore", name]
        said = subprocess.run(command, stdin=file, capture_output=True, check=True).stdout
    seconds, size = map(float, said.split())
    return seconds, size


def line(name: str, stage: str, state: State, *, rate: float | None, number: int) -> str:
    """Return one row of the table; what memory takes is counted for a million stories."""
    million = 1_000_000 / number
    size = sum(len(key) + len(value or b"") for key, value in state.items()) / 1e6
    seconds, resident = restored(stage, state)
    records = "" if rate is None else f"{rate:,.0f}"
    return (
        f"{name:<20} {records:>9} {len(state):>9,} {size:>9.1f} {size * million:>10,.0f} {seconds * million:>10.1f} "
        f"{resident * million:>10,.0f}"
    )


def measure(number: int) -> None:
    """Print the table."""
    bench = Bench()
    for item in Stories(4).items(number):
        bench.put(item)
    print(f"{number:,} stories of {WORDS} words, two reports each; per million stories: MB of state, s, MB of memory")
    print(f"{'memory':<20} {'records/s':>9} {'keys':>9} {'MB':>9} {'MB/M':>10} {'restore/M':>10} {'RSS/M':>10}")
    for stage in ("desk", "merge", "alert"):
        state = bench.states[f"{stage}.state"]  # type: ignore[index]  # the name of a topic
        print(line(stage, stage, state, rate=bench.rate(stage), number=number))
    bench.age()
    print(line("desk, without texts", "desk", bench.states["desk.state"], rate=None, number=number))


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=200_000, help="stories to remember")
    parser.add_argument("--restore", default=None, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.restore is not None:
        restore(given.restore, sys.stdin.buffer)
    else:
        measure(given.stories)


if __name__ == "__main__":
    main()
