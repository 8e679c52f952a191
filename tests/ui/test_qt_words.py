"""Qt's own words speak the laptop's language.

The buttons of dialogs and the menu of a text field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit

from pbdesk.i18n import locale_of
from pbdesk.ui.qt_words import speak
from pbdesk.ui.session import Session
from pbdesk.ui.settings import Settings
from pbdesk.ui.shell import Shell
from pbdesk.ui.theme import theme
from tests.look import usual_look

ARABIC = re.compile(r"[\u0600-\u06ff]")


@pytest.fixture
def english(qapp) -> Iterator[None]:
    """English before and after, whatever another window left."""
    usual_look(qapp)
    speak(qapp, locale_of("en"))
    yield
    speak(qapp, locale_of("en"))
    usual_look(qapp)


def cancel(qtbot) -> str:
    """What Qt writes on its own button."""
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    return box.button(QDialogButtonBox.StandardButton.Cancel).text()


def text_menu(qtbot) -> list[str]:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    return [
        action.text()
        for action in edit.createStandardContextMenu().actions()
        if action.text()
    ]


def test_qt_brings_its_words_in_arabic():
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    assert (folder / "qtbase_ar.qm").is_file()


def test_a_window_that_is_gone_leaves_nothing_of_its_language(
    qapp,
    qtbot,
    english,
):
    speak(qapp, locale_of("ar"))
    speak(qapp, locale_of("ar"))
    speak(qapp, locale_of("en"))
    assert cancel(qtbot).replace("&", "") == "Cancel"


def test_qts_own_buttons_and_text_menus_speak_arabic_and_english_again(
    qapp,
    qtbot,
    english,
):
    speak(qapp, locale_of("ar"))
    assert ARABIC.search(cancel(qtbot))
    assert all(ARABIC.search(line) for line in text_menu(qtbot))
    speak(qapp, locale_of("en"))
    assert cancel(qtbot).replace("&", "") == "Cancel"
    assert not any(ARABIC.search(line) for line in text_menu(qtbot))


def test_a_window_that_begins_in_arabic_has_qts_words_in_arabic_too(
    qapp,
    qtbot,
    tmp_path,
    english,
):
    settings = Settings(tmp_path / "settings.ini")
    settings.keep_look(language="ar")
    shell = Shell(settings, Session())
    qtbot.addWidget(shell)
    assert ARABIC.search(cancel(qtbot))
    shell.look(language="en")
    assert cancel(qtbot).replace("&", "") == "Cancel"
    shell.close()
    assert theme().locale.language == "en"
