"""Approval: the option with the most crosses."""

from __future__ import annotations

from pbdesk.voting.choosing import by_sums, from_support, top
from pbdesk.voting.explain.wrong_ballots import of_crosses
from pbdesk.voting.options import TopSeats
from pbdesk.voting.outcome import Outcome, Totals
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method, rule
from pbdesk.voting.support import ballots_for
from pbdesk.voting.ties import Ladder
from pbdesk.words import say, several

__all__ = ["approval"]


def _method(settings: TopSeats) -> Method:
    return (
        say("The crosses of each option are counted."),
        top(settings, say("The option with the most crosses wins.")),
    )


def _found(
    profile: Profile,
    settings: TopSeats,
    ladder: Ladder,
    scores: Totals,
) -> Outcome:
    """The outcome that the sums give."""
    return by_sums(
        "approval",
        profile,
        settings,
        ladder,
        scores,
        [several("{n} ballot.", "{n} ballots.", int(n)) for n in scores],
    )


@rule(
    "approval",
    kind="choosing",
    label=say("Most crosses (approval)"),
    takes={"approval", "scoring"},
    method=_method,
    settings=TopSeats,
    again=from_support(_found, lambda _: 1),
    margin=of_crosses,
)
def approval(profile: Profile, settings: TopSeats, ladder: Ladder) -> Outcome:
    """Winners are on the most ballots. A score above zero is a cross."""
    scores: list[int] = ballots_for(profile).tolist()
    return _found(profile, settings, ladder, scores)
