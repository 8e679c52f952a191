"""The booklet before the vote, read back."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pbdesk.i18n import ENGLISH, locale_of
from pbdesk.paper.booklet import booklet_pdf
from pbdesk.voting.styles.approval import ApprovalSettings
from tests.paper.many import lines_of_ballot
from tests.paper.millbrook import DAY, LINES, SUMMARIES
from tests.paper.reading import HAIR, reader, root_of, sizes_of, text_of


def booklet(lines=LINES, **kw) -> bytes:
    usual = {
        "style": "approval",
        "settings": ApprovalSettings(max_picks=5),
        "question": "Which projects should Millbrook fund?",
        "name": "Millbrook Assembly",
        "day": DAY,
        "currency": "GBP",
        "locale": ENGLISH,
        "made": DAY,
        "summaries": SUMMARIES,
    }
    return booklet_pdf(lines, **{**usual, **kw})


def tops(pdf: bytes, titles: list[str]) -> list[float]:
    """How high each title stands on the first page."""
    found: dict[str, float] = {}

    def visit(text, cm, tm, _font, _size):
        for title in titles:
            if (
                text.strip()
                and title.startswith(text.strip()[:12])
                and len(text.strip()) > 8
            ):
                found.setdefault(title, cm[5] + tm[5])

    reader(pdf).pages[0].extract_text(visitor_text=visit)
    return [found[title] for title in titles if title in found]


def test_every_project_stands_in_the_order_of_the_lot_with_what_it_is_and_costs():
    words = text_of(booklet())
    places = [words.index(line.title) for line in LINES]
    assert places == sorted(places)
    for line in LINES:
        assert SUMMARIES[line.project] in words
        assert f"£{line.cost // 100:,}" in words


def test_it_begins_with_how_the_ballot_is_filled_in():
    words = text_of(booklet())
    assert "Put a cross in up to five boxes." in words
    assert words.index("How to fill in the ballot") < words.index(
        LINES[0].title,
    )


def test_each_project_has_the_same_room():
    long = {
        LINES[
            1
        ].project: "Seven to ten, with two youth workers, and food for all. "
        * 4,
    }
    pdf = booklet(summaries={**SUMMARIES, **long})
    heights = tops(pdf, [line.title for line in LINES])
    steps = [round(above - below, 1) for above, below in pairwise(heights)]
    assert len(steps) >= 2
    assert max(steps) - min(steps) < 1
    assert "food for all. Seven" in text_of(pdf)


def test_large_print_has_nothing_below_18_points():
    assert min(sizes_of(booklet(large=True))) >= 18 - HAIR


def test_it_is_tagged_and_in_the_readers_language():
    root = root_of(booklet(locale=locale_of("ar")))
    assert root["/Lang"].startswith("ar")
    assert "/StructTreeRoot" in root


@pytest.mark.parametrize("language", ["en", "ar"])
def test_seventy_one_projects_of_80_letters_are_all_in_it(language):
    words = text_of(booklet(lines_of_ballot(71), locale=locale_of(language)))
    assert all(line.title[:30] in words for line in lines_of_ballot(71))


def test_without_money_nothing_costs_anything():
    assert "£" not in text_of(booklet(currency=""))


def test_a_rehearsal_says_so():
    assert "Rehearsal: nothing here is decided." in text_of(
        booklet(rehearsal=True),
    )
