"""Equal shares: every ballot has the same share of the pot.

And projects are bought by those who want them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from pbdesk.voting.constraints import Barrier, Kind
from pbdesk.voting.explain.by_draws import together
from pbdesk.voting.explain.by_shares import shares_settle
from pbdesk.voting.greedy_fill import (
    OBEYS,
    Turn,
    bought_rounds,
    by_votes,
    fill,
    filled,
    funded_of,
    funding,
    money_reason,
    turn_reasons,
    turn_rounds,
)
from pbdesk.voting.outcome import Outcome, Round, Tie
from pbdesk.voting.profile import Places, Profile
from pbdesk.voting.registry import Method, Paid, Published, rule
from pbdesk.voting.shares.comparison import prefer
from pbdesk.voting.shares.kept_out import bar_of, kept_out, spent_on
from pbdesk.voting.shares.market import Market
from pbdesk.voting.shares.payments import payments, payments_by_ballot
from pbdesk.voting.shares.run import Run
from pbdesk.voting.shares.settings import EqualSharesSettings
from pbdesk.voting.shares.supporters import Supporters
from pbdesk.voting.support import against, support_words
from pbdesk.voting.ties import Ladder
from pbdesk.words import Value, Words, say, several

__all__ = ["equal_shares"]


def _method(settings: EqualSharesSettings) -> Method:
    return (
        say("The pot is divided equally among all ballots."),
        say(
            "A project is bought when those who want it can pay for it together. They share its "
            "cost, equally where all want it alike, else by how much each wants it; whoever has "
            "too little left gives all of that. The project that is best value to its payers "
            "comes first.",
        ),
        *_completion_words(settings),
        *_comparison_words(settings),
    )


def _completion_words(settings: EqualSharesSettings) -> Iterator[Words]:
    if settings.completion.by_steps:
        yield several(
            "Then every share is raised, by one whole unit of money at a time, and all is "
            "bought afresh, as long as the pot is not overspent.",
            "Then every share is raised, by {n} whole units of money at a time, and all is "
            "bought afresh, as long as the pot is not overspent.",
            settings.step,
        )
    if settings.completion.by_breakpoints:
        yield say(
            "Then every share is raised just as far as those who want one more project need to "
            "pay for it "
            "as well, and all is bought afresh, as long as the pot is not overspent.",
        )
    if settings.completion.then_greedy:
        yield say(
            "What is then left goes to the projects with most support that fit.",
        )


def _comparison_words(settings: EqualSharesSettings) -> Iterator[Words]:
    if settings.comparison != "none":
        yield say(
            "If more ballots prefer what most support alone would fund, "
            "that is funded instead.",
        )


def _refuses(
    kinds: frozenset[Kind],
    settings: EqualSharesSettings,
) -> Words | None:
    if "partial" not in kinds or settings.completion.then_greedy:
        return None
    return say(
        "Equal shares give a project a part of its cost only where what is left goes to what has "
        "most support.",
    )


def _payments(
    profile: Profile,
    settings: EqualSharesSettings,
    ladder: Ladder,
) -> Paid:
    """The run at the final share again: each pays the price of its points, or all that it has."""
    bought, _ = Market(profile, settings, ladder).completed()
    return payments_by_ballot(bought, profile)


@rule(
    "equal-shares",
    kind="funding",
    label=say("Equal shares"),
    method=_method,
    takes={"approval", "ordinal", "cumulative", "scoring", "quadratic"},
    sums={"cumulative", "scoring", "quadratic"},
    settings=EqualSharesSettings,
    payments=_payments,
    least_change=shares_settle,
    draws=together,
    rounds="paid",
    beside=({"completion": "add1-greedy"},),
    published=Published("equalshares", lambda _: {}),
    obeys=OBEYS,
    refuses=_refuses,
)
def equal_shares(
    profile: Profile,
    settings: EqualSharesSettings,
    ladder: Ladder,
) -> Outcome:
    """The Method of Equal Shares with its named completions.

    Supported projects that cost 0 come first where the utility does not count cost, and are never
    bought where it does. Of quadratic ballots only those for a project pay, and only where its
    votes for are more than those against. Projects of exactly one value for money go by the ladder.
    "Votes" are ballots, or points where there are. Source: Peters, Pierczynski, Skowron,
    "Proportional Participatory Budgeting with Additive Utilities" (2021); completions:
    equalshares.net. Raises UnsupportedError for a utility that the ballots do not give.
    """
    market = Market(profile, settings, ladder)
    order, ties = market.in_order(market.free)
    free = funded_of(fill(profile, order, profile.budget, stop=False))
    bought, share = market.completed(bar_of(profile, free))
    turns, filling = _fill_up(market, [*free, *bought.projects])
    funded = [*free, *bought.projects, *funded_of(turns)]
    instead = _instead(market, funded)
    if instead is not None:
        return instead
    count = _Counted(market, free, bought, share, turns)
    return count.outcome(funded, (*ties, *bought.ties, *filling))


def _instead(market: Market, funded: Places) -> Outcome | None:
    """What most support alone funds, where a comparison is made and more ballots prefer it."""
    comparison = market.settings.comparison
    if comparison == "none":
        return None
    turns, ties = _by_support(market)
    covered = comparison == "covered"
    ours, theirs = prefer(
        market.profile,
        funded,
        funded_of(turns),
        covered=covered,
    )
    if theirs <= ours:
        return None
    why = _support_reasons(market, turns)
    return filled(
        "equal-shares",
        market.profile,
        market.settings,
        market.votes,
        {
            name: _preferred(reason, theirs, ours)
            for name, reason in why.items()
        },
        turns,
        ties,
    )


def _by_support(market: Market) -> tuple[list[Turn], list[Tie]]:
    """The turns of all that is wanted, most support first."""
    profile = market.profile
    votes = market.votes
    wanted = [i for i in range(len(votes)) if votes[i] > 0]
    order, ties = by_votes(profile, wanted, votes, market.ladder)
    return fill(profile, order, profile.budget, stop=False), ties


def _support_reasons(market: Market, turns: Sequence[Turn]) -> dict[str, Words]:
    profile = market.profile
    supported = [support_words(profile, each) for each in market.votes]
    return profile.by_id(supported) | turn_reasons(profile, turns, supported)


def _preferred(reason: Words, theirs: int, ours: int) -> Words:
    return say(
        "{reason} Most support alone is preferred by {theirs} ballots, equal shares by {ours}.",
        reason=reason,
        theirs=theirs,
        ours=ours,
    )


def _fill_up(market: Market, funded: Places) -> tuple[list[Turn], list[Tie]]:
    """What greedy does with the money left."""
    profile = market.profile
    votes = market.votes
    if not market.settings.completion.then_greedy:
        return [], []
    rest = [
        i
        for i in range(len(votes))
        if i not in funded and market.may_be_funded(i)
    ]
    order, ties = by_votes(profile, rest, votes, market.ladder)
    spent = spent_on(profile, funded)
    left = profile.budget - sum(cost for _, cost in spent)
    return fill(profile, order, left, stop=False, spent=spent), ties


@dataclass(frozen=True)
class _Counted:
    """A finished count, for its rounds and reasons."""

    market: Market
    free: Sequence[int]
    bought: Run
    share: Fraction
    turns: Sequence[Turn]

    @property
    def profile(self) -> Profile:
        """The ballots counted."""
        return self.market.profile

    @property
    def votes(self) -> Sequence[int]:
        """The support of each project."""
        return self.market.votes

    @cached_property
    def supporters(self) -> Mapping[int, Supporters]:
        """Of projects that cost something."""
        return {s.project: s for s in self.market.bids}

    def outcome(self, funded: Places, ties: tuple[Tie, ...]) -> Outcome:
        """What is funded, with every round and reason."""
        market = self.market
        profile = self.profile
        outcome = Outcome(
            "equal-shares",
            replace(market.settings, utility=market.utility).parameters,
            profile.budget,
            profile.by_id(self.votes),
            self.reasons(),
            rounds=tuple(self.rounds()),
            ties=ties,
        )
        return funding(outcome, profile, funded, self.turns)

    def rounds(self) -> list[Round]:
        """What was free, what was bought with its payments, what filled up the rest."""
        budget = self.profile.budget
        free = [
            Round(self.profile.ids[i], funded=True, left=budget)
            for i in self.free
        ]
        return free + self._purchases() + turn_rounds(self.profile, self.turns)

    def _purchases(self) -> list[Round]:
        paid_for = zip(self.bought.projects, payments(self.bought), strict=True)
        return bought_rounds(self.profile, paid_for)

    def reasons(self) -> dict[str, Words]:
        """Why each project was funded or not."""
        turns = {turn.project: turn for turn in self.turns}
        prices = self._prices()
        return {
            name: self._reason(i, prices.get(i), turns.get(i))
            for i, name in enumerate(self.profile.ids)
        }

    def _prices(self) -> dict[int, Fraction]:
        """What each point of a purchase cost, minor units."""
        exact = self.bought.settled()
        return {
            project: exact.fraction(number)
            for number, project in enumerate(self.bought.projects)
        }

    def _reason(
        self,
        i: int,
        price: Fraction | None,
        turn: Turn | None,
    ) -> Words:
        profile = self.profile
        support = support_words(profile, self.votes[i])
        if profile.style == "quadratic" and self.votes[i] <= 0:
            return self._unwanted_reason(i, support)
        if i in self.free:
            return say("{support}. It costs nothing.", support=support)
        if price is not None:
            return self._bought_reason(i, support, price)
        barrier = self._barrier(i)
        if turn is None and barrier is not None:
            return kept_out(profile, i, support, barrier)
        if turn is not None and turn.fit in {"capped", "excluded"}:
            return money_reason(profile, turn, support)
        return self._short_reason(i, support, turn)

    def _unwanted_reason(self, i: int, support: Words) -> Words:
        return say(
            "{votes} in all, with {against} against: not above zero.",
            votes=support,
            against=int(against(self.profile)[i]),
        )

    def _bought_reason(self, i: int, support: Words, price: Fraction) -> Words:
        most = price * int(self.supporters[i].points.max())
        return say(
            "{support}. Those who want it bought it; nobody paid more than {most} of a share "
            "of {share}.",
            support=support,
            most=self.profile.money(most, up=True),
            share=self.profile.money(self.share),
        )

    def _short_reason(self, i: int, support: Words, turn: Turn | None) -> Words:
        money = self.profile.money
        left = None if turn is None else money(turn.award or turn.left)
        cost = self.profile.projects[i].cost
        return _short(support, money(self._held(i)), money(cost), turn, left)

    def _held(self, i: int) -> Fraction:
        """What those who want it have left together, minor units."""
        if i not in self.supporters:
            return Fraction(0)
        return self.bought.held(self.supporters[i])

    def _barrier(self, i: int) -> Barrier | None:
        """What kept a project out when those who want it could have bought it."""
        if self.profile.projects[i].cost or i in self.bought.barriers:
            return self.bought.barriers.get(i)
        bar = bar_of(self.profile, self.free)
        if bar is None:
            return None
        return bar(i, [])


def _short(
    support: Words,
    held: Value,
    cost: Value,
    turn: Turn | None,
    left: Value | None,
) -> Words:
    """Why shares did not buy it, and what came of its turn when the rest was given out."""
    if turn is None or left is None:
        return say(
            "{support}. In the end those who want it had {held} left together and it costs {cost}.",
            support=support,
            held=held,
            cost=cost,
        )
    if turn.fit == "funded":
        return say(
            "{support}. Those who want it had only {held} left together and it costs {cost}; it "
            "was paid from "
            "the {left} left at its turn.",
            support=support,
            held=held,
            cost=cost,
            left=left,
        )
    if turn.fit == "part":
        return say(
            "{support}. Those who want it had only {held} left together and it costs {cost}; it "
            "gets the {left} "
            "left for it at its turn.",
            support=support,
            held=held,
            cost=cost,
            left=left,
        )
    return say(
        "{support}. In the end those who want it had {held} left together and it costs {cost}; at "
        "its turn only "
        "{left} was left of the pot.",
        support=support,
        held=held,
        cost=cost,
        left=left,
    )
