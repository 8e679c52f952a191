"""Trade-offs: worded, read aloud, confirmed in the room or skipped with a reason.

An assembly may go without.
"""

from __future__ import annotations

import pytest

from pbdesk.assembly import tradeoffs
from pbdesk.assembly.figures import figures
from pbdesk.assembly.steps import STEPS
from pbdesk.i18n import render
from pbdesk.minutes.steps import Progress, next_step, step_state
from pbdesk.questions import vote
from tests.assembly.said import said
from tests.evenings import state_at

WORDS = {
    "gained": "Light",
    "costs": "The dark",
    "bears": "Bats",
    "choice": "support",
    "reason": "The late bus",
}
DELIBERATE = next(step for step in STEPS if step.name == "deliberate")


def taken_up(desk, projects=1, tables=None):
    chosen = [project.id for project in desk.state.ideas.projects][:projects]
    assert desk.do(tradeoffs.take_up, projects=chosen, tables=tables) is None
    return list(desk.state.tradeoffs.by_id.values())


def test_without_a_trade_off_nothing_is_missing():
    for moment in ("drawn-up", "planned"):
        assert tradeoffs.missing(state_at(moment)) == ()
    assert (
        step_state(DELIBERATE, state_at("drawn-up")).progress
        is Progress.NOT_STARTED
    )
    assert next_step(STEPS, state_at("drawn-up")).step.name == "vote"


def test_tables_share_the_projects_out_in_turn(evening):
    found = taken_up(evening("drawn-up").desk, projects=5, tables=3)
    assert [(each.number, each.table) for each in found] == [
        (1, 1),
        (2, 2),
        (3, 3),
        (4, 1),
        (5, 2),
    ]


@pytest.mark.parametrize("part", ["gained", "costs", "bears", "reason"])
def test_a_part_that_is_owed_is_asked_for_at_its_field(evening, part):
    desk = evening("drawn-up").desk
    tradeoff = taken_up(desk)[0]
    refusal = desk.do(
        tradeoffs.word,
        tradeoff=tradeoff.id,
        **{**WORDS, part: " "},
    )
    assert refusal.where == part


def test_support_on_a_condition_needs_the_condition(evening):
    desk = evening("drawn-up").desk
    refusal = desk.do(
        tradeoffs.word,
        tradeoff=taken_up(desk)[0].id,
        **{**WORDS, "choice": "condition"},
    )
    assert (said(refusal), refusal.where) == (
        "The condition is not written.",
        "condition",
    )


def test_nothing_written_cannot_be_confirmed(evening):
    desk = evening("drawn-up").desk
    assert (
        said(desk.do(tradeoffs.confirm, tradeoff=taken_up(desk)[0].id))
        == "Nothing is written yet."
    )


def test_what_is_changed_after_it_was_confirmed_is_confirmed_again(evening):
    desk = evening("drawn-up").desk
    tradeoff = taken_up(desk)[0].id
    assert desk.do(tradeoffs.word, tradeoff=tradeoff, **WORDS) is None
    assert desk.do(tradeoffs.confirm, tradeoff=tradeoff) is None
    assert desk.state.tradeoffs.by_id[tradeoff].stands
    assert (
        desk.do(
            tradeoffs.word,
            tradeoff=tradeoff,
            minority="Two of nine: no.",
            **WORDS,
        )
        is None
    )
    assert desk.state.tradeoffs.by_id[tradeoff].changed == ("minority",)
    assert len(tradeoffs.missing(desk.state)) == 1
    assert desk.do(tradeoffs.confirm, tradeoff=tradeoff) is None
    assert tradeoffs.missing(desk.state) == ()


def test_a_trade_off_is_skipped_only_with_a_reason_and_then_nothing_is_missing(
    evening,
):
    desk = evening("drawn-up").desk
    tradeoff = taken_up(desk)[0].id
    refusal = desk.do(tradeoffs.skip, tradeoff=tradeoff, reason="")
    assert (said(refusal), refusal.where) == (
        "Leaving it out needs a reason.",
        "reason",
    )
    assert (
        desk.do(
            tradeoffs.skip,
            tradeoff=tradeoff,
            reason="The table went home.",
        )
        is None
    )
    assert tradeoffs.missing(desk.state) == ()
    assert step_state(DELIBERATE, desk.state).progress is Progress.DONE


def test_the_rail_counts_what_is_confirmed():
    seen = step_state(DELIBERATE, state_at("weighed"))
    assert (seen.progress, render(seen.note)) == (
        Progress.ATTENTION,
        "0 of 3 confirmed",
    )
    seen = step_state(DELIBERATE, state_at("deliberated"))
    assert (seen.progress, render(seen.note)) == (
        Progress.DONE,
        "3 of 3 confirmed",
    )


def test_an_open_trade_off_does_not_keep_the_vote_from_opening_and_the_header_stays_with_the_door(
    evening,
):
    desk = evening("register").desk
    before = set(desk.state.tradeoffs.by_id)
    taken_up(desk)
    assert set(desk.state.tradeoffs.by_id) > before
    assert desk.do(vote.open_vote) is None
    assert next_step(STEPS, desk.state).step.name == "vote"


def test_the_minority_statement_stands_in_the_figures_as_it_was_worded():
    found = figures(state_at("declared")).deliberated
    assert [line.title for line in found.minorities] == [
        "Lighting on the riverside path",
    ]
    assert render(found.minorities[0].minority).startswith(
        "Two of nine: walk each other home instead",
    )


def test_words_of_a_trade_off_are_free_text_that_can_be_erased(evening):
    desk = evening("deliberated").desk
    bodies = [
        entry.body
        for entry in desk.record.entries()
        if entry.type == "tradeoff.worded"
    ]
    assert bodies
    assert all(
        set(body[part]) == {"said"}
        for body in bodies
        for part in ("gained", "costs", "bears", "minority")
    )
