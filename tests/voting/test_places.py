"""Points for places on ranked ballots."""

from __future__ import annotations

from fractions import Fraction

import pytest

from pbdesk.voting.constraints import Constraints, Pot, Threshold
from pbdesk.voting.places import place_points, summed_place_points
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from tests.voting.ballots import ranked


def test_the_last_place_gives_what_is_set_and_each_before_it_one_more():
    profile = ranked(("abc", 2), ("c", 1))
    assert summed_place_points(profile, place_points(profile, last=1)) == [
        6,
        4,
        3,
    ]
    assert summed_place_points(
        profile,
        place_points(profile, last=0, first=5),
    ) == [
        10,
        8,
        11,
    ]


@pytest.mark.parametrize("limit", ["threshold", "pot", "funded"])
def test_a_place_gives_the_same_points_whoever_takes_no_part(limit):
    """Without what is left out, a third place counted minus one on a ballot of one."""
    projects = [Project("a", 0), Project("b", 0), Project("c", 5)]
    ballots = [{"a": 1, "b": 2, "c": 3}, {"c": 1}]
    limits = {
        "threshold": Constraints(threshold=Threshold(Fraction(2), "ballots")),
        "pot": Constraints(
            pots=(
                Pot("alone", frozenset({"c"}), 5),
                Pot("others", frozenset({"a", "b"}), 5),
            ),
        ),
        "funded": Constraints(funded=("a", "b")),
    }
    for rule in ("borda-greedy", "expanding-approvals", "equal-shares"):
        settings = {"utility": "borda"} if rule == "equal-shares" else {}
        whole, limited = (
            RULES[rule].count(
                Profile.of(
                    "ordinal",
                    projects,
                    10,
                    ballots,
                    constraints=each,
                ),
                settings,
                lot=Lot("1"),
            )
            for each in (None, limits[limit])
        )
        assert limited.support["c"] == whole.support["c"] >= 0


def test_a_pot_takes_first_whom_the_places_of_all_ballots_put_first():
    """Two who put c second of three give it more than one who ranks d alone."""
    projects = [
        Project("a", 1),
        Project("b", 1),
        Project("c", 4),
        Project("d", 4),
    ]
    ballots = [{"a": 1, "c": 2, "b": 3}, {"b": 1, "c": 2, "a": 3}, {"d": 1}]
    pots = (
        Pot("far", frozenset({"c", "d"}), 4),
        Pot("near", frozenset({"a", "b"}), 2),
    )
    outcome = RULES["borda-greedy"].count(
        Profile.of(
            "ordinal",
            projects,
            6,
            ballots,
            constraints=Constraints(pots=pots),
        ),
        lot=Lot("1"),
    )
    assert outcome.support == {"a": 4, "b": 4, "c": 4, "d": 1}
    assert set(outcome.funded) == {"a", "b", "c"}
