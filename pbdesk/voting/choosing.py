"""Choosing: what rules that pick an option.

Not fund projects say alike about winners, lots and reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise, starmap
from typing import NamedTuple

from pbdesk.voting.options import Seats, Settings
from pbdesk.voting.outcome import Outcome, Round, Tie, Totals
from pbdesk.voting.pairwise import Matrix, named, smith_set
from pbdesk.voting.profile import Places, Profile
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = [
    "Reasons",
    "apart",
    "by_score",
    "by_sums",
    "chosen",
    "from_support",
    "lot_between",
    "top",
    "with_transfers",
]


type Reasons = Sequence[Words]
"""Why each option was chosen or not, in the order of the ballot."""

type _Levels = Sequence[Sequence[int]]
"""Options by places on the ballot, those that are equal together, best first."""


def lot_between(ladder: Ladder, tied: Sequence[str]) -> Tie:
    """The tied options in the order of the lot: nothing else tells options of a choice apart."""
    return ladder.order(tied, lambda _: 0, lambda _: 0)


def chosen(
    rule: str,
    profile: Profile,
    settings: Settings,
    ladder: Ladder,
    *,
    winners: Places | None = None,
    support: Totals,
    levels: _Levels = (),
    reasons: Reasons,
    matrix: Matrix | None = None,
    rounds: Sequence[Round] = (),
    ties: Sequence[Tie] = (),
) -> Outcome:
    """The outcome of a rule whose winners are a set, the first of `levels` where none are given.

    Settings with seats fill them from the `levels`, best first. With a lot, its order of those who
    are equal for the last place stands in `ties`, and it says who of them is elected.

    A rule that compares two options at a time gives its `matrix`; the Smith set is then always told
    in the figures.
    """
    seated = levels if winners is None else [winners]
    places = _places(profile, settings, ladder, seated)
    grouped = [profile.names(level) for level in levels]
    outcome = Outcome(
        rule,
        settings.parameters,
        profile.budget,
        profile.by_id(support),
        profile.by_id(reasons),
        rounds=tuple(rounds),
        ties=(*ties, *places.ties),
        winners=places.winners,
        order=tuple(chain.from_iterable(grouped)),
        lot_needed=places.lot_needed,
        levels=tuple(grouped),
        elected=places.elected,
    )
    if matrix is None:
        return outcome
    return _with_pairs(outcome, profile, matrix)


def _with_pairs(outcome: Outcome, profile: Profile, matrix: Matrix) -> Outcome:
    """With every pair of options compared, and the Smith set that follows from it."""
    return replace(
        outcome,
        matrix=named(matrix, profile.ids),
        figures={**outcome.figures, "smith": profile.names(smith_set(matrix))},
    )


class _Places(NamedTuple):
    """Who wins before any lot, who is elected at last, and who is equal for the last places.

    These stand in `ties` where a lot orders them, else in `lot_needed`.
    """

    winners: tuple[str, ...]
    elected: tuple[str, ...]
    ties: tuple[Tie, ...] = ()
    lot_needed: tuple[str, ...] = ()


def _places(
    profile: Profile,
    settings: Settings,
    ladder: Ladder,
    levels: _Levels,
) -> _Places:
    """The places filled, by lot between those who are equal for the last ones."""
    seats = settings.seats if isinstance(settings, Seats) else 1
    sure, equal = _seated(levels, seats)
    certain = profile.names(sure)
    tied = profile.names(equal)
    winners = certain + tied
    if not tied:
        return _Places(winners, certain)
    if ladder.lot is None:
        return _Places(winners, certain, lot_needed=tied)
    drawn = lot_between(ladder, tied)
    return _Places(
        winners,
        certain + drawn.order[: seats - len(sure)],
        (drawn,),
    )


class _Seated(NamedTuple):
    """Who has a place for sure, and who is equal for the last ones."""

    sure: Places
    equal: Sequence[int] = ()


def _seated(levels: _Levels, seats: int) -> _Seated:
    sure: list[int] = []
    for level in levels:
        free = seats - len(sure)
        if not free:
            break
        if len(level) > free:
            return _Seated(sure, level)
        sure += level
    return _Seated(sure)


def top(settings: Seats, one: Words) -> Words:
    """Who wins by a sum: `one` says it of a single place."""
    if settings.seats == 1:
        return one
    return say(
        "The {seats} options with the most are elected.",
        seats=settings.seats,
    )


def with_transfers(rounds: Sequence[Round]) -> tuple[Round, ...]:
    """Rounds with what passed on from each to the next: what each option then got, and nobody."""
    return (*starmap(_with_transfer, pairwise(rounds)), *rounds[-1:])


def _with_transfer(now: Round, after: Round) -> Round:
    gains = {
        name: votes - now.totals[name] for name, votes in after.totals.items()
    }
    passed = {name: gain for name, gain in gains.items() if gain > 0}
    figures = {
        **now.figures,
        "passed": passed,
        "passed_to_nobody": after.exhausted - now.exhausted,
    }
    return replace(now, figures=figures)


def by_score(scores: Totals, *, lowest: bool = False) -> list[list[int]]:
    """Options grouped by score, best first."""
    score_of = scores.__getitem__
    order = sorted(range(len(scores)), key=score_of, reverse=not lowest)
    return [list(level) for _, level in groupby(order, key=score_of)]


def by_sums(
    rule: str,
    profile: Profile,
    settings: Settings,
    ladder: Ladder,
    sums: Totals,
    reasons: Reasons,
) -> Outcome:
    """The outcome of a rule whose winners have the highest sums."""
    return chosen(
        rule,
        profile,
        settings,
        ladder,
        support=sums,
        levels=by_score(sums),
        reasons=reasons,
    )


def apart(inside: Places, options: int) -> list[list[int]]:
    """Options in two levels: those of a group, and all others; one where a level is empty."""
    outside = [i for i in range(options) if i not in inside]
    return [level for level in (list(inside), outside) if level]


def from_support[S: Settings](
    found: Callable[[Profile, S, Ladder, Totals], Outcome],
    most: Callable[[int], int],
) -> Callable[[Profile, S, Ladder, Outcome], Outcome]:
    """How a rule of sums finds its outcome again in the sums that it publishes.

    `most`: what one ballot can give an option, or take, among so many options.
    """

    def again(
        profile: Profile,
        settings: S,
        ladder: Ladder,
        told: Outcome,
    ) -> Outcome:
        sums = profile.in_order(told.support)
        if max(map(abs, sums), default=0) > profile.n * most(len(sums)):
            raise ValueError("more than so many ballots give")
        return found(profile, settings, ladder, sums)

    return again
