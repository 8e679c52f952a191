"""Quadratic: projects by the sum of the votes bought for them, less the votes against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pbdesk.voting.explain.by_turns import turns_settle
from pbdesk.voting.explain.change import Proof
from pbdesk.voting.explain.search import never_hurts
from pbdesk.voting.greedy_fill import (
    OBEYS,
    Filling,
    NoRoom,
    by_votes,
    fill,
    filled,
    no_room,
    turn_reasons,
    turns_first,
)
from pbdesk.voting.outcome import Outcome, Worth
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method, rule
from pbdesk.voting.root_votes import vote_totals
from pbdesk.voting.support import against, support_words
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["quadratic"]


@dataclass(frozen=True)
class QuadraticFilling(Filling):
    """Whether a project that no longer fits ends the count."""

    fit: NoRoom = no_room()


def _method(settings: QuadraticFilling) -> Method:
    return (
        say(
            "The votes bought for a project are added up; votes against it are taken off.",
        ),
        say("Projects are taken in that order, most votes first."),
        settings.fit_words(),
        say("A project without more votes for than against is not funded."),
    )


def _least_change(profile: Profile, settings: QuadraticFilling) -> Proof | None:
    """By turns; votes that are roots of credits never hurt either."""
    if profile.style == "quadratic-credits":
        return never_hurts(profile, mixed=False)
    return turns_settle(profile, settings)


@rule(
    "quadratic",
    kind="funding",
    label=say("Votes bought with credits"),
    takes={"quadratic", "quadratic-credits"},
    sums={"cumulative", "scoring", "quadratic"},
    method=_method,
    settings=QuadraticFilling,
    least_change=_least_change,
    rounds="list-above-zero",
    obeys=OBEYS,
)
def quadratic(
    profile: Profile,
    settings: QuadraticFilling,
    ladder: Ladder,
) -> Outcome:
    """Fund projects by their total of signed votes, only totals above zero.

    Votes are whole numbers, so totals are exact. Files may give credits instead (style
    "quadratic-credits"): votes are then their signed roots, ordered exactly; `support` is a
    rational near each total, in the same order. Source: Lalley and Weyl 2018; Colorado's House of
    Representatives 2019.
    """
    totals = vote_totals(profile)
    wanted = [i for i, total in enumerate(totals) if total > 0]
    order, ties = by_votes(profile, wanted, totals, ladder)
    turns = fill(profile, order, profile.budget, stop=settings.stops)
    votes = [_votes(profile, total) for total in totals]
    why = turn_reasons(profile, turns, votes)
    reasons = turns_first(why, profile.by_id(_not_wanted(profile, votes)))
    return filled("quadratic", profile, settings, totals, reasons, turns, ties)


def _not_wanted(profile: Profile, votes: Sequence[Words]) -> list[Words]:
    """What is said of each project that had no turn."""
    return [
        say(
            "{votes} in all, with {against} against: not above zero.",
            votes=own,
            against=opposed,
        )
        for own, opposed in zip(votes, against(profile).tolist(), strict=True)
    ]


def _votes(profile: Profile, total: Worth) -> Words:
    if isinstance(total, int):
        return support_words(profile, total)
    return say("{votes} votes", votes=total)
