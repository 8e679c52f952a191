"""Change: so many more supporters, so much less cost, or both; all other ballots as they were."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pbdesk.voting.arrays import Ints
from pbdesk.voting.profile import Profile
from pbdesk.voting.ties import Lot
from pbdesk.words import Words, say, several

__all__ = [
    "NO_END",
    "Asked",
    "Change",
    "Found",
    "Funds",
    "Proof",
    "Together",
    "changed",
    "money_step",
    "undominated",
]

NO_END = 10**9
"""Patience where looking surely ends within seconds."""

type Funds = Callable[[int, int], bool]
"""Whether so many more ballots and so many minor units less would have funded a project.

By counting.
"""


type Asked = Mapping[str, Funds]
"""For projects that are not funded, whether a change would."""

type Found = Mapping[str, Sequence[Change]]
"""By project, its least changes."""


@dataclass(frozen=True)
class Proof:
    """How least changes of a profile are proved.

    find: from the lot and, for each project that is not funded, whether a change of it
    would be, its least changes · patience: how often a listener may be told until this has taken a
    few seconds, 0 where it surely takes longer
    """

    find: Callable[[Lot | None, Asked], Found]
    patience: Callable[[], int] = lambda: NO_END


@dataclass(frozen=True)
class Together:
    """How redrawn profiles are counted many at a time.

    rows: how many are best looked at together · funded: from the lot and how often each
    distinct ballot is drawn, int64[draws, distinct], what each draw funds; None where it has to be
    counted on its own
    """

    rows: int
    funded: Callable[[Lot | None, Ints], Sequence[frozenset[str] | None]]


@dataclass(frozen=True, slots=True)
class Change:
    """`more` ballots (or points) that want the project, and `less` minor units of cost.

    `proved`: counting again funds it, and with one less of either (of money: one whole unit) it
    does not. `support`: what it then has in all; `before`: the project whose turn then comes after
    it, `left` what is there at its turn; `tie`: it has equal support with `before` and comes first
    by the ladder. `mark`: where options are chosen, what each of those ballots gives it, and
    nothing to others.
    """

    more: int
    less: int
    proved: bool
    support: int = 0
    before: str | None = None
    left: int | None = None
    tie: bool = False
    mark: int | None = None

    def words(self, profile: Profile) -> Words:
        """The change in a few words: "12 more ballots and £100 off its cost"."""
        if self.mark is not None:
            return self.alone()
        more = _more(profile.style, self.more)
        if not self.less:
            return more
        less = say("{money} off its cost", money=profile.money(self.less))
        if not self.more:
            return less
        return say("{more} and {less}", more=more, less=less)

    def alone(self) -> Words:
        """So many ballots that name an option alone, with its mark."""
        if self.mark is None or self.mark == 1:
            return several(
                "{n} more ballot for it alone",
                "{n} more ballots for it alone",
                self.more,
            )
        return several(
            "{n} more ballot that gives it {mark} and others nothing",
            "{n} more ballots that give it {mark} and others nothing",
            self.more,
            mark=self.mark,
        )


def _more(style: str, n: int) -> Words:
    match style:
        case "approval":
            return several("{n} more ballot", "{n} more ballots", n)
        case "quadratic":
            return several("{n} more vote", "{n} more votes", n)
        case _:
            return several("{n} more point", "{n} more points", n)


def changed(
    profile: Profile,
    project: str,
    more: int,
    less: int,
    mark: int = 1,
) -> Profile:
    """The profile with `more` ballots that name `project` alone, with this mark.

    And its cost `less` minor units lower.
    """
    cheaper = _cheaper(profile, project, less)
    if not more:
        return cheaper
    return replace(
        cheaper.and_ballot({project: mark}, more),
        n=profile.n + more,
    )


def _cheaper(profile: Profile, project: str, less: int) -> Profile:
    place = profile.ids.index(project)
    projects = list(profile.projects)
    projects[place] = replace(projects[place], cost=projects[place].cost - less)
    return replace(profile, projects=tuple(projects))


def money_step(profile: Profile) -> int:
    """Minor units by which a cost is lowered.

    Whole units of money where every sum is in whole units.
    """
    if any(sum_ % profile.unit for sum_ in _sums(profile)):
        return 1
    return profile.unit


def _sums(profile: Profile) -> list[int]:
    """The pot and every cost, minor units."""
    return [profile.budget, *(project.cost for project in profile.projects)]


def undominated(changes: Iterable[Change]) -> list[Change]:
    """Changes that no other beats, most supporters first."""
    best: list[Change] = []
    for change in sorted(changes, key=lambda c: (c.more, c.less)):
        if not best or change.less < best[-1].less:
            best.append(change)
    return best[::-1]
