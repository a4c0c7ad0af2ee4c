"""docs/events.md says what the code does."""

import re
from pathlib import Path
from typing import get_args

from stream.alerts.rule import all_rules
from stream.extract.compose import codes_of
from stream.extract.events import families
from stream.facts import EventType
from stream.lexicon.words import read

PAGE = (Path(__file__).parents[4] / "docs" / "events.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### ([A-Z]+)\n(.*?)(?=^##)", PAGE, re.DOTALL | re.MULTILINE))
ROW = re.compile(r"^\| ([a-z][^|]*?) \|(.*?)\|(.*?)\|$", re.MULTILINE)


def test_types_are_all_on_the_page() -> None:
    """Every type has its section, in the order of the contract."""
    assert tuple(SECTIONS) == get_args(EventType)


def test_modes_and_codes_are_those_of_the_lexicon() -> None:
    """The tables list exactly the modes there are, with their codes."""
    for event_type in get_args(EventType):
        told = {
            mode: {scheme: code.strip() for scheme, code in (("cameo", cameo), ("acled", acled)) if code.strip()}
            for mode, cameo, acled in ROW.findall(SECTIONS[event_type])
            if mode != "mode"
        }
        held = {mode: {c.scheme: c.code for c in codes_of(event_type, mode)} for mode in read("modes")[event_type]}
        assert told == held, event_type


def test_families_are_named_where_their_types_are() -> None:
    """Each type names the families whose triggers find it."""
    for family in families():
        for event_type in family.types:
            assert f"`{family.name}`" in SECTIONS[event_type]


def test_rules_are_all_on_the_page() -> None:
    """The table of alert rules lists every rule with its summary."""
    assert all(f"| `{rule.name}` | {rule.summary} |" in PAGE for rule in all_rules())
