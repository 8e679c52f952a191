"""By turns: the least changes where a project's turn depends on its own support and cost alone.

Most support first. Every turn that it could have had is looked at, so no change is left out; each
is still proved by counting again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pbdesk.voting.explain.change import Change, Funds, Proof, money_step, undominated
from pbdesk.voting.greedy_fill import Filling, best_first, fill
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
    others, _ = best_first(
        profile,
        [i for i, votes in enumerate(support) if i != mine and votes >= least],
        support,
        support,
        ladder,
    )
    turns = fill(profile, others, profile.budget, stop=settings.stops)
    left_after = profile.budget - sum(
        profile.projects[t.project].cost for t in turns if t.fit == "funded"
    )
    found: list[Change] = []
    for turn in turns:
        if turn.fit == "stopped":
            break
        rival = turn.project
        found += [
            _change(profile, mine, support, max(support[rival] + 1, least), turn.left, rival),
            _change(
                profile,
                mine,
                support,
                support[rival],
                min(turn.left, _ahead(profile, ladder, mine, rival)),
                rival,
                tie=True,
                left=turn.left,
            ),
        ]
    if not any(turn.fit == "too-dear" and settings.stops for turn in turns):
        found.append(_change(profile, mine, support, least, left_after, None))
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


def _change(
    profile: Profile,
    mine: int,
    support: Sequence[int],
    needed: int,
    most: int,
    rival: int | None,
    *,
    tie: bool = False,
    left: int | None = None,
) -> Change:
    """What brings `mine` to at least `needed` support and at most `most` cost."""
    more = max(0, needed - support[mine])
    step = money_step(profile)
    less = -(-max(0, profile.projects[mine].cost - most) // step) * step
    return Change(
        more,
        less,
        proved=True,
        support=support[mine] + more,
        before=None if rival is None else profile.ids[rival],
        left=most if left is None else left,
        tie=tie and support[mine] + more == needed,
    )
