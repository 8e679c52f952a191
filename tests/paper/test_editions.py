"""The plain-language edition and the sheets for projects: the report's figures in fewer words."""

from __future__ import annotations

import dataclasses

import pytest

from pbdesk.i18n import ENGLISH, locale_of
from pbdesk.paper.plain import plain_pdf
from pbdesk.paper.project_sheets import project_sheets_pdf
from pbdesk.questions.near_miss import NearMiss
from pbdesk.words import say
from tests.paper.conftest import CODE
from tests.paper.millbrook import DAY, MILLBROOK
from tests.paper.reading import (
    HAIR,
    reader,
    root_of,
    sizes_of,
    text_of,
    words_of,
)

PACK = "pb-result_millbrook"
NEAR = {
    "p-g": (
        NearMiss(
            say("29 more ballots"),
            say("170 in all: before “{rival}”.", rival="Community fridge"),
            say(""),
            proved=True,
        ),
        NearMiss(say("£14,700 off its cost"), None, say(""), proved=True),
    ),
}


def plain(figures=MILLBROOK, **kw) -> bytes:
    return plain_pdf(
        figures,
        **{
            "code": CODE,
            "locale": ENGLISH,
            "made": DAY,
            "pack_name": PACK,
            **kw,
        },
    )


def sheets(figures=MILLBROOK, **kw) -> bytes:
    return project_sheets_pdf(
        figures,
        **{
            "code": CODE,
            "locale": ENGLISH,
            "made": DAY,
            "pack_name": PACK,
            **kw,
        },
    )


def test_the_plain_edition_says_what_was_decided_why_what_comes_next_and_how_to_complain():
    words = text_of(plain(near_misses=NEAR))
    for said in (
        "343 votes were counted. There was £60,000 to give.",
        "We do not recommend these projects",
        "Outdoor gym beside the pitches 141 ballots.",
        "It would have won with 29 more ballots.",
        "The vote is advice. Millbrook Town Council decides now.",
        "Millbrook Town Council answers by 29 January 2027.",
        "We ask again on 29 April 2027 and on 29 July",
        "How to complain",
        "Tell the facilitator, who led the meeting",
        " ".join(CODE),
    ):
        assert said in words.replace("\xa0", " ")


def test_the_plain_edition_has_every_project_with_its_sum():
    words = text_of(plain())
    for project in MILLBROOK.projects:
        assert f"{project.title} £{project.cost // 100:,}" in words


def test_the_plain_edition_is_large():
    assert min(sizes_of(plain())) >= 18 - HAIR


def test_a_binding_vote_is_not_called_advice():
    words = text_of(plain(dataclasses.replace(MILLBROOK, binding=True)))
    assert (
        "The vote counts. Millbrook Town Council pays for the projects."
        in words
    )
    assert "advice" not in words


def test_a_rehearsal_says_so_in_plain_words_too():
    assert "Rehearsal: nothing here was decided" in words_of(
        reader(plain(dataclasses.replace(MILLBROOK, rehearsal=True))).pages[0],
    )


def test_each_project_has_its_sheet_in_the_order_of_the_result():
    pages = [words_of(page) for page in reader(sheets()).pages]
    assert len(pages) == len(MILLBROOK.projects)
    for project, page in zip(MILLBROOK.projects, pages, strict=True):
        assert project.title in page
        assert (
            "Money line: £56,700 of £60,000 recommended, £3,300 left." in page
        )
        assert "Where to ask" in page
        assert " ".join(CODE) in page


def test_a_sheet_says_why_and_the_least_that_would_have_won():
    words = text_of(sheets(only="p-g", near_misses=NEAR))
    assert "Not recommended, number 6 by support" in words
    assert (
        "141 ballots. At its turn only £3,300 was left and it costs £18,000."
        in words
    )
    assert (
        "29 more ballots. 170 in all: before “Community fridge”. £14,700 off its cost."
        in words
    )


def test_a_funded_projects_sheet_says_who_answers_and_when():
    words = text_of(sheets(only="p-f")).replace("\xa0", " ")
    assert "Recommended, item 1 of the result" in words
    assert "Millbrook Town Council answers by 29 January 2027." in words
    assert "It would have won" not in words


def test_before_the_pack_a_sheet_has_no_code():
    words = text_of(sheets(only="p-g", code=(), pack_name=""))
    assert "Pack code" not in words
    assert "Check it" not in words


def test_a_project_that_is_not_there_has_no_sheet():
    with pytest.raises(ValueError, match="no such project"):
        sheets(only="p-x")


def test_of_many_projects_only_those_around_the_line_and_this_one_are_shown():
    many = tuple(
        dataclasses.replace(
            MILLBROOK.projects[7],
            id=f"p{i}",
            title=f"Idea number {i}.",
            place=i + 1,
        )
        for i in range(60)
    )
    words = text_of(
        sheets(dataclasses.replace(MILLBROOK, projects=many), only="p40"),
    )
    assert all(f"Idea number {i}." in words for i in (0, 1, 2, 39, 40, 41))
    assert all(f"Idea number {i}." not in words for i in (3, 20, 38, 42, 59))


@pytest.mark.parametrize("make", [plain, sheets])
def test_the_editions_are_tagged_and_turn_around_in_arabic(make):
    root = root_of(make(locale=locale_of("ar")))
    assert root["/Lang"].startswith("ar")
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root


def test_a_code_for_a_camera_that_stands_on_every_page_is_kept_once():
    pages = reader(sheets()).pages
    pictures = {
        shown.indirect_reference.idnum
        for page in pages
        for shown in page["/Resources"]["/XObject"].values()
    }
    assert len(pages) > len(pictures) == 1


def test_a_title_in_latin_letters_is_one_piece_in_an_arabic_sheet():
    """A mark of its own for each word made papers a third larger, and hard to mark with a mouse."""
    pieces = list[str]()
    page = reader(sheets(only="p-f", locale=locale_of("ar"))).pages[0]
    page.extract_text(visitor_text=lambda text, *_: pieces.append(text))
    assert any("Lighting on the riverside path" in piece for piece in pieces)
