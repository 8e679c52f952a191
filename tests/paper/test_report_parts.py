"""The parts of the report beside its figures.

Options, ballot, minutes, committee wording, follow-up, files.
"""

from __future__ import annotations

import dataclasses
import json
import re
import shlex
import subprocess
from datetime import date, datetime
from typing import Any

import pypdfium2
import pytest

from pbdesk.assembly.figures import AddedUp, figures
from pbdesk.i18n import ENGLISH, locale_of
from pbdesk.minutes.clauses import months_later
from pbdesk.paper.pen import Pen
from pbdesk.paper.report import ALL, ANNEX, NOTICE, QUESTIONS, report_data
from pbdesk.paper.report.audit import check_it, lot_certificate
from pbdesk.paper.report.committee import committee_text
from pbdesk.paper.report.files import FILES
from pbdesk.paper.report.source import Source
from pbdesk.questions.door import Keeping
from pbdesk.words import say
from tests.conftest import ROOT
from tests.evenings import state_at
from tests.paper.conftest import CODE, HEAD, report_of
from tests.paper.millbrook import MILLBROOK, ZONE
from tests.paper.reading import page_with, reader, text_of, words_of

TOLD = (
    (
        datetime(2026, 11, 25, 18, 0, tzinfo=ZONE),
        say("The vote was opened."),
        59,
    ),
    (
        datetime(2026, 11, 26, 19, 2, tzinfo=ZONE),
        say("The vote was closed."),
        529,
    ),
)


@pytest.fixture(scope="module")
def whole() -> bytes:
    """The annex with everything that is known."""
    return report_of(
        tier=ANNEX,
        told=TOLD,
        contents=("result.json", "committee.txt"),
    )


def test_every_part_file_has_its_line():
    listed = {
        part.__module__.rpartition(".")[2]
        for part in (*ALL.parts, *ANNEX.parts, *NOTICE.parts)
    }
    files = {
        path.stem
        for path in (ROOT / "pbdesk" / "paper" / "report").glob("*.py")
    }
    assert files - listed == {"__init__", "source"}


def test_slips_with_several_items_stand_in_the_report_once_they_are_added_up():
    counted = dataclasses.replace(
        MILLBROOK,
        added_up=(
            AddedUp(
                "Who was in the room?",
                43,
                10,
                (
                    (
                        say("Age"),
                        ((say("18 to 24"), 12), (say("25 to 44"), 31)),
                    ),
                    (say("Gender"), ()),
                ),
            ),
        ),
    )
    words = text_of(report_of(counted))
    assert "Who was in the room" in words
    assert "18 to 24 12" in words
    assert "Fewer than 10 answered it; nothing of it is told." in words
    assert "Who was in the room" not in text_of(report_of())


def test_a_part_about_nothing_is_left_out():
    empty = dataclasses.replace(MILLBROOK, projects=(), leftover=0, lot=())
    kinds = [
        part.__name__
        for part in ALL.parts
        if part.__name__ in {"follow_up", "minutes", "files", "lot_certificate"}
        and part(Source(empty, Pen(ENGLISH, "GBP")))
    ]
    assert kinds == []


def test_doing_nothing_is_an_option_with_what_it_means(whole):
    assert (
        "Do nothing Always possible. Nothing would change, and the whole pot of £60,000 would be "
        "left. "
        "What is left is kept for the next assembly." in text_of(whole)
    )


def test_the_ballot_stands_in_the_report_in_the_order_of_its_codes(whole):
    page = words_of(page_with(whole, ": The ballot and the method"))
    places = [
        page.index(f"{p.code} {p.title}")
        for p in sorted(MILLBROOK.projects, key=lambda p: p.code)
    ]
    assert places == sorted(places)
    assert "Put a cross in up to five boxes." in page


def test_the_minutes_name_the_day_where_it_begins(whole):
    assert (
        "Wednesday 25 November 2026 18:00 The vote was opened. 59 "
        "Thursday 26 November 2026 19:02 The vote was closed. 529"
        in text_of(whole)
    )


def test_the_committee_wording_names_every_item_and_asks_the_officers():
    text = committee_text(MILLBROOK, ENGLISH).decode()
    for project in MILLBROOK.funded:
        assert (
            f"{project.item}. {project.title}, £{project.cost // 100:,}" in text
        )
    assert "6. £3,300 is kept for the next assembly." in text
    asked = re.findall(r"^\[(.+)\]$", text, re.MULTILINE)
    assert len(asked) == 7
    assert (
        "6. Financial implications\n\n[Where do the £56,700 come from" in text
    )


def test_the_committee_text_says_what_the_report_says(whole):
    words = text_of(whole)
    for paragraph in (
        committee_text(MILLBROOK, ENGLISH).decode().split("\n\n")[1:]
    ):
        assert " ".join(paragraph.strip("[]\n").split()) in words


def test_many_unfunded_projects_are_named_without_their_reasons():
    many = tuple(
        dataclasses.replace(
            MILLBROOK.projects[-1],
            id=f"p{i}",
            title=f"Idea {i}",
        )
        for i in range(30)
    )
    text = committee_text(
        dataclasses.replace(MILLBROOK, projects=many),
        ENGLISH,
    ).decode()
    assert (
        "Idea 29, £4,100. The annex of the report gives the reason of each."
        in text
    )


@pytest.mark.parametrize(
    ("answer_by", "looks"),
    [
        (date(2027, 1, 29), (date(2027, 4, 29), date(2027, 7, 29))),
        (date(2026, 11, 30), (date(2027, 2, 28), date(2027, 5, 30))),
        (date(2027, 8, 31), (date(2027, 11, 30), date(2028, 2, 29))),
    ],
)
def test_some_months_after_the_answer_is_the_same_day_or_the_months_last(
    answer_by,
    looks,
):
    assert (months_later(answer_by, 3), months_later(answer_by, 6)) == looks


def test_the_follow_up_has_the_days_and_every_item(whole):
    page = words_of(page_with(whole, ": Follow-up"))
    assert "First look Thursday 29 April 2027" in page
    assert "Second look Thursday 29 July 2027" in page
    for project in MILLBROOK.funded:
        assert f"{project.item} {project.title}" in page


def test_only_the_files_that_are_there_are_named(whole):
    page = words_of(page_with(whole, ": Files of the pack"))
    assert "committee.txt Wording for a committee report, to copy" in page
    assert "assembly.pb" not in page
    assert len(FILES) == len(set(FILES))


def test_where_everybody_voted_at_the_kiosk_no_paper_is_said_to_have_been_entered():
    words = text_of(report_of(dataclasses.replace(MILLBROOK, keyed=())))
    assert "No paper was entered: every ballot was cast at the kiosk." in words
    assert "Each paper was entered twice" not in words


def test_a_recount_of_nothing_funded_must_fund_nothing():
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
    assert "and must fund nothing" in words


def test_in_arabic_every_name_that_somebody_gave_is_isolated():
    pen, found = Pen(locale_of("ar"), "GBP"), list[str]()

    def walk(value):
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                walk(inner)

    agreed = dataclasses.replace(
        MILLBROOK,
        printed={"teller-1": "Peter Hallam"},
    )
    for part in ALL.parts:
        walk(
            part(
                Source(
                    agreed,
                    pen,
                    ("AAAA",) * 8,
                    "00" * 32,
                    1,
                    "1",
                    "pack",
                    told=TOLD,
                ),
            ),
        )
    names = [
        *(p.title for p in MILLBROOK.projects),
        *agreed.printed.values(),
        *(o.title for o in MILLBROOK.off_ballot),
    ]
    for name in names:
        told = [text for text in found if name in text and "\n" not in text]
        assert told
        assert all(f"\u2068{name}\u2069" in text for text in told), name


def test_short_parts_share_a_page_and_a_long_result_still_has_its_summary_on_one():
    annex = report_of(tier=ANNEX, contents=tuple(FILES))
    pages = [words_of(page) for page in reader(annex).pages]
    assert any(page.count("Annex ") >= 2 for page in pages[1:])
    long = tuple(
        dataclasses.replace(
            p,
            title=f"{p.title}, as it was asked for by everybody who lives beside it",
        )
        for p in MILLBROOK.projects
    )
    first, second, *_ = (
        words_of(page)
        for page in reader(
            report_of(
                dataclasses.replace(
                    MILLBROOK,
                    projects=long,
                    promise="They answer. " * 8,
                ),
            ),
        ).pages
    )
    assert (
        "Not recommended: 3 projects; the reason of each: page 5."
        in first.replace(
            "\xa0",
            " ",
        )
    )
    assert "Check it" in first
    assert "What stands where, and who decides" in second


def test_where_support_alone_does_not_decide_the_page_of_the_votes_says_so():
    said = "Projects stand in the order in which they were funded"
    assert said not in text_of(report_of())
    first, second, *others = MILLBROOK.projects
    assert said in text_of(
        report_of(
            dataclasses.replace(MILLBROOK, projects=(second, first, *others)),
        ),
    )


def test_a_project_that_the_money_left_would_pay_for_is_not_said_to_be_too_dear():
    dear = text_of(report_of())
    assert "£3,300 left. The cheapest that is not funded costs £3,900." in dear
    cheap = dataclasses.replace(MILLBROOK.projects[-1], cost=100_00)
    words = text_of(
        report_of(
            dataclasses.replace(
                MILLBROOK,
                projects=(*MILLBROOK.projects[:-1], cheap),
            ),
        ),
    )
    assert "The cheapest that is not funded" not in words


def test_what_somebody_said_keeps_the_quotation_marks_of_its_own_direction():
    arabic = Pen(locale_of("ar"), "GBP")
    assert (
        arabic.quoted("Two of nine.")
        == "\u2068“\u2068Two of nine.\u2069”\u2069"
    )
    assert Pen(ENGLISH, "GBP").quoted("Two of nine.") == "“Two of nine.”"
    assert arabic.quoted("اثنان من تسعة.").startswith("«")


def test_an_evening_without_money_has_no_annex_and_names_none():
    """Whatever is only pointed at elsewhere stands in its report itself."""
    many = dataclasses.replace(
        MILLBROOK,
        objections=("One.", "Two.", "Three.", "Four."),
        lots=(say("C before D."),),
    )
    data: Any = report_data(
        many,
        code=CODE,
        head=HEAD,
        entries=431,
        version="0.1.0",
        locale=ENGLISH,
        made=date(2026, 11, 26),
        pack_name="pack",
        tier=QUESTIONS,
        told=TOLD,
    )
    names = {section["name"] for section in data["sections"]}
    pointed = set(
        re.findall(r"\\ue000([a-z-]+)\\ue001", json.dumps(data["sections"])),
    )
    assert pointed >= {"papers", "lot"}
    assert pointed <= names
    assert {"clauses", "minutes"} <= names
    assert "annex" not in json.dumps(data["sections"]).lower()


@pytest.mark.parametrize("large", [False, True], ids=["", "large"])
def test_the_lot_is_redone_by_the_printed_command_and_comes_out_as_printed(
    large,
):
    counted = figures(state_at("declared"))
    section: Any = lot_certificate(
        Source(counted, Pen(ENGLISH, "GBP"), large=large),
    )[0]
    order = next(part for part in section["parts"] if "commands" in part)
    [command] = order["commands"]
    made = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout.startswith(counted.lot[0].number)


def test_a_command_in_large_print_breaks_only_where_the_shell_goes_on():
    def commands(*, large: bool) -> list[str]:
        source = Source(
            MILLBROOK,
            Pen(ENGLISH, "GBP"),
            outcome=CODE,
            head=HEAD,
            large=large,
        )
        section: Any = check_it(source)[0]
        return [
            command for step in section["steps"] for command in step["commands"]
        ]

    def words(command: str) -> list[str]:
        return shlex.split(command.replace("\\\n", ""))

    small, large = commands(large=False), commands(large=True)
    assert [words(command) for command in large] == [
        words(command) for command in small
    ]
    assert (
        max(len(line) for command in large for line in command.splitlines())
        <= 38
    )
    assert any(len(word) > 38 for command in small for word in words(command))


def test_the_check_page_names_the_page_for_a_browser_before_any_command(report):
    words = words_of(page_with(report, "Check it yourself, and signatures"))
    assert "open “verify.html”" in words
    assert words.index("verify.html") < words.index("sha256sum")
    assert words.count("Key card: begins with") == 3


def test_the_audit_page_says_what_had_to_be_reached_and_what_the_dice_decided(
    report,
):
    words = words_of(page_with(report, "Every paper accounted for"))
    assert (
        "Turnout 120 people with a ballot Reached: 353 people took a ballot."
        in words
    )
    assert "Support 35: 10% of 343 Reached by 8 of 8 projects." in words
    assert (
        "Dice 4-2-6-1-3 No two that were left to decide came out equal" in words
    )


def edges(pdf: bytes, number: int) -> tuple[float, float]:
    """How far from the left and the right side of a page its running head reaches, in mm."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        text, high = page.get_textpage(), page.get_height()
        boxes = [text.get_charbox(at) for at in range(text.count_chars())]
        head = [box for box in boxes if box[1] > high - 90]
        left, right = min(box[0] for box in head), max(box[2] for box in head)
        return left * 25.4 / 72, (page.get_width() - right) * 25.4 / 72


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_printed_on_both_sides_have_the_wide_margin_where_they_are_bound(
    report,
    language,
):
    made = report if language == "en" else report_of(locale=locale_of(language))
    first, second = edges(made, 0), edges(made, 1)
    bound = 0 if language == "en" else 1
    assert (first[bound], first[1 - bound]) == pytest.approx((25, 20), abs=1)
    assert (second[bound], second[1 - bound]) == pytest.approx((20, 25), abs=1)


def test_who_kept_the_door_stands_in_the_annex_by_role_and_from_when():
    since = datetime(2026, 11, 26, 18, 5, tzinfo=ZONE)
    kept = (Keeping(("teller-1", "facilitator"), since),)
    source = dataclasses.replace(MILLBROOK, kept=kept)
    words = text_of(report_of(source, tier=ANNEX))
    assert "Who kept the door" in words
    assert "Teller 1 and Facilitator, from 18:05." in words
    assert "Who kept the door" not in text_of(report_of(MILLBROOK))
