"""Greedy by support: the rule most cities use."""

from __future__ import annotations

from dataclasses import dataclass

from pbdesk.voting.explain.by_turns import turns_settle
from pbdesk.voting.explain.change import Proof
from pbdesk.voting.explain.search import never_hurts
from pbdesk.voting.explain.wrong_ballots import of_turns
from pbdesk.voting.greedy_fill import (
    OBEYS,
    Filling,
    First,
    NoRoom,
    fill,
    filled,
    no_room,
    published_fit,
    turn_reasons,
    turns_first,
    which_first,
)
from pbdesk.voting.options import (
    Given,
    LeastSupport,
    Meta,
    number,
    whole_number,
)
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method, Published, rule
from pbdesk.voting.support import points_for, support_words
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["GreedySettings", "greedy"]


@dataclass(frozen=True)
class GreedySettings(Filling, LeastSupport):
    """In which order, and from which support on."""

    by: First = which_first()
    fit: NoRoom = no_room()
    threshold: int = number(
        say("Least support to be funded"),
        0,
        10**12,
        0,
        help=say(
            "Ballots, or points where ballots have points. 0: no threshold.",
        ),
    )


def _method(settings: GreedySettings) -> Method:
    always = _order_words(settings), settings.fit_words()
    if not settings.threshold:
        return always
    return *always, say(
        "Below {threshold} it is not funded.",
        threshold=settings.threshold,
    )


def _order_words(settings: GreedySettings) -> Words:
    if settings.by == "support":
        return say(
            "Projects are taken in the order of their support, most first.",
        )
    return say(
        "Projects are taken in the order of their support for each unit of cost, most first.",
    )


def _margin(
    profile: Profile,
    settings: GreedySettings,
    outcome: Outcome,
    mark: int,
) -> int | None:
    if settings.by == "support":
        return of_turns(profile, settings, outcome, mark)
    return None


def _published(meta: Meta) -> Given:
    threshold = whole_number(meta.get("min_project_score_threshold")) or 0
    return {"fit": published_fit(meta), "threshold": threshold}


def _least_change(profile: Profile, settings: GreedySettings) -> Proof | None:
    """By turns; for each unit of cost, more supporters and less cost never hurt.

    The order of all others stays, a project's place in it only rises, and then no less is left at
    its turn.
    """
    return turns_settle(profile, settings) or never_hurts(profile, mixed=True)


@rule(
    "greedy",
    kind="funding",
    label=say("Most support first"),
    takes={"approval", "cumulative", "scoring"},
    sums={"cumulative", "scoring", "quadratic"},
    method=_method,
    settings=GreedySettings,
    margin=_margin,
    least_change=_least_change,
    rounds="list",
    published=Published("greedy", _published),
    obeys=OBEYS,
)
def greedy(
    profile: Profile,
    settings: GreedySettings,
    ladder: Ladder,
) -> Outcome:
    """Fund projects by support, most first, skipping each that no longer fits (or stopping there).

    Support is ballots (approval) or points. Support equal to the threshold is enough. Source:
    Pabulib `greedy`, `greedy-no-skip`, `greedy-threshold`. Cost: O(marks + projects log projects).
    """
    support: list[int] = points_for(profile).tolist()
    enough = [
        i for i, votes in enumerate(support) if votes >= settings.threshold
    ]
    order, ties = settings.in_order(profile, enough, support, ladder)
    turns = fill(profile, order, profile.budget, stop=settings.stops)
    words = [support_words(profile, votes) for votes in support]
    below = [_below(own, settings.threshold) for own in words]
    reasons = turns_first(
        turn_reasons(profile, turns, words),
        profile.by_id(below),
    )
    return filled("greedy", profile, settings, support, reasons, turns, ties)


def _below(support: Words, threshold: int) -> Words:
    return say(
        "{support}: below the threshold of {threshold}.",
        support=support,
        threshold=threshold,
    )
