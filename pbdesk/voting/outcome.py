"""Outcome: what a count found, and why. Frozen, the same for the same (profile, options, seed)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from pbdesk.words import Words

__all__ = ["Figure", "Outcome", "Payment", "Round", "Tie"]

type Figure = int | Fraction | str | tuple[str, ...] | tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects (or options) that came out equal, and what decided.

    "cheaper", "votes", "lot" or "id".
    `order` is the order in which they were then taken; `id` only where no seed was given.
    """

    tied: tuple[str, ...]
    decided_by: str
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Payment:
    """What one group of ballots paid for a project.

    Each of `voters` ballots paid `each` minor units. `all_left`: these ballots gave all they had
    left, and `each` is their average. Where ballots give parts of what they have (`cstv`,
    `expanding-approvals`), `each` is always an average, of whole minor units for the group.
    """

    voters: int
    each: Fraction
    all_left: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One step of a count, checkable by hand.

    Funding rules: `project`, whether `funded`, `left` (minor units after it), `payments` where
    voters pay, `award`: what it got where that is a part of its cost (then it is not `funded`).
    Choosing rules: `totals` per option, who was `eliminated` or `elected`, `exhausted` ballots, and
    in `figures` what else the rule tells of a round by name: quota or threshold, what each keeps,
    why ballots no longer count.
    """

    project: str | None = None
    funded: bool = False
    left: int = 0
    payments: tuple[Payment, ...] = ()
    totals: Mapping[str, int | Fraction] = field(default_factory=lambda: MappingProxyType({}))
    eliminated: tuple[str, ...] = ()
    elected: tuple[str, ...] = ()
    exhausted: int | Fraction = 0
    words: Words | None = None
    figures: Mapping[str, int | Fraction | Mapping[str, int | Fraction]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    award: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one rule over one profile.

    Funding rules fill `funded` (in the order funded), `cost`, `leftover`, and a reason for every
    project. Choosing rules fill `winners` (the set before any lot; None where only a lot decides),
    `order`, `lot_needed`. `support` is what the rule ordered by: ballots, points, votes or Borda
    points. `awards`: projects that get a part of their cost, minor units; they are not in `funded`,
    but in `cost`. `notes`: what else is to be said of the whole: weighted ballots, floors that
    cannot be met, what each pot gave. `figures`: what else a choosing rule found, by name: quota,
    valid, elected_order, Condorcet winner and loser. `matrix[a][b]`: ballots that rank a above b.
    `levels`: the order as groups of equals. `strengths`: strongest paths.
    """

    rule: str
    parameters: Mapping[str, str | int | None]
    budget: int
    support: Mapping[str, int | Fraction]
    reasons: Mapping[str, Words]
    funded: tuple[str, ...] = ()
    cost: int = 0
    leftover: int = 0
    rounds: tuple[Round, ...] = ()
    ties: tuple[Tie, ...] = ()
    winners: tuple[str, ...] | None = None
    order: tuple[str, ...] = ()
    lot_needed: tuple[str, ...] = ()
    matrix: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: MappingProxyType({}))
    levels: tuple[tuple[str, ...], ...] = ()
    strengths: Mapping[str, Mapping[str, int]] = field(default_factory=lambda: MappingProxyType({}))
    finalists: tuple[str, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=lambda: MappingProxyType({}))
    awards: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[Words, ...] = ()
