"""XML, read so that it can do no harm: no entities, nothing fetched, 256 elements deep at most.

Elements and attributes are found by their local names: prefixes differ from
agency to agency.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import cast

from lxml import etree

from stream.errors import InputError

Node = etree._Element  # noqa: SLF001 - lxml has no public name for what its parser returns
# No collect_ids=False here: with it lxml 6.1 loads external document types, whatever load_dtd says.
_PARSER = etree.XMLParser(
    encoding="utf-8",
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    dtd_validation=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
MAX_ELEMENTS = 200_000
"""A thousand stories have fewer; more of them would keep a record from being done in time."""


def parse(text: str) -> Node:
    """Return the root element of a document. Raises InputError (bad_xml, too_large), which does not quote it."""
    if "<!DOCTYPE" in text and "<!ENTITY" in text:
        raise InputError("bad_xml", "declares entities: they are not read")
    try:
        root = etree.fromstring(text.lstrip().encode(), _PARSER)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise InputError("bad_xml", f"broken at line {line}, column {column}") from None
    if next(root.iter(etree.Entity), None) is not None:
        raise InputError("bad_xml", "refers to an entity that it does not declare")
    elements = cast("float", root.xpath("count(//*)"))
    if elements > MAX_ELEMENTS:
        raise InputError("too_large", f"{elements:.0f} elements, {MAX_ELEMENTS} are allowed")
    return root


def local_name(node: Node) -> str:
    """Return the name of an element without its namespace."""
    return _local(str(node.tag))


def _local(name: str) -> str:
    return name.rpartition("}")[2]


class Element:
    """An element, with its children by name."""

    def __init__(self, node: Node) -> None:
        self.node = node

    @property
    def name(self) -> str:
        """The local name."""
        return local_name(self.node)

    @cached_property
    def _children(self) -> dict[str, list[Node]]:
        children: dict[str, list[Node]] = {}
        for node in self.node:
            children.setdefault(local_name(node), []).append(node)
        return children

    def children(self) -> Iterator["Element"]:
        """Yield all children in order."""
        return map(Element, self.node)

    def named(self, name: str) -> list["Element"]:
        """Return the children of a name."""
        return [Element(node) for node in self._children.get(name, ())]

    def all(self, *path: str) -> list["Element"]:
        """Return the elements that a path of names leads to."""
        found = [self]
        for name in path:
            found = [child for one in found for child in one.named(name)]
        return found

    def first(self, *path: str) -> "Element | None":
        """Return the first element that a path of names leads to."""
        return next(iter(self.all(*path)), None)

    def attribute(self, *names: str) -> str | None:
        """Return the first of these attributes that says something."""
        given = {_local(str(name)): str(value).strip() for name, value in self.node.attrib.items()}
        return next((given[name] for name in names if given.get(name)), None)

    def words(self) -> str | None:
        """Return the text, white space as single blanks; None if there is none."""
        return _SPACE.sub(" ", self.raw_text()).strip() or None

    def raw_text(self) -> str:
        """Return the text of the element and all in it as it stands."""
        return "".join(str(piece) for piece in self.node.itertext())

    def said(self, *path: str) -> str | None:
        """Return the words of the first element at a path that has any."""
        return next(filter(None, (one.words() for one in self.all(*path))), None)

    def all_said(self, between: str, *path: str) -> str | None:
        """Return the words of all elements at a path in one text; None if there are none."""
        return between.join(filter(None, (one.words() for one in self.all(*path)))) or None
