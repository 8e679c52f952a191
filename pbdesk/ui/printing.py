"""Printing: the chosen pages of a sheet go to a printer or into a file, and the window lives on.

Where the system has `lp` (CUPS: Linux, macOS) it gets the PDF itself by a pipe, in the size in
which it was drawn, so that words stay words and boxes stand where a scanner looks for them.
Elsewhere, or where that fails, pages are painted at the printer's resolution, one between two
events.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject, QProcess, QSize, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from pbdesk.words import Words, say

__all__ = ["Printing", "chosen_pages"]

_FINEST = 600  # dots an inch: more only makes the job larger
_SIDES = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}


@dataclass(frozen=True, slots=True)
class _Job:
    """Pages `first` to `last`, from 1."""

    first: int
    last: int


class Printing(QObject):
    """One sheet on its way to paper.

    `said` tells how it goes, `over` how it ended, and whether wrongly.
    """

    said = Signal(Words)
    over = Signal(Words, bool)

    def __init__(
        self,
        pdf: bytes,
        document: QPdfDocument,
        parent: QObject,
    ) -> None:
        """`document` shows `pdf`."""
        super().__init__(parent)
        self._pdf, self._document = pdf, document
        self._program: QProcess | None = None
        self._painting: Generator[int, None, bool] | None = None
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._step)

    @property
    def under_way(self) -> bool:
        """Whether pages are on their way."""
        return self._painting is not None or self._program is not None

    def begin(self, printer: QPrinter) -> None:
        """Print what was chosen in the system's dialog."""
        job = self._job(printer)
        if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:
            self._write(job, printer.outputFileName())
        else:
            self._put_on_paper(job, printer)

    def _put_on_paper(self, job: _Job, printer: QPrinter) -> None:
        program = shutil.which("lp")
        if program is None:
            self._paint(job, printer)
        else:
            self._hand_over(program, job, printer)

    def stop(self) -> None:
        """Send no more pages."""
        program, painting = self._program, self._painting
        self._program = self._painting = None
        if program is not None:
            program.kill()
            _ = program.waitForFinished(1000)
        if painting is not None:
            painting.close()
        if program is not None or painting is not None:
            self.over.emit(
                say("Stopped. What was sent before may still be printed."),
                False,
            )

    def _job(self, printer: QPrinter) -> _Job:
        most = self._document.pageCount()
        return _Job(
            printer.fromPage() or 1,
            min(printer.toPage() or most, most),
        )

    # Into a file

    def _write(self, job: _Job, name: str) -> None:
        path = Path(name)
        try:
            _ = path.write_bytes(chosen_pages(self._pdf, job.first, job.last))
        except OSError as error:
            words = say(
                "It cannot be saved there: {why}.",
                why=error.strerror or "",
            )
            self.over.emit(words, True)
        else:
            self.over.emit(
                say("Printed into the file “{name}”.", name=path.name),
                False,
            )

    # To the system's own printing

    def _hand_over(self, path: str, job: _Job, printer: QPrinter) -> None:
        sides = _SIDES.get(printer.duplex())
        program = self._program = QProcess(self)
        program.finished.connect(
            lambda code, _how: self._handed_over(code, job, printer),
        )
        program.errorOccurred.connect(
            lambda _error: self._handed_over(1, job, printer),
        )
        program.start(
            path,
            [
                *("-d", printer.printerName()),
                *("-n", str(max(1, printer.copyCount()))),
                *("-o", "print-scaling=none"),
                *(("-o", f"sides={sides}") if sides else ()),
            ],
        )
        self.said.emit(say("On its way to the printer."))
        _ = program.write(chosen_pages(self._pdf, job.first, job.last))
        program.closeWriteChannel()

    def _handed_over(self, code: int, job: _Job, printer: QPrinter) -> None:
        if self._program is None:
            return
        self._program.deleteLater()
        self._program = None
        if code == 0:
            self.over.emit(say("Handed to the printer."), False)
        else:
            self._paint(job, printer)

    # As pictures

    def _paint(self, job: _Job, printer: QPrinter) -> None:
        self._painting = _painted(self._document, printer, job)
        self._step()

    def _step(self) -> None:
        if self._painting is None:
            return
        try:
            number = next(self._painting)
        except StopIteration as end:
            self._painting = None
            self._told(taken=cast("bool", end.value))
        else:
            self.said.emit(
                say("Page {n} is on its way to the printer.", n=number),
            )
            self._next.start()

    def _told(self, *, taken: bool) -> None:
        if taken:
            self.over.emit(say("Handed to the printer."), False)
        else:
            self.over.emit(
                say("The printer did not take it. Choose another printer."),
                True,
            )


def chosen_pages(pdf: bytes, first: int, last: int) -> bytes:
    """Some pages of a PDF as a PDF, their words still words; all of them are its very bytes."""
    from pypdfium2 import PdfDocument

    with PdfDocument(pdf) as source:
        if (first, last) == (1, len(source)):
            return pdf
        with PdfDocument.new() as part:
            _ = part.import_pages(source, list(range(first - 1, last)))
            written = io.BytesIO()
            part.save(written)
            return written.getvalue()


def _painted(
    document: QPdfDocument,
    printer: QPrinter,
    job: _Job,
) -> Generator[int, None, bool]:
    """Paint page by page; each number is a page that was painted. Whether the printer took them."""
    printer.setFullPage(True)
    printer.setResolution(min(_FINEST, printer.resolution()))
    painter = QPainter()
    if not painter.begin(printer):
        return False
    try:
        for number in range(job.first, job.last + 1):
            if number > job.first:
                _ = printer.newPage()
            points = (
                document.pagePointSize(number - 1) / 72 * printer.resolution()
            )
            dots = QSize(round(points.width()), round(points.height()))
            painter.drawImage(0, 0, document.render(number - 1, dots))
            yield number
    finally:
        ended = painter.end()
    return ended
