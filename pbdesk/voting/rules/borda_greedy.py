"""Borda greedy: points for places on ranked ballots, then most points first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pbdesk.voting.explain.change import Proof, changed
from pbdesk.voting.explain.search import never_hurts
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
    which_first,
)
from pbdesk.voting.options import Given, Meta, choice, number, whole_number
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.places import place_points, summed_place_points
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method, Published, rule
from pbdesk.voting.support import support_words
from pbdesk.voting.ties import Ladder
from pbdesk.words import Words, say

__all__ = ["borda_greedy"]


@dataclass(frozen=True)
class BordaGreedySettings(Filling):
    """What places give, and in which order projects are taken."""

    last: Literal["0", "1"] = choice(
        say("Points for the last place on a ballot"),
        {"0": say("None"), "1": say("One")},
        "1",
    )
    first: int | None = number(
        say("Points for the first place"),
        1,
        1000,
        None,
        help=say(
            "Left out: as many as the ballot has places, so a longer ranking gives more points.",
        ),
    )
    by: First = which_first()
    fit: NoRoom = no_room()


def _method(settings: BordaGreedySettings) -> Method:
    return _points_words(settings), _order_words(settings), settings.fit_words()


def _points_words(settings: BordaGreedySettings) -> Words:
    if settings.first is not None:
        return say(
            "A first place gives {first} points, each place after it one less.",
            first=settings.first,
        )
    if settings.last == "1":
        return say(
            "The last place on a ballot gives one point, each place before it one more.",
        )
    return say(
        "The last place on a ballot gives no point, each place before it one more.",
    )


def _order_words(settings: BordaGreedySettings) -> Words:
    if settings.by == "support":
        return say(
            "Projects are taken in the order of their points, most first.",
        )
    return say(
        "Projects are taken in the order of their points for each unit of cost, most first.",
    )


def _least_change(
    profile: Profile,
    settings: BordaGreedySettings,
) -> Proof | None:
    """In the order of points more ballots for a project and less cost never hurt it.

    One more ballot gives the others nothing, or each the same; the last place may give none.
    """
    if settings.by != "support":
        return None

    def helped(project: str) -> bool:
        counted = [
            borda_greedy.count(changed(profile, project, n, 0), settings)
            for n in (0, 1)
        ]
        return counted[1].support[project] > counted[0].support[project]

    return never_hurts(profile, mixed=False, helped=helped)


def _published(meta: Meta) -> Given:
    return {
        "fit": published_fit(meta),
        "first": whole_number(meta.get("max_length")),
    }


@rule(
    "borda-greedy",
    published=Published("", _published),
    kind="funding",
    label=say("Points for places, most first"),
    takes={"ordinal"},
    method=_method,
    settings=BordaGreedySettings,
    least_change=_least_change,
    rounds="list",
    obeys=OBEYS,
)
def borda_greedy(
    profile: Profile,
    settings: BordaGreedySettings,
    ladder: Ladder,
) -> Outcome:
    """Fund projects by Borda points, most first.

    `last=0` is Pabulib's and pabutools' Borda (the last ranked project gets nothing); `first=N` is
    Krakow's count.
    """
    points = place_points(
        profile,
        last=int(settings.last),
        first=settings.first,
    )
    support = summed_place_points(profile, points)
    everyone = range(len(support))
    order, ties = settings.in_order(profile, everyone, support, ladder)
    turns = fill(profile, order, profile.budget, stop=settings.stops)
    words = [support_words(profile, points_) for points_ in support]
    reasons = turn_reasons(profile, turns, words)
    return filled(
        "borda-greedy",
        profile,
        settings,
        support,
        reasons,
        turns,
        ties,
    )
