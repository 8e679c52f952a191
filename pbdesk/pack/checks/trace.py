"""Check 20: the rounds of the count, one after the other, against the published costs and totals.

Needs no ballots. Where a rule only goes down a list (greedy, Borda, quadratic), the published
totals give every round again; where ballots pay (Equal Shares, Phragmen), each round's payments
must make its cost. Of a question without money `figures` looks at what is published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, zip_longest
from math import lcm

from pbdesk.pack.checks.asked import of_each
from pbdesk.pack.checks.case import Case, Finding, Unchecked
from pbdesk.pack.checks.figures import figures_hold
from pbdesk.pack.contents import Asked, Count
from pbdesk.pack.refused import PackRefused
from pbdesk.voting.outcome import Outcome, Payment, Tie
from pbdesk.voting.registry import Rounds
from pbdesk.voting.rules import RULES
from pbdesk.voting.shares.settings import Completion
from pbdesk.voting.ties import Ladder, Lot
from pbdesk.voting.trace import outcome_told
from pbdesk.words import Words, say, several

__all__ = ["rounds_hold", "trace"]

_MOST_BITS = 1 << 16


def _trace(case: Case, said: Asked) -> Finding:
    """Every round of the count adds up and follows from what is published.

    One hall of several decides nothing; every other result tells how it was counted.
    """
    if said.trace is None:
        untold = say("The result does not tell the rounds of its count.")
        if case.info.stage == "part":
            return Unchecked(untold)
        raise PackRefused(untold)
    lot = None if said.seed is None else Lot(said.seed, said.id, said.rungs)
    if said.outcome.funded is None:
        return figures_hold(said.trace, said, lot)
    return rounds_hold(said.trace, said.outcome, lot)


trace = of_each(_trace)


def rounds_hold(trace: object, said: Count, lot: Lot | None) -> Words:
    """What was found right in the rounds that `trace` tells beside the published `said`.

    Raises PackRefused.
    """
    try:
        told = _Told.of(outcome_told(trace), said, lot)
    except ValueError as error:
        raise _unreadable() from error
    _refuse_another_count(told, said)
    for tie in told.outcome.ties:
        _refuse_tie(told, tie)
    _refuse_sums(told, free=said.constraints is not None)
    n = len(told.turns)
    if told.counted == 0:
        _refuse_other_turns(told, 0, ())
        return say("No ballot is valid, and the vote funded nothing.")
    if said.constraints is None and told.follow("list", "list-above-zero"):
        _refuse_other_turns(told, 0, _turns(told))
        return several(
            "{n} round; it follows from the published totals.",
            "{n} rounds; each follows from the published totals.",
            n,
        )
    if said.constraints is None and told.follow("paid"):
        _refuse_payments(told)
        return several(
            "{n} round; it adds up, and so does what was paid.",
            "{n} rounds; each adds up, and so does what was paid.",
            n,
        )
    return several("{n} round adds up.", "{n} rounds add up.", n)


def _unreadable() -> PackRefused:
    return PackRefused(say("The rounds of the count cannot be read."))


@dataclass(frozen=True, slots=True)
class _Turn:
    """One project's turn, as its round tells it."""

    project: str
    funded: bool
    left: int
    award: int
    payments: Sequence[Payment]


type _Key = Callable[[str], tuple[bool, Fraction]]


@dataclass(frozen=True)
class _Told:
    """The trace beside the published lines: `cost` in minor units, `support` exact."""

    outcome: Outcome
    turns: Sequence[_Turn]
    cost: Mapping[str, int]
    support: Mapping[str, Fraction]
    counted: int
    lot: Lot | None

    @classmethod
    def of(cls, outcome: Outcome, said: Count, lot: Lot | None) -> _Told:
        """Raises ValueError for a round of no project.

        Or a project in the trace that is not published.
        """
        cost = {line.id: line.cost for line in said.projects}
        turns = list[_Turn]()
        for round_ in outcome.rounds:
            if round_.project is None:
                raise ValueError("a round of no project")
            turns.append(
                _Turn(
                    round_.project,
                    round_.funded,
                    round_.left,
                    round_.award,
                    round_.payments,
                ),
            )
        named = {turn.project for turn in turns}
        for tie in outcome.ties:
            named |= {*tie.tied, *tie.order}
        if outcome.support.keys() != cost.keys() or not named <= cost.keys():
            raise ValueError("other projects")
        support = {
            project: Fraction(votes)
            for project, votes in outcome.support.items()
        }
        return cls(outcome, turns, cost, support, said.ballots.counted, lot)

    def follow(self, *kinds: Rounds) -> bool:
        """Whether the rounds of the rule are of such a kind, and it has no options unknown here.

        Under any other only the sums are checked.
        """
        rule = RULES.get(self.outcome.rule)
        if rule is None or rule.rounds not in kinds:
            return False
        return self.outcome.parameters.keys() <= {
            option.name for option in rule.options
        }

    def in_order(self, tied: Iterable[str]) -> Tie:
        """Equals as the ladder tells them apart."""
        return Ladder(self.lot).order(
            tied,
            self.cost.__getitem__,
            self.support.__getitem__,
        )

    def best_first(self, among: Sequence[str], key: _Key) -> list[str]:
        """Projects by `key`, largest first, equals by the ladder."""
        return sorted(self.in_order(among).order, key=key, reverse=True)

    def by_support(self, project: str) -> tuple[bool, Fraction]:
        """What comes first under most rules."""
        return False, self.support[project]

    def by_support_per_cost(self, project: str) -> tuple[bool, Fraction]:
        """The same for each minor unit.

        What is supported and costs nothing comes before all else.
        """
        cost = self.cost[project]
        votes = self.support[project]
        return cost == 0 and votes > 0, votes / (cost or 1)


def _refuse_another_count(told: _Told, said: Count) -> None:
    outcome = told.outcome
    same = (
        outcome.rule == said.rule
        and outcome.parameters == said.parameters
        and outcome.budget == said.budget
        and list(outcome.funded) == said.funded
        and outcome.cost == said.cost
        and outcome.leftover == said.leftover
        and outcome.awards == said.awards
    )
    if not same or any(
        str(outcome.support[line.id]) != str(line.support)
        for line in said.projects
    ):
        raise PackRefused(say("The rounds are those of another count."))


def _refuse_tie(told: _Told, tie: Tie) -> None:
    found = told.in_order(set(tie.tied))
    right = found.order == tie.order and found.decided_by == tie.decided_by
    if not right or len(found.order) != len(tie.tied):
        raise PackRefused(
            say(
                "The tie of “{project}” was decided otherwise than by cost, votes and lot.",
                project=tie.order[0] if tie.order else "",
            ),
        )


def _refuse_sums(told: _Told, *, free: bool) -> None:
    """From the whole pot, each funded project takes its cost.

    One that is passed over costs more than is left.
    With `free`, constraints may keep a project out all the same, or leave it a part of its cost.
    """
    left = told.outcome.budget
    for number, turn in enumerate(told.turns, 1):
        cost = told.cost[turn.project]
        after = left - (cost if turn.funded else turn.award)
        if turn.award:
            fits = free and not turn.funded and 0 < turn.award < cost
        else:
            fits = (cost <= left) == turn.funded or (free and not turn.funded)
        if turn.left != after or after < 0 or not fits:
            raise PackRefused(
                say(
                    "Round {number} does not add up: {project}.",
                    number=number,
                    project=turn.project,
                ),
            )
        left = after
    if left != told.outcome.leftover or not _leads_to_the_funded(told):
        raise PackRefused(
            say("The rounds do not lead to the projects that were funded."),
        )


def _leads_to_the_funded(told: _Told) -> bool:
    turns = [turn.project for turn in told.turns]
    funded = [turn.project for turn in told.turns if turn.funded]
    parts = {turn.project: turn.award for turn in told.turns if turn.award}
    each_once = len(set(turns)) == len(turns)
    return (
        each_once
        and tuple(funded) == told.outcome.funded
        and parts == told.outcome.awards
    )


def _refuse_other_turns(
    told: _Told,
    start: int,
    expected: Sequence[str],
) -> None:
    """From round `start` the turns are those `expected`, and nobody pays."""
    for number, (turn, project) in enumerate(
        zip_longest(told.turns[start:], expected),
        start + 1,
    ):
        if turn is None or turn.project != project:
            raise PackRefused(
                say(
                    "By the published totals, another project has its turn in round {number}.",
                    number=number,
                ),
            )
        if turn.payments:
            raise PackRefused(
                say(
                    "Round {number}: under this rule nobody pays for a project.",
                    number=number,
                ),
            )


def _turns(told: _Told) -> list[str]:
    """Whose turn comes, by the totals.

    Every project that may be funded, up to where the count stops.
    """
    given = told.outcome.parameters
    key = (
        told.by_support_per_cost
        if given.get("by") == "support-per-cost"
        else told.by_support
    )
    least = _whole(given.get("threshold"))
    enough = [
        project for project, votes in told.support.items() if votes >= least
    ]
    if told.follow("list-above-zero"):
        enough = [project for project in enough if told.support[project] > 0]
    order = told.best_first(enough, key)
    if given.get("fit") == "stop":
        return _until_too_dear(told, order)
    return order


def _whole(threshold: str | int | None) -> int:
    """The threshold, which is a number where there is one. Raises PackRefused for a text."""
    if isinstance(threshold, str):
        raise _unreadable()
    return threshold or 0


def _until_too_dear(told: _Told, order: Sequence[str]) -> list[str]:
    """The order up to and with the first project that costs more than is left."""
    left = told.outcome.budget
    for number, project in enumerate(order, 1):
        left -= told.cost[project]
        if left < 0:
            return list(order[:number])
    return list(order)


def _refuse_payments(told: _Told) -> None:
    """Free projects come first, then what ballots paid for, then.

    Where the rule says so what the rest pays for.
    """
    rounds = told.turns
    for number, turn in enumerate(rounds, 1):
        if turn.payments and not _pays(told, turn):
            raise PackRefused(
                say(
                    "Round {number}: what was paid does not make the cost of {project}.",
                    number=number,
                    project=turn.project,
                ),
            )
    paid = [i for i, turn in enumerate(rounds) if turn.payments]
    if not paid and _by_support_instead(told):
        return
    first, after = (paid[0], paid[-1] + 1) if paid else (0, 0)
    completion = _completion(told)
    filling = completion is not None and completion.then_greedy
    for turn in rounds[:after] if filling else rounds:
        if told.cost[turn.project] and not turn.payments:
            raise PackRefused(
                say(
                    "“{project}” was funded, and nobody paid for it.",
                    project=turn.project,
                ),
            )
    if filling:
        _refuse_filling(told, after or _free(told))
    _refuse_dearer_first(told, range(first, after))


def _by_support_instead(told: _Told) -> bool:
    """Whether the rounds are those of most support alone, which a comparison may prefer."""
    wanted = [p for p, votes in told.support.items() if votes > 0]
    in_turn = [turn.project for turn in told.turns]
    return _compares(told) and in_turn == told.best_first(
        wanted,
        told.by_support,
    )


def _compares(told: _Told) -> bool:
    return told.outcome.parameters.get("comparison", "none") != "none"


def _pays(told: _Told, turn: _Turn) -> bool:
    voters = [payment.voters for payment in turn.payments]
    each = [payment.each for payment in turn.payments]
    return (
        turn.funded
        and min(voters) > 0
        and sum(voters) <= told.counted
        and min(each) >= 0
        and max(each) <= _most(told)
        and _paid(turn.payments) == told.cost[turn.project]
    )


def _paid(payments: Sequence[Payment]) -> Fraction:
    """What was paid in a round, over one denominator.

    Raises PackRefused where that is longer than a count makes it: adding up would take hours.
    """
    below = 1
    for payment in payments:
        below = lcm(below, payment.each.denominator)
        if below.bit_length() > _MOST_BITS:
            raise _unreadable()
    above = sum(
        payment.voters
        * payment.each.numerator
        * (below // payment.each.denominator)
        for payment in payments
    )
    return Fraction(above, below)


def _free(told: _Told) -> int:
    """How many rounds at the start cost nothing."""
    rounds = told.turns
    return next(
        (i for i, turn in enumerate(rounds) if told.cost[turn.project]),
        len(rounds),
    )


def _most(told: _Told) -> Fraction:
    """What one ballot can pay at most.

    Its share, where that is not raised step by step, else the whole pot.
    """
    if _raises_shares(_completion(told)):
        return Fraction(told.outcome.budget)
    return Fraction(told.outcome.budget, told.counted or 1)


def _raises_shares(completion: Completion | None) -> bool:
    if completion is None:
        return True
    return completion.by_steps or completion.by_breakpoints


def _completion(told: _Told) -> Completion | None:
    """What raises shares and gives out the rest; None for rules that do neither."""
    word = told.outcome.parameters.get("completion")
    if word is None:
        return None
    try:
        return Completion(word)
    except ValueError as error:
        raise _unreadable() from error


def _refuse_filling(told: _Told, start: int) -> None:
    """From round `start` the rest goes down the list of those not bought.

    What has no support may be left out.
    """
    turns = {turn.project for turn in told.turns[start:]}
    bought = {turn.project for turn in told.turns[:start]}
    among = [
        p
        for p, votes in told.support.items()
        if p not in bought and (votes > 0 or p in turns)
    ]
    _refuse_other_turns(told, start, told.best_first(among, told.by_support))


def _refuse_dearer_first(told: _Told, places: range) -> None:
    """Best value first.

    Where crosses are counted, the price for a cross never falls from one purchase to the next.
    """
    utility = told.outcome.parameters.get("utility")
    if utility not in {"cost", "count"}:
        return
    prices = list[Fraction]()
    for i in places:
        turn = told.turns[i]
        full = [
            payment.each for payment in turn.payments if not payment.all_left
        ]
        prices += [
            one / (told.cost[turn.project] if utility == "cost" else 1)
            for one in full
        ]
    if any(earlier > later for earlier, later in pairwise(prices)):
        raise PackRefused(
            say(
                "A project was bought before one that was better value for money.",
            ),
        )
