"""One version of a story as an agency means it, and its bytes in each format that can say so.

Texts may hold marks: `@a@` is the id of story a, `@40@` the instant 40 minutes
after the wire's begin, `@release@` the instant at which its embargo ends.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Literal
from xml.sax.saxutils import escape

import orjson
from msgspec import Struct

from stream import keys
from stream.record import Headers

FormatName = Literal["ninjs1", "ninjs2", "ninjs3", "newsml-g2", "ours", "plain"]
ALL_WITH_IDS: tuple[FormatName, ...] = ("ninjs1", "ninjs2", "ninjs3", "newsml-g2", "ours")
WITH_LINKS: tuple[FormatName, ...] = ("newsml-g2", "ours")
"""Formats in which a story can name another one as more than its predecessor."""

_MARK = re.compile(r"@(\w+)@")
_RELATIONS = {
    "supersedes": "replaces",
    "evolves_from": "isDerivedFrom",
    "corrects": "corrects",
    "retracts": "retracts",
    "repeats": "repeatOf",
}
_OUR_LINKS = {"evolves_from": "evolvesFrom"}


class Told(Struct, frozen=True, kw_only=True):
    """One version of a story. `name` stands for its id, `made` for the minutes after the wire's begin.

    `instant` stands in place of `made` as it is, `provider` is another agency of this wire; `links` are pairs of a
    relation and the name of another story.
    """

    name: str
    made: int | None = None
    instant: str | None = None
    provider: str | None = None
    number: str | None = None
    headline: str | None = None
    body: str | None = None
    slug: str | None = None
    urgency: int | None = None
    genre: str | None = None
    status: str = "usable"
    embargo: str | None = None
    signals: tuple[str, ...] = ()
    note: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    signed: bool = True
    """Whether the body ends with the name of its wire, so that it is no copy of one on another wire."""


class Sent(Struct, frozen=True, kw_only=True):
    """A record for `raw`."""

    value: bytes
    headers: Headers = ()


class Wire(Struct, frozen=True, kw_only=True):
    """An agency of one case in one format: whose ids, words and texts are its own."""

    tag: str
    format: FormatName
    begin: datetime
    release: datetime

    @property
    def provider(self) -> str:
        """Return the agency's name."""
        return f"Harbour {self.tag}"

    def native_id(self, name: str) -> str:
        """Return the agency's id of a story."""
        return f"urn:newsml:{self.tag}.example:20260306:{name}"

    def story_id(self, told: Told) -> str:
        """Return our id of a version's story; where the format has no ids it lies in the text."""
        if self.format == "plain":
            text = self.sent(told).value.decode()
            return keys.story_id_of_text(self.provider, text.strip().splitlines()[0], text)
        return keys.story_id(None, self.native_id(told.name))

    def sent(self, told: Told) -> Sent:
        """Return the record in which this agency sends a version."""
        value = _FORMATS[self.format](self._signed(told), self)
        headers: Headers = (("wire-source", self.provider.encode()),) if self.format == "plain" else ()
        return Sent(value=_MARK.sub(lambda mark: self._meant(mark[1]), value).encode(), headers=headers)

    def instant(self, minutes: int) -> str:
        """Return an instant so many minutes after the begin."""
        return (self.begin + timedelta(minutes=minutes)).isoformat()

    def _signed(self, told: Told) -> dict[str, Any]:
        given = {name: getattr(told, name) for name in told.__struct_fields__}
        given["instant"] = told.instant or (None if told.made is None else self.instant(told.made))
        given["provider"] = f"{told.provider} {self.tag}" if told.provider else self.provider
        if told.body and told.signed:
            given["body"] = f"{told.body}\n\nFiled on the {self.tag} wire."
        return given

    def _meant(self, mark: str) -> str:
        if mark == "release":
            return self.release.isoformat()
        return self.instant(int(mark)) if mark.isdigit() else self.native_id(mark)


def _without_none(**fields: Any) -> str:
    return orjson.dumps({name: value for name, value in fields.items() if value not in (None, ())}).decode()


def _predecessor(told: dict[str, Any], wire: Wire) -> str | None:
    return next((wire.native_id(name) for kind, name in told["links"] if kind == "evolves_from"), None)


def _ninjs1(told: dict[str, Any], wire: Wire) -> str:
    return _without_none(
        uri=wire.native_id(told["name"]),
        type="text",
        version=told["number"],
        versioncreated=told["instant"],
        pubstatus=told["status"],
        embargoed=told["embargo"],
        urgency=told["urgency"],
        genre=[{"name": told["genre"]}] if told["genre"] else None,
        headline=told["headline"],
        slugline=told["slug"],
        body_text=told["body"],
        ednote=told["note"],
        source=told["provider"],
        evolvedfrom=_predecessor(told, wire),
        signals=told["signals"],
    )


def _ninjs2(told: dict[str, Any], wire: Wire) -> str:
    return _without_none(
        uri=wire.native_id(told["name"]),
        version=told["number"],
        versioncreated=told["instant"],
        pubstatus=told["status"],
        embargoed=told["embargo"],
        urgency=told["urgency"],
        genres=[{"name": told["genre"]}] if told["genre"] else None,
        headlines=[{"role": "main", "value": told["headline"]}] if told["headline"] else None,
        slugline=told["slug"],
        bodies=[{"role": "main", "contenttype": "text/plain", "value": told["body"]}] if told["body"] else None,
        ednote=told["note"],
        infosources=[{"name": told["provider"]}],
        evolvedfrom=_predecessor(told, wire),
        signals=told["signals"],
    )


def _ninjs3(told: dict[str, Any], wire: Wire) -> str:
    paragraphs = (told["body"] or "").split("\n\n")
    html = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return _without_none(
        uri=wire.native_id(told["name"]),
        standard={"name": "ninjs", "version": "3.1"},
        version=told["number"],
        versionCreated=told["instant"],
        pubStatus=told["status"],
        embargoedUntil=told["embargo"],
        urgency=told["urgency"],
        genres=[{"name": told["genre"]}] if told["genre"] else None,
        headlines=[{"value": told["headline"]}] if told["headline"] else None,
        slugline=told["slug"],
        bodies=[{"contentType": "text/html", "value": html}] if told["body"] else None,
        edNote=told["note"],
        infoSources=[{"name": told["provider"]}],
        evolvedFrom=_predecessor(told, wire),
        signals=told["signals"],
    )


def _ours(told: dict[str, Any], wire: Wire) -> str:
    links: dict[str, list[str]] = {}
    for kind, name in told["links"]:
        links.setdefault(_OUR_LINKS.get(kind, kind), []).append(wire.native_id(name))
    return _without_none(
        id=wire.native_id(told["name"]),
        version=told["number"],
        published=told["instant"],
        pubStatus=told["status"],
        embargoedUntil=told["embargo"],
        urgency=told["urgency"],
        genre=told["genre"],
        headline=told["headline"],
        slugline=told["slug"],
        body=told["body"],
        edNote=told["note"],
        source=told["provider"],
        signals=told["signals"],
        **links,
    )


def _newsml_g2(told: dict[str, Any], wire: Wire) -> str:
    meta = [
        '<itemClass qcode="ninat:text"/>',
        f"<provider literal={_quoted(told['provider'])}/>",
        _element("versionCreated", told["instant"]),
        _element("embargoed", told["embargo"]),
        f'<pubStatus qcode="stat:{told["status"]}"/>',
        _element("edNote", told["note"]),
        *(f"<signal qcode={_quoted(code)}/>" for code in told["signals"]),
        *(
            f'<link rel="irel:{_RELATIONS[kind]}" residref={_quoted(wire.native_id(name))}/>'
            for kind, name in told["links"]
        ),
    ]
    content = [
        _element("urgency", told["urgency"]),
        f"<genre><name>{escape(told['genre'])}</name></genre>" if told["genre"] else "",
        _element("slugline", told["slug"]),
        _element("headline", told["headline"]),
    ]
    paragraphs = "".join(_element("p", paragraph) for paragraph in (told["body"] or "").split("\n\n"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" '
        f'guid={_quoted(wire.native_id(told["name"]))} version="{told["number"] or 1}" standard="NewsML-G2">'
        f"<itemMeta>{''.join(meta)}</itemMeta><contentMeta>{''.join(content)}</contentMeta>"
        '<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">'
        f"<body>{paragraphs}</body></html></inlineXML></contentSet></newsItem>"
    )


def _element(name: str, words: object) -> str:
    return "" if words is None else f"<{name}>{escape(str(words))}</{name}>"


def _quoted(value: str) -> str:
    return f'"{escape(value)}"'


def _plain(told: dict[str, Any], wire: Wire) -> str:
    del wire
    return "\n\n".join(filter(None, (told["headline"], told["body"]))) + "\n"


_FORMATS: dict[FormatName, Callable[[dict[str, Any], Wire], str]] = {
    "ninjs1": _ninjs1,
    "ninjs2": _ninjs2,
    "ninjs3": _ninjs3,
    "newsml-g2": _newsml_g2,
    "ours": _ours,
    "plain": _plain,
}
