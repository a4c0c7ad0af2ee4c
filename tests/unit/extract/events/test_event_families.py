"""Every family's own examples, run through the shipping engine, and what holds for all families."""

import pytest
from reading_stories import reports

from stream.extract.events import families
from stream.extract.events.family import Example, Family, kind_of
from stream.lexicon.words import read

CASES = [
    pytest.param(family, example, id=f"{family.name}-{number}")
    for family in families()
    for number, example in enumerate(family.examples)
]


@pytest.mark.parametrize(("family", "example"), CASES)
def test_example(family: Family, example: Example) -> None:
    """An example gives the kinds it says, and a counter-example none of the family's types."""
    found = reports("", example.text) if example.headline else reports(example.text)
    kinds = {f"{report.type}/{report.mode}" for report in found}
    if example.kinds:
        assert set(example.kinds) <= kinds
    else:
        assert not [kind for kind in kinds if kind_of(kind)[0] in family.types]


@pytest.mark.parametrize("family", families(), ids=lambda family: family.name)
def test_family_has_enough_examples(family: Family) -> None:
    """A family shows at least twelve sentences and headlines it finds and five it leaves alone."""
    found = [example for example in family.examples if example.kinds]
    assert len(found) >= 12
    assert any(example.headline for example in found)
    assert len(family.examples) - len(found) >= 5


@pytest.mark.parametrize("family", families(), ids=lambda family: family.name)
def test_groups_are_of_the_familys_types_and_listed_modes(family: Family) -> None:
    """A trigger stands for a type that its family names and a mode that modes.yml lists."""
    for group in family.groups:
        event_type, mode = kind_of(group.kind)
        assert event_type in family.types
        assert mode in read("modes")[event_type]


def test_every_listed_mode_has_triggers() -> None:
    """No mode of the closed list is one that the engine can never find."""
    found = {kind_of(group.kind) for family in families() for group in family.groups}
    listed = {(event_type, mode) for event_type, modes in read("modes").items() for mode in modes}
    assert listed == found


@pytest.mark.parametrize("family", families(), ids=lambda family: family.name)
def test_needs_name_known_word_classes(family: Family) -> None:
    """What a group needs is a word class that exists, a list of words, or just anything."""
    names = {need for group in family.groups for need in group.needs.values() if isinstance(need, str)}
    assert names <= set(read("classes"))
