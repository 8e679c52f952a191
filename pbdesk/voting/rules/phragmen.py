"""Sequential Phragmen.

Money comes to every ballot at one rate, and a project is bought as soon as it can be paid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pbdesk.voting.constraints import Constraints
from pbdesk.voting.explain.change import Proof
from pbdesk.voting.explain.search import never_hurts
from pbdesk.voting.greedy_fill import (
    OBEYS,
    Turn,
    bought_rounds,
    by_ladder,
    funding,
    money_reason,
    too_dear_words,
    turn_rounds,
)
from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome, Round, Tie
from pbdesk.voting.profile import Places, Profile
from pbdesk.voting.registry import Method, Paid, rule
from pbdesk.voting.shares.kept_out import bar_of, kept_out, spent_on
from pbdesk.voting.shares.loads import Loads, Waiting
from pbdesk.voting.shares.supporters import Supporters, supporters_of
from pbdesk.voting.support import ballots_for, support_words
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["phragmen"]


def _method(_settings: Settings) -> Method:
    return (
        say("Every ballot receives money at the same rate."),
        say(
            "As soon as those who want a project have saved its cost together, it is bought, and "
            "they have nothing "
            "left.",
        ),
        say(
            "The count stops when the next project would cost more than is left of the pot.",
        ),
    )


def _bought(
    profile: Profile,
    votes: Sequence[int],
    ladder: Ladder,
) -> tuple[Loads, list[Supporters], Waiting | None]:
    """What ballots bought, among whom, and what the count stopped at."""
    wanted = supporters_of(profile, profile.values, by_cost=False)
    everyone = [s for s in wanted if s.voters and s.cost <= profile.budget]

    def first(equal: Sequence[int]) -> tuple[int, Tie]:
        order, tie = by_ladder(profile, equal, votes, ladder)
        return order[0], tie

    loads = Loads(profile.weights)
    return (
        loads,
        everyone,
        loads.buy(everyone, profile.budget, first, bar_of(profile)),
    )


def _payments(profile: Profile, _settings: Settings, ladder: Ladder) -> Paid:
    """Each supporter gives what it received since its last purchase."""
    votes: list[int] = ballots_for(profile).tolist()
    loads, everyone, _ = _bought(profile, votes, ladder)
    rows_of = {s.project: s.groups.tolist() for s in everyone}
    last = dict[int, Fraction]()
    found = dict[str, dict[int, Fraction]]()
    for bought in loads.bought:
        rows: list[int] = rows_of[bought.project]
        paid = {row: bought.time - last.get(row, Fraction(0)) for row in rows}
        found[profile.ids[bought.project]] = paid
        last |= dict.fromkeys(rows, bought.time)
    return found


def _least_change(profile: Profile, _settings: Settings) -> Proof | None:
    """More supporters and less cost never hurt.

    Until a project is bought, the count is the one without it. New ballots name it alone, so they
    bear no load, and its time, (cost + loads) / supporters, falls at every moment as supporters
    grow or cost falls; at equal times the cheaper, then the better supported comes first. So it is
    due no later than before, when no less is left, and whatever else is due with it could be paid
    before.
    """
    return never_hurts(profile, mixed=True)


@rule(
    "phragmen",
    kind="funding",
    label=say("Money at one rate (Phragmen)"),
    takes={"approval"},
    method=_method,
    settings=Settings,
    payments=_payments,
    least_change=_least_change,
    rounds="paid",
    obeys=OBEYS,
)
def phragmen(profile: Profile, settings: Settings, ladder: Ladder) -> Outcome:
    """Sequential Phragmen with a budget.

    It stops at the first moment when any of the projects due costs more than is left, and passes
    over nothing. Projects dearer than the pot, or without supporters, take no part. Projects due at
    the same moment go by the ladder; a supported project that costs 0 is bought at once. Part
    awards: of the projects due when it stops, the first by the ladder that what is left covers far
    enough gets it. Source: Los, Christoff, Grossi, "Proportional Budget Allocations" (2022). Cost:
    see `Loads.buy`.
    """
    votes: list[int] = ballots_for(profile).tolist()
    loads, everyone, waiting = _bought(profile, votes, ladder)
    funded = [bought.project for bought in loads.bought]
    part = _part(profile, votes, funded, waiting, ladder)
    supporters = {s.project: s for s in everyone}
    count = _Counted(profile, votes, loads, waiting, supporters, part)
    outcome = Outcome(
        "phragmen",
        settings.parameters,
        profile.budget,
        profile.by_id(votes),
        count.reasons(),
        rounds=tuple(count.rounds()),
        ties=tuple(loads.ties),
    )
    return funding(outcome, profile, funded, part)


def _part(
    profile: Profile,
    votes: Sequence[int],
    funded: Places,
    waiting: Waiting | None,
    ladder: Ladder,
) -> tuple[Turn, ...]:
    """The project that gets a part of its cost from what is left, if any does."""
    constraints = profile.constraints or Constraints()
    spent = spent_on(profile, funded)
    left = profile.budget - sum(cost for _, cost in spent)
    order, _ = by_ladder(profile, waiting.due if waiting else (), votes, ladder)
    for i in order:
        project = profile.projects[i]
        award = constraints.award(project.id, project.cost, left, spent)
        if award:
            return (Turn(i, left, "part", award=award),)
    return ()


@dataclass(frozen=True)
class _Counted:
    """A finished count, for its rounds and reasons."""

    profile: Profile
    votes: Sequence[int]
    loads: Loads
    waiting: Waiting | None
    supporters: Mapping[int, Supporters]
    part: Sequence[Turn]

    def rounds(self) -> list[Round]:
        """Each purchase with what its supporters had saved."""
        bought = ((each.project, each.payments) for each in self.loads.bought)
        part = turn_rounds(self.profile, self.part)
        return bought_rounds(self.profile, bought) + part

    def reasons(self) -> dict[str, Words]:
        """Why each project was funded or not."""
        times = {bought.project: bought.time for bought in self.loads.bought}
        left = self.profile.budget - sum(
            self.profile.projects[i].cost for i in times
        )
        return {
            project.id: self._reason(i, times.get(i), left)
            for i, project in enumerate(self.profile.projects)
        }

    def _reason(self, i: int, time: Fraction | None, left: int) -> Words:
        profile = self.profile
        support = support_words(profile, self.votes[i])
        if time is not None:
            return self._saved(support, time)
        if i in self.loads.barriers:
            return kept_out(profile, i, support, self.loads.barriers[i])
        for turn in self.part:
            if turn.project == i:
                return money_reason(profile, turn, support)
        if self.waiting is None or i not in self.supporters:
            return self._out_of_question(i, support)
        return self._not_saved(i, support, self.waiting, left)

    def _saved(self, support: Words, time: Fraction) -> Words:
        return say(
            "{support}. Those who want it had saved its cost when every ballot had received "
            "{time}.",
            support=support,
            time=self.profile.money(time, up=True),
        )

    def _out_of_question(self, i: int, support: Words) -> Words:
        """Nobody wants it, or it is dearer than the pot."""
        if not self.votes[i]:
            return say("{support}.", support=support)
        return too_dear_words(
            self.profile,
            self.profile.projects[i].cost,
            support,
        )

    def _not_saved(
        self,
        i: int,
        support: Words,
        waiting: Waiting,
        left: int,
    ) -> Words:
        """Where it stood when the count stopped."""
        cost = self.profile.money(self.profile.projects[i].cost)
        if i in waiting.due:
            return say(
                "{support}. Those who want it had saved its cost of {cost}, but {left} was left of "
                "the pot; "
                "there the count stopped.",
                support=support,
                cost=cost,
                left=self.profile.money(left),
            )
        held = self.loads.held(self.supporters[i], waiting.time)
        return say(
            "{support}. When the count stopped, those who want it had saved {held} of the {cost} "
            "it costs.",
            support=support,
            held=self.profile.money(held),
            cost=cost,
        )
