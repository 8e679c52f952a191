"""Whoever searches a sheet, copies from it or hears it gets the letters that were written."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pytest
import typst
from pypdf.generic import ContentStream

from pbdesk.i18n import locale_of
from pbdesk.paper import SHEETS
from pbdesk.paper.scripts import plainly
from pbdesk.paper.sheet import Sheet
from pbdesk.studio.picture_sheets import sheets
from tests.evenings import evening_at
from tests.paper.reading import reader

UNSEEN = re.compile("[\\s\u200b-\u200f\u2060-\u206f\ufffe\x02\ue000-\ue00f]")
WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass
class Made:
    """What was written while sheets were made: the lines of each that is drawn, the data set."""

    drawn: list[tuple[str, list[str]]] = field(default_factory=list)
    set: list[str] = field(default_factory=list)
    pdfs: dict[str, bytes] = field(default_factory=dict)
    typeset: dict[str, bytes] = field(default_factory=dict)


def read_aloud(pdf: bytes) -> str:
    """The text of a sheet that is drawn: ActualText where it is given, else what the faces say.

    ISO 32000-1, 14.9.4 and 9.10.2.
    """
    found = list[str]()
    for page in reader(pdf).pages:
        faces = {name: _letters_of(face) for name, face in page["/Resources"]["/Font"].items()}
        face, within, instead = dict[int, str](), 0, 0
        for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
            if operator == b"Tf":
                face = faces[operands[0]]
            elif operator in (b"BDC", b"BMC"):
                within += 1
                told = operands[1] if len(operands) > 1 else {}
                if "/ActualText" in told:
                    found.append(str(told["/ActualText"]))
                    instead = within
            elif operator == b"EMC":
                instead = 0 if instead == within else instead
                within -= 1
                found.append("\n" if within == 0 else "")
            elif operator == b"Tj" and not instead:
                codes = operands[0].original_bytes
                found.append("".join(face[code] for code in codes))
    return "".join(found)


def _letters_of(face: Any) -> dict[int, str]:
    """Code -> letters, as the face's own table says (one byte a letter)."""
    table = face.get_object()["/ToUnicode"].get_data().decode()
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for code, text in re.findall(r"<(\w\w)> <(\w{4,})>\n", table)
    }


def extracted(pdf: bytes) -> str:
    """The text of a document that is set, as a browser's reader copies it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def letters(text: str) -> Counter[str]:
    """Every letter, figure and sign, however often; forms of a letter count as the letter."""
    return Counter(UNSEEN.sub("", unicodedata.normalize("NFKC", text)))


def turnable(word: str) -> str:
    """The letters of a word whatever their order."""
    return "".join(sorted(unicodedata.normalize("NFKC", word)))


def said(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from said(inner)
        case list():
            for inner in value:
                yield from said(inner)
        case _:
            yield str(value)


@pytest.fixture(scope="module", params=["en", "ar"])
def made(request, tmp_path_factory):
    """Every sheet of an evening and of a case, in one language, and what was written on it."""
    found, folder = Made(), tmp_path_factory.mktemp("sheets")
    with pytest.MonkeyPatch.context() as patch:
        first_text, first_pdf, first_compile = Sheet.text, Sheet.pdf, typst.compile
        lines: dict[Sheet, list[str]] = {}
        whole = set[bytes]()

        def text(sheet: Sheet, x: float, y: float, words: str, *args: Any, **kw: Any) -> None:
            lines.setdefault(sheet, []).append(plainly(words))
            first_text(sheet, x, y, words, *args, **kw)

        def pdf(sheet: Sheet) -> bytes:
            made = first_pdf(sheet)
            found.drawn.append((read_aloud(made), lines.get(sheet, [])))
            whole.add(made)
            return made

        def compiled(*args: Any, **kw: Any) -> Any:
            found.set += said(json.loads(kw["sys_inputs"]["data"]))
            return first_compile(*args, **kw)

        patch.setattr(Sheet, "text", text)
        patch.setattr(Sheet, "pdf", pdf)
        patch.setattr(typst, "compile", compiled)
        evening = evening_at("declared", folder)
        found.pdfs = dict(sheets(evening.desk, locale_of(request.param), folder))
        evening.desk.close()
        found.typeset = {name: pdf for name, pdf in found.pdfs.items() if pdf not in whole}
    return found


def test_every_sheet_that_can_be_printed_was_read(made):
    assert {sheet.name for sheet in SHEETS} <= set(made.pdfs)


def test_what_is_drawn_is_extracted_letter_for_letter(made):
    assert len(made.drawn) > 20
    for text, lines in made.drawn:
        assert letters(text) == letters("".join(lines)), lines[:3]


def test_each_line_that_is_drawn_is_extracted_in_its_own_order(made):
    """Letters alone would not tell a line that is read from its end."""
    for text, lines in made.drawn:
        whole = UNSEEN.sub("", unicodedata.normalize("NFKC", text))
        for line in lines:
            wanted = UNSEEN.sub("", unicodedata.normalize("NFKC", line))
            assert wanted in whole, line


def test_no_document_says_a_word_that_was_not_written(made):
    """A letter that is doubled or lost makes a word that nobody wrote.

    In which order a reader gives the letters of a ligature is its own matter.
    """
    whole = unicodedata.normalize("NFKC", " ".join(made.set))
    written = {turnable(word) for word in WORD.findall(whole)}
    for name, pdf in made.typeset.items():
        words = WORD.findall(unicodedata.normalize("NFKC", extracted(pdf)))
        # A reader that puts a space into a word makes two, both parts of what was written.
        strange = {w for w in words if turnable(w) not in written and w not in whole}
        assert len(words) > 20, name
        few = 0.03 * len(words)  # both at once: a ligature in a word that is cut
        assert len(strange) <= few, (name, sorted(strange)[:12])
