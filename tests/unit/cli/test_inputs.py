"""What is handed in, as documents."""

from pathlib import Path

import pytest

from stream.cli.inputs import Input, documents, given_id, key_for
from stream.errors import UsageError


def of_file(folder: Path, content: bytes) -> list[bytes]:
    """Return the documents in a file with this content."""
    file = folder / "input"
    file.write_bytes(content)
    return [one.data for one in documents([str(file)])]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b'{"id": 1}\n{"id": 2}\n', [b'{"id": 1}', b'{"id": 2}']),
        (b'\n{"id": 1}\r\n\n{"id": 2}', [b'{"id": 1}', b'{"id": 2}']),
        (b'{"id": 1', [b'{"id": 1']),
        (b'{"id": 1,\n{"id": 2}\n', [b'{"id": 1,', b'{"id": 2}']),
        (b'{\n  "id": 1\n}\n', [b'{\n  "id": 1\n}\n']),
        (b'{"id": 1,\n "body": "x"}', [b'{"id": 1,\n "body": "x"}']),
        (b"One line\n\nAnother line\n", [b"One line\n\nAnother line\n"]),
        (b'[{"id": 1},\n{"id": 2}]', [b'[{"id": 1},\n{"id": 2}]']),
        (b"{UPDATES toll}\n\nA flood.\n", [b"{UPDATES toll}\n\nA flood.\n"]),
        (b"", [b""]),
        (b"\n \n", [b"\n \n"]),
        (b"\x00\xff\n{", [b"\x00\xff\n{"]),
    ],
)
def test_json_lines_are_told_from_one_document(tmp_path: Path, content: bytes, found: list[bytes]) -> None:
    """JSON lines are a document a line, broken ones too; anything else is one document, byte for byte."""
    assert of_file(tmp_path, content) == found


@pytest.mark.parametrize(
    ("data", "own"),
    [
        (b'{"id": "a"}', "a"),
        (b'{"id": 7}', 7),
        (b'{"uri": "urn:x"}', "urn:x"),
        (b'{"id": null}', None),
        (b'{"id": ""}', None),
        (b'{"id": ["a"]}', None),
        (b"no JSON", None),
        (b'["id"]', None),
        (b'{"id": "\xff"}', None),
        (b"[" * 100_000, None),
    ],
)
def test_the_id_is_the_one_that_the_input_gives(data: bytes, own: str | int | None) -> None:
    """Only a text or a number counts as an id, and nothing breaks on bytes of any kind."""
    assert given_id(data) == own


def test_versions_of_a_story_share_a_key() -> None:
    """Records with one id have one key and so one order; without an id the key is the file's name."""
    first, second = (Input(name=name, data=b'{"id": "a"}') for name in ("x/1.json", "x/2.json"))
    assert key_for(first) == key_for(second) == b"a"
    assert key_for(Input(name="x/story.txt", data=b"A story")) == b"story.txt"


def test_a_folder_in_the_place_of_a_file_is_a_usage_error(tmp_path: Path) -> None:
    """A folder is named in the error, which says what to give."""
    with pytest.raises(UsageError, match="Is a directory"):
        list(documents([str(tmp_path)]))
