"""Quantities: bounds by the product's conventions, units, what is counted."""

import pytest
from documents import document_of

from stream.extract.quantities import find_quantities
from stream.extract.times import find_times

Row = tuple[str, str, int | None, int | None, int | None, str, str | None]

_ROWS: list[Row] = [
    ("Gunmen killed 12 villagers.", "12", 12, 12, 12, "people", "villagers"),
    ("Three nurses were hurt.", "Three", 3, 3, 3, "people", "nurses"),
    ("The blast left twenty-seven people homeless.", "twenty-seven", 27, 27, 27, "people", "people"),
    ("It hit 1,500 miners.", "1,500", 1500, 1500, 1500, "people", "miners"),
    ("It hit two hundred and fifty people.", "two hundred and fifty", 250, 250, 250, "people", "people"),
    ("It fed 1.5 million people.", "1.5 million", 1500000, 1500000, 1500000, "people", "people"),
    ("At least 40 pilgrims drowned.", "At least 40", 40, 40, None, "people", "pilgrims"),
    ("More than 90 fishermen are missing.", "More than 90", 90, 90, None, "people", "fishermen"),
    ("Over 300 prisoners broke out.", "Over 300", 300, 300, None, "people", "prisoners"),
    ("The quake killed 107 or more.", "107 or more", 107, 107, None, "people", None),
    ("Some 60,000 villagers fled.", "Some 60,000", 54000, 60000, 66000, "people", "villagers"),
    ("About 200 students marched.", "About 200", 180, 200, 220, "people", "students"),
    ("Nearly two million refugees live there.", "Nearly two million", 1800000, 2000000, 2200000, "people", "refugees"),
    ("An estimated 3,000 rebel fighters fell.", "An estimated 3,000", 2700, 3000, 3300, "people", "rebel fighters"),
    ("Roughly 50 homes burned.", "Roughly 50", 45, 50, 55, "thing", "homes"),
    ("Up to 40 hostages are held.", "Up to 40", None, None, 40, "people", "hostages"),
    ("As many as 300 inmates escaped.", "As many as 300", None, None, 300, "people", "inmates"),
    ("Fewer than 20 sailors survived.", "Fewer than 20", None, None, 20, "people", "sailors"),
    ("Dozens of drivers were stuck.", "Dozens", 24, None, 99, "people", "drivers"),
    ("Hundreds of people were hurt.", "Hundreds", 200, None, 999, "people", "people"),
    ("Thousands of workers walked out.", "Thousands", 2000, None, 9999, "people", "workers"),
    ("Tens of thousands of farmers marched.", "Tens of thousands", 20000, None, 99999, "people", "farmers"),
    ("Hundreds of thousands of Yemenis fled.", "Hundreds of thousands", 200000, None, 999999, "people", "Yemenis"),
    ("Scores of armed men came.", "Scores", 40, None, 99, "people", "armed men"),
    ("A dozen guards ran.", "A dozen", 12, 12, 12, "people", "guards"),
    ("Two dozen rebels died.", "Two dozen", 24, 24, 24, "people", "rebels"),
    ("At least a dozen people saw it.", "At least a dozen", 12, 12, None, "people", "people"),
    ("A few hundred protesters came.", "A few hundred", 200, None, 999, "people", "protesters"),
    ("Several thousand police officers stood by.", "Several thousand", 2000, None, 9999, "people", "police officers"),
    ("Half a million refugees came.", "Half a million", 500000, 500000, 500000, "people", "refugees"),
    ("A hundred men dug.", "A hundred", 100, 100, 100, "people", "men"),
    ("Between 20 and 30 fighters hid.", "Between 20 and 30", 20, None, 30, "people", "fighters"),
    ("It takes 20 to 30 workers.", "20 to 30", 20, None, 30, "people", "workers"),
    ("Nearly half the population has left.", "Nearly half", None, None, None, "people", "population"),
    ("A third of the residents left.", "A third", None, None, None, "people", "residents"),
    ("Two-thirds of voters stayed home.", "Two-thirds", None, None, None, "people", "voters"),
    ("The blast killed 12.", "12", 12, 12, 12, "people", None),
    ("It fell, wounding 22 others.", "22", 22, 22, 22, "people", "others"),
    ("It wounded 56 more.", "56", 56, 56, 56, "people", None),
    ("Seven arrested after a raid", "Seven", 7, 7, 7, "people", None),
    ("Nine were killed.", "Nine", 9, 9, 9, "people", None),
    ("A crash kills one.", "one", 1, 1, 1, "people", None),
    ("The death toll has risen to 141.", "141", 141, 141, 141, "people", None),
    ("Dozens more were injured.", "Dozens", 24, None, 99, "people", None),
    ("Three Turkish police officers fell.", "Three", 3, 3, 3, "people", "Turkish police officers"),
    ("Five wounded soldiers were flown out.", "Five", 5, 5, 5, "people", "wounded soldiers"),
    ("It fired 25 newly hired recruits.", "25", 25, 25, 25, "people", "hired recruits"),
    ("About 900 mostly elderly people left.", "About 900", 810, 900, 990, "people", "elderly people"),
    ("Rebels fired 36 shells.", "36", 36, 36, 36, "thing", "shells"),
    ("It shut 47 reservoirs.", "47", 47, 47, 47, "thing", "reservoirs"),
    ("It owns 379 of its Lumora stores.", "379", 379, 379, 379, "thing", "Lumora stores"),
    ("It paid $1.3bn for it.", "$1.3bn", 1300000000, 1300000000, 1300000000, "money", None),
    ("It paid 110 billion euros for it.", "110 billion", 110000000000, 110000000000, 110000000000, "money", None),
    ("It paid more than £20m for it.", "more than £20m", 20000000, 20000000, None, "money", None),
    ("Sales fell 8.3% on the year.", "8.3", None, None, None, "percent", None),
    ("Some 90 per cent of voters agreed.", "Some 90", 81, 90, 99, "percent", None),
    ("It lies 60 km from the border.", "60", 60, 60, 60, "distance", None),
    ("Over 160 millimetres of rain fell.", "Over 160", 160, 160, None, "distance", None),
    ("A 12-year-old boy ran.", "12-year-old", 12, 12, 12, "age", None),
    ("Omar Haddad, 22, ran.", "22", 22, 22, 22, "age", None),
    ("A girl aged 15 ran.", "15", 15, 15, 15, "age", None),
    ("A man 40 years old ran.", "40", 40, 40, 40, "age", None),
    ("The siege lasted more than two years.", "more than two", 2, 2, None, "duration", None),
    ("They fought for four days.", "four", 4, 4, 4, "duration", None),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text", "low", "best", "high", "unit", "who"), _ROWS)
def test_quantity_has_bounds_unit_and_what_it_counts(  # noqa: PLR0917 - one argument a column
    body: str, text: str, low: int | None, best: int | None, high: int | None, unit: str, who: str | None
) -> None:
    """A number has its words with the qualifier, its bounds, its unit and its noun phrase."""
    document = document_of(body)
    found = find_quantities(document, find_times(document))[0]
    assert (found.text, found.low, found.best, found.high, found.unit, found.who) == (text, low, best, high, unit, who)
    assert body[found.start : found.end] == text


@pytest.mark.parametrize(
    "body",
    [
        "Resolution 2254 and Chapter VII were cited.",
        "A T-72 and an AK-47 were seized.",
        "Call 0845 125 2222 now.",
        "It won by a margin of 266 to 39.",
        "No one was hurt.",
        "Flight 370 vanished.",
        "It began on May 3, 2014 at 7:30.",
        "A 7.8-magnitude quake struck.",
        "A 2-kilometre stretch is shut.",
    ],
)
def test_numbers_that_name_or_date_count_nothing(body: str) -> None:
    """Designators, telephone numbers, scores, dates and pronouns are no quantities."""
    document = document_of(body)
    assert find_quantities(document, find_times(document)) == ()


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("It killed five people, including four children.", [False, True]),
        ("It hurt 40 people, 15 of them in the port.", [False, True]),
        ("One of them ran.", [True]),
        ("It killed five people and hurt four children.", [False, False]),
    ],
)
def test_a_part_says_that_it_is_a_part(body: str, parts: list[bool]) -> None:
    """The words "including" and "of them" make a number a part of the one before."""
    assert [quantity.part_of for quantity in find_quantities(document_of(body))] == parts


def test_noun_phrase_ends_at_np_end() -> None:
    """The noun phrase counted reaches from start to np_end."""
    body = "Police said at least 62 armed militants had been killed."
    found = find_quantities(document_of(body))[0]
    assert body[found.start : found.np_end] == "at least 62 armed militants"
