"""Language of a story: by its text, else as declared."""

import pytest

from stream.text.language import identify


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("The workers at the port went back to their cranes on Monday.", None, "en"),
        ("The workers at the port went back to their cranes on Monday.", "fr-FR", "en"),
        ("Les ouvriers du port ont repris le travail lundi matin, selon le syndicat.", "en", "fr"),
        ("Die Arbeiter im Hafen haben am Montag die Arbeit wieder aufgenommen.", None, "de"),
        ("عاد عمال الميناء إلى عملهم يوم الاثنين بعد أسبوع من المحادثات.", None, "ar"),
        ("Fire", "en-US", "en"),
        ("Fire", "pt_BR", "pt"),
        ("Fire", None, None),
        ("", "und", None),
    ],
)
def test_language(text: str, declared: str | None, language: str | None) -> None:
    """A text of some length tells its language; a short one leaves it to the declaration."""
    assert identify(text, declared) == language
