"""The typefaces of the sheets.

Atkinson Hyperlegible Next, Noto for the letters it lacks; figures of one width. reportlab knows no
OpenType features. Figures of one width are therefore a second face: the same font with its
character map pointed at the glyphs that the `tnum` feature would have put in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pbdesk.resources import resource

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

__all__ = ["Run", "runs", "width"]

_FILES = (
    "AtkinsonHyperlegibleNext",
    "NotoSans",
    "NotoSansArabic",
)  # in the order in which a letter is looked for
_FIGURES = "-figures"
_POSTSCRIPT_NAME = 6
_NOT_SHOWN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Run:
    """Letters in one face, in the order in which they are drawn."""

    face: str
    text: str


def runs(
    text: str,
    *,
    bold: bool = False,
    figures: bool = False,
) -> tuple[Run, ...]:
    """The text cut where the face must change, to be drawn: reportlab knows these faces now.

    A letter that no face has is drawn as a replacement character.
    """
    cut = _cut(text, bold=bold, figures=figures)
    for run in cut:
        _register(run.face)
    return cut


@lru_cache(maxsize=4096)
def _cut(text: str, *, bold: bool, figures: bool) -> tuple[Run, ...]:
    placed = ((_face_of(c, bold=bold, figures=figures), c) for c in text)
    whole = _drawn_by(placed, bold=bold)
    return tuple(
        Run(face, "".join(c for _, c in group))
        for face, group in groupby(whole, key=lambda pair: pair[0])
    )


def _drawn_by(
    placed: Iterator[tuple[str, str]],
    *,
    bold: bool,
) -> list[tuple[str, str]]:
    return [
        (face, c)
        if face
        else (_face_of(_NOT_SHOWN, bold=bold, figures=False), _NOT_SHOWN)
        for face, c in placed
    ]


def width(
    text: str,
    size: float,
    *,
    bold: bool = False,
    figures: bool = False,
) -> float:
    """How wide the text is, in points.

    Measured without reportlab: a page of the window that says what a ballot takes is shown sooner
    than its drawing is loaded.
    """
    return sum(
        _width_of(size, run) for run in _cut(text, bold=bold, figures=figures)
    )


def _width_of(size: float, run: Run) -> float:
    return 0.001 * size * sum(map(_advances(run.face).__getitem__, run.text))


@cache
def _face_of(letter: str, *, bold: bool, figures: bool) -> str:
    weight = "SemiBold" if bold else "Regular"
    for family in _FILES:
        face = f"{family}-{weight}"
        if letter in _advances(face):
            return face + _FIGURES * (figures and family == _FILES[0])
    return ""


@cache
def _advances(face: str) -> Mapping[str, float]:
    """Letter -> by how far it moves the pen, in thousandths of the size."""
    from fontTools.ttLib import TTFont

    file = face.removesuffix(_FIGURES)
    with TTFont(_path(file), lazy=True) as font:
        held: Any = font
        moves, em = held["hmtx"].metrics, held["head"].unitsPerEm
        other = _even_figures(font) if file != face else {}
        return {
            chr(code): 1000 / em * moves[other.get(glyph, glyph)][0]
            for code, glyph in held.getBestCmap().items()
        }


def _path(file: str) -> Path:
    return resource("fonts", f"{file}.ttf")


@cache
def _register(face: str) -> None:
    """Make the face known to reportlab."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    file = face.removesuffix(_FIGURES)
    made = str(_path(file)) if file == face else BytesIO(_with_figures(file))
    pdfmetrics.registerFont(TTFont(face, made))


def _with_figures(file: str) -> bytes:
    """The font's bytes with the glyphs of `tnum` in place of the usual ones.

    The file stays as its makers gave it.
    It gets a PostScript name of its own: reportlab takes two fonts of one name for the same font.
    """
    from fontTools.ttLib import TTFont

    font = TTFont(_path(file), recalcTimestamp=False)
    substitutes = _even_figures(font)
    for table in cast("Any", font["cmap"]).tables:
        table.cmap = {
            code: substitutes.get(glyph, glyph)
            for code, glyph in table.cmap.items()
        }
    _rename(file, font)
    out = BytesIO()
    font.save(out, reorderTables=None)
    return out.getvalue()


def _rename(file: str, font: Any) -> None:
    for record in font["name"].names:
        if record.nameID == _POSTSCRIPT_NAME:
            record.string = f"{file}-Figures"


def _even_figures(font: TTFont) -> dict[str, str]:
    """The usual glyph of a figure -> the one of `tnum`, as wide as all others."""
    table = cast("Any", font["GSUB"]).table
    lookups = _lookups(table, "tnum")
    found: dict[str, str] = {}
    for i in sorted(lookups):
        for sub in table.LookupList.Lookup[i].SubTable:
            found.update(getattr(sub, "ExtSubTable", sub).mapping)
    return found


def _lookups(table: Any, feature: str) -> set[Any]:
    return {
        i
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == feature
        for i in record.Feature.LookupListIndex
    }
