"""The look: contrast of every pair of tones, sizes, colours of the system, direction."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton

from pbdesk.ui.theme import CONTRAST, DARK, LIGHT, Tones, theme
from pbdesk.words import say

LOOKS = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
GROUNDS = ("page", "field", "rail", "chosen")


def luminance(colour: str) -> float:
    """WCAG 2.2 relative luminance."""
    parts = QColor(colour).getRgbF()[:3]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


MEASURED = {  # as the reference pictures have it: page, field, rail, chosen row
    ("light", "text"): (16.5, 17.4, 15.1, 14.7),
    ("light", "second"): (8.8, 9.3, 8.1, 7.8),
    ("light", "attention"): (7.9, 8.3, 7.3, 7.1),
    ("light", "error"): (8.1, 8.6),
    ("light", "outline"): (4.5, 4.7, 4.1),
    ("light", "focus"): (8.7, 9.2, 8.0, 7.8),
    ("dark", "text"): (15.6, 14.2, 16.4, 11.5),
    ("dark", "second"): (9.5, 8.6, 10.0, 7.0),
    ("dark", "attention"): (10.1, 9.1, 10.5, 7.4),
    ("dark", "error"): (9.4, 8.5),
    ("dark", "outline"): (5.6, 5.0, 5.8),
    ("dark", "focus"): (10.0, 9.1, 10.5, 7.4),
    ("contrast", "text"): (21, 21, 21, 13.8),
    ("contrast", "attention"): (15.3, 15.3, 15.3, 10.1),
    ("contrast", "error"): (12.3,),
    ("contrast", "outline"): (21, 21, 21),
    ("contrast", "focus"): (16.6, 16.6, 16.6, 10.9),
}


@pytest.mark.parametrize(("look", "tone"), MEASURED)
def test_each_tone_has_the_contrast_of_the_reference_pictures(look, tone):
    tones = LOOKS[look]
    for ground, wanted in zip(GROUNDS, MEASURED[look, tone], strict=False):
        assert ratio(
            getattr(tones, tone),
            getattr(tones, ground),
        ) == pytest.approx(
            wanted,
            abs=0.1,
        )


@pytest.mark.parametrize(
    ("look", "wanted"),
    [("light", 9.2), ("dark", 9.2), ("contrast", 15.8)],
)
def test_the_words_on_the_primary_button_are_readable(look, wanted):
    assert ratio(LOOKS[look].on_accent, LOOKS[look].accent) == pytest.approx(
        wanted,
        abs=0.1,
    )


@pytest.mark.parametrize("tones", LOOKS.values(), ids=list(LOOKS))
def test_text_is_at_least_seven_to_one_and_controls_three_to_one_on_every_ground(
    tones: Tones,
):
    for ground in (tones.page, tones.field, tones.rail, tones.chosen):
        assert all(
            ratio(mark, ground) >= 6.95
            for mark in (tones.text, tones.second, tones.attention)
        )
        assert ratio(tones.focus, ground) >= 3
        assert ratio(tones.accent, ground) >= 3
    assert (
        min(
            ratio(tones.outline, g)
            for g in (tones.page, tones.field, tones.rail)
        )
        >= 3
    )


def test_text_grows_with_the_scale_and_white_space_by_half_of_it():
    theme().set(scale=2.0)
    assert (
        theme().px(40),
        theme().gap(24),
        theme().font("title").pixelSize(),
    ) == (
        80,
        36,
        48,
    )


def test_the_scale_stays_between_one_and_two():
    theme().set(scale=9)
    assert theme().scale == 2.0
    theme().set(scale=0.1)
    assert theme().scale == 1.0


def test_a_change_is_told_and_reaches_qts_own_widgets(qapp, qtbot):
    with qtbot.waitSignal(theme().changed):
        theme().set(colours="dark")
    assert qapp.palette().window().color() == QColor(DARK.page)
    button = QPushButton("Qt's own")
    qtbot.addWidget(button)
    assert button.sizeHint().height() == 40


def test_the_system_is_followed_only_where_that_was_chosen(monkeypatch, qtbot):
    monkeypatch.setattr("pbdesk.ui.theme._of_the_system", lambda: CONTRAST)
    theme().follow()
    assert theme().tones is LIGHT
    theme().set(colours="system")
    with qtbot.waitSignal(theme().changed):
        theme().follow()
    assert theme().tones is CONTRAST


def test_arabic_turns_the_window_and_words_are_rendered_in_its_language(qapp):
    theme().set(language="ar")
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert theme().render(say("{n}", n="7")) == "\u20687\u2069"
    theme().set(language="en")
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_a_language_nobody_knows_changes_nothing():
    with pytest.raises(ValueError, match="no such language"):
        theme().set(language="xx_yy_zz", scale=2.0)
    assert theme().scale == 1.0
