"""Single transferable vote as Scottish councils count it.

Several winners, surpluses passed on in parts.
"""

from __future__ import annotations

from pbdesk.voting.options import Seats
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.profile import Profile
from pbdesk.voting.registry import rule
from pbdesk.voting.ties import Ladder
from pbdesk.voting.transfers import by_transfers, followed, transfer_words
from pbdesk.words import say

__all__ = ["stv_scottish"]

_PLACES = 100_000  # votes are counted in hundred-thousandths: the Order truncates at five decimals


@rule(
    "stv-scottish",
    kind="choosing",
    label=say("Single transferable vote (Scottish)"),
    takes={"ordinal"},
    method=transfer_words,
    settings=Seats,
    again=lambda profile, settings, ladder, told: followed(
        told,
        profile,
        settings,
        ladder,
        one=_PLACES,
    ),
)
def stv_scottish(profile: Profile, settings: Seats, ladder: Ladder) -> Outcome:
    """Weighted inclusive Gregory, truncated at five decimals for each ballot paper.

    Ties go by the most recent earlier stage where the tied differ, then by lot. Source: Scottish
    Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 46 to 52. Cost: see
    `by_transfers`. Raises UnsupportedError for ballots with equal places.
    """
    return by_transfers(
        "stv-scottish",
        profile,
        settings,
        ladder,
        one=_PLACES,
        part=lambda worth, surplus, votes: surplus * worth // votes,
    )
