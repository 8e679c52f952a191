"""Pots: each counted by itself, with its own sum and projects.

What they leave stays, goes on, or goes to what fits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from types import MappingProxyType

from pbdesk.voting.constrained import (
    ConstraintError,
    Counter,
    below,
    constrained,
    rounds_from,
    without,
)
from pbdesk.voting.constraints import Constraints, Pot
from pbdesk.voting.greedy_fill import awards, best_first, fill, money_reason, turn_rounds
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.support import support_words
from pbdesk.words import Words, say

__all__ = ["obeying"]


def obeying(profile: Profile, constraints: Constraints, counter: Counter) -> Outcome:
    """The outcome under constraints, pot by pot where there are several.

    Raises ConstraintError for a project that is not there, or sums that cannot be meant.
    """
    _known(profile, constraints)
    return (
        _by_pots(profile, constraints, counter)
        if constraints.pots
        else constrained(profile, constraints, counter)
    )


def _known(profile: Profile, constraints: Constraints) -> None:
    groups = [each.projects for each in (*constraints.caps, *constraints.floors, *constraints.pots)]
    named = {*constraints.funded}.union(*groups, *constraints.exclusive)
    for name in sorted(named - set(profile.ids)):
        raise ConstraintError(
            say("A constraint names “{project}”, which is not on the ballot.", project=name[:60])
        )
    if constraints.partial is not None and not 0 < constraints.partial < 1:
        raise ConstraintError(
            say("A part award begins at a share of the cost between none and all of it.")
        )


def _by_pots(profile: Profile, constraints: Constraints, counter: Counter) -> Outcome:
    out, costs = (
        below(profile, constraints),
        {project.id: project.cost for project in profile.projects},
    )
    parts: list[Outcome] = []
    gets: dict[str, int] = {}
    pots, carried = _pots(profile, constraints), 0
    for pot in pots:
        within = without(profile, set(profile.ids) - pot.projects)
        rivals = {
            name: say("“{project}” is funded and excludes it.", project=rival)
            for name in pot.projects
            if name not in constraints.funded
            and (rival := constraints.rival(name, [*gets, *constraints.funded])) is not None
        }
        part = constrained(
            replace(within, budget=pot.amount + carried),
            _within(constraints, pot, gets),
            counter,
            {name: words for name, words in (out | rivals).items() if name in pot.projects},
        )
        carried = part.leftover if constraints.leftover == "on" else 0
        gets |= {name: costs[name] for name in part.funded} | dict(part.awards)
        parts.append(part)
    whole = _whole(profile, pots, parts)
    return (
        _next(profile, constraints, whole, counter, out)
        if constraints.leftover == "next"
        else whole
    )


def _pots(profile: Profile, constraints: Constraints) -> tuple[Pot, ...]:
    """The pots, and one for what stands in none of them.

    Raises ConstraintError for those that cannot be meant.
    """
    if constraints.floors:
        raise ConstraintError(
            say("Where categories have pots of their own, they have no floors beside them.")
        )
    for one, other in combinations(constraints.pots, 2):
        for name in sorted(one.projects & other.projects):
            raise ConstraintError(say("“{project}” stands in two pots.", project=name[:60]))
    rest = profile.budget - sum(pot.amount for pot in constraints.pots)
    if rest < 0:
        raise ConstraintError(
            say(
                "The pots hold {cost} together, more than the whole of {pot}.",
                cost=profile.money(profile.budget - rest),
                pot=profile.money(profile.budget),
            )
        )
    others = frozenset(profile.ids).difference(*(pot.projects for pot in constraints.pots))
    return (*constraints.pots, Pot("", others, rest)) if others else constraints.pots


def _within(constraints: Constraints, pot: Pot, gets: Mapping[str, int]) -> Constraints:
    """What holds in one pot, once the projects of earlier ones got their sums."""
    return Constraints(
        tuple(
            replace(
                cap, projects=cap.projects & pot.projects, most=constraints.left(cap, gets.items())
            )
            for cap in constraints.caps
        ),
        constraints.exclusive,
        tuple(name for name in constraints.funded if name in pot.projects),
        partial=None if constraints.leftover == "next" else constraints.partial,
    )


def _whole(profile: Profile, pots: Sequence[Pot], parts: Sequence[Outcome]) -> Outcome:
    """The pots' outcomes as one."""
    costs = {project.id: project.cost for project in profile.projects}
    reasons = {name: words for part in parts for name, words in part.reasons.items()}
    support = {name: votes for part in parts for name, votes in part.support.items()}
    notes = [
        words
        for pot, part in zip(pots, parts, strict=True)
        for words in (_note(profile, pot, part), *part.notes)
    ]
    cost = sum(part.cost for part in parts)
    return replace(
        parts[0],
        budget=profile.budget,
        support={name: support[name] for name in profile.ids},
        reasons={name: reasons[name] for name in profile.ids},
        funded=tuple(name for part in parts for name in part.funded),
        cost=cost,
        leftover=profile.budget - cost,
        rounds=rounds_from(profile.budget, [each for part in parts for each in part.rounds], costs),
        ties=tuple(tie for part in parts for tie in part.ties),
        notes=tuple(notes),
        awards=MappingProxyType(
            {name: sum_ for part in parts for name, sum_ in part.awards.items()}
        ),
    )


def _note(profile: Profile, pot: Pot, part: Outcome) -> Words:
    given, amount, left = (
        profile.money(minor) for minor in (part.cost, part.budget, part.leftover)
    )
    if not pot.name:
        return say(
            "What stands in no pot of its own: {given} of {amount} given, {left} left.",
            given=given,
            amount=amount,
            left=left,
        )
    return say(
        "Pot “{name}”: {given} of {amount} given, {left} left.",
        name=pot.name,
        given=given,
        amount=amount,
        left=left,
    )


def _next(
    profile: Profile,
    constraints: Constraints,
    whole: Outcome,
    counter: Counter,
    out: Mapping[str, Words],
) -> Outcome:
    """What all pots left goes to the most supported projects that fit, whatever their pot."""
    costs = {project.id: project.cost for project in profile.projects}
    support = [whole.support[name] for name in profile.ids]
    gets = {name: costs[name] for name in whole.funded}
    among = [
        i
        for i, name in enumerate(profile.ids)
        if name not in gets and name not in out and counter.may_fund(support[i])
    ]
    order, ties = best_first(
        profile, among, [Fraction(votes) for votes in support], support, counter.ladder
    )
    obeyed = replace(profile, constraints=constraints)
    turns = fill(obeyed, order, whole.leftover, stop=False, spent=gets.items())
    got = [turn for turn in turns if turn.takes(profile)]
    reasons = {
        profile.ids[turn.project]: say(
            "What the pots left went on by support. {reason}",
            reason=money_reason(profile, turn, _support(profile, support[turn.project])),
        )
        for turn in turns
    }
    cost = whole.cost + sum(turn.takes(profile) for turn in got)
    taking = turn_rounds(profile, got)
    earlier = [
        each for each in whole.rounds if each.project not in {later.project for later in taking}
    ]
    return replace(
        whole,
        funded=(
            *whole.funded,
            *(profile.ids[turn.project] for turn in got if turn.fit == "funded"),
        ),
        cost=cost,
        leftover=profile.budget - cost,
        reasons={**whole.reasons, **reasons},
        ties=(*whole.ties, *ties),
        rounds=rounds_from(profile.budget, [*earlier, *taking], costs),
        awards=MappingProxyType(dict(whole.awards) | awards(profile, turns)),
    )


def _support(profile: Profile, votes: int | Fraction) -> Words:
    return (
        support_words(profile, votes)
        if isinstance(votes, int)
        else say("{votes} votes", votes=votes)
    )
