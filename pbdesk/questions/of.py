"""Of: entries that belong to one question, or to the round of questions opened together."""

from __future__ import annotations

from pbdesk.minutes.entries import Entry

__all__ = ["OfQuestion", "OfRound"]


class OfQuestion(Entry, frozen=True, kw_only=True):
    """An entry of one question. The desk fills in which, where the decision leaves it empty."""

    question: str = ""


class OfRound(Entry, frozen=True, kw_only=True):
    """An entry of one round. The desk fills in which, where the decision leaves it empty."""

    round: str = ""
