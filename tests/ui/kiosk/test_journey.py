"""The voter's journey: mark, see what was chosen, cast, thanks; then the kiosk locks itself.

Nothing is cast that the voter has not seen on the review for a second.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QSlider, QWidget

from pbdesk.i18n import locale_of, render
from pbdesk.questions import door, vote
from pbdesk.ui.ballot.chosen import ChosenLine
from pbdesk.ui.ballot.row import MarkRow
from pbdesk.ui.fit import has_own_direction
from pbdesk.ui.kiosk.asking import Locked
from pbdesk.ui.kiosk.recorded import STAYS, Recorded
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.label import Label
from pbdesk.voting.styles import STYLES
from pbdesk.words import say
from tests.laws import tried
from tests.ui.kiosk.conftest import PIN

LEFT = Qt.MouseButton.LeftButton


def words_on(widget: QWidget) -> str:
    return " ".join(
        each.text() for each in widget.findChildren(Label) if each.isVisible()
    )


def area(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def key(qtbot, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


# Review and cast


def test_a_ballot_is_marked_reviewed_and_cast_by_keyboard_alone(
    kiosk_by,
    voter_at,
    qtbot,
):
    window = kiosk_by()
    for each in (
        Qt.Key.Key_Space,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Return,
    ):
        key(qtbot, each)
    assert len(window.booth.ballot.marks()) == 2
    voter_at(window).looks()
    window.booth.check.setFocus()
    key(qtbot, Qt.Key.Key_Return)
    assert window.review.changing.hasFocus(), "the safe button"
    voter_at(window).looks()
    window.review.casting.setFocus()
    key(qtbot, Qt.Key.Key_Return)
    assert window._host.state.kiosk.taken == {"K1"}
    assert window._host.state.kiosk.in_urn == 1


def test_the_first_press_casts_nothing_and_shows_what_was_chosen(
    kiosk_by,
    voter_at,
):
    window = kiosk_by()
    lines = window.booth.ballot.sheet.lines
    for place in (0, 2, 5):
        window.booth.ballot.lines[place].click()
    review = voter_at(window).checks()
    assert not window._host.state.kiosk.taken
    assert review.isVisible()
    said = words_on(review)
    assert "You chose three projects" in said
    assert all(
        (each.title in said) is (place in (0, 2, 5))
        for place, each in enumerate(lines)
    )
    assert "Nothing is cast yet." in said


def test_going_back_from_the_review_keeps_the_marks(kiosk_by, voter_at):
    window = kiosk_by()
    window.booth.ballot.lines[3].click()
    marks = window.booth.ballot.marks()
    review = voter_at(window).checks()
    voter_at(window).looks()
    review.changing.click()
    assert window.booth.isVisible()
    assert window.review is None
    assert window.booth.ballot.marks() == marks


def test_a_double_click_on_an_empty_ballot_casts_nothing(kiosk_by, voter_at):
    window = kiosk_by()
    voter_at(window).looks()
    at = area(window.booth.check).center()
    double_click(window, at)
    assert not window._host.state.kiosk.taken
    assert "You have not marked any project" in words_on(window.review)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_hand_that_rests_on_a_key_changes_no_mark_and_casts_nothing(
    kiosk_by,
    voter_at,
    style,
    key,
):
    window = kiosk_by({} if style == "approval" else {"style": style})
    voter_at(window).looks()
    window.booth.check.setFocus()
    rest_on(key, 12, lambda: voter_at(window).looks(1.1))
    assert not window._host.state.kiosk.taken
    assert window.booth.ballot.marks() == {}


@pytest.mark.parametrize("style", ["approval", "ordinal"])
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_that_is_held_on_a_row_marks_it_once(kiosk_by, style, key):
    window = kiosk_by({} if style == "approval" else {"style": style})
    window.booth.ballot.findChildren(MarkRow)[1].setFocus()
    rest_on(key, 8, lambda: None)
    assert [*window.booth.ballot.marks().values()] == [1]


def rest_on(key: Qt.Key, times: int, between) -> None:
    """The system sends a key that is held again and again, to whatever has the focus then."""
    for n in range(times):
        event = QKeyEvent(
            QEvent.Type.KeyPress,
            key,
            Qt.KeyboardModifier.NoModifier,
            " ",
            n > 0,
        )
        QApplication.sendEvent(QApplication.focusWidget(), event)
        between()
    QTest.keyRelease(QApplication.focusWidget(), key)


@pytest.mark.parametrize("clicks", [2, 3, 4, 7])
@pytest.mark.parametrize("style", ["approval", "ordinal"])
def test_a_finger_that_trembles_on_a_row_marks_it_once(
    kiosk_by,
    style,
    clicks,
):
    window = kiosk_by({} if style == "approval" else {"style": style})
    row = window.booth.ballot.findChildren(MarkRow)[1]
    tremble(row, clicks, 100_000 * clicks)
    assert [*window.booth.ballot.marks().values()] == [1]


def tremble(row: QWidget, clicks: int, begin: int) -> None:
    """Clicks at one place, every second a double click to the system."""
    left, at = Qt.MouseButton.LeftButton, QPointF(row.rect().center())
    over = QPointF(row.mapToGlobal(row.rect().center()))
    for n in range(clicks):
        first = (
            QEvent.Type.MouseButtonDblClick
            if n % 2
            else QEvent.Type.MouseButtonPress
        )
        for kind in (first, QEvent.Type.MouseButtonRelease):
            event = QMouseEvent(
                kind,
                at,
                over,
                left,
                left,
                Qt.KeyboardModifier.NoModifier,
            )
            event.setTimestamp(begin + 120 * n)
            QApplication.sendEvent(row, event)


def test_an_empty_ballot_is_asked_about_and_then_counted_as_unmarked(
    kiosk_by,
    voter_at,
):
    window = kiosk_by()
    review = voter_at(window).checks()
    assert review.changing.property("kind") == "primary"
    assert review.changing.hasFocus()
    voter_at(window).looks()
    review.casting.click()
    assert window._host.state.kiosk.taken == {"K1"}


def test_what_casts_takes_no_press_before_it_was_seen_for_a_second(
    kiosk_by,
    voter_at,
):
    window = kiosk_by()
    window.booth.ballot.lines[0].click()
    review = voter_at(window).checks()
    voter_at(window).looks(0.99)
    review.casting.click()
    assert not window._host.state.kiosk.taken
    voter_at(window).looks(0.02)
    review.casting.click()
    assert window._host.state.kiosk.taken == {"K1"}


def test_what_moved_under_the_finger_takes_no_press_for_a_second(
    kiosk_by,
    voter_at,
):
    """Larger text moves every button."""
    window = kiosk_by()
    window.booth.ballot.lines[0].click()
    review = voter_at(window).checks()
    voter_at(window).looks()
    review.sizes.click()
    review.casting.click()
    assert not window._host.state.kiosk.taken


def in_sight(widget) -> QRect:
    """What can be pressed of it, on the screen: in large text it stands on a page that scrolls."""
    seen = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(widget.window(), seen.topLeft()), seen.size())


@pytest.mark.parametrize(
    "look",
    [{}, {"scale": 2.0}, {"language": "ar"}, {"language": "ar", "scale": 2.0}],
)
@pytest.mark.parametrize("marked", [0, 1])
def test_the_safe_button_stands_where_the_finger_was_and_the_one_that_casts_elsewhere(
    kiosk_by,
    voter_at,
    look,
    marked,
):
    theme().set(**look)
    window = kiosk_by()
    window.resize(1280, 800)
    for line in window.booth.ballot.lines[:marked]:
        line.click()
    voter_at(window).looks()
    finger = area(window.booth.check)
    review = voter_at(window).checks()
    voter_at(window).looks()
    assert area(review.changing).contains(finger.center())
    assert not in_sight(review.casting).intersects(finger)


def test_part_of_the_ballot_that_was_never_in_sight_is_said_on_the_review(
    kiosk_by,
    voter_at,
):
    theme().set(scale=2.0)
    window = kiosk_by()
    window.booth.ballot.lines[0].click()
    review = voter_at(window).checks()
    assert "You have not seen all of it yet." in words_on(review)
    assert review.changing.property("kind") == "primary"
    voter_at(window).looks()
    review.changing.click()
    bar = window.booth.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert "You have not seen" not in words_on(voter_at(window).checks())


def test_too_few_marks_are_said_before_the_review_and_can_be_mended(
    kiosk_by,
    voter_at,
):
    window = kiosk_by({"ballot.min_picks": 2})
    window.booth.ballot.lines[0].click()
    voter_at(window).looks()
    window.booth.check.click()
    assert window.review is None
    assert (
        window.booth.foot.words
        == "Not ready yet. Too few marks. At least 2 crosses."
    )
    window.booth.ballot.lines[1].click()
    voter_at(window).casts()
    assert window._host.state.kiosk.taken == {"K1"}


def test_a_vote_closed_meanwhile_is_said_and_nothing_is_cast(
    kiosk_by,
    voter_at,
):
    window = kiosk_by()
    window.booth.ballot.lines[0].click()
    review = voter_at(window).checks()
    assert window._host.desk.do(vote.close_vote) is None
    voter_at(window).looks()
    review.casting.click()
    assert review.foot.words.startswith("Not cast. The vote is not open.")
    assert not window._host.state.kiosk.taken


def test_while_the_ballot_is_being_recorded_nothing_can_be_pressed(
    kiosk_by,
    voter_at,
    held,
    qtbot,
):
    window = kiosk_by()
    window.booth.ballot.lines[0].click()
    voter_at(window).casts()
    review = window.review
    assert "Your ballot is being recorded." in review.foot.words
    assert not review.casting.isEnabled()
    assert not review.changing.isEnabled()
    voter_at(window).looks()
    press(window, area(review.casting).center())
    review.casting.click()
    held.set()
    qtbot.waitUntil(lambda: isinstance(window.face, Recorded))
    assert window._host.state.kiosk.taken == {"K1"}
    assert window._host.desk.record.urn_count() == 1


# Afterwards


def test_nothing_of_the_ballot_is_left_once_it_is_recorded(
    kiosk_by,
    voter_at,
    qtbot,
):
    window = kiosk_by()
    window.booth.ballot.lines[0].click()
    gone = []
    window.booth.destroyed.connect(lambda: gone.append("booth"))
    review = voter_at(window).checks()
    review.destroyed.connect(lambda: gone.append("review"))
    voter_at(window).looks()
    review.casting.click()
    del review
    assert isinstance(window.face, Recorded)
    assert (window.booth, window.review, window._stub) == (None, None, None)
    qtbot.waitUntil(lambda: len(gone) == 2)


def test_the_record_never_says_what_was_chosen(kiosk_by, voter_at):
    window = kiosk_by()
    window.booth.ballot.lines[0].click()
    project = window.booth.ballot.sheet.lines[0].project
    voter_at(window).casts()
    fresh = [repr(each.entry) for each in window._host.desk.recorded[-2:]]
    assert not any(project in entry for entry in fresh)


def test_recorded_thank_you_locks_itself_and_needs_no_press(kiosk_by, voter_at):
    window = kiosk_by()
    window.booth.ballot.lines[0].click()
    voter_at(window).casts()
    assert not [
        each
        for each in window.face.findChildren(QAbstractButton)
        if each.isVisible()
    ]
    voter_at(window).looks(STAYS - 0.1)
    assert isinstance(window.face, Recorded)
    voter_at(window).looks(0.2)
    assert isinstance(window.face, Locked)


def test_the_kiosk_goes_on_looking_at_the_clock_by_itself(kiosk_by, voter_at):
    window = kiosk_by()
    voter_at(window).casts()
    assert window.face.beats.isActive()


def test_the_locked_kiosk_asks_for_the_door_and_says_nothing_of_stubs(kiosk_by):
    window = kiosk_by()
    window.lock()
    said = words_on(window.face)
    assert "Please ask at the door" in said
    assert "stub" not in said.lower()
    assert "K1" not in said


def test_what_the_door_needs_stands_on_one_line_at_the_foot_of_the_locked_kiosk(
    kiosk_by,
):
    window = kiosk_by()
    window.resize(1280, 800)
    window.lock()
    QApplication.processEvents()
    for thing in (window.face.field, window.face.start, window.face.leave):
        middle = thing.mapTo(window, thing.rect().center()).y()
        assert window.height() - 90 < middle < window.height() - 30


def test_the_locked_kiosk_asks_in_every_language_there_is(kiosk_by):
    window = kiosk_by()
    window.lock()
    asked = say("Please ask at the door")
    assert render(asked, locale_of("ar")) in words_on(window.face)
    assert words_on(window.face).count(render(asked, locale_of("en"))) == 1


def test_after_the_ballot_the_kiosk_is_locked_until_the_pin_starts_the_next(
    kiosk_by,
    voter_at,
):
    window = kiosk_by()
    window.booth.ballot.lines[0].click()
    voter_at(window).casts()
    voter_at(window).looks(STAYS)
    window.face.field.set_value("0000")
    window.face.start.click()
    assert window.booth is None
    assert window.face.field.is_wrong()
    window.face.field.set_value(PIN)
    window.face.start.click()
    assert window.stub == "K2"
    assert window.booth is not None
    assert window.booth.isVisible()
    assert not window.booth.ballot.marks()


def test_language_size_and_contrast_go_back_to_the_default_after_each_voter(
    kiosk_by,
    voter_at,
):
    window = kiosk_by()
    window.booth.sizes.click()
    window.booth.contrasts.click()
    window.booth.languages.click()
    window.face.chosen.emit("ar")
    look = (theme().scale, theme().colours, theme().locale.language)
    assert look == (1.25, "contrast", "ar")
    voter_at(window).casts()
    assert theme().locale.language == "ar", (
        "the voter is thanked in their own language"
    )
    voter_at(window).looks(STAYS)
    assert (theme().scale, theme().colours, str(theme().locale)) == (
        1.0,
        "light",
        "en_GB",
    )


def test_a_kiosk_left_in_the_middle_of_a_ballot_gives_the_look_back(kiosk_by):
    window = kiosk_by()
    window.booth.languages.click()
    window.face.chosen.emit("ar")
    window.leave()
    assert str(theme().locale) == "en_GB"


# Fingers


def press(window, at: QPoint) -> None:
    """One press at a point of the screen: what stands there gets it."""
    handle = window.windowHandle()
    QTest.mousePress(handle, LEFT, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseRelease(handle, LEFT, Qt.KeyboardModifier.NoModifier, at)


def double_click(window, at: QPoint, between=lambda: None) -> None:
    """A press, and a little later what the system knows as a double click: an impatient finger."""
    press(window, at)
    between()
    QTest.mouseDClick(
        window.windowHandle(),
        LEFT,
        Qt.KeyboardModifier.NoModifier,
        at,
    )
    QApplication.processEvents()


@pytest.mark.hypothesis
def test_double_clicks_at_random_moments_cast_no_ballot_that_was_not_reviewed(
    kiosk_by,
    voter_at,
    clock,
):
    """Of every style of ballot some, in the order of a seeded lot; 500 by `make laws`."""
    random = Random(55)
    drawn = Counter(random.choice([*STYLES]) for _ in range(tried(500)))
    assert drawn.keys() == STYLES.keys()
    cast = {}
    for style, clicks in drawn.items():
        window = kiosk_by({} if style == "approval" else {"style": style})
        window.resize(1024, 640)
        cast[style] = click_about(window, clicks, random, clock, voter_at)
        window.hide()
    assert sum(cast.values()) >= 10, "else nothing was tried"


def click_about(window, clicks: int, random: Random, clock, voter_at) -> int:
    """How many ballots an impatient finger casts; each was seen on the review for a second."""
    host = window._host
    people = iter(
        sorted(host.state.door.register - set(host.state.door.by_person)),
    )
    since: dict[int, float] = {}
    cast = 0

    def note() -> None:
        """Look at what is on the screen, as somebody behind the voter would."""
        nonlocal cast
        taken = len(host.state.kiosk.taken)
        if taken > cast:
            assert taken == cast + 1
            assert clock.now - since.get("review", clock.now) >= 1.0
            cast = taken
        if window.review is None or not window.review.isVisible():
            since.clear()
        else:
            since.setdefault("review", clock.now)

    def between() -> None:
        QApplication.processEvents()
        note()
        clock.now += random.uniform(0.05, 0.5)

    for _ in range(clicks):
        if isinstance(window.face, Recorded):
            voter_at(window).looks(STAYS)
        if isinstance(window.face, Locked):
            given = {"channel": "kiosk", "checked_with": "letter"}
            assert host.desk.do(door.give, person=next(people), **given) is None
            window.next_ballot()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        double_click(window, anywhere(window, random), between)
        note()
        clock.now += random.choice((0.0, 0.1, 0.4, 0.9, 1.1, 3.0))
    return cast


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("style", STYLES)
def test_eight_projects_with_what_they_are_share_the_screen_without_scrolling(
    kiosk_by,
    style,
    language,
):
    theme().set(language=language)
    window = kiosk_by({} if style == "approval" else {"style": style})
    window.resize(1280, 800)
    for _ in range(4):
        QApplication.processEvents()
    assert len(window.booth.ballot.sheet.lines) == 8
    assert window.booth.page.verticalScrollBar().maximum() == 0


def test_what_a_project_is_stands_whole_on_its_row(kiosk_by):
    window = kiosk_by()
    for row in window.booth.ballot.lines:
        assert row._under(row.width()) == row._about
        assert not row._about.endswith("…")


def test_on_a_small_screen_no_ballot_cuts_short_what_a_project_is(kiosk_by):
    window = kiosk_by({"style": "quadratic"})
    window.resize(1024, 768)
    for _ in range(4):
        QApplication.processEvents()
    assert all(
        row._under(row.width()) == row._about
        for row in window.booth.ballot.rows
    )


def test_small_boxes_beside_the_question_show_how_many_are_marked(
    kiosk_by,
    voter_at,
):
    window = kiosk_by()
    window.booth.ballot.lines[0].click()
    window.booth.ballot.lines[3].click()
    assert "2 of 5 marked" in words_on(window.booth)
    boxes = window.booth.tally._boxes
    assert (boxes._marked, boxes._most, boxes.isVisible()) == (2, 5, True)
    window.booth.ballot.lines[0].click()
    window.booth.ballot.lines[3].click()
    assert "0 of 5 marked" in words_on(voter_at(window).checks())


@pytest.mark.parametrize("style", ["scoring", "cumulative", "quadratic"])
def test_what_a_number_means_stands_whole_beside_it_in_arabic_too(
    kiosk_by,
    style,
):
    theme().set(language="ar")
    window = kiosk_by({"style": style})
    window.resize(1280, 800)
    tools = window.booth.ballot.tools[0]
    for value in (1, 2, 3):
        tools.steps.setValue(value)
        QApplication.processEvents()
        assert (
            tools.words.visibleRegion().boundingRect() == tools.words.rect()
        ), value


def test_what_is_left_is_read_from_the_right_in_arabic(kiosk_by):
    theme().set(language="ar")
    window = kiosk_by({"style": "quadratic"})
    window.booth.ballot.tools[0].steps.setValue(2)
    window.show_review()
    left = theme().render(window.booth.ballot.room_words)
    assert not has_own_direction(left), "all of it was filled into gaps"
    (label,) = [
        each
        for each in window.review.findChildren(Label)
        if each.text() == left
    ]
    assert label._direction() == Qt.LayoutDirection.RightToLeft


def test_in_large_text_what_was_chosen_is_read_before_the_button_that_casts(
    kiosk_by,
):
    window = kiosk_by({})
    window.resize(1280, 800)
    window.booth.ballot.lines[0].click()
    window.show_review()
    review = window.review
    assert not review.page.isAncestorOf(review.casting), "it stays in sight"
    theme().set(scale=2.0)
    QApplication.processEvents()
    assert review.page.isAncestorOf(review.casting)
    (line,) = review.findChildren(ChosenLine)
    assert (
        line.mapTo(review.page, QPoint()).y()
        < review.casting.mapTo(review.page, QPoint()).y()
    )
    theme().set(scale=1.0)
    QApplication.processEvents()
    assert not review.page.isAncestorOf(review.casting)
    assert not review.casting.visibleRegion().isEmpty()


def test_the_names_of_what_was_chosen_begin_below_each_other(kiosk_by):
    window = kiosk_by({})
    window.resize(1280, 800)
    for line in window.booth.ballot.lines[:3]:
        line.click()
    window.show_review()
    QApplication.processEvents()
    lines = window.review.findChildren(ChosenLine)
    assert len(lines) == 3
    starts = {line.name.mapTo(window, QPoint()).x() for line in lines}
    assert len(starts) == 1


def test_in_large_text_the_foot_leaves_seven_tenths_of_the_screen_to_the_ballot(
    kiosk_by,
):
    window = kiosk_by({})
    window.resize(1280, 800)
    theme().set(scale=2.0)
    QApplication.processEvents()
    assert window.booth.foot.height() < window.height() * 3 / 10


def anywhere(window, random: Random) -> QPoint:
    """A point of the screen, something that can be pressed, or what leads on."""
    shown = window.face or window.review or window.booth
    things = [
        each
        for kind in (QAbstractButton, QSlider)
        for each in shown.findChildren(kind)
        if each.isVisible() and not each.visibleRegion().isEmpty()
    ]
    large = [each for each in things if each.height() >= theme().px(60)]
    point = QPoint(
        random.randrange(window.width()),
        random.randrange(window.height()),
    )
    targets = [
        area(random.choice(some)).center()
        for some in (things, large, large)
        if some
    ]
    return random.choice([point, *targets])
