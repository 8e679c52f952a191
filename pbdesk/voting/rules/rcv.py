"""Ranked choice under named policies.

What a tabulator's rules say about overvotes, thresholds, batches and ties.
"""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.voting.outcome import Outcome, Round
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method, rule
from pbdesk.voting.runoff import Policies, Runoff
from pbdesk.voting.ties import Ladder
from pbdesk.voting.transfers import last_votes, standing, stopped_at
from pbdesk.words import Words, say

__all__ = ["rcv"]


def _method(settings: Policies) -> Method:
    return (
        say(
            "Each ballot counts for the first of its choices that is still in.",
        ),
        _overvote_words(settings),
        _enough_words(settings),
    )


def _overvote_words(settings: Policies) -> Words:
    match settings.overvote:
        case "exhaust-if-several":
            return say(
                "A ballot with two options still in one place counts no further.",
            )
        case "exhaust":
            return say(
                "A ballot with two options in one place counts no further from there.",
            )
        case "skip":
            return say("A place with two options is passed over.")


def _enough_words(settings: Policies) -> Words:
    if settings.seats == 1:
        return say(
            "An option with more than half of the ballots that count is elected; otherwise the one "
            "with the "
            "fewest goes out.",
        )
    return say(
        "Options that reach the threshold for one of {seats} places are elected; otherwise the "
        "one with the "
        "fewest goes out.",
        seats=settings.seats,
    )


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
    names = profile.names(count.elected)
    support = last_votes(count.rounds)
    outcome = Outcome(
        "rcv",
        settings.parameters,
        profile.budget,
        support,
        _reasons(count.rounds, names),
        rounds=tuple(count.rounds),
        ties=tuple(count.ties),
        winners=names,
        order=standing(
            profile,
            count.elected,
            count.continuing,
            count.out,
            support,
        ),
        elected=names,
    )
    if count.lot is None:
        return outcome
    return stopped_at(count.lot, outcome)


def _reasons(
    rounds: Sequence[Round],
    elected: Sequence[str],
) -> dict[str, Words]:
    """Why each was elected or not: the last round that says anything of them."""
    reasons: dict[str, Words] = {}
    for number, round_ in enumerate(rounds, 1):
        for name in round_.totals:
            reasons[name] = _reason(name, number, round_)
    for place, name in enumerate(elected, 1):
        reasons[name] = say("Elected, in place {place}.", place=place)
    return reasons


def _reason(name: str, number: int, round_: Round) -> Words:
    votes = round_.totals[name]
    if name in round_.eliminated:
        return say(
            "{votes} votes in round {round}: out.",
            votes=votes,
            round=number,
        )
    return say("{votes} votes in round {round}.", votes=votes, round=number)
