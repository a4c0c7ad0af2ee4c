"""Whatever the words, reading gives sound reports."""

from hypothesis import given, settings
from hypothesis import strategies as st
from reading_stories import annotated, engine

from stream import codec
from stream.extract.compose import read_reports
from stream.extract.triggers import trigger_index
from stream.facts import Report
from stream.lexicon.words import read

TRIGGERS = sorted({" ".join(row.words) for rows in trigger_index().values() for row in rows})
CUES = sorted(phrase for phrases in read("modality").values() for phrase in phrases)
OTHERS = ["Kirkuk", "Iraq", "police", "the", "a", "of", "on Friday", "in 2011", "12", "dozens", "people", "said", "he"]
MARKS = [
    ",",
    "and",
    '"',
    "“",
    "--",
    "killed",
    "dead",
    "according to",
    "who",
    "by",
    "was",
    "’s",
    ".",
    "\n\n",
    "U.S.",
    "é",
    "𝔘",
]
WORDS = st.lists(st.sampled_from(TRIGGERS) | st.sampled_from(CUES) | st.sampled_from(OTHERS + MARKS), max_size=60)


@settings(max_examples=150, deadline=None)
@given(WORDS, st.none() | st.lists(st.sampled_from(TRIGGERS + OTHERS + MARKS), max_size=8))
def test_reports_are_sound(words: list[str], headline: list[str] | None) -> None:
    """Evidence quotes the text exactly, ids differ, and the record survives the wire."""
    story = annotated(" ".join(words), None if headline is None else " ".join(headline))
    found = read_reports(story, engine())
    assert len({report.report_id for report in found}) == len(found)
    for report in found:
        assert report.evidence
        for evidence in report.evidence:
            assert story.document.text(evidence.text_of)[evidence.start : evidence.end] == evidence.exact != ""
        assert codec.decode(codec.encode(report), Report) == report
