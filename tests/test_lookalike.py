"""Words that mix alphabets are noticed; names of the world's languages are left alone."""

from __future__ import annotations

import pytest

from pbdesk.lookalike import mixed_word


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("P\u0430rk bench", "P\u0430rk"),  # a Cyrillic letter
        ("The new \u03a0ark", "\u03a0ark"),  # a Greek one
        ("\u0410da Nwosu", "\u0410da"),
    ],
)
def test_a_word_of_two_alphabets_is_named(text, word):
    assert mixed_word(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "Park bench",
        "Zoë O’Brien",
        "حديقة Park",
        "Парк",
        "Πάρκο",
        "東京タワーパーク",
        "カフェbar",
        "한국漢字",
        "α-test",
        "ʻOkina",
        "5µm",
        "naïve",
        "",
    ],
)
def test_what_is_written_in_one_alphabet_at_a_time_is_left_alone(text):
    assert mixed_word(text) is None
