"""What each panel of the overview must show once the demo feed is through: reckoned from the feed and the topics."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
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
        }

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
        assert self._rate(found["receive", "rejected"], len(self._topics["rejects"]))
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
