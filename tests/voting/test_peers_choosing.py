"""Other people's programs choose the same on elections made up here: pref_voting and votelib.

Both are oracles and never shipped (the extra `oracle`); without them these tests are skipped.
Where our count needed a lot, ours must be among those that they call tied. pref_voting counts
transferable votes with floats, on weights that leave no tie to them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Lot
from tests.voting.test_peers import ELECTIONS, rankings

LOT = Lot("4 1 6", "committee")
pytestmark = pytest.mark.filterwarnings("ignore")  # theirs, not ours


def peer(name: str) -> Any:
    """A module of an oracle; skips where it is not installed."""
    package = name.partition(".")[0]
    return pytest.importorskip(
        name,
        reason=f"{package} is not installed here; it is an oracle, never a part",
    )


def ours(rule: str, number: int, **given: str | int) -> Outcome:
    options, ballots, _ = rankings(number)
    return RULES[rule].count(
        Profile.of("ordinal", options, 0, ballots),
        given,
        LOT,
    )


def theirs(number: int) -> Any:
    """The same election as pref_voting has it; its candidates are places on the ballot."""
    options, ballots, _ = rankings(number)
    place = {option.id: i for i, option in enumerate(options)}
    orders = [
        [place[name] for name in sorted(marks, key=marks.__getitem__)]
        for marks, _ in ballots
    ]
    return peer("pref_voting.profiles").Profile(
        orders,
        rcounts=[n for _, n in ballots],
    )


def names(number: int, places: Sequence[int]) -> set[str]:
    options, _, _ = rankings(number)
    return {options[i].id for i in places}


SETS: dict[str, tuple[str, str, dict[str, str]]] = {
    "beat_path": ("margin_based_methods", "schulze", {"strength": "margins"}),
    "ranked_pairs": (
        "margin_based_methods",
        "ranked-pairs",
        {"strength": "margins"},
    ),
    "minimax": ("margin_based_methods", "minimax", {"strength": "margins"}),
    "copeland": ("c1_methods", "copeland", {}),
    "llull": ("c1_methods", "copeland", {"tied": "1"}),
    "top_cycle": ("c1_methods", "smith", {}),
    "gocha": ("c1_methods", "schwartz", {}),
    "borda": ("scoring_methods", "borda", {}),
    "plurality": ("scoring_methods", "plurality", {}),
    "instant_runoff": ("iterative_methods", "irv", {}),
    "plurality_with_runoff_put": ("iterative_methods", "two-round", {}),
}


@pytest.mark.parametrize("method", SETS)
def test_pref_voting_chooses_the_same(method):
    module, rule, given = SETS[method]
    chooses: Callable[[Any], Sequence[int]] = getattr(
        peer(f"pref_voting.{module}"),
        method,
    )
    for number in range(ELECTIONS):
        found = ours(rule, number, **given)
        assert set(found.winners or ()) == names(
            number,
            chooses(theirs(number)),
        ), number
        assert set(found.elected) <= set(found.winners or ())


@pytest.mark.parametrize(
    ("method", "rule"),
    [("stv_scottish", "stv-scottish"), ("stv_meek", "stv-meek")],
)
def test_pref_voting_fills_the_same_places(method, rule):
    elects = getattr(peer("pref_voting.proportional_methods"), method)
    compared = 0
    for number in range(ELECTIONS):
        found = ours(rule, number, seats=2)
        if found.ties or (rule == "stv-meek" and _close(found)):
            continue
        assert set(found.elected) == names(
            number,
            elects(theirs(number), num_seats=2),
        ), number
        compared += 1
    assert compared > ELECTIONS // 2


def _close(outcome: Outcome) -> bool:
    """Whether a round parts who goes out from the next by less than floats and cut-offs tell."""
    for round_ in outcome.rounds:
        still = sorted(round_.totals.values())
        gaps = [Fraction(after) - before for before, after in pairwise(still)]
        if gaps and min(gaps) < 1:
            return True
    return False


def grades(number: int) -> tuple[Profile, list[dict[str, int]], list[int]]:
    """Scores 0 to 5 for every option, drawn from the places of a ranking."""
    options, ballots, _ = rankings(number)
    scored = [
        {name: max(0, 6 - place) for name, place in marks.items()}
        for marks, _ in ballots
    ]
    counts = [n for _, n in ballots]
    profile = Profile.of(
        "scoring",
        options,
        0,
        list(zip(scored, counts, strict=True)),
    )
    return profile, scored, counts


def test_pref_voting_adds_the_same_scores_and_finds_the_same_middle():
    methods, made = (
        peer("pref_voting.grade_methods"),
        peer("pref_voting.grade_profiles"),
    )
    for number in range(ELECTIONS):
        profile, scored, counts = grades(number)
        other = made.GradeProfile(
            scored,
            list(range(6)),
            gcounts=counts,
            candidates=list(profile.ids),
        )
        assert set(RULES["score"].count(profile, {}, LOT).winners or ()) == set(
            methods.score_voting(other),
        )
        judged = RULES["majority-judgement"].count(profile, {}, LOT)
        assert set(judged.winners or ()) == set(
            methods.majority_judgement(other),
        )


def test_votelib_fills_the_same_places():
    sequential, transfer = (
        peer("votelib.evaluate.sequential"),
        peer("votelib.component.transfer"),
    )
    stv = sequential.TransferableVoteSelector(
        quota_function="droop",
        transferer=transfer.Gregory(),
        retainer=None,
    )
    compared = 0
    for number in range(ELECTIONS):
        found = ours("stv-wigm", number, seats=2)
        if found.ties:
            continue
        _, ballots, _ = rankings(number)
        votes = {
            tuple(sorted(marks, key=marks.__getitem__)): 0
            for marks, _ in ballots
        }
        for marks, n in ballots:
            votes[tuple(sorted(marks, key=marks.__getitem__))] += n
        assert set(stv.evaluate(votes, 2)) == set(found.elected), number
        compared += 1
    assert compared > ELECTIONS // 2
