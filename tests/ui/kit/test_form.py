"""Forms: what people write, what is told, and what is said beside a field."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.choices import Choice, ChoiceField, Radio, RadiosField
from pbdesk.ui.widgets.doorstep import Beside
from pbdesk.ui.widgets.field import TextField, Value
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.words import say

TIES = (Choice("cheaper", "The cheaper wins"), Choice("lot", "The lot"))
SPECS = [
    FieldSpec(
        "holder",
        say("Who holds the money"),
        help=say("As it will stand in the charter."),
    ),
    FieldSpec("pot", "Pot", "money"),
    FieldSpec(
        "people",
        "How many people",
        "number",
        least=1,
        most=500,
        beside=True,
    ),
    FieldSpec("tie", "When two tie", "choice", choices=TIES),
    FieldSpec("answer", "Your answer", "radios", choices=TIES, upright=True),
    FieldSpec("channels", "Channels", "ticks", choices=TIES),
    FieldSpec("staff", "Staff may not vote", "tick"),
    FieldSpec("reason", "Reason", "paragraph"),
    FieldSpec("day", "Day", "date", section="When"),
    FieldSpec("secret", "Passphrase", "passphrase"),
]
VALUES: dict[str, Value] = {
    "holder": "Millbrook Town Council",
    "pot": 6_000_000,
    "people": 60,
    "tie": "lot",
    "answer": "cheaper",
    "channels": ("lot",),
    "staff": True,
    "reason": "Two\nlines",
    "day": date(2026, 11, 26),
    "secret": " a b ",
}


@pytest.fixture
def form(shown):
    return shown(Form(SPECS), 600, 900)


def test_what_is_set_is_what_is_read(form):
    form.set_values(VALUES)
    assert form.values() == VALUES


def test_an_empty_form_holds_nothing(form):
    empty = dict.fromkeys(VALUES) | {"channels": (), "staff": False}
    assert form.values() == empty


@pytest.mark.parametrize("language", ["de", "pl", "ar", "cy"])
def test_values_survive_another_language(form, language):
    theme().set(language=language)
    form.set_values(VALUES)
    assert form.values() == VALUES


def test_setting_values_tells_nobody_and_writing_tells_the_name(form):
    changed, left = QSignalSpy(form.changed), QSignalSpy(form.left)
    form.set_values(VALUES)
    assert (changed.count(), left.count()) == (0, 0)
    form.go_to("holder")
    QTest.keyClicks(form.field("holder").edit, "X")
    assert changed.at(0) == ["holder"]
    assert left.count() == 0


def test_leaving_a_field_tells_once_and_only_if_something_changed(form):
    left = QSignalSpy(form.left)
    form.go_to("holder")
    form.go_to("reason")
    assert left.count() == 0
    form.go_to("holder")
    QTest.keyClicks(form.field("holder").edit, "Council")
    form.go_to("reason")
    form.go_to("holder")
    form.go_to("reason")
    assert [left.at(i) for i in range(left.count())] == [["holder"]]


def test_going_through_a_form_that_nobody_filled_in_tells_nothing_and_touches_nothing(
    form,
):
    left = QSignalSpy(form.left)
    for name in form.names():
        form.go_to(name)
        assert not form.field(name).is_touched(), name
    form.go_to("holder")
    assert left.count() == 0


def test_a_sum_is_written_as_money_when_it_is_left(form):
    form.go_to("pot")
    QTest.keyClicks(form.field("pot").edit, "60000")
    form.go_to("holder")
    assert form.field("pot").edit.text() == "£60,000"
    left = QSignalSpy(form.left)
    form.go_to("pot")
    form.go_to("holder")
    assert left.count() == 0


def test_a_field_that_cannot_be_read_says_so_when_left_and_is_not_told(form):
    left = QSignalSpy(form.left)
    form.go_to("pot")
    QTest.keyClicks(form.field("pot").edit, "£60.00O")
    form.go_to("holder")
    field = form.field("pot")
    assert field.is_wrong()
    assert "£60,000" in field.edit.accessibleDescription()
    assert field.edit.property("wrong") is True
    assert left.count() == 0


def test_values_of_an_unreadable_form_are_none_and_the_focus_goes_to_the_first_fault(
    form,
):
    form.field("people").edit.setText("1000")
    form.field("day").edit.setText("someday")
    form.go_to("holder")
    assert form.values() is None
    assert form.field("people").has_focus()
    assert form.field("day").is_wrong()


def test_a_refusal_stands_beside_its_field_until_the_field_is_changed(form):
    assert form.show_error(
        "reason",
        "Write the reason first: an answer without one can't be recorded.",
    )
    field = form.field("reason")
    assert field.has_focus()
    assert field.is_wrong()
    QTest.keyClicks(field.edit, "B")
    assert not field.is_wrong()
    assert field.edit.accessibleDescription() == ""


def test_a_refusal_about_no_field_of_the_form_is_left_to_the_page(form):
    assert form.show_error("moment", "It is too late.") is False


def test_the_field_with_the_focus_keeps_what_is_being_written(form):
    form.go_to("holder")
    QTest.keyClicks(form.field("holder").edit, "Half a wo")
    form.set_values(VALUES)
    assert form.value("holder") == "Half a wo"
    assert form.value("pot") == 6_000_000


def test_a_tick_is_told_at_once(form):
    left = QSignalSpy(form.left)
    QTest.mouseClick(
        form.field("staff").tick,
        Qt.MouseButton.LeftButton,
        pos=form.field("staff").tick.rect().center(),
    )
    assert left.at(0) == ["staff"]


def test_radio_buttons_are_told_when_the_group_is_left_not_at_each_arrow(form):
    left = QSignalSpy(form.left)
    form.go_to("answer")
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Space)
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Down)
    assert (form.value("answer"), left.count()) == ("lot", 0)
    form.go_to("holder")
    assert left.at(0) == ["answer"]


def test_label_and_help_are_heard(form):
    heard = QAccessible.queryAccessibleInterface(form.field("holder").edit)
    assert heard.text(QAccessible.Text.Name) == "Who holds the money"
    assert (
        heard.text(QAccessible.Text.Description)
        == "As it will stand in the charter."
    )
    radio = form.field("answer").take_focus() or form.focusWidget()
    assert (radio.accessibleName(), radio.accessibleDescription()) == (
        "The cheaper wins",
        "Your answer",
    )


def test_radio_buttons_under_a_title_are_heard_with_its_words_and_show_no_label(
    shown,
):
    form = shown(
        Form(
            [
                FieldSpec(
                    "answer",
                    "",
                    "radios",
                    choices=TIES,
                    heard=say("Your answer"),
                ),
            ],
        ),
        600,
        200,
    )
    field = form.field("answer")
    radio = field.control.things()[0]
    assert (radio.accessibleDescription(), field._label.isVisible()) == (
        "Your answer",
        False,
    )
    field.show_error("Choose an answer first.")
    assert (
        radio.accessibleDescription() == "Your answer. Choose an answer first."
    )


@pytest.mark.parametrize(
    ("language", "money"),
    [("en", "left"), ("ar", "right")],
)
def test_numbers_stand_at_the_right_in_every_direction_and_sums_where_text_begins(
    form,
    language,
    money,
):
    theme().set(language=language)
    form.set_values({"people": 60, "pot": 6_000_000})
    assert side(form.field("people").edit) == "right"
    assert side(form.field("pot").edit) == money


def side(edit: QLineEdit) -> str:
    """The half of the field in which its first sign stands."""
    edit.setCursorPosition(0)
    edit.grab()  # Qt places its cursor when it paints
    return (
        "left" if edit.cursorRect().center().x() < edit.width() / 2 else "right"
    )


@pytest.mark.parametrize(
    ("language", "beginning"),
    [("en", "left"), ("ar", "right")],
)
@pytest.mark.parametrize(
    "text",
    ["", "Benches", "\u0645\u0642\u0627\u0639\u062f"],
)
def test_text_begins_under_its_label_in_whatever_script_it_is_written(
    form,
    language,
    beginning,
    text,
):
    theme().set(language=language)
    form.set_values({"holder": text, "reason": text})
    reason = form.field("reason").edit
    lines = reason.document().firstBlock().layout()
    reason.grab()
    at = lines.lineAt(0).naturalTextRect().center().x()
    assert ("left" if at < reason.width() / 2 else "right") == beginning
    assert side(form.field("holder").edit) == beginning


def test_a_passphrase_is_hidden_until_the_person_looks(form):
    field = form.field("secret")
    assert field.edit.echoMode() == QLineEdit.EchoMode.Password
    field._eye.click()
    assert field.edit.echoMode() == QLineEdit.EchoMode.Normal


def test_nothing_moves_when_a_field_gets_the_focus(form):
    form.go_to("holder")
    before = [form.field(name).geometry() for name in form.names()]
    form.go_to("reason")
    assert [form.field(name).geometry() for name in form.names()] == before


def test_a_draft_keeps_what_cannot_be_read(form):
    form.field("pot").edit.setText("about 5")
    assert form.draft()["pot"] == "about 5"


def test_a_list_beside_its_label_is_named_by_it(qtbot):
    field = ChoiceField([Choice("en", say("English"))])
    line = Beside(say("Language"), field)
    qtbot.addWidget(line)
    labels = {
        label.text(): label.buddy() for label in line.findChildren(QLabel)
    }
    assert labels["Language"] is field.combo
    assert field.combo.accessibleName() == "Language"


def test_one_of_a_few_can_be_none_again(qtbot):
    field = RadiosField([Choice("yes", say("Yes")), Choice("no", say("No"))])
    qtbot.addWidget(field)
    field.set_value("yes")
    field.set_value(None)
    assert field.value() is None
    field.set_value("no")
    assert field.value() == "no"


def test_two_short_fields_on_a_line_stand_next_to_each_other(shown):
    table = FieldSpec("table", "Table", "number")
    group = FieldSpec("group", "Group", "choice", choices=TIES, beside=True)
    form = shown(Form([table, group]), 900, 200)
    first, second = form.field("table"), form.field("group")
    apart = second.geometry().left() - first.geometry().right()
    assert 0 < apart <= 2 * theme().gap(12)


def test_a_long_field_before_a_short_one_takes_the_rest_of_the_line(shown):
    words = FieldSpec("words", "Words")
    number = FieldSpec("people", "People", "number", beside=True)
    form = shown(Form([words, number]), 600, 200)
    assert form.field("people").geometry().right() >= 595


def test_the_circle_of_a_choice_stands_beside_the_first_of_its_lines_and_the_ring_round_all(
    shown,
):
    radio = shown(
        Radio(
            "Say yes or no: one proposal, which passes or does not, by a share",
        ),
    )
    radio.setFixedSize(200, radio.heightForWidth(200))
    assert radio.height() > 2 * 28, "its words wrap"
    radio.setFocus()
    seen = radio.grab().toImage()
    below = {
        seen.pixel(x, y) for x in range(20) for y in range(30, radio.height())
    }
    assert len(below) == 1, "nothing is drawn there"
    radio.clearFocus()
    free = radio.grab().toImage()
    radio.setFocus()
    ringed = radio.grab().toImage()
    places = ((x, y) for x in range(22, 28) for y in range(radio.height()))
    changed = [y for x, y in places if ringed.pixel(x, y) != free.pixel(x, y)]
    assert max(changed) - min(changed) > 2 * 20, "it goes round both lines"


LONG = [FieldSpec(f"sum/{n}", f"Sum {n}", "money") for n in range(60)]


def test_a_long_form_is_laid_in_turns_and_each_field_is_prepared_once(qtbot):
    prepared = list[str]()
    form = Form(LONG, prepares=lambda name, _field: prepared.append(name))
    qtbot.addWidget(form)
    names = [spec.name for spec in LONG]
    assert prepared == names[:16]
    with qtbot.waitSignal(form.grown):
        assert not form.whole
    assert prepared == names == list(form.draft())


def test_whoever_asks_for_a_field_of_a_long_form_gets_it_at_once(qtbot):
    form = Form(LONG, prepares=lambda _name, field: field.set_value(100))
    qtbot.addWidget(form)
    assert not form.whole
    assert form.field("sum/59").raw() == "£1"
    assert form.whole


def test_a_field_has_labels_for_what_is_said_of_it_only(qtbot):
    field = TextField("Where")
    qtbot.addWidget(field)
    field.show_help("")
    field.show_error(None)
    assert len(field.findChildren(QLabel)) == 1
    field.show_error("Write where.")
    field.show_help("As on the map.")
    said = [label for label in field.findChildren(QLabel) if label.text()]
    assert [each.isHidden() for each in said] == [False, False, True]
