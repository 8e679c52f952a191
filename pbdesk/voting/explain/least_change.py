"""Least change: what it would have taken to fund a project, all other ballots as they were.

A change is so many more supporters, so much less cost, or both; only changes that no other beats are told. Where a
project's turn depends on its own support and cost alone (most support first), every way is looked at and each change
is proved by counting again. For other rules one of each kind is found by counting: proved where every smaller one was
counted too, else searched, and labelled so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pbdesk.voting.greedy_fill import best_first, fill
from pbdesk.voting.options import Setting
from pbdesk.voting.profile import Profile
from pbdesk.voting.progress import tell
from pbdesk.voting.rules import RULES
from pbdesk.voting.support import points_for
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say, several

__all__ = ["Change", "changed", "least_changes", "takes_turns"]

_COUNTED = 100  # changes that are counted one by one before a search goes on
_BY_TURNS = {"greedy", "quadratic"}


@dataclass(frozen=True, slots=True)
class Change:
    """`more` ballots (or points) that want the project, and `less` minor units of cost.

    `proved`: counting again funds it, and with one less of either (of money: one whole unit) it does not. `support`:
    what it then has in all; `before`: the project whose turn then comes after it, `left` what is there at its turn;
    `tie`: it has equal support with `before` and comes first by the ladder.
    """

    more: int
    less: int
    proved: bool
    support: int = 0
    before: str | None = None
    left: int | None = None
    tie: bool = False

    def words(self, profile: Profile) -> Words:
        """The change in a few words: "12 more ballots and £100 less"."""
        more = _more(profile.style, self.more)
        less = say("{money} less", money=profile.money(self.less))
        if not self.less:
            return more
        return say("{more} and {less}", more=more, less=less) if self.more else less


def _more(style: str, n: int) -> Words:
    match style:
        case "approval":
            return several("{n} more ballot", "{n} more ballots", n)
        case "quadratic":
            return several("{n} more vote", "{n} more votes", n)
        case _:
            return several("{n} more point", "{n} more points", n)


def takes_turns(rule: str, settings: Mapping[str, Setting]) -> bool:
    """Whether a project's turn depends on its own support and cost alone: then every least change is found quickly."""
    return rule in _BY_TURNS and settings.get("by", "support") == "support"


def least_changes(rule: str, profile: Profile, settings: Mapping[str, Setting], seed: str | None, project: str,
                  ) -> tuple[Change, ...]:
    """Every least change that would have funded `project`, most supporters first; none if it was funded.

    Cost: a count for each change; for rules that are searched, up to some two hundred. Raises what the count raises.
    """
    def funds(more: int, less: int) -> bool:
        return project in RULES[rule].count(changed(profile, project, more, less), settings, seed).funded

    if funds(0, 0):
        return ()
    if takes_turns(rule, settings) and profile.constraints is None:
        found = _undominated(_by_turns(profile, settings, seed, project))
        return tuple(change for change in found if funds(change.more, change.less))
    cost = next(p.cost for p in profile.projects if p.id == project)
    step = _step(profile)
    dearer = -(-max(0, cost - profile.budget) // step)  # no rule funds what costs more than the pot
    more = None if dearer else _least(lambda n: funds(n, 0), 1, profile.n)
    less = _least(lambda n: funds(0, n * step), max(1, dearer), (cost - 1) // step)
    return (*([] if more is None else [Change(more[0], 0, proved=more[1])]),
            *([] if less is None else [Change(0, less[0] * step, proved=less[1])]))


def changed(profile: Profile, project: str, more: int, less: int) -> Profile:
    """The profile with `more` ballots that name `project` alone, once each, and its cost `less` minor units lower."""
    place = profile.ids.index(project)
    projects = tuple(replace(p, cost=p.cost - less) if i == place else p for i, p in enumerate(profile.projects))
    if not more:
        return replace(profile, projects=projects)
    return replace(
        profile, projects=projects, n=profile.n + more, start=np.append(profile.start, len(profile.columns) + 1),
        columns=np.append(profile.columns, np.int32(place)), values=np.append(profile.values, 1),
        weights=np.append(profile.weights, more))


def _by_turns(profile: Profile, settings: Mapping[str, Setting], seed: str | None, project: str) -> list[Change]:
    """For every turn that the project could have had, the least that gives it this turn and the money for it."""
    ladder = Ladder(seed)
    support: list[int] = points_for(profile).tolist()
    mine = profile.ids.index(project)
    least = max(int(settings.get("threshold") or 0), 1 if profile.style == "quadratic" else 0)
    others, _ = best_first(profile, [i for i, votes in enumerate(support) if i != mine and votes >= least], support,
                           support, ladder)
    turns = fill(profile, others, profile.budget, stop=settings.get("fit") == "stop")
    left_after = profile.budget - sum(profile.projects[t.project].cost for t in turns if t.fit == "funded")
    found: list[Change] = []
    for turn in turns:
        if turn.fit == "stopped":
            break
        rival = turn.project
        found += [_change(profile, mine, support, max(support[rival] + 1, least), turn.left, rival),
                  _change(profile, mine, support, support[rival], min(turn.left, _ahead(profile, ladder, mine, rival)),
                          rival, tie=True, left=turn.left)]
    if not any(turn.fit == "too-dear" and settings.get("fit") == "stop" for turn in turns):
        found.append(_change(profile, mine, support, least, left_after, None))
    return [change for change in found if change.less < profile.projects[mine].cost]


def _ahead(profile: Profile, ladder: Ladder, mine: int, rival: int) -> int:
    """The highest cost at which `mine` comes before `rival` when both have the same support."""
    cost = profile.projects[rival].cost
    pair = (profile.projects[mine].id, profile.projects[rival].id)
    wins_lot = ladder.order(pair, lambda _: 0, lambda _: 0).order[0] == pair[0]
    return cost if wins_lot else cost - 1


def _change(profile: Profile, mine: int, support: Sequence[int], needed: int, most: int, rival: int | None, *,
            tie: bool = False, left: int | None = None) -> Change:
    """What brings `mine` to at least `needed` support and at most `most` cost."""
    more, step = max(0, needed - support[mine]), _step(profile)
    less = -(-max(0, profile.projects[mine].cost - most) // step) * step
    return Change(more, less, proved=True, support=support[mine] + more,
                  before=None if rival is None else profile.ids[rival], left=most if left is None else left,
                  tie=tie and support[mine] + more == needed)


def _step(profile: Profile) -> int:
    """Minor units by which a cost is lowered: whole units of money where every sum is in whole units."""
    whole = all(cost % profile.unit == 0 for cost in (profile.budget, *(p.cost for p in profile.projects)))
    return profile.unit if whole else 1


def _undominated(changes: Sequence[Change]) -> list[Change]:
    """Changes that no other beats, most supporters first."""
    best: list[Change] = []
    for change in sorted(changes, key=lambda c: (c.more, c.less)):
        if not best or change.less < best[-1].less:
            best.append(change)
    return best[::-1]


def _least(funds: Callable[[int], bool], first: int, most: int) -> tuple[int, bool] | None:
    """A number from `first` to `most` that funds, and whether no smaller one does.

    The first numbers are counted one by one. Beyond them more support need not help (shares shrink, others change), so
    a search, doubling until it funds and halving back, finds a number that funds while one less does not.
    """
    for n in range(first, min(most, first + _COUNTED) + 1):
        tell(n - first, 0, say("Looking for the least change"))
        if funds(n):
            return n, True
    low, step = first + _COUNTED, _COUNTED
    while low < most:
        works = min(low + step, most)
        if funds(works):
            return _halved(funds, low, works), False
        low, step = works, 2 * step
    return None


def _halved(funds: Callable[[int], bool], low: int, works: int) -> int:
    """Between a number that does not fund and one that does: one that does while one less does not."""
    while works - low > 1:
        middle = (low + works) // 2
        low, works = (low, middle) if funds(middle) else (middle, works)
    return works
