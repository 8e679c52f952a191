"""A sheet to fill in.

Exact places in millimetres from the top and the starting side, drawn with reportlab. Where the
language runs from right to left the whole sheet is mirrored, so that every caller thinks in "start"
and "end". The same calls give the same bytes. What is drawn in another order than it was written
says how it was written (ActualText: ISO 32000-1, 14.9.4). All text is tagged in the order in which
it is drawn, rules and boxes are marked as no part of it; nobody can mark a box without sight, so a
ballot is still no accessible form.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache, cached_property, lru_cache
from io import BytesIO
from typing import Any, Literal, override

from pbdesk.i18n import Locale, is_right_to_left
from pbdesk.paper.faces import runs, width
from pbdesk.paper.pen import written
from pbdesk.paper.qr import bars
from pbdesk.paper.scripts import drawn, plainly, whole_isolates
from pbdesk.paper.tags import Tag, tagged
from pbdesk.words import Text

__all__ = [
    "A3",
    "A4",
    "A6",
    "CAP",
    "PT",
    "Align",
    "Sheet",
    "lines_of",
    "measured_sheet",
    "sheet_for",
]

A3, A4, A6 = (297.0, 420.0), (210.0, 297.0), (105.0, 148.0)
"""Width and height in millimetres."""

CAP = 0.668
"""Height of a capital in Atkinson Hyperlegible Next, as a share of its size."""
PT = 25.4 / 72
"""Millimetres a point."""
_MM = 1 / PT
_LEAST_LAST = 0.35  # a last line shorter than this share of the measure looks like an accident

_CODE_COLUMNS, _CODE_GAP = 4, 0.75  # of a code; the gap in em

type Align = Literal["start", "end", "centre"]


def sheet_for(size: tuple[float, float], title: Text, locale: Locale) -> Sheet:
    """An empty sheet in the reader's language and direction. `size`: in millimetres."""
    return Sheet(
        size,
        title=written(title, locale),
        language=locale.language,
        right_to_left=is_right_to_left(locale),
    )


def measured_sheet(size: tuple[float, float], locale: Locale) -> Sheet:
    """A sheet that tells where everything would end, and has no ink: a tenth of the time."""
    return _Inkless(
        size,
        title="",
        language=locale.language,
        right_to_left=is_right_to_left(locale),
    )


class Sheet:
    """One PDF of sheets. Lengths in mm, type sizes and line widths in pt, all ink black."""

    def __init__(
        self,
        size: tuple[float, float],
        *,
        title: str,
        language: str,
        right_to_left: bool = False,
    ) -> None:
        self.width, self.height = size
        self.right_to_left = right_to_left
        self._language = language
        self._out = BytesIO()
        self._empty = True
        self._title, self._tags = title, list[Tag]()
        self._within: Tag | None = None
        self._read = True
        self._page, self._marks = 0, 0

    @cached_property
    def _canvas(self) -> Any:
        """What is drawn on; a sheet that is only measured never has one."""
        canvas: Any = self._new_canvas()
        canvas.setTitle(self._title)
        canvas.setCreator("pbdesk")
        canvas._preamble = "1 0 0 1 0 0 cm"  # noqa: SLF001  its own names a face we do not use
        return canvas

    def _new_canvas(self) -> Any:
        return self.canvas_class()(
            self._out,
            pagesize=(self.width * _MM, self.height * _MM),
            invariant=1,
            lang=self._language,
        )

    @staticmethod
    def canvas_class() -> type[Any]:
        """The kind of canvas it is drawn on.

        Its streams are bytes: written as letters (ASCII85), as reportlab does unless told, they
        are a quarter longer and take a third of the time of a form.
        """
        from reportlab import rl_config
        from reportlab.pdfgen.canvas import Canvas

        rl_config.useA85 = 0
        return Canvas

    def page(self) -> None:
        """Begin the next page; the first needs no call."""
        if not self._empty:
            self._canvas.showPage()
            self._page = self._page + 1
            self._marks = 0
        self._empty = False

    def pdf(self) -> bytes:
        """The finished PDF; nothing can be drawn afterwards."""
        self._canvas.showPage()
        self._canvas.save()
        return tagged(
            self._out.getvalue(),
            self._tags,
            title=self._title,
            conforms=self.conforms,
        )

    conforms = False
    """Whether the file says that it follows ISO 14289-1."""

    # Tags

    @contextmanager
    def one(
        self,
        kind: str = "P",
        going_on: Tag | None = None,
    ) -> Generator[Tag]:
        """All text within is one piece, of this kind of structure, or goes on with one."""
        before = self._within
        self._within = going_on or self._within or self._tag(kind)
        yield self._within
        self._within = before

    def _tag(self, kind: str) -> Tag:
        self._tags.append(Tag(kind))
        return self._tags[-1]

    @contextmanager
    def _marked(self, tag: Tag) -> Generator[None]:
        """What is drawn within belongs to the tag."""
        tag.marks.append((self._page, self._marks))
        self._canvas.addLiteral(f"/{tag.kind} <</MCID {self._marks}>> BDC")
        self._marks += 1
        yield
        self._canvas.addLiteral("EMC")

    @contextmanager
    def _no_text(self) -> Generator[None]:
        """What is drawn within is no part of what is read."""
        artifact = (
            "/Artifact BMC"
            if self._read
            else "/Artifact <</Type /Pagination>> BDC"
        )
        self._canvas.addLiteral(artifact)
        yield
        self._canvas.addLiteral("EMC")

    @contextmanager
    def running(self) -> Generator[None]:
        """Text within stands on every page and is read on none (ISO 14289-1, 7.8)."""
        self._read = False
        yield
        self._read = True

    def _belongs(self, text: str, heading: int) -> AbstractContextManager[None]:
        """The mark of a line of text."""
        if not self._read:
            return self._no_text()
        return self._marked(self._tag_of(text, heading))

    def _tag_of(self, text: str, heading: int) -> Tag:
        return self._within or self._tag(self._kind(text, heading))

    def _kind(self, text: str, heading: int) -> str:
        if heading or text == self._title:
            return f"H{heading or 1}"
        return "P"

    # What is drawn

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        figures: bool = False,
        align: Align = "start",
        heading: int = 0,
    ) -> None:
        """A line of text with its baseline at `y`, its start, end or centre at `x`.

        `heading`: it is one, of this level.
        """
        shown = drawn(text, right_to_left=self.right_to_left)
        wide = width(shown, size, bold=bold, figures=figures)
        side = {"start": 0.0, "end": wide, "centre": wide / 2}[align]
        left = self._x(x) - (wide - side if self.right_to_left else side)
        turned = shown != plainly(text)
        with self._belongs(text, heading):
            if (
                turned
            ):  # who searches or hears it gets the letters as they were written
                self._canvas.addLiteral(
                    f"/Span <</ActualText <{_utf16(plainly(text))}>>> BDC",
                )
            for run in runs(shown, bold=bold, figures=figures):
                self._canvas.setFont(run.face, size)
                self._canvas.drawString(left, self._y(y), run.text)
                left += width(run.text, size, bold=bold, figures=figures)
            if turned:
                self._canvas.addLiteral("EMC")

    def paragraph(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        measure: float,
        *,
        bold: bool = False,
        leading: float = 1.35,
        heading: int = 0,
    ) -> float:
        """Text over as many lines as it needs, the first baseline at `y`; the last baseline."""
        lines = lines_of(
            text,
            size,
            measure,
            bold=bold,
            right_to_left=self.right_to_left,
        )
        with self.one(self._kind(text, heading)):
            for i, line in enumerate(lines):
                self.text(x, y + i * size * leading * PT, line, size, bold=bold)
        return y + (len(lines) - 1) * size * leading * PT

    def line(
        self,
        start: float,
        end: float,
        y: float,
        thickness: float = 0.5,
        *,
        cut: bool = False,
    ) -> None:
        """A rule; a line to cut along is dashed."""
        with self._no_text():
            self._canvas.setLineWidth(thickness)
            self._canvas.setDash(*((2.5, 2.5) if cut else ()))
            self._canvas.line(
                self._x(start),
                self._y(y),
                self._x(end),
                self._y(y),
            )
            self._canvas.setDash()

    def upright(
        self,
        x: float,
        top: float,
        low: float,
        thickness: float = 0.5,
    ) -> None:
        """A rule from `top` down to `low`."""
        with self._no_text():
            self._canvas.setLineWidth(thickness)
            self._canvas.line(
                self._x(x),
                self._y(top),
                self._x(x),
                self._y(low),
            )

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        thickness: float = 1.25,
    ) -> None:
        """A box to write in, its upper starting corner at x, y."""
        left = self._x(x + wide) if self.right_to_left else self._x(x)
        with self._no_text():
            self._canvas.setLineWidth(thickness)
            self._canvas.roundRect(
                left,
                self._y(y + high),
                wide * _MM,
                high * _MM,
                0.8 * _MM,
            )

    def cross(self, x: float, y: float, wide: float, high: float) -> None:
        """A cross drawn by hand into the box at x, y: for examples only."""
        inset = 0.22
        left = self._x(x + inset * wide)
        right = self._x(x + (1 - inset) * wide)
        top = self._y(y + inset * high)
        bottom = self._y(y + (1 - inset) * high)
        with self._no_text():  # an example says its marks in words below
            self._canvas.setLineWidth(1.8)
            self._canvas.setLineCap(1)
            self._canvas.line(left, top, right, bottom)
            self._canvas.line(left, bottom, right, top)
            self._canvas.setLineCap(0)

    def qr(self, x: float, y: float, side: float, text: str) -> None:
        """A QR code whose black corner is at x, y. Four modules around it must stay empty."""
        modules, dark = bars(text)
        unit = side * _MM / modules
        left = self._x(x + side) if self.right_to_left else self._x(x)
        path = self._canvas.beginPath()
        for column, row, length in dark:
            path.rect(
                left + column * unit,
                self._y(y) - (row + 1) * unit,
                length * unit,
                unit,
            )
        tag = self._tag("Figure")
        low = self._y(y + side)
        tag.words = text
        tag.box = (left, low, left + side * _MM, low + side * _MM)
        with self._marked(tag):
            self._canvas.drawPath(path, stroke=0, fill=1)

    def code(
        self,
        x: float,
        y: float,
        groups: Sequence[str],
        size: float,
        *,
        leading: float = 1.5,
        measure: float = 200,
    ) -> float:
        """A code in two rows of four groups, read from left to right everywhere; the last baseline.

        Columns are as wide as their widest group and 0.75 em: WWWW is more than twice as wide as
        1111. Where they would be wider than `measure`, the code is set smaller.
        """
        starts, whole = _columns_of_code(groups)
        size = min(size, measure / PT / whole)
        align: Align = "end" if self.right_to_left else "start"
        with self.one():
            for i, group in enumerate(groups):
                row, column = divmod(i, _CODE_COLUMNS)
                start = starts[column]
                at = whole - start if self.right_to_left else start
                base = y + row * size * leading * PT
                self.text(
                    x + at * size * PT,
                    base,
                    group,
                    size,
                    bold=True,
                    align=align,
                )
        return y + size * leading * PT

    def _x(self, x: float) -> float:
        return (self.width - x if self.right_to_left else x) * _MM

    def _y(self, y: float) -> float:
        return (self.height - y) * _MM


class _Inkless(Sheet):
    """Nothing is drawn: what takes place on it still says where it ends."""

    @override
    def text(self, *_: object, **__: object) -> None: ...

    @override
    def line(self, *_: object, **__: object) -> None: ...

    @override
    def upright(self, *_: object, **__: object) -> None: ...

    @override
    def box(self, *_: object, **__: object) -> None: ...

    @override
    def cross(self, *_: object, **__: object) -> None: ...

    @override
    def qr(self, *_: object, **__: object) -> None: ...


def _utf16(text: str) -> str:
    """A text string of a PDF in hexadecimal (ISO 32000-1, 7.9.2.2)."""
    return ("\ufeff" + text).encode("utf-16-be").hex()


def lines_of(
    text: str,
    size: float,
    measure: float,
    *,
    bold: bool = False,
    right_to_left: bool = False,
) -> list[str]:
    """The text in lines no wider than `measure` (mm), even ones.

    The last is not left with one word. A word wider than the measure is broken. Greedy first, then
    the measure is narrowed until the last line is long enough or a line would be added.
    """
    return list(_lines_of(text, size, measure, bold, right_to_left))


@lru_cache(maxsize=4096)  # hundreds of papers have the same words
def _lines_of(
    text: str,
    size: float,
    measure: float,
    bold: bool,  # noqa: FBT001  a key of the cache
    right_to_left: bool,  # noqa: FBT001  a key of the cache
) -> tuple[str, ...]:
    @cache  # a narrower measure is tried on the same beginnings of lines
    def wide(line: str) -> float:
        return (
            width(drawn(line, right_to_left=right_to_left), size, bold=bold)
            / _MM
        )

    return tuple(whole_isolates(_even(text, measure, wide)))


def _even(text: str, measure: float, wide: Callable[[str], float]) -> list[str]:
    """The lines, the last not left with one word."""
    found = best = _greedy(text, measure, wide)
    narrow = measure
    while len(best) > 1 and wide(best[-1]) < _LEAST_LAST * measure:
        narrow *= 0.97
        best = _greedy(text, narrow, wide)
        if len(best) > len(found):
            return found
        found = best
    return best


def _greedy(
    text: str,
    measure: float,
    wide: Callable[[str], float],
) -> list[str]:
    lines = list[str]()
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if wide(longer) <= measure:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while wide(line) > measure and len(line) > 1:
            cut = next(
                n
                for n in range(len(line) - 1, 0, -1)
                if n == 1 or wide(line[:n]) <= measure
            )
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line]


def _columns_of_code(groups: Sequence[str]) -> tuple[list[float], float]:
    """Where each column of a code starts, and how wide all are, in em."""
    starts = list[float]()
    whole = 0.0
    for upper, lower in zip(
        groups[:_CODE_COLUMNS],
        groups[_CODE_COLUMNS:],
        strict=False,
    ):
        starts.append(whole)
        whole += (
            max(width(upper, 1, bold=True), width(lower, 1, bold=True))
            + _CODE_GAP
        )
    return starts, whole - _CODE_GAP
