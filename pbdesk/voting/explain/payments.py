"""Payments: what each distinct ballot paid for each project, under the rules in which ballots pay.

Exact, from the purchases again, checked against the payments that the outcome tells. Other rules
take the pot as one; there, and for what was filled up afterwards, equal parts are a convention (see
`groups`).
"""

from __future__ import annotations

from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Paid
from pbdesk.voting.rules import RULES
from pbdesk.voting.ties import Ladder, Lot

__all__ = ["Paid", "payments_of"]


def payments_of(profile: Profile, outcome: Outcome, lot: Lot | None) -> Paid:
    """Payments of the projects that ballots bought.

    None of a rule without payments, or with constraints.
    """
    rule = RULES[outcome.rule]
    bought = [round_.project for round_ in outcome.rounds if round_.payments]
    if rule.payments is None or not bought or profile.constraints is not None:
        return {}
    found = rule.payments(profile, rule.settle(outcome.parameters), Ladder(lot))
    if list(found) != bought:
        raise AssertionError(
            f"{outcome.rule}: what was bought cannot be bought again",
        )
    return found
