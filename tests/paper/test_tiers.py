"""Notice, report and annex: how many pages they take, and that no page is a remnant."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any

import pytest

from pbdesk.assembly.figures import Figures
from pbdesk.i18n import locale_of, render_money
from pbdesk.paper.plain import plain_pdf
from pbdesk.paper.project_sheets import project_sheets_pdf
from pbdesk.paper.report import ALL, ANNEX, BOUND, NOTICE, REPORT
from pbdesk.paper.report.files import FILES
from pbdesk.paper.report.source import FEW
from pbdesk.questions.near_miss import NearMiss
from pbdesk.words import say
from tests.paper.conftest import CODE, report_of
from tests.paper.many import near_of, result_of, title
from tests.paper.millbrook import DAY
from tests.paper.reading import (
    baselines,
    body_of,
    foot_of,
    lowest,
    reader,
    words_of,
)

SIZES = (8, 22, 71, 200)
TIERS = {"notice": NOTICE, "report": REPORT, "annex": ANNEX}
HEADING = {
    "en": 13.5,
    "ar": 14.5,
}  # pt: headings of parts are larger, nothing else is


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


def _of(projects: int, language: str, *before: str) -> Any:
    """The longest documents in the second language are made with the looks."""
    rare = (projects, language) == (max(SIZES), "ar")
    marks = pytest.mark.studio if rare else ()
    return pytest.param(*before, projects, language, marks=marks)


each_in_both = pytest.mark.parametrize(
    ("projects", "language"),
    [_of(size, language) for size in SIZES for language in ("en", "ar")],
)


@each_in_both
def test_the_notice_is_one_page(projects, language):
    assert len(reader(made("notice", projects, language)).pages) == 1


@each_in_both
def test_a_council_reads_twelve_pages_at_most(projects, language):
    assert len(reader(made("report", projects, language)).pages) <= 12


@pytest.mark.parametrize(
    ("projects", "language"),
    [*((size, "en") for size in SIZES), *((size, "ar") for size in SIZES[:3])],
)
def test_the_annex_grows_with_the_projects_and_with_nothing_else(
    projects,
    language,
):
    assert (
        len(reader(made("annex", projects, language)).pages)
        <= 9 + 0.42 * projects
    )


@pytest.mark.parametrize(
    ("tier", "projects", "language"),
    [
        *(_of(size, lang, "report") for size in SIZES for lang in ("en", "ar")),
        *(("annex", size, "en") for size in SIZES),
        ("annex", 22, "ar"),
        ("annex", 71, "ar"),
    ],
)
def test_no_page_ends_with_a_heading_and_none_holds_a_line_alone(
    tier,
    projects,
    language,
):
    pages = [
        baselines(page) for page in reader(made(tier, projects, language)).pages
    ]
    for number, lines in enumerate(pages, start=1):
        body = body_of(lines)
        assert len(body) >= 4, f"page {number} holds {body}"
        assert foot_of(lines) == foot_of(pages[0]), (
            f"page {number} runs over its foot"
        )
        last = min(body)
        assert body[last] < HEADING[language], (
            f"page {number} ends with a heading"
        )


def seven_ways(
    result: Figures,
    language: str,
) -> dict[str, tuple[NearMiss, ...]]:
    """As many ways to have won as a sheet meets, each telling of a title of 80 letters."""
    told = "{n} in all: a tie with “{rival}”, and the cheaper wins."
    ways = tuple(
        NearMiss(
            say("{n} more ballots and £4,501 off its cost", n=n),
            say(told, n=n, rival=title(n, language)),
            say(""),
            proved=True,
        )
        for n in range(1, 8)
    )
    return {project.id: ways for project in result.unfunded}


@each_in_both
def test_every_project_sheet_is_one_page(projects, language):
    result = result_of(projects, language)
    near, locale = seven_ways(result, language), locale_of(language)
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


@both
@pytest.mark.parametrize("widest", ["sums", "titles"])
def test_a_project_sheet_stays_one_page_where_sums_or_titles_are_wide(
    widest,
    language,
):
    """A million yen beside a title of 80 letters; 80 of the widest letters."""
    result = result_of(22)
    wide = [
        dataclasses.replace(p, title=f"{p.place}{'WM' * 39}")
        for p in result.projects
    ]
    result = dataclasses.replace(
        result,
        currency="JPY" if widest == "sums" else "GBP",
        projects=result.projects if widest == "sums" else tuple(wide),
    )
    pdf = project_sheets_pdf(
        result,
        locale=locale_of(language),
        made=DAY,
        code=CODE,
        only=result.projects[5].id,
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


@pytest.mark.parametrize(
    ("projects", "language"),
    [_of(size, language) for size in SIZES[2:] for language in ("en", "ar")],
)
def test_of_many_the_first_are_named_on_page_one_and_on_the_notice(
    projects,
    language,
):
    result = result_of(projects, language)
    named = {"report": 3, "notice": 10}
    for tier, least in named.items():
        first = squeezed(
            words_of(reader(made(tier, projects, language)).pages[0]),
        )
        if language == "en":
            assert all(
                squeezed(p.title[:50]) in first for p in result.funded[:least]
            )
        rest = [
            result.money(sum(p.cost for p in result.funded[n:]))
            for n in (3, 6, 10)
        ]
        assert any(squeezed(render_money(sum_)) in first for sum_ in rest)


def squeezed(text: str) -> str:
    return "".join(text.split())


@both
def test_no_figure_to_quote_runs_over_its_quarter_of_the_line(language):
    """Not even a billion: it stands on one line, and none of it beside the page."""
    result = dataclasses.replace(result_of(200), given=10**11, pot=10**11)
    page = reader(
        report_of(result, tier=NOTICE, locale=locale_of(language)),
    ).pages[0]
    assert "£1,000,000,000" in words_of(page)
    assert len(reader(report_of(result, tier=NOTICE)).pages) == 1


@pytest.mark.parametrize(
    ("projects", "most"),
    [(8, 4), (22, 7), (71, 10), (200, 12)],
)
@both
def test_the_plain_edition_stays_short(projects, most, language):
    result = result_of(projects, language)
    pdf = plain_pdf(
        result,
        code=CODE,
        locale=locale_of(language),
        made=DAY,
        pack_name="pack",
        near_misses=near_of(result),
    )
    assert len(reader(pdf).pages) <= most
    if language == "en":
        words = squeezed(" ".join(words_of(page) for page in reader(pdf).pages))
        assert all(squeezed(p.title[:50]) in words for p in result.funded[:60])


@pytest.mark.parametrize(("projects", "most"), [(8, 40), (22, 24), (71, 24)])
def test_large_print_begins_with_the_report_and_has_all_that_grows_behind_it(
    projects,
    most,
):
    """Whoever reads large print reads everything: each reason, each project, each clause."""
    result = result_of(projects)
    tier = ALL if projects <= FEW else BOUND
    pdf = report_of(result, tier=tier, large=True, near_misses=near_of(result))
    pages = [squeezed(words_of(page)) for page in reader(pdf).pages]
    assert squeezed(result.funded[0].title[:50]) in pages[0]
    begins = next(
        (n for n, page in enumerate(pages) if "Annex1:" in page),
        len(pages),
    )
    assert begins <= most
    told = "".join(pages[begins:] if tier is BOUND else pages)
    assert all(told.count(squeezed(p.title[:50])) >= 3 for p in result.projects)
    assert "Charterandrulebook,clausebyclause" in told
    if tier is BOUND:
        assert f"Themoney,stepbystep{begins + 1}" in "".join(pages[:begins])


def test_what_the_report_leaves_to_the_annex_is_named_and_stands_there():
    report = " ".join(
        words_of(page) for page in reader(made("report", 71, "en")).pages
    )
    annex = " ".join(
        words_of(page) for page in reader(made("annex", 71, "en")).pages
    )
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
    assert all(
        str(link.get("/Contents", "")) or "/Dest" in link or "/A" in link
        for link in links
    )
