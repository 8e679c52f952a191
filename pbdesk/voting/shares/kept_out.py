"""Kept out: projects that their supporters could buy.

And that a cap or a funded rival keeps out.
"""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.voting.constraints import Barrier
from pbdesk.voting.profile import Profile
from pbdesk.voting.shares.run import Bar
from pbdesk.words import Words, say

__all__ = ["Spent", "bar_of", "kept_out", "spent_on"]


type Spent = list[tuple[str, int]]
"""(id, minor units) of projects that are funded."""


def spent_on(profile: Profile, funded: Sequence[int]) -> Spent:
    """What projects that are funded cost."""
    return [(profile.projects[i].id, profile.projects[i].cost) for i in funded]


def bar_of(profile: Profile, before: Sequence[int] = ()) -> Bar | None:
    """What keeps a project out beside those funded `before` and those bought.

    None where there are no constraints.
    """
    constraints = profile.constraints
    if constraints is None or not (constraints.caps or constraints.exclusive):
        return None
    return lambda i, bought: constraints.barrier(
        profile.projects[i].id,
        profile.projects[i].cost,
        spent_on(profile, [*before, *bought]),
    )


def kept_out(
    profile: Profile,
    project: int,
    support: Words,
    barrier: Barrier,
) -> Words:
    """Why a project that its supporters could have bought is not funded."""
    if barrier.room is None:
        return say(
            "{support}. “{project}” is funded and excludes it.",
            support=support,
            project=barrier.by,
        )
    return say(
        "{support}. When those who want it could have bought it, only {room} was left for "
        "“{category}” and it "
        "costs {cost}.",
        support=support,
        room=profile.money(barrier.room),
        category=barrier.by,
        cost=profile.money(profile.projects[project].cost),
    )
