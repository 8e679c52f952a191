"""Constrained: counting without what is below the threshold or already funded, and telling of it in the outcome."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

import numpy as np

from pbdesk.voting.constraints import Constraints
from pbdesk.voting.outcome import Outcome, Round
from pbdesk.voting.profile import Profile
from pbdesk.voting.support import ballots_for
from pbdesk.words import Words, say, several

__all__ = ["ConstraintError", "constrained"]


class ConstraintError(ValueError):
    """Constraints that name nobody, or cost more than there is, said in `words`."""

    def __init__(self, words: Words) -> None:
        """Keep the sentence for whoever shows it."""
        super().__init__(words.text)
        self.words = words


def constrained(profile: Profile, constraints: Constraints, count: Callable[[Profile], Outcome]) -> Outcome:
    """What `count` finds among the projects that take part, with the others and their reasons put in.

    The support of projects that take no part is what the rule itself measures on the whole ballot.
    Raises ConstraintError for a project that is not there, or where what is already funded costs more than the pot.
    """
    _known(profile, constraints)
    ids, costs = profile.ids, {project.id: project.cost for project in profile.projects}
    spent = sum(costs[name] for name in constraints.funded)
    if spent > profile.budget:
        raise ConstraintError(say("What is already funded costs {cost}, more than the pot of {pot}.",
                                  cost=profile.money(spent), pot=profile.money(profile.budget)))
    out = _below(profile, constraints) | _excluded(profile, constraints)
    gone = {*out, *constraints.funded}
    outcome = count(replace(_without(profile, gone), budget=profile.budget - spent,
                            constraints=_rest(constraints, costs)))
    measured = count(replace(profile, budget=0, constraints=Constraints())).support if gone else outcome.support
    left, rounds = profile.budget, list[Round]()
    for name in constraints.funded:
        left -= costs[name]
        rounds.append(Round(name, funded=True, left=left))
    reasons = dict(outcome.reasons) | out | dict.fromkeys(
        constraints.funded, say("Already funded before the vote, and paid from the pot first."))
    return replace(
        outcome, budget=profile.budget, funded=(*constraints.funded, *outcome.funded), cost=spent + outcome.cost,
        reasons={name: reasons[name] for name in ids}, rounds=(*rounds, *outcome.rounds),
        support={name: outcome.support.get(name, measured[name]) for name in ids})


def _known(profile: Profile, constraints: Constraints) -> None:
    named = {*constraints.funded}.union(*(cap.projects for cap in constraints.caps), *constraints.exclusive)
    for name in sorted(named - set(profile.ids)):
        raise ConstraintError(say("A constraint names “{project}”, which is not on the ballot.", project=name[:60]))


def _rest(constraints: Constraints, costs: Mapping[str, int]) -> Constraints:
    """What is left to obey once the projects already funded are paid."""
    paid = [(name, costs[name]) for name in constraints.funded]
    return Constraints(
        tuple(replace(cap, most=constraints.left(cap, paid)) for cap in constraints.caps), constraints.exclusive)


def _excluded(profile: Profile, constraints: Constraints) -> dict[str, Words]:
    """Projects that one already funded excludes, with the reason."""
    rivals = {name: constraints.rival(name, constraints.funded) for name in profile.ids
              if name not in constraints.funded}
    return {name: say("“{project}” is funded and excludes it.", project=rival)
            for name, rival in rivals.items() if rival is not None}


def _below(profile: Profile, constraints: Constraints) -> dict[str, Words]:
    """Projects below the threshold, with the reason."""
    threshold = constraints.threshold
    if threshold is None:
        return {}
    votes: list[int] = ballots_for(profile).tolist()
    marked = int(profile.weights[np.diff(profile.start) > 0].sum())
    below: dict[str, Words] = {}
    for project, support in zip(profile.projects, votes, strict=True):
        needed = threshold.needed(ballots=profile.n, marked=marked, cost=project.cost, budget=profile.budget)
        if support < needed and project.id not in constraints.funded:
            below[project.id] = several("{n} ballot: below the threshold of {needed}.",
                                        "{n} ballots: below the threshold of {needed}.", support,
                                        needed=-(-needed.numerator // needed.denominator))
    return below


def _without(profile: Profile, gone: Collection[str]) -> Profile:
    """The profile with fewer projects; every ballot still counts."""
    if not gone:
        return profile
    stays = np.array([name not in gone for name in profile.ids], dtype=bool)
    place = np.cumsum(stays) - 1
    marks = stays[profile.columns]
    lengths = np.bincount(profile.row_of[marks], minlength=len(profile.weights))
    return replace(
        profile, projects=tuple(project for project in profile.projects if project.id not in gone),
        start=np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64),
        columns=place[profile.columns[marks]].astype(np.int32), values=profile.values[marks])
