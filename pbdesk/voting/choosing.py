"""Choosing: what rules that pick an option.

Not fund projects say alike about winners, lots and reasons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Figure, Outcome, Round, Tie
from pbdesk.voting.pairwise import Matrix, named, smith_set
from pbdesk.voting.profile import Profile
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words

__all__ = ["by_score", "chosen", "lot_between"]


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
) -> Outcome:
    """The outcome of a rule whose winners are a set, the first of `levels` where none are given.

    With a seed, the lot's order of several winners stands in `ties`.

    A rule that compares two options at a time gives its `matrix`; the Smith set is then always told
    in the figures.
    """
    ids = profile.ids
    names = tuple(ids[i] for i in (next(iter(levels), ()) if winners is None else winners))
    tie = [lot_between(ladder, names)] if len(names) > 1 and ladder.seed is not None else []
    smith = {} if matrix is None else {"smith": tuple(ids[i] for i in smith_set(matrix))}
    grouped = tuple(tuple(ids[i] for i in level) for level in levels)
    return Outcome(
        rule,
        settings.parameters,
        profile.budget,
        profile.by_id(support),
        profile.by_id(reasons),
        rounds=tuple(rounds),
        ties=(*ties, *tie),
        winners=names,
        order=tuple(name for level in grouped for name in level),
        lot_needed=names if len(names) > 1 and ladder.seed is None else (),
        matrix={} if matrix is None else named(matrix, ids),
        levels=grouped,
        strengths=strengths or {},
        finalists=tuple(ids[i] for i in finalists),
        figures={**(figures or {}), **smith},
    )


def by_score(scores: Sequence[int | Fraction], *, lowest: bool = False) -> list[list[int]]:
    """Options grouped by score, best first."""
    sign = 1 if lowest else -1

    def key(i: int) -> int | Fraction:
        return sign * scores[i]

    return [list(level) for _, level in groupby(sorted(range(len(scores)), key=key), key=key)]
