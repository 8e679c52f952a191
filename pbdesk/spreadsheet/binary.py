"""Weighs a spreadsheet of before 2007 (.xls: BIFF8 in an OLE container; [MS-XLS], [MS-CFB])."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Mapping

from pbdesk.spreadsheet.weight import (
    MOST_BYTES,
    Errors,
    SpreadsheetRefused,
    Weight,
    too_heavy,
)
from pbdesk.words import say

__all__ = ["weigh_binary"]

# [MS-XLS] 2.3.1: the records that matter here, by number.
_BOF = 0x0809
_FILE_PASS = 0x002F
_CONTINUE = 0x003C
_SHARED_STRINGS = 0x00FC
_SHARED_CELL = 0x00FD
_FORMULA = 0x0006
_TRUTH_OR_ERROR = 0x0205
_SHEET = 0x0085
_CELLS = {
    _FORMULA,
    0x0201,
    0x0203,
    0x0204,
    _TRUTH_OR_ERROR,
    0x027E,
    _SHARED_CELL,
}
_MANY_CELLS = {0x00BD, 0x00BE}

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
"""[MS-XLS] 2.5.10."""

type Record = tuple[int, int, bytes]
"""Where it stands in the stream, its number, its bytes."""


def weigh_binary(content: bytes) -> Mapping[str, Errors]:
    """The cells that show an error, by the name of their sheet.

    Raises SpreadsheetRefused where reading the file would take too much and for one with a
    password, and whatever olefile raises for a file that is broken.
    """
    if len(content) > MOST_BYTES:
        raise too_heavy()
    return _weigh_records(list(_records(_workbook(content))))


def _workbook(content: bytes) -> bytes:
    """The stream of the workbook in its container."""
    from olefile import OleFileIO

    file: OleFileIO[str] = OleFileIO(io.BytesIO(content))
    if file.exists("EncryptedPackage"):
        raise _locked()
    name = "Workbook" if file.exists("Workbook") else "Book"
    return file.openstream(name).read()


def _locked() -> SpreadsheetRefused:
    return SpreadsheetRefused(
        say(
            "The spreadsheet has a password. Save it without one, and read that.",
        ),
    )


def _records(stream: bytes) -> Iterator[Record]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _weigh_records(records: list[Record]) -> Mapping[str, Errors]:
    weight = Weight()
    lengths = _string_lengths(records)
    titles = _titles(records)
    for at, kind, body in records:
        if kind == _FILE_PASS:
            raise _locked()
        if kind == _BOF:
            weight.sheet(titles.get(at, str(at)))
        elif kind in _CELLS and len(body) >= 6:
            _weigh_cell(weight, kind, body, lengths)
        elif kind in _MANY_CELLS and len(body) >= 6:
            _weigh_many_cells(weight, body)
    return weight.errors


def _weigh_many_cells(weight: Weight, body: bytes) -> None:
    row, first = struct.unpack_from("<HH", body)
    (last,) = struct.unpack_from("<H", body, len(body) - 2)
    weight.filled(row, first)
    weight.filled(row, max(first, last))


def _titles(records: list[Record]) -> Mapping[int, str]:
    """The title of each sheet by where it begins ([MS-XLS] 2.4.28)."""
    titles: dict[int, str] = {}
    for _, kind, body in records:
        if kind == _SHEET and len(body) >= 8:
            (begins,) = struct.unpack_from("<I", body)
            titles[begins] = _title(body)
    return titles


def _title(body: bytes) -> str:
    coding = "utf-16-le" if body[7] & 1 else "latin-1"
    return body[8:].decode(coding, "replace")


def _weigh_cell(
    weight: Weight,
    kind: int,
    body: bytes,
    lengths: list[int],
) -> None:
    row, column = struct.unpack_from("<HH", body)
    weight.filled(row, column)
    if wrong := _error(kind, body):
        weight.error(row, column, wrong)
    if kind != _SHARED_CELL:
        weight.letters(len(body))
    elif len(body) >= 10:
        (index,) = struct.unpack_from("<I", body, 6)
        weight.letters(lengths[index] if index < len(lengths) else 0)


def _error(kind: int, body: bytes) -> str:
    """What a cell shows that holds, or was computed to, an error; empty for any other."""
    if kind == _TRUTH_OR_ERROR and len(body) >= 8 and body[7] == 1:
        return _ERRORS.get(body[6], "#ERROR!")
    computed = body[6:14]
    if (
        kind == _FORMULA
        and computed[:1] == b"\x02"
        and computed[6:8] == b"\xff\xff"
    ):
        return _ERRORS.get(computed[2], "#ERROR!")
    return ""


def _string_lengths(records: list[Record]) -> list[int]:
    """How many letters each shared string has ([MS-XLS] 2.4.265, 2.5.293)."""
    for found, (_, kind, body) in enumerate(records):
        if kind == _SHARED_STRINGS:
            return list(_Strings([body[8:], *_going_on(records[found + 1 :])]))
    return []


def _going_on(records: list[Record]) -> Iterator[bytes]:
    """The bodies of the records that go on with the one before them."""
    for _, kind, body in records:
        if kind != _CONTINUE:
            return
        yield body


class _Strings:
    """Walks the strings over the records that go on with them.

    Letters that go on in the next record have a byte before them that says whether they are wide.
    """

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._piece = self._at = 0

    def __iter__(self) -> Iterator[int]:
        while self._ready(3):
            yield self._string()

    def _ready(self, size: int) -> bool:
        """Whether so many bytes follow in one record; a string's head is never cut."""
        while self._piece < len(self._pieces):
            if self._at + size <= len(self._pieces[self._piece]):
                return True
            self._next()
        return False

    def _next(self) -> None:
        self._piece += 1
        self._at = 0

    def _string(self) -> int:
        body = self._pieces[self._piece]
        letters, flags = struct.unpack_from("<HB", body, self._at)
        self._at += 3
        aside = self._aside(flags)
        self._pass_letters(letters, wide=bool(flags & 1))
        self._pass(aside)
        return letters

    def _aside(self, flags: int) -> int:
        """How many bytes of formatting and reading aids follow the letters."""
        aside = 0
        if flags & 8:
            aside += 4 * self._number("<H", 2)
        if flags & 4:
            aside += self._number("<I", 4)
        return aside

    def _number(self, form: str, size: int) -> int:
        if not self._ready(size):
            return 0
        (number,) = struct.unpack_from(
            form,
            self._pieces[self._piece],
            self._at,
        )
        self._at += size
        return int(number)

    def _pass_letters(self, letters: int, *, wide: bool) -> None:
        while letters and self._piece < len(self._pieces):
            each = 2 if wide else 1
            here = min(
                letters,
                (len(self._pieces[self._piece]) - self._at) // each,
            )
            letters -= here
            self._at += here * each
            if letters:
                self._next()
                if self._ready(1):
                    wide = bool(self._pieces[self._piece][self._at] & 1)
                    self._at += 1

    def _pass(self, size: int) -> None:
        while size and self._piece < len(self._pieces):
            here = min(size, len(self._pieces[self._piece]) - self._at)
            size -= here
            self._at += here
            if size:
                self._next()
