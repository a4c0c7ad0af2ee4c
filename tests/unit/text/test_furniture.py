"""Furniture: what is not prose is marked with exact offsets, and prose is left alone."""

from itertools import pairwise

import pytest

from stream.facts import Furniture, Span
from stream.text.furniture import find_furniture

_FIRST = "Workers at the main port went back to their cranes on Monday."
_LAST = "The union said that a second vote would be held before the summer."


def _marked(body: str, headline: str | None = None, span: Span | None = None) -> list[tuple[str, str]]:
    return [(piece.kind, body[piece.start : piece.end]) for piece in find_furniture(body, headline, span)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("- Port shuts again -", "subhead"),
        ("Second vote", "subhead"),
        ("BIGGEST WALKOUT", "subhead"),
        ("Image copyright Harbour Pictures", "note"),
        ("READ MORE: How the port was built", "note"),
        ("(Updates with quotes from the union)", "note"),
    ],
)
def test_a_line_between_paragraphs_is_marked(line: str, kind: str) -> None:
    """Sub-heads and notes stand between paragraphs of prose."""
    assert _marked(f"{_FIRST}\n\n{line}\n\n{_LAST}") == [(kind, line)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("(Reporting by Ann Lee in Oslo; Editing by Bo Holm)", "signoff"),
        ("abc-def/gh/ijk", "signoff"),
        ("-30-", "signoff"),
        ("(more)", "signoff"),
        ("© 2015 Harbour News", "signoff"),
        ("Sign up for our newsletter to get the day's stories.", "boilerplate"),
        ("We use cookies to improve this website. Read our privacy policy.", "boilerplate"),
        ("Follow us on the usual networks.", "boilerplate"),
        ("Copyright Harbour News. All rights reserved.", "boilerplate"),
        ("Readers may no longer post a comment on this page.", "boilerplate"),
    ],
)
def test_the_end_of_a_body_is_marked(line: str, kind: str) -> None:
    """Sign-offs and web boilerplate are recognized at the end."""
    assert _marked(f"{_FIRST}\n\n{_LAST}\n\n{line}") == [(kind, line)]


def test_boilerplate_words_inside_a_story_are_prose() -> None:
    """A story about cookies and readers is no boilerplate while prose follows."""
    body = f"{_FIRST}\n\nThe site's users may not comment on its cookie policy, readers said.\n\n{_LAST}"
    assert _marked(body) == []


def test_a_body_of_one_paragraph_is_prose() -> None:
    """Whatever its words, a lone paragraph is the story."""
    assert _marked("Sign up for our newsletter.") == []


def test_repeated_headline_is_marked_after_its_own_span() -> None:
    """In plain text the headline's own span is no furniture; its repetition is."""
    title = "Port workers end strike"
    body = f"{title}\n\n{title}\n\nOSLO (AP) - {_FIRST}"
    assert _marked(body, None, Span(start=0, end=len(title))) == [
        ("repeated_headline", title),
        ("dateline", "OSLO (AP) -"),
    ]


def test_headline_repeated_in_the_body_is_marked() -> None:
    """A separate headline that opens the body again is furniture there."""
    body = f"Port Workers End Strike!\n\n{_FIRST}"
    assert _marked(body, "Port workers end strike") == [("repeated_headline", "Port Workers End Strike!")]


def test_furniture_is_in_order_and_does_not_overlap() -> None:
    """Pieces come by offset and never share a character."""
    body = f"OSLO (AP) - {_FIRST}\n\n- Vote -\n\n{_LAST}\n\nRelated stories\n\nFollow us on the usual networks."
    pieces: tuple[Furniture, ...] = find_furniture(body, None, None)
    assert len(pieces) == 4
    assert all(left.end <= right.start for left, right in pairwise(pieces))
