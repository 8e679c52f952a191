"""Quadratic choice: one option by the votes bought for it, less the votes against."""

from __future__ import annotations

from pbdesk.voting.choosing import Reasons, by_sums
from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome, Totals, Worth
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method, rule
from pbdesk.voting.root_votes import vote_totals
from pbdesk.voting.support import against
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["quadratic_choice"]


def _method(_settings: Settings) -> Method:
    return (
        say(
            "The votes bought for an option are added up; votes against it are taken off.",
        ),
        say("The option with the most votes wins."),
    )


def _again(
    profile: Profile,
    settings: Settings,
    ladder: Ladder,
    told: Outcome,
) -> Outcome:
    """The outcome that the published totals give."""
    totals = profile.in_order(told.support)
    return _found(
        profile,
        settings,
        ladder,
        totals,
        profile.in_order(told.reasons),
    )


def _found(
    profile: Profile,
    settings: Settings,
    ladder: Ladder,
    totals: Totals,
    reasons: Reasons,
) -> Outcome:
    return by_sums(
        "quadratic-choice",
        profile,
        settings,
        ladder,
        totals,
        reasons,
    )


@rule(
    "quadratic-choice",
    kind="choosing",
    label=say("Most votes bought with credits"),
    method=_method,
    settings=Settings,
    again=_again,
    takes={"quadratic", "quadratic-credits"},
    sums={"cumulative", "scoring", "quadratic"},
)
def quadratic_choice(
    profile: Profile,
    settings: Settings,
    ladder: Ladder,
) -> Outcome:
    """Winners have the highest total of signed votes, exactly.

    Also where files give credits and votes are their roots.
    Source: Lalley and Weyl, "Quadratic Voting" (2018).
    """
    totals = vote_totals(profile)
    opposed: list[int] = against(profile).tolist()
    reasons = [
        _reason(profile, total, opposed[i]) for i, total in enumerate(totals)
    ]
    return _found(profile, settings, ladder, totals, reasons)


def _reason(profile: Profile, total: Worth, opposed: int) -> Words:
    if profile.style == "quadratic":
        return say(
            "{votes} votes in all, with {against} against.",
            votes=total,
            against=opposed,
        )
    return say(
        "{votes} votes in all, with {against} credits against.",
        votes=total,
        against=opposed,
    )
