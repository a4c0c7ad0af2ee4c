"""The committed dashboards: made by code, and as grafana/dashboard-linter would have them."""

import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, dropwhile, islice, takewhile
from pathlib import Path
from typing import Any

import promql_parser
import pytest
import yaml
from panel_values import Implied

from stream.telemetry.metrics import Metric, declared

ROOT = Path(__file__).parents[2]
GRAFANA = ROOT / "grafana"
BOARDS = sorted((GRAFANA / "dashboards").glob("*.json"))

SPARE = {
    "newswire_stage_in_progress": "for the runbook: a stage that hangs",
    "newswire_committed_offset": "for the runbook: how far a partition is done",
    "newswire_end_offset": "for the runbook: where a partition ends",
    "newswire_assigned_partitions": "for the runbook: who owns what",
    "newswire_live": "for alert rules; the panel shows readiness",
    "newswire_build_info": "the variables' values come from it",
}
"""Metrics that no panel shows, and what they are for."""

FOREIGN = {"up", "process_start_time_seconds"}
"""Metrics of Prometheus and of its client."""

COUNTER_FUNCTIONS = {"rate", "increase", "irate"}


def everything() -> Iterator[dict[str, Any]]:
    """Yield every panel of every dashboard, headlines of rows included."""
    for path in BOARDS:
        yield from json.loads(path.read_text(encoding="utf-8"))["panels"]


def panels() -> Iterator[dict[str, Any]]:
    """Yield every panel that shows something."""
    yield from (panel for panel in everything() if panel["type"] != "row")


def lifecycle() -> Iterator[dict[str, Any]]:
    """Yield the panels under the headline Lifecycle."""
    below = dropwhile(lambda panel: panel["title"] != "Lifecycle", everything())
    yield from takewhile(lambda panel: panel["type"] != "row", islice(below, 1, None))


def queries() -> Iterator[str]:
    """Yield the PromQL of every panel and annotation."""
    for panel in panels():
        yield from (target["expr"] for target in panel["targets"])
    for path in BOARDS:
        annotations = json.loads(path.read_text(encoding="utf-8"))["annotations"]["list"]
        yield from (annotation["target"]["expr"] for annotation in annotations)


def filled(expr: str) -> str:
    """Return a query as Grafana would send it."""
    return re.sub(r"\$__(rate_interval|range)", "1m", expr)


def selectors(expr: str) -> Iterator[Any]:
    """Yield every vector selector of a query."""
    yield from _walk(promql_parser.parse(filled(expr)))


def _walk(node: Any) -> Iterator[Any]:
    if isinstance(node, promql_parser.VectorSelector):
        yield node
    for name in ("expr", "lhs", "rhs", "vector_selector", "args", "param"):
        below = getattr(node, name, None)
        for child in below if isinstance(below, list) else (below,):
            if child is not None:
                yield from _walk(child)


def counted_raw(node: Any, inside: bool = False) -> Iterator[str]:  # noqa: FBT001, FBT002 - a recursion's own state
    """Yield the counters that a query reads outside rate and increase."""
    if isinstance(node, promql_parser.VectorSelector) and not inside and str(node.name).endswith(("_total", "_bucket")):
        yield str(node.name)
    function = getattr(getattr(node, "func", None), "name", None)
    for name in ("expr", "lhs", "rhs", "vector_selector", "args"):
        below = getattr(node, name, None)
        for child in below if isinstance(below, list) else (below,):
            if child is not None:
                yield from counted_raw(child, inside or function in COUNTER_FUNCTIONS)


def exposed(metric: Metric) -> set[str]:
    """Return the names of a metric's series."""
    suffixes = ("_bucket", "_count", "_sum") if metric.kind == "histogram" else ("",)
    return {f"{metric.exposed}{suffix}" for suffix in suffixes}


def test_the_committed_json_is_what_the_code_writes(tmp_path: Path) -> None:
    """Whoever changes the code commits what it writes."""
    subprocess.run([sys.executable, str(GRAFANA / "build.py"), str(tmp_path)], check=True, timeout=60)
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert written == {path.name: path.read_text(encoding="utf-8") for path in BOARDS}
    assert written


@pytest.mark.parametrize("path", BOARDS, ids=lambda path: path.stem)
def test_a_dashboard_is_classic_fixed_and_not_editable(path: Path) -> None:
    """Grafana 11 to 13 load it, its address stays, nobody edits it in the browser."""
    board = json.loads(path.read_text(encoding="utf-8"))
    assert board["schemaVersion"] in (41, 42)
    assert "apiVersion" not in board
    assert board["uid"] == f"newswire-{path.stem}"
    assert board["editable"] is False
    assert board["title"]
    assert board["description"]
    assert board["tags"]


@pytest.mark.parametrize("path", BOARDS, ids=lambda path: path.stem)
def test_a_dashboard_has_the_variables(path: Path) -> None:
    """The viewer chooses data source, job and instance; choices are read anew with the time range."""
    variables = {v["name"]: v for v in json.loads(path.read_text(encoding="utf-8"))["templating"]["list"]}
    assert variables["datasource"]["type"] == "datasource"
    for name in ("job", "instance"):
        assert variables[name]["refresh"] == 2
        assert variables[name]["multi"] is True
        assert variables[name]["allValue"] == ".+"
        assert variables[name]["datasource"]["uid"] == "${datasource}"


@pytest.mark.parametrize("panel", list(panels()), ids=lambda panel: panel["title"])
def test_a_panel_is_complete(panel: dict[str, Any]) -> None:
    """Each has title, description, unit, data source and at least one query on the same data source."""
    assert panel["title"]
    assert panel["description"]
    assert panel["fieldConfig"]["defaults"]["unit"]
    assert panel["datasource"] == {"type": "prometheus", "uid": "${datasource}"}
    assert panel["targets"]
    assert all(target["datasource"] == panel["datasource"] for target in panel["targets"])
    names = [target["refId"] for target in panel["targets"]]
    assert len(set(names)) == len(names)


def test_the_stack_is_asked_for_every_panel() -> None:
    """The suite that runs the whole stack knows what each panel must show."""
    topics: dict[str, list[dict[str, Any]]] = defaultdict(list)
    assert list(Implied(topics, readers=1, window=300).checks()) == [panel["title"] for panel in panels()]


def test_the_lifecycle_has_its_row() -> None:
    """Versions, holds, retractions and false alarms stand under one headline; the target has its line."""
    shown = {panel["title"]: panel for panel in lifecycle()}
    assert {
        "Versions by change",
        "Stories held",
        "Next release",
        "Retractions",
        "Unresolved retractions",
    } <= shown.keys()
    assert {"Kill to last retraction", "Alerts cancelled early", "Share cancelled early"} <= shown.keys()
    assert shown["Versions by change"]["fieldConfig"]["defaults"]["custom"]["stacking"]["mode"] == "normal"
    limits = shown["Kill to last retraction"]["fieldConfig"]["defaults"]["thresholds"]["steps"]
    assert [step["value"] for step in limits] == [None, 1.0]
    reds = shown["Unresolved retractions"]["fieldConfig"]["defaults"]["thresholds"]["steps"]
    assert [step["value"] for step in reds if step["color"] == "red"] == [1.0]


@pytest.mark.parametrize("panel", list(lifecycle()), ids=lambda panel: panel["title"])
def test_a_panel_of_the_lifecycle_says_what_to_do(panel: dict[str, Any]) -> None:
    """Each says what it means in one sentence, and what to do in another; a chapter it names is in the runbook."""
    assert len(re.findall(r"[.:;] ", panel["description"])) >= 1
    runbook = (ROOT / "deploy" / "runbook.md").read_text(encoding="utf-8")
    for chapter in re.findall(r"runbook, \*([^*]+)\*", panel["description"]):
        assert f"\n## {chapter}\n" in runbook
    titles = {other["title"].split(",")[0] for other in panels()}
    assert set(re.findall(r"[lL]ook at \*([^*]+)\*", panel["description"])) <= titles


@pytest.mark.parametrize("expr", list(queries()))
def test_a_query_is_sound(expr: str) -> None:
    """It parses, filters by job and instance, takes Grafana's intervals and never a counter as it is."""
    parsed = promql_parser.parse(filled(expr))
    found = list(selectors(expr))
    assert found
    for selector in found:
        labels = {(m.name, m.value) for m in selector.matchers.matchers}
        assert {("job", "$job"), ("instance", "$instance")} <= labels
    assert set(re.findall(r"\[([^\]]*)\]", expr)) <= {"$__rate_interval", "$__range"}
    assert list(counted_raw(parsed)) == []
    assert "vector(" not in expr


def test_the_lint_sees_a_counter_as_it_is() -> None:
    """The rule about counters finds one that is summed without rate."""
    assert list(counted_raw(promql_parser.parse("sum(newswire_events_total)"))) == ["newswire_events_total"]
    assert list(counted_raw(promql_parser.parse("sum(rate(newswire_events_total[1m]))"))) == []


def test_panels_and_metrics_agree() -> None:
    """Panels ask for metrics that exist, and each metric is shown or listed as spare."""
    asked = {str(selector.name) for expr in queries() for selector in selectors(expr)}
    exists = {name for metric in declared() for name in exposed(metric)}
    assert asked - FOREIGN <= exists
    shown = {metric.exposed for metric in declared() if exposed(metric) & asked}
    assert {metric.exposed for metric in declared()} - shown == SPARE.keys()


@pytest.mark.parametrize("path", BOARDS, ids=lambda path: path.stem)
def test_panels_do_not_overlap(path: Path) -> None:
    """No two panels share a cell of the grid, and none leaves it."""
    found = json.loads(path.read_text(encoding="utf-8"))["panels"]
    cells = {panel["id"]: _cells(panel["gridPos"]) for panel in found}
    assert len(cells) == len(found)
    assert all(panel["gridPos"]["x"] + panel["gridPos"]["w"] <= 24 for panel in found)
    assert not any(one & other for one, other in combinations(cells.values(), 2))


def _cells(place: dict[str, int]) -> set[tuple[int, int]]:
    across = range(place["x"], place["x"] + place["w"])
    return {(x, y) for x in across for y in range(place["y"], place["y"] + place["h"])}


def test_the_map_works_without_the_internet() -> None:
    """The world map draws what Grafana ships and looks countries up by code: it fetches nothing from elsewhere."""
    maps = [panel for panel in panels() if panel["type"] == "geomap"]
    assert maps
    for panel in maps:
        assert "http" not in json.dumps(panel["options"])
        assert panel["options"]["basemap"]["config"]["url"].startswith("data:image/png;base64,")
        layers = {layer["type"]: layer for layer in panel["options"]["layers"]}
        assert layers["geojson"]["config"]["src"] == "public/maps/countries.geojson"
        assert layers["markers"]["location"] == {
            "mode": "lookup",
            "lookup": "country",
            "gazetteer": "public/gazetteer/countries.json",
        }


def test_the_data_source_is_the_variables_default() -> None:
    """The uid that dashboards start with is the provisioned one, and its interval is the scrape interval."""
    provisioned = yaml.safe_load((GRAFANA / "provisioning/datasources/prometheus.yml").read_text(encoding="utf-8"))
    scrape = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text(encoding="utf-8"))
    source = provisioned["datasources"][0]
    assert source["jsonData"]["timeInterval"] == scrape["global"]["scrape_interval"]
    for path in BOARDS:
        variables = json.loads(path.read_text(encoding="utf-8"))["templating"]["list"]
        assert {v["current"]["value"] for v in variables if v["name"] == "datasource"} == {source["uid"]}
