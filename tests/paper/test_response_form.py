"""The response form to fill in.

What stands on the sheet itself, and what only the program that reads it back sees.
"""

from __future__ import annotations

import numpy as np

from pbdesk.i18n import ENGLISH
from pbdesk.paper.response_form import FORM, form_items, response_form_pdf
from tests.paper.conftest import CODE
from tests.paper.millbrook import MILLBROOK
from tests.paper.reading import painted, reader, text_of

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
            left, low, right, high = (float(side) * scale for side in field["/Rect"])
            rows, around = dark.shape[0], 6
            beside = dark[int(rows - (low + high) / 2), int(left) - around : int(left) + around]
            over = dark[
                int(rows - high) - around : int(rows - high) + around, int((left + right) / 2)
            ]
            assert np.any(beside), field
            assert np.any(over), field


def test_nobody_is_shown_the_words_that_only_the_program_needs():
    words = text_of(FORM_PDF)
    assert " ".join(CODE) in words
    for word in (FORM, MILLBROOK.id, *(item.key for item in form_items(MILLBROOK))):
        assert word not in words
