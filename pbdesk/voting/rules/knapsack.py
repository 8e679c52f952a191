"""Knapsack: of all sets of projects that the pot can pay, the one with most support in all."""

from __future__ import annotations

from pbdesk.voting.constraints import Constraints
from pbdesk.voting.explain.change import Proof
from pbdesk.voting.explain.search import never_hurts
from pbdesk.voting.greedy_fill import (
    OBEYS,
    Turn,
    awards,
    best_first,
    by_ladder,
    fill,
    money_reason,
    turn_rounds,
)
from pbdesk.voting.most_support import most_support
from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome, Round, Tie
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import rule
from pbdesk.voting.reserve import limits_of
from pbdesk.voting.support import points_for, support_words
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["knapsack"]


def _method(_settings: Settings) -> tuple[Words, ...]:
    return (
        say(
            "Of all the sets of projects that the pot can pay, the one with most support in all is "
            "funded."
        ),
        say("Where several have as much, it is the cheapest."),
    )


def _least_change(profile: Profile, _settings: Settings) -> Proof | None:
    """More supporters and less cost never hurt.

    The best set with a project gains what the project gains and stays affordable; the best one
    without it is the same.
    """
    return never_hurts(profile, mixed=False)


@rule(
    "knapsack",
    kind="funding",
    label=say("Most support in all (knapsack)"),
    method=_method,
    settings=Settings,
    least_change=_least_change,
    takes={"approval", "cumulative", "scoring", "quadratic"},
    obeys=(*OBEYS, "floors"),
)
def knapsack(profile: Profile, settings: Settings, ladder: Ladder) -> Outcome:
    """Fund the affordable set with most support, exactly; of equals the cheapest, then the ladder.

    Only projects with support above zero; only sets that keep to caps and floors and hold no two
    that exclude each other. Part awards: what is then left goes down the list by support. Sets
    equal in support and cost differ in some projects: the set is taken that holds the first of
    these by the ladder. Raises UnsupportedError where too many sets stay in question. Cost: see
    `most_support`.
    """
    support: list[int] = points_for(profile).tolist()
    wanted = [
        i
        for i, votes in enumerate(support)
        if votes > 0 and profile.projects[i].cost <= profile.budget
    ]
    order, _ = by_ladder(profile, wanted, support, ladder)
    best = most_support(
        [profile.projects[i].cost for i in order],
        [support[i] for i in order],
        profile.budget,
        limits_of(profile.constraints or Constraints(), [profile.ids[i] for i in order]),
    )
    if (
        best is None
    ):  # floors were lowered to what can be met (`constrained`): some set keeps to everything
        raise AssertionError
    funded, _ = best_first(profile, [order[k] for k in best.chosen], support, support, ladder)
    left, rounds = profile.budget, list[Round]()
    for i in funded:
        left -= profile.projects[i].cost
        rounds.append(Round(profile.ids[i], funded=True, left=left))
    turns = _parts(profile, support, [i for i in wanted if i not in funded], funded, ladder)
    left -= sum(turn.award for turn in turns)
    return Outcome(
        "knapsack",
        settings.parameters,
        profile.budget,
        profile.by_id(support),
        _reasons(profile, support, funded, turns),
        tuple(profile.ids[i] for i in funded),
        profile.budget - left,
        left,
        (*rounds, *turn_rounds(profile, turns)),
        _tie(
            profile,
            support,
            ladder,
            [] if best.equal is None else [order[k] for k in best.chosen ^ best.equal],
        ),
        awards=awards(profile, turns),
    )


def _parts(
    profile: Profile, support: list[int], rest: list[int], funded: list[int], ladder: Ladder
) -> list[Turn]:
    """Projects that get a part of their cost from what the set leaves."""
    if profile.constraints is None or profile.constraints.partial is None:
        return []
    spent = [(profile.projects[i].id, profile.projects[i].cost) for i in funded]
    order, _ = best_first(profile, rest, support, support, ladder)
    turns = fill(
        profile, order, profile.budget - sum(cost for _, cost in spent), stop=False, spent=spent
    )
    return [turn for turn in turns if turn.award]


def _tie(
    profile: Profile, support: list[int], ladder: Ladder, differ: list[int]
) -> tuple[Tie, ...]:
    """The projects in which the set differs from one as good."""
    if not differ:
        return ()
    return (by_ladder(profile, differ, support, ladder)[1],)


def _reasons(
    profile: Profile, support: list[int], funded: list[int], turns: list[Turn]
) -> dict[str, Words]:
    parts = {turn.project: turn for turn in turns}
    total = support_words(profile, sum(support[i] for i in funded))
    reasons: dict[str, Words] = {}
    for i, project in enumerate(profile.projects):
        own = support_words(profile, support[i])
        if i in funded:
            reasons[project.id] = say(
                "{support}. One of the set with most support in all, {total}.",
                support=own,
                total=total,
            )
        elif i in parts:
            reasons[project.id] = money_reason(profile, parts[i], own)
        elif project.cost > profile.budget:
            reasons[project.id] = say(
                "{support}. It costs {cost}, more than the pot.",
                support=own,
                cost=profile.money(project.cost),
            )
        elif support[i] <= 0:
            reasons[project.id] = say("{support}: not above zero.", support=own)
        else:
            reasons[project.id] = _outdone(profile, own, total)
    return reasons


def _outdone(profile: Profile, own: Words, total: Words) -> Words:
    constraints = profile.constraints or Constraints()
    if constraints.caps or constraints.exclusive or constraints.floors:
        return say(
            "{support}. No set with it that the pot can pay, and that keeps to every cap, floor "
            "and exclusion, "
            "has more than {total} in all, or as much for less.",
            support=own,
            total=total,
        )
    return say(
        "{support}. No set with it that the pot can pay has more than {total} in all, or as much "
        "for less.",
        support=own,
        total=total,
    )
