"""The sample evening played on for six months: what a reader of the packs alone can say."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdfium2 import PdfDocument

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.book_data import book_data
from pbdesk.app.jobs.proposers import wishes
from pbdesk.app.sample.evening import PASSPHRASE
from pbdesk.assembly.asked import items
from pbdesk.assembly.way import followed
from pbdesk.cli import main
from pbdesk.i18n import ENGLISH, render_money
from pbdesk.ledger.people import fold
from pbdesk.paper.open_book import open_book
from pbdesk.paper.overdue import open_book_pdf, overdue_pdf
from pbdesk.paper.reminder import reminder_pdf
from pbdesk.paper.way import way_pdf
from pbdesk.paper.you_asked import you_asked_pdf
from pbdesk.resources import resource
from pbdesk.words import Money
from tests.paper.accessible import findings
from tests.paper.reading import text_of


def run(*words: object):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture(scope="module")
def half_a_year(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("months")
    ran = run("demo", "--to", folder, "--months", 6)
    assert ran.exit_code == 0, ran.output
    return folder


def packs(folder: Path) -> list[Path]:
    return sorted(folder.glob("pb-result_*.zip"))


def inside(pack: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(pack) as archive:
        return {
            name.partition("/")[2]: archive.read(name)
            for name in archive.namelist()
        }


def result(pack: Path) -> dict:
    return json.loads(inside(pack)["data/result.json"])


def assembly(folder: Path) -> str:
    return result(packs(folder)[0])["assembly"]


def verified(folder: Path, *packs_: Path, last: str = ""):
    more = ["--last", last] if last else []
    keys = [
        "--signers",
        folder / "allowed_signers",
        "--assembly",
        assembly(folder),
    ]
    return run("verify", "--chain", *packs_, *keys, *more, "--json")


def test_all_packs_together_are_one_genuine_chain_and_names_sort_in_its_order(
    half_a_year,
):
    ran = verified(half_a_year, *packs(half_a_year)[::-1])
    told = json.loads(ran.stdout)
    assert (ran.exit_code, told["verdict"]) == (0, "genuine")
    kinds = [link["kind"] for link in told["chain"]]
    assert kinds == [
        "result",
        "answer",
        "money",
        "money",
        "follow-up",
        "follow-up",
    ]
    assert [link["file"] for link in told["chain"]] == [
        path.name for path in packs(half_a_year)
    ]
    assert len({link["day"] for link in told["chain"]}) == 6


@pytest.mark.parametrize("at", range(5))
def test_a_pack_that_is_kept_back_is_named(half_a_year, at):
    kept = [
        path for place, path in enumerate(packs(half_a_year)) if place != at
    ]
    ran = verified(half_a_year, *kept)
    told = json.loads(ran.stdout)
    broken = [
        place for place, link in enumerate(told["chain"]) if not link["passed"]
    ]
    assert (ran.exit_code, broken) == (1, [at])


def test_the_last_pack_kept_back_shows_against_its_code(half_a_year):
    last = json.loads(verified(half_a_year, *packs(half_a_year)).stdout)[
        "chain"
    ][-1]["pack_code"]
    assert verified(half_a_year, *packs(half_a_year), last=last).exit_code == 0
    ran = verified(half_a_year, *packs(half_a_year)[:-1], last=last)
    assert ran.exit_code == 1
    assert last in json.loads(ran.stdout)["chain"][-1]["detail"]


def rows(folder: Path, kind: str) -> list[dict]:
    return [
        row["body"]
        for row in result(packs(folder)[-1])["happened"]
        if row["type"] == kind
    ]


def titles(folder: Path) -> dict[str, str]:
    return {
        item["id"]: item["title"]
        for item in result(packs(folder)[-1])["book"]["items"]
    }


def test_a_reader_of_the_packs_alone_follows_one_worry_from_the_table_to_the_broken_promise(
    half_a_year,
):
    first = result(packs(half_a_year)[0])
    [lamps] = [each for each in first["conditions"] if each["number"] == 1]
    assert lamps["words"] == "The lamps dim at 22:30 and shine downwards only."
    assert (
        lamps["table"],
        lamps["for"],
        lamps["against"],
        lamps["abstained"],
    ) == (
        1,
        7,
        2,
        0,
    )
    [answer] = [
        a
        for a in rows(half_a_year, "pack.answered")
        if a["item"] == lamps["project"]
    ]
    assert (answer["reply"], answer["owner"]["words"], answer["day"]) == (
        "accept",
        "Highways",
        "2027-04-15",
    )
    [varied] = answer["conditions"]
    assert (varied["number"], varied["reply"]) == (1, "vary")
    assert varied["words"]["words"].startswith("From 23:00")
    [looked] = [
        each
        for each in rows(half_a_year, "follow_up.looked_at")
        if each["item"] == lamps["project"]
    ]
    assert [
        (each["number"], each["kept"]) for each in looked["conditions"]
    ] == [
        (1, "broken"),
    ]
    assert looked["resident"]["words"].startswith("They never dim.")
    assert [
        each["item"] for each in rows(half_a_year, "follow_up.reopened")
    ] == [
        lamps["project"],
    ]


def test_small_tables_give_no_figures_away(half_a_year):
    [kerbs] = [
        each
        for each in result(packs(half_a_year)[0])["conditions"]
        if each["number"] == 2
    ]
    assert (kerbs["for"], kerbs["against"], kerbs["abstained"]) == (
        None,
        None,
        None,
    )


def test_a_reader_of_the_packs_alone_sees_where_the_failed_projects_money_went(
    half_a_year,
):
    named = titles(half_a_year)
    returned = rows(half_a_year, "money.returned")
    assert {named[each["item"]] for each in returned} == {"Community fridge"}
    assert sum(each["sum"] for each in returned) == 620_000
    goes = [named[each["to_item"]] for each in returned if each["to_item"]]
    assert goes == ["Dropped kerbs on Station Road"]
    assert [
        named[each["item"]] for each in rows(half_a_year, "money.stopped")
    ] == [
        "Community fridge",
    ]


def test_what_was_not_answered_or_not_kept_is_overdue_in_the_last_pack(
    half_a_year,
):
    named = titles(half_a_year)
    owed = {
        (named[each["item"]], each["what"])
        for each in result(packs(half_a_year)[-1])["book"]["overdue"]
    }
    assert ("Dropped kerbs on Station Road", "Not answered") in owed
    assert (
        "Benches and shade at the bowling green",
        "Answered without an owner",
    ) in owed
    assert (
        "Friday night youth club",
        "Promised, and not seen to be done",
    ) in owed


def sheet(pack: Path) -> str:
    return read(inside(pack)["data/report.pdf"])


def read(pdf: bytes) -> str:
    return text_of(pdf)


def part(text: str, first: str, then: str) -> str:
    return text.partition(first)[2].partition(then)[0]


PROMISED = "You asked, they answered, this was done"


def promised(half_a_year) -> str:
    """The first table of the last pack's sheet, without heads that a second page repeats."""
    text = part(sheet(packs(half_a_year)[-1]), PROMISED, "What was learnt")
    return text.replace("You asked They answered This was done", "")


def test_a_stopped_project_stands_as_stopped_with_where_its_money_went_and_owes_nothing(
    half_a_year,
):
    done = promised(half_a_year)
    assert (
        "Stopped Stopped on 9 April 2027: The hall trust took the room back."
        in done
    )
    assert "£1,800 went to Community Fund." in done
    assert "£4,400 went to “Dropped kerbs on Station Road”." in done
    text = sheet(packs(half_a_year)[-1])
    assert "Community fridge" not in part(
        text,
        "Overdue As it stood",
        "no such words",
    )


def test_the_sheet_says_in_short_how_items_conditions_and_money_stand(
    half_a_year,
):
    short = part(promised(half_a_year), "In short", "1 Lighting")
    assert (
        "Of 6 items: 1 partly done, 1 not done, 1 open again, 2 late and 1 stopped."
        in short
    )
    assert "Of 2 conditions: 1 broken and 1 not looked at yet." in short
    assert "Of £60,000: £7,000 spent." in short


def test_the_sheet_says_when_it_is_asked_again_and_whom_to_ask(half_a_year):
    follow_up, last = (sheet(pack) for pack in packs(half_a_year)[-2:])
    assert (
        "Next We ask again what was done on Thursday 29 July 2027." in follow_up
    )
    assert "Next We ask again what was done on" in last
    assert "Questions: " in last


def test_what_nobody_looked_at_is_told_as_that(half_a_year):
    kerbs = part(
        promised(half_a_year),
        "5 Dropped kerbs on Station Road",
        "6 What is left",
    )
    assert (
        "Not answered. It was promised by 29 January 2027, and is overdue since."
        in kerbs
    )
    assert "Nobody has seen anything done." in kerbs
    assert "(2) Nobody has looked yet whether it is kept." in kerbs


def test_a_condition_stands_with_its_project_its_answer_and_whether_it_was_kept(
    half_a_year,
):
    lamps = part(
        promised(half_a_year),
        "1 Lighting on the riverside path",
        "2 Benches",
    )
    assert "Condition 1: The lamps dim" in lamps
    assert "(1) Condition varied: From 23:00" in lamps
    assert "(1) Broken" in lamps
    assert "Highways sees to it by 15 April 2027." in lamps


def test_what_an_answer_left_out_is_said_to_be_missing(half_a_year):
    benches = part(
        promised(half_a_year),
        "2 Benches",
        "3 Friday night youth club",
    )
    assert "It is to be done by 1 May 2027. Missing: an owner." in benches


def test_every_payment_stands_in_one_table_and_every_other_movement_in_another(
    half_a_year,
):
    text = sheet(packs(half_a_year)[-1])
    paid = part(text, "Payments", "What else happened")
    assert "Brightway Lighting Ltd" in paid
    assert "Paid £8,800" in paid, "with what was paid back later"
    others = part(text, "What else happened", "Overdue As it stood")
    assert "paid to" not in others
    assert "Residents gave 46 hours" in others


def test_the_overdue_list_says_who_owes_what(half_a_year):
    owed = part(
        sheet(packs(half_a_year)[-1]),
        "Overdue As it stood",
        "no such words",
    )
    assert (
        "5. Dropped kerbs on Station Road Not answered Millbrook Town Council"
        in owed
    )
    assert "Youth Service" in owed


def test_a_pack_about_money_begins_with_the_money(half_a_year):
    money, follow_up = packs(half_a_year)[2], packs(half_a_year)[-1]
    assert "What became of the money" in sheet(money).partition(PROMISED)[0]
    assert (
        "What became of the money"
        not in sheet(follow_up).partition(PROMISED)[0]
    )


def test_the_page_draws_the_pot_and_every_item_and_says_the_same_in_words(
    half_a_year,
):
    page = inside(packs(half_a_year)[-1])["data/open-book.html"].decode()
    said = [
        text.replace("\xa0", " ")
        for text in re.findall(r'<svg[^>]*aria-label="(.*?)"', page)
    ]
    whole = "£7,000 spent, £29,900 set aside, not spent yet, £1,800 came back and £21,300 not set aside"
    assert said[0] == whole
    assert said[4] == "£6,200 came back"
    assert len(said) == 1 + 6 + 1, (
        "the pot, the items, and the hours of the one with work"
    )


def test_a_screen_reader_stumbles_over_nothing_in_what_follows(half_a_year):
    assert not findings(inside(packs(half_a_year)[-1])["data/report.pdf"])


def test_the_open_book_has_the_same_figures_as_page_sheet_and_data(half_a_year):
    for pack in packs(half_a_year)[1:]:
        files = inside(pack)
        told = json.loads(files["data/open-book.json"])
        assert told == json.loads(files["data/result.json"])["book"]
        page = files["data/open-book.html"].decode()
        sheet = text_of(files["data/report.pdf"])
        for line in (*told["items"], {"title": "Together", **told["total"]}):
            figures = [
                "–"
                if line[key] is None
                else render_money(Money(line[key], told["currency"]))
                for key in (
                    "asked",
                    "accepted",
                    "allocated",
                    "spent",
                    "returned",
                    "left",
                )
            ]
            title = re.escape(line["title"])
            cells = re.findall(
                rf">(?:\d\. )?{title}(?:<svg.*?</svg>)?</th>(.*?)</tr>",
                page,
            )
            in_the_page = [
                re.findall(r'<td class="n">(.*?)</td>', row) for row in cells
            ]
            assert figures in in_the_page, line["title"]
            assert " ".join(figures) in " ".join(sheet.split()), line["title"]


def test_what_was_looked_at_is_open_again_only_in_the_pack_that_opened_it_again(
    half_a_year,
):
    sheets = [
        inside(pack)["data/report.pdf"] for pack in packs(half_a_year)[1:]
    ]
    assert [text_of(pdf).count("Open again since") for pdf in sheets] == [
        *[0] * (len(sheets) - 1),
        1,
    ]


def test_the_open_book_is_a_page_without_scripts_that_loads_nothing(
    half_a_year,
):
    page = inside(packs(half_a_year)[-1])["data/open-book.html"].decode()
    assert "<script" not in page
    assert "://" not in page
    assert "default-src 'none'" in page


def test_the_packs_of_a_look_hold_the_sheet_for_those_who_asked_with_the_packs_code(
    half_a_year,
):
    kinds = [
        link["kind"]
        for link in json.loads(
            verified(half_a_year, *packs(half_a_year)).stdout,
        )["chain"]
    ]
    for kind, pack in zip(kinds, packs(half_a_year), strict=True):
        files = inside(pack)
        assert ("data/you-asked.pdf" in files) == (kind == "follow-up")
    text = read(files["data/you-asked.pdf"])
    assert result(packs(half_a_year)[-1])["previous"] not in text
    told = json.loads(verified(half_a_year, *packs(half_a_year)).stdout)
    assert told["chain"][-1]["pack_code"] in text
    for words in (
        "You asked The lamps dim at 22:30",
        "They answered Condition varied: From 23:00",
        "This was done Broken",
        "Not answered. It was promised by 29 January 2027, and is overdue since.",
        "Missing: an owner. Overdue since 12 February 2027.",
        "Stopped on 9 April 2027: The hall trust took the room back.",
    ):
        assert words in text, words


def everything_that_leaves(
    folder: Path,
    desk: Desk,
) -> Iterator[tuple[str, bytes]]:
    """Each file of each pack, the data of the open book, and every sheet about what followed."""
    for pack in packs(folder):
        yield from (
            (f"{pack.name}/{name}", content)
            for name, content in inside(pack).items()
        )
    state, day = desk.state, date(2027, 5, 26)
    yield from book_data(
        open_book(state, day),
        state.mandate.said("holder"),
    ).items()
    drawn = {"locale": ENGLISH, "made": day}
    yield "open-book.pdf", open_book_pdf(state, **drawn)
    yield "overdue.pdf", overdue_pdf(state, **drawn)
    yield "you-asked.pdf", you_asked_pdf(state, **drawn)
    for each in items(state):
        yield f"reminder-{each.number}.pdf", reminder_pdf(state, each, **drawn)
    for each in followed(state):
        yield f"way-{each.key}.pdf", way_pdf(state, each, locale=ENGLISH)


def text_in(content: bytes) -> str:
    """What can be read in a file: of a PDF the text of its pages and what it says of itself."""
    if not content.startswith(b"%PDF"):
        return content.decode("utf-8", "ignore")
    with closing(PdfDocument(content)) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
        return " ".join((*document.get_metadata_dict().values(), *pages))


def runs_of_words(text: str, lengths: set[int]) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", fold(text))
    return {
        run
        for n in lengths
        for run in zip(*(words[k:] for k in range(n)), strict=False)
    }


def test_nobody_is_named_in_anything_that_leaves_after_six_months(half_a_year):
    with Desk.open(half_a_year / "millbrook.pbdesk") as desk:
        desk.unlock_people(PASSPHRASE)
        people = [
            desk.people.get(ref) for ref in sorted(desk.state.door.register)
        ]
        told = [
            part
            for each in wishes(desk)
            for part in (each.contact.name, each.contact.reach)
        ]
        leaving = list(everything_that_leaves(half_a_year, desk))
    assert len(told) == 4
    names = {
        tuple(re.findall(r"\w+", fold(each)))
        for each in (*told, *(p.name for p in people))
    }
    names |= {(*each[-1:], *each[:-1]) for each in names}
    assert len(names) > 1_000
    assert len(leaving) > 100
    lengths = set(map(len, names))
    checker = resource("verify.html").read_bytes()
    for name, content in leaving:
        if content != checker:
            assert not names & runs_of_words(text_in(content), lengths), name


def test_months_and_a_ballot_file_do_not_go_together(tmp_path):
    ran = run(
        "demo",
        "--to",
        tmp_path,
        "--months",
        3,
        "--from",
        tmp_path / "x.pb",
    )
    assert (ran.exit_code, "Millbrook's own evening" in ran.output) == (2, True)
