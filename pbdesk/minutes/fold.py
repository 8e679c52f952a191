"""Fold: what the entries of a record add up to. It checks nothing; an undone act is skipped.

`fold` reads a whole record, `apply` adds one entry. Undo and redo are entries themselves; no
chapter writes undo code, but it may say what else goes with an entry (`Chapter.take_back`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, cast

from pbdesk.minutes.decision import Decided, Draft, Refusal, Writing
from pbdesk.minutes.entries import Entry, Recorded, Undone
from pbdesk.minutes.growing import put, settled, to_grow
from pbdesk.minutes.kinds import FILE, Act, Chapter, Kind, State, Whose
from pbdesk.words import Words, say

__all__ = ["UNDONE", "apply", "fold", "redo", "undo", "undone_acts"]

_NEVER = datetime.min.replace(tzinfo=UTC)


def apply[S: State](kind: Kind[S], state: S, recorded: Recorded) -> S:
    """The state after one more entry (not an undo: those need the whole record, see `fold`)."""
    entry = recorded.entry
    chapter = kind.by_type[type(entry)]
    held = cast("Any", state)
    last = _newest(state.last, recorded)
    if chapter.name is None:
        return replace(held, last=last)
    whose = chapter.whose(entry)
    holder = _holder(kind, held, whose)
    added = chapter.apply(
        getattr(holder, chapter.name),
        entry,
        recorded.at or _NEVER,
    )
    return _with_holder(kind, held, whose, {chapter.name: added}, last)


def _holder(kind: Kind[Any], state: Any, whose: Whose) -> Any:
    """What holds the slice: the state itself, or one of its parts."""
    of, which = whose
    if not of:
        return state
    part = kind.parts[of]
    return getattr(state, part.held).get(which) or part.type()


def _with_holder(
    kind: Kind[Any],
    state: Any,
    whose: Whose,
    slices: Mapping[str, object],
    last: Act,
) -> Any:
    """The state with these slices and its newest act, made once: a state works out much."""
    of, which = whose
    if not of:
        return replace(state, **slices, last=last)
    part = kind.parts[of]
    changed = replace(_holder(kind, state, whose), **slices)
    held = put(getattr(state, part.held), which, changed)
    return replace(state, **{part.held: held}, last=last)


def _newest(last: Act | None, recorded: Recorded) -> Act:
    """The act that the entry belongs to: undoable while every entry of it is."""
    undoable = recorded.entry.undoable
    if last is not None and last.seq == recorded.act:
        if undoable == last.undoable:
            return last
        return replace(last, undoable=False)
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


def fold[S: State](
    kind: Kind[S],
    record: Sequence[Recorded],
    drafts: Sequence[Draft] = (),
) -> S:
    """The state that the whole record adds up to, with the drafts beside it."""
    skipped = undone_acts(record)
    last = None
    slices: dict[tuple[Whose, str], Any] = {
        (FILE, each.name): to_grow(each.start)
        for each in kind.chapters
        if each.name is not None and not each.of
    }
    for recorded in record:
        entry = recorded.entry
        if recorded.act in skipped or isinstance(entry, Undone):
            continue
        last = _newest(last, recorded)
        chapter = kind.by_type[type(entry)]
        if chapter.name is not None:
            where = chapter.whose(entry), chapter.name
            held = slices[where] if where in slices else to_grow(chapter.start)
            slices[where] = chapter.apply(held, entry, recorded.at or _NEVER)
    return _state_of(kind, slices, last).with_drafts(drafts)


def _state_of(
    kind: Kind[Any],
    slices: Mapping[tuple[Whose, str], Any],
    last: Act | None,
) -> Any:
    """The state that holds these slices, each where it belongs."""
    of: dict[Whose, dict[str, object]] = {FILE: {}}
    for (whose, name), part in slices.items():
        of.setdefault(whose, {})[name] = settled(part)
    parts: dict[str, dict[str, object]] = {
        part.held: {} for part in kind.parts.values()
    }
    for (name, which), held in of.items():
        if name:
            parts[kind.parts[name].held][which] = kind.parts[name].type(**held)
    return kind.state(
        **of[FILE],
        **{held: MappingProxyType(each) for held, each in parts.items()},
        last=last,
    )


def undo[S: State](kind: Kind[S], state: S) -> Decided:
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
    if isinstance(also, Refusal):
        return also
    return Writing(Undone(last.seq), drafts=also)


def redo(kind: Kind[Any], record: Iterable[Recorded]) -> Decided:
    """Take back the newest undo that is still in force, as long as nothing else was done since."""
    waiting: list[Recorded] = []
    entries: dict[int, Entry] = {}
    for recorded in record:
        match recorded.entry:
            case Undone(undone=undone) if undone not in entries:
                pass  # a forged record may name what is not there
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


UNDONE: Chapter[Any, None, Undone] = Chapter(
    None,
    "",
    Undone,
    None,
    _adds_nothing,
    _tell,
)
"""That an act was taken back, in every kind of file: what it names is not folded."""
