"""Numbers in digits and words -> integers."""

import re

from stream.lexicon.words import read

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(bn|mn|m|k|tn)?")
_SUFFIXES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "tn": 10**12, None: 1}
_LARGEST = 10**15


def digits_value(word: str) -> float | None:
    """Return the value of "1,500", "1.5", "2.3bn"; None for anything else, and for a number that starts with 0."""
    match = _DIGITS.fullmatch(word)
    if match is None or (len(match[1]) > 1 and match[1][0] == "0") or len(match[1]) > 18:
        return None
    return float(f"{match[1].replace(',', '')}.{match[2] or 0}") * _SUFFIXES[match[3]]


def word_value(word: str) -> int | None:
    """Return the value of "seven" or "twenty-seven"."""
    numbers = read("quantities")["numbers"]
    parts = [numbers.get(part) for part in word.split("-")]
    return None if None in parts else sum(parts)


def phrase_value(words: list[str]) -> int | None:
    """Return the value of "two hundred and fifty", "1.5 million"; None if it is no whole number."""
    total = current = 0.0
    multipliers = read("quantities")["multipliers"]
    for word in words:
        factor = multipliers.get(word)
        if factor is None:
            current += _small(word)
        elif factor < 1000:
            current = (current or 1) * factor
        else:
            total, current = total + (current or 1) * factor, 0.0
    value = total + current
    return round(value) if value < _LARGEST and abs(value - round(value)) < 1e-6 else None


def _small(word: str) -> float:
    """Return the value of one word that multiplies nothing: a, and -> 0."""
    return digits_value(word) or word_value(word) or 0.0
