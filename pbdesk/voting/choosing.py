"""Choosing: what rules that pick an option.

Not fund projects say alike about winners, lots and reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from pbdesk.voting.options import Seats, Settings
from pbdesk.voting.outcome import Figure, Outcome, Round, Tie
from pbdesk.voting.pairwise import Matrix, named, smith_set
from pbdesk.voting.profile import Profile
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["by_score", "chosen", "from_support", "lot_between", "top", "with_transfers"]


def lot_between(ladder: Ladder, tied: Sequence[str]) -> Tie:
    """The tied options in the order of the lot: nothing else tells options of a choice apart."""
    return ladder.order(tied, lambda _: 0, lambda _: 0)


def chosen(
    rule: str,
    profile: Profile,
    settings: Settings,
    ladder: Ladder,
    *,
    winners: Sequence[int] | None = None,
    support: Sequence[int | Fraction],
    levels: Sequence[Sequence[int]] = (),
    reasons: Sequence[Words],
    matrix: Matrix | None = None,
    strengths: Mapping[str, Mapping[str, int]] | None = None,
    finalists: Sequence[int] = (),
    rounds: Sequence[Round] = (),
    ties: Sequence[Tie] = (),
    figures: Mapping[str, Figure] | None = None,
    grades: Mapping[str, Mapping[str, int]] | None = None,
) -> Outcome:
    """The outcome of a rule whose winners are a set, the first of `levels` where none are given.

    Settings with seats fill them from the `levels`, best first. With a lot, its order of those who
    are equal for the last place stands in `ties`, and it says who of them is elected.

    A rule that compares two options at a time gives its `matrix`; the Smith set is then always told
    in the figures.
    """
    seats = settings.seats if isinstance(settings, Seats) else 1
    sure, equal = _seated(levels if winners is None else [winners], seats)
    tied = _names(profile, equal)
    elected = _names(profile, sure)
    if tied and ladder.lot is not None:
        drawn = lot_between(ladder, tied)
        ties = [*ties, drawn]
        elected += drawn.order[: seats - len(sure)]
    told = dict(figures or {})
    if matrix is not None:
        told["smith"] = _names(profile, smith_set(matrix))
    grouped = tuple(_names(profile, level) for level in levels)
    return Outcome(
        rule,
        settings.parameters,
        profile.budget,
        profile.by_id(support),
        profile.by_id(reasons),
        rounds=tuple(rounds),
        ties=tuple(ties),
        winners=_names(profile, sure) + tied,
        order=tuple(chain.from_iterable(grouped)),
        lot_needed=tied if ladder.lot is None else (),
        matrix={} if matrix is None else named(matrix, profile.ids),
        levels=grouped,
        strengths=strengths or {},
        finalists=_names(profile, finalists),
        figures=told,
        elected=elected,
        grades=grades or {},
    )


class _Seated(NamedTuple):
    """Who has a place for sure, and who is equal for the last ones."""

    sure: Sequence[int]
    equal: Sequence[int] = ()


def _seated(levels: Sequence[Sequence[int]], seats: int) -> _Seated:
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
    return say("The {seats} options with the most are elected.", seats=settings.seats)


def with_transfers(rounds: Sequence[Round]) -> tuple[Round, ...]:
    """Rounds with what passed on from each to the next: what each option then got, and nobody."""
    told = list(rounds)
    for i, (now, after) in enumerate(pairwise(rounds)):
        gains = {name: votes - now.totals[name] for name, votes in after.totals.items()}
        passed = {name: gain for name, gain in gains.items() if gain > 0}
        told[i] = replace(
            now,
            figures={
                **now.figures,
                "passed": passed,
                "passed_to_nobody": after.exhausted - now.exhausted,
            },
        )
    return tuple(told)


def _names(profile: Profile, options: Iterable[int]) -> tuple[str, ...]:
    ids = profile.ids
    return tuple(ids[i] for i in options)


def by_score(scores: Sequence[int | Fraction], *, lowest: bool = False) -> list[list[int]]:
    """Options grouped by score, best first."""
    score_of = scores.__getitem__
    order = sorted(range(len(scores)), key=score_of, reverse=not lowest)
    return [list(level) for _, level in groupby(order, key=score_of)]


def from_support[S: Settings](
    found: Callable[[Profile, S, Ladder, Sequence[int | Fraction]], Outcome],
    most: Callable[[int], int],
) -> Callable[[Profile, S, Ladder, Outcome], Outcome]:
    """How a rule of sums finds its outcome again in the sums that it publishes.

    `most`: what one ballot can give an option, or take, among so many options.
    """

    def again(profile: Profile, settings: S, ladder: Ladder, told: Outcome) -> Outcome:
        sums = [told.support[name] for name in profile.ids]
        if max(map(abs, sums), default=0) > profile.n * most(len(sums)):
            raise ValueError("more than so many ballots give")
        return found(profile, settings, ladder, sums)

    return again
