"""Ranked choice under named policies.

What a tabulator's rules say about overvotes, thresholds, batches and ties.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pbdesk.voting.outcome import Outcome, Round
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method, rule
from pbdesk.voting.runoff import Policies, Runoff
from pbdesk.voting.ties import Ladder
from pbdesk.voting.transfers import standing
from pbdesk.words import Words, say

__all__ = ["rcv"]


def _method(settings: Policies) -> Method:
    first = say("Each ballot counts for the first of its choices that is still in.")
    over = {
        "exhaust-if-several": say(
            "A ballot with two options still in one place counts no further.",
        ),
        "exhaust": say(
            "A ballot with two options in one place counts no further from there.",
        ),
        "skip": say("A place with two options is passed over."),
    }
    if settings.seats == 1:
        enough = say(
            "An option with more than half of the ballots that count is elected; otherwise the one "
            "with the "
            "fewest goes out.",
        )
    else:
        enough = say(
            "Options that reach the threshold for one of {seats} places are elected; otherwise the "
            "one with the "
            "fewest goes out.",
            seats=settings.seats,
        )
    return first, over[settings.overvote], enough


@rule(
    "rcv",
    kind="choosing",
    label=say("Ranked choice by a tabulator's policies"),
    takes={"ordinal"},
    method=_method,
    settings=Policies,
)
def rcv(profile: Profile, settings: Policies, ladder: Ladder) -> Outcome:
    """The count of the Ranked Choice Tabulator: one winner, several with surpluses, or bottoms up.

    Why ballots no longer count (exhausted, overvote, duplicate, skipped, blank) stands in each
    round's figures. Skipped ranks, duplicates and marks that are no option are dealt with when the
    file is read (`Profile.ends`). Undeclared write-ins go out before anybody is elected, and cannot
    win. Source and cost: `pbdesk.voting.runoff`.
    """
    count = Runoff(profile, settings, ladder).run()
    names = [profile.ids[i] for i in count.elected]
    support: dict[str, int | Fraction] = {}
    for round_ in count.rounds:
        support |= round_.totals
    order = standing(profile, count.elected, count.continuing, count.out, support)
    return Outcome(
        "rcv",
        settings.parameters,
        profile.budget,
        support,
        _reasons(count.rounds, names),
        rounds=tuple(count.rounds),
        ties=tuple(count.ties),
        winners=None if count.lot else tuple(names),
        order=() if count.lot else order,
        lot_needed=count.lot.tied if count.lot else (),
        elected=tuple(names),
    )


def _reasons(rounds: Sequence[Round], elected: Sequence[str]) -> dict[str, Words]:
    """Why each was elected or not: the last round that says anything of them."""
    reasons: dict[str, Words] = {}
    for number, round_ in enumerate(rounds, 1):
        for name, votes in round_.totals.items():
            if name in round_.eliminated:
                said = say(
                    "{votes} votes in round {round}: out.",
                    votes=votes,
                    round=number,
                )
            else:
                said = say("{votes} votes in round {round}.", votes=votes, round=number)
            reasons[name] = said
    for place, name in enumerate(elected, 1):
        reasons[name] = say("Elected, in place {place}.", place=place)
    return reasons
