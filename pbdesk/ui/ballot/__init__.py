"""The ballot on the screen: one file a ballot style.

Each is a `Ballot`: marks(), changed, said, left_words, pages.
"""

from __future__ import annotations

from collections.abc import Mapping

from pbdesk.ui.ballot.approval import ApprovalBallot
from pbdesk.ui.ballot.ballot import Ballot, Left, Sheet
from pbdesk.ui.ballot.cumulative import CumulativeBallot
from pbdesk.ui.ballot.ordinal import OrdinalBallot
from pbdesk.ui.ballot.quadratic import QuadraticBallot
from pbdesk.ui.ballot.scoring import ScoringBallot

__all__ = ["BALLOTS", "Ballot", "Left", "Sheet"]

BALLOTS: Mapping[str, type[Ballot]] = {
    "approval": ApprovalBallot,
    "ordinal": OrdinalBallot,
    "cumulative": CumulativeBallot,
    "scoring": ScoringBallot,
    "quadratic": QuadraticBallot,
}
"""The ballots by the name of their style (`pbdesk.voting.styles`)."""
