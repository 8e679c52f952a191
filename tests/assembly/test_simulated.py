"""What if: sums are moved between projects, the pot and budget lines, and nothing is recorded."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from pbdesk.assembly import ideas, simulated
from pbdesk.assembly.simulated import Line, Tried
from pbdesk.i18n import render
from tests.assembly.said import said
from tests.evenings import state_at


@pytest.fixture
def desk(evening):
    return evening("deliberated").desk


def test_what_is_tried_hangs_in_the_room_and_no_entry_tells_of_it(desk):
    before = desk.entries
    lamps, benches, *_ = desk.state.ideas.projects
    line = Line("Grass cutting", 200_000, 420_000)
    what = Tried({lamps.id: lamps.cost, benches.id: 100_000}, (line,))
    assert simulated.simulated(desk.state) is None
    assert desk.do(simulated.try_out, what=what) is None
    seen = simulated.simulated(desk.state)
    assert seen.given == lamps.cost + 100_000
    assert (seen.from_lines, seen.from_pot) == (200_000, lamps.cost - 100_000)
    assert seen.left == 6_000_000 - seen.from_pot
    assert [each.words for each in seen.gains[:3]] == ["full", "part", "none"]
    assert desk.entries == before


def test_more_than_there_is_is_shown_and_not_refused(desk):
    lamps = desk.state.ideas.projects[0]
    assert desk.do(simulated.try_out, what=Tried({lamps.id: 6_000_100})) is None
    assert simulated.simulated(desk.state).left == -100


def test_a_try_is_kept_under_a_name_and_forgotten(desk):
    what = Tried({desk.state.ideas.projects[0].id: 100})
    assert desk.do(simulated.keep, what=what, name=" ").where == "name"
    assert desk.do(simulated.keep, what=what, name=" Less  grass ") is None
    assert [each.name for each in simulated.kept(desk.state)] == ["Less grass"]
    assert desk.do(simulated.forget, name="Less grass") is None
    assert simulated.kept(desk.state) == ()
    assert said(desk.do(simulated.forget, name="Less grass")).startswith(
        "Nothing is kept",
    )


@pytest.mark.parametrize(
    ("what", "where"),
    [
        (Tried({"?": 1}), "amount/?"),
        (Tried({}, (Line(" ", 0, 0),)), "line/1"),
        (Tried({}, (Line("Grass", 2, 1),)), "gives/1"),
        (Tried({}, (Line("Grass", 1, 1), Line("Signs", -1, 1))), "gives/2"),
    ],
)
def test_what_cannot_be_meant_is_asked_for_at_its_field(desk, what, where):
    assert desk.do(simulated.try_out, what=what).where == where


def test_a_sum_below_nothing_is_refused(desk):
    project = desk.state.ideas.projects[0].id
    refusal = desk.do(simulated.try_out, what=Tried({project: -1}))
    assert refusal.where == f"amount/{project}"


def test_limits_of_categories_and_what_excludes_another_are_told():
    state = state_at("deliberated")
    first, second, *_ = state.ideas.projects
    placed = {
        first.id: replace(first, category="Green", excludes=(second.id,)),
        second.id: second,
    }
    given = {
        **state.terms.given,
        "categories": "Green",
        "cap.Green": 100,
        "exclusive": True,
    }
    turned = with_terms(state, placed, given)
    seen = simulated.of_tried(turned, Tried({first.id: 101, second.id: 1}))
    assert len(seen.against) == 2
    assert "exclude each other" in " ".join(map(render, seen.against))


def with_terms(state, projects, given):
    held = state.questions[state.asked]
    terms = replace(held.terms, given=MappingProxyType(given))
    return replace(
        state,
        ideas=ideas.Ideas(MappingProxyType({**state.ideas.by_id, **projects})),
        questions=MappingProxyType({state.asked: replace(held, terms=terms)}),
    )


def test_what_a_project_costs_each_year_is_added_up(evening):
    desk = evening("answering").desk
    waiting = next(
        each for each in desk.state.ideas.by_id.values() if each.state == "open"
    )
    given = {
        "proposal": waiting.id,
        "accepted": True,
        "cost": 100,
        "reason": "Fair.",
    }
    assert desk.do(ideas.answer, **given, running=64_000) is None
    seen = simulated.of_tried(desk.state, Tried({waiting.id: 100}))
    assert seen.running == 64_000
    assert simulated.of_tried(desk.state, Tried()).running == 0
