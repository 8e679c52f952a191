"""The look in one place: tones, type, space, language and direction.

`theme()` is the one of the application. `dress(app)` (in `pbdesk.ui.dress`) dresses an application,
`theme().set(...)` changes colours, text size or language while it runs; `theme().changed` then
tells every widget. Contrast of each pair of tones is in `tests/ui/kit/test_theme.py`.

Lengths that hold text or are pressed grow with the reader's scale (`px`), white space by half of it
(`gap`): otherwise 200 % would not fit a laptop.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from pbdesk.i18n import ENGLISH, Locale, is_right_to_left, locale_of, render
from pbdesk.ui import fonts
from pbdesk.ui.shown import Role, Text, Tone

__all__ = [
    "CONTRAST",
    "DARK",
    "LIGHT",
    "ROLES",
    "Colours",
    "Role",
    "Text",
    "Theme",
    "Tone",
    "Tones",
    "colour",
    "gap",
    "px",
    "theme",
    "worded",
]

type Colours = Literal["light", "dark", "contrast", "system"]


@dataclass(frozen=True, slots=True)
class Tones:
    """The colours of one look, as "#rrggbb". Surfaces: page, field, rail, chosen.

    Marks on them: the others.
    """

    page: str
    field: str
    rail: str
    chosen: str
    hairline: str
    outline: str
    text: str
    second: str
    attention: str
    error: str
    accent: str
    on_accent: str
    focus: str
    dark: bool = False
    outlined: bool = False
    """Whether the chosen row needs an outline as well as its tint (high contrast)."""

    def colour(self, name: str) -> QColor:
        """The colour of that name."""
        return QColor(getattr(self, name))


LIGHT = Tones(
    page="#faf9f6",
    field="#ffffff",
    rail="#f1efea",
    chosen="#e3eef0",
    hairline="#dedad2",
    outline="#77736b",
    text="#1b1a18",
    second="#4a4741",
    attention="#7a3e00",
    error="#951b1b",
    accent="#0b4f5c",
    on_accent="#ffffff",
    focus="#0b4f5c",
)
DARK = Tones(
    page="#17191b",
    field="#1f2224",
    rail="#121415",
    chosen="#213437",
    hairline="#34383b",
    outline="#8d9195",
    text="#f3f1ec",
    second="#c2beb6",
    attention="#f5b95f",
    error="#ffa69c",
    accent="#86cfdb",
    on_accent="#08242a",
    focus="#86cfdb",
    dark=True,
)
CONTRAST = Tones(
    page="#000000",
    field="#000000",
    rail="#000000",
    chosen="#00323a",
    hairline="#ffffff",
    outline="#ffffff",
    text="#ffffff",
    second="#ffffff",
    attention="#ffd866",
    error="#ffb4ab",
    accent="#7df0ff",
    on_accent="#000000",
    focus="#ffe600",
    dark=True,
    outlined=True,
)

ROLES: dict[
    Role,
    tuple[int, bool, bool],
] = {  # pixels at 100 %, bold, figures of one width
    "caption": (13, False, False),
    "help": (13, False, False),
    "label": (13, True, False),
    "body": (15, False, False),
    "strong": (15, True, False),
    "lead": (18, False, False),
    "section": (18, True, False),
    "large": (24, False, False),
    "title": (24, True, False),
    "display": (32, True, False),
    "big": (56, True, True),
    "figure": (15, False, True),
    "large_figure": (24, False, True),
    "figures": (24, True, True),
}


class Theme(QObject):
    """How everything looks now. One a process: `theme()`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colours: Colours = "light"
        self.scale = 1.0
        self.locale: Locale = ENGLISH
        self._dress: Callable[[], None] | None = None
        self._tones: Tones | None = None

    @property
    def tones(self) -> Tones:
        """The tones of the colours that were chosen, or that the system asks for."""
        if self._tones is None:  # whatever is painted asks for them
            self._tones = _tones_of(self.colours)
        return self._tones

    @property
    def right_to_left(self) -> bool:
        """Whether the laptop's language is written from right to left."""
        return is_right_to_left(self.locale)

    def px(self, length: float) -> int:
        """A length that holds text or is pressed, at the reader's scale."""
        return round(length * self.scale)

    def gap(self, length: int) -> int:
        """White space: one of 4, 8, 12, 16, 24, 32 at 100 %.

        It grows by half of the reader's scale.
        """
        return round(length * (1 + self.scale) / 2)

    def font(self, role: Role = "body") -> QFont:
        """The font of a role at the reader's scale."""
        pixels, bold, figures = ROLES[role]
        return fonts.font(self.px(pixels), bold=bold, figures=figures)

    def render(self, text: Text) -> str:
        """The text in the laptop's language; what is rendered already stays as it is."""
        return render(text, self.locale)

    def keep_dressed(self, dress: Callable[[], object]) -> None:
        """Dress a part now, and again whenever the look changes."""
        self.changed.connect(dress)
        dress()

    def dress_by(self, dress: Callable[[], None]) -> None:
        """Dress the application now, and before everybody is told of a change.

        Follows the system's colours where that was chosen.
        """
        first = self._dress is None
        self._dress = dress
        if first:
            hints = QApplication.styleHints()
            hints.colorSchemeChanged.connect(self.follow)
            hints.accessibility().contrastPreferenceChanged.connect(self.follow)
        dress()

    def set(
        self,
        *,
        colours: Colours | None = None,
        scale: float | None = None,
        language: str | None = None,
    ) -> None:
        """Change what is given; where that looks other than before, tell everybody.

        `scale` is kept within 1.0 and 2.0.

        Raises ValueError for a language nobody knows.
        """
        before = self.locale, self.tones, self.scale
        self.locale = self.locale if language is None else locale_of(language)
        self.colours = colours or self.colours
        self._tones = None
        self.scale = self.scale if scale is None else min(2.0, max(1.0, scale))
        if (self.locale, self.tones, self.scale) != before:
            self._redress()

    def _redress(self) -> None:
        if self._dress is not None:
            self._dress()
        self.changed.emit()

    def follow(self) -> None:
        """The system changed its colours: follow, where that was chosen."""
        self._tones = None
        if self.colours == "system":
            self._redress()


def _tones_of(colours: Colours) -> Tones:
    match colours:
        case "light":
            return LIGHT
        case "dark":
            return DARK
        case "contrast":
            return CONTRAST
        case "system":
            return _of_the_system()


def _of_the_system() -> Tones:
    hints = QApplication.styleHints()
    if (
        hints.accessibility().contrastPreference()
        == Qt.ContrastPreference.HighContrast
    ):
        return CONTRAST
    if hints.colorScheme() == Qt.ColorScheme.Dark:
        return DARK
    return LIGHT


@cache
def theme() -> Theme:
    """The application's one theme."""
    return Theme()


def colour(name: str) -> QColor:
    """The colour of that name as everything looks now."""
    return theme().tones.colour(name)


def px(length: float) -> int:
    """A length that holds text or is pressed, at the reader's scale."""
    return theme().px(length)


def gap(length: int) -> int:
    """White space at the reader's scale: one of 4, 8, 12, 16, 24, 32 at 100 %."""
    return theme().gap(length)


def worded(text: Text) -> str:
    """The text in the laptop's language; what is rendered already stays as it is."""
    return theme().render(text)
