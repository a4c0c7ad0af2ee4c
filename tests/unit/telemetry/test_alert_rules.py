"""The alert rules of Prometheus: they ask for metrics that exist, and each has its chapter in the runbook."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml

from stream.telemetry.metrics import declared

DEPLOY = Path(__file__).parents[3] / "deploy"
FOLDER = DEPLOY / "prometheus"


def rules() -> Iterator[dict[str, Any]]:
    """Yield every rule of every file that Prometheus loads."""
    for name in yaml.safe_load((FOLDER / "prometheus.yml").read_text(encoding="utf-8"))["rule_files"]:
        for group in yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))["groups"]:
            yield from group["rules"]


@pytest.mark.parametrize("rule", list(rules()), ids=lambda rule: rule["alert"])
def test_a_rule_is_sound(rule: dict[str, Any]) -> None:
    """It parses, asks for metrics that exist, and says how grave it is and what to do."""
    promql_parser.parse(rule["expr"])
    asked = set(re.findall(r"newswire_\w+", rule["expr"]))
    assert asked
    assert asked <= {metric.exposed for metric in declared()}
    assert rule["labels"]["severity"] in {"warning", "critical"}
    assert rule["annotations"]["summary"]
    runbook = (DEPLOY / "runbook.md").read_text(encoding="utf-8")
    chapter = runbook.partition(f"\n## {rule['annotations']['runbook']}\n")[2].partition("\n## ")[0]
    assert f"`{rule['alert']}`" in chapter


def test_the_lifecycle_is_watched() -> None:
    """Unresolved kills warn; an open retraction and an overdue embargo are critical."""
    severity = {rule["alert"]: rule["labels"]["severity"] for rule in rules()}
    assert severity["RetractionUnresolved"] == "warning"
    assert {severity[name] for name in ("RetractionOpen", "EmbargoOverdue", "EmbargoUnwatched")} == {"critical"}
