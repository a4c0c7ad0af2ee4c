"""Words that open a sentence and could be a town: "Homs was shelled", but "Mobile phones were seized"."""

from collections.abc import Iterator, Sequence
from functools import cache

from stream.extract.chunks import Chunk
from stream.extract.engine import Engine
from stream.extract.nametypes import is_opening_word
from stream.extract.triggers import past_forms
from stream.lexicon.countries import Country, by_demonym
from stream.lexicon.regions import Region
from stream.lexicon.spelling import name_key
from stream.lexicon.words import word_set
from stream.text.document import Document, Sentence

_VILLAGE = 1_000


def opening_towns(document: Document, chunks: Sequence[tuple[Sentence, Chunk]], engine: Engine) -> Iterator[str]:
    """Yield the opening words that read like a subject and are a town of a country that the document speaks of."""
    spoken = _countries(document, chunks)
    for sentence, chunk in chunks:
        word = sentence.tokens[chunk.first].text
        if chunk.known is None and is_opening_word(sentence.tokens, chunk) and _reads_like_subject(sentence, chunk):
            towns = engine.gazetteer.find(name_key(word))
            if any(town.country in spoken and town.population >= _VILLAGE for town in towns):
                yield word


def _countries(document: Document, chunks: Sequence[tuple[Sentence, Chunk]]) -> frozenset[str]:
    """Return the countries named by themselves, their regions, their people or the dateline."""
    known = (chunk.known for _, chunk in chunks)
    named = {meaning.iso if isinstance(meaning, Country) else meaning.country for meaning in known
             if isinstance(meaning, Country | Region)}  # fmt: skip
    words = {token.lower for sentence in document.sentences for token in sentence.tokens if token.text[0].isupper()}
    peoples = {country.iso for demonym, country in by_demonym().items() if demonym in words}
    line = document.dateline.country if document.dateline else None
    return frozenset(code for code in named | peoples | {line} if code)


def _reads_like_subject(sentence: Sentence, chunk: Chunk) -> bool:
    """Tell "Homs was" and "Homs fell" from "Mobile phones": a verb, a comma or 's follows."""
    after = sentence.tokens[chunk.end].lower if chunk.end < len(sentence.tokens) else ""
    return after in _subject_followers() or after in past_forms()


@cache
def _subject_followers() -> frozenset[str]:
    return (word_set("grammar", "auxiliaries") | {",", "and"}) - {"to"}
