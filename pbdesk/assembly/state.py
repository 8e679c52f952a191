"""State: what the entries of a record add up to. Folding has no checks; an undone act is skipped.

`fold` reads a whole record, `apply` adds one entry. Undo and redo are entries themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import MappingProxyType

from pbdesk.assembly import (
    agenda,
    box,
    count,
    declaration,
    door,
    equality,
    erasure,
    floor,
    handover,
    ideas,
    interests,
    mandate,
    retention,
    rulebook,
    tradeoffs,
    vote,
)
from pbdesk.assembly.batches import RULED, paper_key
from pbdesk.minutes.decision import Draft, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry
from pbdesk.voting.outcome import Outcome
from pbdesk.words import Words, say

__all__ = [
    "Act",
    "AnyEntry",
    "Assembly",
    "Recorded",
    "Undone",
    "apply",
    "fold",
    "redo",
    "tell",
    "undo",
    "undone_acts",
]


class Undone(Entry, frozen=True, tag="undone"):
    """An act was taken back: `undone` is the number of its first entry. Undoing an undo is redo."""

    undone: int


AnyEntry = (
    mandate.MandateEntry
    | rulebook.RulebookEntry
    | ideas.IdeasEntry
    | agenda.AgendaEntry
    | floor.FloorEntry
    | interests.InterestEntry
    | tradeoffs.TradeOffEntry
    | door.DoorEntry
    | vote.VoteEntry
    | box.BoxEntry
    | count.CountEntry
    | declaration.DeclarationEntry
    | equality.EqualityEntry
    | handover.HandoverEntry
    | retention.RetentionEntry
    | erasure.WordsErased
    | Undone
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as it stands in the record: number, first number of its act, local time.

    None: it has no time.
    """

    seq: int
    act: int
    at: datetime | None
    entry: AnyEntry


@dataclass(frozen=True, slots=True)
class Act:
    """An act that is in force, and the one before it."""

    seq: int
    entry: AnyEntry
    undoable: bool
    before: Act | None


_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Assembly:
    """One neighbourhood assembly as it stands.

    A slice a chapter, the drafts, and the outcome once counted.
    """

    mandate: mandate.Mandate = mandate.Mandate()
    rulebook: rulebook.Rulebook = rulebook.Rulebook()
    ideas: ideas.Ideas = ideas.Ideas()
    agenda: agenda.Agenda = agenda.Agenda()
    floor: floor.Floor = floor.Floor()
    interests: interests.Interests = interests.Interests()
    tradeoffs: tradeoffs.TradeOffs = tradeoffs.TradeOffs()
    door: door.Door = door.Door()
    vote: vote.Vote = vote.Vote()
    box: box.Box = box.Box()
    count: count.Count = count.Count()
    declaration: declaration.Declaration = declaration.Declaration()
    equality: equality.Equality = equality.Equality()
    handover: handover.Handover = handover.Handover()
    retention: retention.Retention = retention.Retention()
    drafts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    outcome: Outcome | None = None
    last: Act | None = None

    def with_drafts(self, drafts: Sequence[Draft]) -> Assembly:
        """The state after these drafts were written or erased."""
        kept = dict(self.drafts)
        for draft in drafts:
            if draft.body is None:
                _ = kept.pop(draft.key, None)
            else:
                kept[draft.key] = draft.body
        return replace(self, drafts=MappingProxyType(kept))


def apply(state: Assembly, recorded: Recorded) -> Assembly:
    """The state after one more entry (not an undo: those need the whole record, see `fold`)."""
    entry, at = recorded.entry, recorded.at or _NEVER
    after = _apply(state, entry, at)
    last = state.last
    if last is not None and last.seq == recorded.act:
        return replace(after, last=replace(last, undoable=last.undoable and entry.undoable))
    return replace(after, last=Act(recorded.act, entry, entry.undoable, last))


def _apply(state: Assembly, entry: AnyEntry, at: datetime) -> Assembly:
    if isinstance(entry, ideas.IdeasEntry):
        return replace(state, ideas=ideas.apply(state.ideas, entry, at))
    if isinstance(entry, door.DoorEntry):
        return replace(state, door=door.apply(state.door, entry, at))
    if isinstance(entry, vote.VoteEntry):
        return replace(state, vote=vote.apply(state.vote, entry, at))
    if isinstance(entry, box.BoxEntry):
        return replace(state, box=box.apply(state.box, entry))
    if isinstance(entry, count.CountEntry):
        return replace(state, count=count.apply(state.count, entry, at))
    if isinstance(entry, mandate.MandateEntry):
        return replace(state, mandate=mandate.apply(state.mandate, entry, at))
    if isinstance(entry, rulebook.RulebookEntry):
        return replace(state, rulebook=rulebook.apply(state.rulebook, entry, at))
    if isinstance(entry, declaration.DeclarationEntry):
        return replace(state, declaration=declaration.apply(state.declaration, entry, at))
    if isinstance(entry, retention.RetentionEntry):
        return replace(state, retention=retention.apply(state.retention, entry, at))
    if isinstance(entry, equality.EqualityEntry):
        return replace(state, equality=equality.apply(state.equality, entry, at))
    if isinstance(entry, handover.HandoverEntry):
        return replace(state, handover=handover.apply(state.handover, entry, at))
    return _deliberated(state, entry, at)


def _deliberated(state: Assembly, entry: AnyEntry, at: datetime) -> Assembly:
    if isinstance(entry, agenda.AgendaEntry):
        return replace(state, agenda=agenda.apply(state.agenda, entry))
    if isinstance(entry, floor.FloorEntry):
        return replace(state, floor=floor.apply(state.floor, entry, at))
    if isinstance(entry, interests.InterestEntry):
        return replace(state, interests=interests.apply(state.interests, entry, at))
    if isinstance(entry, tradeoffs.TradeOffEntry):
        return replace(state, tradeoffs=tradeoffs.apply(state.tradeoffs, entry, at))
    # an undo or an erasure adds nothing itself: what it names is not folded, or folded without
    # words
    return state


def undone_acts(record: Sequence[Recorded]) -> frozenset[int]:
    """Acts that are not in force.

    Read from the newest back, so that undoing an undo restores the act.
    """
    skipped: set[int] = set()
    for recorded in reversed(record):
        if isinstance(recorded.entry, Undone) and recorded.act not in skipped:
            skipped.add(recorded.entry.undone)
    return frozenset(skipped)


def fold(record: Sequence[Recorded], drafts: Mapping[str, str] | None = None) -> Assembly:
    """The state that the whole record adds up to, with the drafts beside it."""
    skipped = undone_acts(record)
    state = Assembly(drafts=MappingProxyType(dict(drafts or {})))
    for recorded in record:
        if recorded.act not in skipped and not isinstance(recorded.entry, Undone):
            state = apply(state, recorded)
    return state


def undo(state: Assembly, _moment: Moment) -> Writing | Refusal:
    """Take back the newest act; its trace stays.

    What is final or printed has correcting acts instead.
    """
    last = state.last
    if last is None or not last.undoable:
        return Refusal(
            say("The last act cannot be undone."), say("What is final is corrected by another act.")
        )
    match last.entry:
        case box.BoxOpened() if any(name.startswith("paper/") for name in state.drafts):
            return Refusal(
                say("Papers of this box are keyed already."),
                say("Correct the batch that does not add up."),
            )
        case box.PaperRuled(batch=batch, paper=paper):
            return Writing(Undone(last.seq), drafts=(Draft(paper_key(batch, paper, RULED), None),))
        case _:
            return Writing(Undone(last.seq))


def redo(record: Iterable[Recorded], _moment: Moment) -> Writing | Refusal:
    """Take back the newest undo that is still in force, as long as nothing else was done since."""
    waiting: list[Recorded] = []
    entries: dict[int, AnyEntry] = {}
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
    if isinstance(newest.entry, Undone) and isinstance(
        entries[newest.entry.undone], box.PaperRuled
    ):
        return Refusal(say("A ruling is not brought back."), say("Rule on the paper again."))
    return Writing(Undone(newest.act))


def tell(entry: AnyEntry, state: Assembly) -> Words:
    """The entry as a sentence of the minutes, with the titles of `state`."""
    if isinstance(entry, ideas.IdeasEntry):
        return ideas.tell(entry, state)
    if isinstance(entry, door.DoorEntry):
        return door.tell(entry, state)
    if isinstance(entry, vote.VoteEntry):
        return vote.tell(entry, state)
    if isinstance(entry, box.BoxEntry):
        return box.tell(entry)
    if isinstance(entry, count.CountEntry):
        return count.tell(entry)
    if isinstance(entry, mandate.MandateEntry):
        return mandate.tell(entry, state)
    if isinstance(entry, rulebook.RulebookEntry):
        return rulebook.tell(entry, state)
    if isinstance(entry, declaration.DeclarationEntry):
        return declaration.tell(entry, state)
    if isinstance(entry, equality.EqualityEntry | retention.RetentionEntry):
        return (
            equality.tell(entry)
            if isinstance(entry, equality.EqualityEntry)
            else retention.tell(entry)
        )
    if isinstance(entry, handover.HandoverEntry):
        return handover.tell(entry, state)
    if isinstance(entry, Undone | erasure.WordsErased):
        return _tell_taken_away(entry)
    return _tell_deliberated(entry, state)


def _tell_taken_away(entry: Undone | erasure.WordsErased) -> Words:
    if isinstance(entry, Undone):
        return say("Entry {act} was undone.", act=entry.undone)
    return erasure.tell(entry)


def _tell_deliberated(
    entry: agenda.AgendaEntry
    | floor.FloorEntry
    | interests.InterestEntry
    | tradeoffs.TradeOffEntry,
    state: Assembly,
) -> Words:
    if isinstance(entry, agenda.AgendaEntry):
        return agenda.tell(entry, state)
    if isinstance(entry, floor.FloorEntry):
        return floor.tell(entry, state)
    if isinstance(entry, interests.InterestEntry):
        return interests.tell(entry, state)
    return tradeoffs.tell(entry, state)
