"""Ranked choice under named policies.

What a tabulator's rules say about overvotes, thresholds, batches and ties.
"""

from __future__ import annotations

from fractions import Fraction

from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import rule
from pbdesk.voting.runoff import Policies, Runoff
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["rcv"]


def _method(settings: Policies) -> tuple[Words, ...]:
    over = {
        "exhaust-if-several": say(
            "A ballot with two options still in one place counts no further."
        ),
        "exhaust": say("A ballot with two options in one place counts no further from there."),
        "skip": say("A place with two options is passed over."),
    }[settings.overvote]
    enough = (
        say(
            "An option with more than half of the ballots that count is elected; otherwise the one "
            "with the "
            "fewest goes out."
        )
        if settings.seats == 1
        else say(
            "Options that reach the threshold for one of {seats} places are elected; otherwise the "
            "one with the "
            "fewest goes out.",
            seats=settings.seats,
        )
    )
    return say("Each ballot counts for the first of its choices that is still in."), over, enough


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
    ids = profile.ids
    support: dict[str, int | Fraction] = {}
    reasons: dict[str, Words] = {}
    for number, round_ in enumerate(count.rounds, 1):
        support.update(round_.totals)
        reasons |= {
            name: say("{votes} votes in round {round}.", votes=votes, round=number)
            for name, votes in round_.totals.items()
        }
        reasons |= {
            name: say(
                "{votes} votes in round {round}: out.", votes=round_.totals[name], round=number
            )
            for name in round_.eliminated
        }
    names = [ids[i] for i in count.elected]
    reasons |= {
        name: say("Elected, in place {place}.", place=place) for place, name in enumerate(names, 1)
    }
    rest = [
        ids[i]
        for i in (*sorted(count.continuing, key=lambda i: -support[ids[i]]), *reversed(count.out))
    ]
    return Outcome(
        "rcv",
        settings.parameters,
        profile.budget,
        support,
        reasons,
        rounds=tuple(count.rounds),
        ties=tuple(count.ties),
        winners=None if count.lot else tuple(names),
        order=() if count.lot else (*names, *rest),
        lot_needed=count.lot.tied if count.lot else (),
    )
