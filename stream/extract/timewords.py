"""The tokens of a time expression with their letters, and which way in time their sentence looks."""

from datetime import date
from typing import Literal, NamedTuple

from stream.lexicon.words import read
from stream.text.document import Token

Kind = Literal["DATE", "TIME", "DURATION", "SET"]
_CUE_REACH = 12


class Words(NamedTuple):
    """The tokens `first` to `end` of a sentence that a rule matched, and their letters."""

    rule: str
    spelt: str
    tokens: tuple[Token, ...]
    first: int
    end: int

    def own(self) -> tuple[Token, ...]:
        """Return the matched tokens."""
        return self.tokens[self.first : self.end]

    def before(self) -> str:
        """Return the word before, "" at the start; an article does not count."""
        index = self.first - 1
        if index > 0 and self.tokens[index].lower == "the":
            index -= 1
        return self.tokens[index].lower if index >= 0 else ""

    def after(self) -> str:
        """Return the word after, "" at the end."""
        return self.tokens[self.end].lower if self.end < len(self.tokens) else ""

    def word(self, letter: str) -> str | None:
        """Return the first matched word with this letter."""
        at = self.spelt.find(letter)
        return self.own()[at].lower if at >= 0 else None

    def part(self) -> str:
        """Return "early", "mid" or "late" where the words say so."""
        edge, lexicon = self.word("E"), read("times")
        for name, group in (("early", "early"), ("mid", "middle"), ("late", "late")):
            if edge in lexicon[group]:
                return name
        return ""


class Context(NamedTuple):
    """The day of the story, and the first day of the latest period told before."""

    anchor: date | None
    latest: date | None


def direction(words: Words) -> int:
    """Return +1 if the nearest verb cue before (or, without one, after) speaks of the future, else -1."""
    lexicon = read("times")
    for at in range(words.first - 1, max(-1, words.first - 1 - _CUE_REACH), -1):
        if words.tokens[at].lower in lexicon["future_cues"]:
            return 1
        if words.tokens[at].lower in lexicon["past_cues"] or _is_past(words.tokens, at):
            return -1
    following = {token.lower for token in words.tokens[words.end : words.end + _CUE_REACH // 2]}
    return 1 if not following.isdisjoint(lexicon["future_behind"]) else -1


def _is_past(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell "signed" from "fed" and from "be signed"."""
    word = tokens[at].lower
    return len(word) > 4 and word.endswith("ed") and not (at > 0 and tokens[at - 1].lower == "be")
