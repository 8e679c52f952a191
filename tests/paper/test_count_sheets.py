"""The count sheet of a batch, read back."""

from __future__ import annotations

import itertools

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


def columns(pdf: bytes) -> list[list[int]]:
    """The numbers of the papers that each page has a column for."""
    found = list[list[int]]()
    for page in reader(pdf).pages:
        heads = words_of(page).partition("Paper number in the batch ")[2]
        found.append(
            [int(n) for n in itertools.takewhile(str.isdigit, heads.split())],
        )
    return found


def test_every_project_has_a_column_for_each_paper_of_the_batch():
    words = text_of(sheet())
    assert all(f"{line.code} " in words for line in LINES)
    assert columns(sheet()) == [list(range(1, 26))]
    assert columns(sheet(papers=7)) == [list(range(1, 8))]
    assert columns(sheet(papers=60)) == [
        list(range(1, 26)),
        list(range(26, 51)),
        list(range(51, 61)),
    ]


def test_the_batch_adds_up_on_the_sheet_both_ways_and_two_tellers_sign():
    words = text_of(sheet())
    for said in (
        "Put a cross in up to five boxes. One column for each paper.",
        "Put a stroke beside every project that is crossed.",
        "Not counted",
        "e Not clear what was meant",
        "Set aside as doubtful",
        "All rows added All columns added",
        "Papers in it",
        "Signature, reads",
    ):
        assert said in words


def test_a_sheet_with_part_of_a_batch_adds_up_what_it_has():
    words = [words_of(page) for page in reader(sheet(papers=50)).pages]
    assert all(
        "This sheet adds up" in page and "Papers on this sheet" in page
        for page in words
    )


def test_votes_are_written_down_and_never_their_price():
    words = text_of(sheet(style="quadratic"))
    assert (
        "Write the votes that stand above the crossed box, never the credits."
        in words
    )


def test_what_is_known_of_the_batch_is_printed():
    assert "Batch 3 Papers in it 25" in text_of(sheet(batch=3, papers=25))


@pytest.mark.parametrize("style", BALLOTS)
def test_every_style_can_be_counted_by_hand(style):
    assert len(reader(sheet(style=style)).pages) == 1


def test_places_are_not_added_up():
    words = text_of(sheet(style="ordinal"))
    assert "Sum of the row" not in words
    assert "All columns added" not in words
    assert "the number that stands in its box" in words


@pytest.mark.parametrize("n", [1, 8, 9, 22, 71])
def test_no_project_is_lost_however_many_there_are(n):
    lines = [
        BallotLine(
            Id(f"p{i}"),
            f"{i + 1:02d}",
            f"Idea {i}, which is told at some length",
            1,
        )
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
    assert "Rehearsal: nothing here is decided." in text_of(
        sheet(rehearsal=True),
    )


def test_the_same_sheet_has_the_same_bytes():
    assert sheet() == sheet()
