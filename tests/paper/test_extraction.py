"""Whoever searches a sheet, copies from it or hears it gets the letters that were written."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest

from pbdesk.i18n import locale_of
from pbdesk.paper import SHEETS, typeset
from pbdesk.paper.scripts import plainly
from pbdesk.paper.sheet import Sheet
from pbdesk.studio.picture_sheets import sheets
from pbdesk.voting.styles import STYLES
from tests.evenings import evening_at
from tests.paper.paragraphs import paragraphs
from tests.paper.reading import operations, reader

UNSEEN = re.compile("[\\s\u200b-\u200f\u2060-\u206f\ufffe\x02\ue000-\ue00f]")
WORD = re.compile("[A-Za-z\u00c0-\u024f]+|[^\\W\\d_\u0640A-Za-z\u00c0-\u024f]+")
"""Letters of one script: another stands in another run, as does a stretch (tatweel)."""
MARK = re.compile("\ue000[a-z0-9-]+\ue001|[\ue002\ue003\n]")
"""Where the number of a page is put in, or a line ends."""


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
        faces = {
            name: _letters_of(face)
            for name, face in page["/Resources"]["/Font"].items()
        }
        face, within, instead = dict[int, str](), 0, 0
        for operands, operator in operations(page):
            if operator == "Tf":
                face = faces[str(operands[0])]
            elif operator in ("BDC", "BMC"):
                within += 1
                told = operands[1] if len(operands) > 1 else {}
                if "/ActualText" in told:
                    found.append(str(told["/ActualText"]))
                    instead = within
            elif operator == "EMC":
                instead = 0 if instead == within else instead
                within -= 1
                found.append("\n" if within == 0 else "")
            elif operator == "Tj" and not instead:
                codes = bytes(operands[0])
                found.append("".join(face[code] for code in codes))
    return "".join(found)


def _letters_of(face: Any) -> dict[int, str]:
    """Code -> letters, as the face's own table says (one byte a letter)."""
    table = face.get_object()["/ToUnicode"].get_data().decode()
    return {
        int(code, 16): bytes.fromhex(text).decode("utf-16-be")
        for code, text in re.findall(r"<(\w\w)> <(\w{4,})>\n", table)
    }


@cache
def letters(text: str) -> Counter[str]:
    """Every letter, figure and sign, however often; forms of a letter count as the letter."""
    return Counter(UNSEEN.sub("", unicodedata.normalize("NFKC", text)))


class Written:
    """Everything that was handed to the typesetter, found again by the words it is made of."""

    def __init__(self, texts: Iterable[str]) -> None:
        parts = {part for text in texts for part in MARK.split(text)}
        self._by_word: dict[str, list[tuple[Counter[str], str]]] = {}
        self._tried = set[
            tuple[frozenset[tuple[str, int]], frozenset[tuple[str, int]]]
        ]()
        for part in sorted(parts, key=lambda part: (-len(part), part)):
            words = Counter(WORD.findall(unicodedata.normalize("NFKC", part)))
            longest = max(map(len, words), default=0)
            for word in words:
                if len(word) == longest:
                    self._by_word.setdefault(word, []).append((words, part))

    def makes(self, text: str) -> bool:
        """Whether the text is a sentence of these, or several, and then only numbers of pages."""
        words = Counter(WORD.findall(unicodedata.normalize("NFKC", text)))
        self._tried.clear()
        return self._cover(words, letters(text), UNSEEN.sub("", text))

    def _cover(
        self,
        words: Counter[str],
        rest: Counter[str],
        line: str,
    ) -> bool:
        """Whether sentences make up the rest: one of them holds its longest word as its own."""
        if not words:
            return not any(letter.isalpha() for letter in rest)
        left = frozenset(words.items()), frozenset(rest.items())
        if left in self._tried:  # the same sentences in another order
            return False
        self._tried.add(left)
        told = self._by_word.get(max(words, key=len), ())
        fitting = [
            each
            for each in told
            if each[0] <= words and letters(each[1]) <= rest
        ]
        fitting.sort(
            key=lambda e: (e[0].total(), UNSEEN.sub("", e[1]) in line),
            reverse=True,
        )
        return any(
            self._cover(words - of, rest - letters(part), line)
            for of, part in fitting
        )


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


@pytest.fixture(
    scope="module",
    params=[pytest.param("en", marks=pytest.mark.studio), "ar"],
)
def made(request, tmp_path_factory):
    """Every sheet of an evening and of a case, in one language, and what was written on it."""
    found, folder = Made(), tmp_path_factory.mktemp("sheets")
    with pytest.MonkeyPatch.context() as patch:
        first_text, first_pdf, first_inputs = (
            Sheet.text,
            Sheet.pdf,
            typeset._inputs,
        )
        lines: dict[Sheet, list[str]] = {}
        whole = set[bytes]()

        def text(
            sheet: Sheet,
            x: float,
            y: float,
            words: str,
            *args: Any,
            **kw: Any,
        ) -> None:
            lines.setdefault(sheet, []).append(plainly(words))
            first_text(sheet, x, y, words, *args, **kw)

        def pdf(sheet: Sheet) -> bytes:
            made = first_pdf(sheet)
            found.drawn.append((read_aloud(made), lines.get(sheet, [])))
            whole.add(made)
            return made

        def inputs(*args: Any) -> dict[str, str]:
            handed = first_inputs(*args)
            found.set += said(json.loads(handed["data"]))
            return handed

        patch.setattr(Sheet, "text", text)
        patch.setattr(Sheet, "pdf", pdf)
        patch.setattr(typeset, "_inputs", inputs)
        evening = evening_at("declared", folder)
        found.pdfs = dict(
            sheets(evening.desk, locale_of(request.param), folder),
        )
        evening.desk.close()
        found.typeset = {
            name: pdf for name, pdf in found.pdfs.items() if pdf not in whole
        }
    return found


def test_every_sheet_that_can_be_printed_was_read(made):
    styled = {
        f"{kind}-{style}"
        for kind in (
            "ballot",
            "ballot-large",
            "specimen",
            "specimen-large",
            "count-sheet",
        )
        for style in STYLES
    }
    assert {"report-large", *(sheet.name for sheet in SHEETS), *styled} <= set(
        made.pdfs,
    )


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


def test_every_paragraph_that_is_set_is_extracted_letter_for_letter(made):
    """Each is a sentence that was written, or several: no letter more, none less, none moved."""
    written = Written(made.set)
    for name, pdf in made.typeset.items():
        read = list(paragraphs(pdf))
        assert len(read) > 5, name
        strange = [text for text in read if not written.makes(text)]
        assert not strange, (name, strange[:3])
