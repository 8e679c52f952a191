"""Typefaces and icons: bundled, one width of figures, low Arabic lines, arrows that turn."""

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetricsF

from pbdesk.resources import resource
from pbdesk.ui import icons
from pbdesk.ui.fonts import FAMILIES, font
from pbdesk.ui.theme import theme


def test_the_bundled_typefaces_are_the_ones_that_are_used():
    assert set(FAMILIES) <= set(QFontDatabase.families())
    assert (
        QFontInfo(theme().font("title")).family()
        == "Atkinson Hyperlegible Next"
    )


def test_figures_in_columns_have_one_width():
    assert (
        len(
            {
                QFontMetricsF(theme().font("figure")).horizontalAdvance(d * 9)
                for d in "0123456789"
            },
        )
        == 1
    )
    plain = QFontMetricsF(theme().font("body"))
    assert plain.horizontalAdvance("1" * 9) < plain.horizontalAdvance("0" * 9)


def test_an_arabic_line_is_hardly_taller_than_a_latin_one():
    arabic = font(100)
    arabic.setFamilies(["Noto Sans Arabic"])
    assert QFontMetricsF(arabic).height() == pytest.approx(138, abs=1)


def test_every_shape_has_its_picture():
    for shape in vars(icons).values():
        if isinstance(shape, icons.Shape):
            assert resource("icons", f"{shape.icon}.svg").exists(), shape


TURNS = {"arrow-right": True, "undo-2": True, "check": False, "scale": False}


@pytest.mark.parametrize(("name", "turns"), TURNS.items())
def test_only_arrows_turn_round_in_arabic(name, turns):
    theme().set(language="ar")
    right = icons.icon(name).pixmap(20, 20).toImage()
    theme().set(language="en")
    assert (right != icons.icon(name).pixmap(20, 20).toImage()) is turns


def test_an_icon_that_is_not_there_is_a_bug_and_says_so():
    with pytest.raises(FileNotFoundError):
        icons.pixmap("unicorn", "#000000", 20)
