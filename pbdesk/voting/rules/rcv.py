"""Ranked choice under named policies.

What a tabulator's rules say about overvotes, thresholds, batches and ties.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from pbdesk.voting.options import Choice, Number, Setting, whole
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import rule
from pbdesk.voting.runoff import Policies, Runoff
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["rcv"]

_YES_NO = {"no": say("No"), "yes": say("Yes")}
_OPTIONS = (
    Number("seats", say("Winners"), 1, 100, 1),
    Choice(
        "lead",
        say("With several places"),
        {
            "several": say(
                "All who reach the threshold are elected in the round, and their surplus passes on"
            ),
            "one": say("One is elected in a round, and the surplus passes on"),
            "last-standing": say("The lowest go out until no more are left than places"),
        },
        "several",
    ),
    Choice(
        "overvote",
        say("Two options in one place"),
        {
            "exhaust-if-several": say("The ballot ends there if two of them are still in"),
            "exhaust": say("The ballot ends there"),
            "skip": say("The place is passed over"),
        },
        "exhaust-if-several",
    ),
    Choice(
        "batch",
        say("Several go out together"),
        _YES_NO,
        "no",
        help=say("All that together have fewer votes than the next one."),
    ),
    Choice("until_two", say("With one place, go on until two are left"), _YES_NO, "no"),
    Choice(
        "threshold",
        say("With one place, more than half of"),
        {
            "each-round": say("the votes of the round"),
            "first-round": say("the votes of the first round"),
        },
        "each-round",
    ),
    Choice(
        "quota",
        say("Threshold for several places"),
        {
            "droop": say("More than votes divided by places and one (Droop)"),
            "hare": say("Votes divided by places, rounded up (Hare)"),
        },
        "droop",
    ),
    Choice("fractional", say("A threshold with decimals"), _YES_NO, "no"),
    Number("decimals", say("Decimals of a vote"), 0, 20, 4),
    Number("least", say("Who has fewer votes goes out first"), 0, 10**9, 0),
    Number("stop_after", say("Stop after this round"), 1, 1000, None),
    Choice(
        "ties",
        say("When several are tied"),
        {
            "lot": say("A lot"),
            "earlier": say("The last earlier round that differs, then a lot"),
            "order": say("The order on the ballot"),
        },
        "lot",
    ),
    Number(
        "random_seed",
        say("Seed of the tabulator's generator"),
        -(10**15) + 1,
        10**15 - 1,
        None,
        help=say(
            "Stands for the lot where none was drawn, so that a published count can be recounted."
        ),
    ),
)


def _method(settings: Mapping[str, Setting]) -> tuple[Words, ...]:
    over = {
        "exhaust-if-several": say(
            "A ballot with two options still in one place counts no further."
        ),
        "exhaust": say("A ballot with two options in one place counts no further from there."),
        "skip": say("A place with two options is passed over."),
    }[str(settings["overvote"])]
    enough = (
        say(
            "An option with more than half of the ballots that count is elected; otherwise the one "
            "with the "
            "fewest goes out."
        )
        if settings["seats"] == 1
        else say(
            "Options that reach the threshold for one of {seats} places are elected; otherwise the "
            "one with the "
            "fewest goes out.",
            seats=whole(settings, "seats"),
        )
    )
    return say("Each ballot counts for the first of its choices that is still in."), over, enough


@rule(
    "rcv",
    kind="choosing",
    label=say("Ranked choice by a tabulator's policies"),
    takes={"ordinal"},
    method=_method,
    options=_OPTIONS,
)
def rcv(profile: Profile, settings: Mapping[str, Setting], ladder: Ladder) -> Outcome:
    """The count of the Ranked Choice Tabulator: one winner, several with surpluses, or bottoms up.

    Why ballots no longer count (exhausted, overvote, duplicate, skipped, blank) stands in each
    round's figures. Skipped ranks, duplicates and marks that are no option are dealt with when the
    file is read (`Profile.ends`). Undeclared write-ins go out first and cannot win. Source and
    cost: `pbdesk.voting.runoff`.
    """
    count = Runoff(profile, _policies(settings), ladder).run()
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
        settings,
        profile.budget,
        support,
        reasons,
        rounds=tuple(count.rounds),
        ties=tuple(count.ties),
        winners=None if count.lot else tuple(names),
        order=() if count.lot else (*names, *rest),
        lot_needed=count.lot.tied if count.lot else (),
    )


def _policies(settings: Mapping[str, Setting]) -> Policies:
    def perhaps(name: str) -> int | None:
        return None if settings[name] is None else whole(settings, name)

    return Policies(
        seats=whole(settings, "seats"),
        lead=str(settings["lead"]),
        overvote=str(settings["overvote"]),
        batch=settings["batch"] == "yes",
        until_two=settings["until_two"] == "yes",
        fixed=settings["threshold"] == "first-round",
        hare=settings["quota"] == "hare",
        fractional=settings["fractional"] == "yes",
        decimals=whole(settings, "decimals"),
        least=whole(settings, "least"),
        stop_after=perhaps("stop_after"),
        ties=str(settings["ties"]),
        random_seed=perhaps("random_seed"),
    )
