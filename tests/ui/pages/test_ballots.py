"""Looking into a ballot file: rules picked, reasons seen, two rules beside each other, a table kept."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtWidgets import QApplication

from pbdesk.i18n import render
from pbdesk.ui.pages.ballots.page import BallotsPage
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.pots import Pots
from pbdesk.ui.widgets.table import Table
from tests.paper.reading import reader, text_of
from tests.ui.pages.seen import seen_on

PB = """META
key;value
budget;100
vote_type;approval
rule;greedy
PROJECTS
project_id;cost;name
S;60;Swings
L;40;Slide
P;30;Pond
M;10;Map
VOTES
voter_id;vote
"""


@pytest.fixture
def ballots(tmp_path):
    path = tmp_path / "park.pb"
    votes = ["S,L"] * 58 + ["S"] * 2 + ["P,M"] * 40
    path.write_text(
        PB + "".join(f"{n};{vote}\n" for n, vote in enumerate(votes)),
        "utf-8",
    )
    return path


@pytest.fixture
def looked(shell_at, qtbot):
    """The page in the real window, with a file counted."""

    def take(path):
        shell = shell_at()
        shell.show_page("ballots")
        page = shell.places.page
        assert isinstance(page, BallotsPage)
        page.take(path)
        qtbot.waitUntil(lambda: bool(page.counts))
        return page

    return take


@pytest.fixture
def pick(qtbot):
    """Pick a rule or a setting, and wait until it is counted again."""

    def choose(page, name, value):
        form = page.form if name in page.form.names() else page.settings
        before = page.counts
        form.set_values({name: value}, keep_focused=False)
        form.changed.emit(name)
        qtbot.waitUntil(lambda: page.counts is not before)

    return choose


def banners(page):
    return [
        label.text()
        for label in page.window().findChildren(Label)
        if label.isVisible()
    ]


def came(page, column):
    table = page.findChildren(Table)[-1]
    return {row.key: render(row.cells[column]) for row in table.shown.rows}


def texts(page):
    QApplication.processEvents()
    return [
        label.text()
        for label in page.findChildren(Label)
        if label.isVisibleTo(page)
    ]


def test_a_file_is_counted_by_the_rule_it_names_and_another_can_be_picked(
    looked,
    pick,
    ballots,
):
    page = looked(ballots)
    assert [each.outcome.rule for each in page.counts] == ["greedy"]
    assert page.counts[0].outcome.funded == ("S", "L")
    pick(page, "first", "equal-shares")
    assert set(page.counts[0].outcome.funded) == {"S", "P", "M"}


def test_two_rules_stand_side_by_side_and_what_parts_them_is_said(
    looked,
    pick,
    ballots,
):
    page = looked(ballots)
    pick(page, "second", "equal-shares")
    assert came(page, 3) == {
        "S": "Paid",
        "L": "Paid",
        "M": "Not paid",
        "P": "Not paid",
    }
    assert came(page, 4) == {
        "S": "Paid",
        "L": "Not paid",
        "M": "Paid",
        "P": "Paid",
    }
    assert any("They differ in 3 of them" in text for text in texts(page))
    (pots,) = page.findChildren(Pots)
    assert "Swings, Slide" in pots.accessibleName()


def test_what_parts_two_rules_is_explained_first_beside_the_table(
    looked,
    pick,
    ballots,
):
    page = looked(ballots)
    page.resize(1280, 800)
    pick(page, "second", "equal-shares")
    table = page.findChildren(Table)[-1]
    QApplication.processEvents()
    assert table.key() == "L", "the rules differ on the slide"
    [why] = [each for each in page.findChildren(Section) if each.isVisible()]
    assert seen_on(why) == "Slide"
    assert why.mapTo(page, why.rect().topLeft()).x() > (
        table.mapTo(page, table.rect().topRight()).x()
    )


def test_a_setting_of_a_rule_counts_again(looked, pick, ballots):
    page = looked(ballots)
    pick(page, "first.by", "support-per-cost")
    assert page.counts[0].outcome.parameters["by"] == "support-per-cost"


def test_the_reason_of_what_is_chosen_stands_beside_it_and_what_would_have_changed_it_on_wish(
    looked,
    qtbot,
    ballots,
):
    page = looked(ballots)
    page.findChildren(Table)[-1].chosen.emit("P")
    assert any("40 ballots" in text for text in texts(page))
    wish = next(
        each
        for each in page.findChildren(Button)
        if each.text().startswith("What would have")
    )
    wish.click()
    qtbot.waitUntil(
        lambda: any(
            "Proved by counting again." in text for text in texts(page)
        ),
    )


def test_the_table_can_be_kept_and_no_cell_of_it_runs_in_a_spreadsheet(
    looked,
    ballots,
    tmp_path,
    monkeypatch,
):
    ballots.write_text(
        ballots.read_text("utf-8").replace("Pond", "=1+1"),
        "utf-8",
    )
    page = looked(ballots)
    monkeypatch.setattr(
        page.host,
        "ask_save",
        lambda _title, name, _pattern: tmp_path / name,
    )
    page.save.click()
    rows = list(
        csv.reader((tmp_path / "park.csv").read_text("utf-8").splitlines()),
    )
    assert rows[0][:3] == ["Project", "Support", "Cost"]
    assert rows[1] == ["Swings", "60", "60", "Paid"]
    assert ["'=1+1", "40", "30", "Not paid"] in rows


def test_what_two_rules_make_of_a_file_is_printed_with_every_reason_and_says_it_decides_nothing(
    looked,
    pick,
    qtbot,
    ballots,
    monkeypatch,
):
    page = looked(ballots)
    pick(page, "second", "equal-shares")
    shown = []
    monkeypatch.setattr(
        page.host,
        "preview",
        lambda *sheet: shown.append(sheet),
    )
    page.print.click()
    qtbot.waitUntil(lambda: bool(shown))
    _, pdf, name = shown[0]
    assert name == "park.pdf"
    words = text_of(pdf)
    assert "They differ in 3 of them" in words
    for project in ("Swings", "Slide", "Pond", "Map"):
        assert words.count(project) >= 3, (
            "in the table, and in the reasons of both rules"
        )
    assert "Nobody decided by this" in words
    pages = reader(pdf).pages
    assert all(
        "nobody decided by this" in page.extract_text() for page in pages
    )


def test_rankings_are_counted_by_rules_that_elect(looked, pick, tmp_path):
    path = tmp_path / "ward.blt"
    path.write_text(
        '3 1\n4 1 2 0\n3 2 3 0\n2 3 2 0\n0\n"Ann"\n"Bo"\n"Cy"\n"Ward"\n',
        "utf-8",
    )
    page = looked(path)
    pick(page, "first", "irv")
    assert page.counts[0].outcome.winners == ("Bo",)
    assert came(page, 2)["Bo"] == "Elected"


@pytest.mark.parametrize(
    "content",
    ["", "%PDF-1.4\n\xff\xfe", "a\n\xff", "META\nkey;value\nbudget;a lot\n"],
)
def test_a_file_that_cannot_be_read_is_said_in_a_sentence_and_what_stood_there_stays(
    looked,
    qtbot,
    ballots,
    tmp_path,
    content,
):
    page = looked(ballots)
    wrong = tmp_path / "wrong.pb"
    wrong.write_bytes(content.encode("latin-1"))
    page.take(wrong)
    qtbot.waitUntil(
        lambda: any(
            "wrong.pb" in text and "Reading" not in text
            for text in banners(page)
        ),
    )
    assert page.counts[0].outcome.funded == ("S", "L")


def test_a_table_that_cannot_be_written_is_said_in_a_sentence(
    looked,
    ballots,
    tmp_path,
    monkeypatch,
):
    page = looked(ballots)
    gone = tmp_path / "stick" / "park.csv"
    monkeypatch.setattr(
        page.host,
        "ask_save",
        lambda _title, _name, _pattern: gone,
    )
    page.save.click()
    QApplication.processEvents()
    assert any("It could not be written to" in text for text in banners(page))
