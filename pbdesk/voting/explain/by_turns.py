"""By turns: the least changes where a project's turn depends on its own support and cost alone.

Most support first. Every turn that it could have had is looked at, so no change is left out; each
is still proved by counting again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
    wanted = _Wanted(
        profile,
        profile.ids.index(project),
        points_for(profile).tolist(),
        _least_support(profile, settings),
        Ladder(lot),
    )
    changes = wanted.changes(settings)
    return undominated(each for each in changes if each.less < wanted.cost)


def _reach_the_end(turns: Sequence[Turn], settings: Filling) -> bool:
    """Whether whoever comes after all of them still has a turn."""
    return not settings.stops or all(turn.fit != "too-dear" for turn in turns)


def _least_support(profile: Profile, settings: Filling) -> int:
    """With less support no project has a turn."""
    least = int(profile.style == "quadratic")
    if isinstance(settings, LeastSupport):
        return max(settings.threshold, least)
    return least


def _left_after(profile: Profile, turns: Sequence[Turn]) -> int:
    """What is left of the pot when every turn is over, minor units."""
    return profile.budget - sum(
        profile.projects[i].cost for i in funded_of(turns)
    )


def _ahead(profile: Profile, ladder: Ladder, mine: int, rival: int) -> int:
    """The highest cost at which `mine` comes before `rival` when both have the same support.

    Below 0 where it never does.
    """
    wins_lot = _wins_lot(ladder, profile.ids[mine], profile.ids[rival])
    if "cheaper" in ladder.rungs:
        return profile.projects[rival].cost - int(not wins_lot)
    if wins_lot:
        return profile.projects[mine].cost
    return -1


def _wins_lot(ladder: Ladder, mine: str, rival: str) -> bool:
    return (
        ladder.order((mine, rival), lambda _: 0, lambda _: 0).order[0] == mine
    )


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
        return [i for i in self._supported if i != self.mine]

    @property
    def _supported(self) -> list[int]:
        """Those with enough support for a turn."""
        return [
            i for i, votes in enumerate(self.support) if votes >= self.least
        ]

    @property
    def cost(self) -> int:
        """What it costs, minor units."""
        return self.profile.projects[self.mine].cost

    def changes(self, settings: Filling) -> Iterator[Change]:
        """What gives it any of the turns of the others, or one after all of them."""
        turns = self._turns(stop=settings.stops)
        for turn in turns:
            if turn.fit != "stopped":
                yield self._before(turn)
                yield self._tied(turn)
        if _reach_the_end(turns, settings):
            left = _left_after(self.profile, turns)
            yield self._change(self.least, left, left)

    def _turns(self, *, stop: bool) -> Sequence[Turn]:
        """The turns of the others, as if it were not there."""
        profile = self.profile
        support = self.support
        order, _ = best_first(
            profile,
            self.rivals,
            support,
            support,
            self.ladder,
        )
        return fill(profile, order, profile.budget, stop=stop)

    def _before(self, turn: Turn) -> Change:
        """What gives it this turn by more support."""
        needed = max(self.support[turn.project] + 1, self.least)
        change = self._change(needed, turn.left, turn.left)
        return replace(change, before=self.profile.ids[turn.project])

    def _tied(self, turn: Turn) -> Change:
        """What gives it this turn by as much support and a tie."""
        rival = turn.project
        needed = self.support[rival]
        cheap = min(
            turn.left,
            _ahead(self.profile, self.ladder, self.mine, rival),
        )
        change = self._change(needed, cheap, turn.left)
        return replace(
            change,
            before=self.profile.ids[rival],
            tie=change.support == needed,
        )

    def _change(self, needed: int, most: int, left: int) -> Change:
        """What brings it to at least `needed` support and at most `most` cost."""
        support = max(needed, self.support[self.mine])
        return Change(
            support - self.support[self.mine],
            self._less(most),
            proved=True,
            support=support,
            left=left,
        )

    def _less(self, most: int) -> int:
        """By how much its cost is lowered, in steps of money, to be `most` at most."""
        step = money_step(self.profile)
        beyond = max(0, self.cost - most)
        return -(-beyond // step) * step
