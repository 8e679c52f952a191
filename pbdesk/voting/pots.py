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
from pbdesk.voting.constraints import Cap, Constraints, Pot
from pbdesk.voting.greedy_fill import (
    Turn,
    awards,
    best_first,
    fill,
    money_reason,
    turn_rounds,
)
from pbdesk.voting.outcome import Outcome, Round
from pbdesk.voting.profile import Profile
from pbdesk.voting.support import support_words
from pbdesk.words import Words, say

__all__ = ["obeying"]


def obeying(profile: Profile, constraints: Constraints, counter: Counter) -> Outcome:
    """The outcome under constraints, pot by pot where there are several.

    Raises ConstraintError for a project that is not there, or sums that cannot be meant.
    """
    _known(profile, constraints)
    if not constraints.pots:
        return constrained(profile, constraints, counter)
    pots = _pots(profile, constraints)
    out = below(profile, constraints)
    parts = _by_pots(profile, constraints, counter, pots, out)
    whole = _whole(profile, pots, parts)
    if constraints.leftover != "next":
        return whole
    return _next(profile, constraints, whole, counter, out)


def _known(profile: Profile, constraints: Constraints) -> None:
    named = set(constraints.funded).union(*constraints.exclusive)
    for part in (*constraints.caps, *constraints.floors, *constraints.pots):
        named |= part.projects
    for name in sorted(named.difference(profile.ids)):
        raise ConstraintError(
            say(
                "A constraint names “{project}”, which is not on the ballot.",
                project=name[:60],
            ),
        )
    if constraints.partial is not None and not 0 < constraints.partial < 1:
        raise ConstraintError(
            say(
                "A part award begins at a share of the cost between none and all of it.",
            ),
        )


def _by_pots(
    profile: Profile,
    constraints: Constraints,
    counter: Counter,
    pots: Sequence[Pot],
    out: Mapping[str, Words],
) -> list[Outcome]:
    """Each pot's outcome in turn, without the projects `out` of the count."""
    cost_of = profile.cost_of
    parts: list[Outcome] = []
    gets: dict[str, int] = {}
    carried = 0
    for pot in pots:
        elsewhere = set(profile.ids) - pot.projects
        barred = {**out, **_rivals(constraints, pot, gets)}
        part = constrained(
            replace(without(profile, elsewhere), budget=pot.amount + carried),
            _within(constraints, pot, gets),
            counter,
            {name: words for name, words in barred.items() if name in pot.projects},
        )
        if constraints.leftover == "on":
            carried = part.leftover
        gets |= {name: cost_of[name] for name in part.funded}
        gets |= part.awards
        parts.append(part)
    return parts


def _rivals(
    constraints: Constraints,
    pot: Pot,
    gets: Mapping[str, int],
) -> dict[str, Words]:
    """Projects of a pot that one already funded excludes, with the reason."""
    funded = [*gets, *constraints.funded]
    reasons: dict[str, Words] = {}
    for name in pot.projects.difference(constraints.funded):
        rival = constraints.rival(name, funded)
        if rival is not None:
            reasons[name] = say("“{project}” is funded and excludes it.", project=rival)
    return reasons


def _pots(profile: Profile, constraints: Constraints) -> tuple[Pot, ...]:
    """The pots, and one for what stands in none of them.

    Raises ConstraintError for those that cannot be meant.
    """
    pots = constraints.pots
    if constraints.floors:
        raise ConstraintError(
            say(
                "Where categories have pots of their own, they have no floors beside them.",
            ),
        )
    for one, other in combinations(pots, 2):
        for name in sorted(one.projects & other.projects):
            raise ConstraintError(
                say("“{project}” stands in two pots.", project=name[:60]),
            )
    held = sum(pot.amount for pot in pots)
    if held > profile.budget:
        raise ConstraintError(
            say(
                "The pots hold {cost} together, more than the whole of {pot}.",
                cost=profile.money(held),
                pot=profile.money(profile.budget),
            ),
        )
    others = frozenset(profile.ids).difference(*(pot.projects for pot in pots))
    if not others:
        return pots
    return (*pots, Pot("", others, profile.budget - held))


def _within(constraints: Constraints, pot: Pot, gets: Mapping[str, int]) -> Constraints:
    """What holds in one pot, once the projects of earlier ones got their sums."""
    caps: list[Cap] = []
    for cap in constraints.caps:
        room = constraints.left(cap, gets.items())
        caps.append(Cap(cap.name, cap.projects & pot.projects, room))
    return Constraints(
        tuple(caps),
        constraints.exclusive,
        tuple(name for name in constraints.funded if name in pot.projects),
        partial=None if constraints.leftover == "next" else constraints.partial,
    )


def _whole(profile: Profile, pots: Sequence[Pot], parts: Sequence[Outcome]) -> Outcome:
    """The pots' outcomes as one."""
    whole = replace(
        parts[0],
        notes=(_note(profile, pots[0], parts[0]), *parts[0].notes),
    )
    for pot, part in zip(pots[1:], parts[1:], strict=True):
        whole = _beside(whole, part, _note(profile, pot, part))
    return replace(
        whole,
        budget=profile.budget,
        support={name: whole.support[name] for name in profile.ids},
        reasons={name: whole.reasons[name] for name in profile.ids},
        leftover=profile.budget - whole.cost,
        rounds=rounds_from(profile.budget, whole.rounds, profile.cost_of),
    )


def _beside(whole: Outcome, part: Outcome, note: Words) -> Outcome:
    """The outcome of some pots, and that of one more after it."""
    return replace(
        whole,
        support={**whole.support, **part.support},
        reasons={**whole.reasons, **part.reasons},
        funded=whole.funded + part.funded,
        cost=whole.cost + part.cost,
        rounds=whole.rounds + part.rounds,
        ties=whole.ties + part.ties,
        notes=(*whole.notes, note, *part.notes),
        awards=MappingProxyType({**whole.awards, **part.awards}),
    )


def _note(profile: Profile, pot: Pot, part: Outcome) -> Words:
    given = profile.money(part.cost)
    amount = profile.money(part.budget)
    left = profile.money(part.leftover)
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
    ids = profile.ids
    cost_of = profile.cost_of
    support = [whole.support[name] for name in ids]
    gets = {name: cost_of[name] for name in whole.funded}
    settled = gets.keys() | out.keys()
    among = [
        i
        for i, name in enumerate(ids)
        if name not in settled and counter.may_fund(support[i])
    ]
    by_support = [Fraction(votes) for votes in support]
    order, ties = best_first(profile, among, by_support, support, counter.ladder)
    obeyed = replace(profile, constraints=constraints)
    turns = fill(obeyed, order, whole.leftover, stop=False, spent=gets.items())
    return _gone_on(profile, replace(whole, ties=(*whole.ties, *ties)), turns)


def _gone_on(profile: Profile, whole: Outcome, turns: Sequence[Turn]) -> Outcome:
    """The outcome with what the pots left given in turns."""
    ids = profile.ids
    reasons = dict(whole.reasons)
    for turn in turns:
        name = ids[turn.project]
        reasons[name] = _next_reason(profile, turn, whole.support[name])
    taking = [turn for turn in turns if turn.takes(profile)]
    cost = whole.cost + sum(turn.takes(profile) for turn in taking)
    funded = [ids[turn.project] for turn in taking if turn.fit == "funded"]
    return replace(
        whole,
        funded=(*whole.funded, *funded),
        cost=cost,
        leftover=profile.budget - cost,
        reasons=reasons,
        rounds=_with_rounds(profile, whole, turn_rounds(profile, taking)),
        awards=MappingProxyType(dict(whole.awards) | awards(profile, turns)),
    )


def _next_reason(profile: Profile, turn: Turn, support: int | Fraction) -> Words:
    return say(
        "What the pots left went on by support. {reason}",
        reason=money_reason(profile, turn, _support(profile, support)),
    )


def _with_rounds(
    profile: Profile,
    whole: Outcome,
    later: Sequence[Round],
) -> tuple[Round, ...]:
    """The rounds of the pots, then the later ones: a project's last turn is the one that counts."""
    again = {each.project for each in later}
    earlier = [each for each in whole.rounds if each.project not in again]
    return rounds_from(profile.budget, [*earlier, *later], profile.cost_of)


def _support(profile: Profile, votes: int | Fraction) -> Words:
    if isinstance(votes, int):
        return support_words(profile, votes)
    return say("{votes} votes", votes=votes)
