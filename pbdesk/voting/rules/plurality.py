"""Plurality: most first choices."""

from __future__ import annotations

from pbdesk.voting.choosing import by_sums, from_support
from pbdesk.voting.explain.wrong_ballots import of_crosses
from pbdesk.voting.options import Settings
from pbdesk.voting.outcome import Outcome, Totals
from pbdesk.voting.preferences import first_places
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import Method, rule
from pbdesk.voting.ties import Ladder
from pbdesk.words import say, several

__all__ = ["plurality"]


def _method(_settings: Settings) -> Method:
    return (
        say(
            "Only the first choice of each ballot counts; the option with the most wins.",
        ),
    )


def _found(
    profile: Profile,
    settings: Settings,
    ladder: Ladder,
    scores: Totals,
) -> Outcome:
    """The outcome that the sums give."""
    return by_sums(
        "plurality",
        profile,
        settings,
        ladder,
        scores,
        [
            several("{n} first choice.", "{n} first choices.", int(n))
            for n in scores
        ],
    )


@rule(
    "plurality",
    kind="choosing",
    label=say("Most first choices"),
    takes={"ordinal"},
    sums={"ordinal"},
    settings=Settings,
    again=from_support(_found, lambda _: 1),
    margin=of_crosses,
    method=_method,
)
def plurality(profile: Profile, settings: Settings, ladder: Ladder) -> Outcome:
    """Winners have the most first choices.

    Cost: O(marks). Raises UnsupportedError for ballots that give their first place to two options.
    """
    scores, _ = first_places(profile)
    return _found(profile, settings, ladder, scores)
