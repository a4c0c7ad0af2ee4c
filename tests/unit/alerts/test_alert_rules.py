"""Every alert rule's own examples, run through the shipping engine, and that one rule at most fires for an event."""

from collections.abc import Iterator

import pytest
from msgspec import structs
from reading_stories import reports

from stream import keys
from stream.alerts.rule import Example, Rule, all_rules, rules
from stream.facts import Producer, Report, Times
from stream.messages import Event, Sources

CASES = [
    pytest.param(rule, example, id=f"{rule.name}-{number}")
    for rule in all_rules()
    for number, example in enumerate(rule.examples)
]


def _event(report: Report) -> Event:
    fields = {name: value for name, value in structs.asdict(report).items() if name != "report_id"}
    return Event(
        **fields,
        event_id=keys.event_id(report.report_id),
        rev=1,
        state="active",
        report_ids=(report.report_id,),
        sources=Sources(stories=1),
        times=Times(),
        producer=Producer(version="0", ruleset="test"),
    )


def _events(text: str) -> Iterator[Event]:
    return map(_event, reports(text))


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_example(rule: Rule, example: Example) -> None:
    """A rule fires for the sentences it says and stays silent for the others."""
    assert any(rule.run(event) for event in _events(example.text)) == example.fires


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_rule_shows_both_sides(rule: Rule) -> None:
    """A rule carries an example that fires and one that does not."""
    assert {example.fires for example in rule.examples} == {True, False}


def test_one_rule_at_most_fires_for_an_event() -> None:
    """Where rules meet the same event only the first in the precedence fires."""
    text = "A car bombing in Kirkuk on Saturday killed 24 people and wounded 60 others, police said."
    (event,) = (event for event in _events(text) if event.type == "ASSAULT")
    assert sum(rule.run(event) is not None for rule in all_rules()) > 1
    assert [rule.name for rule in rules() if rule.run(event)] == ["many_killed"]


def test_reasons_and_headline_are_ours() -> None:
    """An alert says how many, of what, where, and who says so with its class."""
    (event,) = (
        e for e in _events("Shelling in Aleppo on Saturday killed 12 people, police said.") if e.type == "ASSAULT"
    )
    hit = next(hit for rule in rules() if (hit := rule.run(event)))
    assert hit.headline == "12 killed in shelling, Aleppo (police)"
    assert "12 killed" in hit.why
    assert "source: police (police)" in hit.why
    assert (hit.severity, hit.certainty, hit.category) == ("Severe", "Observed", ("Security",))


@pytest.mark.parametrize(
    "text",
    [
        "More than 150,000 people have been killed since the war began in 2011.",
        "The city marked the anniversary of the 1995 bombing that killed 160 people.",
        "The council will vote on the parking plan on Monday.",
        "The striker scored twice as United beat City in the league match on Saturday.",
    ],
    ids=["total", "anniversary", "routine", "sport"],
)
def test_no_alert_for_old_and_routine_things(text: str) -> None:
    """Totals, anniversaries, planned routine and sport wake nobody."""
    assert [rule.name for event in _events(text) for rule in rules() if rule.run(event)] == []


def test_rules_are_in_the_order_of_their_files() -> None:
    """Names are unique and sorted, as the files are."""
    names = [rule.name for rule in rules()]
    assert names == sorted(set(names))


def test_counts_side_by_side_read_as_one_figure() -> None:
    """The headline of an alert joins counts of one kind, and does not add them."""
    (event,) = (event for event in _events("A bomb in Kirkuk killed nine soldiers and two nurses on Saturday."))
    (hit,) = (hit for rule in rules() if (hit := rule.run(event)))
    assert hit.headline == "9 and 2 killed in bombing, Kirkuk"
