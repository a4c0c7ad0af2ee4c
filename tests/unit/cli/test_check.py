"""`newswire check`: what is in order, what is not, and what is set."""

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from stream.cli.check import variables
from stream.settings import Settings, settings_from


def check(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command without a broker."""
    command = [sys.executable, "-m", "stream.cli", "check", *arguments]
    given = {**os.environ, "NEWSWIRE_BOOTSTRAP": "127.0.0.1:1", **environment}
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60, env=given)


def test_each_thing_is_one_line_and_what_is_broken_is_told() -> None:
    """Rules and engine are in order, the broker is not: a line each, and exit code 2."""
    shown = check()
    lines = [line.split(maxsplit=2) for line in shown.stdout.partition("\n\n")[0].splitlines()]
    assert [line[:2] for line in lines] == [
        ["ok", "settings"],
        ["ok", "rules"],
        ["ok", "engine"],
        ["failed", "broker"],
    ]
    assert "NEWSWIRE_BOOTSTRAP" in lines[-1][2]
    assert (shown.returncode, shown.stderr) == (2, "")


def test_a_file_that_is_no_gazetteer_is_told(tmp_path: Path) -> None:
    """The engine's line names the file and says what to do; the other lines follow."""
    file = tmp_path / "gazetteer.bin"
    file.write_text("no gazetteer")
    shown = orjson.loads(check("--json", NEWSWIRE_GAZETTEER=str(file)).stdout)
    (engine,) = [one for one in shown["checks"] if one["name"] == "engine"]
    assert not engine["ok"]
    assert str(file) in engine["detail"]
    assert "newswire gazetteer --force" in engine["detail"]
    assert shown["settings"]["NEWSWIRE_GAZETTEER"] == str(file)


@pytest.mark.parametrize(
    "settings", [Settings(), Settings(gazetteer=Path("g.bin"), log_json=False, exercise_feeds=frozenset({"a", "b"}))]
)
def test_the_settings_printed_make_the_settings(settings: Settings) -> None:
    """What check prints, put into the environment, gives the same settings."""
    assert settings_from(variables(settings)) == settings
