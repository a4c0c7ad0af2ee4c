"""Settings come from NEWSWIRE_ variables and one file; what cannot be read says what to do."""

import re
from pathlib import Path

import pytest

from stream.errors import UsageError
from stream.settings import Settings, read_env_file, settings_from

DOCUMENT = Path("docs/settings.md")


def test_nothing_set_gives_the_defaults() -> None:
    """An empty environment, and variables that are set to nothing, give the defaults."""
    assert settings_from({}) == Settings()
    assert settings_from({"NEWSWIRE_BOOTSTRAP": "", "NEWSWIRE_METRICS_PORT": ""}) == Settings()


def test_every_setting_has_a_variable() -> None:
    """Each field is read from the variable of its name."""
    given = {
        "bootstrap": ("kafka:29092", "kafka:29092"),
        "topic_prefix": ("test.wire", "test.wire"),
        "metrics_port": ("0", 0),
        "log_level": ("DEBUG", "debug"),
        "log_json": ("off", False),
        "gazetteer": ("/srv/towns", Path("/srv/towns")),
        "exercise_feeds": ("demo, drill,", frozenset({"demo", "drill"})),
        "extract_timeout": ("2.5", 2.5),
        "replication": ("3", 3),
        "session_timeout": ("10", 10.0),
        "stall_seconds": ("60", 60.0),
    }
    assert set(given) == set(Settings.__struct_fields__)
    read = settings_from({f"NEWSWIRE_{name.upper()}": text for name, (text, _) in given.items()})
    assert {name: getattr(read, name) for name in given} == {name: value for name, (_, value) in given.items()}


def test_variables_of_others_are_not_ours() -> None:
    """LOG_LEVEL and BOOTSTRAP without the prefix belong to another program."""
    assert settings_from({"LOG_LEVEL": "debug", "BOOTSTRAP": "elsewhere:1"}) == Settings()


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("METRICS_PORT", "http", "a number"),
        ("METRICS_PORT", "9100.5", "a whole number"),
        ("EXTRACT_TIMEOUT", "nan", "a number"),
        ("EXTRACT_TIMEOUT", "inf", "a number"),
        ("REPLICATION", "-1", "a number"),
        ("LOG_JSON", "perhaps", "1 or 0"),
        ("TOPIC_PREFIX", "my wire", "letters"),
    ],
)
def test_a_value_that_cannot_be_read_says_what_to_do(name: str, text: str, expected: str) -> None:
    """The message names the variable, its value and what it must be."""
    with pytest.raises(UsageError) as refused:
        settings_from({f"NEWSWIRE_{name}": text})
    assert f"NEWSWIRE_{name}={text!r}" in str(refused.value)
    assert expected in str(refused.value)


def test_a_file_of_variables_is_read(tmp_path: Path) -> None:
    """Comments, quotes and blank lines are as in other .env files; no file is no variables."""
    path = tmp_path / ".env"
    path.write_text("# ours\nNEWSWIRE_BOOTSTRAP = 'kafka:1'  # the broker\n\nNEWSWIRE_LOG_JSON=\"0\"\n", "utf-8")
    assert read_env_file(path) == {"NEWSWIRE_BOOTSTRAP": "kafka:1", "NEWSWIRE_LOG_JSON": "0"}
    assert read_env_file(tmp_path / "none") == {}


def test_topics_and_groups_carry_the_prefix() -> None:
    """One prefix keeps two deployments on one cluster apart."""
    settings = Settings(topic_prefix="t")
    assert (settings.topic("desk.state"), settings.group("read")) == ("t.desk.state", "t.read")


def test_the_document_lists_every_variable_with_its_default() -> None:
    """docs/settings.md has one row for each setting, and none for what is no setting."""
    rows = dict(re.findall(r"^\| `NEWSWIRE_(\w+)` \| `?([^|`]*)`? \|", DOCUMENT.read_text("utf-8"), re.MULTILINE))
    defaults = {name.upper(): getattr(Settings(), name) for name in Settings.__struct_fields__}
    assert rows == {name: _shown(value) for name, value in defaults.items()}


def _shown(value: object) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(int(value))
    return (
        ",".join(sorted(value))
        if isinstance(value, frozenset)
        else f"{value:g}"
        if isinstance(value, float)
        else str(value)
    )
