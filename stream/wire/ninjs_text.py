"""The texts of a ninjs item: which of its headlines and bodies is the story's, and their words without mark-up."""

from collections.abc import Sequence

from stream.wire.fields import Fields
from stream.wire.markup import looks_like_markup, text_of_markup

_MARKUP_TYPES = ("html", "xml", "nitf")


def headline_of(story: Fields) -> str | None:
    """Return the main headline, the first one, or the title. Raises InputError (wrong_type)."""
    listed = story.listed("headlines")
    main = [one for one in listed if one.label("role") == "main"]
    given = _words(story, main or listed, "headlines")
    return given or story.text("headline") or story.text("title")


def body_of(story: Fields) -> str | None:
    """Return the body: plain text as it is, else the words of the first one with mark-up. Raises InputError."""
    listed = story.listed("bodies")
    plain = [one for one in listed if not _is_markup(one)]
    given = _words(story, plain or listed, "bodies")
    return given or story.text("body_text") or _marked_up(story.text("body_html", "body_xhtml"))


def _words(story: Fields, texts: Sequence[Fields], name: str) -> str | None:
    """Return the first of these texts that has a value; others are noted as lost where they say something else."""
    with_value = [one for one in texts if one.text("value")]
    if not with_value:
        return None
    first = with_value[0]
    if len(with_value) > 1:
        story.lose(story.path(name), f"{len(with_value) - 1} more of the same kind")
    value = first.text("value")
    return _marked_up(value) if _is_markup(first) else value


def _marked_up(text: str | None) -> str | None:
    return text_of_markup(text) or None if text else None


def _is_markup(text: Fields) -> bool:
    said = f"{text.label('contentType') or ''} {text.label('role') or ''}".lower()
    if "text/plain" in said:
        return False
    return any(kind in said for kind in _MARKUP_TYPES) or looks_like_markup(text.text("value") or "")
