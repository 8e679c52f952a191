"""A refusal as one text: what is wrong, then how to mend it."""

from __future__ import annotations

from pbdesk.minutes.decision import Refusal
from pbdesk.words import Words, say

__all__ = ["spoken"]


def spoken(refusal: Refusal) -> Words:
    """The refusal with its mend behind it, where it has one."""
    return (
        refusal.words
        if refusal.mend is None
        else say("{wrong} {mend}", wrong=refusal.words, mend=refusal.mend)
    )
