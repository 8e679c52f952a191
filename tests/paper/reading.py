"""Reading PDFs back: words of pages, sizes of letters, pictures."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from ctypes import POINTER, c_float, cast, create_string_buffer
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import zxingcpp
from PIL import Image
from pypdf import PdfReader
from pypdfium2.raw import (
    FPDF_PAGEOBJ_TEXT,
    FPDF_WCHAR,
    FPDFTextObj_GetFontSize,
    FPDFTextObj_GetText,
)

HAIR = 0.01  # pt: what rounding may take from a size


def reader(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def root_of(pdf: bytes) -> Any:
    """The document's catalogue."""
    return reader(pdf).trailer["/Root"]


def words_of(page) -> str:
    """The page's text with every run of white space as one space.

    Without the marks where a long word may break.
    """
    pdf = page.pdf.stream.getvalue()
    if str(page.pdf.trailer["/Root"].get("/Lang", "en")).startswith("ar"):
        return _arabic(pdf, page.page_number)
    return _texts(pdf)[page.page_number]


@lru_cache(maxsize=256)
def _arabic(pdf: bytes, number: int) -> str:
    """The words of a page in Arabic: PDFium reads figures among them from their end."""
    return _flowing(reader(pdf).pages[number].extract_text())


@lru_cache(maxsize=64)
def _texts(pdf: bytes) -> tuple[str, ...]:
    """The words of each page, as PDFium reads them (fast: most tests of sheets ask for words)."""
    with pdfium.PdfDocument(pdf) as document:
        return tuple(
            _flowing(page.get_textpage().get_text_range()) for page in document
        )


def _flowing(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub("[\u200b\ufffe\x02\x00]", "", text))


def operations(page) -> Iterator[tuple[list[Any], str]]:
    """What draws a page, one after the other: what it is given, and the operator."""
    with pikepdf.new() as document:
        content = pikepdf.Stream(document, page.get_contents().get_data())
        for each in pikepdf.parse_content_stream(content):
            yield list(each.operands), str(each.operator)


def row_on(page, label: str) -> list[str]:
    """The cells of the row whose first is `label`, as they stand on the first of its lines.

    Where no cell is, the first words of one may be: a long title goes on below. A sentence that is
    right somewhere on the page says nothing about this row.
    """
    lines = (
        page.extract_text(extraction_mode="layout")
        .replace("\u200b", "")
        .splitlines()
    )
    rows = [re.split(r"\s{2,}", line.strip()) for line in lines]
    whole = [row[row.index(label) :] for row in rows if label in row]
    begun = [
        row[place:]
        for row in rows
        for place, cell in enumerate(row)
        if cell.startswith(f"{label} ")
    ]
    [found] = whole or begun
    return found


def page_with(pdf: bytes, heading: str):
    """The page on which the part with this heading begins; the contents name it before."""
    pages = [page for page in reader(pdf).pages if heading in words_of(page)]
    return next(
        page
        for page in pages
        if len(pages) == 1 or "What stands where" not in words_of(page)
    )


def bars_on(page, x: float) -> list[float]:
    """The widths in pt of what is filled or framed from `x` to the right, from the top down."""
    found: list[tuple[float, float]] = []
    reach = 0.0

    def visit(operator, operands, cm, _tm):
        nonlocal reach
        if operator == b"m":
            reach = float(operands[0])
        elif operator == b"l":
            reach = max(reach, float(operands[0]))
        elif operator in (b"f", b"S") and abs(cm[4] - x) < 1 and reach > 0:
            found.append((cm[5], reach))

    page.extract_text(visitor_operand_before=visit)
    return [width for _, width in sorted(found, reverse=True)]


def text_of(pdf: bytes) -> str:
    return " ".join(words_of(page) for page in reader(pdf).pages)


def sizes_of(pdf: bytes) -> dict[float, str]:
    """Size in pt of what is printed -> some of it."""
    found: dict[float, str] = {}
    for page in _pieces(pdf):
        for piece in page:
            found.setdefault(round(piece.size, 2), piece.text)
    return found


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters that are drawn at once: how large, and the baseline from below, both in pt."""

    text: str
    size: float
    y: float


@lru_cache(maxsize=64)
def _pieces(pdf: bytes) -> tuple[tuple[Piece, ...], ...]:
    """What is printed on each page, as PDFium finds it (pypdf takes five times as long)."""
    with pdfium.PdfDocument(pdf) as document:
        return tuple(tuple(_printed(page)) for page in document)


def _printed(page: pdfium.PdfPage) -> Iterator[Piece]:
    letters = page.get_textpage()
    for drawn in page.get_objects([FPDF_PAGEOBJ_TEXT]):
        text = _letters_of(drawn, letters)
        if text:
            size, matrix = c_float(), drawn.get_matrix()
            FPDFTextObj_GetFontSize(drawn.raw, size)
            if drawn.container is not None:
                matrix = matrix.multiply(drawn.container.get_matrix())
            yield Piece(text, size.value * abs(matrix.d), matrix.f)


def _letters_of(drawn: pdfium.PdfObject, page: pdfium.PdfTextPage) -> str:
    length = FPDFTextObj_GetText(drawn.raw, page.raw, None, 0)
    held = create_string_buffer(length)
    FPDFTextObj_GetText(
        drawn.raw,
        page.raw,
        cast(held, POINTER(FPDF_WCHAR)),
        length,
    )
    return held.raw.decode("utf-16-le").strip("\0").strip()


def codes_in(picture) -> set[str]:
    """What the QR codes of a picture say (PNG bytes, or rows of grey values)."""
    if isinstance(picture, bytes):
        picture = np.asarray(Image.open(io.BytesIO(picture)).convert("L"))
    return {found.text for found in zxingcpp.read_barcodes(picture)}


def painted(pdf: bytes, page: int = 0, dpi: int = 150) -> np.ndarray:
    """A page as rows of grey values, drawn by Qt's own PDF reader. Needs a QGuiApplication."""
    from PySide6.QtCore import QBuffer, QByteArray, QSize
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtPdf import QPdfDocument

    store = QByteArray(pdf)
    buffer = QBuffer(store)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument(buffer)
    document.load(buffer)
    size = document.pagePointSize(page)
    drawn = document.render(
        page,
        QSize(round(size.width() * dpi / 72), round(size.height() * dpi / 72)),
    )
    white = QImage(drawn.size(), QImage.Format.Format_Grayscale8)
    white.fill(255)
    painter = QPainter(white)
    painter.drawImage(0, 0, drawn)
    painter.end()
    document.close()
    rows = np.frombuffer(white.constBits(), np.uint8).reshape(
        white.height(),
        white.bytesPerLine(),
    )
    return rows[:, : white.width()].copy()


def printed(pdf: bytes, page: int, dpi: int) -> Image.Image:
    """A page as a printer of so many dots an inch gives it, in grey."""
    with pdfium.PdfDocument(pdf) as document:
        return document[page].render(scale=dpi / 72, grayscale=True).to_pil()


HEAD, FOOT = (
    760.0,
    76.0,
)  # pt: above and below stand running head and foot of an A4 page


def baselines(page) -> dict[float, float]:
    """Each line of a page, by its baseline in pt from below -> its largest letters."""
    found: dict[float, float] = {}
    for piece in _pieces(page.pdf.stream.getvalue())[page.page_number]:
        y = round(piece.y)
        found[y] = max(found.get(y, 0), piece.size)
    return found


def body_of(lines: dict[float, float]) -> dict[float, float]:
    """The lines between head and foot."""
    return {y: size for y, size in lines.items() if FOOT < y < HEAD}


def foot_of(lines: dict[float, float]) -> set[float]:
    """The baselines below the text: equal on every page unless something runs over."""
    return {y for y in lines if 10 < y <= FOOT}


def rows_of(page) -> dict[float, float]:
    """The lines of a page between head and foot."""
    return body_of(baselines(page))


def lowest(page) -> float:
    """The lowest baseline between head and foot."""
    return min(rows_of(page))


def strokes(page) -> list[tuple[float, float, float, float]]:
    """The straight lines of a page in pt: from x, y to x, y."""
    found, at = list[tuple[float, float, float, float]](), (0.0, 0.0)

    def visit(operator, operands, _cm, _tm):
        nonlocal at
        if operator == b"m":
            at = (float(operands[0]), float(operands[1]))
        elif operator == b"l":
            end = (float(operands[0]), float(operands[1]))
            found.append((*at, *end))
            at = end

    page.extract_text(visitor_operand_before=visit)
    return found
