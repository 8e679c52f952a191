"""Paints names out of a page's picture and takes them out of its words.

What they leave white is closed up afterwards (`closing`): a gap would tell how long a name was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pbdesk.app.redaction.page import Box, Sign
from pbdesk.jury.spellings import Listed

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["Found", "found_in", "paint_out", "words_left"]

_MARGIN = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a page: the boxes of its letters, in their order, and what stands for it."""

    boxes: tuple[Box, ...]
    role: str


def found_in(
    signs: Sequence[Sign],
    places: Mapping[int, Listed],
) -> list[Found]:
    """The names at these places of the text, each run of letters one."""
    found: list[Found] = []
    run: list[Box] = []
    last = -2
    name = None
    for place in sorted(places):
        if run and (place != last + 1 or places[place] != name):
            found.append(Found(tuple(run), name.role if name else ""))
            run = []
        last = place
        name = places[place]
        box = signs[place].box
        if box is not None:
            run.append(box)
    if run:
        found.append(Found(tuple(run), name.role if name else ""))
    return found


def paint_out(picture: Image, found: Iterable[Found]) -> None:
    """Paint every letter of the names white."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(picture)
    for each in found:
        for box in each.boxes:
            pen.rectangle(box.grown(_MARGIN).edges, fill="white")


def words_left(
    signs: Sequence[Sign],
    gone: Sequence[Box],
) -> list[tuple[str, Box]]:
    """The words with their boxes that touch nothing that was painted out."""
    words: list[tuple[str, Box]] = []
    letters: list[Sign] = []
    for sign in (*signs, Sign(" ", None)):
        if sign.box is None or (letters and _is_apart(letters[-1], sign)):
            words += _word(letters, gone)
            letters = []
        if sign.box is not None:
            letters.append(sign)
    return words


def _is_apart(before: Sign, sign: Sign) -> bool:
    """Whether the next letter stands elsewhere: another line, or far off."""
    if before.box is None or sign.box is None:
        return True
    size = max(
        before.box.bottom - before.box.top,
        sign.box.bottom - sign.box.top,
    )
    across = max(
        sign.box.left - before.box.right,
        before.box.left - sign.box.right,
    )
    down = max(
        sign.box.top - before.box.bottom,
        before.box.top - sign.box.bottom,
    )
    return across > size or down > 0.5 * size


def _word(
    letters: Sequence[Sign],
    gone: Sequence[Box],
) -> list[tuple[str, Box]]:
    kept = [
        (sign.text, sign.box)
        for sign in letters
        if sign.box is not None
        and sign.is_told
        and not any(sign.box.meets(box) for box in gone)
    ]
    if not kept:
        return []
    boxes = [box for _, box in kept]
    around = Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
    return [("".join(text for text, _ in kept), around)]
