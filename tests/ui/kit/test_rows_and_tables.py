"""Lists and tables."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from pbdesk.ui.fit import measure
from pbdesk.ui.icons import ATTENTION, DONE
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.facts import Facts, Notes
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.rows import Group, Row, Rows
from pbdesk.ui.widgets.table import Table, TableColumn, TableRow

OPEN, GOOD = (
    Group("Needs an answer", ATTENTION),
    Group("Accepted as projects", DONE),
)
PROPOSALS = [
    Row(
        "7",
        "Lighting on the riverside path",
        "No. 7, Mill Lane",
        "£12,500",
        section=OPEN,
    ),
    Row("11", "Outdoor gym", "No. 11", "£18,000", section=OPEN),
    Row(
        "1",
        "Benches and shade at the bowling green",
        "No. 1",
        "£8,400",
        section=GOOD,
    ),
]


def heard(rows):
    model = rows.model()
    return [
        model.index(i, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for i in range(model.rowCount())
    ]


def test_sections_have_their_count():
    assert heard(Rows(PROPOSALS))[0] == "Needs an answer (2)"


def test_a_row_is_heard_as_one_sentence():
    assert (
        heard(Rows(PROPOSALS))[1]
        == "Lighting on the riverside path, No. 7, Mill Lane, £12,500"
    )


def test_home_leads_to_the_first_row_and_not_to_the_head_above_it(shown):
    rows = shown(Rows(PROPOSALS), 376, 500)
    rows.choose("1")
    QTest.keyClick(rows, Qt.Key.Key_Home)
    assert rows.key() == "7"


def test_arrows_choose_rows_and_pass_over_the_heads(shown):
    rows = shown(Rows(PROPOSALS), 376, 500)
    rows.choose("11")
    chosen = QSignalSpy(rows.chosen)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert chosen.at(0) == ["1"]
    QTest.keyClick(rows, Qt.Key.Key_Up)
    assert rows.key() == "11"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_the_chosen_row(shown, key):
    rows = shown(Rows(PROPOSALS), 376, 500)
    rows.choose("7")
    opened = QSignalSpy(rows.opened)
    QTest.keyClick(rows, key)
    assert opened.at(0) == ["7"]


def test_choosing_and_showing_by_the_program_tell_nobody(shown):
    rows = shown(Rows(PROPOSALS), 376, 500)
    chosen = QSignalSpy(rows.chosen)
    rows.choose("7")
    rows.show_rows(PROPOSALS[1:])
    rows.show_rows(PROPOSALS, keep="1")
    assert chosen.count() == 0
    assert rows.key() == "1"


def test_the_chosen_row_stays_chosen_when_other_rows_are_shown():
    rows = Rows(PROPOSALS)
    rows.choose("1")
    rows.show_rows([*PROPOSALS, Row("2", "Youth club", section=GOOD)])
    assert rows.key() == "1"
    rows.show_rows(PROPOSALS[:2])
    assert rows.key() is None


def test_a_long_title_takes_two_lines_in_a_short_list(shown):
    rows = shown(Rows(PROPOSALS), 320, 500)
    model = rows.model()
    heights = {
        model.index(i, 0).data(): rows.visualRect(model.index(i, 0)).height()
        for i in range(model.rowCount())
    }
    assert (
        heights["Benches and shade at the bowling green"]
        > heights["Outdoor gym"]
    )


def test_figures_end_at_the_same_place_whether_or_not_the_list_scrolls(shown):
    rows = shown(Rows(PROPOSALS), 376, 600)
    before = rows.viewport().width()
    rows.show_rows(
        [Row(str(i), f"Project {i}", figure="£1") for i in range(100)],
    )
    assert rows.viewport().width() == before


def test_a_hundred_thousand_rows_are_shown_at_once(shown):
    rows = shown(Rows(), 376, 600)
    many = [Row(str(i), f"Ballot {i}", figure=str(i)) for i in range(100_000)]
    start = time.process_time()
    rows.show_rows(many)
    rows.grab()
    assert time.process_time() - start < 3  # of work; it takes 0.5
    start = time.process_time()
    rows.verticalScrollBar().setValue(rows.verticalScrollBar().maximum() // 2)
    rows.grab()
    assert time.process_time() - start < 0.1


RESULT = [
    TableRow(
        "l",
        ("Lighting", "231", "£12,500"),
        DONE,
        strong=True,
    ),
    TableRow(
        "b",
        ("Benches", "204", "£8,400"),
        DONE,
        strong=True,
    ),
    TableRow(across="Money line: £20,900 of £30,000 given"),
    TableRow("g", ("Gym", "41", "£18,000")),
]
COLUMNS = [
    TableColumn("In the order of the count"),
    TableColumn("Ballots"),
    TableColumn("Cost"),
]


@pytest.fixture
def table(shown):
    return shown(
        Table(COLUMNS, RESULT, name="Result", in_pane=True),
        600,
        400,
    )


def test_copy_gives_the_table_as_tab_separated_text(table):
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "In the order of the count\tBallots\tCost"
    assert lines[1] == "Lighting\t231\t£12,500"
    assert len(lines) == 5


def test_the_money_line_cannot_be_chosen(table):
    table.choose("b")
    chosen = QSignalSpy(table.chosen)
    line = table.visualRect(table.model().index(2, 0))
    QTest.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=line.center(),
    )
    assert chosen.count() == 0
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.key() == "g"


def test_figures_are_heard_with_the_title_of_their_column(table):
    cell = QAccessible.queryAccessibleInterface(table)
    assert cell.role() == QAccessible.Role.Table
    assert (
        table.model().index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
        == "Ballots: 231"
    )


def test_figures_stand_at_the_right_in_arabic_too(table, qtbot):
    theme().set(language="ar")
    qtbot.wait(1)
    first, last = (
        table.visualRect(table.model().index(0, 0)),
        table.visualRect(table.model().index(0, 2)),
    )
    assert last.x() < first.x()


def test_what_is_shown_again_stays_as_it_is_and_the_choice_follows(
    table,
    qtbot,
):
    facts, resets = (
        Facts([("Asked for", "£12")]),
        QSignalSpy(table.model().modelReset),
    )
    before = facts.things()
    facts.show_facts([("Asked for", "£12")])
    table.show_rows(list(table._rows), keep="b")
    assert facts.things() == before
    assert table.key() == "b"
    assert resets.count() == 0
    facts.show_facts([("Asked for", "£13")])
    table.show_rows(list(table._rows)[:2])
    assert [label.text() for label in facts.things()[0].things()] == [
        "Asked for",
        "£13",
    ]
    assert resets.count() == 1
    qtbot.addWidget(facts)


def test_a_word_longer_than_its_column_is_broken_and_not_cut(qapp):
    word = "Donaudampfschifffahrtsgesellschaftsufer"
    wide, high = measure(f"{word} am Ufer", theme().font(), 120)
    assert wide <= 120
    assert high > measure("eins zwei", theme().font(), 40)[1]
    plain = measure("Benches and shade at the green", theme().font(), 200)
    assert plain[0] <= 200


def test_in_a_slim_pane_long_short_words_break_above_their_sentence(shown):
    name = "Benches, shade, drinking water and level ground for wheelchairs"
    notes = shown(Notes([(name, "£84,000,000 of £84,000,000")]), 320)
    [head] = [each for each in notes.findChildren(Label) if each.text() == name]
    assert head.width() <= notes.width()
    assert head.height() >= head.heightForWidth(head.width())
    assert head.minimumSizeHint().width() <= 320


def test_of_a_long_list_only_the_lines_that_are_seen_are_rendered(shown):
    rows = shown(
        Rows([Row(f"{n}", f"Proposal {n}", f"No. {n}") for n in range(400)]),
        300,
        400,
    )
    QApplication.processEvents()
    lines = [rows.line(rows.model().index(n, 0)) for n in range(400)]
    assert 5 < sum("sub" in vars(line) for line in lines) < 40
