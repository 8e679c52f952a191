"""The whole redaction: read, find, paint, read again, write, search what was written."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from pbdesk.app.jobs.progress import Progress
from pbdesk.app.redaction.bundle import Drawn, written
from pbdesk.app.redaction.ink import has_unread_ink
from pbdesk.app.redaction.page import Box, NotRedacted, Page, Sign, read_pages
from pbdesk.app.redaction.painting import Found, found_in, paint_out, words_left
from pbdesk.app.redaction.reading import Reading, can_read, read_picture
from pbdesk.app.redaction.setting import set_anew
from pbdesk.app.redaction.stretches import across_pages, downwards
from pbdesk.jury.spellings import (
    Listed,
    listed_names,
    near_places,
    places,
    squashed,
)
from pbdesk.words import say

__all__ = ["NotRedacted", "Redacted", "redact"]

_GAP = Sign(" ", None)
"""What is left of a letter that went: words do not run together over it."""

_ROUNDS = 3
"""So often a picture is read again: what stood under a name may be one."""

_LONG = 4
_FEW_WORDS = 5
"""Letters of a word, and such words of a page, from which on reading it proves something."""


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


def redact(
    content: bytes,
    names: Iterable[str],
    progress: Progress,
) -> Redacted:
    """Take the listed names out of a PDF. `names`: one a line, behind a tab perhaps its role.

    Raises NotRedacted where the file cannot be opened, or no name is listed.
    """
    listed = listed_names(names)
    if not listed:
        raise NotRedacted(say("No name is listed. Write one name a line."))
    done: list[_Done] = []
    before: _Seen | None = None
    begun: dict[int, Listed] = {}
    for number, (page, following) in enumerate(
        _with_next(read_pages(content)),
        start=1,
    ):
        progress(number - 1, number, say("Redacting page {n}", n=number))
        after = following.signs if following else ()
        ends, going_on = across_pages(page.signs, after, listed)
        seen = _seen(page, listed, begun | ends)
        if before is not None:
            _take_out_between(before, seen, listed)
            done.append(_done(before))
        before = seen
        begun = going_on
    if before is not None:
        done.append(_done(before))
    return _redacted(done, listed)


def _redacted(done: Sequence[_Done], listed: Sequence[Listed]) -> Redacted:
    """The pages as a document, and what is left to look at in it."""
    made = written([each.drawn for each in done])
    removed = sum(each.removed for each in done)
    return Redacted(
        made,
        removed,
        len(done),
        _unread(done),
        _left(made, listed, done),
    )


def _unread(done: Sequence[_Done]) -> tuple[int, ...]:
    """The numbers of the pages that nobody could read."""
    return tuple(
        number for number, each in enumerate(done, 1) if each.is_unread
    )


@dataclass(frozen=True, slots=True)
class _Done:
    drawn: Drawn
    removed: int
    is_unread: bool
    left: set[str]


@dataclass(slots=True)
class _Seen:
    """A page whose names are painted out, before its lines are closed up.

    `named`: places of names in its text. `first` and `readings`: how its picture was read at first,
    and once names were painted out.
    """

    page: Page
    named: Mapping[int, Listed]
    found: list[Found]
    first: tuple[Reading, ...] = ()
    readings: tuple[Reading, ...] = ()
    left: set[str] = field(default_factory=set[str])

    def take_out(self, found: Sequence[Found]) -> None:
        """Paint these out, and remember those that are new."""
        paint_out(self.page.picture, found)
        self.found += _not_yet(found, self.found)


def _with_next(pages: Iterable[Page]) -> Iterator[tuple[Page, Page | None]]:
    """Each page with the one that follows it; few at a time are in memory."""
    before: Page | None = None
    for page in pages:
        if before is not None:
            yield before, page
        before = page
    if before is not None:
        yield before, None


def _seen(
    page: Page,
    listed: Sequence[Listed],
    split: Mapping[int, Listed],
) -> _Seen:
    """Paint the names of a page out. `split`: places of those that another begins or ends."""
    named = {**_anywhere(page.signs, listed), **split}
    seen = _Seen(page, named, [])
    seen.take_out(found_in(page.signs, named))
    for _ in range(_ROUNDS if can_read() else 0):
        seen.readings = _readings(seen.page)
        if not seen.first:
            seen.first = seen.readings
            if not _says_what_it_shows(page, seen.readings):
                seen.page = replace(page, signs=(), trusted=False)
                seen.named = {}
        more = [
            each
            for reading in seen.readings
            for each in _named(reading, listed)
        ]
        left = (_places(reading, listed).values() for reading in seen.readings)
        seen.left = {name.name for names in left for name in names}
        if not more:
            break
        seen.take_out(more)
    return seen


def _take_out_between(
    before: _Seen,
    after: _Seen,
    listed: Sequence[Listed],
) -> None:
    """Names that a picture begins at its foot and the next one ends at its head."""
    for one, other in zip(before.first, after.first, strict=False):
        if one.upright and other.upright:
            ends, starts = across_pages(
                one.signs,
                other.signs,
                listed,
                near_places,
            )
            before.take_out(found_in(one.signs, ends))
            after.take_out(found_in(other.signs, starts))


def _done(seen: _Seen) -> _Done:
    """Close the lines of a page up, and say what nobody could read."""
    page = seen.page
    gone = [box.grown(1) for each in seen.found for box in each.boxes]
    kept = [
        _GAP if place in seen.named else sign
        for place, sign in enumerate(page.signs)
    ]
    beside = _words_beside(page, seen.readings)
    words = words_left([*kept, _GAP, *beside], gone)
    is_unread = _is_unread(page, seen.readings, gone)
    setting = set_anew(page.picture, [*page.signs, *beside], seen.found)
    drawn = Drawn(page.picture, page.width, page.height, setting.words(words))
    return _Done(drawn, len(seen.found), is_unread, seen.left)


def _words_beside(page: Page, readings: Sequence[Reading]) -> Sequence[Sign]:
    """Words of pictures on the page; of a page that is a picture, all of its words."""
    if page.trusted or not readings:
        return ()
    upright = readings[0]
    known = [sign.box for sign in page.signs if sign.box and sign.is_told]
    if not known:
        return upright.signs
    sure = {*upright.sure}
    return [
        sign
        for sign in upright.signs
        if sign.box is None
        or (sign.box in sure and not any(sign.box.meets(box) for box in known))
    ]


def _says_what_it_shows(page: Page, readings: Sequence[Reading]) -> bool:
    """Whether the words that are seen on a page are those of its text.

    A font may say other letters than it draws. Letters that the reader does not know are no proof.
    """
    text = squashed("".join(_texts(page.signs)))
    if sum(letter.isascii() for letter in text) * 2 <= len(text):
        return True
    words = [_long_words(reading) for reading in readings]
    agreeing = max(sum(word in text for word in each) for each in words)
    seen = len(words[0])
    if seen < _FEW_WORDS:
        return agreeing > 0 or _many_long_words(page) < _FEW_WORDS
    return agreeing * 2 >= seen


def _many_long_words(page: Page) -> int:
    """How many words of a page's text a reader should know if it shows what it says."""
    words = "".join(_texts(page.signs)).split()
    return sum(map(_is_long, map(squashed, words)))


def _is_long(word: str) -> bool:
    return len(word) >= _LONG


def _long_words(reading: Reading) -> list[str]:
    return [
        word for word in map(squashed, _sure_texts(reading)) if _is_long(word)
    ]


def _sure_texts(reading: Reading) -> Iterator[str]:
    """What was read in boxes that it is sure of."""
    sure = {*reading.sure}
    return (sign.text for sign in reading.signs if sign.box in sure)


def _not_yet(more: Iterable[Found], found: Sequence[Found]) -> list[Found]:
    """Those that are not another reading of what was found already."""
    known = [box for each in found for box in each.boxes]
    new: list[Found] = []
    for each in more:
        if not _is_known(each, known):
            new.append(each)
            known += each.boxes
    return new


def _is_known(found: Found, known: Sequence[Box]) -> bool:
    return all(any(box.meets(other) for other in known) for box in found.boxes)


def _readings(page: Page) -> tuple[Reading, ...]:
    try:
        return read_picture(page.picture, faint=not page.trusted)
    except (OSError, subprocess.SubprocessError) as error:
        raise _failed(error) from error


def _failed(error: Exception) -> NotRedacted:
    why = str(error)[:200]
    return NotRedacted(
        say("Tesseract, which reads pictures, failed: {why}.", why=why),
    )


def _places(reading: Reading, listed: Sequence[Listed]) -> dict[int, Listed]:
    across = near_places(listed, _texts(reading.signs))
    return {**downwards(reading.signs, listed), **across}


def _texts(signs: Iterable[Sign]) -> list[str]:
    return [sign.text for sign in signs]


def _named(reading: Reading, listed: Sequence[Listed]) -> list[Found]:
    return found_in(reading.signs, _places(reading, listed))


def _anywhere(
    signs: Sequence[Sign],
    listed: Sequence[Listed],
) -> dict[int, Listed]:
    """The places of names in the order of the file, and in that of the lines on the page."""
    found = places(listed, _texts(signs))
    seen = sorted(
        (place for place, sign in enumerate(signs) if sign.box),
        key=_by_line(signs),
    )
    for place, name in places(
        listed,
        [signs[place].text for place in seen],
    ).items():
        found[seen[place]] = name
    return {**downwards(signs, listed), **found}


def _by_line(signs: Sequence[Sign]) -> Callable[[int], tuple[float, float]]:
    def key(place: int) -> tuple[float, float]:
        box = signs[place].box or Box(0, 0, 0, 0)
        height = max(box.bottom - box.top, 1)
        return round((box.top + box.bottom) / 2 / max(height, 12)), box.left

    return key


def _is_unread(
    page: Page,
    readings: Sequence[Reading],
    gone: Sequence[Box],
) -> bool:
    if not readings:
        return True
    if page.trusted:
        return False
    known = [sign.box for sign in page.signs if sign.box and sign.is_told]
    upright = [reading for reading in readings if reading.upright]
    read = [box for reading in upright for box in reading.sure]
    doubtful = [box for reading in upright[:1] for box in reading.doubtful]
    unsure = [
        box
        for box in doubtful
        if not any(box.meets(each) for each in (*known, *gone))
    ]
    return bool(unsure) or has_unread_ink(page.picture, (*known, *read, *gone))


def _left(
    content: bytes,
    listed: Sequence[Listed],
    done: Sequence[_Done],
) -> tuple[str, ...]:
    """Names that are still there: in the pictures as read last, or in the new file's own text."""
    seen = chain.from_iterable(each.left for each in done)
    return tuple(sorted({*seen, *_left_in_text(content, listed)}))


def _left_in_text(content: bytes, listed: Sequence[Listed]) -> Iterator[str]:
    for page in read_pages(content):
        for name in places(listed, _texts(page.signs)).values():
            yield name.name
