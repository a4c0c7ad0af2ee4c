"""The real compose file, from `up` to `down`: fed, watched, scaled, hurt.

The tests build on one another, in this order.
"""

import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from compose_stack import HEALTHY_SECONDS, Stack, wait_for
from panel_values import Implied, filled
from wire_topics import count, publish, values

from stream.demo.feed import entries

pytestmark = pytest.mark.compose

OVERVIEW = json.loads(Path(__file__).parents[2].joinpath("grafana/dashboards/overview.json").read_text("utf-8"))
OUTPUTS = ("items", "stories", "entities", "reports", "events", "alerts", "retractions", "rejects")
LOST_STORIES = 240


@pytest.fixture(scope="session")
def fed(stack: Stack) -> dict[str, list[dict[str, Any]]]:
    """Return the records on every topic once the demo feed is through."""
    wait_for("the feed is sent", lambda: count(stack.bootstrap, "wire.raw") >= len(entries()), seconds=90)
    wait_for("all of it is read", lambda: _settled(stack), seconds=60)
    return {name: values(stack.bootstrap, f"wire.{name}") for name in OUTPUTS}


def _settled(stack: Stack) -> bool:
    """Tell whether every input is through, as Prometheus sees it, and stays so for a scrape."""
    done = stack.query('sum(newswire_stage_inputs_total{stage="receive"})')
    lag = stack.query("sum(newswire_lag_records) + sum(sum_over_time(newswire_lag_records[12s]))")
    return bool(done and lag) and float(done[0]["value"][1]) >= len(entries()) and float(lag[0]["value"][1]) == 0


def test_it_is_healthy_in_time(stack: Stack) -> None:
    """With its images there, the stack is healthy within 90 s of `up`, and the topics job has ended well."""
    print(f"healthy after {stack.seconds_to_healthy:.0f} s")
    assert stack.seconds_to_healthy < HEALTHY_SECONDS
    healthy = {one.service for one in stack.containers() if one.health == "healthy"}
    assert healthy == {"kafka", "reader", "decider", "feed", "prometheus", "grafana"}
    assert {one.service for one in stack.containers() if one.state == "running"} == healthy


def test_alerts_are_seen_from_the_host(stack: Stack, fed: dict[str, list[dict[str, Any]]]) -> None:
    """Any Kafka client on the host reads the alerts, which are exercises and there where the feed wants them."""
    assert {alert["status"] for alert in fed["alerts"]} == {"Exercise"}
    wanted = {one.country for entry in entries() if entry.expect for one in entry.expect.alerts or ()}
    assert wanted <= {(alert["area"] or {}).get("country") for alert in fed["alerts"]}
    if shutil.which("kcat"):
        kcat = ["kcat", "-b", stack.bootstrap, "-C", "-t", "wire.alerts", "-e", "-q"]
        seen = subprocess.run(kcat, check=True, capture_output=True, text=True, timeout=30).stdout.splitlines()
        assert len(seen) == len(fed["alerts"])


def test_workers_run_as_nobody_on_a_read_only_root(stack: Stack) -> None:
    """A worker is uid 10001 and cannot write outside /tmp."""
    assert stack.compose("exec", "-T", "reader", "id", "-u").strip() == "10001"
    script = "touch /opt/newswire/x /x 2>/dev/null && echo written || echo refused"
    assert stack.compose("exec", "-T", "reader", "sh", "-c", script).strip() == "refused"


def test_grafana_has_the_home_dashboard(stack: Stack) -> None:
    """Without a login Grafana serves the overview, as committed, and its data source."""
    served = stack.grafana(f"/api/dashboards/uid/{OVERVIEW['uid']}")["dashboard"]
    assert served["panels"] == OVERVIEW["panels"]
    source = OVERVIEW["templating"]["list"][0]["current"]["value"]
    assert stack.grafana(f"/api/datasources/uid/{source}")["type"] == "prometheus"


def test_every_panel_shows_what_the_feed_implies(stack: Stack, fed: dict[str, list[dict[str, Any]]]) -> None:
    """Each panel's query, run through Grafana's API, gives the value reckoned from the feed and the topics."""
    window = 300
    wait_for("samples enough that extrapolation to the window's end is small", lambda: _is_old(stack, 12), seconds=100)
    source = OVERVIEW["templating"]["list"][0]["current"]["value"]
    checks = Implied(fed, readers=1, window=window).checks()
    panels = [panel for panel in OVERVIEW["panels"] if panel["type"] != "row"]
    assert [panel["title"] for panel in panels] == list(checks)
    wrong = {}
    for panel in panels:
        for target in panel["targets"]:
            rows = stack.panel_query(source, filled(target["expr"], window))
            try:
                checks[panel["title"]](rows)
            except (AssertionError, KeyError) as error:
                wrong[panel["title"]] = f"{type(error).__name__}: {error} in {rows}"
    assert not wrong, "\n".join(f"{title}: {what}" for title, what in wrong.items())


def _is_old(stack: Stack, samples: int) -> bool:
    """Tell whether every worker has been scraped that often."""
    rows = stack.query("min(count_over_time(newswire_live[10m]))")
    return bool(rows) and float(rows[0]["value"][1]) >= samples


def test_readers_scale_to_three(stack: Stack) -> None:
    """Three readers share the partitions, and Prometheus finds them by name."""
    stack.up("--no-recreate", "--scale", "reader=3")
    assert [one.health for one in stack.running("reader")] == ["healthy"] * 3
    owned = 'newswire_assigned_partitions{job="reader", topic="raw"} > 0'
    wait_for("each owns partitions of raw", lambda: _owners(stack, owned) == 3, seconds=60)
    assert sum(float(row["value"][1]) for row in stack.query(owned)) == 12


def _owners(stack: Stack, expr: str) -> int:
    rows = stack.query(expr)
    return len(rows) if sum(float(row["value"][1]) for row in rows) == 12 else 0


def test_a_worker_without_partitions_is_healthy(stack: Stack) -> None:
    """Of four deciders one at least has nothing to decide: all are healthy, and each step has one owner."""
    stack.up("--no-recreate", "--scale", "reader=3", "--scale", "decider=4")
    assert [one.health for one in stack.running("decider")] == ["healthy"] * 4
    wait_for("every step has one owner, and somebody has none", lambda: _idle_deciders(stack), seconds=60)
    stack.up("--no-recreate", "--scale", "reader=3", "--scale", "decider=1")
    wait_for("one decider owns every step", lambda: len(_decided(stack)) == sum(_decided(stack)) / 3 == 1, seconds=60)


def _decided(stack: Stack) -> list[float]:
    """Return how many partitions each decider owns, by what it told last."""
    rows = stack.query('sum by (instance) (newswire_assigned_partitions{job="decider"})')
    return [float(row["value"][1]) for row in rows]


def _idle_deciders(stack: Stack) -> bool:
    owned = _decided(stack)
    return len(owned) == 4 and sum(owned) == 3 and 0 in owned


def test_nothing_is_lost_with_a_reader(stack: Stack) -> None:
    """A reader is killed while stories arrive: each has its story, entities and reports record, once by key."""
    stories = [_story(n) for n in range(LOST_STORIES)]
    third = LOST_STORIES // 3
    publish(stack.bootstrap, "wire.raw", stories[:third], pause=0.01)
    subprocess.run(["docker", "kill", stack.running("reader")[0].name], check=True, capture_output=True, timeout=30)
    publish(stack.bootstrap, "wire.raw", stories[third:], pause=0.01)
    wanted = {story["headline"] for story in stories}
    wait_for("every story is published", lambda: wanted <= set(_headlines(stack)), seconds=90)
    keys = {_headlines(stack)[headline] for headline in wanted}
    assert len(keys) == LOST_STORIES
    wait_for("every story has its entities", lambda: keys <= _keys(stack, "entities"), seconds=60)
    wait_for("every story has its reports", lambda: keys <= _keys(stack, "reports"), seconds=60)


def _story(number: int) -> dict[str, Any]:
    return {
        "id": f"lost-{number}",
        "headline": f"Council of district {number} approves its budget",
        "body": f"The council of district {number} approved a budget of {number + 7} million on Monday.\n\n" * 12,
        "published": "2026-03-02T09:00:00Z",
        "source": "Compose Wire",
    }


def _headlines(stack: Stack) -> dict[str, str]:
    return {story["headline"]: story["story_id"] for story in values(stack.bootstrap, "wire.stories")}


def _keys(stack: Stack, topic: str) -> set[str]:
    return {record["story_id"] for record in values(stack.bootstrap, f"wire.{topic}")}


def test_the_killed_reader_comes_back(stack: Stack) -> None:
    """`up` starts the killed reader again and all three are healthy."""
    assert len(stack.running("reader")) == 2
    stack.up("--no-recreate", "--scale", "reader=3")
    assert [one.health for one in stack.running("reader")] == ["healthy"] * 3


def test_a_hanging_worker_turns_unhealthy_within_a_minute(stack: Stack) -> None:
    """A worker that is stopped in its tracks is unhealthy within 60 s, and healthy again once it goes on."""
    _signal(stack, "decider", "SIGSTOP")
    began = time.monotonic()
    wait_for("the decider is unhealthy", lambda: _health(stack, "decider") == "unhealthy", seconds=60)
    print(f"unhealthy after {time.monotonic() - began:.0f} s")
    _signal(stack, "decider", "SIGCONT")
    wait_for("the decider is healthy", lambda: _health(stack, "decider") == "healthy", seconds=90)


def _health(stack: Stack, service: str) -> str:
    return stack.containers(service)[0].health


def _signal(stack: Stack, service: str, name: str) -> None:
    """Send a signal to the worker process itself, which runs beside the container's init."""
    script = (
        "import os, pathlib, signal\n"
        "for path in pathlib.Path('/proc').glob('[0-9]*/cmdline'):\n"
        "    words = path.read_bytes().split(b'\\0')\n"
        "    if b'--role' in words and int(path.parent.name) > 1: "
        f"os.kill(int(path.parent.name), signal.{name})\n"
    )
    stack.compose("exec", "-T", service, "python", "-c", script)
