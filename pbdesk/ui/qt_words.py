"""Qt's own words (file dialogs, text menus) in the laptop's language.

From the translations that come with Qt. Loading a right-to-left language turns the whole
application by itself; the theme, which asks Babel, has the last word.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from pbdesk.i18n import Locale

__all__ = ["speak"]


def speak(app: QCoreApplication, locale: Locale) -> None:
    """Change Qt's language, the one of the whole application.

    English where Qt has none of that language.
    """
    for earlier in app.findChildren(QTranslator):
        app.removeTranslator(earlier)
        earlier.deleteLater()
    QLocale.setDefault(QLocale(str(locale)))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if locale.language != "en" and translator.load(
        f"qtbase_{locale.language}",
        folder,
    ):
        app.installTranslator(translator)
