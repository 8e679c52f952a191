"""Knapsack: of all sets of projects that the pot can pay, the one with most support in all."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pbdesk.voting.constraints import Constraints
from pbdesk.voting.explain.change import Proof
from pbdesk.voting.explain.search import never_hurts
from pbdesk.voting.greedy_fill import (
    OBEYS,
    Turn,
    bought_rounds,
    by_ladder,
    by_votes,
    fill,
    funding,
    money_reason,
    too_dear_words,
    turn_rounds,
)
from pbdesk.voting.most_support import Best, most_support
from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome, Round, Tie
from pbdesk.voting.profile import Places, Profile, Project
from pbdesk.voting.registry import Method, rule
from pbdesk.voting.reserve import limits_of
from pbdesk.voting.shares.kept_out import spent_on
from pbdesk.voting.support import points_for, support_words
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["knapsack"]

type _Places = Sequence[int]


def _method(_settings: Settings) -> Method:
    return (
        say(
            "Of all the sets of projects that the pot can pay, the one with most support in all is "
            "funded.",
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
    sums={"cumulative", "scoring", "quadratic"},
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
    wanted = _in_question(profile, support)
    order, _ = by_ladder(profile, wanted, support, ladder)
    best = _best(profile, support, order)
    funded, _ = by_votes(profile, best.chosen, support, ladder)
    rest = [i for i in wanted if i not in funded]
    parts = _parts(profile, support, rest, funded, ladder)
    outcome = Outcome(
        "knapsack",
        settings.parameters,
        profile.budget,
        profile.by_id(support),
        _reasons(profile, support, funded, parts),
        rounds=(*_bought(profile, funded), *turn_rounds(profile, parts)),
        ties=_tie(profile, support, ladder, _differ(best)),
    )
    return funding(outcome, profile, funded, parts)


def _in_question(profile: Profile, support: _Places) -> list[int]:
    """Projects with support that the pot can pay."""
    return [
        i
        for i, project in enumerate(profile.projects)
        if support[i] > 0 and project.cost <= profile.budget
    ]


def _differ(best: Best) -> frozenset[int]:
    """The projects by which an equally good set differs, where there is one."""
    if not best.equal:
        return frozenset()
    return best.chosen ^ best.equal


def _best(profile: Profile, support: Sequence[int], order: _Places) -> Best:
    """The best set of the projects in `order`, as their places on the ballot."""
    projects = [profile.projects[i] for i in order]
    constraints = profile.constraints or Constraints()
    best = most_support(
        [project.cost for project in projects],
        [support[i] for i in order],
        profile.budget,
        limits_of(constraints, [project.id for project in projects]),
    )
    if best is None:
        # Floors were lowered to what can be met (`constrained`): some set keeps to everything.
        raise AssertionError
    equal = None if best.equal is None else _on_ballot(best.equal, order)
    return Best(_on_ballot(best.chosen, order), equal)


def _on_ballot(places: Collection[int], order: _Places) -> frozenset[int]:
    """Places in an order as places on the ballot."""
    return frozenset(order[k] for k in places)


def _bought(profile: Profile, funded: Places) -> list[Round]:
    """The projects of the set one after the other, with what is left after each."""
    return bought_rounds(profile, ((i, ()) for i in funded))


def _parts(
    profile: Profile,
    support: Sequence[int],
    rest: Places,
    funded: Places,
    ladder: Ladder,
) -> list[Turn]:
    """Projects that get a part of their cost from what the set leaves."""
    if profile.constraints is None or profile.constraints.partial is None:
        return []
    spent = spent_on(profile, funded)
    left = profile.budget - sum(cost for _, cost in spent)
    order, _ = by_votes(profile, rest, support, ladder)
    turns = fill(profile, order, left, stop=False, spent=spent)
    return [turn for turn in turns if turn.award]


def _tie(
    profile: Profile,
    support: Sequence[int],
    ladder: Ladder,
    differ: Collection[int],
) -> tuple[Tie, ...]:
    """The projects in which the set differs from one as good."""
    if not differ:
        return ()
    _, tie = by_ladder(profile, differ, support, ladder)
    return (tie,)


def _reasons(
    profile: Profile,
    support: Sequence[int],
    funded: _Places,
    parts: Sequence[Turn],
) -> dict[str, Words]:
    """Why each project was funded or not."""
    part_of = {turn.project: turn for turn in parts}
    total = support_words(profile, sum(support[i] for i in funded))
    reasons: dict[str, Words] = {}
    for i, project in enumerate(profile.projects):
        own = support_words(profile, support[i])
        if i in funded:
            reasons[project.id] = _funded_words(own, total)
        elif i in part_of:
            reasons[project.id] = money_reason(profile, part_of[i], own)
        elif support[i] > 0 and project.cost <= profile.budget:
            reasons[project.id] = _outdone(profile, own, total)
        else:
            reasons[project.id] = _out_of_question(profile, project, own)
    return reasons


def _funded_words(own: Words, total: Words) -> Words:
    return say(
        "{support}. One of the set with most support in all, {total}.",
        support=own,
        total=total,
    )


def _out_of_question(profile: Profile, project: Project, own: Words) -> Words:
    """Why a project took no part: too dear, or not wanted."""
    if project.cost > profile.budget:
        return too_dear_words(profile, project.cost, own)
    return say("{support}: not above zero.", support=own)


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
