"""The count sheet of a batch, read back."""

from __future__ import annotations

import pytest

from pbdesk.i18n import ENGLISH, locale_of
from pbdesk.minutes.entries import Id
from pbdesk.paper.ballots import BALLOTS
from pbdesk.paper.count_sheets import count_sheet_pdf
from pbdesk.questions.sheet import BallotLine
from tests.paper.millbrook import DAY, LINES
from tests.paper.reading import reader, sizes_of, text_of, words_of
from tests.paper.test_ballots import SETTINGS


def sheet(lines=LINES, style="approval", **kw) -> bytes:
    return count_sheet_pdf(
        lines,
        style=style,
        settings=SETTINGS[style],
        **{"name": "Millbrook Assembly", "day": DAY, "locale": ENGLISH, **kw},
    )


def boxes(pdf: bytes) -> int:
    """How many boxes to write in; each has four rounded corners."""
    return sum(page.get_contents().get_data().count(b" c\n") for page in reader(pdf).pages) // 4


def test_every_project_has_ten_boxes_and_a_total():
    words = text_of(sheet())
    assert all(f"{line.code} " in words for line in LINES)
    assert boxes(sheet()) == len(LINES) * 11 + 5 + 3 + 1


def test_the_batch_adds_up_on_the_sheet_and_two_tellers_sign():
    words = text_of(sheet())
    for said in (
        "Put a cross in up to five boxes. One stroke for each cross, five to a box.",
        "Not counted",
        "Void for uncertainty",
        "Set aside as doubtful",
        "Papers in the batch",
        "Signature, reads",
    ):
        assert said in words


def test_what_is_known_of_the_batch_is_printed():
    assert "Batch 3 Papers in the batch 25" in text_of(sheet(batch=3, papers=25))


@pytest.mark.parametrize("style", BALLOTS)
def test_every_style_can_be_counted_by_hand(style):
    assert len(reader(sheet(style=style)).pages) == 1


def test_places_are_not_added_up():
    assert "Total" not in text_of(sheet(style="ordinal"))
    assert "A column for each paper" in text_of(sheet(style="ordinal"))


@pytest.mark.parametrize("n", [1, 8, 9, 22, 71])
def test_no_project_is_lost_however_many_there_are(n):
    lines = [
        BallotLine(Id(f"p{i}"), f"{i + 1:02d}", f"Idea {i}, which is told at some length", 1)
        for i in range(n)
    ]
    pages = [words_of(page) for page in reader(sheet(lines)).pages]
    words = " ".join(pages)
    assert all(f"Idea {i}, which" in words for i in range(n))
    assert words.count("The batch adds up") == 1
    assert "The batch adds up" in pages[-1]
    assert min(sizes_of(sheet(lines))) >= 9


def test_an_arabic_sheet_keeps_a_titles_full_stop_at_its_end():
    lines = [BallotLine(Id("p"), "A", "Add benches.", 1)]
    assert "Add benches." in text_of(sheet(lines, locale=locale_of("ar")))
    assert ".Add benches" not in text_of(sheet(lines, locale=locale_of("ar")))


def test_a_rehearsal_is_marked():
    assert "Rehearsal: nothing here is decided." in text_of(sheet(rehearsal=True))


def test_the_same_sheet_has_the_same_bytes():
    assert sheet() == sheet()
