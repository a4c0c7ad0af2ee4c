"""What each panel of the overview must show once the demo feed is through: reckoned from the feed and the topics."""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from stream.demo.feed import entries

Rows = list[dict[str, Any]]
Check = Callable[[Rows], None]


def filled(expr: str, window: int) -> str:
    """Return a panel's query as Grafana sends it for a range of that many seconds, all workers chosen."""
    expr = re.sub(r"\$__(rate_interval|range)", f"{window}s", expr)
    return expr.replace("$job", ".+").replace("$instance", ".+").replace("$topic", "alerts")


def number(row: dict[str, Any]) -> float:
    """Return the value of a row."""
    return float(row["value"][1])


def table(rows: Rows, *labels: str) -> dict[tuple[str, ...], float]:
    """Return a query's answer by labels."""
    return {tuple(row["metric"].get(label, "") for label in labels): number(row) for row in rows}


def is_about(value: float, wanted: float) -> bool:
    """Tell whether a value is the wanted count: `increase` extrapolates to the end of its window, so it is near it."""
    return abs(value - wanted) <= max(0.5, 0.12 * wanted)


class Implied:
    """What the feed implies, from the records on the topics."""

    def __init__(self, topics: Mapping[str, list[dict[str, Any]]], *, readers: int, window: int) -> None:
        self._topics = topics
        self._readers = readers
        self._window = window
        self._new_events = [event for event in topics["events"] if event["rev"] == 1]
        self._new_alerts = [alert for alert in topics["alerts"] if alert["msgType"] == "Alert"]

    def checks(self) -> dict[str, Check]:
        """Return what to ask of each panel, by title."""
        refused = sum(entry.expect is not None and entry.expect.reject is not None for entry in entries())
        countries = [
            str(event["place"]["country"]) for event in self._new_events if (event["place"] or {}).get("country")
        ]
        return {
            "Stories read": self.counts(len(entries()) - refused),
            "Stories published": self.counts(len(self._topics["stories"])),
            "New events": self.counts(len(self._new_events)),
            "Alerts": self.counts(len(self._new_alerts)),
            "Rejects": self.counts(len(self._topics["rejects"])),
            "Alert latency, p99": lambda rows: _within(rows, 0.0, 10.0, series=1),
            "Records sent": self.rates("topic", {(name,): len(found) for name, found in self._topics.items()}),
            "Inputs by outcome": self.rejected_rate,
            "Latency of $topic": self.heat,
            "Latency, p50 and p99": lambda rows: _within(rows, 0.0, 10.0, series=4),
            "Lag, records": self.no_lag,
            "Lag, seconds": self.no_lag,
            "Stage duration, p99": lambda rows: _within(rows, 0.0, 5.0, series=5),
            "Workers": self.workers,
            "New events by country": self.counted(("country",), ((country,) for country in countries)),
            "New events by type": self.counted(("type",), ((event["type"],) for event in self._new_events)),
            "Top alert rules": self.counted(("rule",), ((alert["rule"],) for alert in self._new_alerts)),
            "Rejects by reason": self.counted(
                ("stage", "reason"), ((reject["stage"], reject["reason"]) for reject in self._topics["rejects"])
            ),
            "Silent feeds": self.silence,
            "Incidents": self.calm,
            "Event records by state": self.rates("state", _by(self._topics["events"], "state")),
        } | self.lifecycle()

    def lifecycle(self) -> dict[str, Check]:
        """Return what to ask of each panel of the row Lifecycle; the demo feed need not have a kill or an embargo."""
        cancels = sum(alert["msgType"] == "Cancel" for alert in self._topics["alerts"])
        refused = sum(reject["reason"] == "retraction_unresolved" for reject in self._topics["rejects"])
        changes = _by([story["lifecycle"] for story in self._topics["stories"]], "change")
        held = self._held()
        return {
            "Stories held": lambda rows: _within(rows, held - 0.5, held + 0.5, series=1),
            "Next release": lambda rows: _within(rows, 0.0, math.inf, series=min(1, held)),
            "Unresolved retractions": lambda rows: _within(rows, -0.5, refused + 0.5, series=1),
            "Open retractions": lambda rows: _within(rows, -0.5, 0.5, series=1),
            "Alerts cancelled early": lambda rows: _within(rows, -0.5, 1.12 * cancels + 0.5, series=1),
            "Share cancelled early": lambda rows: _within(rows, -0.01, 1.01, series=1),
            "Versions by change": self.rates("change", changes),
            "Retractions": self.retractions,
            "Kill to last retraction": self.time_to_retract,
            "Held stories": lambda rows: _within(rows, held - 0.5, held + 0.5, series=1),
            "Story records by state": self.rates("state", _by(self._topics["stories"], "state")),
            "Entries remembered": self.entries,
        }

    def _held(self) -> int:
        """Return how many stories are under an embargo now."""
        instants = {
            item["story_id"]: item.get("embargoedUntil") for item in self._topics["items"] if "story_id" in item
        }
        now = datetime.now(UTC)
        return sum(instant is not None and datetime.fromisoformat(instant) > now for instant in instants.values())

    def retractions(self, rows: Rows) -> None:
        """Check the instructions carried out, by kind; or what is unresolved or open: a single line."""
        found = table(rows, "kind")
        if ("",) in found:
            assert len(rows) == 1
            return
        opened = [record["instruction"] for record in self._topics["retractions"] if record["rev"] == 1]
        wanted = _by(opened, "kind")
        assert all(is_about(value, wanted.get(key, 0)) for key, value in found.items()), (found, wanted)
        assert wanted.keys() <= found.keys()

    def time_to_retract(self, rows: Rows) -> None:
        """Check that a kill took less than ten seconds to be carried through; without one there is nothing to show."""
        kills = [record for record in self._topics["retractions"] if record["instruction"]["kind"] == "kill"]
        assert len(rows) == 1
        assert 0 < number(rows[0]) < 10 if kills else math.isnan(number(rows[0]))

    def entries(self, rows: Rows) -> None:
        """Check that every deciding step remembers something."""
        found = table(rows, "stage")
        assert found.keys() == {("desk",), ("merge",), ("alert",)}
        assert all(found.values())

    def counts(self, wanted: int) -> Check:
        """Return the check of a single number."""

        def check(rows: Rows) -> None:
            assert wanted > 0
            assert len(rows) == 1
            assert is_about(number(rows[0]), wanted), (number(rows[0]), wanted)

        return check

    def counted(self, labels: tuple[str, ...], keys: Iterable[tuple[str, ...]]) -> Check:
        """Return the check of counts by label: those that are there, and no other."""
        wanted = Counter(keys)

        def check(rows: Rows) -> None:
            found = table(rows, *labels)
            assert wanted
            assert found.keys() == wanted.keys()
            assert all(is_about(found[key], times) for key, times in wanted.items()), (found, wanted)

        return check

    def rates(self, label: str, wanted: Mapping[tuple[str, ...], int]) -> Check:
        """Return the check of rates by label: rate times window is the count."""

        def check(rows: Rows) -> None:
            found = table(rows, label)
            wrong = {key: (found[key] * self._window, n) for key, n in wanted.items() if not self._rate(found[key], n)}
            assert not wrong

        return check

    def _rate(self, value: float, count: int) -> bool:
        return is_about(value * self._window, count)

    def rejected_rate(self, rows: Rows) -> None:
        """Check that what was rejected is shown as such, and that nothing was a bug."""
        found = table(rows, "stage", "outcome")
        refused = sum(reject["stage"] == "receive" for reject in self._topics["rejects"])
        assert self._rate(found["receive", "rejected"], refused)
        assert not any(outcome == "bug" for _, outcome in found)

    def heat(self, rows: Rows) -> None:
        """Check that the last bucket holds every alert record."""
        assert is_about(table(rows, "le")["+Inf",], len(self._topics["alerts"]))

    def no_lag(self, rows: Rows) -> None:
        """Check that every topic that a stage reads is watched, and that nothing waits."""
        assert table(rows, "topic") == {(name,): 0.0 for name in ("raw", "items", "stories", "reports", "events")}

    def workers(self, rows: Rows) -> None:
        """Check that every worker is up, or ready."""
        assert table(rows, "job") == {("reader",): float(self._readers), ("decider",): 1.0}

    def silence(self, rows: Rows) -> None:
        """Check that the feed was heard while it was sent."""
        found = table(rows, "feed")
        assert found.keys() == {("demo",)}
        assert 0 <= found["demo",] <= self._window

    def calm(self, rows: Rows) -> None:
        """Check that nothing had to be replaced or sent again."""
        found = table(rows, "incident")
        assert found["child_restart",] == found["produce_retry",] == 0


def _within(rows: Rows, low: float, high: float, *, series: int) -> None:
    assert len(rows) == series
    assert all(low < number(row) < high for row in rows), rows


def _by(records: list[dict[str, Any]], field: str) -> dict[tuple[str, ...], int]:
    return {(value,): times for value, times in Counter(record[field] for record in records).items()}
