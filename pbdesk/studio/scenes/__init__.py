"""The scenes of every page, one file a page, listed here under the page's name."""

from __future__ import annotations

from collections.abc import Mapping

from pbdesk.studio.scenes import (
    agenda,
    ballots,
    batches,
    case,
    charter,
    combining,
    door,
    doubtful,
    halls,
    hands,
    open_book,
    pack,
    papers,
    polls,
    proposals,
    question,
    record,
    response,
    result,
    rulebook,
    slips,
    start,
    tally,
    tradeoffs,
    verify,
)
from pbdesk.studio.scenes.scene import Scene

__all__ = ["SCENES"]

SCENES: Mapping[str, tuple[Scene, ...]] = {
    "start": start.START,
    "begin": start.BEGIN,
    "hall": start.HALL,
    "unlock": start.UNLOCK,
    "verify": verify.SCENES,
    "ballots": ballots.SCENES,
    "question": question.SCENES,
    "charter": charter.SCENES,
    "rulebook": rulebook.SCENES,
    "proposals": proposals.SCENES,
    "agenda": agenda.SCENES,
    "tradeoffs": tradeoffs.SCENES,
    "papers": papers.SCENES,
    "door": door.SCENES,
    "polls": polls.SCENES,
    "hands": hands.SCENES,
    "slips": slips.SCENES,
    "batches": batches.SCENES,
    "doubtful": doubtful.SCENES,
    "tally": tally.SCENES,
    "result": result.SCENES,
    "pack": pack.SCENES,
    "response": response.SCENES,
    "open_book": open_book.SCENES,
    "record": record.SCENES,
    "halls": halls.SCENES,
    "combining": combining.SCENES,
    **case.SCENES,
}
