"""By shares: the least changes under Equal Shares.

In the paper's terms (Peters, Pierczynski, Skowron 2021): the share is the endowment b / n; a price
q is rho, what supporters pay for each point, min(b_i, u_i(p) q) in all; the rank is rho for each
unit of utility, and the lowest is bought next.

Each kind proved by ruling out every smaller change. Let R be the count without project p, at some
share. It does not depend on p's cost, nor on ballots that name p alone but for the share. Until p
is bought, the count with p is R; so p is bought at that share if and only if in some round of R its
rank (price for each point, by its worth) is no higher than that of what R buys, the ladder deciding
equals; or if, in the end, those who want it still have its cost. Hence:

1. Lower cost never hurts at one share. With F(q) = sum of min(money, q x points), concave and
   F(0) = 0, p costs F(q) at price q. Its rank, q or q / F(q), falls or stays as F(q) falls; among
   equals the cheaper comes first.
2. More ballots never hurt at one share: F grows, so the price falls; among equals more votes come
   first.
3. Without raising, every count is one share, B / n, whatever p costs: by 1, halving the cost proves
   its least change. Greedy completion keeps this: if p is not bought, R is what is bought, and p's
   turn comes no later when cheaper.
4. More ballots lower the share, B / (n + m), so m is not halved. Each m is looked at: R at its
   share, and p's rank in every round (`many`: certain bounds). Where p cannot be bought, m is ruled
   out; where it may, it is counted.
5. Raising shares goes through R(B / n), R(B / n + step), ... until p is bought. The highest cost at
   which p may be bought on the way, or may have its turn in the end, rules out all higher ones. It
   stops the later the less p costs (what still fits keeps it going), so this too is one limit. What
   raising does once p is bought, no limit tells: from there on whole ranges of costs are followed
   with p in the count (`trials`), and split where they part.

Where counting one by one goes on too long the rest is searched, and the change is not called
proved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from itertools import pairwise

import numpy as np

from pbdesk.voting.explain.change import (
    NO_END,
    Asked,
    Change,
    Funds,
    Proof,
    money_step,
)
from pbdesk.voting.explain.search import halved, searched
from pbdesk.voting.explain.trials import Box, Trials, Verdict
from pbdesk.voting.profile import Places, Profile
from pbdesk.voting.shares.market import Market
from pbdesk.voting.shares.raising import Bidding, Line, Span, followed
from pbdesk.voting.shares.run import Run
from pbdesk.voting.shares.settings import EqualSharesSettings
from pbdesk.voting.shares.supporters import Supporters
from pbdesk.voting.ties import Ladder, Lot

__all__ = ["by_shares", "shares_settle"]

_BALLOTS = 480  # more ballots that are looked at one by one, in stretches
_STRETCH = 96
_RAISED_STRETCH = 16
_PARTS = 8  # in which a range of costs is split
_FRONT = 16  # ranges looked at together at most
_COUNTS = 200  # numbers of ballots that are counted in vain before the rest is searched
_RANGES = 2000  # ranges of costs likewise
_LOOKS = 15_000_000  # marks that are looked at within seconds
_TOLD = 500_000
# Distinct ballots: beyond, looking at many shares at once takes longer than it saves.
_GROUPS = 3000


def shares_settle(
    profile: Profile,
    settings: EqualSharesSettings,
) -> Proof | None:
    """The proof by shares, where its arguments hold.

    No constraints, no comparison, and a ballot for one project gives it one point.
    """
    if not _holds(profile, settings):
        return None
    return Proof(
        partial(by_shares, profile, settings),
        partial(shares_patience, profile, settings),
    )


def _holds(profile: Profile, settings: EqualSharesSettings) -> bool:
    """Whether the arguments hold for such ballots and settings."""
    return (
        profile.constraints is None
        and profile.style != "ordinal"
        and len(profile.weights) <= _GROUPS
        and _is_followed(settings)
    )


def _is_followed(settings: EqualSharesSettings) -> bool:
    return (
        settings.comparison == "none" and not settings.completion.by_breakpoints
    )


def shares_patience(profile: Profile, settings: EqualSharesSettings) -> int:
    """How often a listener may be told until it has taken a few seconds.

    0 where it surely takes longer. From how often shares are raised as it is; ballots full of ties,
    which are counted one by one, only show on the way.
    """
    market = Market(profile, settings, Ladder(None))
    if not market.step:
        return NO_END
    return _told(market)


def _told(market: Market) -> int:
    """How often a listener is told within seconds: the less often, the more marks there are."""
    marks = len(market.profile.columns)
    if _looks(market) * marks > _LOOKS:
        return 0
    return _TOLD // (250 + marks)


def _looks(market: Market) -> int:
    """About how often all marks are looked at."""
    bought, share = market.completed()
    raised = share - market.start()
    return raised // market.step * _changes_at_a_share(market, bought)


def _changes_at_a_share(market: Market, bought: Run) -> int:
    lost = len(market.bids) - len(bought.purchases)
    return lost + min(market.profile.n, _BALLOTS) // 10


def by_shares(
    profile: Profile,
    settings: EqualSharesSettings,
    lot: Lot | None,
    funds: Asked,
) -> dict[str, list[Change]]:
    """For each project of `funds` (not funded as it is).

    The least more ballots, and the least less of its cost.
    """
    count = _Without(Market(profile, settings, Ladder(lot)))
    found = [_more(count, funds), _less(count, funds)]
    return {project: _changes_of(project, found) for project in funds}


def _changes_of(project: str, found: Sequence[_Found]) -> list[Change]:
    return [change for each in found for change in each.get(project, [])]


def _more(market: _Without, funds: Asked) -> _Found:
    # No rule funds what costs more than the pot.
    asked = [p for p in funds if market.cost(p) <= market.profile.budget]
    more = _More(market, funds, dict.fromkeys(asked, 0))
    more.look_in_stretches()
    return {project: more.changes(project) for project in asked}


@dataclass
class _More:
    """More ballots, a stretch of numbers at a time: what is `found` to fund a project.

    last: up to which number each was looked at · counts: how many numbers were counted for it
    """

    market: _Without
    funds: Asked
    last: dict[str, int]
    counts: Counter[str] = field(default_factory=Counter[str])
    found: _Found = field(default_factory=dict[str, list[Change]])

    def look_in_stretches(self) -> None:
        """Look number by number, as long as it is worth it for any project."""
        stretch = self.stretch
        for first in range(1, _BALLOTS, stretch):
            open_ = [project for project in self.last if self.is_open(project)]
            if not open_:
                return
            self.look(open_, range(first, first + stretch))

    @property
    def stretch(self) -> int:
        """How many numbers are looked at together."""
        if self.market.step:
            return _RAISED_STRETCH
        return _STRETCH

    def is_open(self, project: str) -> bool:
        """Whether it is still worth looking at it number by number."""
        return project not in self.found and self.counts[project] < _COUNTS

    def look(self, projects: _Projects, ballots: range) -> None:
        """Look for the first of so many more ballots that funds each of them."""
        looked = _together(
            self.market.trials,
            self._searches(projects, ballots),
        )
        self.found |= _with_any(looked)

    def _searches(
        self,
        projects: _Projects,
        ballots: range,
    ) -> dict[str, _Search]:
        searches: dict[str, _Search] = {}
        may_fund = self.market.may_fund(projects, ballots)
        for h, (project, may) in enumerate(may_fund.items()):
            self.counts[project] += len(may)
            self.last[project] = ballots[-1]
            funds = self.funds[project]
            searches[project] = _first(self.market, project, h, may, funds)
        return searches

    def changes(self, project: str) -> list[Change]:
        """What was found number by number, else what searching finds beyond."""
        if project in self.found:
            return self.found[project]
        return self._beyond(project, self.last[project])

    def _beyond(self, project: str, last: int) -> list[Change]:
        most = self.market.profile.n + last
        return _searched(self.funds[project], last, most)


def _with_any(found: _Found) -> _Found:
    """The projects for which there is a change."""
    return {project: changes for project, changes in found.items() if changes}


def _searched(funds: Funds, last: int, most: int) -> list[Change]:
    """A number of more ballots beyond `last` that funds, where searching finds one."""
    works = searched(lambda m: funds(m, 0), last, most)
    if works is None:
        return []
    return [Change(works, 0, proved=False)]


def _less(market: _Without, funds: Asked) -> _Found:
    step = money_step(market.profile)
    asked = [p for p in funds if market.cost(p) > step]
    raised = [p for p in asked if market.tries_cheaper(p)]
    found = _together(market.trials, _cheaper(market, funds, raised, step))
    for project in asked:
        if project not in raised:
            most = (market.cost(project) - 1) // step
            found |= _halved(project, funds[project], most, step)
    return found


def _cheaper(
    market: _Without,
    funds: Asked,
    projects: _Projects,
    step: int,
) -> dict[str, _Search]:
    """How the least less of its cost is looked for where raising can be followed."""
    if not projects:
        return {}
    [path] = market.paths(projects, [0], [step] * len(projects))
    return {
        project: _Cheaper(market, project, h, path, funds[project]).search()
        for h, project in enumerate(projects)
    }


def _halved(project: str, funds: Funds, most: int, step: int) -> _Found:
    """The least less of its cost that funds a project, where lower cost never hurts."""

    def funded(times: int) -> bool:
        return funds(0, times * step)

    if not funded(most):
        return {}
    return {project: [Change(0, halved(funded, 0, most) * step, proved=True)]}


type _Projects = Sequence[str]
type _Numbers = Sequence[int]
type _Found = dict[str, list[Change]]
type _Parts = list[range]
"""Ranges of steps of money."""

type _Path = Sequence[Span]
type _Search = Generator[list[Box], list[Verdict], list[Change]]
"""Asks for the verdicts of boxes, again and again, until it knows."""


def _together(trials: Trials, searches: Mapping[str, _Search]) -> _Found:
    """What several searches find, their boxes tried side by side."""
    found: _Found = {}
    verdicts: dict[str, list[Verdict] | None] = dict.fromkeys(searches)
    while verdicts:
        asked = _asked_by_each(searches, verdicts, found)
        verdicts = {**_verdicts(trials, asked)}
    return found


def _asked_by_each(
    searches: Mapping[str, _Search],
    verdicts: Mapping[str, list[Verdict] | None],
    found: _Found,
) -> dict[str, list[Box]]:
    """What each search asks for next; what one has found is added to `found`."""
    asked: dict[str, list[Box]] = {}
    for name, told in verdicts.items():
        try:
            asked[name] = _asked(searches[name], told)
        except StopIteration as ended:
            found[name] = ended.value
    return asked


def _asked(search: _Search, told: list[Verdict] | None) -> list[Box]:
    """What a search asks for next; StopIteration where it knows."""
    if told is None:
        return next(search)
    return search.send(told)


def _verdicts(
    trials: Trials,
    asked: Mapping[str, Sequence[Box]],
) -> dict[str, list[Verdict]]:
    """The verdicts of what several searches asked for."""
    every = [box for boxes in asked.values() for box in boxes]
    known = iter(trials.verdicts(every))
    return {name: [next(known) for _ in boxes] for name, boxes in asked.items()}


def _first(
    market: _Without,
    project: str,
    h: int,
    paths: Mapping[int, _Path],
    funds: Funds,
) -> _Search:
    """The first of some numbers of more ballots that funds a project; `paths`.

    Each with the count without it.
    """
    for front in _fronts([*paths]):
        told = [Verdict(None) for _ in front]
        if market.tries(project):
            told = yield [
                market.box_at_cost(project, h, m, paths[m]) for m in front
            ]
        for m, verdict in zip(front, told, strict=True):
            if verdict.funded or (verdict.funded is None and funds(m, 0)):
                return [Change(m, 0, proved=True)]
    return []


def _fronts(ballots: _Numbers) -> Iterator[_Numbers]:
    """One of them, then two, four and so on."""
    size = 1
    while ballots:
        yield ballots[:size]
        ballots = ballots[size:]
        size *= 2


@dataclass
class _Cheaper:
    """The least less of its cost, in steps of money, that funds a project, hopeful `h` of `path`.

    Ranges of it are ruled out, or split; else it is searched.
    """

    market: _Without
    project: str
    h: int
    path: _Path
    funds: Funds

    def __post_init__(self) -> None:
        self.step = money_step(self.market.profile)
        self.cost = self.market.cost(self.project)

    def search(self) -> _Search:
        """Rule out ranges, or split them, from the least on."""
        steps, open_ = self._to_look_at()
        known: dict[range, Verdict] = {}
        while open_ and len(known) < _RANGES:
            if open_[0] not in known:
                front = [part for part in open_[:_FRONT] if part not in known]
                known |= yield from self._told(front[: len(known) + 1])
            part, *open_ = open_
            if self._does(part, known[part]):
                return [Change(0, part[0] * self.step, proved=True)]
            if known[part].funded is None and len(part) > 1:
                open_ = [*_split(part, self._steps(known[part].parts)), *open_]
        if not open_:
            return []
        return self._searched(range(open_[0][0], steps.stop))

    def _does(self, part: range, told: Verdict) -> bool:
        """Whether it funds; a single change of which following does not tell is counted."""
        if told.funded is None and len(part) == 1:
            return self._funds(part[0])
        return told.funded is True

    def _told(
        self,
        parts: Sequence[range],
    ) -> Generator[list[Box], list[Verdict], dict[range, Verdict]]:
        """What following each of these ranges tells."""
        told = yield [self._box(part) for part in parts]
        return dict(zip(parts, told, strict=True))

    def _searched(self, steps: range) -> list[Change]:
        """Some number of these steps that funds it, where searching finds one."""
        works = searched(self._is_funded, steps.start - 1, steps[-1])
        if works is None:
            return []
        return [Change(0, works * self.step, proved=False)]

    def _to_look_at(self) -> tuple[range, _Parts]:
        """All steps that might do, whole and parted where the project enters at another share."""
        steps = self._not_ruled_out()
        return steps, _parted(steps, self._enters())

    def _enters(self) -> list[int]:
        """The steps from which on it enters at each share."""
        return [self._steps(span.enters[self.h]) for span in self.path]

    def _not_ruled_out(self) -> range:
        limit = self.market.limit(self.path, self.h, self.project, 0)
        return range(
            max(1, self._steps(limit)),
            (self.cost - 1) // self.step + 1,
        )

    def _steps(self, cost: float) -> int:
        """How many steps less than its own bring it down to this cost, or below."""
        return -(-(self.cost - int(min(cost, self.cost))) // self.step)

    def _box(self, part: range) -> Box:
        least, most = self._costs(part)
        return self.market.box(self.project, self.h, 0, least, most, self.path)

    def _costs(self, part: range) -> tuple[int, int]:
        """The least and the most that it costs with steps of a range."""
        return self._lowered(part[-1]), self._lowered(part[0])

    def _lowered(self, steps: int) -> int:
        """The cost that many steps below its own."""
        return self.cost - steps * self.step

    def _funds(self, steps: int) -> bool:
        return self.funds(0, steps * self.step)

    def _is_funded(self, steps: int) -> bool:
        """The same, counted only where following it does not tell."""
        part = range(steps, steps + 1)
        return self._does(part, self._verdict(part))

    def _verdict(self, part: range) -> Verdict:
        (verdict,) = self.market.trials.verdicts([self._box(part)])
        return verdict


def _parted(steps: range, at: _Numbers) -> _Parts:
    """A range in parts that begin at these steps.

    From there on the project enters at another share.
    """
    inside = {cut for cut in at if steps.start < cut < steps.stop}
    cuts = sorted({steps.start, steps.stop, *inside})
    return [range(first, end) for first, end in pairwise(cuts)]


def _split(steps: range, at: int) -> _Parts:
    """In two before `at`; in equal parts where that is at an end."""
    if steps.start < at < steps.stop:
        return [range(steps.start, at), range(at, steps.stop)]
    return _in_equal_parts(steps)


def _in_equal_parts(steps: range) -> _Parts:
    size = -(-len(steps) // _PARTS)
    return [steps[k : k + size] for k in range(0, len(steps), size)]


@dataclass
class _Without:
    """The count without the change. Nobody wants `others` yet: they are bought when changed."""

    market: Market

    def __post_init__(self) -> None:
        market = self.market
        self.profile = market.profile
        self.step = market.step
        self.greedy = market.settings.completion.then_greedy
        self.until_exhaustive = market.settings.until_exhaustive
        self.by_project = {
            self.profile.ids[s.project]: s for s in market.everyone
        }
        self.votes = market.votes
        self.turns = sorted(
            range(len(self.votes)),
            key=lambda i: -self.votes[i],
        )
        self.bidding = market.bidding
        self.all = [*market.bids, *self._unwanted()]
        self.place = {s.project: i for i, s in enumerate(self.all)}
        self.trials = self._of_all()

    def _bidding_for_all(self) -> Bidding:
        """Nobody's wishes come last among equals."""
        equals = [*self.bidding.equals, *self._places_of_unwanted()]
        return replace(self.bidding, everyone=self.all, equals=equals)

    def _places_of_unwanted(self) -> range:
        return range(len(self.market.bids), len(self.all))

    def _of_all(self) -> Trials:
        return Trials(
            self._bidding_for_all(),
            len(self.market.bids),
            self.step,
            self.until_exhaustive,
            self._turn_of if self.greedy else None,
        )

    def _unwanted(self) -> list[Supporters]:
        """What costs something and nobody asked for, but more ballots might."""
        return [
            s
            for s in self.market.everyone
            if s.cost and not s.voters and self.votes[s.project] == 0
        ]

    def cost(self, project: str) -> int:
        """Minor units."""
        return self.by_project[project].cost

    def tries(self, project: str) -> bool:
        """Whether raising shares with a change of it can be followed: else it is counted."""
        return self.step > 0 and self.by_project[project].project in self.place

    def tries_cheaper(self, project: str) -> bool:
        """Whether that holds of a lower cost: somebody must want it already."""
        return self.tries(project) and bool(self.by_project[project].voters)

    def paths(
        self,
        projects: _Projects,
        ballots: _Numbers,
        least: _Numbers,
    ) -> list[list[Span]]:
        """For each number of more ballots the count without a change.

        As far as one of `projects` may be bought in it.
        `least`: what each may cost.
        """
        every = len(projects)
        return followed(
            self.bidding,
            [Line(self.start(m), (m,) * every, tuple(least)) for m in ballots],
            self.step,
            until_exhaustive=self.until_exhaustive,
            hopefuls=[self.by_project[p] for p in projects],
        )

    def may_fund(
        self,
        projects: _Projects,
        ballots: _Numbers,
    ) -> dict[str, dict[int, _Path]]:
        """For each project the numbers of more ballots not ruled out, with the count without it."""
        paths = self._paths_at_cost(projects, ballots)
        return {
            project: self._not_ruled_out(project, h, paths)
            for h, project in enumerate(projects)
        }

    def _paths_at_cost(
        self,
        projects: _Projects,
        ballots: _Numbers,
    ) -> dict[int, _Path]:
        """`paths` by the number of more ballots, every project at the cost that it has."""
        costs = [self.cost(project) for project in projects]
        paths = self.paths(projects, ballots, costs)
        return dict(zip(ballots, paths, strict=True))

    def _not_ruled_out(
        self,
        project: str,
        h: int,
        paths: Mapping[int, _Path],
    ) -> dict[int, _Path]:
        cost = self.cost(project)
        return {
            m: path
            for m, path in paths.items()
            if self.limit(path, h, project, m) >= cost
        }

    def box(
        self,
        project: str,
        h: int,
        more: int,
        low: int,
        high: int,
        path: _Path,
    ) -> Box:
        """A range of changes to try of a project, the hopeful `h` of its path."""
        place = self.place[self.by_project[project].project]
        return Box(place, h, more, low, high, self.start(more), path)

    def box_at_cost(self, project: str, h: int, more: int, path: _Path) -> Box:
        """More ballots to try at the cost that it has."""
        cost = self.cost(project)
        return self.box(project, h, more, cost, cost, path)

    def start(self, more: int) -> Fraction:
        """The first share, minor units, where there are more ballots."""
        return self.market.start(more)

    def limit(self, path: _Path, h: int, name: str, more: int) -> float:
        """The most that a project may cost.

        Bought on the way, or (greedy) with what is left in the end.
        `reach`: at a higher cost raising stopped before, for nothing fitted any more.
        """
        project = self.by_project[name].project
        limit = 0.0
        reach = np.inf
        left = 0
        bought = tuple[int, ...]()
        for span in path:
            limit = max(limit, min(span.fits[h], reach))
            spent, least = self.trials.beside(
                span.bought,
                self.place.get(project, -1),
            )
            if spent > self.profile.budget:
                break
            left = self.profile.budget - spent
            bought = span.bought
            if (
                self.step
                and self.until_exhaustive
                and (least is None or least > left)
            ):
                reach = min(reach, left)
        if not self.greedy:
            return float(limit)
        turn = self._at_turn(left, self._projects(bought), project, more)
        return float(max(limit, min(turn, reach)))

    def _projects(self, bought: Places) -> set[int]:
        """Their places among the profile's projects, from those in the trials."""
        return {self.all[i].project for i in bought}

    def _turn_of(
        self,
        left: int,
        bought: Places,
        project: int,
        more: int,
    ) -> int:
        """The same of projects by their place in the trials."""
        return self._at_turn(
            left,
            self._projects(bought),
            self.all[project].project,
            more,
        )

    def _at_turn(
        self,
        left: int,
        bought: set[int],
        project: int,
        more: int,
    ) -> int:
        """What is left of `left` at a project's turn by support, or more.

        Equals are taken to come after it.
        """
        votes = max(self.votes[project] + more, 0)
        for i in self.turns:
            if self.votes[i] <= votes:
                break
            cost = self.profile.projects[i].cost
            if i not in bought and i != project and cost <= left:
                left -= cost
        return left
