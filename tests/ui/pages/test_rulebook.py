"""The rulebook's page.

The form follows style and rule, the wall text grows, and the seal is final.
"""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pbdesk.assembly import rulebook
from pbdesk.assembly.poster import poster
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import render
from pbdesk.ui.pages import rulebook as page_of
from pbdesk.ui.pages.rulebook import sentence_of, wording
from pbdesk.ui.render.page import RenderedPage
from pbdesk.ui.render.view import Here, clauses_of, presses
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.folded import Folded
from pbdesk.ui.widgets.form import Form
from tests.evenings import state_at
from tests.ui.pages.seen import seen_on
from tests.ui.shell.window import texts

CHANGES = {
    "people": "Whoever comes",
    "staff": True,
    "own": False,
    "style": "ordinal",
    "ballot.max_picks": 3,
    "rule": "equal-shares",
    "least_share": 7,
    "leftover": "returned",
    "quorum": 77,
}


def form_on(page: RenderedPage) -> Form:
    return page.clauses["rulebook"].form


def button(page: RenderedPage, means: str):
    found = page.right.button(means)
    assert found is not None
    return found


def read(state: Assembly) -> list[str]:
    return [render(words) for words in wording(state).sentences]


def open_questions(state: Assembly) -> list[str]:
    return [render(question.label) for question in wording(state).open]


def test_before_the_charter_is_written_one_line_sends_there(desk_at):
    state = desk_at(None).state
    shown = page_of.PAGE.view(state, None, Here())
    assert "charter/" in {press.key for press in presses(shown)}
    assert render(wording(state).open[0].label) == "Charter"
    assert render(wording(state).open[0].why) == "9 questions are open there."


def test_what_is_missing_before_the_seal_goes_by_the_label_of_its_field():
    assert open_questions(state_at("rules")) == [
        "Least number of ballots (quorum)",
        "The register is kept, in months",
    ]


@pytest.mark.parametrize("clause", [c for c in CHANGES if c != "style"])
def test_each_field_tints_the_sentence_that_changes_with_it(desk_at, clause):
    desk = desk_at("rules")
    before = read(desk.state)
    assert (
        desk.do(rulebook.set_rule, clause=clause, value=CHANGES[clause]) is None
    )
    changed = [
        i
        for i, (old, new) in enumerate(
            zip(before, read(desk.state), strict=True),
        )
        if old != new
    ]
    assert changed == [poster(desk.state).place(sentence_of(clause))]


def test_every_clause_of_every_style_has_a_field(page_at):
    page = page_at(page_of.PAGE, "charter")
    for style in ("ordinal", "cumulative", "scoring", "quadratic", "approval"):
        page.host.act(rulebook.set_rule, clause="style", value=style)
        clauses = rulebook.clauses(page.host.state.rulebook)
        assert sorted(form_on(page).names()) == sorted(c.name for c in clauses)


def test_another_style_brings_its_own_fields_and_the_focus_goes_to_the_first_of_them(
    page_at,
    press,
):
    page = page_at(page_of.PAGE, "charter")
    page.go_to("style")
    press(Qt.Key.Key_Down)
    assert page.host.state.rulebook.style == "approval", (
        "recorded when it is left"
    )
    press(Qt.Key.Key_Tab)
    assert page.host.state.rulebook.style == "ordinal"
    names = form_on(page).names()
    assert form_on(page).field(names[names.index("style") + 1]).has_focus()


def test_the_plain_words_follow_the_counting_rule_that_is_chosen_before_the_field_is_left(
    page_at,
    press,
):
    page = page_at(page_of.PAGE, "charter")
    page.go_to("rule")
    before = texts(page)
    press(Qt.Key.Key_Down)
    assert form_on(page).field("rule").value() != page.host.state.rulebook.rule
    assert [
        text
        for text in texts(page)
        if text not in before and text.startswith("The ")
    ]


def test_writing_goes_on_in_its_field_when_the_form_is_built_anew(
    page_at,
    type_into,
):
    page = page_at(page_of.PAGE, "charter")
    page.go_to("quorum")
    type_into("12")
    before = page.host.desk.entries
    page.host.act(rulebook.set_rule, clause="style", value="ordinal")
    type_into("0")
    assert page.host.desk.entries == before + 1
    assert form_on(page).field("quorum").has_focus()
    assert form_on(page).field("quorum").raw() == "120"


def test_leaving_a_field_writes_one_entry(page_at, type_into, press):
    page = page_at(page_of.PAGE, "rules")
    before = page.host.desk.entries
    page.go_to("quorum")
    type_into("120")
    press(Qt.Key.Key_Tab)
    assert page.host.desk.entries == before + 1
    assert "120" in read(page.host.state)[6]


def test_walking_through_all_fields_writes_nothing(page_at, press):
    page = page_at(page_of.PAGE, "rules")
    before = page.host.desk.entries
    page.go_to("people")
    press(Qt.Key.Key_Tab, len(form_on(page).names()))
    assert page.host.desk.entries == before


def test_sealing_too_early_goes_to_the_field_that_is_missing_and_asks_nobody(
    page_at,
    press,
):
    page = page_at(page_of.PAGE, "rules")
    page.go_to("seal")
    press(Qt.Key.Key_Return)
    assert form_on(page).field("quorum").is_wrong()
    assert form_on(page).field("quorum").has_focus()
    assert page.host.asked == []
    assert page.host.state.rulebook.sealed is None


def test_sealing_before_the_charter_is_written_is_said_at_the_top(page_at):
    page = page_at(page_of.PAGE, None)
    button(page, "seal").click()
    assert page.host.banners[0].startswith("The rulebook cannot be sealed yet.")


def ready(page):
    for clause, value in (("quorum", 120), ("kept", 12)):
        page.host.act(rulebook.set_rule, clause=clause, value=value)
    return page


def test_the_seal_is_asked_for_once_and_then_the_fingerprint_stands_in_eight_groups(
    page_at,
    press,
):
    page = ready(page_at(page_of.PAGE, "rules"))
    page.go_to("seal")
    press(Qt.Key.Key_Return)
    assert len(page.host.asked) == 1
    assert page.host.state.rulebook.sealed is not None
    shown = seen_on(page)
    assert len(page.host.state.rulebook.fingerprint) == 8
    assert all(group in shown for group in page.host.state.rulebook.fingerprint)
    assert page.clauses == {}


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_after_the_seal_the_focus_is_on_what_can_be_done_next(
    page_at,
    press,
    scale,
):
    theme().set(scale=scale)
    page = ready(page_at(page_of.PAGE, "rules"))
    page.go_to("seal")
    press(Qt.Key.Key_Return)
    assert button(page, "room/rules").hasFocus()
    assert page.host.announced == ["The rulebook is sealed."]
    press(Qt.Key.Key_Return)
    assert page.host.in_room == ["rules"]


def test_tab_goes_through_the_fields_as_they_are_read_and_then_to_the_seal(
    shell_at,
    press,
):
    shell = shell_at("charter")
    shell.show_page("rulebook")
    page = shell.places.page
    page.host.act(rulebook.set_rule, clause="style", value="ordinal")
    QApplication.processEvents()  # the form that was built anew is shown
    form = form_on(page)
    page.go_to(form.names()[0])
    gone_through: list[str] = []
    while not button(page, "seal").hasFocus() and len(gone_through) < 99:
        gone_through += [
            name for name in form.names() if form.field(name).has_focus()
        ]
        press(Qt.Key.Key_Tab)  # a line that is folded unfolds as it is reached
    assert tuple(gone_through) == form.names()


def test_one_part_of_the_rulebook_is_unfolded_at_a_time_and_each_line_says_what_it_holds(
    page_at,
):
    page = page_at(page_of.PAGE, "rules")
    page.go_to("quorum")
    lines = {
        theme().render(each._title): each for each in page.findChildren(Folded)
    }
    assert [
        title for title, each in lines.items() if not each.inside.isHidden()
    ] == [
        "How many must vote",
    ]
    assert lines["The count"]._note.text() == "Most support first"
    assert lines["How many must vote"]._note.text() == "Not said yet"
    lines["The count"].button.click()
    assert form_on(page).field("rule").isVisibleTo(page)
    assert not form_on(page).field("quorum").isVisibleTo(page)


def test_who_says_no_to_the_sheet_has_sealed_nothing(page_at):
    page = ready(page_at(page_of.PAGE, "rules"))
    page.host.agrees = False
    button(page, "seal").click()
    assert page.host.state.rulebook.sealed is None
    assert form_on(page).names()


def test_the_sealed_rulebook_can_be_shown_in_the_room(page_at, press):
    page = page_at(page_of.PAGE, "sealed")
    button(page, "room/rules").setFocus()
    press(Qt.Key.Key_Return)
    assert page.host.in_room == ["rules"]


def test_the_wall_poster_carries_the_fingerprint_and_the_sentences(
    page_at,
    found_out,
):
    page = page_at(page_of.PAGE, "sealed")
    button(page, "wall-poster.pdf").click()
    found_out()
    [(title, pdf, name)] = page.host.previews
    text = " ".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
    assert (title, name) == ("Wall poster", "wall-poster.pdf")
    assert all(group in text for group in page.host.state.rulebook.fingerprint)
    assert "Put a cross in up to five boxes." in text


@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("name", ["charter", "rulebook"])
def test_who_comes_to_a_sheet_stands_in_its_first_field_and_shift_tab_leads_out(
    shell_at,
    qtbot,
    name,
    text,
):
    shell = shell_at("rules")
    shell.look(text=text)
    shell.show_page("start")
    shell.show_page(name)
    page = shell.places.page
    form = page.findChild(Form)
    assert form.field(form.names()[0]).has_focus()
    for _ in range(
        2 if name == "rulebook" else 1,
    ):  # the line of the part stands before it
        assert page.isAncestorOf(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert not page.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize("text", [100, 200])
@pytest.mark.parametrize("name", ["charter", "rulebook"])
def test_a_sealed_sheet_begins_at_its_beginning_and_is_read_with_the_arrow_keys(
    shell_at,
    qtbot,
    name,
    text,
):
    shell = shell_at("sealed")
    shell.look(text=text)
    shell.show_page("start")
    shell.show_page(name)
    page = shell.places.page
    QApplication.processEvents()
    bars = [
        pane.verticalScrollBar() for pane in (page.split.left, page.split.right)
    ]
    assert [bar.value() for bar in bars] == [0, 0]
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown)
    assert bars[0].value() > 0
    assert QApplication.focusWidget().accessibleName() == name.capitalize()


@pytest.mark.parametrize(
    ("left", "asked"),
    [
        ("none", set()),
        ("greedy", set()),
        ("add1", {"count.stop", "count.step"}),
        ("breakpoint", {"count.stop"}),
    ],
)
def test_how_shares_are_raised_is_asked_only_where_they_are(
    desk_at,
    left,
    asked,
):
    with desk_at("rules") as desk:
        for clause, value in (
            ("rule", "equal-shares"),
            ("count.completion", left),
        ):
            assert (
                desk.do(rulebook.set_rule, clause=clause, value=value) is None
            )
        form = next(
            iter(clauses_of(page_of.PAGE.view(desk.state, None, Here()))),
        )
        names = {field.name for field in form.fields}
    assert names & {"count.stop", "count.step"} == asked


def test_what_was_said_of_raising_stays_to_be_seen_when_nothing_is_raised_any_more(
    desk_at,
):
    given = {
        "rule": "equal-shares",
        "count.step": 5,
        "count.completion": "none",
    }
    with desk_at("rules") as desk:
        for clause, value in given.items():
            assert (
                desk.do(rulebook.set_rule, clause=clause, value=value) is None
            )
        form = next(
            iter(clauses_of(page_of.PAGE.view(desk.state, None, Here()))),
        )
        assert "count.step" in {field.name for field in form.fields}


def test_equal_shares_are_told_in_words_that_fit_a_ballot_of_crosses(desk_at):
    with desk_at("rules") as desk:
        for clause, value in (
            ("rule", "equal-shares"),
            ("count.completion", "add1"),
        ):
            assert (
                desk.do(rulebook.set_rule, clause=clause, value=value) is None
            )
        told = " ".join(read(desk.state))
    assert "They share its cost, equally where all want it alike" in told
    assert "by one whole unit of money at a time" in told
    assert "point" not in told


def test_equal_shares_say_that_they_may_leave_most_of_the_pot(page_at):
    page = page_at(page_of.PAGE, "rules")
    act = page.host.act
    act(rulebook.set_rule, clause="rule", value="equal-shares")
    page.go_to("count.completion")
    assert "often spend only a part of the pot" in seen_on(page)
    act(rulebook.set_rule, clause="rule", value="greedy")
    page.go_to("rule")
    assert "often spend only a part of the pot" not in seen_on(page)


def test_who_came_is_asked_where_the_rules_are_written_before_they_are_sealed(
    page_at,
):
    """What is not asked before the seal never is, and nobody looks for it on another page."""
    page = page_at(page_of.PAGE, "charter")
    saying(page, "Ask who came, on slips").click()
    state = page.host.state
    assert [state.of(n).terms.kind for n in state.order] == ["fund", "tally"]
    assert saying(page, "See what is asked on slips").hasFocus()
    assert "Ask who came, on slips" not in buttons(page)


def test_once_sealed_nothing_more_is_offered_to_be_asked(page_at):
    sealed = buttons(page_at(page_of.PAGE, "sealed"))
    assert "Ask who came, on slips" not in sealed
    assert "See what is asked on slips" not in sealed


def buttons(page: RenderedPage) -> dict[str, Button]:
    QApplication.processEvents()
    there = page.findChildren(Button)
    return {each.text(): each for each in there if each.isVisible()}


def saying(page: RenderedPage, words: str) -> Button:
    return buttons(page)[words]
