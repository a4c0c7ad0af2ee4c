"""When a test may be skipped, and the table of suites at the end: hooks of pytest that conftest.py takes in.

A suite is a folder of tests/. On a machine of ours a suite that lacks what it
needs is skipped and says so; under CI=true kafka and compose must run.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Generator, Iterable, Mapping
from pathlib import Path
from typing import TypeVar

import pytest

TESTS = Path(__file__).parents[1]
MUST_RUN_IN_CI = {"kafka", "compose"}
SHOWN = ("passed", "failed", "skipped")
REASONS_SHOWN = 3

Report = pytest.TestReport | pytest.CollectReport
R = TypeVar("R", pytest.TestReport, pytest.CollectReport)


def in_ci() -> bool:
    """Tell whether this is the run that must not leave anything out."""
    return os.environ.get("CI", "").lower() == "true"


def suite_of(nodeid: str) -> str:
    """Return the folder of tests/ that a test lies in."""
    parts = nodeid.split("::", maxsplit=1)[0].split("/")
    return parts[1] if len(parts) > 2 else parts[-1]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip tests that need the development data where it is not."""
    folder = os.environ.get("NEWSWIRE_DATA")
    if folder and Path(folder).is_dir():
        return
    absent = f"NEWSWIRE_DATA={folder} is no folder" if folder else "NEWSWIRE_DATA is not set"
    for item in items:
        if item.get_closest_marker("data"):
            item.add_marker(pytest.mark.skip(reason=absent))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that was skipped although it must run."""
    return _demanded((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Fail a file that was skipped although it must run."""
    return _demanded((yield))


def _demanded(report: R) -> R:
    if report.skipped and in_ci() and suite_of(report.nodeid) in MUST_RUN_IN_CI:
        report.outcome = "failed"
        report.longrepr = f"must run under CI=true, and was skipped: {reason_of(report)}"
    return report


def reason_of(report: Report) -> str:
    """Return why a test was skipped."""
    told = report.longrepr
    words = told[2] if isinstance(told, tuple) else str(told)
    return " ".join(words.removeprefix("Skipped: ").split())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of suites."""
    lines = table(terminalreporter.stats)
    terminalreporter.section("suites")
    for line in lines:
        terminalreporter.write_line(line)


def table(stats: Mapping[str, Iterable[object]]) -> list[str]:
    """Return a line for each suite there is: how many tests passed, failed and were skipped, and why."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome, reports in stats.items():
        for report in reports:
            if isinstance(report, Report):
                suite = suite_of(report.nodeid)
                counts[suite]["failed" if outcome == "error" else outcome] += 1
                reasons[suite].update([reason_of(report)] if outcome == "skipped" else [])
    names = sorted({*counts, *(path.parent.relative_to(TESTS).parts[0] for path in TESTS.rglob("*/test_*.py"))})
    return [_row("suite", SHOWN, ""), *(_suite_row(name, counts[name], reasons[name]) for name in names)]


def _suite_row(name: str, counts: Counter[str], reasons: Counter[str]) -> str:
    told = [f"{number} × {reason}" for reason, number in reasons.most_common(REASONS_SHOWN)]
    if not any(counts[outcome] for outcome in SHOWN):
        told = ["not asked for in this run"]
    return _row(name, [str(counts[outcome]) for outcome in SHOWN], "; ".join(told))


def _row(name: str, numbers: Iterable[str], told: str) -> str:
    return f"{name:<10} {' '.join(f'{number:>8}' for number in numbers)}  {told}".rstrip()
