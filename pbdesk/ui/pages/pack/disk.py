"""The pack on disk: found again under the name the record knows, with the very result it knows."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument

from pbdesk.minutes.handover import Handover
from pbdesk.pack.bag import Bag, read_zip
from pbdesk.pack.refused import PackRefused
from pbdesk.ui.pages.pack.view import Contents
from pbdesk.words import Words, say

__all__ = ["contents", "open_pack", "report"]


def open_pack(path: Path, handover: Handover) -> Bag:
    """The pack at `path`, provided that it is the one the record tells of. Raises PackRefused."""
    bag = read_zip(path)
    if hashlib.sha256(bag.result).hexdigest() != handover.result:
        raise PackRefused(_another(path.name))
    return bag


def _another(name: str) -> Words:
    return say(
        "“{name}” is another pack: its pack code is not the one in the record.",
        name=name,
    )


def report(bag: Bag, name: str = "report.pdf") -> bytes:
    """The report as it lies in the pack, or the edition of this file name."""
    return bag.files[f"data/{name}"]


def contents(bag: Bag) -> Contents:
    """What the pack holds: the report's chapters from its own outline, and the files."""
    buffer = QBuffer()
    buffer.setData(QByteArray(report(bag)))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    files = tuple(sorted(name.removeprefix("data/") for name in bag.payload))
    return Contents(_chapters(document), document.pageCount(), files)


_TITLE = Qt.ItemDataRole(int(QPdfBookmarkModel.Role.Title))
_PAGE = Qt.ItemDataRole(int(QPdfBookmarkModel.Role.Page))


def _chapters(document: QPdfDocument) -> tuple[tuple[str, int], ...]:
    """The titles of the outline, with the pages on which they begin."""
    outline = QPdfBookmarkModel()
    outline.setDocument(document)
    rows = [outline.index(row, 0) for row in range(outline.rowCount())]
    return tuple(
        (str(row.data(_TITLE)), int(row.data(_PAGE)) + 1) for row in rows
    )
