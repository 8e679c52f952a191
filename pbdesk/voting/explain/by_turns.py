"""By turns: the least changes where a project's turn depends on its own support and cost alone.

Most support first. Every turn that it could have had is looked at, so no change is left out; each
is still proved by counting again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from pbdesk.voting.explain.change import (
    Asked,
    Change,
    Found,
    Proof,
    money_step,
    undominated,
)
from pbdesk.voting.greedy_fill import Filling, Turn, best_first, fill, funded_of
from pbdesk.voting.options import LeastSupport
from pbdesk.voting.profile import Profile
from pbdesk.voting.support import points_for
from pbdesk.voting.ties import Ladder, Lot

__all__ = ["by_turns", "turns_settle"]


def turns_settle(profile: Profile, settings: Filling) -> Proof | None:
    """Least changes by turns, each counted again; None with constraints or another order."""
    if profile.constraints is not None or settings.by != "support":
        return None
    return Proof(partial(_proved, profile, settings))


def _proved(
    profile: Profile,
    settings: Filling,
    lot: Lot | None,
    asked: Asked,
) -> Found:
    """The changes by turns that fund when all is counted again."""
    found: dict[str, Sequence[Change]] = {}
    for name, funds in asked.items():
        changes = by_turns(profile, settings, lot, name)
        found[name] = [each for each in changes if funds(each.more, each.less)]
    return found


def by_turns(
    profile: Profile,
    settings: Filling,
    lot: Lot | None,
    project: str,
) -> list[Change]:
    """For every turn that the project could have had.

    The least that gives it this turn and the money for it.
    """
    ladder = Ladder(lot)
    support: list[int] = points_for(profile).tolist()
    mine = profile.ids.index(project)
    least = _least_support(profile, settings)
    wanted = _Wanted(profile, mine, support, least, ladder)
    order, _ = best_first(profile, wanted.rivals, support, support, ladder)
    turns = fill(profile, order, profile.budget, stop=settings.stops)
    found = [
        change for turn in turns if turn.fit != "stopped" for change in wanted.at(turn)
    ]
    if _reach_the_end(turns, settings):
        found.append(wanted.change(least, _left_after(profile, turns), None))
    cost = profile.cost_of[project]
    return undominated(change for change in found if change.less < cost)


def _reach_the_end(turns: Sequence[Turn], settings: Filling) -> bool:
    """Whether whoever comes after all of them still has a turn."""
    return not settings.stops or all(turn.fit != "too-dear" for turn in turns)


def _least_support(profile: Profile, settings: Filling) -> int:
    """With less support no project has a turn."""
    threshold = settings.threshold if isinstance(settings, LeastSupport) else 0
    return max(threshold, 1 if profile.style == "quadratic" else 0)


def _left_after(profile: Profile, turns: Sequence[Turn]) -> int:
    """What is left of the pot when every turn is over, minor units."""
    return profile.budget - sum(profile.projects[i].cost for i in funded_of(turns))


def _ahead(profile: Profile, ladder: Ladder, mine: int, rival: int) -> int:
    """The highest cost at which `mine` comes before `rival` when both have the same support.

    Below 0 where it never does.
    """
    wins_lot = _wins_lot(ladder, profile.ids[mine], profile.ids[rival])
    if "cheaper" in ladder.rungs:
        cost = profile.projects[rival].cost
        return cost if wins_lot else cost - 1
    if wins_lot:
        return profile.projects[mine].cost
    return -1


def _wins_lot(ladder: Ladder, mine: str, rival: str) -> bool:
    return ladder.order((mine, rival), lambda _: 0, lambda _: 0).order[0] == mine


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The project `mine` (its place on the ballot) that wants to be funded.

    least: the support without which it has no turn.
    """

    profile: Profile
    mine: int
    support: Sequence[int]
    least: int
    ladder: Ladder

    @property
    def rivals(self) -> list[int]:
        """The others that have a turn."""
        enough = [i for i, votes in enumerate(self.support) if votes >= self.least]
        return [i for i in enough if i != self.mine]

    def at(self, turn: Turn) -> tuple[Change, Change]:
        """What gives it this turn, by more support, or by as much and a tie."""
        rival = turn.project
        votes = self.support[rival]
        cheap = min(turn.left, _ahead(self.profile, self.ladder, self.mine, rival))
        return (
            self.change(max(votes + 1, self.least), turn.left, rival),
            self.change(votes, cheap, rival, tie=True, left=turn.left),
        )

    def change(
        self,
        needed: int,
        most: int,
        rival: int | None,
        *,
        tie: bool = False,
        left: int | None = None,
    ) -> Change:
        """What brings it to at least `needed` support and at most `most` cost."""
        support = max(needed, self.support[self.mine])
        return Change(
            support - self.support[self.mine],
            self._less(most),
            proved=True,
            support=support,
            before=None if rival is None else self.profile.ids[rival],
            left=most if left is None else left,
            tie=tie and support == needed,
        )

    def _less(self, most: int) -> int:
        """By how much its cost is lowered, in steps of money, to be `most` at most."""
        step = money_step(self.profile)
        beyond = max(0, self.profile.projects[self.mine].cost - most)
        return -(-beyond // step) * step
