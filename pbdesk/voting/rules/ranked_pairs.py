"""Ranked pairs: majorities are locked in, strongest first.

But for those that would close a circle.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

import numpy as np

from pbdesk.voting.by_pairs import rule_of_pairs
from pbdesk.voting.choosing import apart, chosen, lot_between
from pbdesk.voting.options import Settings, choice
from pbdesk.voting.outcome import Outcome, Tie
from pbdesk.voting.pairwise import Matrix, matrix_of, wins_of
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method, UnsupportedError
from pbdesk.voting.ties import Ladder
from pbdesk.words import Listing, Words, say

__all__ = ["ranked_pairs"]


@dataclass(frozen=True)
class RankedPairsSettings(Settings):
    """How strong a majority is."""

    strength: Literal["winning-votes", "margins"] = choice(
        say("Strength of a majority"),
        {
            "winning-votes": say(
                "Ballots on the winning side; of equals, fewer on the other side first",
            ),
            "margins": say("How many more than on the other side"),
        },
        "winning-votes",
    )


_MOST_STATES = 5_000  # sets of locked majorities that are looked at

type _Locked = tuple[int, ...]
"""For each option, a bit for every option that it stands above."""
type _Pair = tuple[int, int]
type _Lockings = Collection[_Locked]


def _method(settings: RankedPairsSettings) -> Method:
    if settings.strength == "winning-votes":
        strength = say("A majority is as strong as the ballots on its side.")
    else:
        strength = say(
            "A majority is as strong as its lead over the other side.",
        )
    return (
        say("Every two options are compared on all ballots."),
        strength,
        say(
            "Majorities are locked in, strongest first; one that would close a circle is left out. "
            "Whoever nobody "
            "is locked above wins.",
        ),
        say(
            "Where the order of equal majorities matters, all who win by some order are named; the "
            "lot says the order that counts.",
        ),
    )


def _reasons(
    profile: Profile,
    found: _Lockings,
    winners: Collection[int],
) -> list[Words]:
    """Why each option wins, or who is above it in some locking."""
    unique = len(found) == 1
    return [
        _reason(profile, _ever_over(found, a), wins=a in winners, unique=unique)
        for a in range(len(profile.ids))
    ]


def _ever_over(found: _Lockings, a: int) -> set[int]:
    """Who is above an option in some locking."""
    return {b for locked in found for b in _over(locked, a)}


def _first_in_some(found: _Lockings, options: int) -> list[int]:
    """Options that nobody is above in some locking."""
    return [
        a
        for a in range(options)
        if not all(_over(locked, a) for locked in found)
    ]


def _found(
    profile: Profile,
    settings: RankedPairsSettings,
    ladder: Ladder,
    matrix: Matrix,
) -> Outcome:
    """The outcome that the pairs give."""
    levels = _levels(matrix, margins=settings.strength == "margins")
    if ladder.lot is None:
        found = _every_locking(levels, len(matrix))
        return _named(profile, settings, matrix, found)
    lot = lot_between(ladder, profile.ids)
    drawn = _locked_in_order(levels, profile, lot)
    try:
        found = _every_locking(levels, len(matrix))
    except UnsupportedError:
        outcome = _named(profile, settings, matrix, {drawn})
        return _elected(outcome, profile, lot, drawn)
    outcome = _named(profile, settings, matrix, found)
    if len(_first_in_some(found, len(matrix))) < 2:
        return outcome
    return _elected(outcome, profile, lot, drawn)


def _named(
    profile: Profile,
    settings: RankedPairsSettings,
    matrix: Matrix,
    found: _Lockings,
) -> Outcome:
    """The outcome that names all who win in some locking."""
    winners = _first_in_some(found, len(matrix))
    return chosen(
        "ranked-pairs",
        profile,
        settings,
        Ladder(None),
        support=wins_of(matrix),
        levels=apart(winners, len(matrix)),
        matrix=matrix,
        reasons=_reasons(profile, found, winners),
    )


def _elected(
    outcome: Outcome,
    profile: Profile,
    lot: Tie,
    drawn: _Locked,
) -> Outcome:
    """With the one whom nobody is above where the lot orders equal majorities."""
    free = [
        name for name in lot.order if not _over(drawn, profile.ids.index(name))
    ]
    return replace(outcome, elected=tuple(free[:1]), lot_needed=(), ties=(lot,))


@rule_of_pairs(
    "ranked-pairs",
    _found,
    label=say("Ranked pairs"),
    method=_method,
    settings=RankedPairsSettings,
)
def ranked_pairs(
    profile: Profile,
    settings: RankedPairsSettings,
    ladder: Ladder,
) -> Outcome:
    """Every winner that some order of equal majorities gives; with a lot, the one that it elects.

    A fixed order would favour somebody for their name. Finding all is NP-hard in general; where
    there are too many orders to look at, the lot's alone stands, and without a lot UnsupportedError
    is raised. Source: T. N. Tideman, Social
    Choice and Welfare 4 (1987). Cost: O(distinct x options²), then O(options⁴) for each set of
    locked majorities.
    """
    return _found(profile, settings, ladder, matrix_of(profile))


def _locked_in_order(
    levels: Iterable[list[_Pair]],
    profile: Profile,
    lot: Tie,
) -> _Locked:
    """Majorities locked in one by one: of equal ones that of the winner whom the lot names first.

    Of one winner's, that over the loser whom the lot names last.
    Source: Zavist and Tideman, Social Choice and Welfare 6 (1989).
    """
    place = [lot.order.index(name) for name in profile.ids]
    locked: _Locked = (0,) * len(place)
    for level in levels:
        for a, b in sorted(
            level,
            key=lambda pair: (place[pair[0]], -place[pair[1]]),
        ):
            if not locked[b] >> a & 1:
                locked = _with(locked, a, b)
    return locked


def _levels(matrix: Matrix, *, margins: bool) -> list[list[_Pair]]:
    """Majorities (winner, loser), grouped by strength, strongest first."""

    def strength(pair: _Pair) -> tuple[int, int]:
        winner, loser = pair
        won = int(matrix[winner, loser])
        lost = int(matrix[loser, winner])
        if margins:
            return (lost - won, 0)
        return (-won, lost)

    majorities = [(a, b) for a, b in np.argwhere(matrix > matrix.T).tolist()]
    majorities.sort(key=strength)
    return [list(level) for _, level in groupby(majorities, key=strength)]


def _every_locking(levels: Iterable[list[_Pair]], options: int) -> set[_Locked]:
    """Every order "above" that some order of equal majorities ends in."""
    states: set[_Locked] = {(0,) * options}
    for level in levels:
        states = _every_end(states, level)
    return states


def _every_end(states: set[_Locked], level: list[_Pair]) -> set[_Locked]:
    """What the states become when all majorities of a level are locked in or left out."""
    ended: set[_Locked] = set()
    seen = set(states)
    open_ = states
    while open_:
        grown: set[_Locked] = set()
        for locked in open_:
            following = _grown(locked, level)
            grown |= following
            if not following:
                ended.add(locked)
        open_ = grown - seen
        seen |= open_
        _refuse_too_many(seen)
    return ended


def _refuse_too_many(states: Collection[_Locked]) -> None:
    if len(states) > _MOST_STATES:
        raise UnsupportedError(
            say(
                "There are too many orders of equal majorities to look at all of them.",
            ),
        )


def _grown(locked: _Locked, level: list[_Pair]) -> set[_Locked]:
    """What one more step makes of it.

    All majorities in no circle at once, else each single one that can be locked.
    """
    undecided = [
        (a, b)
        for a, b in level
        if not locked[b] >> a & 1 and not locked[a] >> b & 1
    ]
    if not undecided:
        return set()
    everything = locked
    for a, b in undecided:
        everything = _with(everything, a, b)
    safe = [(a, b) for a, b in undecided if not everything[b] >> a & 1]
    if not safe:
        return {_with(locked, a, b) for a, b in undecided}
    for a, b in safe:
        locked = _with(locked, a, b)
    return {locked}


def _with(locked: _Locked, a: int, b: int) -> _Locked:
    """With a above b, and so above all below b."""
    below = locked[b] | 1 << b
    found = list(locked)
    for i, under in enumerate(locked):
        if i == a or under >> a & 1:
            found[i] = under | below
    return tuple(found)


def _over(locked: _Locked, a: int) -> list[int]:
    """Who is locked above an option."""
    return [b for b, under in enumerate(locked) if under >> a & 1]


def _reason(
    profile: Profile,
    above: set[int],
    *,
    wins: bool,
    unique: bool,
) -> Words:
    if wins and unique:
        return say("Nobody is locked above it.")
    if wins:
        return say("Some order of equal majorities leaves nobody above it.")
    others = Listing(tuple(profile.ids[b] for b in sorted(above)))
    if unique:
        return say("Locked above it: {others}.", others=others)
    return say(
        "In every order of equal majorities somebody is above it: one or more of {others}.",
        others=others,
    )
