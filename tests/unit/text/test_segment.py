"""Sentences and tokens: where they end, and that every offset is exact."""

from itertools import pairwise

import pytest
from documents import document_of
from hypothesis import given
from hypothesis import strategies as st

from stream.facts import Span
from stream.text.document import Document

_ROWS: list[list[str]] = [
    ["The pact was signed.", "It holds."],
    ["Mr. Lind met Gen. J. K. Rowan at 4 p.m. Tuesday.", "He left."],
    ["The U.S. Navy said so.", "The fleet sailed."],
    ["He lives in the U.S.", "The rest stayed."],
    ["She lives in St. Louis, Mo., with a dog."],
    ['"We are tired... and hungry," she said.', "They ate."],
    ['"Stop!" he cried.', "Then they ran."],
    ['"Stop!" he cried.', '"Now."'],
    ["Was it him?", "No one knew."],
    ["It cost $1.5 million.", "It was worth it."],
    ["Acme Inc. of Ohio won.", "It paid."],
    ["Acme Inc. won the bid."],
    ["He spoke at 9 a.m.", "The hall was full."],
    ["They came on Jan. 5 from Wash. by bus."],
    ["The No. 4 seed won."],
    ["Dr. Ana Ruiz, of the Univ. Clinic, agreed."],
    ["He wrote it (in May).", "She read it."],
    ["It rained in Rome!", "It poured in Bari."],
    ["The law is dead...", "The king is too."],
    ['He said: "I am done."', '"So am I," she said.'],
    ["“We will go,” he said.", "“All of us.”"],
    ["Lt. Col. Ben Shaw fell.", "12 others lived."],
    ["He met J. Smith.", "They talked."],
    ["It grew by 2.5 per cent.", "Prices fell."],
    ["The firm, e.g. its bank, failed.", "It closed."],
    ["Prof. Lee vs. Prof. Kim was a draw."],
    ["She left in Dec. 2012.", "He stayed."],
    ["The end."],
]  # fmt: skip


def _sentences(document: Document) -> list[str]:
    return [document.text(s.text_of)[s.start : s.end] for s in document.sentences]


@pytest.mark.parametrize("expected", _ROWS)
def test_sentences_end_where_they_do(expected: list[str]) -> None:
    """Full stops, quotes and dots end sentences; abbreviations, initials and figures do not."""
    assert _sentences(document_of(" ".join(expected))) == expected


def test_wrapped_lines_stay_one_sentence() -> None:
    """A hard line break inside a sentence is white space, and the sentence's text keeps it."""
    body = (
        "The ministry of transport in the northern province said on\nMonday that the road was shut. It will\nopen soon."
    )
    assert _sentences(document_of(body)) == [body[: body.index(" It will")], "It will\nopen soon."]


def test_lines_that_end_sentences_are_paragraphs() -> None:
    """Without blank lines, a line break after a full stop parts paragraphs."""
    document = document_of("The road is shut after a landslide.\nIt will open on Monday.")
    assert [s.paragraph for s in document.sentences] == [0, 1]


def test_separate_headline_is_a_sentence_of_its_own_text() -> None:
    """A headline given apart counts in its own text, before the body."""
    document = document_of("It burned down.", headline="Fire in port")
    assert [(s.text_of, s.paragraph, s.index) for s in document.sentences] == [("headline", -1, 0), ("body", 0, 1)]


def test_headline_span_is_a_sentence_of_the_body() -> None:
    """In plain text the headline is the first sentence of the body, and is read once."""
    body = "Fire in port\n\nIt burned down."
    document = document_of(body, headline_span=Span(start=0, end=12))
    assert [(s.text_of, s.paragraph) for s in document.sentences] == [("body", -1), ("body", 0)]
    assert _sentences(document) == ["Fire in port", "It burned down."]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("al-Barazi's T-72", ["al-Barazi", "'s", "T-72"]),
        ("Al-Qaeda-affiliated pro-Assad", ["Al-Qaeda", "-", "affiliated", "pro", "-", "Assad"]),
        ("a US-Iran deal", ["a", "US", "-", "Iran", "deal"]),
        ("Ban Ki-moon", ["Ban", "Ki-moon"]),
        ("mid-December", ["mid", "-", "December"]),
        ("$1.5bn, 12,000 (50%)", ["$", "1.5bn", ",", "12,000", "(", "50", "%", ")"]),
        ("the U.S. at 6am", ["the", "U.S.", "at", "6am"]),
        ("a 15-year-old--don't", ["a", "15-year-old", "--", "don't"]),
    ],
)  # fmt: skip
def test_tokens(text: str, tokens: list[str]) -> None:
    """Hyphens, possessives, figures and abbreviations are cut where names and numbers need it."""
    assert [token.text for token in document_of(text).sentences[0].tokens] == tokens


_WIRE = st.lists(
    st.sampled_from(
        ["PARIS (AFP) - ", "Gen. Lee ", "said ", "12,000 ", "people", ". ", "\n", "\n\n", '"', "U.S. ", "’s ",
         "- Vote -",
         "Déjà ", "--", "... ", "(more)", " ", "he ", "\t", "العربية "]
    ),
    max_size=60,
)  # fmt: skip


@given(_WIRE, st.none() | st.text(max_size=20))
def test_offsets_are_exact(parts: list[str], headline: str | None) -> None:
    """Every token is its text's slice, lies in its sentence, and neither tokens nor sentences overlap."""
    document = document_of("".join(parts), headline=headline)
    for sentence in document.sentences:
        text = document.text(sentence.text_of)
        assert all(text[token.start : token.end] == token.text for token in sentence.tokens)
        edges = [at for token in sentence.tokens for at in (token.start, token.end)]
        assert edges == sorted(edges)
        assert not edges or (edges[0] >= sentence.start and edges[-1] <= sentence.end)
    spans = [(s.start, s.end) for s in document.sentences if s.text_of == "body"]
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@given(_WIRE)
def test_furniture_is_in_no_sentence_and_nothing_else_is_lost(parts: list[str]) -> None:
    """Sentences and furniture share no character, and all that is neither is white space."""
    document = document_of("".join(parts))
    spans = [(s.start, s.end) for s in document.sentences] + [(f.start, f.end) for f in document.furniture]
    covered = [at for start, end in spans for at in range(start, end)]
    assert len(covered) == len(set(covered))
    assert all(document.body[at].isspace() for at in set(range(len(document.body))) - set(covered))


def test_an_endless_sentence_is_cut_into_stretches() -> None:
    """What has no full stop becomes several sentences, in order, which together hold every word once."""
    words = [f"w{number}" for number in range(1000)]
    sentences = document_of(" ".join(words)).sentences
    assert max(len(sentence.tokens) for sentence in sentences) <= 120
    assert [sentence.index for sentence in sentences] == list(range(len(sentences)))
    assert [token.text for sentence in sentences for token in sentence.tokens] == words
