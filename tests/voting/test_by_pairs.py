"""A rule that compares two options at a time gives only what is its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pbdesk.voting.by_pairs import rule_of_pairs
from pbdesk.voting.choosing import by_score, chosen
from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.pairwise import Matrix, matrix_of
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import RULES
from pbdesk.voting.ties import Ladder
from pbdesk.words import say
from tests.voting.ballots import ranked

NAME = "most-above"
VOTES = ranked(("abc", 3), ("bca", 2))


def found(
    profile: Profile,
    settings: Settings,
    ladder: Ladder,
    matrix: Matrix,
) -> Outcome:
    above: list[int] = matrix.sum(axis=1).tolist()
    return chosen(
        NAME,
        profile,
        settings,
        ladder,
        support=above,
        levels=by_score(above),
        reasons=[say("Above {n} in all.", n=n) for n in above],
        matrix=matrix,
    )


@pytest.fixture(autouse=True)
def rule_by_most_above() -> Iterator[None]:
    @rule_of_pairs(
        NAME,
        found,
        label=say("Most often above another"),
        method=lambda _settings: (
            say("It counts how often each is above another."),
        ),
        settings=Settings,
    )
    def most_above(
        profile: Profile,
        settings: Settings,
        ladder: Ladder,
    ) -> Outcome:
        return found(profile, settings, ladder, matrix_of(profile))

    assert RULES[NAME] is most_above
    yield
    del RULES[NAME]


def test_it_chooses_from_ranked_ballots():
    rule = RULES[NAME]
    assert (rule.kind, rule.takes) == ("choosing", {"ordinal"})
    assert rule.count(VOTES).winners == ("b",)


def test_its_outcome_is_found_again_in_the_pairs_it_publishes():
    rule = RULES[NAME]
    told = rule.count(VOTES)
    assert rule.again is not None
    assert rule.again(VOTES, Settings(), Ladder(None), told) == told


def test_one_ballot_turned_round_may_turn_its_closest_pair():
    rule = RULES[NAME]
    assert rule.margin is not None
    assert rule.margin(VOTES, Settings(), rule.count(VOTES), 1) == 1
