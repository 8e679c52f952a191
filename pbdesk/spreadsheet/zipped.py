"""Weighs a zipped spreadsheet: Office Open XML (.xlsx; ECMA-376) and OpenDocument (.ods; 1.3).

The parts are streamed through Python's own expat, which makes no tree. A document type is refused:
neither form has one, and entities are declared there.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pyexpat import ParserCreate, XMLParserType

from pbdesk.spreadsheet.weight import (
    MOST_BYTES,
    Errors,
    SpreadsheetRefused,
    Weight,
    too_heavy,
)
from pbdesk.words import say

__all__ = ["weigh_zipped"]

_MOST_PARTS = 1000
_MOST_TIMES = 200
_MOST_ELEMENTS = 500_000
"""In the whole file: 20,000 lines of ten columns, a microsecond or two each."""

_PIECE = 1 << 16
_A1 = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_SHARED = "xl/sharedStrings.xml"

type Attributes = Mapping[str, str]


def weigh_zipped(content: bytes) -> Mapping[str, Errors]:
    """The cells that show an error, by the name of their sheet.

    Raises SpreadsheetRefused where reading the file would take too much, and whatever zipfile and
    expat raise for a file that is broken.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        whole = parts.infolist()
        size = sum(part.file_size for part in whole)
        most = min(MOST_BYTES, _MOST_TIMES * len(content))
        if len(whole) > _MOST_PARTS or size > most:
            raise too_heavy()
        return _weigh_parts(parts, [part.filename for part in whole])


def _weigh_parts(
    parts: zipfile.ZipFile,
    names: list[str],
) -> Mapping[str, Errors]:
    xml = [name for name in names if name.lower().endswith((".xml", ".rels"))]
    elements = _Elements()
    book = _Book()
    for name in sorted(xml, key=lambda name: name != _SHARED):
        book.weight.sheet(name)
        _stream(parts, name, book.reader(name), elements)
    return book.errors()


class _Book:
    """A spreadsheet while its parts are read, the strings that cells share first."""

    def __init__(self) -> None:
        self.weight = Weight()
        self._shared = _SharedStrings()
        self._titles = _Workbook()
        self._targets = _Targets()

    def reader(self, part: str) -> _Reader:
        """Who hears the elements of a part."""
        if part == _SHARED:
            return self._shared
        if part == "xl/workbook.xml":
            return self._titles
        if part == "xl/_rels/workbook.xml.rels":
            return self._targets
        if part.startswith("xl/worksheets/"):
            return _Worksheet(self.weight, self._shared.lengths)
        if part == "content.xml":
            return _OpenTables(self.weight)
        return _Reader()

    def errors(self) -> Mapping[str, Errors]:
        """The cells that show an error, by the title of their sheet where it has one."""
        named = {
            self._targets.parts.get(key, ""): title
            for key, title in self._titles.sheets.items()
        }
        found = self.weight.errors
        return {named.get(part, part): cells for part, cells in found.items()}


class _Elements:
    """Elements of XML in the whole file."""

    def __init__(self) -> None:
        self._seen = 0

    def another(self) -> None:
        """Count one; raises SpreadsheetRefused where there are too many."""
        self._seen += 1
        if self._seen > _MOST_ELEMENTS:
            raise too_heavy()


class _Reader:
    """Hears the elements of a part, each by its name without a prefix."""

    def start(self, name: str, given: Attributes) -> None:
        """An element begins."""

    def text(self, letters: str) -> None:
        """Letters between elements."""

    def end(self, name: str) -> None:
        """An element ends."""


def _stream(
    parts: zipfile.ZipFile,
    name: str,
    reader: _Reader,
    elements: _Elements,
) -> None:
    _feed(parts, name, _parser(reader, elements))


def _parser(reader: _Reader, elements: _Elements) -> XMLParserType:
    parser = ParserCreate()

    def start(tag: str, given: dict[str, str]) -> None:
        elements.another()
        reader.start(_local(tag), given)

    parser.StartElementHandler = start
    parser.CharacterDataHandler = reader.text
    parser.EndElementHandler = lambda tag: reader.end(_local(tag))
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.buffer_text = True
    return parser


def _feed(parts: zipfile.ZipFile, name: str, parser: XMLParserType) -> None:
    read = 0
    with parts.open(name) as file:
        for piece in iter(lambda: file.read(_PIECE), b""):
            read += len(piece)
            if read > MOST_BYTES:
                raise too_heavy()
            _ = parser.Parse(piece)
    is_final = True
    _ = parser.Parse(b"", is_final)


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _refuse_doctype(*_: object) -> None:
    raise SpreadsheetRefused(
        say(
            "This is not a spreadsheet that can be read. Save it as XLSX or as “CSV "
            "UTF-8”, and read that.",
        ),
    )


class _SharedStrings(_Reader):
    """How long each of the strings is that cells share (ECMA-376 part 1, 18.4)."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def start(self, name: str, given: Attributes) -> None:
        """An element begins."""
        del given
        if name == "si":
            self.lengths.append(0)

    def text(self, letters: str) -> None:
        """Letters stand between elements."""
        if self.lengths:
            self.lengths[-1] += len(letters)


class _Workbook(_Reader):
    """The titles of the sheets by their key (ECMA-376 part 1, 18.2.19)."""

    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}

    def start(self, name: str, given: Attributes) -> None:
        """An element begins."""
        if name != "sheet":
            return
        for attribute, key in given.items():
            if _local(attribute) == "id":
                self.sheets[key] = given.get("name", "")


class _Targets(_Reader):
    """In which part each sheet stands, by its key (ECMA-376 part 2, 9.3)."""

    def __init__(self) -> None:
        self.parts: dict[str, str] = {}

    def start(self, name: str, given: Attributes) -> None:
        """An element begins."""
        if name == "Relationship":
            target = given.get("Target", "")
            part = target[1:] if target.startswith("/") else f"xl/{target}"
            self.parts[given.get("Id", "")] = part


class _Worksheet(_Reader):
    """The cells of a sheet (ECMA-376 part 1, 18.3.1.4); one without a place follows the last."""

    def __init__(self, weight: Weight, lengths: list[int]) -> None:
        self._weight = weight
        self._lengths = lengths
        self._row = -1
        self._column = -1
        self._shared = self._wrong = False
        self._value = ""

    def start(self, name: str, given: Attributes) -> None:
        """An element begins."""
        if name == "row":
            self._row = self._row_of(given.get("r", ""))
            self._column = -1
        elif name == "c":
            self._place(given.get("r", ""))
            self._shared = given.get("t") == "s"
            self._wrong = given.get("t") == "e"
            self._value = ""
        elif name == "v":
            self._value = ""

    def _row_of(self, said: str) -> int:
        if said.isdecimal():
            return int(said) - 1
        return self._row + 1

    def _place(self, said: str) -> None:
        found = _A1.fullmatch(said)
        if found is None:
            self._column += 1
        else:
            self._column = _column_of(found[1])
            self._row = int(found[2]) - 1
        self._weight.filled(max(self._row, 0), self._column)

    def text(self, letters: str) -> None:
        """Letters stand between elements."""
        if self._shared or self._wrong:
            self._value += letters[:10]
        else:
            self._weight.letters(len(letters))

    def end(self, name: str) -> None:
        """An element is over."""
        if name != "c":
            return
        if self._wrong:
            self._weight.error(
                max(self._row, 0),
                self._column,
                self._value.strip(),
            )
        if self._shared:
            self._weight.letters(self._shared_length(self._value.strip()))

    def _shared_length(self, index: str) -> int:
        """How long a shared string is; 0 for one that is not there."""
        if index.isdecimal() and int(index) < len(self._lengths):
            return self._lengths[int(index)]
        return 0


def _column_of(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


class _OpenTables(_Reader):
    """Tables of an OpenDocument (part 3, 9.1): rows and cells may say how often they stand."""

    def __init__(self, weight: Weight) -> None:
        self._weight = weight
        self._row = self._column = 0
        self._rows = self._times = 1
        self._letters = self._of_row = 0
        self._filled: list[int] = []
        self._wrong = False
        self._shown = ""

    def start(self, name: str, given: Attributes) -> None:
        """An element begins."""
        if name == "table":
            self._weight.sheet(_said(given, "name"))
            self._row = 0
        elif name == "table-row":
            self._rows = _times(given, "number-rows-repeated")
            self._column = self._of_row = 0
            self._filled = []
        elif name in {"table-cell", "covered-table-cell"}:
            self._cell(given)

    def _cell(self, given: Attributes) -> None:
        self._times = _times(given, "number-columns-repeated")
        kinds = {
            value for key, value in given.items() if _local(key) == "value-type"
        }
        self._letters = 1 if kinds else 0
        self._wrong = "error" in kinds
        self._shown = ""

    def text(self, letters: str) -> None:
        """Letters stand between elements."""
        self._letters += len(letters)
        if self._wrong:
            self._shown += letters[:10]

    def end(self, name: str) -> None:
        """An element is over."""
        if name in {"table-cell", "covered-table-cell"}:
            self._cell_over()
        elif name == "table-row":
            self._row_over()

    def _cell_over(self) -> None:
        if self._letters:
            self._filled += [self._column, self._column + self._times - 1]
            self._of_row += self._letters * self._times
        if self._wrong:
            self._weight.error(self._row, self._column, self._shown.strip())
        self._column += self._times
        self._letters = 0
        self._wrong = False

    def _row_over(self) -> None:
        if self._filled:
            last = self._row + self._rows - 1
            self._weight.filled(self._row, min(self._filled))
            self._weight.filled(last, max(self._filled))
            self._weight.letters(self._of_row * self._rows)
        self._row += self._rows


def _said(given: Attributes, wanted: str, absent: str = "") -> str:
    """What an attribute says, whatever its prefix; `absent` where there is none."""
    for name, value in given.items():
        if _local(name) == wanted:
            return value
    return absent


def _times(given: Attributes, wanted: str) -> int:
    return max(int(_said(given, wanted, "1")), 1)
