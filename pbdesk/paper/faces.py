"""The typefaces of the sheets.

Atkinson Hyperlegible Next, Noto for the letters it lacks; figures of one width. reportlab knows no
OpenType features. Figures of one width are therefore a second face: the same font with its
character map pointed at the glyphs that the `tnum` feature would have put in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any, cast

from pbdesk.resources import resource

__all__ = ["Run", "runs", "width"]

_FILES = (
    "AtkinsonHyperlegibleNext",
    "NotoSans",
    "NotoSansArabic",
)  # in the order in which a letter is looked for
_POSTSCRIPT_NAME = 6
_NOT_SHOWN = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Run:
    """Letters in one face, in the order in which they are drawn."""

    face: str
    text: str


@lru_cache(maxsize=4096)
def runs(
    text: str,
    *,
    bold: bool = False,
    figures: bool = False,
) -> tuple[Run, ...]:
    """The text cut where the face must change.

    A letter that no face has is drawn as a replacement character.
    """
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
    """How wide the text is, in points."""
    return sum(
        _width_of(size, run) for run in runs(text, bold=bold, figures=figures)
    )


def _width_of(size: float, run: Run) -> float:
    return 0.001 * size * sum(map(_advances(run.face).__getitem__, run.text))


class _Advances(dict[str, float]):
    """Letter -> by how far it moves the pen, in thousandths of the size; each looked up once."""

    def __init__(self, face: str) -> None:
        self._face = face

    def __missing__(self, letter: str) -> float:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        self[letter] = found = float(stringWidth(letter, self._face, 1000))
        return found


@cache
def _advances(face: str) -> _Advances:
    return _Advances(face)


@cache
def _face_of(letter: str, *, bold: bool, figures: bool) -> str:
    weight = "SemiBold" if bold else "Regular"
    for family in _FILES:
        file = f"{family}-{weight}"
        if ord(letter) in _letters(file):
            return _registered(file, figures=figures and family == _FILES[0])
    return ""


@cache
def _letters(file: str) -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(_path(file), lazy=True) as font:
        return frozenset(font.getBestCmap() or {})


def _path(file: str) -> Path:
    return resource("fonts", f"{file}.ttf")


@cache
def _registered(file: str, *, figures: bool) -> str:
    """The face's name in reportlab, after making it known there."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = f"{file}-figures" if figures else file
    pdfmetrics.registerFont(
        TTFont(
            name,
            BytesIO(_with_even_figures(file)) if figures else str(_path(file)),
        ),
    )
    return name


def _with_even_figures(file: str) -> bytes:
    """The font's bytes with the glyphs of `tnum` in place of the usual ones.

    The file stays as its makers gave it.
    It gets a PostScript name of its own: reportlab takes two fonts of one name for the same font.
    """
    from fontTools.ttLib import TTFont

    font = TTFont(_path(file), recalcTimestamp=False)
    substitutes = _single_substitutions(cast("Any", font["GSUB"]).table, "tnum")
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


def _single_substitutions(table: Any, feature: str) -> dict[str, str]:
    lookups = _lookups(table, feature)
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
