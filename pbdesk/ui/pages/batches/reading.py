"""What is typed for a paper.

What it is worth, and the paper mirrored, while the teller still types.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Refusal
from pbdesk.questions.keying import read_paper, said
from pbdesk.ui.pages.marked import Marked, as_typed, how_to_mark
from pbdesk.ui.pages.refusals import spoken
from pbdesk.voting.styles.style import REASONS
from pbdesk.words import Words, say

__all__ = ["Reading", "reading"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What is typed for a paper, as it would be kept.

    "unread" where it is no reading of a paper yet.
    """

    kind: Literal["empty", "unread", "counted", "rejected", "doubtful"]
    lead: Words | str
    words: Words | str
    lines: tuple[Marked, ...]


def reading(state: Assembly, typed: str) -> Reading:
    """What the teller hears while typing."""
    lines = as_typed(state, typed)
    if not typed.strip():
        return Reading("empty", "", how_to_mark(state), lines)
    read = read_paper(state, typed)
    if isinstance(read, Refusal):
        return Reading("unread", "", spoken(read), lines)
    match read.kind:
        case "doubtful":
            room = say("it is ruled on in view of the room.")
            return Reading("doubtful", say("Doubtful:"), room, lines)
        case "rejected":
            reason = say("{reason}.", reason=REASONS[read.ballot])
            return Reading("rejected", say("It does not count:"), reason, lines)
        case "counted":
            marks = say("{marks}.", marks=said(state, read.ballot))
            return Reading("counted", say("It counts:"), marks, lines)
