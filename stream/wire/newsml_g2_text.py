"""The texts of a NewsML-G2 item: its headline, its body without mark-up, its notes to editors."""

from collections.abc import Iterator

from lxml import etree

from stream.lexicon.words import read, word_set
from stream.wire.losses import Losses
from stream.wire.markup import Page, Token, looks_like_markup, text_of_markup
from stream.wire.xml_tree import Element, Node, local_name

_LAST_RANK = 1_000_000
_TEXTS = word_set("newsml", "texts") | word_set("markup", "blocks")
_BLOCKS = word_set("newsml", "blocks")
_HIDDEN = word_set("markup", "hidden")
_APART = word_set("newsml", "apart")
_HEADLINES = word_set("newsml", "headlines")


def headline_of(item: Element) -> str | None:
    """Return the headline: of several the main one with the lowest rank, of none the one in the text."""
    given = sorted(item.all("contentMeta", "headline"), key=_standing)
    return next(filter(None, (one.words() for one in given)), None) or _headline_inside(item)


def _standing(headline: Element) -> tuple[bool, int]:
    role, rank = headline.attribute("role") or "", headline.attribute("rank") or "1"
    in_order = int(rank) if rank.isascii() and rank.isdigit() and len(rank) < 6 else _LAST_RANK
    return bool(role) and not role.endswith("main"), in_order


def _headline_inside(item: Element) -> str | None:
    wanted = [f"{{*}}{name}" for name in sorted(_HEADLINES)]
    inside = (Element(node) for content in item.all("contentSet", "inlineXML") for node in content.node.iter(*wanted))
    return next(filter(None, (one.words() for one in inside)), None)


def body_of(item: Element, losses: Losses) -> str | None:
    """Return the first text of the content set that has words; others are noted as lost."""
    texts = [text for content in item.all("contentSet") for text in _texts(content, losses)]
    if len(texts) > 1:
        losses.lose("contentSet", f"{len(texts) - 1} more texts")
    return texts[0] if texts else None


def _texts(content: Element, losses: Losses) -> Iterator[str]:
    for one in content.children():
        if one.name in {"inlineXML", "inlineData"}:
            text = _marked_up(one, losses) if len(one.node) else _plain(one, losses)
            if text.strip():
                yield text
        else:
            losses.lose("remoteContent" if one.name == "remoteContent" else "contentSet", "not carried")


def _plain(data: Element, losses: Losses) -> str:
    """Return text without elements; mark-up that was written as text is taken off."""
    if data.attribute("encoding"):
        losses.lose("inlineData", "not carried")
        return ""
    text = data.raw_text().strip()
    said = data.attribute("contenttype") or ""
    return text_of_markup(text) if "html" in said or looks_like_markup(text) else text


def _marked_up(inline: Element, losses: Losses) -> str:
    """Return the words of XHTML or NITF: its body, without what stands apart from the text."""
    if not any(child.name in _TEXTS for child in inline.children()):
        losses.lose("inlineXML", "neither XHTML nor NITF")
        return ""
    bodies = list(inline.node.iter("{*}body.content")) or [inline.node]
    text = "\n\n".join(filter(None, (text_of(node, _HIDDEN | _APART) for node in bodies)))
    return text or text_of(inline.node, _HIDDEN)


def text_of(node: Node, hidden: frozenset[str]) -> str:
    """Return the words of an element, paragraphs apart by an empty line, without elements that are hidden."""
    page = Page()
    walk = etree.iterwalk(node, events=("start", "end"))
    for event, element in walk:
        name = local_name(element)
        words = element.text if event == "start" else element.tail
        if event == "start" and (name in hidden or not is_public(element)):
            walk.skip_subtree()
            continue
        if event == "start" or name != "br":
            page.take(Token(tag="p" if name in _BLOCKS else name, ends=event == "end"))
        if words and (event == "start" or element is not node):
            page.take(Token(words=words))
    return page.text()


def is_public(node: Node) -> bool:
    """Tell whether a part is not for the customer's desk alone."""
    said = f"{node.get('class', '')} {node.get('pubconstraint', '')}"
    return read("newsml")["not_public"] not in said


def note_of(item: Element, losses: Losses) -> str | None:
    """Return the notes to editors, one a paragraph: those in plain words, and only without these those in mark-up."""
    given = item.all("itemMeta", "edNote")
    public = [one for one in given if is_public(one.node)]
    if len(public) < len(given):
        losses.lose("edNote", "not for publication")
    plain = [one for one in public if not len(one.node)]
    return "\n\n".join(filter(None, (text_of(one.node, _HIDDEN | _APART) for one in plain or public))) or None
