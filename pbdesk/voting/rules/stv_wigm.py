"""Single transferable vote by exact fractions.

Several winners, surpluses passed on in parts, nothing cut off.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from pbdesk.voting.options import Seats, choice
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import rule
from pbdesk.voting.ties import Ladder
from pbdesk.voting.transfers import by_transfers, followed, transfer_words
from pbdesk.words import say

__all__ = ["stv_wigm"]


@dataclass(frozen=True)
class StvWigmSettings(Seats):
    """How many places, and what is enough for one."""

    quota: Literal["droop", "hare"] = choice(
        say("Enough for one of several places"),
        {
            "droop": say("More than votes divided by places and one (Droop)"),
            "hare": say("Votes divided by places, rounded up (Hare)"),
        },
        "droop",
    )


@rule(
    "stv-wigm",
    kind="choosing",
    label=say("Single transferable vote (exact parts)"),
    takes={"ordinal"},
    method=transfer_words,
    settings=StvWigmSettings,
    again=lambda profile, settings, ladder, told: followed(
        told,
        profile,
        settings,
        ladder,
        hare=settings.quota == "hare",
        one=1,
    ),
)
def stv_wigm(
    profile: Profile,
    settings: StvWigmSettings,
    ladder: Ladder,
) -> Outcome:
    """Weighted inclusive Gregory with fractions: as the Scottish count, without its truncation.

    Ties go by the most recent earlier stage where the tied differ, then by lot. Cost: see
    `by_transfers`; the fractions grow with each surplus. Raises UnsupportedError for ballots with
    equal places. Source: the Proportional Representation Foundation's reference WIGM rule, with
    whole-number quota.
    """
    return by_transfers(
        "stv-wigm",
        profile,
        settings,
        ladder,
        hare=settings.quota == "hare",
        one=1,
        part=lambda worth, surplus, votes: Fraction(surplus * worth) / votes,
    )
