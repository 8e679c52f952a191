"""Pots: each counted by itself, with its own sum and projects.

What they leave stays, goes on, or goes to what fits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
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
from pbdesk.voting.constraints import Cap, Constraints, Floor, Pot
from pbdesk.voting.greedy_fill import (
    Turn,
    awards,
    best_first,
    fill,
    funded_of,
    money_reason,
    turn_rounds,
)
from pbdesk.voting.outcome import Outcome, Round, Tie
from pbdesk.voting.profile import Profile
from pbdesk.voting.support import support_words
from pbdesk.words import Words, say

__all__ = ["obeying"]

type _Reasons = Mapping[str, Words]
type _Gets = Mapping[str, int]
"""What each of some projects gets, minor units."""


def obeying(
    profile: Profile,
    constraints: Constraints,
    counter: Counter,
) -> Outcome:
    """The outcome under constraints, pot by pot where there are several.

    Raises ConstraintError for a project that is not there, or sums that cannot be meant.
    """
    _known(profile, constraints)
    if not constraints.pots:
        return constrained(profile, constraints, counter)
    pots = _pots(profile, constraints)
    out = below(profile, constraints)
    return _Task(profile, constraints, counter, out).outcome(pots)


def _known(profile: Profile, constraints: Constraints) -> None:
    for name in sorted(_named(constraints).difference(profile.ids)):
        raise _not_on_the_ballot(name[:60])
    _refuse_unless_a_part(constraints.partial)


def _refuse_unless_a_part(share: Fraction | None) -> None:
    if share is not None and not 0 < share < 1:
        raise ConstraintError(
            say(
                "A part award begins at a share of the cost between none and all of it.",
            ),
        )


def _not_on_the_ballot(name: str) -> ConstraintError:
    return ConstraintError(
        say(
            "A constraint names “{project}”, which is not on the ballot.",
            project=name,
        ),
    )


def _named(constraints: Constraints) -> set[str]:
    """Every project that a constraint names."""
    named = set(constraints.funded).union(*constraints.exclusive)
    return named.union(*(part.projects for part in _parts(constraints)))


def _parts(constraints: Constraints) -> Sequence[Cap | Floor | Pot]:
    return (*constraints.caps, *constraints.floors, *constraints.pots)


@dataclass(frozen=True)
class _Task:
    """What is counted pot by pot, without the projects `out`."""

    profile: Profile
    constraints: Constraints
    counter: Counter
    out: _Reasons

    def outcome(self, pots: Sequence[Pot]) -> Outcome:
        """All pots' outcomes as one, with what they leave where it goes on."""
        whole = _whole(self.profile, pots, self._by_pots(pots))
        if self.constraints.leftover != "next":
            return whole
        return self._next(whole)

    def _by_pots(self, pots: Sequence[Pot]) -> list[Outcome]:
        """Each pot's outcome in turn."""
        parts: list[Outcome] = []
        gets: dict[str, int] = {}
        carried = 0
        for pot in pots:
            part = self._part(pot, carried, gets)
            if self.constraints.leftover == "on":
                carried = part.leftover
            gets |= self._costs(part) | dict(part.awards)
            parts.append(part)
        return parts

    def _costs(self, outcome: Outcome) -> dict[str, int]:
        """What is funded, at its whole cost."""
        return {name: self.profile.cost_of[name] for name in outcome.funded}

    def _part(self, pot: Pot, carried: int, gets: _Gets) -> Outcome:
        """A pot's outcome; `carried`: what an earlier one left to it."""
        return constrained(
            self._profile_of(pot, pot.amount + carried),
            _within(self.constraints, pot, gets),
            self.counter,
            self._barred(pot, gets),
        )

    def _profile_of(self, pot: Pot, budget: int) -> Profile:
        alone = without(self.profile, set(self.profile.ids) - pot.projects)
        return replace(alone, budget=budget)

    def _barred(self, pot: Pot, gets: _Gets) -> dict[str, Words]:
        """Projects of a pot that take no part, with the reason."""
        barred = {**self.out, **_rivals(self.constraints, pot, gets)}
        return {
            name: words
            for name, words in barred.items()
            if name in pot.projects
        }

    def _next(self, whole: Outcome) -> Outcome:
        """What all pots left goes to the most supported projects that fit, whatever their pot."""
        order, ties = self._left_over(whole)
        turns = fill(
            replace(self.profile, constraints=self.constraints),
            order,
            whole.leftover,
            stop=False,
            spent=self._costs(whole).items(),
        )
        with_ties = replace(whole, ties=(*whole.ties, *ties))
        return _gone_on(self.profile, with_ties, turns)

    def _left_over(self, whole: Outcome) -> tuple[list[int], list[Tie]]:
        """What may still be funded, most support first, and the ties on the way."""
        support = [whole.support[name] for name in self.profile.ids]
        by_support = [Fraction(votes) for votes in support]
        among = [
            i
            for i in self._open(whole.funded)
            if self.counter.may_fund(support[i])
        ]
        ladder = self.counter.ladder
        return best_first(self.profile, among, by_support, support, ladder)

    def _open(self, funded: Sequence[str]) -> list[int]:
        """What is neither funded nor left out, as places on the ballot."""
        settled = {*funded, *self.out}
        return [
            i for i, name in enumerate(self.profile.ids) if name not in settled
        ]


def _rivals(
    constraints: Constraints,
    pot: Pot,
    gets: _Gets,
) -> dict[str, Words]:
    """Projects of a pot that one already funded excludes, with the reason."""
    funded = [*gets, *constraints.funded]
    among = pot.projects.difference(constraints.funded)
    rivals = {name: constraints.rival(name, funded) for name in among}
    return {
        name: _excluded_by(rival)
        for name, rival in rivals.items()
        if rival is not None
    }


def _excluded_by(rival: str) -> Words:
    return say("“{project}” is funded and excludes it.", project=rival)


def _pots(profile: Profile, constraints: Constraints) -> tuple[Pot, ...]:
    """The pots, and one for what stands in none of them.

    Raises ConstraintError for those that cannot be meant.
    """
    pots = constraints.pots
    _refuse_floors(constraints)
    _refuse_shared(pots)
    held = sum(pot.amount for pot in pots)
    _refuse_too_much(profile, held)
    others = frozenset(profile.ids).difference(*(pot.projects for pot in pots))
    if not others:
        return pots
    return (*pots, Pot("", others, profile.budget - held))


def _refuse_floors(constraints: Constraints) -> None:
    if constraints.floors:
        raise ConstraintError(
            say(
                "Where categories have pots of their own, they have no floors beside them.",
            ),
        )


def _refuse_shared(pots: Sequence[Pot]) -> None:
    for one, other in combinations(pots, 2):
        for name in sorted(one.projects & other.projects):
            raise _in_two_pots(name[:60])


def _in_two_pots(name: str) -> ConstraintError:
    return ConstraintError(say("“{project}” stands in two pots.", project=name))


def _refuse_too_much(profile: Profile, held: int) -> None:
    if held > profile.budget:
        raise ConstraintError(
            say(
                "The pots hold {cost} together, more than the whole of {pot}.",
                cost=profile.money(held),
                pot=profile.money(profile.budget),
            ),
        )


def _within(constraints: Constraints, pot: Pot, gets: _Gets) -> Constraints:
    """What holds in one pot, once the projects of earlier ones got their sums."""
    return Constraints(
        tuple(
            _cap_within(cap, constraints, pot, gets) for cap in constraints.caps
        ),
        constraints.exclusive,
        tuple(name for name in constraints.funded if name in pot.projects),
        partial=_partial(constraints),
    )


def _partial(constraints: Constraints) -> Fraction | None:
    """Part awards in a pot: none where what is left goes to whatever fits."""
    if constraints.leftover == "next":
        return None
    return constraints.partial


def _cap_within(
    cap: Cap,
    constraints: Constraints,
    pot: Pot,
    gets: _Gets,
) -> Cap:
    room = constraints.left(cap, gets.items())
    return Cap(cap.name, cap.projects & pot.projects, room)


def _whole(
    profile: Profile,
    pots: Sequence[Pot],
    parts: Sequence[Outcome],
) -> Outcome:
    """The pots' outcomes as one."""
    told = zip(pots, parts, strict=True)
    whole = reduce(
        _beside,
        (_with_note(profile, pot, part) for pot, part in told),
    )
    return replace(
        whole,
        budget=profile.budget,
        support={name: whole.support[name] for name in profile.ids},
        reasons={name: whole.reasons[name] for name in profile.ids},
        leftover=profile.budget - whole.cost,
        rounds=rounds_from(profile.budget, whole.rounds, profile.cost_of),
    )


def _beside(whole: Outcome, part: Outcome) -> Outcome:
    """The outcome of some pots, and that of one more after it."""
    return replace(
        whole,
        support={**whole.support, **part.support},
        reasons={**whole.reasons, **part.reasons},
        funded=whole.funded + part.funded,
        cost=whole.cost + part.cost,
        rounds=whole.rounds + part.rounds,
        ties=whole.ties + part.ties,
        notes=(*whole.notes, *part.notes),
        awards=MappingProxyType({**whole.awards, **part.awards}),
    )


def _with_note(profile: Profile, pot: Pot, part: Outcome) -> Outcome:
    return replace(part, notes=(_note(profile, pot, part), *part.notes))


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


def _gone_on(
    profile: Profile,
    whole: Outcome,
    turns: Sequence[Turn],
) -> Outcome:
    """The outcome with what the pots left given in turns."""
    taking = [turn for turn in turns if turn.takes(profile)]
    cost = whole.cost + sum(turn.takes(profile) for turn in taking)
    return replace(
        whole,
        funded=(*whole.funded, *profile.names(funded_of(taking))),
        cost=cost,
        leftover=profile.budget - cost,
        reasons={**whole.reasons, **_next_reasons(profile, whole, turns)},
        rounds=_with_rounds(profile, whole, turn_rounds(profile, taking)),
        awards=MappingProxyType(dict(whole.awards) | awards(profile, turns)),
    )


def _next_reasons(
    profile: Profile,
    whole: Outcome,
    turns: Sequence[Turn],
) -> dict[str, Words]:
    """Why what had a turn after the pots was funded or not."""
    named = {profile.ids[turn.project]: turn for turn in turns}
    return {
        name: _next_reason(profile, turn, whole.support[name])
        for name, turn in named.items()
    }


def _next_reason(
    profile: Profile,
    turn: Turn,
    support: int | Fraction,
) -> Words:
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
