"""Typed reading of a JSON object from an agency: what decides about a story must be right, the rest may be lost.

Names count without case, so `versioncreated` and `versionCreated` are one. A
value that is null or an empty string is not there. Paths in errors and
warnings are made of names that we know, never of the sender's words.
"""

from datetime import datetime

from stream.errors import InputError
from stream.wire.instants import embargo_end, version_instant
from stream.wire.losses import Losses
from stream.wire.source import Source

MAX_STORIES = 1_000
"""More stories in one record would keep it from being done in time."""
_URGENCIES = frozenset("123456789")


class Fields:
    """One JSON object. `losses` collects what could not be read, that of objects inside it too."""

    def __init__(self, value: object, path: str, losses: Losses) -> None:
        if not isinstance(value, dict):
            raise wrong_type(path or "story", "an object")
        self._values = {name.lower(): given for name, given in value.items()}
        self._path = path
        self.losses = losses

    def names(self) -> frozenset[str]:
        """Return the names there are, in lower case."""
        return frozenset(self._values)

    def path(self, name: str) -> str:
        """Return where a field lies, for people."""
        return f"{self._path}.{name}" if self._path else name

    def find(self, *names: str) -> tuple[str, object]:
        """Return the path and the value of the first of these fields that is there; None as value if none is."""
        for name in names:
            value = self._values.get(name.lower())
            if value is not None and value != "":
                return self.path(name), value
        return self.path(names[0]), None

    def text(self, *names: str) -> str | None:
        """Return a text. Raises InputError (wrong_type)."""
        path, value = self.find(*names)
        if value is None or isinstance(value, str):
            return value
        raise wrong_type(path, "a string")

    def identifier(self, *names: str) -> str | None:
        """Return a text or an integer as text. Raises InputError (wrong_type)."""
        path, value = self.find(*names)
        return None if value is None else _identifier(value, path)

    def identifiers(self, *names: str) -> tuple[str, ...]:
        """Return a text, an integer or a list of them, as texts. Raises InputError (wrong_type)."""
        path, value = self.find(*names)
        if isinstance(value, list):
            return tuple(_identifier(one, f"{path}[{index}]") for index, one in enumerate(value))
        return () if value is None else (_identifier(value, path),)

    def version_created(self, *names: str) -> datetime | None:
        """Return when the version was made; what cannot be read is noted as lost."""
        path, value = self.find(*names)
        return None if value is None else version_instant(value, path, self.losses)

    def embargo(self, *names: str) -> datetime | None:
        """Return when the embargo ends, None if there is none."""
        path, value = self.find(*names)
        return None if value is None or value is False else embargo_end(value, path, self.losses)

    def urgency(self) -> int | None:
        """Return the urgency, 1 to 9; anything else is noted as lost."""
        return urgency_of(self.label("urgency"), self.losses)

    def label(self, *names: str) -> str | None:
        """Return a text or an integer as text that is not worth a rejection: anything else is noted as lost."""
        path, value = self.find(*names)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        self.lose(path, "expected a string")
        return None

    def lose(self, path: str, why: str) -> None:
        """Note that a value is left out."""
        self.losses.lose(path, why)

    def listed(self, *names: str) -> tuple["Fields", ...]:
        """Return the objects of a list that tells the story. Raises InputError (wrong_type)."""
        path, value = self.find(*names)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise wrong_type(path, "a list of objects")
        return tuple(Fields(one, f"{path}[{index}]", self.losses) for index, one in enumerate(value))

    def described(self, *names: str) -> tuple["Fields", ...]:
        """Return the objects of a list about the story, or one object alone: anything else is noted as lost."""
        path, value = self.find(*names)
        if value is None:
            return ()
        listed = value if isinstance(value, list) else [value]
        return tuple(found for index, one in enumerate(listed) if (found := self._described(one, f"{path}[{index}]")))

    def _described(self, value: object, path: str) -> "Fields | None":
        if isinstance(value, str):
            return Fields({"name": value}, path, self.losses)
        if isinstance(value, dict):
            return Fields(value, path, self.losses)
        self.lose(path, "expected an object")
        return None


def _identifier(value: object, path: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise wrong_type(path, "a string or an integer")


def wrong_type(path: str, expected: str) -> InputError:
    """Return the error for a value of the wrong type."""
    return InputError("wrong_type", f"{path}: expected {expected}")


def urgency_of(given: str | None, losses: Losses) -> int | None:
    """Return a text as urgency, 1 to 9; anything else is noted as lost."""
    if given is None or given in _URGENCIES:
        return None if given is None else int(given)
    losses.lose("urgency", "expected 1 to 9")
    return None


def stories_of(document: object) -> tuple[Fields, ...]:
    """Return the objects of a document that is one story or a list. Raises InputError (wrong_type, too_large)."""
    if not isinstance(document, list):
        return (Fields(document, "", Losses()),)
    if len(document) > MAX_STORIES:
        raise InputError("too_large", f"{len(document)} stories in one record, {MAX_STORIES} are allowed")
    return tuple(Fields(one, f"[{index}]", Losses()) for index, one in enumerate(document))


def names_in(source: Source) -> frozenset[str]:
    """Return the names in the first story of a JSON document, in lower case; none if there is no such."""
    document = source.json if source.is_json else None
    first = document[0] if isinstance(document, list) and document else document
    return frozenset(name.lower() for name in first) if isinstance(first, dict) else frozenset()
