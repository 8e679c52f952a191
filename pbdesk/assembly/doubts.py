"""What should be looked at before a proposal stands on a ballot.

None of it is a reason to refuse it.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from pbdesk.assembly.ideas import Proposal
from pbdesk.lookalike import mixed_word
from pbdesk.minutes.entries import Id
from pbdesk.words import Sentences, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = ["doubts"]


def doubts(state: Assembly, proposal: Id) -> Sentences:
    """Another proposal of the same title, letters that look like others.

    Nothing for one that is off the list.
    """
    asked = state.ideas.by_id[proposal]
    if not _standing(asked):
        return ()
    told = [
        say(
            "No. {number} has the same title. On the ballot the two could not be told apart: merge "
            "them, or amend "
            "one.",
            number=other.number,
        )
        for other in state.ideas.by_id.values()
        if other.id != proposal
        and _standing(other)
        and _letters(other.title) == _letters(asked.title)
    ]
    if word := mixed_word(asked.title):
        told.append(
            say(
                "“{word}” mixes letters of two alphabets that may look alike. Amend the title if "
                "that was not "
                "meant.",
                word=word,
            ),
        )
    return tuple(told)


def _standing(proposal: Proposal) -> bool:
    return proposal.state in ("open", "accepted")


def _letters(title: str) -> str:
    return unicodedata.normalize("NFKC", title).casefold()
