"""The report, read back from its PDF."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import re
import subprocess
import sys
from decimal import Decimal

import numpy as np
import pytest

from pbdesk.assembly.figures import Channel
from pbdesk.i18n import ENGLISH, locale_of
from pbdesk.paper.project_sheets import project_sheets_pdf
from pbdesk.paper.report import ALL, ANNEX, NOTICE, report_data
from pbdesk.paper.report.committee import committee_text
from pbdesk.paper.typeset import printable, typeset_png
from pbdesk.questions.near_miss import NearMiss
from pbdesk.words import code_groups, say
from tests.conftest import ROOT
from tests.paper.conftest import CODE, HEAD, RESULT, report_of
from tests.paper.millbrook import DAY, MILLBROOK
from tests.paper.reading import (
    HAIR,
    bars_on,
    codes_in,
    page_with,
    painted,
    reader,
    root_of,
    row_on,
    sizes_of,
    text_of,
    words_of,
)
from tests.paper.test_editions import plain, sheets

BY_SUPPORT = sorted(
    MILLBROOK.projects,
    key=lambda project: -int(project.support),
)
"""Millbrook's projects in the order in which their turn came."""


def test_every_page_carries_the_code_its_number_the_name_and_the_day(report):
    pages = reader(report).pages
    for number, page in enumerate(pages, start=1):
        words = words_of(page)
        assert f"Page {number} of {len(pages)}" in words
        assert " ".join(CODE) in words
        assert "Millbrook Assembly. Result pack, final" in words
        assert "26 November 2026" in words


def test_the_items_of_the_summary_add_up_to_the_pot(report):
    words = words_of(reader(report).pages[0])
    decided = words[
        words.index("Recommended Item") : words.index("Not recommended:")
    ]
    sums = [
        int(figure.replace(",", ""))
        for figure in re.findall(r"£([\d,]+)", decided)
    ]
    *funded, given, _in_the_sentence, left, pot = sums
    assert sum(funded) == given
    assert given + left == pot == 60_000


def test_the_summary_says_what_is_asked_of_whom_and_by_when(report):
    words = words_of(reader(report).pages[0])
    assert (
        "Millbrook Town Council is asked to answer each of the six items below"
        in words
    )
    assert "By Friday 29 January 2027, on the response form." in words
    assert "The vote advises." in words
    assert (
        "353 of 2,614 people in the register (13.5%) took a ballot; 343 ballots were valid."
        in words
    )


def test_result_json_is_attached_byte_for_byte(report):
    assert reader(report).attachments == {"result.json": [RESULT]}


def test_the_report_is_tagged_and_says_its_language_and_standards(report):
    root = root_of(report)
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    about = root["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfaid:part>3<.*pdfaid:conformance>A<", about, re.DOTALL)
    assert "pdfuaid:part>1<" in about


def test_a_camera_reads_the_results_code_from_the_summary():
    data = report_data(
        MILLBROOK,
        code=CODE,
        head=HEAD,
        entries=431,
        version="0.1.0",
        locale=ENGLISH,
        made=DAY,
        pack_name="pack",
    )
    assert codes_in(typeset_png(data, ppi=100)[0]) == {" ".join(CODE)}


def test_every_project_has_its_own_reason_beside_it(report):
    page = page_with(report, "Why this, why not that")
    for number, project in enumerate(BY_SUPPORT, 1):
        # a long title goes on below, so its first words are looked for
        beside = " ".join(row_on(page, " ".join(project.title.split()[:3]))[1:])
        place = (
            f"Item {project.item}."
            if project.funded
            else f"Not recommended, number {number} by"
        )
        assert beside.startswith(place)
        assert f" {project.support}" in beside


def test_every_project_has_its_own_votes_share_cost_and_what_is_left_after_it(
    report,
):
    page = page_with(report, "The money, step by step")
    left = MILLBROOK.pot
    for number, project in enumerate(BY_SUPPORT, 1):
        lines = page.extract_text(extraction_mode="layout").splitlines()
        line = next(
            line
            for line in lines
            if line.split()[:1] == [str(number)] and project.title in line
        )
        left -= project.cost if project.funded else 0
        votes = int(project.support)
        assert re.split(r"\s{2,}", line.strip()) == [
            str(number),
            project.title,
            str(votes),
            f"{Decimal(votes * 100) / 343:.1f}%",
            f"£{project.cost // 100:,}",
            f"£{left // 100:,}" if project.funded else "–",
        ]


def test_every_bar_is_as_long_as_its_own_projects_votes(report):
    page = page_with(report, "The money, step by step")
    votes = [int(project.support) for project in BY_SUPPORT]
    widths = bars_on(page, 297.6)  # an even page: bound at the other side
    assert len(widths) == len(votes)
    for width, n in zip(widths, votes, strict=True):
        assert width / widths[0] == pytest.approx(n / votes[0], rel=0.03)


def test_the_least_change_that_would_have_won_is_said_where_it_was_found():
    ways = (
        NearMiss(say("29 more ballots"), None, say(""), proved=True),
        NearMiss(
            say("12 more ballots and £100 off its cost"),
            None,
            say(""),
            proved=True,
        ),
    )
    words = text_of(report_of(near_misses={"p-g": ways}))
    assert (
        "It would have won with 29 more ballots; or 12 more ballots and £100 off its cost."
        in words
    )


def test_the_rules_stand_in_the_report_with_their_fingerprint(report):
    words = words_of(page_with(report, "As they hung on the wall"))
    assert "Put a cross in up to five boxes." in words
    for group in MILLBROOK.fingerprint:
        assert group in words


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("Issued", ["333", "25", "358"]),
        ("Unreturned", ["4", "0", "4"]),
        ("Handed back", ["5", "0", "5"]),
        ("Counted", ["318", "25", "343"]),
        ("Too many marks", ["3"]),
        ("Unmarked", ["2"]),
    ],
)
def test_every_figure_of_the_ballots_stands_in_its_own_row(
    report,
    label,
    cells,
):
    found = row_on(page_with(report, "Every paper accounted for"), label)
    assert found[1 : len(cells) + 1] == cells


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("People in the register", ["2,614"]),
        ("Took a ballot", ["353", "13.5%", "of the register"]),
        ("At the kiosk", ["25", "7.0%", "of the ballots given out"]),
        ("Ballots returned", ["349", "97.5%", "of the ballots given out"]),
        ("Valid ballots", ["343", "98.3%", "of the ballots returned"]),
    ],
)
def test_every_share_of_the_turnout_has_its_base_beside_it(
    report,
    label,
    cells,
):
    [found] = [
        re.split(r"\s{2,}", line.strip())
        for line in page_with(report, "Who took part")
        .extract_text(extraction_mode="layout")
        .splitlines()
        if line.strip().startswith(label)
        and "of the" in line + "of the" * (len(cells) == 1)
    ][:1]
    assert found == [label, *cells]


def test_beside_the_turnout_stands_how_people_were_invited(report):
    invited = dataclasses.replace(
        MILLBROOK,
        invited="by a letter to every home",
    )
    told = "How people were invited: by a letter to every home."
    assert told in words_of(page_with(report_of(invited), "Who took part"))
    assert "How people were invited" not in text_of(report)


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        (
            "Batch 3, paper 17",
            ["Counts", "Four ticks in place of crosses: the intention is"],
        ),
        (
            "Batch 5, paper 8",
            [
                "Identifies the voter",
                "Signed. Objection: A first name is no name.",
            ],
        ),
    ],
)
def test_every_ruling_stands_in_its_own_row(annex, label, cells):
    found = row_on(page_with(annex, "Doubtful papers, ruled on"), label)
    assert found[1 : len(cells) + 1] == cells


def test_where_few_voted_at_the_kiosk_no_column_tells_how_many():
    merged = dataclasses.replace(
        MILLBROOK,
        channels=(Channel(say("All ways to vote"), 358, 349, 0),),
    )
    page = page_with(report_of(merged), "Every paper accounted for")
    assert row_on(page, "Issued")[1:] == ["358"]
    assert row_on(page, "Counted")[1:] == ["343"]


def test_the_rejected_of_the_table_are_those_of_the_reasons_added_up(report):
    page = page_with(report, "Every paper accounted for")
    lines = page.extract_text(extraction_mode="layout").splitlines()
    totals = [
        found[1]
        for line in lines
        if (found := re.search(r"Rejected\s{2,}(\d+)", line))
    ]
    reasons = ("Too many marks", "Unmarked", "Identifies the voter")
    found = [
        re.search(rf"{reason}\s{{2,}}(\d+)", line)
        for reason in reasons
        for line in lines
    ]
    assert totals == ["6", "6"]
    assert sum(int(one[1]) for one in found if one) == 6


def test_the_audit_pages_hold_objections_and_the_lot(report, annex):
    words = text_of(report) + text_of(annex)
    for said in (
        "a tick is no cross",
        MILLBROOK.seed,
        MILLBROOK.lot[0].number,
        " ".join(code_groups(bytes.fromhex(HEAD))),
    ):
        assert said in words


def test_a_rehearsal_says_so_on_every_page():
    for page in reader(
        report_of(dataclasses.replace(MILLBROOK, rehearsal=True)),
    ).pages:
        assert "Rehearsal: nothing here was decided" in words_of(page)


def test_large_print_has_nothing_below_18_points(large_report):
    assert min(sizes_of(large_report)) >= 18 - HAIR
    assert " ".join(CODE) in words_of(reader(large_report).pages[0])


def test_large_print_of_few_projects_sends_nobody_to_an_annex(large_report):
    words = text_of(large_report)
    assert "All that there is to say stands here" in words
    assert "In the annex" not in words


def test_standard_print_has_nothing_below_9_points(report):
    assert min(sizes_of(report)) >= 9 - HAIR


HOSTILE = (
    "<b>Benches</b>",
    '#panic("no")',
    "AT&T $x$ @see *bold* _it_",
    "= Title",
    "W" * 80,
    "\\u{41} `raw`",
)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_printed_as_it_was_written(title):
    first, *others = MILLBROOK.projects
    figures = dataclasses.replace(
        MILLBROOK,
        projects=(dataclasses.replace(first, title=title), *others),
    )
    assert title.replace(" ", "") in text_of(report_of(figures)).replace(
        " ",
        "",
    )


def test_letters_that_no_face_has_do_not_stop_the_report():
    first, *others = MILLBROOK.projects
    figures = dataclasses.replace(
        MILLBROOK,
        projects=(dataclasses.replace(first, title="公園 Park"), *others),
    )
    assert "\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER} Park" in text_of(
        report_of(figures),
    )
    assert printable("Łódź, Київ, حديقة") == "Łódź, Київ, حديقة"


@pytest.mark.parametrize(
    "title",
    ["x1" * 40, "=" * 80, "7" * 80, "\N{GRINNING FACE}" * 30],
)
def test_a_title_without_a_space_stays_on_its_sheet(qapp, title):
    first, *others = MILLBROOK.projects
    figures = dataclasses.replace(
        MILLBROOK,
        projects=(dataclasses.replace(first, title=title), *others),
    )
    pdf = project_sheets_pdf(figures, locale=ENGLISH, made=DAY, only=first.id)
    margin = painted(pdf, 0, 72)[:, -36:]
    assert np.all(margin > 128)


def test_without_public_ballots_the_report_sends_nobody_to_a_file_that_is_not_there():
    words = text_of(
        report_of(dataclasses.replace(MILLBROOK, public_ballots=False)),
    )
    assert "data/assembly.pb" not in words
    assert "The auditor copy holds them" in words


def test_a_quorum_that_was_not_met_stands_on_the_first_page():
    words = words_of(
        reader(
            report_of(
                dataclasses.replace(MILLBROOK, quorum=400, quorum_met=False),
            ),
        ).pages[0],
    )
    assert (
        "The quorum of 400 ballots was not met: the result is only reported."
        in words
    )


def test_the_notice_says_that_nothing_is_recommended():
    lost = tuple(
        dataclasses.replace(p, funded=False, item=None)
        for p in MILLBROOK.projects
    )
    figures = dataclasses.replace(MILLBROOK, projects=lost)
    assert "0 of 8 projects are recommended." in text_of(
        report_of(figures, tier=NOTICE),
    )


def test_nothing_funded_and_nothing_left_over_are_both_said_without_an_empty_item():
    none = tuple(
        dataclasses.replace(p, funded=False, item=None, left_after=None)
        for p in MILLBROOK.projects
    )
    words = text_of(
        report_of(
            dataclasses.replace(
                MILLBROOK,
                projects=none,
                given=0,
                leftover=MILLBROOK.pot,
            ),
        ),
    )
    assert "0 of 8 projects are recommended" in words
    spent = text_of(
        report_of(dataclasses.replace(MILLBROOK, leftover=0, pot=56_700_00)),
    )
    assert "each of the five items below" in spent


def test_an_arabic_report_turns_around_and_keeps_sums_and_codes():
    words = report_of(locale=locale_of("ar"))
    assert root_of(words)["/Lang"].startswith("ar")
    assert "£12,500" in text_of(words)
    assert CODE[0] in text_of(words)


def test_of_many_ties_the_report_says_how_many_and_the_annex_tells_each():
    ties = tuple(
        say("{a} and {b} came out equal.", a=f"A{n}", b=f"B{n}")
        for n in range(5)
    )
    figures = dataclasses.replace(MILLBROOK, ties=ties)
    told = text_of(report_of(figures))
    assert "came out equal 5 times" in told
    assert "A3 and B3" not in told
    assert "A3 and B3 came out equal." in text_of(
        report_of(figures, tier=ANNEX),
    )


def test_what_a_project_costs_each_year_stands_on_page_one_and_beside_it():
    first, *others = MILLBROOK.projects
    lamps = dataclasses.replace(first, running=640_00)
    figures = dataclasses.replace(MILLBROOK, projects=(lamps, *others))
    pages = [words_of(page) for page in reader(report_of(figures)).pages]
    assert "£640 more each year, as far as is known: of 1 item." in pages[0]
    assert any(
        "on the ballot, £12,500 and £640 each year" in page
        for page in pages[1:]
    )
    assert (
        "£12,500 and £640 each year"
        in committee_text(figures, ENGLISH).decode()
    )
    assert "Afterwards" not in text_of(report_of())


def test_a_tie_is_told_with_what_decided_it():
    figures = dataclasses.replace(
        MILLBROOK,
        ties=(say("A and B came out equal: the lot decided. In this order."),),
    )
    assert "the lot decided. In this order." in text_of(report_of(figures))


def test_two_processes_make_the_same_bytes_in_any_time_zone_and_hash_seed(
    report,
):
    """Report, large print, plain edition and project sheets, none of them kept for another."""
    code = (
        "import hashlib; from tests.paper.conftest import report_of; "
        "from tests.paper.test_editions import plain, sheets; "
        "from pbdesk.paper.report import ALL; "
        "made = report_of(), report_of(tier=ALL, large=True), plain(), sheets(); "
        "print([hashlib.sha256(pdf).hexdigest() for pdf in made])"
    )

    def run(zone: str, seed: str) -> str:
        env = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        return subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    here = report, report_of(tier=ALL, large=True), plain(), sheets()
    told = f"{[hashlib.sha256(pdf).hexdigest() for pdf in here]}\n"
    assert run("Pacific/Auckland", "1") == run("America/Lima", "2") == told


def test_only_a_vote_that_binds_says_that_something_is_given():
    advice, binding = (
        report_of(),
        report_of(dataclasses.replace(MILLBROOK, binding=True)),
    )
    assert "5 of 8 projects are recommended." in text_of(advice)
    for word in ("Funded", "are funded", "Given £", "Decided"):
        assert word not in text_of(advice), word
    assert "5 of 8 projects are funded." in text_of(binding)
    assert "What we decided and ask of you" in text_of(binding)
    without = dataclasses.replace(
        MILLBROOK,
        binding=True,
        quorum=400,
        quorum_met=False,
    )
    assert "are recommended." in text_of(report_of(without))


def test_the_answer_has_a_place_to_go_to_and_somebody_to_ask():
    told = dataclasses.replace(
        MILLBROOK,
        office="Clerk’s office",
        return_address="Town Hall",
        contact="Ana, 01632 960114",
    )
    words = text_of(report_of(told))
    assert "The answer goes to Clerk’s office, Town Hall" in words
    assert "Whom to ask Ana, 01632 960114" in words
    assert "Ask us Ana, 01632 960114" in text_of(report_of(told, tier=NOTICE))
