"""Spreadsheets for tests: whole ones, ones with a part exchanged, and any."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache

from hypothesis import strategies as st
from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """A spreadsheet with one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


OPEN = "urn:oasis:names:tc:opendocument:xmlns:"


def open_document(rows: str, before: str = "") -> bytes:
    """An OpenDocument spreadsheet with one table, its rows as they stand in the file."""
    content = (
        f'{before}<office:document-content xmlns:office="{OPEN}office:1.0" '
        f'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
        f'xmlns:table="{OPEN}table:1.0" xmlns:text="{OPEN}text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Register">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(
            "mimetype",
            "application/vnd.oasis.opendocument.spreadsheet",
        )
        parts.writestr("META-INF/manifest.xml", manifest)
        parts.writestr("content.xml", content)
    return file.getvalue()


def open_cell(text: str, times: int = 1) -> str:
    """A cell of an OpenDocument table that stands so many times beside itself."""
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{times}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def open_row(*cells: str, times: int = 1) -> str:
    """A row of an OpenDocument table that stands so many times below itself."""
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def sheet_xml(rows: str) -> str:
    """A sheet of which the rows are given as they stand in the file."""
    return (
        f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    )


def zipped(book: bytes, parts: Mapping[str, str | bytes | None]) -> bytes:
    """The same spreadsheet with other parts; None takes one out."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in {*old.namelist(), *parts}:
            content = parts.get(
                name,
                old.read(name) if name in old.namelist() else None,
            )
            if content is not None:
                new.writestr(name, content)
    return file.getvalue()


@cache
def _small() -> bytes:
    return workbook(
        [
            ["name", "street", "born"],
            ["Zoë", "4 Mill Lane", 1970],
            ["Ali", "=1+1", None],
        ],
    )


_ROW = st.builds(
    '<row r="{}"><c r="{}" t="{}" s="{}"><f>{}</f><v>{}</v></c></row>'.format,
    st.integers(-1, 2000),
    st.sampled_from(["A1", "B2", "XFD9", "", "7", "ZZZZ1"]),
    st.sampled_from(["s", "n", "str", "b", "d", "e", "inlineStr", "?"]),
    st.integers(-1, 3),
    st.sampled_from(["", "A1"]),
    st.sampled_from(
        [
            "0",
            "-5",
            "1e400",
            "Zoë",
            "",
            "2026-11-26T",
            "9" * 5000,
            "NaN",
            "&lt;b&gt;",
        ],
    ),
)


@st.composite
def any_workbook(draw: st.DrawFn) -> bytes:
    """A spreadsheet with other rows, a part of anything, or bytes written over it."""
    book = _small()
    kind = draw(st.sampled_from(["rows", "part", "bytes"]))
    if kind == "rows":
        return zipped(
            book,
            {
                "xl/worksheets/sheet1.xml": sheet_xml(
                    "".join(draw(st.lists(_ROW, max_size=8))),
                ),
            },
        )
    if kind == "part":
        with zipfile.ZipFile(io.BytesIO(book)) as parts:
            name = draw(st.sampled_from(sorted(parts.namelist())))
            old = parts.read(name)
        at = draw(st.integers(0, len(old)))
        piece = draw(
            st.binary(max_size=40)
            | st.sampled_from([b"<", b">", b"</", b"&x;"]),
        )
        return zipped(book, {name: old[:at] + piece + old[at + len(piece) :]})
    file = bytearray(book)
    patch = st.tuples(
        st.integers(4, len(book)),
        st.binary(min_size=1, max_size=20),
    )
    for at, piece in draw(st.lists(patch, max_size=6)):
        file[at : at + len(piece)] = piece
    return bytes(file[: draw(st.integers(4, len(file)))])
