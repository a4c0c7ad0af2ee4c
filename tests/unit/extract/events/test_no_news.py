"""What sounds like violence or like news, and is neither."""

import pytest
from reading_stories import only, reports

LEAD = 0.6  # alerts.yml: what stands in a headline or lead


@pytest.mark.parametrize(
    "body",
    [
        "Nine people have died of an overdose in Leeds since Friday.",
        "A woman was killed when a tree fell on a wedding in Kent on Saturday.",
        "An 80-year-old man died on Saturday in the car park of a shop in Lyon.",
        "The holiday road toll in Victoria has risen to eight.",
        "The clinic has linked the drug to 15 deaths.",
    ],
)
def test_a_bare_toll_is_no_violence(body: str) -> None:
    """People who died of something that nobody calls violence are no victims of an assault."""
    assert not [report for report in reports(body) if report.type == "ASSAULT"]


def test_a_bare_toll_in_a_story_of_violence_is_of_it() -> None:
    """After an attack, or with forces in the sentence, those killed are victims of violence."""
    assert only("Troops entered Homs, where nine civilians were killed on Friday.", "ASSAULT").counts
    body = "Rebels shelled Homs on Friday.\n\nMore than 90,000 people have been killed since the war began."
    assert {report.scope for report in reports(body) if report.type == "ASSAULT"} == {"new", "cumulative"}


def test_a_spaced_age_counts_nobody() -> None:
    """Some wires write an age with blanks around its hyphens."""
    report = only("A 63 - year - old woman was shot dead in Turin on Friday.", "ASSAULT")
    assert all(count.best == 1 for count in report.counts)


def test_what_stands_in_no_lead_weighs_less_than_any_lead() -> None:
    """However many the dead, an aside far down is no lead."""
    aside = "The boat of his parents sank, and 240 people drowned."
    body = "\n\n".join(["The court heard the boy's uncle on Friday.", *["It sat for an hour."] * 4, aside])
    report = only(body, "ACCIDENT")
    assert report.importance is not None
    assert report.importance < LEAD


@pytest.mark.parametrize(
    "body",
    [
        "Some 65 million people are displaced worldwide, the agency said.",
        "The funeral of two guards shot dead in Turin drew a crowd.",
    ],
)
def test_totals_of_the_world_and_funerals_are_no_new_events(body: str) -> None:
    """A figure for the whole world, and those whom a funeral is for, are no news."""
    found = [report.scope for report in reports(body) if report.type in {"DISPLACE", "ASSAULT"}]
    assert "new" not in found
    assert found
