"""Reads the words of a picture with Tesseract, where the computer has it."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pbdesk.app.redaction.ink import standing_out
from pbdesk.app.redaction.page import Box, Sign

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["Reading", "can_read", "read_picture"]

_SURE = 50
"""Below this Tesseract itself does not believe in a word (0 to 100)."""

_SECONDS = 120
_ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}
"""Two pages are read at a time: Tesseract's own threads beside them take three times the work."""

_UPRIGHT = (6, 11)
"""Tesseract's ways to divide a page: as one block, or as words anywhere."""
_TURNS = (*((0, way) for way in _UPRIGHT), (90, 6), (180, 6), (270, 6))
"""Each turn with a way to divide it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a picture at one turn, blanks between them.

    `sure` and `doubtful`: boxes of words that were read for sure, and of those of several letters
    that were not.
    """

    signs: tuple[Sign, ...]
    sure: tuple[Box, ...]
    doubtful: tuple[Box, ...]
    upright: bool


def can_read() -> bool:
    """Whether Tesseract is there."""
    return shutil.which("tesseract") is not None


def read_picture(picture: Image, *, faint: bool = False) -> tuple[Reading, ...]:
    """The picture read upright, in two ways, and turned each way. Boxes are those of `picture`.

    `faint`: read also what is pale, or of one brightness with its ground. Raises OSError or
    subprocess.SubprocessError where Tesseract fails.
    """
    with ThreadPoolExecutor(2) as pool:
        asked = [
            pool.submit(_read, picture, turn, division)
            for turn, division in _TURNS
        ]
        if faint:
            asked += [
                pool.submit(_read, standing_out(picture), 0, way)
                for way in _UPRIGHT
            ]
        return tuple(each.result() for each in asked)


def _read(picture: Image, turn: int, division: int) -> Reading:
    content = io.BytesIO()
    picture.rotate(turn, expand=True, fillcolor="white").convert("L").save(
        content,
        "PNG",
    )
    program = shutil.which("tesseract") or "tesseract"
    ended = subprocess.run(  # noqa: S603  the computer's own program; the picture goes by a pipe
        [program, "stdin", "stdout", "--psm", str(division), "tsv"],
        input=content.getvalue(),
        capture_output=True,
        check=True,
        timeout=_SECONDS,
        env=os.environ | _ONE_THREAD,
    )
    table = ended.stdout.decode("utf-8", "replace")
    rows = csv.DictReader(
        io.StringIO(table),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    )
    return _reading(
        [row for row in rows if (row["text"] or "").strip()],
        turn,
        picture.size,
    )


def _reading(
    rows: Sequence[dict[str, str]],
    turn: int,
    size: tuple[int, int],
) -> Reading:
    signs: list[Sign] = []
    sure: list[Box] = []
    doubtful: list[Box] = []
    for row in rows:
        box = _turned_back(row, turn, size)
        signs += [Sign(row["text"], box), Sign(" ", None)]
        letters = sum(sign.isalnum() for sign in row["text"])
        if float(row["conf"]) >= _SURE:
            sure.append(box)
        elif letters > 1:
            doubtful.append(box)
    return Reading(tuple(signs), tuple(sure), tuple(doubtful), upright=not turn)


def _turned_back(row: dict[str, str], turn: int, size: tuple[int, int]) -> Box:
    """Where a word of the turned picture (counter-clockwise) stands in the one that was not."""
    left = float(row["left"])
    top = float(row["top"])
    right = left + float(row["width"])
    bottom = top + float(row["height"])
    width, height = size
    if turn == 90:
        return Box(width - bottom, left, width - top, right)
    if turn == 180:
        return Box(width - right, height - bottom, width - left, height - top)
    if turn == 270:
        return Box(top, height - right, bottom, height - left)
    return Box(left, top, right, bottom)
