"""Print preview: what is seen is the PDF itself, and what is printed (`printing`).

"Open in the system's reader" stands beside it, and the file can be saved.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import override

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QKeySequence,
    QPalette,
    QShortcut,
)
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFrame, QMainWindow, QVBoxLayout, QWidget

from pbdesk.ui.files import Files
from pbdesk.ui.printing import Printing
from pbdesk.ui.theme import colour, px, theme, worded
from pbdesk.ui.widgets.banner import Banner
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.heading import Section
from pbdesk.words import Words, say

__all__ = ["Preview"]

_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_IN_NO_FILE = say(
    "This sheet opens the people file: it is printed, and stands in no file.",
)


class Preview(QMainWindow):
    """A sheet in a window of its own. `file_name` is what saving offers.

    `print_only`: a sheet whose words must stand in no file, such as a key.
    """

    def __init__(
        self,
        title: Words,
        pdf: bytes,
        file_name: str,
        files: Files,
        parent: QWidget,
        *,
        print_only: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._title = title
        self._pdf = pdf
        self._name = file_name
        self._files = files
        self.print_only = print_only
        self._zoom = 2
        self._read: tempfile.TemporaryDirectory[str] | None = None
        self.document, self.view = QPdfDocument(self), QPdfView(self)
        self._kept = QByteArray(
            pdf,
        )  # the buffer reads from it for as long as the window is open
        self._bytes = QBuffer(self._kept, self)
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._bytes)
        self.sending = Printing(pdf, self.document, self)
        self._show_view()
        self._stand()
        self.setWindowTitle(worded(title))
        self.resize(min(parent.width(), px(960)), parent.height())
        self._tell_page()

    def _show_view(self) -> None:
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.SinglePage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        if (
            theme().tones.outlined
        ):  # the ground is the outline's colour: white around a white sheet
            palette = self.view.palette()
            palette.setColor(QPalette.ColorRole.Dark, colour("page"))
            self.view.setPalette(palette)
        self.view.setAccessibleName(worded(self._title))
        self.view.pageNavigator().currentPageChanged.connect(self._tell_page)

    def _stand(self) -> None:
        self._head = Section(self._title)
        self.message = Banner()
        self.sending.said.connect(self._say_how_far)
        self.sending.over.connect(self._say_end)
        self.message.pressed.connect(self.sending.stop)
        self._back = _icon_button(
            "chevron-left",
            say("Page before"),
            lambda: self.turn(-1),
        )
        self._on = _icon_button(
            "chevron-right",
            say("Next page"),
            lambda: self.turn(1),
        )
        self.printing = Button(
            say("Print…"),
            "primary",
            icon="printer",
            does=self.ask_printer,
        )
        head = Line(inset=(24, 12, 24, 0))
        head.fill(self._head)
        head.add(*self._looking())
        self._lay_out(
            head,
            Line(*self._acts(), inset=(24, 8, 24, 12)),
        )
        self._take_keys()
        self.printing.setFocus()

    def _acts(self) -> list[Button]:
        """What can be done with the sheet, from the start of the line to its end."""
        if self.print_only:
            return [self.printing]
        return [
            self.printing,
            Button(say("Save as…"), does=self.save),
            Button(
                say("Open in the system's reader"),
                does=self.open_in_reader,
            ),
        ]

    def _looking(self) -> list[Button]:
        """What turns the pages and brings them nearer; it stands beside the title."""
        return [
            self._back,
            self._on,
            _icon_button("minus", say("Smaller"), lambda: self.zoom(-1)),
            _icon_button("plus", say("Larger"), lambda: self.zoom(1)),
            Button(say("Whole page"), "quiet", does=self.fit_page),
        ]

    def _lay_out(self, *bar: Line) -> None:
        inner = QWidget()
        column = _tight_column(inner)
        for line in (*bar, self.message):
            column.addWidget(line)
        column.addWidget(self.view, 1)
        self.setCentralWidget(inner)

    def _take_keys(self) -> None:
        shortcuts = (
            ("PgUp", lambda: self.turn(-1)),
            ("PgDown", lambda: self.turn(1)),
            ("Ctrl+P", self.ask_printer),
            ("Ctrl+S", self.save),
            ("Ctrl++", lambda: self.zoom(1)),
            ("Ctrl+-", lambda: self.zoom(-1)),
            ("Esc", self.close),
        )
        for keys, act in shortcuts:
            QShortcut(QKeySequence(keys), self, act)

    def _tell_page(self) -> None:
        n = self.view.pageNavigator().currentPage() + 1
        count = self.document.pageCount()
        place = say("Page {n} of {count}", n=n, count=count)
        self._head.show_text(self._title, place)
        self._back.setEnabled(n > 1)
        self._on.setEnabled(n < count)

    def turn(self, pages: int) -> None:
        """Go on by so many pages, or back."""
        navigator = self.view.pageNavigator()
        at = min(
            self.document.pageCount() - 1,
            max(0, navigator.currentPage() + pages),
        )
        navigator.jump(at, navigator.currentLocation(), navigator.currentZoom())

    def zoom(self, steps: int) -> None:
        """Larger or smaller."""
        self._zoom = min(len(_ZOOMS) - 1, max(0, self._zoom + steps))
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(_ZOOMS[self._zoom])

    def fit_page(self) -> None:
        """The whole page."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitInView)

    def ask_printer(self) -> None:
        """Ask which printer and which pages, and print."""
        if self.sending.under_way:  # pressed twice is one wish
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._name)
        self._dialog = QPrintDialog(printer, self)
        self._dialog.setMinMax(1, self.document.pageCount())
        self._dialog.accepted.connect(lambda: self.print_on(printer))
        self._dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self._dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        """Print on it, or into the file it stands for; what fails is said."""
        into_file = printer.outputFormat() == QPrinter.OutputFormat.PdfFormat
        if self.print_only and into_file:
            self.message.show_text(_IN_NO_FILE, "error")
        elif not self.sending.under_way:
            self.sending.begin(printer)

    def _say_how_far(self, words: Words) -> None:
        self.message.show_text(words, button=say("Stop"))

    def _say_end(self, words: Words, wrong: bool) -> None:
        self.message.show_text(words, "error" if wrong else "notice")

    def save(self) -> None:
        """Keep the very bytes as a file."""
        if self.print_only:
            self.message.show_text(_IN_NO_FILE)
            return
        path = self._files.ask_save(
            worded(say("Save as")),
            self._name,
            "PDF (*.pdf)",
        )
        if path is None:
            return
        try:
            path.write_bytes(self._pdf)
        except OSError as error:
            words = say(
                "It cannot be saved there: {why}.",
                why=error.strerror or "",
            )
            self.message.show_text(words, "error")
        else:
            self.message.show_text(say("Saved as {name}.", name=path.name))

    def _in_a_file(self) -> Path:
        self._read = self._read or tempfile.TemporaryDirectory(prefix="pbdesk-")
        path = Path(self._read.name) / self._name
        path.write_bytes(self._pdf)
        return path

    def open_in_reader(self) -> None:
        """Show it in the system's own program for PDF.

        From a file that is gone when this window closes.
        """
        path = self._in_a_file()
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.message.show_text(_NO_PROGRAM, "error")

    @override
    def closeEvent(self, event: QCloseEvent, /) -> None:
        self.sending.stop()
        if self._read is not None:
            self._read.cleanup()
        super().closeEvent(event)


def _icon_button(icon: str, name: Words, does: object) -> Button:
    """A button without words; its name is heard."""
    return Button("", "quiet", icon=icon, name=name, does=does)


def _tight_column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


_NO_PROGRAM = say(
    "This system names no program for PDF. Save the sheet instead.",
)
