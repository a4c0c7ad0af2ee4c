"""A story's texts -> sentences and tokens with exact offsets."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from stream.facts import Dateline, Furniture, Span, TextName
from stream.lexicon.words import word_set
from stream.text.document import Document, Sentence, Token
from stream.text.paragraphs import prose
from stream.text.tokens import tokens_of

_BOUNDARY = re.compile(r"([.!?…]+)([\"'”’)\]]*)(\s+)(?=([\"'“‘(\[]*)(\w?))")
_LAST_WORD = re.compile(r"[\w.\-]+$")
_NEXT_WORD = re.compile(r"\W*([\w'’]+)")
_LONGEST_WORD = 24
_LONGEST = 120  # tokens: a list without an end is read in stretches, so that what is sought around a word stays cheap


def to_document(  # noqa: PLR0913 - a document has eight parts, all named
    *,
    story_id: str,
    version: str | None,
    headline: str | None,
    headline_span: Span | None,
    body: str,
    furniture: tuple[Furniture, ...],
    dateline: Dateline | None,
    anchor: datetime | None,
) -> Document:
    """Return the story as sentences. With a headline span the headline is a sentence of the body."""
    spans = (*_headline(headline, headline_span), *_body(body, furniture, headline_span))
    texts: dict[TextName, str] = {"headline": headline or "", "body": body}
    return Document(
        story_id=story_id,
        version=version,
        headline=headline,
        body=body,
        sentences=tuple(
            Sentence(text_of=text_of, start=span.start, end=span.end, index=index, paragraph=paragraph, tokens=tokens)
            for index, (text_of, paragraph, span, tokens) in enumerate(_pieces(spans, texts))
        ),
        furniture=furniture,
        dateline=dateline,
        anchor=anchor,
    )


def _pieces(
    spans: Iterable[tuple[TextName, int, Span]], texts: Mapping[TextName, str]
) -> Iterator[tuple[TextName, int, Span, tuple[Token, ...]]]:
    """Yield the sentences with their tokens, endless ones cut into stretches."""
    for text_of, paragraph, span in spans:
        tokens = tokens_of(texts[text_of], span.start, span.end)
        if len(tokens) <= _LONGEST:
            yield text_of, paragraph, span, tokens
            continue
        for part in (tokens[at : at + _LONGEST] for at in range(0, len(tokens), _LONGEST)):
            yield text_of, paragraph, Span(start=part[0].start, end=part[-1].end), part


def _headline(headline: str | None, span: Span | None) -> Iterator[tuple[TextName, int, Span]]:
    if span is not None:
        yield "body", -1, span
    elif headline and headline.strip():
        start = len(headline) - len(headline.lstrip())
        yield "headline", -1, Span(start=start, end=len(headline.rstrip()))


def _body(body: str, furniture: tuple[Furniture, ...], headline: Span | None) -> Iterator[tuple[TextName, int, Span]]:
    """Yield the body's sentences; the headline span is cut out like furniture, for it has been read already."""
    cut = (Furniture(kind="note", start=headline.start, end=headline.end),) if headline else ()
    for paragraph, stretch in prose(body, furniture + cut):
        for span in sentence_spans(body, stretch.start, stretch.end):
            yield "body", paragraph, span


def sentence_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of `text[start:end]`, a stretch of one paragraph."""
    for match in _BOUNDARY.finditer(text, start, end):
        if match.start() >= start and _ends_sentence(text, match):
            yield Span(start=start, end=match.end(2))
            start = match.end()
    if start < end:
        yield Span(start=start, end=end)


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    stop, closing, _, opening, following = match.groups()
    if not following and not opening:
        return True
    if following.islower():
        return stop[-1] in "!?" and bool(opening) and not closing
    return stop != "." or bool(closing) or not _is_abbreviation(text, match)


def _is_abbreviation(text: str, match: re.Match[str]) -> bool:
    """Tell whether the single full stop belongs to the word before it."""
    last = _LAST_WORD.search(text, max(0, match.start() - _LONGEST_WORD), match.start())
    word = last[0] if last else ""
    if word in word_set("abbreviations", "before_name"):
        return True
    if _is_initial(word):
        return not _opens_sentence(text, match) or len(word) == 1
    return word in word_set("abbreviations", "before_any") and not _opens_sentence(text, match)


def _is_initial(word: str) -> bool:
    """Tell a single letter (J. Smith) or letters with stops (U.S.) from a word."""
    return (len(word) == 1 and word.isupper()) or bool(re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", word))


def _opens_sentence(text: str, match: re.Match[str]) -> bool:
    following = _NEXT_WORD.match(text, match.end())
    if following is None:
        return True
    word = following[1]
    return word[0].isupper() and word.lower() in word_set("abbreviations", "openers")
