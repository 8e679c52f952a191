"""Choosing: what rules that pick an option.

Not fund projects say alike about winners, lots and reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import chain, groupby

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

    With a lot, the order of several winners stands in `ties`.

    A rule that compares two options at a time gives its `matrix`; the Smith set is then always told
    in the figures.
    """
    if winners is None:
        winners = levels[0] if levels else ()
    names = _names(profile, winners)
    tied = len(names) > 1
    if tied and ladder.lot is not None:
        ties = [*ties, lot_between(ladder, names)]
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
        winners=names,
        order=tuple(chain.from_iterable(grouped)),
        lot_needed=names if tied and ladder.lot is None else (),
        matrix={} if matrix is None else named(matrix, profile.ids),
        levels=grouped,
        strengths=strengths or {},
        finalists=_names(profile, finalists),
        figures=told,
    )


def _names(profile: Profile, options: Iterable[int]) -> tuple[str, ...]:
    ids = profile.ids
    return tuple(ids[i] for i in options)


def by_score(scores: Sequence[int | Fraction], *, lowest: bool = False) -> list[list[int]]:
    """Options grouped by score, best first."""
    score_of = scores.__getitem__
    order = sorted(range(len(scores)), key=score_of, reverse=not lowest)
    return [list(level) for _, level in groupby(order, key=score_of)]
