"""The typefaces: loaded once a process, Atkinson Hyperlegible Next first, Noto for other scripts.

Noto Sans Arabic comes with lines of 2.11 em, so one Arabic word would make a label half as tall
again. Its line height is set to 1.38 em in memory (the OFL allows it, Noto reserves no name); the
file stays as its makers gave it.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from PySide6.QtGui import QFont, QFontDatabase

from pbdesk.resources import resource

__all__ = ["BOLD", "FAMILIES", "font", "load", "tabular"]

FAMILIES = ["Atkinson Hyperlegible Next", "Noto Sans Arabic", "Noto Sans"]
BOLD = QFont.Weight.DemiBold
_ARABIC_ASCENT, _ARABIC_DESCENT = 0.98, 0.40  # of an em; together 1.38


@cache
def load() -> None:
    """Give the bundled fonts to Qt. Raises RuntimeError for one that Qt does not take.

    Qt throws away resolved fonts at each load, so it happens once a process.
    """
    # IBM Plex is for paper alone
    for file in sorted(resource("fonts").glob("[!I]*.ttf")):
        if QFontDatabase.addApplicationFontFromData(_data(file)) < 0:
            raise RuntimeError(f"the font {file.name} cannot be read")


def _data(file: Path) -> bytes:
    if "Arabic" in file.name:
        return _low_lines(file)
    return file.read_bytes()


def _low_lines(file: Path) -> bytes:
    """The font's bytes with ascent and descent set to 1.38 em together."""
    from fontTools.ttLib import TTFont

    with TTFont(
        file,
        lazy=True,
        recalcBBoxes=False,
        recalcTimestamp=False,
    ) as patched:
        head, lines, windows = (
            cast("Any", patched[table]) for table in ("head", "hhea", "OS/2")
        )
        up = round(_ARABIC_ASCENT * head.unitsPerEm)
        down = round(_ARABIC_DESCENT * head.unitsPerEm)
        lines.ascent = up
        lines.descent = -down
        lines.lineGap = 0
        windows.sTypoAscender = up
        windows.sTypoDescender = -down
        windows.sTypoLineGap = 0
        windows.usWinAscent = up
        windows.usWinDescent = down
        out = BytesIO()
        patched.save(out, reorderTables=None)
    return out.getvalue()


def font(pixels: int, *, bold: bool = False, figures: bool = False) -> QFont:
    """Our typeface at `pixels`.

    `figures` gives every digit the same width, for columns and clocks.
    """
    return QFont(_made(pixels, bold=bold, figures=figures))


@cache
def _made(pixels: int, *, bold: bool, figures: bool) -> QFont:
    """Made once: whatever is painted or measured asks for it."""
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPixelSize(pixels)
    made.setWeight(BOLD if bold else QFont.Weight.Normal)
    if figures:
        return tabular(made)
    return made


def tabular(of: QFont) -> QFont:
    """A copy of the font with figures of one width."""
    copy = QFont(of)
    copy.setFeature(QFont.Tag("tnum"), 1)
    return copy
