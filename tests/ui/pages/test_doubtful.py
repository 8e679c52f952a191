"""Doubtful papers.

Drawn as the hand made them, ruled on with a reason, an objection kept in its own words.
"""

from __future__ import annotations

from PySide6.QtCore import Qt

from pbdesk.assembly.public import public
from pbdesk.i18n import render
from pbdesk.questions import box
from pbdesk.questions.papers import HandMark
from pbdesk.ui.pages.doubtful.drawing import pressed, written
from pbdesk.ui.pages.doubtful.page import DoubtfulPage
from pbdesk.ui.pages.doubtful.view import view
from pbdesk.ui.pages.here import Here
from tests.evenings import state_at
from tests.turned import with_given
from tests.ui.pages.seen import seen_on


def likeliest(page: DoubtfulPage) -> str:
    """The reading that is offered first."""
    return page._seen.ways[0].key


def test_papers_to_rule_on_stand_before_those_that_are_ruled():
    seen = view(state_at("ruling"), Here())
    assert render(seen.caption) == "5 doubtful papers of 293"
    assert [(render(line.title), line.ruled) for line in seen.lines] == [
        ("Doubtful paper 3", False),
        ("Doubtful paper 4", False),
        ("Doubtful paper 5", False),
        ("Doubtful paper 1", True),
        ("Doubtful paper 2", True),
    ]
    assert [render(line.sub) for line in seen.lines[:2]] == [
        "Batch 9: a mark beside its box",
        "Batch 10: 2 crosses",
    ]


def test_a_struck_mark_gives_two_readings_another_and_the_rejection():
    state = state_at("keyed")
    chosen = view(state, Here(chosen="7/14")).chosen
    assert chosen is not None
    ways = [render(way.words) for way in chosen.ways]
    kinds = [way.partition(" for ")[0] for way in ways]
    assert kinds == ["Counts", "Counts", "Another reading", "Does not count"]
    assert {line.mark for line in chosen.lines} >= {"cross", "struck"}


def test_a_reading_that_the_sealed_rules_reject_is_not_offered():
    state = state_at("keyed")
    given = {**state.rulebook.given, "ballot.max_picks": 1}
    strict = with_given(state, given)
    chosen = view(strict, Here(chosen=view(strict, Here()).lines[0].key)).chosen
    assert chosen is not None
    assert [way.key for way in chosen.ways] == ["another", "rejected"]


def test_the_rule_that_is_applied_stands_above_the_choice():
    state = state_at("ruling")
    chosen = view(state, Here(chosen="9/24")).chosen
    assert chosen is not None
    assert render(chosen.rule).startswith("If the intention of a paper is clear, it counts.")
    assert render(chosen.rule_place) == "Rule 6, sealed at 15:30"


def test_once_the_urn_is_sealed_no_mark_can_be_drawn_any_more():
    chosen = view(state_at("counted"), Here(chosen="9/24")).chosen
    assert chosen is not None
    assert chosen.lines == ()
    assert render(chosen.ruled[0][1]) == "Counts"


def test_a_ruling_is_given_by_keyboard_and_the_next_paper_follows(page_at, press, type_into):
    page = page_at(DoubtfulPage, "ruling")
    page.go_to("9/24")
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Tab)
    type_into("The wish is clear.")
    press(Qt.Key.Key_Tab, 2)
    press(Qt.Key.Key_Return)
    assert str(page.host.state.box.rulings[9, 24].reason) == "The wish is clear."
    final = page.host.state.papers.paper(9, 24).final
    assert final is not None
    assert final.kind == "counted"
    assert page.here.chosen == "10/12"
    assert page.form.field("ruling").has_focus()


def test_an_objection_keeps_its_own_words_and_changes_nothing(page_at):
    page = page_at(DoubtfulPage, "ruling")
    page.go_to("9/24")
    objection = {"objects": True, "objection": "I read it as a slip."}
    page.form.set_values(
        {"ruling": likeliest(page), "reason": "Clear.", **objection}, keep_focused=False
    )
    page.form.changed.emit("objects")
    page.button.click()
    ruling = page.host.state.box.rulings[9, 24]
    assert (ruling.ruling, str(ruling.objection)) == ("counts", "I read it as a slip.")


def test_a_rejection_without_its_legal_reason_is_refused_beside_the_field(page_at):
    page = page_at(DoubtfulPage, "ruling")
    page.go_to("9/24")
    page.form.set_values({"ruling": "rejected", "reason": "Nobody can say."}, keep_focused=False)
    page.form.changed.emit("ruling")
    page.button.click()
    assert page.form.field("code").is_wrong()
    page.form.set_values({"code": "uncertain"}, keep_focused=False)
    page.button.click()
    assert page.host.state.box.rulings[9, 24].code == "uncertain"


def test_a_ruling_without_a_reason_is_refused_beside_the_field(page_at):
    page = page_at(DoubtfulPage, "ruling")
    page.form.set_values({"ruling": likeliest(page)})
    page.button.click()
    assert page.form.field("reason").is_wrong()
    assert page.form.field("reason").has_focus()


def test_a_half_written_ruling_stays_with_its_paper(page_at, type_into):
    page = page_at(DoubtfulPage, "ruling")
    page.go_to("9/24")
    page.form.go_to("reason")
    type_into("The mark")
    page.form.keep()
    page.go_to(view(page.host.state, Here()).lines[1].key)
    assert page.form.value("reason") is None
    page.go_to("9/24")
    assert page.form.value("reason") == "The mark"


def test_without_doubtful_papers_the_page_says_what_will_stand_here(page_at):
    page = page_at(DoubtfulPage, None)
    assert "No paper is doubtful" in seen_on(page)


def test_a_paper_is_put_on_the_wall_only_when_it_is_asked_for(page_at):
    page = page_at(DoubtfulPage, "ruling")
    assert public(page.host.state).doubtful is None
    page.room.click()
    assert page.host.in_room == ["doubtful"]
    assert render(public(page.host.state).doubtful.name) == "Doubtful paper 3"


def bare(page_at):
    """A page with one paper that both tellers keyed with ? and nothing else."""
    page = page_at(DoubtfulPage, "closed")
    page.host.act(box.open_box, papers=1, batch_size=1)
    for turn, teller in ((1, "Ann"), (2, "Bo")):
        page.host.act(box.key, batch=1, turn=turn, teller=teller, text="?")
    page.here = Here(chosen="1/1")
    page.refresh()
    return page


def test_boxes_are_pressed_with_the_mouse_until_the_drawing_looks_like_the_paper(page_at, qtbot):
    page = bare(page_at)
    paper = page.paper
    qtbot.waitUntil(lambda: paper.height() >= paper.heightForWidth(paper.width()))
    at = paper.rect().center()
    for hand in ("cross", "tick", "beside", "struck"):
        qtbot.mouseClick(page.paper, Qt.MouseButton.LeftButton, pos=at)
        (mark,) = page._seen.marks
        assert mark.hand == hand
    qtbot.mouseClick(page.paper, Qt.MouseButton.LeftButton, pos=at)
    assert page._seen.marks == ()


def test_boxes_are_pressed_by_keyboard_and_the_room_sees_the_drawing(page_at, qtbot):
    page = bare(page_at)
    page.room.click()
    page.paper.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(page.paper, key)
    on_the_wall = public(page.host.state).doubtful
    assert {line.code: line.hand for line in on_the_wall.lines if line.hand} == {"C": "cross"}
    assert page.host.announced[-1].startswith("C ")
    assert [way.key for way in page._seen.ways] == ["C", "another", "rejected"]


def test_a_paper_keyed_as_a_bare_question_mark_is_ruled_to_count_as_another_reading(page_at):
    page = bare(page_at)
    page.form.set_values(
        {"ruling": "another", "reading": "A C", "reason": "The wish is clear."}, keep_focused=False
    )
    page.form.changed.emit("ruling")
    page.button.click()
    assert page.host.state.papers.paper(1, 1).final.kind == "counted"


def test_another_reading_that_would_not_count_is_refused_beside_its_field(page_at):
    page = bare(page_at)
    page.form.set_values(
        {"ruling": "another", "reading": "ABCDEF", "reason": "All of them."}, keep_focused=False
    )
    page.form.changed.emit("ruling")
    page.button.click()
    assert page.form.field("reading").is_wrong()


def test_a_paper_is_ruled_on_again(page_at):
    page = page_at(DoubtfulPage, "ruled")
    page.go_to("9/24")
    assert page.form is None
    page.anew.click()
    page.form.set_values(
        {"ruling": "rejected", "code": "uncertain", "reason": "Held to the light."},
        keep_focused=False,
    )
    page.form.changed.emit("ruling")
    page.button.click()
    assert page.host.state.box.rulings[9, 24].code == "uncertain"


def test_figures_are_typed_on_the_drawing_of_a_ranked_paper():
    state = state_at("ruling")
    ranked = with_given(state, {**state.rulebook.given, "style": "ordinal"})
    marks = written(ranked, (), "B", "1")
    marks = written(ranked, marks, "B", "2")
    assert marks == (HandMark("B", 12, "cross"),)
    assert pressed(ranked, marks, "B")[0].hand == "beside"
    assert written(ranked, written(ranked, marks, "B", ""), "B", "") == ()
