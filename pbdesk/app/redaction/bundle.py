"""Writes pictures with invisible words over them as a new PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from pbdesk.app.redaction.page import Box
from pbdesk.resources import resource

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["Drawn", "written"]

_FACE = "redaction"
_INVISIBLE = 3
"""Text rendering mode 3 (ISO 32000-1, 9.3.6): neither filled nor stroked."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page to be written: picture, size in points, and words with their boxes in pixels."""

    picture: Image
    width: float
    height: float
    words: Sequence[tuple[str, Box]]


def written(pages: Sequence[Drawn]) -> bytes:
    """The PDF: no metadata but that it was redacted; the same pages give the same bytes."""
    from reportlab.lib.utils import ImageReader

    from pbdesk.paper.sheet import Sheet

    _know_the_face()
    content = io.BytesIO()
    canvas: Any = Sheet.canvas_class()(content, invariant=1, pageCompression=1)
    canvas.setTitle("Redacted")
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        picture = io.BytesIO()
        page.picture.save(picture, "JPEG", quality=80)
        canvas.drawImage(ImageReader(picture), 0, 0, page.width, page.height)
        _lay_over(canvas, page)
        canvas.showPage()
    canvas.save()
    return content.getvalue()


@cache
def _know_the_face() -> None:
    """Read the face of the words once: that takes as long as to write a page."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(
        TTFont(_FACE, str(resource("fonts", "NotoSans-Regular.ttf"))),
    )


def _lay_over(canvas: Any, page: Drawn) -> None:
    scale = page.width / page.picture.width
    for text, box in _lines(page.words):
        line = canvas.beginText(
            box.left * scale,
            page.height - box.bottom * scale,
        )
        line.setTextRenderMode(_INVISIBLE)
        line.setFont(_FACE, max((box.bottom - box.top) * scale, 1.0))
        line.textOut(text)
        canvas.drawText(line)


def _lines(words: Sequence[tuple[str, Box]]) -> Iterator[tuple[str, Box]]:
    """Words that follow each other on one line are one text: it is read aloud as a sentence."""
    line: list[str] = []
    first = last = Box(0, 0, 0, 0)
    for word, box in words:
        middle = (box.top + box.bottom) / 2
        if line and not (
            last.top < middle < last.bottom and box.left >= last.left
        ):
            yield " ".join(line), first
            line = []
        if not line:
            first = box
        line.append(word)
        last = box
    if line:
        yield " ".join(line), first
