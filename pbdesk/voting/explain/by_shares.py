"""By shares: the least changes under Equal Shares, each kind proved by ruling out every smaller change.

Let R be the count without project p, at some share. It does not depend on p's cost, nor on ballots that name p alone
but for the share. Until p is bought, the count with p is R; so p is bought at that share if and only if in some round
of R its rank (price for each point, by its worth) is no higher than that of what R buys, the ladder deciding equals; or
if, in the end, those who want it still have its cost. Hence:

1.  Lower cost never hurts at one share. With F(q) = sum of min(money, q x points), concave and F(0) = 0, p costs F(q)
    at price q. Its rank, q or q / F(q), falls or stays as F(q) falls; among equals the cheaper comes first.
2.  More ballots never hurt at one share: F grows, so the price falls; among equals more votes come first.
3.  Without raising, every count is one share, B / n, whatever p costs: by 1, halving the cost proves its least change.
    Greedy completion keeps this: if p is not bought, R is what is bought, and p's turn comes no later when cheaper.
4.  More ballots lower the share, B / (n + m), so m is not halved. Each m is looked at: R at its share, and p's rank in
    every round (`many`: certain bounds). Where p cannot be bought, m is ruled out; where it may, it is counted.
5.  Raising shares goes through R(B / n), R(B / n + step), ... until p is bought. The highest cost at which p may be
    bought on the way, or may have its turn in the end, rules out all higher ones. It stops the later the less p costs
    (what still fits keeps it going), so this too is one limit. What raising does once p is bought, no limit tells: from
    there on whole ranges of costs are followed with p in the count (`trials`), and split where they part.

Where counting one by one goes on too long the rest is searched, and the change is not called proved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

import numpy as np

from pbdesk.voting.explain.change import Change, Funds, money_step
from pbdesk.voting.explain.search import halved, searched
from pbdesk.voting.explain.trials import Box, Trials
from pbdesk.voting.options import Setting
from pbdesk.voting.profile import Profile
from pbdesk.voting.shares.points import Points
from pbdesk.voting.shares.raising import Line, Span, bidding_of, followed
from pbdesk.voting.shares.supporters import supporters_of
from pbdesk.voting.support import points_for

__all__ = ["by_shares", "shares_settle"]

_BALLOTS = 480  # more ballots that are looked at one by one, in stretches
_STRETCH, _RAISED_STRETCH = 96, 16
_PARTS = 8  # in which a range of costs is split, and that are looked at together
_COUNTS = 200  # numbers of ballots that are counted in vain before the rest is searched
_RANGES = 2000  # ranges of costs likewise
_GROUPS = 3000  # distinct ballots: beyond, looking at many shares at once takes longer than it saves

_COMPLETIONS = {"none", "greedy", "add1", "add1-greedy"}


def shares_settle(profile: Profile, settings: Mapping[str, Setting]) -> bool:
    """Whether these arguments hold: no constraints, no comparison, and a ballot for one project gives it one point."""
    return (profile.constraints is None and settings["comparison"] == "none" and profile.style != "ordinal"
            and settings["completion"] in _COMPLETIONS and len(profile.weights) <= _GROUPS)


def by_shares(profile: Profile, settings: Mapping[str, Setting], seed: str | None, funds: Mapping[str, Funds],
              ) -> dict[str, list[Change]]:
    """For each project of `funds` (not funded as it is): the least more ballots, and the least less of its cost."""
    market = _Market(profile, settings, seed)
    more, less = _more(market, funds), _less(market, funds)
    return {project: [*more.get(project, []), *less.get(project, [])] for project in funds}


def _more(market: _Market, funds: Mapping[str, Funds]) -> dict[str, list[Change]]:
    asked = [p for p in funds if market.cost(p) <= market.profile.budget]  # no rule funds what costs more than the pot
    found: dict[str, list[Change]] = {}
    counts, last = dict.fromkeys(asked, 0), dict.fromkeys(asked, 0)
    stretch = _RAISED_STRETCH if market.step else _STRETCH
    for first in range(1, _BALLOTS, stretch):
        open_ = [p for p in asked if p not in found and counts[p] < _COUNTS]
        if not open_:
            break
        ballots = range(first, first + stretch)
        paths = market.paths(open_, ballots, [market.cost(p) for p in open_])
        for h, project in enumerate(open_):
            may = [m for m, path in zip(ballots, paths, strict=True)
                   if market.limit(path, h, project, m) >= market.cost(project)]
            counts[project] += len(may)
            boxes = [market.box(m, market.cost(project), market.cost(project), paths[m - first]) for m in may]
            verdicts = market.trials(project, h).verdicts(boxes) if market.step else [None] * len(may)
            works = next((m for m, verdict in zip(may, verdicts, strict=True)
                          if verdict or (verdict is None and funds[project](m, 0))), None)
            last[project] = ballots[-1]
            if works is not None:
                found[project] = [Change(works, 0, proved=True)]
    for project in asked:
        if project not in found:
            works = searched(lambda m, of=funds[project]: of(m, 0), last[project], market.profile.n + last[project])
            found[project] = [] if works is None else [Change(works, 0, proved=False)]
    return found


def _less(market: _Market, funds: Mapping[str, Funds]) -> dict[str, list[Change]]:
    step = money_step(market.profile)
    asked = [p for p in funds if market.cost(p) > step]
    raised = [p for p in asked if market.step and market.by_project[p].voters]
    path = market.paths(raised, [0], [step] * len(raised))[0] if raised else []
    found: dict[str, list[Change]] = {}
    for project in asked:
        cost, most = market.cost(project), (market.cost(project) - 1) // step

        def funded(n: int, of: Funds = funds[project]) -> bool:
            return of(0, n * step)

        if project in raised:
            limit = int(min(market.limit(path, raised.index(project), project, 0), cost))
            found[project] = _from(market, project, raised.index(project), path, funded,
                                   range(max(1, -(-(cost - limit) // step)), most + 1))
        elif funded(most):
            found[project] = [Change(0, halved(funded, 0, most) * step, proved=True)]
    return found


def _from(market: _Market, project: str, h: int, path: Sequence[Span], funded: Callable[[int], bool], steps: range,
          ) -> list[Change]:
    """The least of a range of steps of cost that funds: ranges of it are ruled out, or split; else searched."""
    trials, step, cost = market.trials(project, h), money_step(market.profile), market.cost(project)
    open_, looked = _parted(steps, [-(-(cost - int(min(span.enters[h], cost))) // step) for span in path]), 0
    while open_ and looked < _RANGES:
        front, open_ = open_[:_PARTS], open_[_PARTS:]
        looked += len(front)
        verdicts = trials.verdicts([market.box(0, cost - part[-1] * step, cost - part[0] * step, path)
                                    for part in front])
        for k, (part, verdict) in enumerate(zip(front, verdicts, strict=True)):
            if verdict or (verdict is None and len(part) == 1 and funded(part[0])):
                return [Change(0, part[0] * step, proved=True)]
            if verdict is None and len(part) > 1:
                open_ = [*_split(part), *front[k + 1:], *open_]
                break

    def tried(n: int) -> bool:
        verdict = trials.verdicts([market.box(0, cost - n * step, cost - n * step, path)])[0]
        return funded(n) if verdict is None else verdict

    late = searched(tried, open_[0][0] - 1, steps[-1]) if open_ else None
    return [] if late is None else [Change(0, late * step, proved=False)]


def _parted(steps: range, at: Sequence[int]) -> list[range]:
    """A range in parts that begin at these steps: from there on the project enters at another share."""
    cuts = sorted({steps.start, steps.stop, *(cut for cut in at if steps.start < cut < steps.stop)})
    return [range(first, end) for first, end in pairwise(cuts)]


def _split(steps: range) -> list[range]:
    size = -(-len(steps) // _PARTS)
    return [steps[k:k + size] for k in range(0, len(steps), size)] if size else []


@dataclass
class _Market:
    """The count without the change. `step`: minor units by which shares are raised, 0: not at all."""

    profile: Profile
    settings: Mapping[str, Setting]
    seed: str | None

    def __post_init__(self) -> None:
        profile, completion = self.profile, str(self.settings["completion"])
        utility = str(self.settings["utility"])
        self.step = int(self.settings["step"] or 1) * profile.unit if completion.startswith("add1") else 0
        self.greedy = completion.endswith("greedy")
        self.until_exhaustive = self.settings["stop"] == "exhaustive"
        by_ballot = utility == "by-ballot"
        crosses = utility in {"cost", "count"} or (by_ballot and profile.style == "approval")
        each = (profile.values > 0).astype(np.int64) if crosses else profile.values
        every = supporters_of(profile, each, by_cost="cost" in utility or (by_ballot and crosses))
        self.by_project = {profile.ids[s.project]: s for s in every}
        self.votes: list[int] = points_for(profile).tolist()
        self.turns = sorted(range(len(self.votes)), key=lambda i: -self.votes[i])
        bids = [s for s in every if s.cost and s.voters and (profile.style != "quadratic" or self.votes[s.project] > 0)]
        self.bidding = bidding_of(profile, bids, Points(profile, each), self.seed)

    def cost(self, project: str) -> int:
        """Minor units."""
        return self.by_project[project].cost

    def paths(self, projects: Sequence[str], ballots: Sequence[int], least: Sequence[int]) -> list[list[Span]]:
        """For each number of more ballots the count without a change, as far as one of `projects` may be bought in it.

        `least`: what each may cost.
        """
        lines = [Line(self._start(m), (m,) * len(projects), tuple(least)) for m in ballots]
        return followed(self.bidding, lines, self.step, until_exhaustive=self.until_exhaustive,
                        hopefuls=[self.by_project[p] for p in projects])

    def box(self, more: int, low: int, high: int, path: Sequence[Span]) -> Box:
        """A range of changes to try."""
        return Box(more, low, high, self._start(more), path)

    def trials(self, project: str, h: int) -> Trials:
        """Trials of a project, the hopeful `h` of its paths."""
        mine, bidding = self.by_project[project], self.bidding
        index = next((i for i, s in enumerate(bidding.everyone) if s.project == mine.project), None)
        if index is None:  # nobody wants it yet
            index = len(bidding.everyone)
            bidding = replace(bidding, everyone=[*bidding.everyone, mine], equals=[*bidding.equals, index])
        places = [s.project for s in bidding.everyone]

        def at_turn(left: int, bought: frozenset[int], more: int) -> int:
            return self._at_turn(left, {places[i] for i in bought}, mine.project, more)

        return Trials(bidding, index, h, self.step, self.until_exhaustive, at_turn if self.greedy else None)

    def _start(self, more: int) -> Fraction:
        share = Fraction(self.profile.budget, self.profile.n + more)
        unit = self.profile.unit
        return Fraction(share // unit * unit) if self.settings["start"] == "whole" else share

    def limit(self, path: Sequence[Span], h: int, name: str, more: int) -> float:
        """The most that a project may cost: bought on the way, or (greedy) with what is left in the end.

        `reach`: at a higher cost raising stopped before, for nothing fitted any more.
        """
        project = self.by_project[name].project
        limit, reach, left, bought = 0.0, np.inf, 0, set[int]()
        for span in path:
            limit = max(limit, min(span.fits[h], reach))
            if self.bidding.cost(span.bought) > self.profile.budget:
                break
            left = self.profile.budget - self.bidding.cost(span.bought)
            bought = {self.bidding.everyone[i].project for i in span.bought}
            others = [s.cost for i, s in enumerate(self.bidding.everyone)
                      if i not in span.bought and s.project != project]
            if self.step and self.until_exhaustive and all(cost > left for cost in others):
                reach = min(reach, left)
        return float(max(limit, min(self._at_turn(left, bought, project, more), reach)) if self.greedy else limit)

    def _at_turn(self, left: int, bought: set[int], project: int, more: int) -> int:
        """What is left of `left` at a project's turn by support, or more: equals are taken to come after it."""
        for i in self.turns:
            if self.votes[i] <= max(self.votes[project] + more, 0):
                break
            if i not in bought and i != project and self.profile.projects[i].cost <= left:
                left -= self.profile.projects[i].cost
        return left
