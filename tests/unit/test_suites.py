"""What suites.py promises: the table of suites, and that CI skips nothing it must run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SKIPPING = {
    "test": "import pytest\n\ndef test_it():\n    pytest.skip('no java here')\n",
    "fixture": "import pytest\n\n@pytest.fixture\ndef it():\n    pytest.skip('no java here')\n\n"
    "def test_it(it):\n    pass\n",
    "file": "import pytest\n\npytest.skip('no java here', allow_module_level=True)\n",
    "mark": "import pytest\n\n@pytest.mark.skip(reason='no java here')\ndef test_it():\n    pass\n",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with our suites.py, a suite that passes and none that skips."""
    shutil.copy(Path(__file__).parents[1] / "support" / "suites.py", _made(tmp_path / "tests" / "support"))
    (tmp_path / "tests" / "conftest.py").write_text("from suites import *\n")
    (_made(tmp_path / "tests" / "unit") / "test_one.py").write_text("def test_it():\n    pass\n")
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\ntestpaths = tests\npythonpath = tests/support\naddopts = --import-mode=importlib\n"
    )
    return tmp_path


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


def run(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the project's tests."""
    inherited = {name: value for name, value in os.environ.items() if name not in {"CI", "NEWSWIRE_DATA"}}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    return subprocess.run(
        command, cwd=project, capture_output=True, text=True, check=False, timeout=60, env=inherited | environment
    )


@pytest.mark.parametrize("how", SKIPPING)
@pytest.mark.parametrize("suite", ["kafka", "compose"])
def test_a_suite_that_must_run_fails_in_ci_instead_of_skipping(project: Path, suite: str, how: str) -> None:
    """However it is skipped: here the reason is in the table, under CI=true the run fails."""
    (_made(project / "tests" / suite) / "test_two.py").write_text(SKIPPING[how])
    here, in_ci = run(project), run(project, CI="true")
    assert here.returncode == 0, here.stdout
    assert [row.split() for row in here.stdout.splitlines() if row.startswith(suite)] == [
        [suite, "0", "0", "1", "1", "×", "no", "java", "here"]
    ]
    assert in_ci.returncode != 0
    assert "must run under CI=true" in in_ci.stdout


def test_other_suites_may_skip_in_ci(project: Path) -> None:
    """A unit test may be skipped under CI=true."""
    (project / "tests" / "unit" / "test_two.py").write_text(SKIPPING["test"])
    assert run(project, CI="true").returncode == 0


def test_tests_that_need_data_are_skipped_without_it(project: Path, tmp_path: Path) -> None:
    """The mark `data` skips where NEWSWIRE_DATA is not set or no folder, and runs where it is one."""
    text = "import pytest\n\n@pytest.mark.data\ndef test_it():\n    pass\n"
    (project / "pytest.ini").write_text((project / "pytest.ini").read_text() + "markers = data: needs data\n")
    (project / "tests" / "unit" / "test_two.py").write_text(text)
    assert "NEWSWIRE_DATA is not set" in run(project).stdout
    assert "is no folder" in run(project, NEWSWIRE_DATA=str(tmp_path / "none")).stdout
    assert "2 passed" in run(project, NEWSWIRE_DATA=str(tmp_path)).stdout


def test_a_suite_that_was_not_asked_for_is_listed(project: Path) -> None:
    """The table names every suite there is, also one that this run left out."""
    (_made(project / "tests" / "kafka") / "test_two.py").write_text(SKIPPING["test"])
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/unit"]
    shown = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True, timeout=60).stdout
    assert any(row.startswith("kafka") and "not asked for" in row for row in shown.splitlines())
