"""Undo and redo by name: the sentence of the minutes that would be taken back or come again."""

from __future__ import annotations

from typing import Any

from pbdesk.app.desk import OpenFile
from pbdesk.minutes.decision import Writing
from pbdesk.minutes.entries import Undone
from pbdesk.minutes.fold import fold, redo
from pbdesk.words import Words

__all__ = ["redoable", "undoable"]


def undoable(desk: OpenFile[Any]) -> Words | None:
    """The newest act, where it can be taken back."""
    last = desk.state.last
    if last is not None and last.undoable:
        return desk.kind.tell(last.entry, desk.state)
    return None


def redoable(desk: OpenFile[Any]) -> Words | None:
    """The act that would come again: something was just undone, and nothing was done since."""
    if not desk.recorded or not isinstance(desk.recorded[-1].entry, Undone):
        return None
    decided = redo(desk.kind, desk.recorded)
    if not isinstance(decided, Writing):
        return None
    by_act = {each.act: each for each in reversed(desk.recorded)}
    again = decided.entries[0]
    undo = None
    if isinstance(again, Undone):
        undo = by_act[again.undone].entry
    if not isinstance(undo, Undone):
        return None
    act = by_act[undo.undone]
    # Told as it stood then: what the act brought (a proposal) is not in the state now.
    then = fold(
        desk.kind,
        [each for each in desk.recorded if each.seq <= act.seq],
    )
    return desk.kind.tell(act.entry, then)
