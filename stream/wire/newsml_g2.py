"""NewsML-G2, the IPTC's news in XML: a newsItem, or a newsMessage with several. <https://iptc.org/standards/newsml-g2/>.

Names count without their prefix. A guid with a scheme names one item in the
whole world, so a kill that gives nothing else still finds its story.
"""

from stream.errors import InputError
from stream.extract.engine import Engine
from stream.lexicon.words import word_set
from stream.messages import Item
from stream.wire import newsml_g2_meta as meta
from stream.wire.draft import Draft, to_item
from stream.wire.fields import MAX_STORIES, urgency_of
from stream.wire.format import Format
from stream.wire.identity import issuer_of_uri
from stream.wire.losses import Losses
from stream.wire.newsml_g2_samples import EXAMPLES
from stream.wire.newsml_g2_text import body_of, headline_of, note_of
from stream.wire.source import Source
from stream.wire.xml_tree import Element


def recognises(source: Source) -> bool:
    """Tell whether the document begins with an element that NewsML-G2 begins with."""
    return source.is_xml and source.xml.name in word_set("newsml", "documents")


def read(source: Source, engine: Engine) -> tuple[Item, ...]:
    """Return an item a story; what lies beside stories and is none is noted. Raises InputError if there is no story."""
    items = _items(source.xml)
    stories = [item for item in items if _is_story(item)]
    if not stories:
        raise InputError("unknown_format", "NewsML-G2, but no newsItem with a text in it")
    if len(stories) > MAX_STORIES:
        raise InputError("too_large", f"{len(stories)} stories in one record, {MAX_STORIES} are allowed")
    others = len(items) - len(stories)
    notes = [f"newsMessage: {others} items that are no stories, left out"] if others else []
    notes += [source.decoded.note] if source.decoded.note else []
    return tuple(to_item(_draft(item, source, Losses(notes)), source, engine) for item in stories)


def _items(root: Element) -> list[Element]:
    if root.name == "newsMessage":
        return [item for held in root.all("itemSet") for item in held.children()]
    return [root]


def _is_story(item: Element) -> bool:
    """Tell whether an item is text, or of no class, or of another one but carries a text."""
    if item.name != "newsItem":
        return False
    return meta.is_of_story_class(item) is not False or body_of(item, Losses()) is not None


def _draft(item: Element, source: Source, losses: Losses) -> Draft:
    guid, provider = item.attribute("guid"), meta.provider_of(item) or source.provider
    numbered_by = provider or source.feed
    if item.all("contentMeta", "description"):
        losses.lose("description", "not carried")
    return Draft(
        native_id=guid,
        issuer=issuer_of_uri(guid, numbered_by),
        uri=guid,
        version=item.attribute("version"),
        provider=provider,
        headline=headline_of(item),
        slugline=item.said("contentMeta", "slugline"),
        declared=meta.language_of(item),
        urgency=urgency_of(item.said("contentMeta", "urgency"), losses),
        genre=item.said("contentMeta", "genre", "name") or next(meta.codes(item, "contentMeta", "genre"), None),
        subjects=tuple(meta.subjects_of(item)),
        located=meta.located_of(item),
        byline=meta.byline_of(item),
        versionCreated=meta.version_created_of(item, losses),
        pubStatus=meta.status_of_item(item),
        embargoedUntil=meta.embargo_of(item, losses),
        body=body_of(item, losses),
        edNote=note_of(item, losses),
        signals=tuple(dict.fromkeys(meta.signals_of_item(item))),
        links=tuple(meta.links_of(item, guid, numbered_by)),
        usage_terms=item.all_said("\n", "rightsInfo", "usageTerms"),
        warnings=losses.notes(),
    )


FORMAT = Format(
    name="newsml-g2",
    summary="IPTC NewsML-G2: newsItem, or newsMessage with newsItems",
    priority=30,
    content_types=("application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.g2.newsmessage+xml", "text/xml"),
    recognises=recognises,
    read=read,
    examples=EXAMPLES,
)
