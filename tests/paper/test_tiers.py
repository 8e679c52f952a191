"""Notice, report and annex: how many pages they take, and that no page is a remnant."""

from __future__ import annotations

from functools import cache

import pytest

from pbdesk.i18n import locale_of
from pbdesk.paper.project_sheets import project_sheets_pdf
from pbdesk.paper.report import ANNEX, NOTICE, REPORT
from pbdesk.paper.report.files import FILES
from tests.paper.conftest import CODE, report_of
from tests.paper.many import near_of, result_of
from tests.paper.millbrook import DAY
from tests.paper.reading import foot_of, lowest, reader, rows_of, words_of

SIZES = (8, 22, 71, 200)
TIERS = {"notice": NOTICE, "report": REPORT, "annex": ANNEX}
HEADING = {"en": 13.5, "ar": 14.5}  # pt: headings of parts are larger, nothing else is


@cache
def made(tier: str, projects: int, language: str) -> bytes:
    result = result_of(projects, language)
    return report_of(
        result,
        tier=TIERS[tier],
        locale=locale_of(language),
        near_misses=near_of(result),
        contents=tuple(FILES),
    )


each = pytest.mark.parametrize("projects", SIZES)
both = pytest.mark.parametrize("language", ["en", "ar"])


@each
@both
def test_the_notice_is_one_page(projects, language):
    assert len(reader(made("notice", projects, language)).pages) == 1


@each
@both
def test_a_council_reads_twelve_pages_at_most(projects, language):
    assert len(reader(made("report", projects, language)).pages) <= 12


@each
@both
def test_the_annex_grows_with_the_projects_and_with_nothing_else(projects, language):
    assert len(reader(made("annex", projects, language)).pages) <= 9 + 0.42 * projects


@pytest.mark.parametrize(
    ("tier", "projects", "language"),
    [
        *(("report", size, language) for size in SIZES for language in ("en", "ar")),
        *(("annex", size, "en") for size in SIZES),
        ("annex", 22, "ar"),
        ("annex", 71, "ar"),
    ],
)
def test_no_page_ends_with_a_heading_and_none_holds_a_line_alone(tier, projects, language):
    first, *others = reader(made(tier, projects, language)).pages
    for number, page in enumerate((first, *others), start=1):
        body = rows_of(page)
        assert len(body) >= 4, f"page {number} holds {body}"
        assert foot_of(page) == foot_of(first), f"page {number} runs over its foot"
        last = min(body)
        assert body[last] < HEADING[language], f"page {number} ends with a heading"


@each
@both
def test_every_project_sheet_is_one_page(projects, language):
    result = result_of(projects, language)
    near, locale = near_of(result), locale_of(language)
    for place in (0, projects // 2, len(result.funded), projects - 1):
        pdf = project_sheets_pdf(
            result,
            locale=locale,
            made=DAY,
            code=CODE,
            pack_name="pack",
            near_misses=near,
            only=result.projects[place].id,
        )
        assert len(reader(pdf).pages) == 1


@each
def test_the_first_page_has_the_total_however_many_are_funded(projects):
    first = reader(made("report", projects, "en")).pages[0]
    words, result = words_of(first), result_of(projects)
    for minor in (result.given, result.leftover, result.pot):
        assert f"£{minor // 100:,}" in words
    assert "Check it" in words
    assert lowest(first) > 60


def test_what_the_report_leaves_to_the_annex_is_named_and_stands_there():
    report = " ".join(words_of(page) for page in reader(made("report", 71, "en")).pages)
    annex = " ".join(words_of(page) for page in reader(made("annex", 71, "en")).pages)
    assert "The reason of every project: annex 2." in report
    assert "Annex 2: Why this, why not that" in annex
    for project in result_of(71).projects:
        assert project.title[:60] in annex.replace("  ", " ")


def test_page_numbers_are_links_to_their_pages():
    pdf = reader(made("report", 71, "en"))
    links = [
        note.get_object()
        for page in pdf.pages
        for note in page.annotations or ()
        if note.get_object()["/Subtype"] == "/Link"
    ]
    assert len(links) >= 8
    assert all(str(link.get("/Contents", "")) or "/Dest" in link or "/A" in link for link in links)
