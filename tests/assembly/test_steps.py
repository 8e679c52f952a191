"""The way through an evening of several questions, one of them or none about money."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pbdesk.app.desk import Desk
from pbdesk.assembly import agenda, rulebook
from pbdesk.assembly.steps import STEPS
from pbdesk.i18n import render
from pbdesk.minutes.steps import Progress, next_step, step_state
from pbdesk.questions import terms, vote
from tests.asking import GROUP, MOOD, NAME, ROAD, desk_until, do
from tests.assembly.said import said
from tests.evenings import state_at


@pytest.fixture
def at(tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    opened: list[Desk] = []

    def until(moment: str) -> Desk:
        folder = tmp_path / moment
        folder.mkdir()
        opened.append(desk_until(moment, folder))
        return opened[-1]

    yield until
    for desk in opened:
        desk.close()


def way(desk: Desk) -> tuple[str, str, str]:
    """The step, the page and the question where the way goes on."""
    found = next_step(STEPS, desk.state)
    assert found is not None
    first = found.missing[0]
    return found.step.name, first.page, first.question


def progress(desk: Desk) -> dict[str, Progress]:
    return {step.name: step_state(step, desk.state).progress for step in STEPS}


@pytest.mark.parametrize(
    ("moment", "leads"),
    [
        ("begun", ("prepare", "charter", GROUP)),
        ("asked", ("prepare", "rulebook", "")),
        ("sealed", ("vote", "papers", GROUP)),
        ("drawn-up", ("vote", "door", "")),
        ("open", ("vote", "door", GROUP)),
        ("cast", ("vote", "door", GROUP)),
        ("counted", ("declare", "result", GROUP)),
        ("declared", ("vote", "polls", NAME)),
    ],
)
def test_the_way_leads_through_an_evening_without_money(at, moment, leads):
    assert way(at(moment)) == leads


def test_no_idea_is_asked_for_where_no_money_is_shared_out(at):
    desk = at("sealed")
    assert progress(desk)["ideas"] is Progress.NOT_NEEDED
    do(desk, terms.ask, kind="fund")
    assert progress(desk)["ideas"] is Progress.NOT_STARTED


def test_what_all_questions_share_is_missing_once(at):
    desk = at("begun")
    for kind in ("decide", "scale"):
        do(desk, terms.ask, kind=kind)
    missing = next_step(STEPS, desk.state).missing
    assert [each.field for each in missing].count("facilitator") == 1
    asked = [each.question for each in missing if each.field == "question"]
    assert asked == [GROUP, ROAD, MOOD]


def test_the_question_where_somebody_stands_comes_first(at):
    desk = at("counted")
    assert way(desk) == ("declare", "result", GROUP)
    desk.turn(ROAD)
    assert way(desk) == ("declare", "result", ROAD)


def test_a_later_round_waits_until_the_answers_of_the_first_were_declared(at):
    desk = at("counted")
    assert progress(desk)["vote"] is Progress.UNDER_WAY
    assert (
        render(step_state(STEPS[3], desk.state).note) == "1 of 2 rounds closed"
    )
    assert progress(desk)["count"] is Progress.UNDER_WAY
    desk = at("declared")
    assert render(step_state(STEPS[5], desk.state).note) == "2 of 3 declared"
    desk.turn(NAME)
    do(desk, vote.open_vote)
    assert way(desk) == ("vote", "door", NAME)


@pytest.mark.parametrize(
    ("moment", "found"),
    [("drawn-up", "UNDER_WAY"), ("open", "DONE")],
)
def test_deliberation_is_over_once_the_vote_of_one_round_of_two_is_open(
    at,
    moment,
    found,
):
    desk = at(moment)
    do(desk, agenda.plan, kind="break", minutes=10, title="Tea")
    assert progress(desk)["deliberate"] is Progress[found]


def test_a_straw_poll_is_never_waited_for(at):
    desk = at("declared")
    assert desk.state.of(MOOD).declaration.declared is None
    assert MOOD not in {
        each.question for step in STEPS for each in step.missing(desk.state)
    }


def test_a_later_question_leads_back_to_its_sealing(at):
    desk = at("sealed")
    do(desk, terms.ask, kind="decide")
    assert way(desk) == ("prepare", "charter", "5")
    assert progress(desk)["prepare"] is Progress.ATTENTION


def test_one_question_alone_is_led_as_before():
    assert next_step(STEPS, state_at("closed")).step.name == "count"
    assert next_step(STEPS, state_at("counted")).step.name == "declare"
    assert (
        render(step_state(STEPS[4], state_at("counted")).note)
        == "343 valid ballots"
    )


def test_a_question_that_is_taken_out_is_no_more_on_the_way(at):
    desk = at("asked")
    desk.turn(NAME)
    do(desk, terms.drop)
    assert (desk.state.asked, desk.state.order) == (GROUP, (GROUP, ROAD, MOOD))
    do(desk, rulebook.seal)
    assert said(desk.do(terms.drop)) == "This question is sealed."
