"""Outcome: what a count found, and why. Frozen, the same for the same (profile, options, lot)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from pbdesk.words import Words

__all__ = [
    "Base",
    "Decided",
    "Figure",
    "Outcome",
    "PaidBy",
    "Payment",
    "Round",
    "Spread",
    "Table",
    "Tie",
    "Totals",
    "Worth",
]

type Base = Literal["entitled", "present", "given", "cast", "valid", "yes_no"]
"""What a threshold is a part of; each percentage stands beside the name of its base."""

type Worth = int | Fraction
"""A number of votes or points, exact."""

type Table = Mapping[str, Mapping[str, int]]
"""Figures of options, in rows and columns by their ids."""

type Totals = Sequence[Worth]
"""What each project or option got, in the order of the ballot."""

type Figure = int | Fraction | str | tuple[str, ...] | tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects (or options) that came out equal, and what decided.

    "cheaper", "votes", "lot" or "id"; in a run-off also "order" (of the ballot) or "generator".
    `order` is the order in which they were then taken; `id` only where no lot was drawn.
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


type PaidBy = tuple[Payment, ...]
"""Who paid what for one project."""


@dataclass(frozen=True, slots=True)
class Round:
    """One step of a count, checkable by hand.

    Funding rules: `project`, whether `funded`, `left` (minor units after it), `payments` where
    voters pay, `award`: what it got where that is a part of its cost (then it is not `funded`).
    Choosing rules: `totals` per option, who was `eliminated` or `elected`, `exhausted` ballots, and
    in `figures` what else the rule tells of a round by name: quota or threshold, what each keeps,
    why ballots no longer count, `surplus` (whose passes on, and how much), `passed` (what each then
    gets) and `passed_to_nobody`. `lot`: the lot that said who moves here.
    """

    project: str | None = None
    funded: bool = False
    left: int = 0
    payments: PaidBy = ()
    totals: Mapping[str, Worth] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    eliminated: tuple[str, ...] = ()
    elected: tuple[str, ...] = ()
    exhausted: Worth = 0
    words: Words | None = None
    figures: Mapping[str, Worth | Mapping[str, Worth]] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    award: int = 0
    lot: Tie | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """Whether a question is passed, and the threshold that said so.

    `of`: how many the base is · `needed`: the fewest yes that are enough of it as it is (and they
    must be more than the no). `switched`: the fewest ballots which, had they said something else,
    would have changed it; `added`: the fewest further ballots that would have; None where no
    number would. Both are exact.
    """

    passed: bool
    base: Base
    of: int
    share: Fraction
    than: Literal["more-than", "at-least"]
    needed: int
    switched: int | None
    added: int | None

    @property
    def won(self) -> frozenset[str]:
        """“yes” if it is passed."""
        return frozenset({"yes"} if self.passed else ())


@dataclass(frozen=True, slots=True)
class Spread:
    """How answers lie on a scale: its steps in their order, how many ballots are on one of them.

    `middle`: the step of the middle ballot; two steps where there are two such ballots that
    differ, none where there is no ballot. `apart`: answers that are no steps. How many ballots are
    on each stands in the outcome's `support`.
    """

    steps: tuple[str, ...]
    middle: tuple[str, ...]
    ballots: int
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one rule over one profile.

    Funding rules fill `funded` (in the order funded), `cost`, `leftover`, and a reason for every
    project. Choosing rules fill `winners` (the set before any lot; None where only a lot decides),
    `order`, `lot_needed`, and `elected`: who has a place at last, after any lot; where only a lot
    that was not drawn decides, those who have one whatever it says. Deciding rules fill `decided`,
    telling rules `spread`. `support` is what the rule ordered by: ballots, points, votes or Borda
    points. `awards`: projects that get a part of their cost, minor units; they are not in `funded`,
    but in `cost`. `notes`: what else is to be said of the whole: weighted ballots, floors that
    cannot be met, what each pot gave, what was decided. `figures`: what else a choosing rule found,
    by name: quota, valid, elected_order, Condorcet winner and loser. `matrix[a][b]`: ballots that
    rank a above b. `grades[a][grade]`: ballots that give a this grade. `levels`: the order as
    groups of equals. `strengths`: strongest paths.
    """

    rule: str
    parameters: Mapping[str, str | int | None]
    budget: int
    support: Mapping[str, Worth]
    reasons: Mapping[str, Words]
    funded: tuple[str, ...] = ()
    cost: int = 0
    leftover: int = 0
    rounds: tuple[Round, ...] = ()
    ties: tuple[Tie, ...] = ()
    winners: tuple[str, ...] | None = None
    order: tuple[str, ...] = ()
    lot_needed: tuple[str, ...] = ()
    matrix: Table = field(
        default_factory=lambda: MappingProxyType({}),
    )
    levels: tuple[tuple[str, ...], ...] = ()
    strengths: Table = field(
        default_factory=lambda: MappingProxyType({}),
    )
    finalists: tuple[str, ...] = ()
    figures: Mapping[str, Figure] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    awards: Mapping[str, int] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    notes: tuple[Words, ...] = ()
    decided: Decided | None = None
    spread: Spread | None = None
    elected: tuple[str, ...] = ()
    grades: Mapping[str, Mapping[str, int]] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    @property
    def won(self) -> frozenset[str]:
        """What came out of it, whatever the kind of rule: funded, chosen, or “yes” if passed."""
        if self.decided is not None:
            return self.decided.won
        if self.winners is not None:
            return frozenset(self.winners)
        return frozenset(self.funded)
