"""Two evenings, counted by other people's programs: pref_voting, votelib and pabutools.

An STV for three seats, an instant run-off, a quadratic fund and a yes or no by two thirds, asked in
one round, on papers keyed twice and at the kiosk. What the pack says of the four is what the others
find in the same ballots. So is what comes out at the window, where seven people say `few`. They are oracles and never shipped: without them those are skipped.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.i18n import ENGLISH
from pbdesk.minutes.entries import Id
from pbdesk.pack.bag import read_zip
from pbdesk.pack.verify import verify
from tests.four_questions import (
    COSTS,
    FUND,
    KIOSK,
    NAME,
    NAMES,
    OF_FEW,
    PAPERS,
    PEOPLE,
    POT,
    ROUND,
    RULE,
    SEATS,
    Ballot,
    ballots,
    came_out,
    declared,
    few,
)
from tests.paper.reading import text_of

pytestmark = pytest.mark.filterwarnings("ignore")  # theirs, not ours


def peer(name: str) -> Any:
    """A module of an oracle; skips where it is not installed."""
    package = name.partition(".")[0]
    return pytest.importorskip(
        name,
        reason=f"{package} is not installed here; it is an oracle, never a part",
    )


@pytest.fixture(scope="module")
def pack(tmp_path_factory) -> Path:
    """The pack of the whole evening."""
    folder: Path = tmp_path_factory.mktemp("evening")
    with declared(folder) as desk:
        day = desk.state.about.day
        return make_pack(
            pack_source(desk),
            folder,
            locale=ENGLISH,
            made=day,
            progress=silent,
        ).path


@pytest.fixture(scope="module")
def questions(pack) -> Sequence[Mapping[str, Any]]:
    """What it says of its four questions."""
    return json.loads(read_zip(pack).files["data/result.json"])["questions"]


def test_money_and_other_questions_stand_in_one_pack_and_one_report(pack):
    found = verify(pack, None, None)
    assert not found.failed
    twenty = next(check for check in found.checks if check.number == 20)
    assert twenty.passed
    text = text_of(read_zip(pack).files["data/report.pdf"])
    assert all(name in text for name in (*COSTS, *PEOPLE, *NAMES))
    assert "\ue000" not in text


@dataclass(frozen=True, slots=True)
class Evening:
    """What everybody says to a question, and what comes out of it."""

    ballots: Callable[[Id], Sequence[Ballot]]
    out: Mapping[Id, frozenset[str]]


@pytest.fixture(params=["desk", "window"])
def evening(request) -> Evening:
    """The evening of this file; and that which `test_four_questions` plays at the window."""
    if request.param == "window":
        return Evening(few, OF_FEW)
    said: Sequence[Mapping[str, Any]] = request.getfixturevalue("questions")
    return Evening(
        ballots,
        {q: came_out(told) for q, told in zip(ROUND, said, strict=True)},
    )


def ranked(said: Sequence[Ballot], names: Sequence[str]) -> Any:
    """The ranks as pref_voting has them; its candidates are places in `names`."""
    orders = Counter(
        tuple(
            names.index(name) for name in sorted(ballot, key=ballot.__getitem__)
        )
        for ballot in said
    )
    made = peer("pref_voting.profiles_with_ties").ProfileWithTies
    rankings = [
        {each: place for place, each in enumerate(order, 1)} for order in orders
    ]
    return made(
        rankings,
        rcounts=list(orders.values()),
        candidates=list(range(len(names))),
    )


def test_pref_voting_seats_the_same_three(evening):
    methods = peer("pref_voting.proportional_methods")
    theirs = methods.stv_scottish(
        ranked(evening.ballots(SEATS), PEOPLE),
        num_seats=3,
    )
    assert {PEOPLE[each] for each in theirs} == evening.out[SEATS]


def test_votelib_chooses_the_same_name_by_instant_run_off(evening):
    sequential, transfer = (
        peer("votelib.evaluate.sequential"),
        peer("votelib.component.transfer"),
    )
    votes = Counter(
        tuple(sorted(each, key=each.__getitem__))
        for each in evening.ballots(NAME)
    )
    stv = sequential.TransferableVoteSelector(
        transferer=transfer.Hare(),
        eliminate_step=-1,
    )
    assert set(stv.evaluate(dict(votes), 1)) == evening.out[NAME]


def test_pref_voting_chooses_the_same_name(evening):
    methods = peer("pref_voting.iterative_methods")
    chosen = methods.instant_runoff_for_truncated_linear_orders(
        ranked(evening.ballots(NAME), NAMES),
    )
    assert {NAMES[each] for each in chosen} == evening.out[NAME]


def test_pabutools_funds_the_same_by_votes(evening):
    """Worth is votes times cost, and pabutools goes by worth for each coin: so by votes."""
    election, rules = peer("pabutools.election"), peer("pabutools.rules")
    projects = {
        title: election.Project(title, cost) for title, cost in COSTS.items()
    }
    instance = election.Instance(projects.values(), budget_limit=POT)
    worth = [
        {projects[title]: votes * COSTS[title] for title, votes in each.items()}
        for each in evening.ballots(FUND)
    ]
    profile = election.CardinalProfile(
        [election.CardinalBallot(each) for each in worth],
    )
    funded = rules.greedy_utilitarian_welfare(
        instance,
        profile,
        sat_class=election.Additive_Cardinal_Sat,
    )
    assert {each.name for each in funded} == evening.out[FUND]


def test_votelib_passes_the_same_by_two_thirds(evening):
    threshold = peer("votelib.evaluate.threshold").RelativeThreshold(
        Fraction(2, 3),
        accept_equal=False,
    )
    said = Counter(title for each in evening.ballots(RULE) for title in each)
    over = threshold.evaluate({each: said[each] for each in ("Yes", "No")})
    assert frozenset({"Yes"} & set(over)) == evening.out[RULE]


def test_the_sums_of_all_four_are_those_of_the_ballots(questions):
    for question, said in zip(ROUND, questions, strict=True):
        assert said["outcome"]["ballots"]["counted"] == PAPERS + KIOSK
        if question in (FUND, RULE):
            votes = Counter[str]()
            for each in ballots(question):
                votes.update(each)
            support = {
                line["title"]: int(line["support"])
                for line in said["outcome"]["projects"]
            }
            assert support == dict(votes) | {
                t: 0 for t in support if t not in votes
            }
