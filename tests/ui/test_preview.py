"""Print preview: the PDF itself, page by page, saved as it is, printed as it looks."""

from __future__ import annotations

import inspect
import os
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QWidget
from reportlab.pdfgen.canvas import Canvas

from pbdesk.i18n import render
from pbdesk.paper import SHEETS
from pbdesk.ui.dress import dress
from pbdesk.ui.files import Files
from pbdesk.ui.preview import Preview
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
    window = Preview(
        say("Ballot papers"),
        pdf,
        "ballots.pdf",
        Saves(parent),
        parent,
    )
    with qtbot.waitExposed(window):
        window.show()
    return window


@pytest.fixture
def preview(qapp, qtbot, pdf) -> Preview:
    dress(qapp)
    return shown(qtbot, pdf)


def texts(widget: QWidget) -> list[str]:
    return [
        label.text()
        for label in widget.findChildren(QLabel)
        if label.isVisible()
    ]


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


def into(path: Path) -> QPrinter:
    """What the system's dialog gives for “Print to file”."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_printing_into_a_file_gives_the_chosen_pages_as_text_and_says_that_it_was_a_file(
    preview,
    tmp_path,
):
    printer = into(tmp_path / "printed.pdf")
    printer.setFromTo(2, 3)
    preview.print_on(printer)
    pages = PdfReader(tmp_path / "printed.pdf").pages
    assert [page.extract_text().strip() for page in pages] == [
        "Page 2",
        "Page 3",
    ]
    assert preview.message.words == "Printed into the file “printed.pdf”."


def test_all_pages_printed_into_a_file_are_the_very_bytes(
    preview,
    pdf,
    tmp_path,
):
    preview.print_on(into(tmp_path / "printed.pdf"))
    assert (tmp_path / "printed.pdf").read_bytes() == pdf


def test_a_file_that_cannot_be_written_is_said_and_no_printer_is_named(
    preview,
    tmp_path,
):
    preview.print_on(into(tmp_path / "nowhere" / "printed.pdf"))
    assert preview.message.words.startswith("It cannot be saved there")


def test_a_sheet_that_must_stand_in_no_file_is_not_printed_into_one(
    preview,
    tmp_path,
):
    preview.print_only = True
    preview.print_on(into(tmp_path / "key.pdf"))
    assert not (tmp_path / "key.pdf").exists()
    assert "stands in no file" in preview.message.words


def a_printer(monkeypatch) -> QPrinter:
    """One that the system knows: what its dialog gives when a printer is chosen."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    monkeypatch.setattr(
        QPrinter,
        "outputFormat",
        lambda _: QPrinter.OutputFormat.NativeFormat,
    )
    monkeypatch.setattr(QPrinter, "printerName", lambda _: "Hall")
    return printer


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.mark.skipif(
    sys.platform == "win32",
    reason="lp is a program of Linux and macOS",
)
def test_the_systems_own_printing_gets_the_words_themselves_while_the_window_lives(
    preview,
    qtbot,
    tmp_path,
    monkeypatch,
):
    program(
        tmp_path,
        "lp",
        f'echo "$@" > {tmp_path}/asked; sleep 0.2; cat > {tmp_path}/came.pdf',
    )
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    printer = a_printer(monkeypatch)
    printer.setFromTo(3, 3)
    preview.print_on(printer)
    assert preview.message.words == "On its way to the printer.", (
        "it did not wait for the program"
    )
    preview.print_on(printer)
    qtbot.waitUntil(lambda: preview.message.words == "Handed to the printer.")
    assert (
        (tmp_path / "asked")
        .read_text()
        .startswith("-d Hall -n 1 -o print-scaling=none")
    )
    [page] = PdfReader(tmp_path / "came.pdf").pages
    assert page.extract_text().strip() == "Page 3"


@pytest.mark.skipif(
    sys.platform == "win32",
    reason="lp is a program of Linux and macOS",
)
def test_where_that_fails_pages_are_painted_one_between_two_events_and_can_be_stopped(
    preview,
    qtbot,
    tmp_path,
    monkeypatch,
):
    program(tmp_path, "lp", "cat > /dev/null; exit 1")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    file = tmp_path / "painted.pdf"
    printer = into(file)
    monkeypatch.setattr(
        QPrinter,
        "outputFormat",
        lambda _: QPrinter.OutputFormat.NativeFormat,
    )
    told, stops = [], ["Page 2 is on its way to the printer."]
    depths: list[int] = []

    def follow(words):
        told.append(render(words))
        depths.append(len(inspect.stack(0)))
        if told[-1] in stops:
            preview.message.pressed.emit()

    preview.sending.said.connect(follow)
    preview.print_on(printer)
    qtbot.waitUntil(lambda: preview.message.words.startswith("Stopped."))
    assert told[-1] == stops.pop()
    preview.print_on(printer)
    qtbot.waitUntil(lambda: preview.message.words == "Handed to the printer.")
    assert told[-1] == "Page 3 is on its way to the printer."
    assert len(PdfReader(file).pages) == 3
    assert depths[-1] == depths[-2], "each page in an event of its own"


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
    assert not [
        sheet.name for sheet in SHEETS if f"{sheet.make.__name__}(" not in code
    ]


@pytest.mark.parametrize(
    ("moment", "line", "pages"),
    [
        ("open", "Receipt for voters", 1),
        ("counted", "Certificate of the lot", 1),
    ],
)
def test_receipt_and_certificate_of_the_lot_are_shown_from_the_menu(
    shell_at,
    qtbot,
    moment,
    line,
    pages,
):
    shell = shell_at(moment)
    act = next(each for each in shell.menus.acts() if each.name == line)
    assert act.possible
    shell.menus.do(act.key)
    qtbot.waitUntil(lambda: shell.findChild(Preview) is not None)
    assert shell.findChild(Preview).document.pageCount() == pages


def test_before_the_count_there_is_no_certificate_of_the_lot(shell_at):
    assert not next(
        each
        for each in shell_at("open").menus.acts()
        if each.name == "Certificate of the lot"
    ).possible


def test_the_file_for_the_systems_reader_is_gone_when_the_window_closes(
    preview,
    monkeypatch,
):
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
