"""Run the shipping engine over the gold stories and score it with the gold folder's own scorer."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(os.environ.get("NEWSWIRE_DATA", "data"))


class Folders(NamedTuple):
    """Where the annotations and the texts they belong to lie."""

    gold: Path
    data: Path


def folders_from(arguments: Sequence[str] | None, summary: str) -> Folders:
    """Return the folders named on the command line; by default NEWSWIRE_DATA and the `gold` beside it."""
    parser = argparse.ArgumentParser(description=summary)
    parser.add_argument("--gold", type=Path, default=DATA.parent / "gold")
    parser.add_argument("--data", type=Path, default=DATA)
    return checked(parser, parser.parse_args(arguments))


def checked(parser: argparse.ArgumentParser, chosen: argparse.Namespace) -> Folders:
    """Return the folders chosen; end with one line if they are not there."""
    folders = Folders(chosen.gold, chosen.data)
    if not (folders.gold / "build_texts").is_file():
        parser.error(f"no gold stories in {folders.gold}: set NEWSWIRE_DATA, or give --data and --gold")
    return folders


def inputs(folders: Folders, only: str | None = None) -> list[dict[str, Any]]:
    """Return the gold stories as input lines of `newswire extract --json -`, or only the one of that id."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "texts.jsonl"
        command = [sys.executable, str(folders.gold / "build_texts"), str(folders.data), str(out)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if only in {None, row["id"]}]


def extracted(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what `newswire extract --json -` prints for the stories."""
    lines = "".join(f"{json.dumps(row)}\n" for row in rows)
    command = [sys.executable, "-m", "stream.cli", "extract", "--json", "-"]
    done = subprocess.run(command, input=lines, check=True, stdout=subprocess.PIPE, text=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def scored(folders: Folders, outputs: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the scorer's figures for outputs; gold stories without an output are left out."""
    known = {str(row["id"]) for row in outputs}
    gold = [row for row in _gold(folders) if row["id"] in known]
    with tempfile.TemporaryDirectory() as folder:
        out, kept = Path(folder) / "out.jsonl", Path(folder) / "gold.jsonl"
        out.write_text("".join(f"{json.dumps(row)}\n" for row in outputs), encoding="utf-8")
        kept.write_text("".join(f"{json.dumps(row)}\n" for row in gold), encoding="utf-8")
        command = [sys.executable, str(folders.gold / "score"), str(out), "--gold", str(kept), "--json"]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def print_slots(figures: Mapping[str, Any]) -> None:
    """Print one line per slot of the matched events."""
    for name, slot in figures["slots"]["strict"].items():
        rate = "  -  " if slot["rate"] is None else f"{100 * slot['rate']:5.1f}"
        print(f"  {name:38} {rate} %  {slot['ok']}/{slot['n']}")


def print_events(figures: Mapping[str, Any]) -> None:
    """Print precision, recall and F1 of each way to match, with the recall of main facts."""
    for name in ("strict", "lenient", "cover"):
        row = figures["events"][name]
        main = row["recall_by_importance"]["main"]["rate"] or 0
        parts = (("P", row["precision"]), ("R", row["recall"]), ("F1", row["f1"]), ("main R", main))
        print(f"  {name:8} " + "  ".join(f"{label} {100 * value:5.1f}" for label, value in parts))


def verdict(bars: Iterable[tuple[str, float, float]]) -> int:
    """Print each bar (name, value, least) and return the exit code: 1 below any of them."""
    failed = 0
    for name, value, least in bars:
        passed = value >= least
        failed |= not passed
        print(f"  {'ok  ' if passed else 'FAIL'} {name}: {value:g} (bar {least:g})")
    return int(failed)


def _gold(folders: Folders) -> list[dict[str, Any]]:
    lines = (folders.gold / "stories.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]
