"""The response form to fill in.

What stands on the sheet itself, and what only the program that reads it back sees.
"""

from __future__ import annotations

import dataclasses
import io
import itertools

import numpy as np
import pypdfium2
import pytest
from pypdf import PdfWriter
from pypdf.generic import NameObject

from pbdesk.i18n import ENGLISH
from pbdesk.paper.response_form import FORM, form_items, response_form_pdf
from tests.paper.conftest import CODE
from tests.paper.many import result_of
from tests.paper.millbrook import MILLBROOK
from tests.paper.reading import painted, reader, rows_of, text_of, words_of

FORM_PDF = response_form_pdf(MILLBROOK, CODE, ENGLISH)
DPI = 144
HIDDEN = 1 << 1


def test_every_field_that_is_asked_lies_in_a_box_that_is_printed(qapp):
    """So the form can be filled in by hand.

    And shows what it asks in a reader that draws no fields.
    """
    for number, page in enumerate(reader(FORM_PDF).pages):
        dark, scale = painted(FORM_PDF, number, DPI) < 128, DPI / 72
        for field in (note.get_object() for note in page.annotations or ()):
            if field["/F"] & HIDDEN:
                continue
            left, low, right, high = (
                float(side) * scale for side in field["/Rect"]
            )
            rows, around = dark.shape[0], 6
            beside = dark[
                int(rows - (low + high) / 2),
                int(left) - around : int(left) + around,
            ]
            over = dark[
                int(rows - high) - around : int(rows - high) + around,
                int((left + right) / 2),
            ]
            assert np.any(beside), field
            assert np.any(over), field


def test_nobody_is_shown_the_words_that_only_the_program_needs():
    words = text_of(FORM_PDF)
    assert " ".join(CODE) in words
    for word in (
        FORM,
        MILLBROOK.id,
        *(item.key for item in form_items(MILLBROOK)),
    ):
        assert word not in words


def heard(pdf: bytes) -> list[str]:
    """What each field and each round mark that is asked is called by a program that reads aloud."""
    notes = [
        note.get_object()
        for page in reader(pdf).pages
        for note in page.annotations or ()
    ]
    names = list[str]()
    for note in notes:
        if not note["/F"] & HIDDEN:
            names.append(
                str(
                    note.get("/TU")
                    or note["/Parent"].get_object().get("/TU", ""),
                ),
            )
    return names


def test_every_mark_is_called_by_its_item_and_no_two_alike():
    names = heard(FORM_PDF)
    for words in ("Accept", "Reject", "Reason", "Owner, an office"):
        assert f"Item 3, Friday night youth club: {words}" in names
    assert len(names) == len(set(names))


def test_each_page_says_which_result_it_belongs_to_and_the_head_by_when_and_where_to():
    told = dataclasses.replace(
        MILLBROOK,
        office="Clerk’s office",
        return_address="Town Hall",
    )
    pages = [
        words_of(page)
        for page in reader(response_form_pdf(told, CODE, ENGLISH)).pages
    ]
    assert all(" ".join(CODE) in page for page in pages)
    assert "Answer by Friday 29 January 2027" in pages[0].replace("\xa0", " ")
    assert "Send it to Clerk’s office, Town Hall" in pages[0]
    assert "Signature" in pages[-1]


def test_a_mark_that_is_set_lies_in_the_middle_of_its_circle():
    filled = PdfWriter(clone_from=io.BytesIO(FORM_PDF))
    notes = [note.get_object() for note in filled.pages[0].annotations or ()]
    mark = next(
        note for note in notes if "/accept" in note.get("/AP", {}).get("/N", {})
    )
    mark[NameObject("/AS")] = NameObject("/accept")
    made, scale = io.BytesIO(), DPI / 72
    filled.write(made)
    with pypdfium2.PdfDocument(made.getvalue()) as document:
        document.init_forms()
        dark = (
            np.asarray(document[0].render(scale=scale).to_pil().convert("L"))
            < 128
        )
    left, low, right, high = (float(side) * scale for side in mark["/Rect"])
    rows, columns = np.nonzero(
        dark[
            int(dark.shape[0] - high) : int(dark.shape[0] - low),
            int(left) : int(right),
        ],
    )
    middle = (right - left) / 2
    assert columns.mean() == pytest.approx(middle, abs=1.5)
    assert rows.mean() == pytest.approx(middle, abs=1.5)
    assert dark[int(dark.shape[0] - (low + high) / 2), int((left + right) / 2)]


def test_nobody_signs_a_page_with_nothing_on_it():
    for projects in range(14, 21):  # as many as stand on a page, and one more
        form = reader(
            response_form_pdf(result_of(projects, share=0.95), CODE, ENGLISH),
        )
        assert "Reject" in words_of(form.pages[-1]), projects


def test_a_title_of_several_lines_leaves_its_marks_alone():
    long = result_of(20)
    titles = {project.title for project in long.funded}
    page = reader(response_form_pdf(long, CODE, ENGLISH)).pages[1]
    rows = sorted(rows_of(page), reverse=True)
    assert len(titles) == 12
    assert min(high - low for high, low in itertools.pairwise(rows)) >= 8


def test_many_items_take_less_room_each():
    few, many = result_of(20), result_of(200)  # 13 and 121 items
    assert len(form_items(few)) == 13
    assert len(reader(response_form_pdf(few, CODE, ENGLISH)).pages) <= 4
    assert len(reader(response_form_pdf(many, CODE, ENGLISH)).pages) <= 31


def test_each_page_of_the_form_says_of_how_many_it_is():
    pages = reader(FORM_PDF).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in words_of(page)
