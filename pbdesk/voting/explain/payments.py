"""Payments: what each distinct ballot paid for each project, under the rules in which ballots pay.

Equal Shares and Phragmen: exact, from the purchases again, checked against the payments that the
outcome tells. Other rules take the pot as one; there, and for what was filled up afterwards, equal
parts are a convention (see `groups`).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from pbdesk.voting.greedy_fill import best_first
from pbdesk.voting.options import settle
from pbdesk.voting.outcome import Outcome, Tie
from pbdesk.voting.profile import Profile
from pbdesk.voting.shares.points import Points, worth
from pbdesk.voting.shares.raising import bidding_of, raised_to
from pbdesk.voting.shares.run import run
from pbdesk.voting.shares.settings import EqualSharesSettings, Utility
from pbdesk.voting.shares.supporters import supporters_of
from pbdesk.voting.support import points_for
from pbdesk.voting.ties import Ladder

__all__ = ["Paid", "payments_of"]

type Paid = Mapping[str, Mapping[int, Fraction]]
"""For each project what each of the equal ballots of a row paid for it, minor units.

Rows that paid nothing are out.
"""


def payments_of(profile: Profile, outcome: Outcome, seed: str | None) -> Paid:
    """Payments of the projects that ballots bought.

    None of a rule without payments, or with constraints.
    """
    bought = [round_ for round_ in outcome.rounds if round_.payments]
    if not bought or profile.constraints is not None:
        return {}
    if outcome.rule == "phragmen":
        found = _by_time(profile, [round_.project or "" for round_ in bought])
    elif outcome.rule == "equal-shares":
        settings = settle(EqualSharesSettings, outcome.parameters)
        if settings.completion.by_breakpoints or settings.utility is Utility.BORDA:
            return {}
        found = _by_share(profile, settings, seed)
    else:
        return {}
    if list(found) != [round_.project for round_ in bought]:
        raise AssertionError(f"{outcome.rule}: what was bought cannot be bought again")
    return found


def _by_time(profile: Profile, order: list[str]) -> dict[str, dict[int, Fraction]]:
    """Each supporter gives what it received since its last purchase.

    So that together they have the cost.
    """
    last: dict[int, Fraction] = {}
    found: dict[str, dict[int, Fraction]] = {}
    for name in order:
        place = profile.ids.index(name)
        rows: list[int] = profile.row_of[(profile.columns == place) & (profile.values > 0)].tolist()
        weights = {row: int(profile.weights[row]) for row in rows}
        had = sum((weights[row] * last.get(row, Fraction(0)) for row in rows), Fraction(0))
        time = (profile.projects[place].cost + had) / sum(weights.values())
        found[name] = {row: time - last.get(row, Fraction(0)) for row in rows}
        last |= dict.fromkeys(rows, time)
    return found


def _by_share(
    profile: Profile,
    settings: EqualSharesSettings,
    seed: str | None,
) -> dict[str, dict[int, Fraction]]:
    """The run at the final share again.

    Each purse pays the price of its points, or all that it has.
    """
    each, by_cost = worth(profile, settings)
    points = Points(profile, each)
    everyone = [s for s in supporters_of(profile, each, by_cost=by_cost) if s.cost and s.voters]
    votes: list[int] = points_for(profile).tolist()

    def first(equal: list[int]) -> tuple[int, Tie]:
        order, ties = best_first(profile, equal, [0] * len(votes), votes, Ladder(seed))
        return order[0], ties[0]

    share = settings.first_share(profile)
    if settings.completion.by_steps:
        share = raised_to(
            bidding_of(profile, everyone, points, seed),
            share,
            settings.step_of(profile),
            until_exhaustive=settings.until_exhaustive,
        )
    made = run(everyone, share, points, lambda equal: first(list(equal)))
    exact = made.settled()
    found: dict[str, dict[int, Fraction]] = {}
    for number, supporters in enumerate(exact.bought):
        rows: list[int] = supporters.groups.tolist()
        paid = {
            row: min(
                exact.money_before(row, number),
                exact.prices[number] * points.of(row, supporters.project),
            )
            for row in rows
        }
        found[profile.ids[supporters.project]] = {
            row: Fraction(sum_, exact.denominator) for row, sum_ in paid.items() if sum_
        }
    return found
