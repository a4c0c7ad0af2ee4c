"""Keys under which names are compared: one that forgives accents and punctuation, one that forgives transliteration."""

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile(r"['’‘ʼʻ`´ʿʾ.]")
_SEPARATORS = re.compile(r"[\W_]+")
_LETTERS = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a"}
)
_ARTICLE = re.compile(r"^(?:al|ar|as|at|ad|an|az|el|ed|es|ez|et|er|ash|esh|adh|ath|ud)\s+(?=\w{3})")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """Return lower-case ASCII-like words with single blanks between them."""
    plain = name.lower().translate(_LETTERS)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _SEPARATORS.sub(" ", _APOSTROPHES.sub("", plain)).strip()


def skeleton_key(key: str) -> str:
    """Return a `name_key` without its article, blanks, doubled letters and final h."""
    bare = _DOUBLED.sub(r"\1", _ARTICLE.sub("", key).replace(" ", ""))
    return bare.removesuffix("h") if len(bare) > 4 else bare
