"""Mark-up off, words kept: the text of HTML as a reader sees it.

White space in HTML is layout, so runs of it become one space, as in a browser;
a block begins a new paragraph, `<br>` a new line. What a browser does not show
as text (head, script, style, comments) is no text. The library's own parser
takes minutes for a broken megabyte; this one reads each character a fixed
number of times.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from stream.lexicon.words import word_set

_BLOCKS = word_set("markup", "blocks")
_HIDDEN = word_set("markup", "hidden")
_RAW = word_set("markup", "raw")
_LOOKS_LIKE = re.compile(r"</?(?:p|div|br|body|html|section|article|h[1-6]|ul|li|table)\b[^<>]*>", re.IGNORECASE)
_OPENS = re.compile(r"<(?:(?P<comment>!--)|(?P<cdata>!\[CDATA\[)|(?P<other>[!?])|(?P<end>/?)(?P<tag>[a-zA-Z][^\s/>]*))")
_TAG_REST = re.compile(r"""(?:[^>=]|=\s*"[^"]*"|=\s*'[^']*'|=)*+>""")
_LONG_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPACES = re.compile(r" {2,}")


def looks_like_markup(text: str) -> bool:
    """Tell whether a text has tags of HTML blocks in it."""
    return _LOOKS_LIKE.search(text) is not None


def text_of_markup(markup: str) -> str:
    """Return the words of HTML or XHTML, paragraphs apart by an empty line."""
    page = Page()
    for token in _Scanner(markup).tokens():
        page.take(token)
    return page.text()


class Token(NamedTuple):
    """Words (without `tag`), or a start or end tag (without `words`)."""

    words: str = ""
    tag: str = ""
    ends: bool = False


class _Scanner:
    """Splits mark-up into words and tags. What never closes is words."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._absent: set[str] = set()

    def tokens(self) -> Iterator[Token]:
        at = 0
        while found := _OPENS.search(self._markup, at):
            end = self._end(found)
            yield self._words(at, found.start() if end >= 0 else found.end())
            yield from self._token(found, end)
            at = self._after(found, end)
        yield self._words(at, len(self._markup))

    def _words(self, start: int, end: int) -> Token:
        return Token(words=html.unescape(_LONG_REFERENCE.sub("\ufffd", self._markup[start:end])))

    def _end(self, found: re.Match[str]) -> int:
        """Return where the mark-up that opens here ends, -1 if it does not."""
        if found["tag"] is None:
            closer = "-->" if found["comment"] else "]]>" if found["cdata"] else ">"
            return self._find(closer, found.end())
        rest = None if ">" in self._absent else _TAG_REST.match(self._markup, found.end())
        return rest.end() if rest else self._find(">", found.end())

    def _find(self, closer: str, start: int) -> int:
        at = -1 if closer in self._absent else self._markup.find(closer, start)
        if at < 0:
            self._absent.add(closer)
            return -1
        return at + len(closer)

    def _token(self, found: re.Match[str], end: int) -> Iterator[Token]:
        if end >= 0 and found["cdata"]:
            yield Token(words=self._markup[found.end() : end - len("]]>")])
        elif end >= 0 and found["tag"] and not self._is_empty_and_hidden(found["tag"], end):
            yield Token(tag=found["tag"].lower(), ends=bool(found["end"]))

    def _is_empty_and_hidden(self, tag: str, end: int) -> bool:
        return self._markup[end - 2] == "/" and tag.lower() in _HIDDEN

    def _after(self, found: re.Match[str], end: int) -> int:
        """Return where reading goes on: behind the mark-up, or at the end tag of an element that is not to be read."""
        if end < 0:
            return found.end()
        tag = (found["tag"] or "").lower()
        if tag not in _RAW or found["end"] or self._markup[end - 2] == "/":
            return end
        closing = re.compile(f"</{tag}", re.IGNORECASE).search(self._markup, end)
        return closing.start() if closing else len(self._markup)


class Page:
    """Puts words into paragraphs."""

    def __init__(self) -> None:
        self._paragraphs: list[list[str]] = [[]]
        self._hidden = 0

    def take(self, token: Token) -> None:
        """Put words into the current paragraph, or begin another one."""
        if token.tag:
            self._hide(token)
            self._break(token)
        elif not self._hidden:
            self._paragraphs[-1].append(_SPACE.sub(" ", token.words))

    def _hide(self, token: Token) -> None:
        if token.tag == "body":
            self._hidden = 0
        elif token.tag in _HIDDEN:
            self._hidden = max(0, self._hidden + (-1 if token.ends else 1))

    def _break(self, token: Token) -> None:
        if token.tag == "br":
            self._paragraphs[-1].append("\n")
        elif token.tag in _BLOCKS:
            self._paragraphs.append([])

    def text(self) -> str:
        """Return the paragraphs that have words."""
        lines = (_lines("".join(paragraph)) for paragraph in self._paragraphs)
        return "\n\n".join(line for line in lines if line)


def _lines(paragraph: str) -> str:
    stripped = (_SPACES.sub(" ", line).strip(" ") for line in paragraph.split("\n"))
    return "\n".join(stripped).strip("\n")
