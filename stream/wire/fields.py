"""Typed reading of a JSON object from an agency: what decides about a story must be right, the rest may be lost.

Names count without case, so `versioncreated` and `versionCreated` are one. A
value that is null or an empty string is not there. Paths in errors and
warnings are made of names that we know, never of the sender's words.
"""

from datetime import datetime, timedelta

from stream.errors import InputError
from stream.wire.source import Source

MAX_STORIES = 1_000
"""More stories in one record would keep it from being done in time."""
YEARS = range(1800, 3000)
"""An instant outside of these years is a program's placeholder, not a date."""


class Fields:
    """One JSON object. `lost` collects what could not be read; objects inside it write to the same list."""

    def __init__(self, value: object, path: str, lost: list[str]) -> None:
        if not isinstance(value, dict):
            raise wrong_type(path or "story", "an object")
        self._values = {name.lower(): given for name, given in value.items()}
        self._path = path
        self.lost = lost

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
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        raise wrong_type(path, "a string or an integer")

    def instant(self, *names: str) -> datetime | None:
        """Return an instant with its offset. Raises InputError (wrong_type, bad_date)."""
        path, value = self._dated(*names)
        return None if value is None else read_instant(value, path)

    def instant_or_utc(self, *names: str) -> datetime | None:
        """Return an instant; one without an offset is taken as UTC, which is noted. Raises InputError as `instant`."""
        path, value = self._dated(*names)
        if value is None:
            return None
        if has_no_offset(value):
            self.lost.append(f"{path}: has no offset from UTC, taken as UTC")
            value = f"{datetime.fromisoformat(value.strip()).isoformat()}+00:00"
        return read_instant(value, path)

    def _dated(self, *names: str) -> tuple[str, str | None]:
        path, value = self.find(*names)
        if value is None or isinstance(value, str):
            return path, value
        raise wrong_type(path, "a string with an RFC 3339 instant")

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
        note = f"{path}: {why}, left out"
        if note not in self.lost:
            self.lost.append(note)

    def listed(self, *names: str) -> tuple["Fields", ...]:
        """Return the objects of a list that tells the story. Raises InputError (wrong_type)."""
        path, value = self.find(*names)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise wrong_type(path, "a list of objects")
        return tuple(Fields(one, f"{path}[{index}]", self.lost) for index, one in enumerate(value))

    def described(self, *names: str) -> tuple["Fields", ...]:
        """Return the objects of a list about the story, or one object alone: anything else is noted as lost."""
        path, value = self.find(*names)
        if value is None:
            return ()
        listed = value if isinstance(value, list) else [value]
        return tuple(found for index, one in enumerate(listed) if (found := self._described(one, f"{path}[{index}]")))

    def _described(self, value: object, path: str) -> "Fields | None":
        if isinstance(value, str):
            return Fields({"name": value}, path, self.lost)
        if isinstance(value, dict):
            return Fields(value, path, self.lost)
        self.lose(path, "expected an object")
        return None


def wrong_type(path: str, expected: str) -> InputError:
    """Return the error for a value of the wrong type."""
    return InputError("wrong_type", f"{path}: expected {expected}")


def has_no_offset(text: str) -> bool:
    """Tell whether a text is a day or an instant without an offset."""
    try:
        return datetime.fromisoformat(text.strip()).tzinfo is None
    except ValueError:
        return False


def read_instant(text: str, path: str) -> datetime:
    """Return the instant that a text gives with its offset. Raises InputError (bad_date) saying in which field."""
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InputError("bad_date", f"{path}: no RFC 3339 instant") from None
    if instant.tzinfo is None:
        raise InputError("bad_date", f"{path}: has no offset from UTC")
    if instant.utcoffset() % timedelta(minutes=1):  # type: ignore[operator]  # it has an offset
        raise InputError("bad_date", f"{path}: its offset is no whole minutes")
    if instant.year not in YEARS:
        raise InputError("bad_date", f"{path}: its year is outside {YEARS.start} to {YEARS.stop - 1}")
    return instant


def stories_of(document: object) -> tuple[Fields, ...]:
    """Return the objects of a document that is one story or a list. Raises InputError (wrong_type, too_large)."""
    if not isinstance(document, list):
        return (Fields(document, "", []),)
    if len(document) > MAX_STORIES:
        raise InputError("too_large", f"{len(document)} stories in one record, {MAX_STORIES} are allowed")
    return tuple(Fields(one, f"[{index}]", []) for index, one in enumerate(document))


def names_in(source: Source) -> frozenset[str]:
    """Return the names in the first story of a JSON document, in lower case; none if there is no such."""
    document = source.json if source.is_json else None
    first = document[0] if isinstance(document, list) and document else document
    return frozenset(name.lower() for name in first) if isinstance(first, dict) else frozenset()
