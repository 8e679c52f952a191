"""Purchases: what a count that buys project by project notes down, whatever ballots pay and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from pbdesk.voting.constraints import Barrier, Kind
from pbdesk.voting.greedy_fill import (
    Turn,
    best_first,
    fill,
    funding,
    turn_rounds,
)
from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome, PaidBy, Round, Tie
from pbdesk.voting.profile import Profile
from pbdesk.voting.shares.kept_out import spent_on
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["Purchases", "with_barrier", "with_turn", "without_rest"]


@dataclass
class Purchases:
    """What was bought, with who paid, and the ties on the way.

    `votes`: the support that is published.
    """

    profile: Profile
    votes: Sequence[int]
    ladder: Ladder
    bought: list[int] = field(default_factory=list[int])
    rounds: list[Round] = field(default_factory=list[Round])
    ties: list[Tie] = field(default_factory=list[Tie])

    @property
    def left(self) -> int:
        """What is left of the pot, minor units."""
        if self.rounds:
            return self.rounds[-1].left
        return self.profile.budget

    @property
    def spent(self) -> list[tuple[str, int]]:
        """Projects bought, by id, and what they cost."""
        return spent_on(self.profile, self.bought)

    def in_order(self, equal: Iterable[int]) -> list[int]:
        """Equals by the ladder."""
        order, ties = best_first(
            self.profile,
            equal,
            [0] * len(self.votes),
            self.votes,
            self.ladder,
        )
        self.ties += ties
        return order

    def barred(self, among: Iterable[int]) -> dict[int, Barrier]:
        """Projects that a cap or one already bought keeps out."""
        rules = self.profile.constraints
        barred = dict[int, Barrier]()
        if rules is None or not rules.kinds:
            return barred
        spent = self.spent
        for i in among:
            barrier = rules.barrier(
                self.profile.projects[i].id,
                self.profile.projects[i].cost,
                spent,
            )
            if barrier is not None:
                barred[i] = barrier
        return barred

    def buy(
        self,
        project: int,
        payments: PaidBy,
        out: Iterable[int] = (),
    ) -> None:
        """Note a purchase; `out`: who went out since the last one."""
        ids = self.profile.ids
        cost = self.profile.projects[project].cost
        self.rounds.append(
            Round(
                ids[project],
                funded=True,
                left=self.left - cost,
                payments=payments,
                eliminated=tuple(ids[i] for i in out),
            ),
        )
        self.bought.append(project)

    def rest(self, order: Iterable[int]) -> list[Turn]:
        """What the rest of the pot funds, in this order."""
        return fill(
            self.profile,
            order,
            self.left,
            stop=False,
            spent=self.spent,
        )

    def outcome(
        self,
        rule: str,
        settings: Settings,
        reasons: Sequence[Words],
        turns: Sequence[Turn],
    ) -> Outcome:
        """The outcome with what the rest of the pot funded."""
        profile = self.profile
        outcome = Outcome(
            rule,
            settings.parameters,
            profile.budget,
            profile.by_id(self.votes),
            profile.by_id(reasons),
            rounds=(*self.rounds, *turn_rounds(profile, turns)),
            ties=tuple(self.ties),
        )
        funded = [
            *self.bought,
            *(turn.project for turn in turns if turn.fit == "funded"),
        ]
        return funding(outcome, profile, funded, turns)


def without_rest(kinds: Collection[Kind], *, gives_rest: bool) -> Words | None:
    """Why no project gets a part of its cost where the rest of the pot funds nothing."""
    if "partial" not in kinds or gives_rest:
        return None
    return say(
        "A project gets a part of its cost only where what is left funds what fits.",
    )


def with_barrier(why: Words, barrier: Barrier, profile: Profile) -> Words:
    """A reason, and what kept the project out."""
    if barrier.room is None:
        return say(
            "{why} “{project}” is funded and excludes it.",
            why=why,
            project=barrier.by,
        )
    return say(
        "{why} Only {room} was left for “{category}”.",
        why=why,
        room=profile.money(barrier.room),
        category=barrier.by,
    )


def with_turn(why: Words, turn: Turn | None, profile: Profile) -> Words:
    """A reason, and what came of its turn when the rest was given out."""
    if turn is None:
        return why
    left = profile.money(turn.left)
    match turn.fit:
        case "funded":
            return say(
                "{why} It was paid from the {left} left at its turn.",
                why=why,
                left=left,
            )
        case "part":
            return say(
                "{why} It gets the {award} that was left for it.",
                why=why,
                award=profile.money(turn.award),
            )
        case "capped":
            return with_barrier(why, Barrier(turn.by, turn.room), profile)
        case "excluded":
            return with_barrier(why, Barrier(turn.by), profile)
        case "too-dear" | "stopped":
            return say(
                "{why} At its turn only {left} was left of the pot.",
                why=why,
                left=left,
            )
