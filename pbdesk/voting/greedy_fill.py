"""Greedy: going through projects in an order and funding what the money left allows.

Shared by every rule that fills a pot this way: by support, by Borda points, by quadratic votes, and
the completion of Equal Shares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from typing import Literal

from pbdesk.voting.constraints import Barrier, Constraints, Kind
from pbdesk.voting.options import Meta, Settings, choice
from pbdesk.voting.outcome import Outcome, PaidBy, Round, Tie, Totals
from pbdesk.voting.profile import Places, Profile, Project
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = [
    "OBEYS",
    "Filling",
    "First",
    "NoRoom",
    "Ordered",
    "Turn",
    "awards",
    "best_first",
    "bought_rounds",
    "by_ladder",
    "by_votes",
    "fill",
    "filled",
    "funded_of",
    "funding",
    "money_reason",
    "no_room",
    "per_cost",
    "published_fit",
    "too_dear_words",
    "turn_reasons",
    "turn_rounds",
    "turns_first",
    "which_first",
]

type Fate = Literal[
    "funded",
    "part",
    "too-dear",
    "capped",
    "excluded",
    "stopped",
]
type Ordered = tuple[list[int], list[Tie]]
"""Places on the ballot in order, and the ties that were settled for it."""

type First = Literal["support", "support-per-cost"]
type NoRoom = Literal["skip", "stop"]

OBEYS: tuple[Kind, ...] = ("caps", "exclusive", "partial")
"""What a rule obeys that fills a pot from a profile with constraints."""


def which_first() -> First:
    """The option that says which project comes first."""
    return choice(
        say("What comes first"),
        {
            "support": say("Most support"),
            "support-per-cost": say("Most support for its cost"),
        },
        "support",
    )


def no_room() -> NoRoom:
    """The option that says what follows a project that costs more than is left."""
    return choice(
        say("When a project no longer fits"),
        {"skip": say("Go on to the next that fits"), "stop": say("Stop there")},
        "skip",
    )


def published_fit(meta: Meta) -> NoRoom:
    """What the META of a Pabulib file says of a project that costs more than is left."""
    if meta.get("rule") == "greedy-no-skip":
        return "stop"
    return "skip"


class Filling(Settings):
    """Settings of a rule that fills the pot project by project."""

    by: First = "support"
    fit: NoRoom

    @property
    def stops(self) -> bool:
        """Whether the first project that costs more than is left ends the count."""
        return self.fit == "stop"

    def in_order(
        self,
        profile: Profile,
        among: Iterable[int],
        support: Sequence[int],
        ladder: Ladder,
    ) -> Ordered:
        """Projects in the order in which they have their turn, and the ties on the way."""
        if self.by == "support":
            return by_votes(profile, among, support, ladder)
        return best_first(
            profile,
            among,
            per_cost(profile, support),
            support,
            ladder,
        )

    def fit_words(self) -> Words:
        """What becomes of a project at its turn, in plain words."""
        if self.stops:
            return say(
                "Each is funded until the first that costs more than is left.",
            )
        return say(
            "Each is funded if the money left pays for it; one that costs more is passed over.",
        )


@dataclass(frozen=True, slots=True)
class Turn:
    """One project's turn: what was left before it (minor units) and what became of it.

    `by`: the cap that left only `room` minor units, or the funded project that excludes it.
    `award`: the part of its cost that it gets.
    """

    project: int
    left: int
    fit: Fate
    by: str = ""
    room: int = 0
    award: int = 0

    def cost(self, profile: Profile) -> int:
        """What the project costs, minor units."""
        return profile.projects[self.project].cost

    def takes(self, profile: Profile) -> int:
        """What it takes of the money left, minor units."""
        if self.fit == "funded":
            return self.cost(profile)
        return self.award


def per_cost(
    profile: Profile,
    support: Sequence[int],
) -> list[tuple[bool, Fraction]]:
    """Support for each minor unit, exact.

    What is supported and costs nothing comes before all else.
    """
    return [
        (project.cost == 0 and votes > 0, Fraction(votes, project.cost or 1))
        for project, votes in zip(profile.projects, support, strict=True)
    ]


def best_first[K: (int | Fraction, tuple[bool, Fraction])](
    profile: Profile,
    among: Iterable[int],
    key: Sequence[K],
    votes: Totals,
    ladder: Ladder,
) -> Ordered:
    """Projects (places on the ballot) by `key`, largest first.

    Equals by the ladder, and every tie it settled.
    """
    order: list[int] = []
    ties: list[Tie] = []
    level: Callable[[int], K] = key.__getitem__
    for _, equals in groupby(sorted(among, key=level, reverse=True), key=level):
        ordered, tie = by_ladder(profile, equals, votes, ladder)
        order += ordered
        if len(ordered) > 1:
            ties.append(tie)
    return order, ties


def by_votes(
    profile: Profile,
    among: Iterable[int],
    votes: Totals,
    ladder: Ladder,
) -> Ordered:
    """Projects (places on the ballot) by their votes, as `best_first`."""
    return best_first(profile, among, votes, votes, ladder)


def by_ladder(
    profile: Profile,
    equals: Iterable[int],
    votes: Totals,
    ladder: Ladder,
) -> tuple[list[int], Tie]:
    """Projects (places on the ballot) that only the ladder puts in order.

    And the tie that it settled.
    """
    place = {profile.projects[i].id: i for i in equals}
    tie = ladder.order(
        place,
        lambda p: profile.projects[place[p]].cost,
        lambda p: votes[place[p]],
    )
    return [place[p] for p in tie.order], tie


def fill(
    profile: Profile,
    order: Iterable[int],
    budget: int,
    *,
    stop: bool,
    spent: Iterable[tuple[str, int]] = (),
) -> list[Turn]:
    """Fund in `order` what fits into `budget` (minor units) and the profile's constraints.

    With `stop`, nothing after the first that the money left does not pay; one that a constraint
    keeps out is passed over. `spent`: (id, minor units) of what was funded before.
    """
    filling = _Pot(profile, budget, list(spent))
    turns: list[Turn] = []
    stopped = False
    for i in order:
        if stopped:
            turns.append(Turn(i, filling.left, "stopped"))
            continue
        turn = filling.turn(i)
        turns.append(turn)
        stopped = stop and filling.is_short(turn)
    return turns


@dataclass
class _Pot:
    """A pot while it is filled: what is `left` (minor units), and who was `paid` how much."""

    profile: Profile
    left: int
    paid: list[tuple[str, int]]

    def turn(self, i: int) -> Turn:
        """A project's turn; what it gets is taken out."""
        project = self.profile.projects[i]
        rules = self.profile.constraints or Constraints()
        turn = _turn(rules, project, i, self.left, self.paid)
        if turn.fit in {"funded", "part"}:
            taken = turn.takes(self.profile)
            self.left -= taken
            self.paid.append((project.id, taken))
        return turn

    def is_short(self, turn: Turn) -> bool:
        """Whether the money left did not pay the whole cost."""
        cost = turn.cost(self.profile)
        return turn.fit == "too-dear" or (
            turn.fit == "part" and cost > turn.left
        )


def _turn(
    rules: Constraints,
    project: Project,
    place: int,
    left: int,
    spent: Sequence[tuple[str, int]],
) -> Turn:
    if award := rules.award(project.id, project.cost, left, spent):
        return Turn(place, left, "part", award=award)
    if project.cost > left:
        return Turn(place, left, "too-dear")
    barrier = rules.barrier(project.id, project.cost, spent)
    if barrier is None:
        return Turn(place, left, "funded")
    return _barred(place, left, barrier)


def _barred(place: int, left: int, barrier: Barrier) -> Turn:
    if barrier.room is None:
        return Turn(place, left, "excluded", barrier.by)
    return Turn(place, left, "capped", barrier.by, barrier.room)


def too_dear_words(profile: Profile, cost: int, support: Words) -> Words:
    """Why a project was never in question that no pot of this size could pay."""
    return say(
        "{support}. It costs {cost}, more than the pot.",
        support=support,
        cost=profile.money(cost),
    )


def money_reason(profile: Profile, turn: Turn, support: Words) -> Words:
    """Why a project was funded or not, with the numbers of its turn."""
    left = profile.money(turn.left)
    cost = profile.money(turn.cost(profile))
    match turn.fit:
        case "funded":
            return say(
                "{support}. At its turn {left} was left and it costs {cost}.",
                support=support,
                left=left,
                cost=cost,
            )
        case "part":
            return say(
                "{support}. It costs {cost}; it gets the {award} that was left for it.",
                support=support,
                cost=cost,
                award=profile.money(turn.award),
            )
        case "too-dear":
            return say(
                "{support}. At its turn only {left} was left and it costs {cost}.",
                support=support,
                left=left,
                cost=cost,
            )
        case "capped":
            return say(
                "{support}. At its turn only {room} was left for “{category}” and it costs {cost}.",
                support=support,
                room=profile.money(turn.room),
                category=turn.by,
                cost=cost,
            )
        case "excluded":
            return say(
                "{support}. “{project}” is funded and excludes it.",
                support=support,
                project=turn.by,
            )
        case "stopped":
            return say(
                "{support}. Its turn never came: the count stops at the first project that does "
                "not fit.",
                support=support,
            )


def turn_reasons(
    profile: Profile,
    turns: Iterable[Turn],
    support: Sequence[Words],
) -> dict[str, Words]:
    """Why each project that had its turn was funded or not, by its id."""
    reasons: dict[str, Words] = {}
    for turn in turns:
        words = support[turn.project]
        reasons[profile.ids[turn.project]] = money_reason(profile, turn, words)
    return reasons


def turns_first(
    turned: Mapping[str, Words],
    others: Mapping[str, Words],
) -> dict[str, Words]:
    """The reasons of those that had their turn, in its order, and then those of all others."""
    left = {
        project: why for project, why in others.items() if project not in turned
    }
    return {**turned, **left}


def bought_rounds(
    profile: Profile,
    bought: Iterable[tuple[int, PaidBy]],
) -> list[Round]:
    """Projects bought one after the other, and by whom, with what is left after each."""
    left = profile.budget
    rounds: list[Round] = []
    for i, paid in bought:
        project = profile.projects[i]
        left -= project.cost
        rounds.append(Round(project.id, funded=True, left=left, payments=paid))
    return rounds


def turn_rounds(profile: Profile, turns: Iterable[Turn]) -> list[Round]:
    """The turns as rounds of an outcome."""
    return [_round(profile, turn) for turn in turns if turn.fit != "stopped"]


def _round(profile: Profile, turn: Turn) -> Round:
    return Round(
        profile.ids[turn.project],
        turn.fit == "funded",
        turn.left - turn.takes(profile),
        award=turn.award,
    )


def awards(profile: Profile, turns: Iterable[Turn]) -> dict[str, int]:
    """The parts that projects get, minor units."""
    return {
        profile.ids[turn.project]: turn.award for turn in turns if turn.award
    }


def filled(
    rule: str,
    profile: Profile,
    settings: Settings,
    support: Totals,
    reasons: Mapping[str, Words],
    turns: Sequence[Turn],
    ties: Iterable[Tie],
) -> Outcome:
    """The outcome of a rule that is nothing but such a filling."""
    outcome = Outcome(
        rule,
        settings.parameters,
        profile.budget,
        profile.by_id(support),
        reasons,
        rounds=tuple(turn_rounds(profile, turns)),
        ties=tuple(ties),
    )
    return funding(outcome, profile, funded_of(turns), turns)


def funded_of(turns: Iterable[Turn]) -> list[int]:
    """The projects (places on the ballot) whose turn paid their whole cost."""
    return [turn.project for turn in turns if turn.fit == "funded"]


def funding(
    outcome: Outcome,
    profile: Profile,
    funded: Places,
    turns: Iterable[Turn],
) -> Outcome:
    """The outcome with what is funded (places on the ballot), and the parts that `turns` give."""
    given = awards(profile, turns)
    cost = sum(profile.projects[i].cost for i in funded) + sum(given.values())
    return replace(
        outcome,
        funded=tuple(profile.ids[i] for i in funded),
        cost=cost,
        leftover=profile.budget - cost,
        awards=given,
    )
