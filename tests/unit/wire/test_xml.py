"""XML that means harm, lies about itself, or is merely unusual."""

import time
from pathlib import Path

import pytest
from building import source

from stream.errors import InputError
from stream.extract.engine import Engine
from stream.messages import Item
from stream.wire.detect import MAX_INPUT_BYTES, read_items
from stream.wire.xml_tree import MAX_ELEMENTS

HEADLINE = "Zwölf Fähren – “früh”"


def _item(headline: str = "x", body: str = "", declaration: str = "") -> str:
    return (
        f"{declaration}<newsItem guid='urn:x:1'><contentMeta><headline>{headline}</headline></contentMeta>"
        f"<contentSet>{body}</contentSet></newsItem>"
    )


def _declared(encoding: str, headline: str = HEADLINE) -> str:
    return _item(headline, declaration=f"<?xml version='1.0' encoding='{encoding}'?>\n")


def _read(data: bytes | str, engine: Engine) -> Item:
    (item,) = read_items(source(data.encode() if isinstance(data, str) else data), engine)
    return item


def _body(markup: str, engine: Engine, *, inside: str = "inlineXML") -> str | None:
    return _read(_item(body=f"<{inside}>{markup}</{inside}>"), engine).body


def _bomb(use: str) -> str:
    entities = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10))
    return f"<?xml version='1.0'?><!DOCTYPE newsItem [<!ENTITY e0 'lol'>{entities}]>{use}"


@pytest.mark.parametrize(
    "document",
    [
        _bomb(_item("&e9;")),
        _bomb("<newsItem guid='&e9;'/>"),
        _bomb(_item()).replace("<?xml version='1.0'?>", ""),
        f"<?xml version='1.0'?><!DOCTYPE newsItem [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/'> %p;]>{_item()}",
    ],
)
def test_entities_are_never_expanded(document: str, engine: Engine) -> None:
    """A document that declares entities is refused before it is parsed, at once."""
    started = time.process_time()
    with pytest.raises(InputError, match="bad_xml: declares entities"):
        _read(document, engine)
    assert time.process_time() - started < 0.5


def test_a_file_of_this_machine_is_never_read(tmp_path: Path, engine: Engine) -> None:
    """Neither an external entity nor an external document type opens anything."""
    secret = tmp_path / "secret"
    secret.write_text("<!ENTITY s 'Zebedee'>")
    for document_type in (f"[<!ENTITY s SYSTEM '{secret.as_uri()}'>]", f"SYSTEM '{secret.as_uri()}'"):
        with pytest.raises(InputError, match="bad_xml") as refused:
            _read(f"<?xml version='1.0'?><!DOCTYPE newsItem {document_type}>{_item('&s;')}", engine)
        assert "Zebedee" not in str(refused.value)


def test_a_document_type_is_passed_over(tmp_path: Path, engine: Engine) -> None:
    """It is not fetched and not read, so that what is in it cannot break a story."""
    broken = tmp_path / "broken.dtd"
    broken.write_text("no document type")
    for where in ("http://127.0.0.1:9/x.dtd", broken.as_uri(), str(tmp_path / "missing.dtd")):
        assert _read(f"<!DOCTYPE newsItem SYSTEM '{where}'>{_item('ferry')}", engine).headline == "ferry"


def test_nesting_ends_at_256_elements(engine: Engine) -> None:
    """What is nested as deep as real stories never are is read; deeper is refused."""
    assert _body("<p>" + "<b>" * 200 + "deep" + "</b>" * 200 + "</p>", engine) == "deep"
    for depth in (300, 10_000, 400_000):
        with pytest.raises(InputError, match="bad_xml: broken at line 1"):
            _body("<b>" * depth + "</b>" * depth, engine)


@pytest.mark.parametrize(
    "document",
    [
        _item(body="<inlineXML><p>" + "<b/>" * (MAX_ELEMENTS - 20) + "</p></inlineXML>"),
        _item(body="<inlineXML><p>" + "<b/>" * 1_000_000 + "</p></inlineXML>"),
        "<newsItem>" + "<x/>" * 1_000_000 + "<contentMeta><headline>x</headline></contentMeta></newsItem>",
        "<newsItem " + " ".join(f"a{n}=''" for n in range(400_000)) + ">" + _item().partition(">")[2],
        "<!-- -->" * 500_000 + _item(),
        "<!--" * 1_000_000,
        _item(body="<inlineXML>" + "<p>x</p>" * (MAX_ELEMENTS - 20) + "</inlineXML>"),
        _item(body="<inlineData>" + "&lt;p" * 700_000 + "</inlineData>"),
        _item("x " * 500_000),
    ],
    ids=[
        "elements",
        "too many elements",
        "children",
        "attributes",
        "comments",
        "opened comments",
        "paragraphs",
        "escaped",
        "headline",
    ],
)
def test_the_largest_inputs_take_seconds_at_most(document: str, engine: Engine) -> None:
    """Time grows with the length, whatever fills it (processor time)."""
    data = document.encode()[:MAX_INPUT_BYTES]
    started = time.process_time()
    try:
        read_items(source(data), engine)
    except InputError as error:
        assert error.reason in {"bad_xml", "too_large", "no_text"}  # noqa: PT017 - either outcome is fine
    assert time.process_time() - started < 5


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["UTF-16", "utf-8"])
def test_utf16_is_known_by_its_bytes(codec: str, declared: str, engine: Engine) -> None:
    """With a byte order mark or without, whatever is declared."""
    item = _read(_declared(declared).encode(codec), engine)
    assert (item.headline, item.warnings) == (HEADLINE, ())


@pytest.mark.parametrize(
    ("declared", "codec", "warnings"),
    [
        ("UTF-8", "utf-8", ()),
        ("utf-8", "utf-8-sig", ()),
        ("UTF-16", "utf-8", ("encoding: not as declared, read as UTF-8",)),
        ("iso-8859-1", "utf-8", ("encoding: not as declared, read as UTF-8",)),
        ("x-own", "utf-8", ("encoding: not as declared, read as UTF-8",)),
        ("Windows-1252", "cp1252", ()),
        ("ISO-8859-1", "cp1252", ()),
        ("windows-1250", "cp1250", ()),
        ("gb2312", "gb18030", ()),
        ("UTF-8", "cp1252", ("encoding: not as declared, read as Windows-1252",)),
        ("x-own", "cp1252", ("encoding: not as declared, read as Windows-1252",)),
        ("us-ascii", "cp1252", ()),
        ("unicode_escape", "cp1252", ("encoding: not as declared, read as Windows-1252",)),
    ],
)
def test_a_declaration_is_believed_last(declared: str, codec: str, warnings: tuple[str, ...], engine: Engine) -> None:
    """UTF-8 if the bytes are that, else what is declared, else Windows-1252; a false declaration is noted."""
    headline = HEADLINE if codec != "gb18030" else "渡轮"
    item = _read(_declared(declared, headline).encode(codec), engine)
    assert (item.headline, item.warnings) == (headline, warnings)


def test_plain_ascii_is_what_it_says_it_is(engine: Engine) -> None:
    """Where encodings do not differ there is nothing to note."""
    assert _read(_declared("iso-8859-1", "ferry"), engine).warnings == ()


def test_white_space_before_the_declaration_is_forgiven(engine: Engine) -> None:
    """A file that begins with empty lines is read."""
    assert _read("\n\n  " + _declared("UTF-8", "ferry"), engine).headline == "ferry"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            "<html><head><title>t</title></head><body><p>One  two\n three</p><p>Four</p></body></html>",
            "One two three\n\nFour",
        ),
        ("<h:html xmlns:h='u'><h:body><h:p>One<h:br/>two</h:p></h:body></h:html>", "One\ntwo"),
        ("<html><body><header><h1>Head</h1></header><p>Text</p></body></html>", "Text"),
        ("<html><body><header><h1>Head</h1></header></body></html>", "Head"),
        (
            "<nitf><body><body.head><hl1>H</hl1></body.head><body.content><p>Text</p></body.content></body></nitf>",
            "Text",
        ),
        ("<nitf><body><body.content><block>a<media>M</media>b</block><p>c</p></body.content></body></nitf>", "ab\n\nc"),
        ("<p>a<!-- no --><b>b</b><?pi no?>c<![CDATA[<d>]]></p>", "abc<d>"),
        ("<div>a<script>no</script>b<p class='np-nonpublic'>no</p></div>", "ab"),
        ("<sports-content>Zebedee</sports-content>", None),
        ("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;", "One\n\nTwo"),
        ("<![CDATA[<p>One &amp; two</p>]]>", "One & two"),
    ],
)
def test_words_of_a_text_in_mark_up(markup: str, text: str | None, engine: Engine) -> None:
    """XHTML and NITF give their words in paragraphs, without what stands apart."""
    assert _body(markup, engine) == text


def test_plain_text_keeps_its_lines(engine: Engine) -> None:
    """`inlineData` is text as it is."""
    assert _body("\nOne  two\nthree\n\n  Four &lt; 5\n", engine, inside="inlineData") == "One  two\nthree\n\n  Four < 5"


def test_a_text_beside_another_one_is_left_out(engine: Engine) -> None:
    """The first text with words counts; how many more there are is noted."""
    texts = "<inlineXML><p> </p></inlineXML><inlineXML><p>One</p></inlineXML><inlineData>One</inlineData><inlineData/>"
    item = _read(_item(body=texts), engine)
    assert (item.body, item.warnings) == ("One", ("contentSet: 1 more texts, left out",))


def test_a_headline_inside_the_text_stands_in_for_a_missing_one(engine: Engine) -> None:
    """An item without a headline of its own has the one of its text."""
    item = _read(_item("", "<inlineXML><div><h1>Ferry\n sinks</h1><p>It sank.</p></div></inlineXML>"), engine)
    assert item.headline == "Ferry sinks"


def _from(provider: str, guid: str = "urn:x:1") -> str:
    item = _item().replace("<contentMeta>", f"<itemMeta>{provider}</itemMeta><contentMeta>")
    return item.replace("urn:x:1", guid)


def test_a_guid_without_a_scheme_is_its_providers(engine: Engine) -> None:
    """Two agencies may number alike."""
    providers = ("<provider literal='A'/>", "<provider qcode='p:B'/>", "")
    ids = {_read(_from(provider, "7"), engine).story_id for provider in providers}
    assert len(ids) == 3


@pytest.mark.parametrize(
    ("meta", "provider"),
    [
        ("<provider qcode='p:A'><name>Agency</name></provider>", "Agency"),
        ("<provider literal='A/B'/>", "A/B"),
        ("<provider qcode='p:A'/>", "A"),
        ("<provider uri='http://a.example'/>", None),
    ],
)
def test_a_provider_is_named_as_well_as_it_can_be(meta: str, provider: str | None, engine: Engine) -> None:
    """By name, else literal, else code."""
    assert _read(_from(meta), engine).provider == provider
