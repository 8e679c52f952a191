"""Two rounds: the two with the most first choices meet.

And every ballot counts for the one it ranks higher.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from pbdesk.voting.choosing import Reasons, by_score, chosen, lot_between
from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome, Round, Tie
from pbdesk.voting.pairwise import places_of
from pbdesk.voting.preferences import FirstPlaces, first_places
from pbdesk.voting.profile import Places, Profile
from pbdesk.voting.registry import Method, rule
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["two_round"]


def _method(_settings: Settings) -> Method:
    return (
        say("An option with more than half of the first choices wins at once."),
        say(
            "Otherwise the two with the most first choices meet, and each ballot counts for the "
            "one it ranks "
            "higher.",
        ),
    )


def _again(
    profile: Profile,
    settings: Settings,
    ladder: Ladder,
    told: Outcome,
) -> Outcome:
    """The outcome that the published rounds give."""
    first = told.rounds[0]
    ids = profile.ids
    totals = [int(first.totals[name]) for name in ids]

    def run_off(one: int, other: int) -> dict[int, int]:
        votes = told.rounds[1].totals
        return {one: int(votes[ids[one]]), other: int(votes[ids[other]])}

    return _found(
        profile,
        settings,
        ladder,
        FirstPlaces(totals, profile.n - sum(totals)),
        run_off,
    )


def _second_round(profile: Profile, votes: _Votes) -> Round:
    totals = {profile.ids[i]: n for i, n in votes.items()}
    return Round(totals=totals, exhausted=profile.n - sum(votes.values()))


def _undecided(
    profile: Profile,
    settings: Settings,
    first: Round,
    reasons: Reasons,
    tie: Tie,
) -> Outcome:
    """The outcome where only a lot that was not drawn says who goes into the run-off."""
    return Outcome(
        "two-round",
        settings.parameters,
        profile.budget,
        first.totals,
        profile.by_id(reasons),
        rounds=(first,),
        lot_needed=tie.tied,
    )


type _Votes = Mapping[int, int]


type _RunOff = Callable[[int, int], dict[int, int]]
"""The votes of each of two options when all others are out."""


def _found(
    profile: Profile,
    settings: Settings,
    ladder: Ladder,
    first: FirstPlaces,
    run_off: _RunOff,
) -> Outcome:
    """The outcome that first places give, and the votes of the two in the run-off."""
    totals = first.totals
    rounds = [Round(totals=profile.by_id(totals), exhausted=first.exhausted)]
    reasons = _first_choices(totals)
    last = _finalists(profile, totals, ladder)
    if last.ties and ladder.lot is None:
        return _undecided(profile, settings, rounds[0], reasons, last.ties[0])
    winners = last.finalists
    if len(winners) == 2:
        votes = run_off(*winners)
        winners = _with_most(votes)
        rounds.append(_second_round(profile, votes))
        _tell_of_both(reasons, votes)
    outcome = chosen(
        "two-round",
        profile,
        settings,
        ladder,
        winners=winners,
        support=totals,
        levels=by_score(totals),
        reasons=reasons,
        rounds=rounds,
        ties=last.ties,
    )
    return replace(outcome, finalists=profile.names(last.finalists))


def _tell_of_both(reasons: list[Words], votes: _Votes) -> None:
    """Add to the finalists' reasons what they have in the run-off."""
    for i, n in votes.items():
        reasons[i] = _of_both_rounds(reasons[i], n)


def _with_most(votes: _Votes) -> list[int]:
    """Who of the two wins the run-off, or both."""
    most = max(votes.values())
    return [i for i, n in votes.items() if n == most]


def _first_choices(totals: Sequence[int]) -> list[Words]:
    """How many of all first choices each option has."""
    every = sum(totals)
    return [say("{n} of {all} first choices.", n=n, all=every) for n in totals]


def _of_both_rounds(first: Words, votes: int) -> Words:
    """Why a finalist was chosen or not: its first choices, and its votes in the run-off."""
    return say(
        "{first} {second} ballots rank it above the other finalist.",
        first=first,
        second=votes,
    )


@rule(
    "two-round",
    kind="choosing",
    label=say("Two rounds"),
    takes={"ordinal"},
    sums={"ordinal"},
    settings=Settings,
    again=_again,
    method=_method,
)
def two_round(profile: Profile, settings: Settings, ladder: Ladder) -> Outcome:
    """A majority of first choices, else a run-off of the first two.

    Only a lot decides a tie for second place. In the run-off a ballot that ranks both in one place,
    or neither, counts for nobody. Cost: O(marks). Raises UnsupportedError for ballots that give
    their first place to two options.
    """
    return _found(
        profile,
        settings,
        ladder,
        first_places(profile),
        lambda one, other: _run_off(profile, one, other),
    )


def _run_off(profile: Profile, one: int, other: int) -> dict[int, int]:
    """Ballots that rank each of the two above the other."""
    places = places_of(profile)
    for_one = profile.weights[places[one] < places[other]].sum()
    for_other = profile.weights[places[other] < places[one]].sum()
    return {one: int(for_one), other: int(for_other)}


class _Finalists(NamedTuple):
    """One with a majority, or the first two; and a tie for second place where there is one."""

    finalists: list[int]
    ties: tuple[Tie, ...] = ()


def _finalists(
    profile: Profile,
    scores: Sequence[int],
    ladder: Ladder,
) -> _Finalists:
    """Who meets in the run-off, if there is one."""
    levels = by_score(scores)
    if not levels:
        return _Finalists([])
    first = levels[0]
    has_majority = 2 * scores[first[0]] > sum(scores)
    if has_majority or len(scores) == 1 or len(first) == 2:
        return _Finalists(first)
    if len(first) > 2:
        return _by_lot(profile, [], first, ladder)
    if len(levels[1]) == 1:
        return _Finalists([*first, *levels[1]])
    return _by_lot(profile, first, levels[1], ladder)


def _by_lot(
    profile: Profile,
    sure: Places,
    tied: Places,
    ladder: Ladder,
) -> _Finalists:
    """The finalists where a lot names all that are not sure."""
    tie = lot_between(ladder, profile.names(tied))
    still_free = 2 - len(sure)
    drawn = [profile.ids.index(name) for name in tie.order[:still_free]]
    return _Finalists([*sure, *drawn], (tie,))
