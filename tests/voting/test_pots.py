"""Pots: each counted by itself."""

from __future__ import annotations

import pytest

from pbdesk.i18n import render
from pbdesk.voting.constrained import ConstraintError, Counter
from pbdesk.voting.constraints import Constraints, Pot
from pbdesk.voting.pots import obeying
from pbdesk.voting.rules.greedy import greedy
from pbdesk.voting.ties import Ladder, Lot
from tests.voting.ballots import marked

PROFILE = marked(
    "approval",
    ({"a": 1, "b": 1}, 3),
    ({"b": 1}, 2),
    cost={"a": 30, "b": 50, "c": 10},
    pot=100,
)


def counted(**given):
    counter = Counter(greedy.count, Ladder(Lot("1")))
    return obeying(PROFILE, Constraints(**given), counter)


def test_each_pot_pays_for_its_own_projects_only():
    green = Pot("Green", frozenset("a"), 40)
    outcome = counted(pots=(green,))
    assert (outcome.funded, outcome.cost) == (("a", "b", "c"), 90)
    assert render(outcome.notes[0]) == "Pot “Green”: 30 of 40 given, 10 left."
    poor = Pot("Green", frozenset("a"), 20)
    assert counted(pots=(poor,)).funded == ("b", "c")


def test_a_project_that_is_not_there_is_named():
    with pytest.raises(ConstraintError) as refused:
        counted(pots=(Pot("Green", frozenset("x"), 40),))
    assert "“x”, which is not on the ballot" in render(refused.value.words)
