"""Text as the eye follows it: stretches of a line, and what stands below each, by column or page.

A file may keep its letters in another order than they are read in: two columns line by line, a name
whose second half begins the next line, or the next page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from pbdesk.app.redaction.page import Box, Sign
from pbdesk.jury.spellings import Listed, places

__all__ = ["across_pages", "downwards"]

type _Search = Callable[[Sequence[Listed], Sequence[str]], Mapping[int, Listed]]

type Stretch = list[int]
"""Places of signs that stand beside each other, from left to right."""

_APART = 1.3
_BELOW = 2.2
_BLANK = 0.2
"""Heights of a line: to the next column, to the line below, between two words."""

_ENDS = 3
"""So many stretches at the foot of a page may go on in as many at the head of the next one."""


def downwards(
    signs: Sequence[Sign],
    listed: Sequence[Listed],
) -> dict[int, Listed]:
    """The places of names in one stretch, or begun in one and ended in the one below it."""
    found: dict[int, Listed] = {}
    stretches = _stretches(signs)
    boxes = [_around(signs, stretch) for stretch in stretches]
    for number, box in enumerate(boxes):
        below = _below(box, boxes)
        going_on = [] if below is None else [stretches[below]]
        found |= _named(signs, listed, stretches[number], *going_on)
    return found


def across_pages(
    before: Sequence[Sign],
    after: Sequence[Sign],
    listed: Sequence[Listed],
    search: _Search = places,
) -> tuple[dict[int, Listed], dict[int, Listed]]:
    """The places of names that begin at the foot of a page and end at the head of the next."""
    ends = _stretches(before)[-_ENDS:]
    starts = _stretches(after)[:_ENDS]
    both = [*before, *after]
    moved = [[len(before) + place for place in stretch] for stretch in starts]
    found: dict[int, Listed] = {}
    for end in ends:
        for start in moved:
            found |= _named(both, listed, end, start, search=search)
    many = len(before)
    first = {place: name for place, name in found.items() if place < many}
    return first, {
        place - many: name for place, name in found.items() if place >= many
    }


def _named(
    signs: Sequence[Sign],
    listed: Sequence[Listed],
    *stretches: Stretch,
    search: _Search = places,
) -> dict[int, Listed]:
    """Names over several stretches, read one after the other."""
    order: list[int | None] = []
    for stretch in stretches:
        order += [*_with_blanks(signs, stretch), None]
    text = [" " if place is None else signs[place].text for place in order]
    return {
        place: name
        for at, name in search(listed, text).items()
        if (place := order[at]) is not None
    }


def _with_blanks(
    signs: Sequence[Sign],
    stretch: Stretch,
) -> Iterator[int | None]:
    high = max(
        box.bottom - box.top for place in stretch if (box := signs[place].box)
    )
    yield stretch[0]
    for before, place in pairwise(stretch):
        one = signs[before].box
        other = signs[place].box
        if one and other and other.left - one.right > _BLANK * high:
            yield None
        yield place


def _stretches(signs: Sequence[Sign]) -> list[Stretch]:
    """All stretches of a page, from its head to its foot."""
    found: list[Stretch] = []
    for line in _lines(signs):
        stretch: Stretch = []
        high = right = 0.0
        for place, box in sorted(line, key=lambda each: each[1].left):
            if stretch and box.left - right > _APART * high:
                found.append(stretch)
                stretch = []
                high = 0.0
            stretch.append(place)
            high = max(high, box.bottom - box.top)
            right = max(right, box.right)
        found.append(stretch)
    return found


def _lines(signs: Sequence[Sign]) -> list[list[tuple[int, Box]]]:
    """Signs that stand at one height, the highest line first."""
    placed = [(place, sign.box) for place, sign in enumerate(signs) if sign.box]
    lines: list[list[tuple[int, Box]]] = []
    low = 0.0
    for place, box in sorted(
        placed,
        key=lambda each: each[1].top + each[1].bottom,
    ):
        if not lines or (box.top + box.bottom) / 2 > low:
            lines.append([])
            low = box.bottom
        lines[-1].append((place, box))
        low = max(low, box.bottom)
    return lines


def _around(signs: Sequence[Sign], stretch: Iterable[int]) -> Box:
    boxes = (signs[place].box for place in stretch)
    return Box.around(filter(None, boxes))


def _below(box: Box, boxes: Sequence[Box]) -> int | None:
    """The next stretch below that stands in the same column."""
    high = box.bottom - box.top
    near = [
        (other.top, abs(other.left - box.left), number)
        for number, other in enumerate(boxes)
        if 0 < other.top - box.top < _BELOW * max(high, 12)
        and other.top > (box.top + box.bottom) / 2
        and min(other.right, box.right) > max(other.left, box.left)
    ]
    if near:
        return min(near)[-1]
    return None
