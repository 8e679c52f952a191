"""By turns: the least changes where a project's turn depends on its own support and cost alone.

Most support first. Every turn that it could have had is looked at, so no change is left out; each
is still proved by counting again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pbdesk.voting.explain.change import Change, Funds, Proof, money_step, undominated
from pbdesk.voting.greedy_fill import Filling, Turn, best_first, fill
from pbdesk.voting.options import LeastSupport
from pbdesk.voting.profile import Profile
from pbdesk.voting.support import points_for
from pbdesk.voting.ties import Ladder, Lot

__all__ = ["by_turns", "turns_settle"]


def turns_settle(profile: Profile, settings: Filling) -> Proof | None:
    """Least changes by turns, each counted again; None with constraints or another order."""
    if profile.constraints is not None or settings.by != "support":
        return None

    def find(lot: Lot | None, asked: Mapping[str, Funds]) -> Mapping[str, Sequence[Change]]:
        found: dict[str, Sequence[Change]] = {}
        for name, funds in asked.items():
            changes = by_turns(profile, settings, lot, name)
            found[name] = [each for each in changes if funds(each.more, each.less)]
        return found

    return Proof(find)


def by_turns(profile: Profile, settings: Filling, lot: Lot | None, project: str) -> list[Change]:
    """For every turn that the project could have had.

    The least that gives it this turn and the money for it.
    """
    ladder = Ladder(lot)
    support: list[int] = points_for(profile).tolist()
    mine = profile.ids.index(project)
    threshold = settings.threshold if isinstance(settings, LeastSupport) else 0
    least = max(threshold, 1 if profile.style == "quadratic" else 0)
    rivals = [i for i, votes in enumerate(support) if i != mine and votes >= least]
    others, _ = best_first(profile, rivals, support, support, ladder)
    turns = fill(profile, others, profile.budget, stop=settings.stops)
    funded = [turn.project for turn in turns if turn.fit == "funded"]
    left_after = profile.budget - sum(profile.projects[i].cost for i in funded)
    wanted = _Wanted(profile, mine, support)
    found: list[Change] = []
    for turn in turns:
        if turn.fit == "stopped":
            break
        found += wanted.at(turn, least, ladder)
    if not any(turn.fit == "too-dear" and settings.stops for turn in turns):
        found.append(wanted.change(least, left_after, None))
    return undominated(change for change in found if change.less < profile.projects[mine].cost)


def _ahead(profile: Profile, ladder: Ladder, mine: int, rival: int) -> int:
    """The highest cost at which `mine` comes before `rival` when both have the same support.

    Below 0 where it never does.
    """
    cost = profile.projects[rival].cost
    pair = (profile.projects[mine].id, profile.projects[rival].id)
    wins_lot = ladder.order(pair, lambda _: 0, lambda _: 0).order[0] == pair[0]
    if "cheaper" not in ladder.rungs:
        if wins_lot:
            return profile.projects[mine].cost
        return -1
    if wins_lot:
        return cost
    return cost - 1


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The project `mine` (its place on the ballot) that wants to be funded."""

    profile: Profile
    mine: int
    support: Sequence[int]

    def at(self, turn: Turn, least: int, ladder: Ladder) -> tuple[Change, Change]:
        """What gives it this turn, by more support (at least `least`), or by as much and a tie."""
        rival = turn.project
        votes = self.support[rival]
        cheap = min(turn.left, _ahead(self.profile, ladder, self.mine, rival))
        return (
            self.change(max(votes + 1, least), turn.left, rival),
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
        has = self.support[self.mine]
        more = max(0, needed - has)
        step = money_step(self.profile)
        less = -(-max(0, self.profile.projects[self.mine].cost - most) // step) * step
        return Change(
            more,
            less,
            proved=True,
            support=has + more,
            before=None if rival is None else self.profile.ids[rival],
            left=most if left is None else left,
            tie=tie and has + more == needed,
        )
