"""What log lines look like, and what they never say."""

import json
import subprocess
import sys

import pytest

from stream.settings import Settings
from stream.telemetry.log import logging_config, without_words

PROGRAM = """
import logging, structlog
from stream.record import Observation
from stream.settings import Settings
from stream.telemetry.log import LogObserver, configure
configure(Settings(log_json={as_json}, log_level="{level}"))
try:
    raise ValueError("words of a story")
except ValueError:
    logging.getLogger("aiokafka.consumer").warning("lost %s", "a broker", exc_info=True)
watch = LogObserver()
watch.observed(Observation(stage="receive", origin="wire.raw/3/17", outcome="rejected", reason="binary"), 0.002)
watch.observed(Observation(stage="merge", origin="wire.reports/0/1", outcome="bug", error="KeyError at x.py:3"), 0.0)
watch.observed(Observation(stage="desk", origin="wire.items/0/9", outcome="published", story_id="st-1"), 0.001)
watch.happened("child_restart", "extract")
logging.getLogger("faust").info("of no interest")
logging.getLogger("aiokafka.producer.producer").debug("Sending (value=%s)", "words of a story")
"""


def lines(*, as_json: bool = True, level: str = "info") -> list[str]:
    """Return what a process with these settings writes to standard output."""
    program = PROGRAM.format(as_json=as_json, level=level)
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=30)
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_every_line_is_json() -> None:
    """Lines of ours and of libraries are JSON objects with instant, level and logger."""
    told = [json.loads(line) for line in lines()]
    assert [line["event"] for line in told] == ["lost a broker", "input", "input", "child_restart"]
    assert all({"timestamp", "level", "logger"} <= line.keys() for line in told)
    assert told[1]["origin"] == "wire.raw/3/17"
    assert told[1]["reason"] == "binary"
    assert told[1]["level"] == "warning"


def test_an_exception_loses_its_words() -> None:
    """A traceback's words may quote a story: class and places stay, words go."""
    text = "\n".join(lines())
    assert "words of a story" not in text
    assert "ValueError at <string>" in text


def test_what_libraries_say_of_records_is_never_told() -> None:
    """Aiokafka's DEBUG lines quote what it sends: they do not show, even at level debug."""
    told = "\n".join(lines(level="debug"))
    assert "of no interest" in told
    assert "words of a story" not in told


def test_each_input_is_told_when_debugging() -> None:
    """At level debug a published input has its line, with the story's id."""
    assert any('"story_id":"st-1"' in line for line in lines(level="debug"))


def test_readable_lines() -> None:
    """Without JSON the lines are for people."""
    assert not any(line.startswith("{") for line in lines(as_json=False))


def test_the_config_replaces_what_mode_sets_up() -> None:
    """Faust clears handlers unless it is given a whole config: ours has a root handler and merges with nothing."""
    config = logging_config(Settings())
    assert config["root"]["handlers"] == ["stdout"]
    assert "merge" not in config


@pytest.mark.parametrize("given", [True, (ValueError, ValueError("words"), None), ValueError("words")])
def test_any_way_to_give_an_exception(given: object) -> None:
    """However an exception comes along, its words go; without one there is nothing to tell."""
    event = without_words(None, "error", {"event": "x", "exc_info": given})
    assert "words" not in str(event)
    assert ("exception" in event) == (given is not True)


def test_a_bug_is_an_error() -> None:
    """Our own bug is logged as an error, by class and place."""
    bug = json.loads(lines()[2])
    assert (bug["level"], bug["error"]) == ("error", "KeyError at x.py:3")
