"""Other people's programs count the ballots of all halls in one box, and find what the sum finds.

The packs of the halls are made, verified and added up as a clerk does it; pabutools and pref_voting
get every ballot of every hall, one after the other. Both are oracles and never shipped.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from pbdesk.app.jobs.combining import combine
from pbdesk.app.jobs.gathering import gather
from pbdesk.app.jobs.progress import silent
from pbdesk.pack.parent import parent_bytes
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Marks
from tests.pack.halls import (
    CODE,
    DICE,
    Asked,
    Ballots,
    Hall,
    made_up_parent,
    signers_of,
)
from tests.voting.test_peers import funding, pabutools, rankings, theirs
from tests.voting.test_peers_choosing import names, peer
from tests.voting.test_peers_choosing import theirs as ranked

__all__ = ["pabutools"]

HALLS, VOTES = 4, range(8)
pytestmark = pytest.mark.filterwarnings("ignore")  # theirs, not ours


def dealt(ballots: Sequence[tuple[Marks, int]], number: int) -> list[Ballots]:
    """Every single ballot goes to one of the halls by chance; equal ones end up in several."""
    chance = random.Random(number)
    halls: list[dict[int, int]] = [{} for _ in range(HALLS)]
    for place, (_, times) in enumerate(ballots):
        cuts = sorted(chance.randint(0, times) for _ in range(HALLS - 1))
        for hall, n in zip(
            halls,
            (b - a for a, b in zip([0, *cuts], [*cuts, times], strict=True)),
            strict=True,
        ):
            hall[place] = n
    return [
        [(ballots[place][0], n) for place, n in hall.items() if n]
        for hall in halls
    ]


def summed(
    asked: Asked,
    ballots: Sequence[tuple[Marks, int]],
    number: int,
    folder: Path,
) -> Outcome:
    """What the sum of the halls comes to, from their packs on disk."""
    parent = made_up_parent(HALLS, (asked,))
    packs = [
        Hall(parent, hall.id, {asked.id: cast}, register=10**6).write(folder)
        for hall, cast in zip(parent.halls, dealt(ballots, number), strict=True)
    ]
    found = gather(parent_bytes(parent), packs, signers_of(parent), silent)
    assert found.ready, [each.words.text for each in found.packs]
    (answer,) = combine(found, {"1": CODE}, DICE).answers
    assert answer.sums.counted == sum(n for _, n in ballots)
    return answer.outcome


@pytest.mark.parametrize("number", VOTES)
@pytest.mark.parametrize("utility", ["cost", "count"])
def test_equal_shares_over_the_sum_buys_what_one_box_buys(
    pabutools,
    tmp_path,
    number,
    utility,
):
    projects, pot, ballots = funding(number, [1])
    asked = Asked(
        options={p.id: p.cost for p in projects},
        budget=pot,
        rules={
            "style": "approval",
            "rule": "equal-shares",
            "count.utility": utility,
            "count.completion": "none",
        },
    )
    outcome = summed(asked, ballots, number, tmp_path)
    election = pabutools.election
    worth = election.Cost_Sat if utility == "cost" else election.Cardinality_Sat
    shares = pabutools.rules.method_of_equal_shares
    other = shares(*theirs(pabutools, number, [1]), sat_class=worth)
    assert outcome.ties or {str(each) for each in other} == set(outcome.funded)
    assert outcome.funded


@pytest.mark.parametrize("number", VOTES)
@pytest.mark.parametrize(
    ("method", "rule"),
    [("stv_scottish", "stv-scottish"), ("stv_meek", "stv-meek")],
)
def test_transferable_votes_over_the_sum_fill_the_places_of_one_box(
    tmp_path,
    number,
    method,
    rule,
):
    elects = getattr(peer("pref_voting.proportional_methods"), method)
    options, ballots, _ = rankings(number)
    asked = Asked(
        "1",
        "choose",
        dict.fromkeys((option.id for option in options), 0),
        None,
        {"style": "ordinal", "rule": rule, "count.seats": 2},
    )
    outcome = summed(asked, ballots, number, tmp_path)
    assert outcome.ties or set(outcome.elected) == names(
        number,
        elects(ranked(number), num_seats=2),
    )
    assert len(outcome.elected) == 2
