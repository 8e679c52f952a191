"""Rail, panes, pages that scroll, and sheets."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from pbdesk.ui.fit import clipped
from pbdesk.ui.icons import DONE, NOT_STARTED, UNDER_WAY, Shape
from pbdesk.ui.shown import PaperLine
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.banner import Banner
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.chart import ChartView
from pbdesk.ui.widgets.confirm import ConfirmSheet
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.field import TextField
from pbdesk.ui.widgets.header import Header
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.paper import Paper
from pbdesk.ui.widgets.progress import Bar, Progress
from pbdesk.ui.widgets.rail import Rail, RailBar, Step, StepPage
from pbdesk.ui.widgets.rows import Row, Rows
from pbdesk.ui.widgets.scroll import Page
from pbdesk.ui.widgets.split import ListPane, Split

PREPARE = (StepPage("charter", "Charter"), StepPage("rulebook", "Rulebook"))
STEPS = [
    Step("prepare", "Prepare", DONE, "Sealed", "done", PREPARE),
    Step("ideas", "Ideas", UNDER_WAY, "8 projects", "under way"),
    Step("vote", "Vote", NOT_STARTED, "Not started"),
    Step(
        "record",
        "Record",
        Shape("scroll-text", "second"),
        "214 entries",
        aside=True,
    ),
]


def spoken(rail):
    return [
        rail.model().index(i, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for i in range(rail.model().rowCount())
    ]


def test_the_chosen_step_unfolds_its_pages(shown):
    rail = shown(Rail(), 225, 600)
    rail.show_steps(STEPS, "rulebook")
    assert spoken(rail)[:3] == ["Prepare, done, Sealed", "Charter", "Rulebook"]
    rail.show_steps(STEPS, "ideas")
    assert spoken(rail)[:2] == [
        "Prepare, done, Sealed",
        "Ideas, under way, 8 projects",
    ]


def test_the_rail_is_walked_with_arrows_past_the_rule(shown):
    rail = shown(Rail(), 225, 600)
    rail.show_steps(STEPS, "vote")
    chosen = QSignalSpy(rail.chosen)
    QTest.keyClick(rail, Qt.Key.Key_Down)
    assert chosen.at(0) == ["record"]


def test_showing_the_steps_tells_nobody(shown):
    rail = shown(Rail(), 225, 600)
    chosen = QSignalSpy(rail.chosen)
    rail.show_steps(STEPS, "rulebook")
    rail.show_steps(STEPS, "prepare")
    assert chosen.count() == 0


def test_the_bar_says_which_step_this_is_and_leads_to_all_of_them(shown):
    bar = shown(RailBar(), 640, 60)
    bar.show_steps(STEPS, "ideas")
    assert bar._where.text() == "Step 2 of 3: Ideas"
    chosen = QSignalSpy(bar.chosen)
    bar._menu.aboutToShow.emit()
    next(
        a for a in bar._menu.actions() if a.text().startswith("Vote")
    ).trigger()
    assert chosen.at(0) == ["vote"]


@pytest.fixture
def split(shown):
    rows = Rows([Row("1", "Benches"), Row("2", "Fridge")], name="Projects")
    made = Split(
        rows,
        Page(Label("Fridge", "title"), TextField("Reason")),
        back="All projects",
    )
    made.follow(rows)
    return shown(made, 1280, 700)


def test_both_panes_are_seen_where_there_is_room(split):
    assert split.left.isVisible()
    assert split.right.isVisible()
    assert not split._back.isVisible()


def test_in_a_low_window_the_whole_list_pane_scrolls_and_the_chosen_row_stays_in_sight(
    qtbot,
    shown,
):
    rows = Rows(
        [Row(str(i), f"Project {i}", "Mill Lane") for i in range(20)],
        name="Projects",
    )
    pane = shown(
        ListPane(Heading("20", "Projects"), rows, TextField("Find")),
        400,
        700,
    )
    assert pane.verticalScrollBar().maximum() == 0
    pane.resize(400, 250)
    qtbot.waitUntil(lambda: pane.verticalScrollBar().maximum() > 0)
    rows.setFocus()
    for _ in range(15):
        QTest.keyClick(rows, Qt.Key.Key_Down)
    at = rows.viewport().mapTo(
        pane.viewport(),
        rows.visualRect(rows.currentIndex()).center(),
    )
    assert 0 < at.y() < 250


def test_at_twice_the_text_one_pane_is_seen_and_a_button_leads_back(split):
    theme().set(scale=2.0)
    assert split.left.isVisible()
    assert not split.right.isVisible()
    split.left.choose("2")
    QTest.keyClick(split.left, Qt.Key.Key_Return)
    assert split.right.isVisible()
    assert split._back.isVisible()
    back = QSignalSpy(split.went_back)
    split._back.click()
    assert back.count() == 1
    assert split.left.isVisible()


def test_a_pane_that_is_seen_alone_has_all_the_width(split):
    split.show_right(seen=False)
    QApplication.processEvents()
    assert split.left.width() == split.width()
    split.show_right(seen=True)
    theme().set(scale=2.0)
    for pane in (split.left, split.right):
        QApplication.processEvents()
        assert pane.width() == split.width()
        split.go_deep()


def test_who_writes_at_the_right_goes_on_there_when_the_text_grows(split):
    field = split.right.findChildren(TextField)[0]
    field.take_focus()
    theme().set(scale=2.0)
    assert field.has_focus()
    assert split.right.isVisible()
    assert not split.left.isVisible()
    theme().set(scale=1.0)
    split.left.setFocus()
    theme().set(scale=2.0)
    assert split.left.hasFocus()


def test_a_page_that_fits_does_not_scroll_and_one_that_does_not_does(
    qtbot,
    shown,
):
    words = "A sentence of some length that wraps in a narrow pane. " * 4
    page = shown(Page(Label(words), Label(words)), 500, 400)
    assert page.verticalScrollBar().maximum() == 0
    page.add(*(Label(words) for _ in range(20)))
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    page.grab()
    assert clipped == []


def test_what_gets_the_focus_is_brought_into_sight(shown):
    last = TextField("Last")
    page = shown(Page(*(TextField(str(i)) for i in range(30)), last), 500, 400)
    last.take_focus()
    at = last.edit.mapTo(page.viewport(), last.edit.rect().bottomLeft()).y()
    assert 0 < at <= page.viewport().height()


def test_what_is_hidden_takes_no_room(shown):
    first, second = Label("one"), Label("two")
    column = shown(Column(first, second, Label("three")), 200, 200)
    tall = column.layout().totalHeightForWidth(200)
    second.hide()
    assert column.layout().totalHeightForWidth(200) < tall - 20


def test_a_line_without_room_goes_on_below(shown):
    buttons = [Button(f"Button number {i}") for i in range(5)]
    line = shown(Line(*buttons), 300, 400)
    assert len({button.y() for button in buttons}) > 1
    assert line.layout().heightForWidth(2000) == 40


def test_inset_and_order_turn_round_in_arabic(shown):
    label = Label("x")
    column = shown(Column(label, inset=(32, 0, 8, 0)), 200, 50)
    assert column.things() == [label]
    assert label.x() == 32
    theme().set(language="ar")
    QApplication.processEvents()
    assert label.x() == 8


def test_the_sheet_has_cancel_under_the_finger(qtbot, shown):
    window = shown(Column())
    sheet = ConfirmSheet(
        "Seal the rulebook?",
        "After this nobody can change the rules.",
        "Seal",
        parent=window,
    )
    confirmed = QSignalSpy(sheet.confirmed)
    with qtbot.waitSignal(sheet.finished):
        sheet.open()
        qtbot.waitUntil(sheet._cancel.hasFocus)
        QTest.keyClick(sheet._cancel, Qt.Key.Key_Return)
    assert confirmed.count() == 0


@pytest.mark.parametrize("colours", ["light", "dark", "contrast"])
def test_a_sheet_has_an_edge_in_all_colours(shown, colours):
    theme().set(colours=colours)
    window = shown(Column())
    sheet = ConfirmSheet(
        "Seal the rulebook?",
        "Nobody can change it.",
        "Seal",
        parent=window,
    )
    drawn = sheet.grab().toImage()
    edge, ground = (
        drawn.pixelColor(0, drawn.height() // 2),
        drawn.pixelColor(4, 4),
    )
    assert edge != ground


def test_the_verb_confirms_once(qtbot, shown):
    window = shown(Column())
    sheet = ConfirmSheet(
        "Seal the rulebook?",
        "Nobody can change it afterwards.",
        "Seal",
        parent=window,
    )
    confirmed = QSignalSpy(sheet.confirmed)
    sheet.open()
    sheet._verb.click()
    assert confirmed.count() == 1


def test_a_banner_with_nothing_to_say_is_not_there(shown):
    banner = Banner()
    banner.show_text("This is a rehearsal.", button="Leave")
    page = shown(Column(banner))
    assert page.isVisible()
    assert banner.isVisible()
    banner.clear_text()
    assert not banner.isVisible()


def test_stop_is_told(shown):
    work = shown(Progress(), 500, 60)
    work.show_progress(3, 10, "Counting")
    stopped = QSignalSpy(work.stopped)
    work._stop.click()
    assert stopped.count() == 1
    bar = QAccessible.queryAccessibleInterface(work._bar)
    assert bar.role() == QAccessible.Role.ProgressBar
    assert bar.text(QAccessible.Text.Name) == "Counting"


class Painted(Bar):
    """A bar that counts how often it is painted."""

    times = 0

    def paintEvent(self, event):
        self.times += 1
        super().paintEvent(event)


def test_a_bar_moves_without_painting_the_window_at_once(shown):
    bar = shown(Painted("Keyed"), 300, 8)
    bar.times = 0
    for done in range(10):
        bar.show_share(done, 10)
    assert (bar.value(), bar.times) == (9, 0)
    QApplication.processEvents()
    assert bar.times == 1


def test_an_empty_page_leads_to_the_first_one(shown):
    empty = shown(
        Empty(
            "No ideas yet",
            "An idea is one sentence and a name for it.",
            "Write an idea",
        ),
    )
    pressed = QSignalSpy(empty.pressed)
    empty.button.click()
    assert pressed.count() == 1


def test_a_chart_says_in_words_what_it_shows(shown):
    chart = shown(ChartView())
    chart.show_chart(
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50"/>',
        "A has 3, B has 5",
    )
    heard = QAccessible.queryAccessibleInterface(chart)
    assert (heard.role(), heard.text(QAccessible.Text.Name)) == (
        QAccessible.Role.Chart,
        "A has 3, B has 5",
    )
    assert chart.heightForWidth(100) in (50, 51)


def test_a_chart_that_is_no_drawing_is_a_bug(qtbot, qtlog):
    chart = ChartView()
    qtbot.addWidget(chart)
    with qtlog.disabled(), pytest.raises(ValueError, match="no SVG"):
        chart.show_chart("not a drawing", "x")


def test_the_paper_says_which_lines_are_marked(shown):
    lines = [
        PaperLine("A", "Youth club"),
        PaperLine("C", "Lighting", "keyed", tinted=True, heard="marked"),
    ]
    paper = shown(
        Paper("Millbrook ballot", "Mark up to five.", lines),
        384,
        200,
    )
    heard = QAccessible.queryAccessibleInterface(paper)
    assert heard.text(QAccessible.Text.Name) == "Millbrook ballot"
    assert (
        heard.text(QAccessible.Text.Description)
        == "Mark up to five.. C Lighting, marked"
    )


@pytest.mark.parametrize(
    "mark",
    ["", "keyed", "cross", "tick", "beside", "struck"],
)
def test_each_mark_looks_different(qtbot, mark):
    def picture(one):
        paper = Paper(
            "Ballot",
            "Mark.",
            [PaperLine("A", "Youth club", one)],
            roomy=True,
        )
        qtbot.addWidget(paper)
        paper.resize(300, 140)
        return paper.grab().toImage()

    others = {"", "keyed", "cross", "tick", "beside", "struck"} - {mark}
    assert all(picture(mark) != picture(other) for other in others)


def ink(paper, at):
    """How many pixels in a square of the picture are not the paper's own colour."""
    picture, field = paper.grab(at).toImage(), theme().tones.colour("field")
    return sum(
        picture.pixelColor(x, y) != field
        for x in range(picture.width())
        for y in range(picture.height())
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_tick_beside_its_box_lies_on_the_paper_in_both_directions(
    shown,
    language,
):
    theme().set(language=language)
    papers = [
        shown(
            Paper(
                "Ballot",
                "Mark.",
                [PaperLine("A", "Club", mark)],
                roomy=True,
            ),
            300,
            140,
        )
        for mark in ("", "beside")
    ]
    high = papers[0].heightForWidth(300)
    right = (
        language == "ar"
    )  # the box is then at the left, and the tick between it and the name
    beside = QRect(40 if right else 236, high - 60, 24, 44)
    edge = QRect(1 if right else 285, high - 60, 14, 44)
    assert ink(papers[1], beside) > ink(papers[0], beside) + 20
    assert ink(papers[1], edge) == ink(papers[0], edge)


def test_the_button_in_the_header_says_that_it_changes_nothing(shown):
    header = shown(Header(), 900, 64)
    header.show_next("Go to Rulebook", "Seal the rulebook")
    heard = QAccessible.queryAccessibleInterface(header.button)
    assert heard.text(QAccessible.Text.Name) == "Go to Rulebook"
    said = heard.text(QAccessible.Text.Description)
    assert said == "Seal the rulebook. Goes there; changes nothing."
