"""Doubtful papers.

Drawn as the hand made them, ruled on with a reason, an objection kept in its own words.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from PySide6.QtCore import QPoint, Qt

from pbdesk.assembly.public import public
from pbdesk.i18n import render
from pbdesk.minutes.decision import Refusal
from pbdesk.questions import box
from pbdesk.questions.keying import hand_marks, read_paper
from pbdesk.questions.papers import (
    DRAWN,
    HandMark,
    Keyed,
    PaperDraft,
    PaperTurn,
)
from pbdesk.ui.pages.doubtful import PAGE, ways
from pbdesk.ui.pages.doubtful_paper import DoubtfulPaper
from pbdesk.ui.pages.hand_drawing import pressed, written
from pbdesk.ui.pages.marked import as_made
from pbdesk.ui.render.blocks import Beside, Notes, Paragraph
from pbdesk.ui.render.view import Here
from pbdesk.ui.theme import theme
from tests.evenings import state_at
from tests.turned import with_given
from tests.ui.pages.on_proposals import asked, form
from tests.ui.pages.seen import seen_on

PAPER = (9, 24)
"""It waits for a ruling."""


def likeliest(page) -> str:
    """The reading that is offered first."""
    return asked(page, "rule").ask.fields[-1].choices[0].key


def drawing(page) -> DoubtfulPaper:
    return page.findChild(DoubtfulPaper)


def rule(page, **typed) -> None:
    """Press a ruling, twice where it first asks for more."""
    ruling = typed.pop("ruling")
    form(page, "rule").set_values(typed, keep_focused=False)
    form(page, "rule").changed.emit("objects")
    asked(page, "rule").acts[ruling].click()
    if typed.keys() & {"reading", "code"}:
        asked(page, "rule").acts[ruling].click()


def seen_at(state, chosen: str | None = None):
    return PAGE.view(state, None, Here(chosen=chosen))


def test_papers_to_rule_on_stand_before_those_that_are_ruled():
    seen = seen_at(state_at("ruling")).left
    assert render(seen.caption) == "5 doubtful papers of 293"
    assert [
        (render(row.title), render(row.section.title)) for row in seen.rows
    ] == [
        ("Doubtful paper 3", "Need a ruling"),
        ("Doubtful paper 4", "Need a ruling"),
        ("Doubtful paper 5", "Need a ruling"),
        ("Doubtful paper 1", "Ruled"),
        ("Doubtful paper 2", "Ruled"),
    ]
    assert [render(row.sub) for row in seen.rows[:2]] == [
        "Batch 9: a mark beside its box",
        "Batch 10: 2 crosses",
    ]


def test_a_struck_mark_gives_two_readings_another_and_the_rejection():
    state = state_at("keyed")
    kinds = [
        render(way.words).partition(" for ")[0] for way in ways(state, (7, 14))
    ]
    assert kinds == ["Counts", "Counts", "Another reading", "Does not count"]
    lines = as_made(state, state.papers.paper(7, 14).drawn)
    assert {line.mark for line in lines} >= {"cross", "struck"}


def test_a_reading_that_the_sealed_rules_reject_is_not_offered():
    state = state_at("keyed")
    strict = with_given(state, {**state.rulebook.given, "ballot.max_picks": 1})
    batch, _, paper = seen_at(strict).left.rows[0].key.partition("/")
    assert [way.key for way in ways(strict, (int(batch), int(paper)))] == [
        "another",
        "rejected",
    ]


def test_the_rule_that_is_applied_stands_above_the_choice():
    beside = next(
        b
        for b in seen_at(state_at("ruling"), "9/24").right
        if isinstance(b, Beside)
    )
    said = [
        render(each.text) for each in beside.read if isinstance(each, Paragraph)
    ]
    assert said[0].startswith(
        "If the intention of a paper is clear, it counts.",
    )
    assert said[1] == "Rule 6, sealed at 15:30"


def test_once_the_urn_is_sealed_no_mark_can_be_drawn_any_more():
    seen = seen_at(state_at("counted"), "9/24").right
    assert not any(isinstance(block, Beside) for block in seen)
    told = next(block for block in seen if isinstance(block, Notes))
    assert render(told.notes[0][1]) == "Counts"


def test_a_ruling_is_given_by_keyboard_and_the_next_paper_follows(
    page_at,
    press,
    type_into,
):
    page = page_at(PAGE, "ruling")
    page.go_to("9/24")
    type_into("The wish is clear.")
    press(Qt.Key.Key_Tab, 2)
    press(Qt.Key.Key_Space)
    assert (
        str(page.host.state.box.rulings[9, 24].reason) == "The wish is clear."
    )
    final = page.host.state.papers.paper(9, 24).final
    assert final is not None
    assert final.kind == "counted"
    assert page._seen.left.chosen == "10/12"
    assert form(page, "rule").field("reason").has_focus()


@pytest.mark.parametrize("tag", ["en", "ar"])
def test_in_large_text_a_long_ruling_breaks_and_stays_in_its_column(
    page_at,
    qtbot,
    tag,
):
    theme().set(scale=2.0, language=tag)
    page = page_at(PAGE, "ruling", width=1280)
    page.go_to("9/24")
    acts, port = asked(page, "rule").acts.values(), page.split.right.viewport()

    def inside(button) -> bool:
        at = button.mapTo(port, QPoint(0, 0)).x()
        whole = button.width() >= button.sizeHint().width()
        return whole and at >= 0 and at + button.width() <= port.width()

    qtbot.waitUntil(lambda: all(map(inside, acts)))


def test_an_objection_keeps_its_own_words_and_changes_nothing(page_at):
    page = page_at(PAGE, "ruling")
    page.go_to("9/24")
    objection = {"objects": True, "objection": "I read it as a slip."}
    rule(page, ruling=likeliest(page), reason="Clear.", **objection)
    ruling = page.host.state.box.rulings[9, 24]
    assert (ruling.ruling, str(ruling.objection)) == (
        "counts",
        "I read it as a slip.",
    )


def test_a_rejection_without_its_legal_reason_is_refused_beside_the_field(
    page_at,
):
    page = page_at(PAGE, "ruling")
    page.go_to("9/24")
    rule(page, ruling="rejected", reason="Nobody can say.")
    assert form(page, "rule").field("code").has_focus()
    rule(page, ruling="rejected")
    assert form(page, "rule").field("code").is_wrong()
    form(page, "rule").set_values({"code": "uncertain"}, keep_focused=False)
    rule(page, ruling="rejected")
    assert page.host.state.box.rulings[9, 24].code == "uncertain"


def test_a_ruling_without_a_reason_is_refused_beside_the_field(page_at):
    page = page_at(PAGE, "ruling")
    rule(page, ruling=likeliest(page))
    assert form(page, "rule").field("reason").is_wrong()
    assert form(page, "rule").field("reason").has_focus()


def test_a_half_written_ruling_stays_with_its_paper(page_at, type_into):
    page = page_at(PAGE, "ruling")
    page.go_to("9/24")
    form(page, "rule").go_to("reason")
    type_into("The mark")
    page.go_to(page._seen.left.rows[1].key)
    assert form(page, "rule").value("reason") is None
    page.go_to("9/24")
    assert form(page, "rule").value("reason") == "The mark"


def test_without_doubtful_papers_the_page_says_what_will_stand_here(page_at):
    page = page_at(PAGE, None)
    assert "No paper is doubtful" in seen_on(page)


def test_a_paper_is_put_on_the_wall_only_when_it_is_asked_for(page_at):
    page = page_at(PAGE, "ruling")
    assert public(page.host.state).doubtful is None
    page.button("put_on_the_wall").click()
    assert page.host.in_room == ["doubtful"]
    assert (
        render(public(page.host.state).doubtful.name) == "Doubtful paper 3 of 5"
    )


def bare(page_at):
    """A page with one paper that both tellers keyed with ? and nothing else."""
    page = page_at(PAGE, "closed")
    page.host.act(box.open_box, papers=1, batch_size=1)
    for turn, teller in ((1, "teller-1"), (2, "teller-2")):
        page.host.act(box.key, batch=1, turn=turn, teller=teller, text="?")
    page.go_to("1/1")
    return page


def test_boxes_are_pressed_with_the_mouse_until_the_drawing_looks_like_the_paper(
    page_at,
    qtbot,
):
    page = bare(page_at)
    paper = drawing(page).paper
    qtbot.waitUntil(
        lambda: paper.height() >= paper.heightForWidth(paper.width()),
    )
    at = paper.rect().center()
    for hand in ("cross", "tick", "beside", "struck"):
        qtbot.mouseClick(drawing(page).paper, Qt.MouseButton.LeftButton, pos=at)
        (mark,) = drawing(page).marks
        assert mark.hand == hand
    qtbot.mouseClick(drawing(page).paper, Qt.MouseButton.LeftButton, pos=at)
    assert drawing(page).marks == ()


def test_boxes_are_pressed_by_keyboard_and_the_room_sees_the_drawing(
    page_at,
    qtbot,
):
    page = bare(page_at)
    page.button("put_on_the_wall").click()
    drawing(page).paper.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(drawing(page).paper, key)
    on_the_wall = public(page.host.state).doubtful
    assert {
        line.code: line.hand for line in on_the_wall.lines if line.hand
    } == {
        "C": "cross",
    }
    assert page.host.announced[-1].startswith("C ")
    assert [way.key for way in ways(page.host.state, (1, 1))] == [
        "C",
        "another",
        "rejected",
    ]


def test_a_paper_keyed_as_a_bare_question_mark_is_ruled_to_count_as_another_reading(
    page_at,
):
    page = bare(page_at)
    rule(page, ruling="another", reading="A C", reason="The wish is clear.")
    assert page.host.state.papers.paper(1, 1).final.kind == "counted"


def test_another_reading_that_would_not_count_is_refused_beside_its_field(
    page_at,
):
    page = bare(page_at)
    rule(page, ruling="another", reading="ABCDEF", reason="All of them.")
    assert form(page, "rule").field("reading").is_wrong()


def test_a_paper_is_ruled_on_again(page_at):
    page = page_at(PAGE, "ruled")
    page.go_to("9/24")
    assert not page.forms
    page.button("rule").click()
    rule(page, ruling="rejected", code="uncertain", reason="Held to the light.")
    assert page.host.state.box.rulings[9, 24].code == "uncertain"


def test_figures_are_typed_on_the_drawing_of_a_ranked_paper():
    state = state_at("ruling")
    ranked = with_given(state, {**state.rulebook.given, "style": "ordinal"})
    marks = written(ranked, (), "B", "1")
    marks = written(ranked, marks, "B", "2")
    assert marks == (HandMark("B", 12, "cross"),)
    assert pressed(ranked, marks, "B")[0].hand == "beside"
    assert written(ranked, written(ranked, marks, "B", ""), "B", "") == ()


# Ranked papers


def ranked(typed: str, **given):
    """A state in which a ranked paper waits that both tellers keyed like this."""
    state = state_at("keyed")
    state = with_given(
        state,
        {**state.rulebook.given, "style": "ordinal", **given},
    )
    hand = hand_marks(state, typed)
    assert not isinstance(hand, Refusal)
    keyed = Keyed(by=(), kind="doubtful", hand=hand)
    draft = PaperDraft(state.asked, PaperTurn(*PAPER, DRAWN), keyed)
    held = replace(state.question, papers=state.papers.with_drafts([draft]))
    return replace(
        state,
        questions=MappingProxyType({**state.questions, state.asked: held}),
    )


def readings(typed: str, **given) -> list[str]:
    """How such a paper may count, in words."""
    *found, another, rejection = (
        render(way.words) for way in ways(ranked(typed, **given), PAPER)
    )
    assert (another, rejection) == ("Another reading", "Does not count")
    return [each.removeprefix("Counts for ") for each in found]


def read_above_the_choice(state) -> list[str]:
    right = seen_at(state, "{}/{}".format(*PAPER)).right
    beside = next(block for block in right if isinstance(block, Beside))
    return [
        render(each.text) for each in beside.read if isinstance(each, Paragraph)
    ]


def test_a_ranked_paper_that_leaves_out_a_place_counts_moved_up_or_as_far_as_the_gap():
    moved, stopped = "1: A, 2: D and 3: B", "1: A and 2: D"
    assert readings("1 4 - 2 - - - - ?") == [moved, stopped]
    assert readings("3 2 - - - - - - ?") == ["1: B and 2: A"]


def test_a_ranked_paper_that_uses_a_number_twice_counts_as_far_as_that_or_in_either_order():
    first, second = "1: A, 2: B, 3: C and 4: D", "1: A, 2: C, 3: B and 4: D"
    assert readings("1 2 2 3 - - - - ?") == ["1: A", first, second]
    assert readings("1 2 2 4 - - - - ?") == ["1: A", first, second]
    assert readings("1 1 - - - - - - ?") == ["1: A and 2: B", "1: B and 2: A"]


def test_a_ranked_paper_on_which_too_much_is_equal_counts_only_as_far_as_it_is_clear():
    assert readings("1 2 2 2 2 - - - ?") == ["1: A"]
    assert readings("1 1 1 1 1 1 1 1 ?") == []


def test_a_reading_longer_than_the_sealed_rules_allow_is_not_offered():
    assert readings("1 2 4 5 - - - - ?", **{"ballot.max_ranks": 3}) == [
        "1: A and 2: B",
    ]


def test_a_struck_number_is_left_out_before_anything_is_guessed():
    assert readings("1 2~ 2 3 - - - - ?") == ["1: A, 2: C and 3: D"]
    assert readings("1 2~ 3 - - - - - ?")[0] == "1: A and 2: C"


def test_the_page_says_why_a_ranked_paper_does_not_count_as_it_stands():
    twice, gap = ranked("1 2 2 - - - - - ?"), ranked("1 3 - - - - - - ?")
    said = "As it is marked, it does not count: {}."
    assert said.format(
        "Gives one place to two projects",
    ) in read_above_the_choice(
        twice,
    )
    assert said.format("Leaves out a place") in read_above_the_choice(gap)
    whole = read_above_the_choice(ranked("1 2 - - - - - - ?"))
    assert not any(each.startswith("As it is marked") for each in whole)


def test_what_is_offered_of_a_ranked_paper_is_typed_as_tellers_type_it_and_counts():
    state = ranked("1 2 2 - - - - - ?")
    typed = [way.reading for way in ways(state, PAPER)[:-2]]
    assert typed == ["1 - - - - - - -", "1 2 3 - - - - -", "1 3 2 - - - - -"]
    assert {read_paper(state, each).kind for each in typed} == {"counted"}


def test_the_paper_stands_beside_what_is_ruled_on_it(page_at):
    page = page_at(PAGE, "ruling")
    paper, ruling = drawing(page), asked(page, "rule")
    place = ruling.mapTo(page, ruling.rect().topLeft())
    right = paper.mapTo(page, paper.rect().topRight())
    assert place.x() > right.x()
