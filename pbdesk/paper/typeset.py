"""Typesetting with typst.

Data in, tagged PDF/A-3a + PDF/UA-1 out, the same bytes for the same data. Text is handed over as
JSON and only ever shown: typst never reads it as markup. Nothing of the machine comes in (no system
fonts, no clock), so the bytes are equal in any time zone, process and hash seed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, cast

from pbdesk.canonical import Json
from pbdesk.paper.headed import with_heads_of_rows
from pbdesk.resources import resource

if TYPE_CHECKING:
    import typst

__all__ = ["Section", "printable", "typeset", "typeset_png"]

type Section = Mapping[str, Json]
"""What a page is made from: its kind, its name, its title, and what else the kind asks for."""

_TEXT_FACES = (
    "AtkinsonHyperlegibleNext-Regular",
    "IBMPlexSansArabic-Regular",
    "NotoSansArabic-Regular",
    "NotoSans-Regular",
)
_NOT_SHOWN = "\N{REPLACEMENT CHARACTER}"
_LONG_WORD = re.compile(r"[^\W\d_]{21,}|\ufffd{9,}|[^\s\u00a0/-]{31,}")
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"
_VOWELS = re.compile("[\u064b-\u0652\u0670]")
"""Arabic vowel marks: typst would write each one and its letter twice for whoever searches."""
_OWN_MARKS = range(
    0xE000,
    0xE010,
)  # marks for page numbers, put in by the template


def typeset(data: Mapping[str, Json], *, attached: str = "") -> bytes:
    """The PDF of `resources/report/report.typ` for `data`, with `attached` inside as result.json.

    Empty: nothing.
    Raises `typst.TypstError` where the template itself is wrong.
    """
    return _set(_inputs(data, attached))


def _set(inputs: dict[str, str]) -> bytes:
    with _BY_ONE:
        made = _typesetter().compile(
            sys_inputs=inputs,
            pdf_standards=["a-3a", "ua-1"],
            timestamp=0,
        )
    plain = bool(inputs["result"])
    return with_heads_of_rows(
        cast("bytes", made),
        plain=plain,
    )  # no file was named


def typeset_png(data: Mapping[str, Json], ppi: float = 110) -> list[bytes]:
    """The same pages as pictures, one PNG a page."""
    with _BY_ONE:
        made = _typesetter().compile(
            sys_inputs=_inputs(data, ""),
            format="png",
            ppi=ppi,
        )
    return made if isinstance(made, list) else [cast("bytes", made)]


_BY_ONE = Lock()
"""A typesetter sets one document at a time, and packs are made beside previews."""


@cache
def _typesetter() -> typst.Compiler:
    """The one typesetter: to find and read its faces costs as much as to set a page."""
    import typst

    return typst.Compiler(
        _template(),
        root=str(resource()),
        font_paths=[str(resource("fonts"))],
        ignore_system_fonts=True,
    )


def _template() -> str:
    return str(resource("report", "report.typ"))


def _inputs(data: Mapping[str, Json], attached: str) -> dict[str, str]:
    return {
        "data": json.dumps(
            _printable(data),
            ensure_ascii=False,
            sort_keys=True,
        ),
        "result": attached,
    }


def _printable(value: Json) -> Json:
    match value:
        case str():
            return printable(value)
        case Mapping():
            return {key: _printable(inner) for key, inner in value.items()}
        case Sequence():
            return [_printable(inner) for inner in value]
        case _:
            return value


def printable(text: str) -> str:
    """The text with a replacement character for each sign that no bundled face has.

    PDF/A forbids empty glyphs. A word of more than twenty letters may break anywhere, and so may
    more than thirty signs without a space, else they would run over the next column. Vowel marks
    of Arabic are left out, as on every sheet. The attached result keeps the text as it was written.
    """
    text = _VOWELS.sub("", text)
    shown = _shown(text)
    return _LONG_WORD.sub(lambda word: _MAY_BREAK.join(word[0]), shown)


def _shown(text: str) -> str:
    return "".join(
        c
        if ord(c) in _covered() or ord(c) in _OWN_MARKS or c == "\n"
        else _NOT_SHOWN
        for c in text
    )


@cache
def _covered() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for name in _TEXT_FACES:
        with TTFont(resource("fonts", f"{name}.ttf"), lazy=True) as font:
            found |= (font.getBestCmap() or {}).keys()
    # Invisible signs of direction are never drawn; no face needs them.
    return frozenset(found | set(range(0x2066, 0x206A)) | {0x200E, 0x200F})
