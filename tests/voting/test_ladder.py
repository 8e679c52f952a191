"""The ladder: what parts equals before the lot does is the rulebook's to say."""

from __future__ import annotations

import json

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from pbdesk.cli.count import count
from pbdesk.voting.explain.by_draws import funded_in
from pbdesk.voting.explain.least_change import changed, least_changes
from pbdesk.voting.formats.pabulib_writer import pabulib_text
from pbdesk.voting.profile import Profile, Project
from pbdesk.voting.rules import RULES
from pbdesk.voting.rules.equal_shares import EqualSharesSettings
from pbdesk.voting.ties import LADDERS, Ladder, Lot, lot_order
from tests.laws import tried
from tests.voting.elections import elections

COST = {"a": 5, "b": 3, "c": 4}
VOTES = {"a": 9, "b": 7, "c": 9}
every_ladder = pytest.mark.parametrize("ladder", LADDERS)
drawn_ladders = st.sampled_from(sorted(LADDERS))


def order(ladder: str, tied: str = "abc"):
    found = Ladder(Lot("1", "q", LADDERS[ladder])).order(
        tied,
        COST.__getitem__,
        VOTES.__getitem__,
    )
    return "".join(found.order), found.decided_by


def test_each_ladder_parts_equals_by_its_own_rungs_and_then_by_lot():
    by_lot = "".join(lot_order(Lot("1", "q"), "abc"))
    assert order("cheaper-votes") == ("bca", "cheaper")
    assert order("votes-cheaper") == ("cab", "cheaper")
    assert order("cheaper") == ("bca", "cheaper")
    assert order("lot") == (by_lot, "lot")
    among_most = "".join(lot_order(Lot("1", "q"), "ac"))
    assert order("votes") == (f"{among_most}b", "lot")
    assert order("votes", "ab") == ("ab", "votes")


def test_without_a_lot_the_usual_ladder_holds():
    found = Ladder(None).order("abc", COST.__getitem__, VOTES.__getitem__)
    assert (found.order, found.decided_by) == (("b", "c", "a"), "cheaper")


@every_ladder
def test_projects_that_are_equal_are_funded_by_the_sealed_ladder(ladder):
    projects = [Project("dear", 60), Project("cheap", 50)]
    votes = Profile.of(
        "approval",
        projects,
        60,
        [({"dear": 1}, 5), ({"cheap": 1}, 5)],
    )
    seeds = [str(seed) for seed in range(20)]
    funded = {
        RULES["greedy"].count(votes, {}, Lot(seed, "q", LADDERS[ladder])).funded
        for seed in seeds
    }
    by_cost = "cheaper" in LADDERS[ladder]
    assert funded == ({("cheap",)} if by_cost else {("cheap",), ("dear",)})


@settings(max_examples=tried(60), deadline=None)
@given(
    election=elections(frozenset({"approval"})),
    ladder=drawn_ladders,
    data=st.data(),
)
def test_draws_counted_together_keep_to_the_ladder(election, ladder, data):
    profile, lot = Profile.of(*election), Lot("s", "q", LADDERS[ladder])
    chosen = RULES["equal-shares"].settle(
        {
            "completion": data.draw(
                st.sampled_from(["none", "greedy", "add1", "add1-greedy"]),
            ),
        },
    )
    assert isinstance(chosen, EqualSharesSettings)
    times = st.lists(
        st.integers(0, 3),
        min_size=len(profile.weights),
        max_size=len(profile.weights),
    )
    draws = np.array(
        data.draw(st.lists(times, min_size=2, max_size=3)),
        dtype=np.int64,
    )
    for drawn, found in zip(
        draws,
        funded_in(profile, chosen, lot, draws),
        strict=True,
    ):
        if found is not None:
            again = RULES["equal-shares"].count(
                profile.recast(drawn),
                chosen,
                lot,
            )
            assert found == frozenset(again.funded)


@settings(max_examples=tried(60), deadline=None)
@given(
    election=elections(frozenset({"approval"})),
    ladder=drawn_ladders,
    stop=st.sampled_from(["skip", "stop"]),
)
def test_least_changes_hold_under_every_ladder(election, ladder, stop):
    profile, lot = Profile.of(*election), Lot("s", "q", LADDERS[ladder])
    chosen = {"fit": stop}

    def funds(name: str, more: int, less: int) -> bool:
        return (
            name
            in RULES["greedy"]
            .count(changed(profile, name, more, less), chosen, lot)
            .funded
        )

    for name in profile.ids:
        for change in least_changes("greedy", profile, chosen, lot, name):
            assert funds(name, change.more, change.less)
            assert not change.more or not funds(
                name,
                change.more - 1,
                change.less,
            )
            assert not change.less or not funds(
                name,
                change.more,
                change.less - 1,
            )


def test_the_command_counts_by_another_ladder(tmp_path):
    projects = [Project("dear", 60), Project("cheap", 50)]
    votes = Profile.of(
        "approval",
        projects,
        60,
        [({"dear": 1}, 5), ({"cheap": 1}, 5)],
    )
    path = tmp_path / "tie.pb"
    path.write_text(pabulib_text(votes), encoding="utf-8")
    seed = next(
        s
        for s in "123456789"
        if lot_order(Lot(s, "q"), ["dear", "cheap"])[0] == "dear"
    )
    words = [
        str(path),
        "--rule",
        "greedy",
        "--seed",
        seed,
        "--question",
        "q",
        "--json",
    ]
    usual, by_lot = (
        json.loads(CliRunner().invoke(count, [*words, *more]).stdout)
        for more in ([], ["--ladder", "lot"])
    )
    assert (usual["funded"], by_lot["funded"]) == (["cheap"], ["dear"])
    assert by_lot["ties"][0]["decided_by"] == "lot"
