"""Print preview: the PDF itself, page by page, saved as it is, printed as it looks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QWidget
from reportlab.pdfgen.canvas import Canvas

from pbdesk.paper import SHEETS
from pbdesk.ui.dress import dress
from pbdesk.ui.files import Files
from pbdesk.ui.preview import Preview, print_pages
from pbdesk.ui.theme import theme
from pbdesk.words import say
from tests.conftest import ROOT


class Saves(Files):
    """A save dialog that is answered with one path."""

    path: Path | None = None

    def ask_save(self, title: str, name: str, pattern: str) -> Path | None:
        return self.path


@pytest.fixture(scope="module")
def pdf(tmp_path_factory) -> bytes:
    path = tmp_path_factory.mktemp("pdf") / "three.pdf"
    canvas = Canvas(str(path), pagesize=(300, 400))
    for number in (1, 2, 3):
        canvas.drawString(40, 200, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


def shown(qtbot, pdf) -> Preview:
    parent = QWidget()
    parent.resize(1000, 800)
    qtbot.addWidget(parent)
    window = Preview(say("Ballot papers"), pdf, "ballots.pdf", Saves(parent), parent)
    with qtbot.waitExposed(window):
        window.show()
    return window


@pytest.fixture
def preview(qapp, qtbot, pdf) -> Preview:
    dress(qapp)
    return shown(qtbot, pdf)


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_pages_are_turned_and_end_at_the_last(preview):
    assert "Page 1 of 3" in texts(preview)
    for _ in range(5):
        preview.turn(1)
    assert "Page 3 of 3" in texts(preview)
    preview.turn(-1)
    assert "Page 2 of 3" in texts(preview)


def test_it_grows_shrinks_and_fits_again(preview):
    preview.zoom(1)
    larger = preview.view.zoomFactor()
    preview.zoom(-1)
    assert preview.view.zoomFactor() < larger
    preview.fit_page()
    assert preview.view.zoomMode() == preview.view.ZoomMode.FitInView


def test_what_is_saved_are_the_very_bytes(preview, pdf, tmp_path):
    preview._files.path = tmp_path / "kept.pdf"
    preview.save()
    assert (tmp_path / "kept.pdf").read_bytes() == pdf
    assert "Saved as kept.pdf." in preview.message.words


def test_a_place_that_cannot_be_written_is_said(preview, tmp_path):
    preview._files.path = tmp_path / "nowhere" / "kept.pdf"
    preview.save()
    assert preview.message.words.startswith("It cannot be saved there")


def test_printing_to_a_file_gives_the_pages_that_were_chosen(qapp, pdf, tmp_path):
    kept = QByteArray(pdf)
    source, document = QBuffer(kept), QPdfDocument()
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(source)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFromTo(2, 3)
    assert print_pages(document, printer)
    printed = QPdfDocument()
    printed.load(str(tmp_path / "printed.pdf"))
    assert printed.pageCount() == 2
    printed.close()
    document.close()


def test_every_sheet_is_drawn_somewhere_behind_the_window():
    """The pictures of all sheets (`picture_sheets`) do not count.

    A person must be able to get at each.
    """
    code = "".join(
        file.read_text(encoding="utf-8")
        for part in ("app", "ui")
        for file in (ROOT / "pbdesk" / part).rglob("*.py")
        if file.name != "picture_sheets.py"
    )
    assert not [sheet.name for sheet in SHEETS if f"{sheet.make.__name__}(" not in code]


@pytest.mark.parametrize(
    ("moment", "line", "pages"),
    [("open", "Receipt for voters", 1), ("counted", "Certificate of the lot", 1)],
)
def test_receipt_and_certificate_of_the_lot_are_shown_from_the_menu(
    shell_at, qtbot, moment, line, pages
):
    shell = shell_at(moment)
    act = next(each for each in shell.menus.acts() if each.name == line)
    assert act.possible
    shell.menus.do(act.key)
    qtbot.waitUntil(lambda: shell.findChild(Preview) is not None, timeout=20_000)
    assert shell.findChild(Preview).document.pageCount() == pages


def test_before_the_count_there_is_no_certificate_of_the_lot(shell_at):
    assert not next(
        each for each in shell_at("open").menus.acts() if each.name == "Certificate of the lot"
    ).possible


def test_the_file_for_the_systems_reader_is_gone_when_the_window_closes(preview, monkeypatch):
    opened: list[Path] = []
    monkeypatch.setattr(
        "pbdesk.ui.preview.QDesktopServices.openUrl",
        lambda url: opened.append(Path(url.toLocalFile())) or True,
    )
    preview.open_in_reader()
    assert opened[0].name == "ballots.pdf"
    assert opened[0].is_file()
    preview.close()
    assert not opened[0].exists()


@pytest.mark.parametrize("colours", ["light", "dark", "contrast"])
def test_the_edge_of_the_sheet_is_seen_in_every_look(qapp, qtbot, pdf, colours):
    dress(qapp)
    theme().set(colours=colours)
    view = shown(qtbot, pdf).view
    image = view.grab().toImage()
    theme().set(colours="light")
    sheet, ground = (
        image.pixelColor(view.width() // 2, view.height() // 4),
        image.pixelColor(4, view.height() // 2),
    )
    assert sheet.name() == "#ffffff"
    assert ground.lightness() < 220
