"""Equal shares: every ballot has the same share of the pot.

And projects are bought by those who want them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from pbdesk.voting.constraints import Barrier, Kind
from pbdesk.voting.greedy_fill import (
    OBEYS,
    Turn,
    awards,
    best_first,
    fill,
    filled,
    money_reason,
    turn_rounds,
)
from pbdesk.voting.outcome import Outcome, Round, Tie
from pbdesk.voting.places import place_points, summed_place_points
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import UnsupportedError, rule
from pbdesk.voting.shares.comparison import prefer
from pbdesk.voting.shares.completion import raised, raised_to_breakpoints
from pbdesk.voting.shares.kept_out import bar_of, kept_out, spent_on
from pbdesk.voting.shares.points import Points
from pbdesk.voting.shares.raising import Bidding, raised_to
from pbdesk.voting.shares.run import Bar, BreakTie, Run, run
from pbdesk.voting.shares.settings import EqualSharesSettings, Utility
from pbdesk.voting.shares.supporters import Supporters, supporters_of
from pbdesk.voting.shares.trace import payments
from pbdesk.voting.support import against, points_for, support_words
from pbdesk.voting.ties import Ladder
from pbdesk.words import Value, Words, say

__all__ = ["equal_shares"]

_SIDE_BY_SIDE = 1000
"""Distinct ballots.

Up to so many, looking at many shares side by side is faster than one after the other.
"""

_EVERY_BALLOT = {Utility.COST, Utility.COUNT}
"""Utilities that ballots of every style give; rankings give places beside, others points."""


def _method(settings: EqualSharesSettings) -> tuple[Words, ...]:
    words = [
        say("The pot is divided equally among all ballots."),
        say(
            "A project is bought when those who want it can pay for it together: each the same "
            "price for each "
            "point, or all they have left. The project that is best value to its payers comes "
            "first."
        ),
    ]
    if settings.completion.by_steps:
        words.append(
            say(
                "Then every share is raised by {step} and all is bought afresh, as long as the pot "
                "is not "
                "overspent.",
                step=settings.step,
            )
        )
    if settings.completion.by_breakpoints:
        words.append(
            say(
                "Then every share is raised just as far as those who want one more project need to "
                "pay for it "
                "as well, and all is bought afresh, as long as the pot is not overspent."
            )
        )
    if settings.completion.then_greedy:
        words.append(say("What is then left goes to the projects with most support that fit."))
    if settings.comparison != "none":
        words.append(
            say(
                "If more ballots prefer what most support alone would fund, that is funded instead."
            )
        )
    return tuple(words)


def _refuses(kinds: frozenset[Kind], settings: EqualSharesSettings) -> Words | None:
    if "partial" not in kinds or settings.completion.then_greedy:
        return None
    return say(
        "Equal shares give a project a part of its cost only where what is left goes to what has "
        "most support."
    )


@rule(
    "equal-shares",
    kind="funding",
    label=say("Equal shares"),
    method=_method,
    takes={"approval", "ordinal", "cumulative", "scoring", "quadratic"},
    settings=EqualSharesSettings,
    obeys=OBEYS,
    refuses=_refuses,
)
def equal_shares(profile: Profile, settings: EqualSharesSettings, ladder: Ladder) -> Outcome:
    """The Method of Equal Shares with its named completions.

    Supported projects that cost 0 come first where the utility does not count cost, and are never
    bought where it does. Of quadratic ballots only those for a project pay, and only where its
    votes for are more than those against. Projects of exactly one value for money go by the ladder.
    "Votes" are ballots, or points where there are. Source: Peters, Pierczynski, Skowron,
    "Proportional Participatory Budgeting with Additive Utilities" (2021); completions:
    equalshares.net. Raises UnsupportedError for a utility that the ballots do not give.
    """
    utility = _utility(profile, settings)
    points = _points(profile, utility)
    votes = (
        summed_place_points(profile, place_points(profile, last=0))
        if profile.style == "ordinal"
        else points_for(profile).tolist()
    )
    wanted = [
        s
        for s in supporters_of(profile, points, by_cost=utility.by_cost)
        if s.voters and (profile.style != "quadratic" or votes[s.project] > 0)
    ]
    order, ties = best_first(
        profile,
        [s.project for s in wanted if not s.cost and s.factor],
        [0] * len(votes),
        votes,
        ladder,
    )
    free = [
        turn.project
        for turn in fill(profile, order, profile.budget, stop=False)
        if turn.fit == "funded"
    ]
    priced = [s for s in wanted if s.cost]
    bought, share = _buy(
        profile, settings, priced, Points(profile, points), votes, ladder, bar_of(profile, free)
    )
    funded = [*free, *bought.projects]
    turns, filling = _fill_up(profile, settings, funded, votes, ladder)
    count = _Counted(profile, votes, free, bought, share, {s.project: s for s in priced}, turns)
    funded += [turn.project for turn in turns if turn.fit == "funded"]
    instead = _instead(profile, settings, funded, votes, ladder)
    if instead is not None:
        return instead
    cost = sum(profile.projects[i].cost for i in funded) + sum(turn.award for turn in turns)
    return Outcome(
        "equal-shares",
        replace(settings, utility=utility).parameters,
        profile.budget,
        dict(zip(profile.ids, votes, strict=True)),
        count.reasons(),
        tuple(profile.projects[i].id for i in funded),
        cost,
        profile.budget - cost,
        tuple(count.rounds()),
        (*ties, *bought.ties, *filling),
        awards=awards(profile, turns),
    )


def _instead(
    profile: Profile,
    settings: EqualSharesSettings,
    funded: Sequence[int],
    votes: Sequence[int],
    ladder: Ladder,
) -> Outcome | None:
    """What most support alone funds, where a comparison is made and more ballots prefer it."""
    if settings.comparison == "none":
        return None
    wanted = [i for i in range(len(votes)) if votes[i] > 0]
    order, ties = best_first(profile, wanted, votes, votes, ladder)
    turns = fill(profile, order, profile.budget, stop=False)
    ours, theirs = prefer(
        profile,
        funded,
        [turn.project for turn in turns if turn.fit == "funded"],
        covered=settings.comparison == "covered",
    )
    if theirs <= ours:
        return None
    reasons = {
        project.id: support_words(profile, votes[i]) for i, project in enumerate(profile.projects)
    }
    reasons |= {
        profile.ids[turn.project]: money_reason(profile, turn, reasons[profile.ids[turn.project]])
        for turn in turns
    }
    return filled(
        "equal-shares",
        profile,
        settings,
        votes,
        {
            name: say(
                "{reason} Most support alone is preferred by {theirs} ballots, equal shares by "
                "{ours}.",
                reason=reason,
                theirs=theirs,
                ours=ours,
            )
            for name, reason in reasons.items()
        },
        turns,
        ties,
    )


def _utility(profile: Profile, settings: EqualSharesSettings) -> Utility:
    utility = settings.utility_of(profile.style)
    ranked, takes_ranked = profile.style == "ordinal", utility is Utility.BORDA
    if utility not in _EVERY_BALLOT and ranked != takes_ranked:
        raise UnsupportedError(
            say(
                "The utility “{utility}” does not fit {style} ballots.",
                utility=utility,
                style=profile.style,
            )
        )
    return utility


def _points(profile: Profile, utility: Utility) -> NDArray[np.int64]:
    """What each mark is worth, int64[marks], but for the cost."""
    if utility is Utility.BORDA:
        return place_points(profile, last=0)
    return (profile.values > 0).astype(np.int64) if utility.by_cross else profile.values


def _tie_breaker(profile: Profile, votes: Sequence[int], ladder: Ladder) -> BreakTie:
    def first(equal: Sequence[int]) -> tuple[int, Tie]:
        order, ties = best_first(profile, equal, [0] * len(votes), votes, ladder)
        return order[0], ties[0]

    return first


def _buy(
    profile: Profile,
    settings: EqualSharesSettings,
    priced: Sequence[Supporters],
    points: Points,
    votes: Sequence[int],
    ladder: Ladder,
    bar: Bar | None,
) -> tuple[Run, Fraction]:
    """The final run and its share, minor units."""
    share = settings.first_share(profile)
    tell = _tie_breaker(profile, votes, ladder)

    def buy(share: Fraction) -> Run:
        return run(priced, share, points, tell, bar)

    until_exhaustive = settings.until_exhaustive
    if settings.completion.by_breakpoints:
        return raised_to_breakpoints(
            priced, profile.budget, share, points, buy, until_exhaustive=until_exhaustive
        )
    if not settings.completion.by_steps:
        return buy(share), share
    step = settings.step_of(profile)
    if bar is not None or points.groups > _SIDE_BY_SIDE:
        return raised(priced, profile.budget, share, step, buy, until_exhaustive=until_exhaustive)
    place = {s.project: i for i, s in enumerate(priced)}
    equals, _ = best_first(profile, list(place), [0] * len(votes), votes, ladder)
    share = raised_to(
        Bidding(
            priced,
            points.groups,
            profile.budget,
            [place[project] for project in equals],
            lambda share: tuple(place[project] for project in buy(share).projects),
        ),
        share,
        step,
        until_exhaustive=until_exhaustive,
    )
    return buy(share), share


def _fill_up(
    profile: Profile,
    settings: EqualSharesSettings,
    funded: Sequence[int],
    votes: Sequence[int],
    ladder: Ladder,
) -> tuple[list[Turn], list[Tie]]:
    """What greedy does with the money left.

    Votes against: a total that is not above zero is never funded.
    """
    if not settings.completion.then_greedy:
        return [], []
    rest = [
        i
        for i in range(len(votes))
        if i not in funded and (profile.style != "quadratic" or votes[i] > 0)
    ]
    order, ties = best_first(profile, rest, votes, votes, ladder)
    spent = spent_on(profile, funded)
    return fill(
        profile, order, profile.budget - sum(cost for _, cost in spent), stop=False, spent=spent
    ), ties


@dataclass(frozen=True)
class _Counted:
    """A finished count, for its rounds and reasons."""

    profile: Profile
    votes: Sequence[int]
    free: Sequence[int]
    bought: Run
    share: Fraction
    supporters: Mapping[int, Supporters]
    turns: Sequence[Turn]

    def rounds(self) -> list[Round]:
        """What was free, what was bought with its payments, what filled up the rest."""
        left = self.profile.budget
        rounds = [Round(self.profile.projects[i].id, funded=True, left=left) for i in self.free]
        for project, paid in zip(self.bought.projects, payments(self.bought), strict=True):
            left -= self.profile.projects[project].cost
            rounds.append(
                Round(self.profile.projects[project].id, funded=True, left=left, payments=paid)
            )
        return rounds + turn_rounds(self.profile, self.turns)

    def reasons(self) -> dict[str, Words]:
        """Why each project was funded or not."""
        turns = {turn.project: turn for turn in self.turns}
        exact = self.bought.settled()
        price = {
            project: exact.fraction(number) for number, project in enumerate(self.bought.projects)
        }
        return {
            project.id: self._reason(i, price.get(i), turns.get(i))
            for i, project in enumerate(self.profile.projects)
        }

    def _reason(self, i: int, price: Fraction | None, turn: Turn | None) -> Words:
        profile, support = self.profile, support_words(self.profile, self.votes[i])
        if profile.style == "quadratic" and self.votes[i] <= 0:
            return say(
                "{votes} in all, with {against} against: not above zero.",
                votes=support,
                against=int(against(profile)[i]),
            )
        if i in self.free:
            return say("{support}. It costs nothing.", support=support)
        if price is not None:
            most = price * int(self.supporters[i].points.max())
            return say(
                "{support}. Those who want it bought it; nobody paid more than {most} of a share "
                "of {share}.",
                support=support,
                most=profile.money(most, up=True),
                share=profile.money(self.share),
            )
        if turn is None and (barrier := self._barrier(i)) is not None:
            return kept_out(profile, i, support, barrier)
        if turn is not None and turn.fit in {"capped", "excluded"}:
            return money_reason(profile, turn, support)
        held = self.bought.held(self.supporters[i]) if i in self.supporters else Fraction(0)
        left = None if turn is None else profile.money(turn.award or turn.left)
        return _short(
            support, profile.money(held), profile.money(profile.projects[i].cost), turn, left
        )

    def _barrier(self, i: int) -> Barrier | None:
        """What kept a project out when those who want it could have bought it."""
        if self.profile.projects[i].cost or i in self.bought.barriers:
            return self.bought.barriers.get(i)
        bar = bar_of(self.profile, self.free)
        return None if bar is None else bar(i, [])


def _short(
    support: Words, held: Value, cost: Value, turn: Turn | None, left: Value | None
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
