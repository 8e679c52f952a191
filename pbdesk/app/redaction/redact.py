"""The whole redaction: read, find, paint, read again, write, search what was written."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pbdesk.app.jobs.progress import Progress
from pbdesk.app.redaction.bundle import Drawn, written
from pbdesk.app.redaction.ink import has_unread_ink
from pbdesk.app.redaction.page import Box, NotRedacted, Page, Sign, read_pages
from pbdesk.app.redaction.painting import Found, found_in, paint_out, words_left
from pbdesk.app.redaction.reading import Reading, can_read, read_picture
from pbdesk.app.redaction.setting import set_anew
from pbdesk.app.redaction.stretches import across_pages, downwards
from pbdesk.jury.spellings import Listed, listed_names, near_places, places
from pbdesk.words import say

__all__ = ["NotRedacted", "Redacted", "redact"]

_GAP = Sign(" ", None)
"""What is left of a letter that went: words do not run together over it."""

_ROUNDS = 3
"""So often a picture is read again: what stood under a name may be one."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """The new file. Pages are counted from 1.

    `removed`: names taken out. `unread`: pages with something that nobody could read for sure.
    `left`: listed names that are still found; the file must not leave.
    """

    content: bytes
    removed: int
    pages: int
    unread: tuple[int, ...]
    left: tuple[str, ...]


def redact(content: bytes, names: Iterable[str], progress: Progress) -> Redacted:
    """Take the listed names out of a PDF. `names`: one a line, behind a tab perhaps its role.

    Raises NotRedacted where the file cannot be opened, or no name is listed.
    """
    listed = listed_names(names)
    if not listed:
        raise NotRedacted(say("No name is listed. Write one name a line."))
    done: list[_Done] = []
    begun: dict[int, Listed] = {}
    for number, (page, following) in enumerate(_with_next(read_pages(content)), start=1):
        progress(number - 1, number, say("Redacting page {n}", n=number))
        after = following.signs if following else ()
        ends, going_on = across_pages(page.signs, after, listed)
        done.append(_redact_page(page, listed, begun | ends))
        begun = going_on
    made = written([each.drawn for each in done])
    return Redacted(
        made,
        sum(each.removed for each in done),
        len(done),
        tuple(number for number, each in enumerate(done, start=1) if each.is_unread),
        _left(made, listed, done),
    )


@dataclass(slots=True)
class _Done:
    drawn: Drawn
    removed: int = 0
    is_unread: bool = False
    left: set[str] = field(default_factory=set[str])


def _with_next(pages: Iterable[Page]) -> Iterator[tuple[Page, Page | None]]:
    """Each page with the one that follows it; two at a time are in memory."""
    before: Page | None = None
    for page in pages:
        if before is not None:
            yield before, page
        before = page
    if before is not None:
        yield before, None


def _redact_page(page: Page, listed: Sequence[Listed], split: Mapping[int, Listed]) -> _Done:
    """The page without names. `split`: places of those that another page begins or ends."""
    named = {**_anywhere(page.signs, listed), **split}
    found = found_in(page.signs, named)
    paint_out(page.picture, found)
    readings: tuple[Reading, ...] = ()
    left: set[str] = set()
    for _ in range(_ROUNDS if can_read() else 0):
        readings = _readings(page)
        more = [each for reading in readings for each in _named(reading, listed)]
        left = {name.name for reading in readings for name in _places(reading, listed).values()}
        if not more:
            break
        paint_out(page.picture, more)
        found += _not_yet(more, found)
    gone = [box.grown(1) for each in found for box in each.boxes]
    upright = readings[0].signs if readings else ()
    kept = [_GAP if place in named else sign for place, sign in enumerate(page.signs)]
    words = words_left(kept or upright, gone)
    is_unread = _is_unread(page, readings, gone)
    setting = set_anew(page.picture, page.signs or upright, found)
    drawn = Drawn(page.picture, page.width, page.height, setting.words(words))
    return _Done(drawn, len(found), is_unread, left)


def _not_yet(more: Iterable[Found], found: Sequence[Found]) -> list[Found]:
    """Those that are not another reading of what was found already."""
    known = [box for each in found for box in each.boxes]
    new: list[Found] = []
    for each in more:
        if not all(any(box.meets(other) for other in known) for box in each.boxes):
            new.append(each)
            known += each.boxes
    return new


def _readings(page: Page) -> tuple[Reading, ...]:
    try:
        return read_picture(page.picture, faint=not page.trusted)
    except (OSError, subprocess.SubprocessError) as error:
        raise NotRedacted(
            say("Tesseract, which reads pictures, failed: {why}.", why=str(error)[:200])
        ) from error


def _places(reading: Reading, listed: Sequence[Listed]) -> dict[int, Listed]:
    across = near_places(listed, [sign.text for sign in reading.signs])
    return {**downwards(reading.signs, listed), **across}


def _named(reading: Reading, listed: Sequence[Listed]) -> list[Found]:
    return found_in(reading.signs, _places(reading, listed))


def _anywhere(signs: Sequence[Sign], listed: Sequence[Listed]) -> dict[int, Listed]:
    """The places of names in the order of the file, and in that of the lines on the page."""
    found = places(listed, [sign.text for sign in signs])
    seen = sorted((place for place, sign in enumerate(signs) if sign.box), key=_by_line(signs))
    for place, name in places(listed, [signs[place].text for place in seen]).items():
        found[seen[place]] = name
    return {**downwards(signs, listed), **found}


def _by_line(signs: Sequence[Sign]) -> Callable[[int], tuple[float, float]]:
    def key(place: int) -> tuple[float, float]:
        box = signs[place].box or Box(0, 0, 0, 0)
        height = max(box.bottom - box.top, 1)
        return round((box.top + box.bottom) / 2 / max(height, 12)), box.left

    return key


def _is_unread(page: Page, readings: Sequence[Reading], gone: Sequence[Box]) -> bool:
    if not readings:
        return not page.trusted
    if page.trusted:
        return False
    known = [sign.box for sign in page.signs if sign.box]
    upright = [reading for reading in readings if reading.upright]
    read = [sign.box for reading in upright for sign in reading.signs if sign.box]
    doubtful = [box for reading in upright[:1] for box in reading.doubtful]
    unsure = [box for box in doubtful if not any(box.meets(each) for each in (*known, *gone))]
    return bool(unsure) or has_unread_ink(page.picture, (*known, *read, *gone))


def _left(content: bytes, listed: Sequence[Listed], done: Sequence[_Done]) -> tuple[str, ...]:
    """Names that are still there: in the pictures as read last, or in the new file's own text."""
    left = {name for each in done for name in each.left}
    for page in read_pages(content):
        found = places(listed, [sign.text for sign in page.signs])
        left |= {name.name for name in found.values()}
    return tuple(sorted(left))
