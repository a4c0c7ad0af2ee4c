"""A sentence spelt with one letter a token, so that a grammar of word classes is a regular expression."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from stream.text.document import Token

OTHER = "_"


def spell(tokens: Sequence[Token], classes: Mapping[str, str], numeric: Callable[[Token], str]) -> str:
    """Return one letter for each token: its word's class, what `numeric` says of one with a digit, else OTHER."""
    get = classes.get
    return "".join(
        get(token.lower) or (numeric(token) if token.lower[:1].isdigit() or "-" in token.lower else OTHER)
        for token in tokens
    )


def letters(groups: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Return {word: letter}; where groups share a word the later group wins."""
    return {word: letter for letter, words in groups for word in words}
