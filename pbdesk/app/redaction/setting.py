"""Sets the lines anew in which names stood: each gets a box of one size, and what follows moves up.

A box as long as the name, or white where it was, would tell how many letters it had. What stood in
the same run of text behind a name is moved to the box; where boxes are longer than names and the
run finds no room, what stays of it is squeezed. Text that runs upwards or downwards is not set
anew: there the white stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from pbdesk.app.redaction.page import Box, Sign
from pbdesk.app.redaction.painting import Found
from pbdesk.resources import resource

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw as Pen
    from PIL.ImageFont import FreeTypeFont

__all__ = ["Setting", "set_anew"]

_WIDTH = 130
_HEIGHT = 34
"""Every box has this size in pixels (16 by 4 mm), whatever it stands for."""

_LARGEST = 17
_SMALLEST = 11
"""Pixels of the letters in a box."""

_GAP = 12
_TOUCH = 2
_BLANK = 5
"""White beside a box: where a blank stood, and where a letter touched the name; and what is one."""

_EDGE = 10
_APART = 3
"""White of more than so many heights of a letter ends a run of text: a column, a cell."""

type Word = tuple[str, Box]


@dataclass(frozen=True, slots=True)
class _Item:
    """A letter or a word of the page; `found` is the name to which it belonged."""

    box: Box
    found: Found | None


@dataclass(frozen=True, slots=True)
class _Part:
    """Letters of a run that stay together, or a name."""

    box: Box
    found: Found | None

    @property
    def width(self) -> float:
        """How wide it is: as it stood there, or as every box; what a name goes on with, nothing."""
        if self.found is not None:
            if self.begins:
                return _WIDTH
            return 0
        return self.box.right - self.box.left

    @property
    def begins(self) -> bool:
        """Whether a name begins here; over two lines it has one box."""
        return self.found is not None and self.found.boxes[0].meets(self.box)


@dataclass(frozen=True, slots=True)
class _Moved:
    """A part of a run, and where it stands now; `scale` is below 1 where it was squeezed."""

    part: _Part
    left: float
    scale: float


@dataclass(frozen=True, slots=True)
class Setting:
    """What was moved, and the boxes with what stands on them."""

    moved: tuple[_Moved, ...]
    boxes: tuple[Word, ...]

    def words(self, words: Iterable[Word]) -> list[Word]:
        """The words where they stand now, and the boxes among them."""
        return [*((text, self._now(box)) for text, box in words), *self.boxes]

    def _now(self, box: Box) -> Box:
        across = (box.left + box.right) / 2
        down = (box.top + box.bottom) / 2
        for each in self.moved:
            old = each.part.box
            if (
                old.left <= across <= old.right
                and old.top <= down <= old.bottom
            ):
                left = each.left + (box.left - old.left) * each.scale
                right = each.left + (box.right - old.left) * each.scale
                return Box(left, box.top, right, box.bottom)
        return box


def set_anew(
    picture: Image,
    signs: Sequence[Sign],
    found: Sequence[Found],
) -> Setting:
    """Close up the white of the names in a picture from which they were painted out already."""
    moved: list[_Moved] = []
    boxes: list[Word] = []
    runs = list(_runs(_items(signs, found)))
    for run in runs:
        if all(item.found is None for item in run):
            continue
        placed = _placed(_parts(run), _room(run, runs, picture.width))
        moved += [each for each in placed if each.part.found is None]
        boxes += _drawn(picture, placed)
    return Setting(tuple(moved), tuple(boxes))


def _items(signs: Sequence[Sign], found: Sequence[Found]) -> list[_Item]:
    """All letters of the page and all of the names, each once."""
    gone = [(box, each) for each in found for box in each.boxes]
    items = [_Item(box, each) for box, each in gone]
    for sign in signs:
        box = sign.box
        if box is not None and not any(
            box.meets(other.grown(1)) for other, _ in gone
        ):
            items.append(_Item(box, None))
    return items


def _runs(items: Sequence[_Item]) -> Iterator[list[_Item]]:
    """Letters that stand beside each other, from left to right."""
    for line in _lines(items):
        run: list[_Item] = []
        for item in sorted(line, key=lambda each: each.box.left):
            high = item.box.bottom - item.box.top
            if run and item.box.left - run[-1].box.right > _APART * max(
                high,
                12,
            ):
                yield run
                run = []
            run.append(item)
        yield run


def _lines(items: Sequence[_Item]) -> list[list[_Item]]:
    """Items by the line in which they stand; commas and the like go to the nearest."""
    usual = median(_height(item) for item in items) if items else 0
    lines: list[list[_Item]] = []
    tall = [item for item in items if _height(item) >= 0.6 * usual]
    for item in sorted(tall, key=lambda each: each.box.top + each.box.bottom):
        if not lines or _middle(item) - _middle(lines[-1][0]) > 0.6 * _height(
            item,
        ):
            lines.append([])
        lines[-1].append(item)
    small = [item for item in items if _height(item) < 0.6 * usual]
    _add_to_nearest(lines, small, usual)
    return lines


def _add_to_nearest(
    lines: list[list[_Item]],
    small: Sequence[_Item],
    usual: float,
) -> None:
    """Commas and the like; those far from every line make one of their own."""
    bands = [Box.around(item.box for item in line) for line in lines]
    for item in small:
        middle = _middle(item)
        far = ((_off(middle, band), n) for n, band in enumerate(bands))
        off, place = min(far, default=(usual, -1))
        if off < 0.5 * usual:
            lines[place].append(item)
        else:
            lines.append([item])


def _height(item: _Item) -> float:
    return item.box.bottom - item.box.top


def _middle(item: _Item) -> float:
    return (item.box.top + item.box.bottom) / 2


def _off(height: float, band: Box) -> float:
    """How far above or below a band."""
    return max(band.top - height, height - band.bottom, 0)


def _by_name(run: Sequence[_Item]) -> list[list[_Item]]:
    """Neighbours of one name together; what belongs to none is together too."""
    groups: list[list[_Item]] = []
    for item in run:
        if groups and groups[-1][0].found is item.found:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _parts(run: Sequence[_Item]) -> list[_Part]:
    return [
        _Part(Box.around(item.box for item in items), items[0].found)
        for items in _by_name(run)
    ]


def _room(
    run: Sequence[_Item],
    runs: Sequence[Sequence[_Item]],
    width: int,
) -> float:
    """How far to the right a run may go: to what stands beside it, or to the edge of the page."""
    mine = Box.around(item.box for item in run)
    right = [
        item.box.left
        for other in runs
        for item in other
        if item.box.left > mine.right
        and min(item.box.bottom, mine.bottom) - max(item.box.top, mine.top) > 1
    ]
    return min(right, default=width) - _EDGE


def _gaps(parts: Sequence[_Part]) -> list[int]:
    return [
        _GAP if b.box.left - a.box.right > _BLANK else _TOUCH
        for a, b in pairwise(parts)
    ]


def _placed(parts: Sequence[_Part], room: float) -> list[_Moved]:
    gaps = _gaps(parts)
    boxes = sum(part.width for part in parts if part.found)
    kept = sum(part.width for part in parts if part.found is None)
    begins = parts[0].box.left
    for_kept = room - boxes - sum(gaps)
    free = room - begins - boxes - sum(gaps)
    scale = min(1.0, max(free / kept, 0.2)) if kept else 1.0
    left = min(begins, for_kept - kept * scale)
    placed: list[_Moved] = []
    for part, gap in zip(parts, [*gaps, 0], strict=True):
        placed.append(_Moved(part, left, scale))
        left += (part.width if part.found else part.width * scale) + gap
    return placed


def _drawn(picture: Image, placed: Sequence[_Moved]) -> Iterator[Word]:
    """Draw a run anew; the boxes with their words."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(picture)
    band = Box.around(each.part.box for each in placed).grown(2)
    kept = [each.part.box for each in placed if each.part.found is None]
    line = Box.around(kept or (each.part.box for each in placed))
    middle = (line.top + line.bottom) / 2
    strips = [_strip(picture, each, band) for each in placed]
    pen.rectangle((band.left, band.top, band.right, band.bottom), fill="white")
    for each, strip in zip(placed, strips, strict=True):
        found = each.part.found
        if found is None:
            picture.paste(strip, (round(each.left) - 2, round(band.top)))
        elif each.part.begins:
            yield _role_at(pen, found.role or "name", each.left, middle)


def _role_at(pen: Pen, role: str, left: float, middle: float) -> Word:
    """Write a role in its box; the box that its letters take."""
    box = Box(left, middle - _HEIGHT / 2, left + _WIDTH, middle + _HEIGHT / 2)
    fitting, face = _fitting(role)
    _write_role(pen, face, fitting, box)
    half = face.size / 2
    return fitting, Box(box.left + 6, middle - half, box.right, middle + half)


def _fitting(role: str) -> tuple[str, FreeTypeFont]:
    """As much of a role as fits into its box, and the face in the largest size in which it does."""
    from PIL import ImageFont

    file = str(resource("fonts", "NotoSans-SemiBold.ttf"))
    room = _WIDTH - 12
    for size in range(_LARGEST, _SMALLEST, -1):
        face = ImageFont.truetype(file, size)
        if face.getlength(role) <= room:
            return role, face
    face = ImageFont.truetype(file, _SMALLEST)
    ends = (
        n for n in range(len(role), 0, -1) if face.getlength(role[:n]) <= room
    )
    return role[: next(ends, 1)], face


def _write_role(pen: Pen, face: FreeTypeFont, role: str, box: Box) -> None:
    """White on black, in place of a name."""
    pen.rectangle(box.edges, fill="black")
    middle = (box.top + box.bottom) / 2
    pen.text((box.left + 6, middle), role, "white", face, anchor="lm")


def _strip(picture: Image, each: _Moved, band: Box) -> Image:
    """The pixels of a part, as far as it stands on the page, squeezed where it must be."""
    box = each.part.box
    right = min(round(box.right) + 3, picture.width)
    left = min(max(round(box.left) - 2, 0), right - 1)
    cut = picture.crop((left, round(band.top), right, round(band.bottom)))
    if each.scale == 1.0:
        return cut
    return cut.resize(
        (max(1, round(cut.width * each.scale)), max(1, cut.height)),
    )
