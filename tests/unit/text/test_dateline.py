"""Datelines: found at the start of the prose, read into place, country and date."""

import pytest

from stream.extract.engine import Engine
from stream.facts import Dateline
from stream.text.furniture import find_furniture, read_dateline

_PROSE = " Workers at the port have gone back to work after a week of talks."

_ROWS = [
    ("Damascus (AFP) -", "Damascus", "SY", None),
    ("PARIS, Feb 3 (Reuters) -", "Paris", "FR", "XXXX-02-03"),
    ("KYIV (AP) —", "Kyiv", "UA", None),
    ("WASHINGTON --", "Washington", "US", None),
    ("BEIJING, Dec. 1 (Xinhua) --", "Beijing", "CN", "XXXX-12-01"),
    ("OTTAWA –", "Ottawa", "CA", None),
    ("NEW DELHI:", "New Delhi", "IN", None),
    ("LONDON, 3 May 2014 (IRIN) -", "London", "GB", "2014-05-03"),
    ("Baghdad, 3 May 2014 –", "Baghdad", "IQ", "2014-05-03"),
    ("MOSCOW, January 5. /TASS/.", "Moscow", "RU", "XXXX-01-05"),
    ("MEXICO CITY, May 3 (Reuters) -", "Mexico City", "MX", "XXXX-05-03"),
    ("AMMAN/BEIRUT (Reuters) -", "Amman", "JO", None),
    ("SAN'A, Yemen (AP) —", "San'a", "YE", None),
    ("Ain al-Arab, Syria (AFP) -", "Ain al-Arab", "SY", None),
    ("KHARTOUM, Sudan, March 9, 2024 (AFP) -", "Khartoum", "SD", "2024-03-09"),
    ("UNITED NATIONS (AP) —", "United Nations", None, None),
    ("(CNN) --", None, None, None),
]


@pytest.mark.parametrize(("text", "place", "country", "date"), _ROWS)
def test_dateline_is_read(engine: Engine, text: str, place: str | None, country: str | None, date: str | None) -> None:
    """A dateline gives its place in running spelling, the country, and the date it states."""
    body = text + _PROSE
    found = read_dateline(body, find_furniture(body, None, None), engine.gazetteer)
    assert found == Dateline(text=text, place=place, country=country, date=date)


@pytest.mark.parametrize(
    "body",
    [
        "The prime minister - who took office in May - said so.",
        "Police (and others) - among them soldiers - came.",
        "A port, 3 km away, was shut.",
        "Rain fell: it was the first in a year.",
        "Omar Haddad -- a baker -- ran.",
    ],
)
def test_prose_with_dashes_has_no_dateline(body: str) -> None:
    """Dashes and brackets inside a first sentence make no dateline."""
    assert read_dateline(body, find_furniture(body, None, None), None) is None


def test_without_gazetteer_a_town_has_no_country() -> None:
    """Unknown is None: only a country that is stated is known without a gazetteer."""
    body = "Damascus (AFP) -" + _PROSE
    found = read_dateline(body, find_furniture(body, None, None), None)
    assert found is not None
    assert found.country is None
