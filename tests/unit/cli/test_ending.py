"""How a command ends."""

import os
import subprocess
import sys

import pytest

from stream.cli.ending import exit_code
from stream.cli.program import COMMANDS
from stream.errors import UsageError


def newswire(*arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program as a user does."""
    command = [sys.executable, "-m", "stream.cli", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60, env={**os.environ, **(environment or {})}
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--colour",), "no such option"),
        (("extrct",), "no such command 'extrct'"),
        (("extract", "--prety", "-"), "no such option"),
        (("extract",), "missing argument"),
        (("extract", "no-such-file.txt"), "no-such-file.txt cannot be read"),
        (("extract", "-", "--published", "Saturday"), "write it like 2014-05-03T18:00:00Z"),
        (("extract", "-", "--published", "2014-05-03T18:00:00"), "no instant with offset"),
        (("tail", "raw"), "add --internal"),
        (("tail", "wire.nonsense"), "choose from stories"),
        (("tail", "alerts", "--since", "soon"), "neither an age like 15m"),
        (("retracted", "--kind", "murder"), "invalid value for '--kind'"),
        (("retracted", "--until", "soon"), "neither an age like 15m"),
        (("publish",), "give either files"),
        (("publish", "no-such-folder"), "no-such-folder is not there"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(arguments: tuple[str, ...], says: str) -> None:
    """Whoever calls a command wrongly gets one line on stderr that says what to do, and exit code 2."""
    ended = newswire(*arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert len(ended.stderr.splitlines()) == 1
    assert says in ended.stderr


@pytest.mark.parametrize(
    "command",
    [("tail", "alerts"), ("retracted",), ("topics", "apply"), ("feed", "--once"), ("publish", __file__)],
)
def test_a_broker_that_does_not_answer_is_one_line(command: tuple[str, ...]) -> None:
    """A broker that is not there gives one line that names its address and what to set, and exit code 2."""
    ended = newswire(*command, environment={"NEWSWIRE_BOOTSTRAP": "127.0.0.1:1"})
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert "127.0.0.1:1" in ended.stderr
    assert "NEWSWIRE_BOOTSTRAP" in ended.stderr


def test_a_setting_that_cannot_be_read_is_one_line() -> None:
    """A setting that is no number is named, with exit code 2."""
    ended = newswire("tail", "alerts", environment={"NEWSWIRE_METRICS_PORT": "many"})
    assert ended.returncode == 2
    assert "NEWSWIRE_METRICS_PORT='many'" in ended.stderr


def test_help_lists_every_command_without_loading_one() -> None:
    """The program's help names each command and does not import Kafka's client."""
    code = "import sys; from stream.cli.ending import exit_code; from stream.cli.program import run\n"
    code += "exit_code(lambda: run(['--help'])); print('aiokafka' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout
    assert all(name in shown for name in COMMANDS)
    assert shown.endswith("False\n")


@pytest.mark.parametrize(
    "command",
    ["extract", "demo", "publish", "tail", "retracted", "worker", "feed", "check", "gazetteer", "topics apply"],
)
def test_the_help_of_each_command_ends_with_examples(command: str) -> None:
    """Every command's help shows lines that can be copied."""
    shown = newswire(*command.split(), "--help")
    assert shown.returncode == 0
    examples = shown.stdout.partition("Examples:")[2]
    assert f"newswire {command}" in examples


def test_a_reader_that_has_gone_is_no_error() -> None:
    """When whoever reads stdout goes away, the command ends quietly."""
    command = [sys.executable, "-m", "stream.cli", "--help"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaint = process.stderr.read()
        assert process.wait(60) == 0
    assert complaint == b""


def test_a_usage_error_over_several_lines_is_put_on_one(capsys: pytest.CaptureFixture[str]) -> None:
    """A message with line breaks still becomes one line."""

    def fail() -> None:
        raise UsageError("first\nsecond")

    assert exit_code(fail) == 2
    assert capsys.readouterr().err == "newswire: first second\n"
