"""Fold: what the entries of a record add up to. It checks nothing; an undone act is skipped.

`fold` reads a whole record, `apply` adds one entry. Undo and redo are entries themselves; no
chapter writes undo code, but it may say what else goes with an entry (`Chapter.take_back`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

from pbdesk.minutes.decision import Draft, Refusal, Writing
from pbdesk.minutes.entries import Entry, Recorded, Undone
from pbdesk.minutes.growing import settled, to_grow
from pbdesk.minutes.kinds import Act, Chapter, Kind, State
from pbdesk.words import Words, say

__all__ = ["UNDONE", "apply", "fold", "redo", "undo", "undone_acts"]

_NEVER = datetime.min.replace(tzinfo=UTC)


def apply[S: State](kind: Kind[S], state: S, recorded: Recorded) -> S:
    """The state after one more entry (not an undo: those need the whole record, see `fold`)."""
    chapter, held = kind.by_type[type(recorded.entry)], cast("Any", state)
    last = _newest(state.last, recorded)
    if chapter.name is None:
        return replace(held, last=last)
    added = chapter.apply(getattr(held, chapter.name), recorded.entry, recorded.at or _NEVER)
    return replace(held, last=last, **{chapter.name: added})


def _newest(last: Act | None, recorded: Recorded) -> Act:
    """The act that the entry belongs to: undoable while every entry of it is."""
    undoable = recorded.entry.undoable
    if last is not None and last.seq == recorded.act:
        return last if undoable == last.undoable else replace(last, undoable=False)
    return Act(recorded.act, recorded.entry, undoable)


def undone_acts(record: Sequence[Recorded]) -> frozenset[int]:
    """Acts that are not in force.

    Read from the newest back, so that undoing an undo restores the act.
    """
    skipped: set[int] = set()
    for recorded in reversed(record):
        if isinstance(recorded.entry, Undone) and recorded.act not in skipped:
            skipped.add(recorded.entry.undone)
    return frozenset(skipped)


def fold[S: State](kind: Kind[S], record: Sequence[Recorded], drafts: Sequence[Draft] = ()) -> S:
    """The state that the whole record adds up to, with the drafts beside it."""
    skipped, last = undone_acts(record), None
    slices = {each.name: to_grow(each.start) for each in kind.chapters if each.name is not None}
    for recorded in record:
        entry = recorded.entry
        if recorded.act in skipped or isinstance(entry, Undone):
            continue
        last, chapter = _newest(last, recorded), kind.by_type[type(entry)]
        if chapter.name is not None:
            held = slices[chapter.name]
            slices[chapter.name] = chapter.apply(held, entry, recorded.at or _NEVER)
    still = {name: settled(part) for name, part in slices.items()}
    return kind.state(**still, last=last).with_drafts(drafts)


def undo[S: State](kind: Kind[S], state: S) -> Writing | Refusal:
    """Take back the newest act; its trace stays.

    What is final or printed has correcting acts instead.
    """
    last = state.last
    if last is None or not last.undoable:
        return Refusal(
            say("What was done last cannot be undone."),
            say("What is final is put right by a new entry."),
        )
    also = kind.by_type[type(last.entry)].take_back(state, last.entry)
    return also if isinstance(also, Refusal) else Writing(Undone(last.seq), drafts=also)


def redo(kind: Kind[Any], record: Iterable[Recorded]) -> Writing | Refusal:
    """Take back the newest undo that is still in force, as long as nothing else was done since."""
    waiting: list[Recorded] = []
    entries: dict[int, Entry] = {}
    for recorded in record:
        match recorded.entry:
            case Undone(undone=undone) if isinstance(entries[undone], Undone):
                waiting = [undo for undo in waiting if undo.act != undone]
            case Undone():
                waiting.append(recorded)
            case _:
                waiting.clear()
        _ = entries.setdefault(recorded.act, recorded.entry)
    if not waiting:
        return Refusal(say("There is nothing to redo."))
    newest = waiting[-1]
    if isinstance(newest.entry, Undone):
        again = entries[newest.entry.undone]
        refusal = kind.by_type[type(again)].bring_back(again)
        if refusal is not None:
            return refusal
    return Writing(Undone(newest.act))


def _adds_nothing(held: None, _entry: Undone, _at: datetime) -> None:
    return held


def _tell(entry: Undone, _state: object) -> Words:
    return say("Entry {act} was undone.", act=entry.undone)


UNDONE: Chapter[Any, None, Undone] = Chapter(None, "", Undone, None, _adds_nothing, _tell)
"""That an act was taken back, in every kind of file: what it names is not folded."""
