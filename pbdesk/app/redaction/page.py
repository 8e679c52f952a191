"""A page as it is seen: its picture, and every sign with the place where it stands."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unicodedata import category

from pbdesk.words import Words, say

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = [
    "Box",
    "NotRedacted",
    "Page",
    "Sign",
    "count_pages",
    "read_pages",
    "text_of",
]

_MOST_BYTES = 100_000_000
_MOST_PAGES = 500
_DOTS = 200
"""Dots per inch of the pictures: letters of 7 points can be read, and a page is some 300 kB."""

_MOST_PIXELS = 30_000_000
_POINTS = 72


class NotRedacted(ValueError):
    """The file cannot be redacted; `words` say why."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence for whoever shows it."""
        super().__init__(words.text)
        self.words = words


@dataclass(frozen=True, slots=True)
class Box:
    """Left, top, right and bottom in pixels of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share a part of some size: letters that touch do not count."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 1 and down > 1

    @classmethod
    def around(cls, boxes: Iterable[Box]) -> Box:
        """The smallest that holds them all. Raises ValueError where there is none."""
        lefts, tops, rights, bottoms = zip(
            *(box.edges for box in boxes),
            strict=True,
        )
        return cls(min(lefts), min(tops), max(rights), max(bottoms))

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """The four as a pen takes them."""
        return self.left, self.top, self.right, self.bottom

    def grown(self, by: float) -> Box:
        """The same with a margin."""
        return Box(
            self.left - by,
            self.top - by,
            self.right + by,
            self.bottom + by,
        )


@dataclass(frozen=True, slots=True)
class Sign:
    """A letter of the file's text, or a word read from the picture. Blanks have no box."""

    text: str
    box: Box | None

    @property
    def is_told(self) -> bool:
        """Whether it says what it is; a font may draw a letter and give it no meaning."""
        return not any(
            each == _UNTOLD or category(each) in _NO_LETTER
            for each in self.text
        )


_UNTOLD = "\ufffd"
_NO_LETTER = {"Co", "Cn", "Cc"}
"""Signs that a font gives a meaning of its own, or none."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its picture, its size in points, and its text as the file has it.

    `trusted`: nothing but text that says what it is was drawn; no picture, outline or odd font.
    """

    picture: Image
    width: float
    height: float
    signs: tuple[Sign, ...]
    trusted: bool


def read_pages(content: bytes) -> Iterator[Page]:
    """The pages one by one, forms and notes drawn into them. Raises NotRedacted."""
    import pypdfium2

    if len(content) > _MOST_BYTES:
        raise NotRedacted(
            say(
                "The file is larger than 100 MB. Split it, and redact the parts.",
            ),
        )
    try:
        flat = _flattened(pypdfium2, content)
    except pypdfium2.PdfiumError as error:
        raise NotRedacted(
            say(
                "This is no PDF that can be opened, or it has a password. Save it without one.",
            ),
        ) from error
    with closing(flat):
        if len(flat) > _MOST_PAGES:
            raise NotRedacted(
                say(
                    "The file has more than {n} pages. Split it.",
                    n=_MOST_PAGES,
                ),
            )
        for number in range(len(flat)):
            with closing(flat[number]) as page:
                yield _page(pypdfium2, page)


def opened(content: bytes) -> closing[Any]:
    """A PDF, closed when it is left. Raises PdfiumError where it cannot be opened."""
    import pypdfium2

    return closing(pypdfium2.PdfDocument(content))


def count_pages(content: bytes) -> int:
    """How many pages a PDF has. Raises NotRedacted where it cannot be opened."""
    import pypdfium2

    try:
        with opened(content) as document:
            return len(document)
    except pypdfium2.PdfiumError as error:
        raise NotRedacted(
            say(
                "This is no PDF that can be opened, or it has a password. Save it without one.",
            ),
        ) from error


def text_of(content: bytes) -> str:
    """The text of a PDF as the file has it; empty where it has none or cannot be opened."""
    import pypdfium2

    try:
        with opened(content) as document:
            return "\n".join(
                page.get_textpage().get_text_range() for page in document
            )
    except pypdfium2.PdfiumError:
        return ""


def _flattened(pypdfium2: Any, content: bytes) -> Any:
    """The document with forms and notes as part of each page, as they are printed."""
    with opened(content) as document:
        document.init_forms()
        for number in range(len(document)):
            with closing(document[number]) as page:
                _ = pypdfium2.raw.FPDFPage_Flatten(
                    page,
                    pypdfium2.raw.FLAT_NORMALDISPLAY,
                )
        saved = io.BytesIO()
        document.save(saved)
    return pypdfium2.PdfDocument(saved.getvalue())


def _page(pypdfium2: Any, page: Any) -> Page:
    width, height = page.get_size()
    if width < 1 or height < 1:
        raise NotRedacted(say("A page of this file has no size."))
    scale = min(_DOTS / _POINTS, (_MOST_PIXELS / (width * height)) ** 0.5)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    with closing(page.get_textpage()) as text:
        signs = tuple(_signs(pypdfium2.raw, page, text, picture.size))
    return Page(
        picture,
        width,
        height,
        signs,
        _is_trusted(pypdfium2.raw, page, text=signs),
    )


def _signs(
    raw: Any,
    page: Any,
    text: Any,
    size: tuple[int, int],
) -> Iterator[Sign]:
    place = _Placed(raw, page, size)
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if letter.isspace() or letter == "\ufffe":
            yield Sign(" ", None)
        elif letter == "\0":
            yield Sign(_UNTOLD, place.box(*text.get_charbox(index)))
        else:
            yield Sign(letter, place.box(*text.get_charbox(index)))


class _Placed:
    """Turns places on the page (points, from below) into pixels, whichever way it is turned."""

    def __init__(self, raw: Any, page: Any, size: tuple[int, int]) -> None:
        self._raw = raw
        self._page = page
        self._size = size

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """The box in pixels around one on the page."""
        corners = [self._pixel(left, bottom), self._pixel(right, top)]
        across = sorted(x for x, _ in corners)
        down = sorted(y for _, y in corners)
        return Box(across[0], down[0], across[1] + 1, down[1] + 1)

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        across = ctypes.c_int()
        down = ctypes.c_int()
        _ = self._raw.FPDF_PageToDevice(
            self._page,
            0,
            0,
            *self._size,
            0,
            x,
            y,
            ctypes.byref(across),
            ctypes.byref(down),
        )
        return across.value, down.value


def _is_trusted(raw: Any, page: Any, *, text: tuple[Sign, ...]) -> bool:
    """Whether all that is drawn is text that says what it is, lines and frames."""
    drawn = list(page.get_objects())
    kinds = {each.type for each in drawn}
    if kinds & {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING}:
        return False
    if not all(sign.is_told for sign in text):
        return False
    paths = [each.raw for each in drawn if each.type == raw.FPDF_PAGEOBJ_PATH]
    lines = sum(max(raw.FPDFPath_CountSegments(path), 0) for path in paths)
    return (
        lines <= _FRAMES and sum(_bends(raw, path) for path in paths) <= _BENDS
    )


_FRAMES = 200
_BENDS = 16
"""More lines than frames and rules need, or more bends, may be letters drawn as shapes."""


def _bends(raw: Any, path: Any) -> int:
    """How many parts of a path are neither level nor upright."""
    bends = 0
    at = (0.0, 0.0)
    across, down = ctypes.c_float(), ctypes.c_float()
    for number in range(raw.FPDFPath_CountSegments(path)):
        part = raw.FPDFPath_GetPathSegment(path, number)
        _ = raw.FPDFPathSegment_GetPoint(
            part,
            ctypes.byref(across),
            ctypes.byref(down),
        )
        to = (across.value, down.value)
        is_drawn = raw.FPDFPathSegment_GetType(part) != raw.FPDF_SEGMENT_MOVETO
        if (
            is_drawn
            and abs(to[0] - at[0]) > _LEVEL
            and abs(to[1] - at[1]) > _LEVEL
        ):
            bends += 1
        at = to
    return bends


_LEVEL = 0.5
