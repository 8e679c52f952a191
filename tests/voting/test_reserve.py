"""Reserve: whether floors can still be met."""

from __future__ import annotations

from dataclasses import replace

from pbdesk.voting.constraints import Cap, Constraints, Floor
from pbdesk.voting.profile import Project
from pbdesk.voting.reserve import Reserve, lowered

PROJECTS = [Project("a", 40), Project("b", 50), Project("c", 60)]
GREEN = Floor("Green", frozenset("ab"), 80)


def test_a_floor_is_within_reach_while_its_projects_fit():
    assert Reserve(PROJECTS, 100, Constraints(floors=(GREEN,))).holds()
    assert not Reserve(PROJECTS, 100, Constraints(floors=(GREEN,))).holds(["c"])
    assert not Reserve(PROJECTS, 80, Constraints(floors=(GREEN,))).holds()


def test_a_floor_that_cannot_be_met_is_lowered_to_what_can():
    (floor,) = lowered(Reserve(PROJECTS, 80, Constraints(floors=(GREEN,))))
    assert floor == replace(GREEN, least=50)
    capped = Constraints(caps=(Cap("b", frozenset("b"), 10),), floors=(GREEN,))
    assert lowered(Reserve(PROJECTS, 100, capped))[0].least == 40
