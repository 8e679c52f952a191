"""What people ask together: hands counted by two, then the agenda or an answer with a reason."""

from __future__ import annotations

from functools import partial

import pytest

from pbdesk.assembly import matters
from pbdesk.assembly.figures import figures
from pbdesk.assembly.steps import STEPS
from pbdesk.i18n import render
from pbdesk.minutes.steps import Progress, step_state
from pbdesk.ui.pages import matters as matters_page
from pbdesk.ui.render.view import Here
from tests.assembly.said import said
from tests.evenings import state_at

DELIBERATE = next(step for step in STEPS if step.name == "deliberate")


def raised(desk, words="A crossing at the school."):
    assert desk.do(matters.raise_matter, words=words) is None
    return desk.state.matters.newest.id


def counted(desk, matter, first, second):
    assert (
        desk.do(
            matters.count_hands,
            matter=matter,
            by="teller-1",
            hands=first,
            present=60,
        )
        is None
    )
    assert (
        desk.do(
            matters.count_hands,
            matter=matter,
            by="teller-2",
            hands=second,
            present=60,
        )
        is None
    )
    return desk.state.matters.by_id[matter]


def test_as_many_as_the_rules_say_put_it_before_the_room_until_it_is_settled(
    evening,
):
    desk = evening("planned").desk
    matter = raised(desk)
    assert matters.missing(desk.state) == ()
    assert counted(desk, matter, 10, 10).hands == 10
    assert [each.page for each in matters.missing(desk.state)] == ["matters"]
    assert step_state(DELIBERATE, desk.state).progress is Progress.ATTENTION
    given = {"matter": matter, "by": "Highways", "reason": "It is on the list."}
    assert desk.do(matters.answer, **{**given, "reason": " "}).where == "reason"
    assert desk.do(matters.answer, **{**given, "by": ""}).where == "by"
    assert desk.do(matters.answer, **given) is None
    assert matters.missing(desk.state) == ()


def test_one_hand_too_few_asks_for_nothing(evening):
    desk = evening("planned").desk
    counted(desk, raised(desk), 9, 9)
    assert matters.missing(desk.state) == ()


def test_the_second_does_not_see_the_first_and_unequal_counts_both_stand(
    evening,
):
    desk = evening("planned").desk
    matter = raised(desk)
    assert (
        desk.do(
            matters.count_hands,
            matter=matter,
            by="teller-1",
            hands=12,
            present=60,
        )
        is None
    )
    assert desk.state.matters.by_id[matter].hands is None
    same = desk.do(
        matters.count_hands,
        matter=matter,
        by="teller-1",
        hands=12,
        present=60,
    )
    assert said(same) == "Teller 1 counted first already."
    assert (
        desk.do(
            matters.count_hands,
            matter=matter,
            by="teller-2",
            hands=13,
            present=60,
        )
        is None
    )
    found = desk.state.matters.by_id[matter]
    assert found.hands is None
    assert [(each.first, each.second) for each in found.differed] == [(12, 13)]
    assert counted(desk, matter, 12, 12).hands == 12
    again = desk.do(
        matters.count_hands,
        matter=matter,
        by="teller-2",
        hands=1,
        present=60,
    )
    assert said(again) == "The hands are counted already."


def test_unequal_figures_of_who_is_present_are_counted_again(evening):
    desk = evening("planned").desk
    matter = raised(desk)
    assert (
        desk.do(
            matters.count_hands,
            matter=matter,
            by="teller-1",
            hands=12,
            present=60,
        )
        is None
    )
    assert (
        desk.do(
            matters.count_hands,
            matter=matter,
            by="teller-2",
            hands=12,
            present=61,
        )
        is None
    )
    found = desk.state.matters.by_id[matter]
    assert (found.hands, found.differed[0].present) == (None, (60, 61))


def test_no_more_hands_are_counted_than_people_are_there(evening):
    desk = evening("planned").desk
    matter = raised(desk)
    count = partial(desk.do, matters.count_hands, matter=matter, by="teller-1")
    assert said(count(hands=61, present=60)).startswith(
        "More hands were counted than people are",
    )
    assert (
        said(count(hands=9, present=10**9)) == "No hall holds so many people."
    )
    assert count(hands=9, present=None).where == "present"
    assert desk.state.drafts.get(matters.first_count(matter)) is None


def test_no_more_hands_are_counted_than_people_may_take_part(evening):
    desk = evening("register").desk
    matter = raised(desk)
    many = len(desk.state.registered) + 1
    refusal = desk.do(
        matters.count_hands,
        matter=matter,
        by="teller-2",
        hands=many,
        present=many,
    )
    assert said(refusal).startswith(
        "More hands were counted than there are people in the register",
    )


def test_only_who_was_named_counts(evening):
    desk = evening("planned").desk
    refusal = desk.do(
        matters.count_hands,
        matter=raised(desk),
        by="Bea Stranger",
        hands=12,
        present=60,
    )
    assert (said(refusal), refusal.where) == (
        "“Bea Stranger” is not among those who count.",
        "by",
    )


def test_what_was_asked_before_looks_like_it(evening):
    desk = evening("planned").desk
    first = raised(desk, "A crossing at the school gate.")
    clock = raised(desk, "A new face for the church clock.")
    again = raised(desk, "Can we have a crossing at the school gate?")
    assert [each.id for each in matters.looks_like(desk.state, again)] == [
        first,
    ]
    assert (
        matters.looks_like(desk.state, first)
        == matters.looks_like(desk.state, clock)
        == ()
    )
    blocks = matters_page.PAGE.view(desk.state, None, Here(chosen=again)).right
    assert "A crossing at the school gate." in str(blocks)


@pytest.mark.parametrize(
    ("by", "hands", "where"),
    [(" ", 3, "by"), ("teller-1", None, "hands"), ("teller-1", -1, "hands")],
)
def test_a_count_needs_a_counter_and_a_figure(evening, by, hands, where):
    desk = evening("planned").desk
    refusal = desk.do(
        matters.count_hands,
        matter=raised(desk),
        by=by,
        hands=hands,
        present=60,
    )
    assert refusal.where == where


def test_it_goes_on_the_agenda_before_the_vote(evening):
    desk = evening("planned").desk
    matter = raised(desk)
    given = {"matter": matter, "title": "The crossing", "minutes": 5}
    assert desk.do(matters.put_on, **{**given, "title": ""}).where == "title"
    assert desk.do(matters.put_on, **given) is None
    titles = [each.title for each in desk.state.agenda.items]
    assert titles.index("The crossing") == titles.index("The vote") - 1
    assert (
        said(desk.do(matters.put_on, **given)) == "It is on the agenda already."
    )
    assert desk.undo() is None
    assert desk.state.matters.by_id[matter].item is None
    assert "The crossing" not in [
        each.title for each in desk.state.agenda.items
    ]


def test_before_the_rules_are_sealed_no_number_is_known(evening):
    desk = evening("charter").desk
    matter = raised(desk)
    refusal = desk.do(
        matters.count_hands,
        matter=matter,
        by="teller-2",
        hands=50,
        present=60,
    )
    assert said(refusal).startswith("The rulebook does not say")
    answered = {"matter": matter, "by": "A", "reason": "B"}
    assert desk.do(matters.answer, **answered) is None
    assert (
        said(desk.do(matters.put_on, matter=matter, title="A", minutes=1))
        == "It is answered already."
    )


def test_nothing_is_raised_without_words(evening):
    assert (
        evening("planned").desk.do(matters.raise_matter, words=" \n").where
        == "words"
    )


def test_the_figures_say_what_became_of_each():
    lines = figures(state_at("declared")).deliberated.matters
    assert [
        (line.hands, line.carried, render(line.stands)) for line in lines
    ] == [
        (34, True, "It was answered."),
        (6, False, "Too few asked for it."),
    ]
