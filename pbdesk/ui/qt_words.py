"""Qt's own words (file dialogs, text menus) in the laptop's language, from the translations that come with Qt.

Loading a right-to-left language turns the whole application by itself; the theme, which asks Babel, has the last word.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from pbdesk.i18n import Locale

__all__ = ["QtWords"]


class QtWords:
    """Holds the translator that is installed: Qt keeps no reference of its own."""

    def __init__(self) -> None:
        """English, until told otherwise."""
        self._installed: QTranslator | None = None

    def speak(self, app: QCoreApplication, locale: Locale) -> None:
        """Change Qt's language; English where Qt has none of that language."""
        if self._installed is not None:
            app.removeTranslator(self._installed)
            self._installed = None
        QLocale.setDefault(QLocale(str(locale)))
        translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if locale.language != "en" and translator.load(f"qtbase_{locale.language}", folder):
            app.installTranslator(translator)
            self._installed = translator
