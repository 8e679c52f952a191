"""Reading PDFs back: words of pages, sizes of letters, pictures."""

from __future__ import annotations

import io
import re
from typing import Any

import numpy as np
import zxingcpp
from pypdf import PdfReader

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
    return re.sub(r"\s+", " ", page.extract_text().replace("\u200b", ""))


def text_of(pdf: bytes) -> str:
    return " ".join(words_of(page) for page in reader(pdf).pages)


def sizes_of(pdf: bytes) -> dict[float, str]:
    """Size in pt of what is printed -> some of it."""
    found: dict[float, str] = {}

    def visit(text, cm, tm, _font, size):
        if text.strip() and size:
            found.setdefault(round(size * abs(tm[3]) * abs(cm[3]), 2), text.strip())

    for page in reader(pdf).pages:
        page.extract_text(visitor_text=visit)
    return found


def codes_in(picture) -> set[str]:
    """What the QR codes of a picture say (PNG bytes, or rows of grey values)."""
    if isinstance(picture, bytes):
        from PIL import Image

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
        page, QSize(round(size.width() * dpi / 72), round(size.height() * dpi / 72))
    )
    white = QImage(drawn.size(), QImage.Format.Format_Grayscale8)
    white.fill(255)
    painter = QPainter(white)
    painter.drawImage(0, 0, drawn)
    painter.end()
    document.close()
    rows = np.frombuffer(white.constBits(), np.uint8).reshape(white.height(), white.bytesPerLine())
    return rows[:, : white.width()].copy()
