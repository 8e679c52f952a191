"""State: what the entries of an assembly's record add up to.

A slice a chapter, as `kind.CHAPTERS` lists them; `minutes.fold` adds the entries up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from pbdesk.assembly import (
    agenda,
    answers,
    book,
    conditions,
    equality,
    follow_up,
    ideas,
    mandate,
    placed,
    supplements,
    tradeoffs,
)
from pbdesk.assembly.retained import CLASSES, SIGNERS
from pbdesk.minutes.clock import Floor
from pbdesk.minutes.decision import Draft, Missing, Refusal
from pbdesk.minutes.entries import Id, PersonRef
from pbdesk.minutes.handover import Handover
from pbdesk.minutes.interests import Interests
from pbdesk.minutes.kinds import Act
from pbdesk.minutes.retention import Class, Retention
from pbdesk.questions import box, count, declaration, door, kiosk, lot, sealing, sheet, vote
from pbdesk.questions.limits import Placed
from pbdesk.questions.papers import READING, PaperDraft, Papers
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.trace import outcome_from
from pbdesk.words import Words

__all__ = ["Assembly"]


@dataclass(frozen=True, slots=True)
class Assembly:
    """One neighbourhood assembly as it stands.

    A slice a chapter, the papers as they are keyed, other drafts, and the outcome once counted.
    """

    mandate: mandate.Mandate = mandate.Mandate()
    rulebook: sealing.Rulebook = sealing.Rulebook()
    ideas: ideas.Ideas = ideas.Ideas()
    agenda: agenda.Agenda = agenda.Agenda()
    floor: Floor = Floor()
    interests: Interests = Interests()
    tradeoffs: tradeoffs.TradeOffs = tradeoffs.TradeOffs()
    conditions: conditions.Conditions = conditions.Conditions()
    door: door.Door = door.Door()
    sheet: sheet.Sheet = sheet.Sheet()
    vote: vote.Vote = vote.Vote()
    kiosk: kiosk.Kiosk = kiosk.Kiosk()
    box: box.Box = box.Box()
    lot: lot.Lot = lot.Lot()
    count: count.Count = count.Count()
    declaration: declaration.Declaration = declaration.Declaration()
    equality: equality.Equality = equality.Equality()
    handover: Handover = Handover()
    answers: answers.Answers = answers.Answers()
    book: book.Book = book.Book()
    follow_up: follow_up.FollowUp = follow_up.FollowUp()
    supplements: supplements.Supplements = supplements.Supplements()
    retention: Retention = Retention()
    papers: Papers = Papers()
    drafts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    outcome: Outcome | None = None
    last: Act | None = None

    def with_drafts(self, drafts: Sequence[Draft]) -> Assembly:
        """The state after these drafts were written or erased."""
        kept, keyed = dict(self.drafts), list[PaperDraft]()
        for draft in drafts:
            if draft.kind == READING:
                keyed.append(PaperDraft.of(draft))
            elif draft.body is None:
                _ = kept.pop(draft.key, None)
            else:
                kept[draft.key] = draft.body
        papers = self.papers.with_drafts(keyed)
        return replace(self, drafts=MappingProxyType(kept), papers=papers)

    @property
    def about(self) -> mandate.Mandate:
        """What the file is about stands in the mandate."""
        return self.mandate

    @property
    def pot(self) -> int:
        """The sum to give, minor units; 0 until it is given."""
        return self.mandate.pot

    @property
    def tellers(self) -> tuple[str, ...]:
        """The tellers whom the charter names, in its order."""
        return self.mandate.said("teller_1"), self.mandate.said("teller_2")

    @property
    def options(self) -> tuple[ideas.Proposal, ...]:
        """The projects that were accepted."""
        return self.ideas.projects

    def unready(self) -> Refusal | None:
        """Why the ballot cannot be drawn up yet."""
        return ideas.unready(self)

    def hindrances(self) -> tuple[Missing, ...]:
        """Projects of which nobody has said the category, where the rulebook asks."""
        return placed.missing(self)

    def placed(self) -> tuple[Placed, ...]:
        """Every project on the ballot with its category and those it excludes."""
        return placed.placed(self)

    @property
    def subjects(self) -> Mapping[Id, str]:
        """The titles of all proposals."""
        return {each.id: each.title for each in self.ideas.by_id.values()}

    @property
    def declared(self) -> datetime | None:
        """When the result was declared."""
        return self.declaration.declared

    @property
    def signers(self) -> Mapping[str, Words]:
        """Facilitator and tellers."""
        return {**SIGNERS}

    @property
    def classes(self) -> Mapping[str, Class[Assembly]]:
        """What is kept for a time."""
        return CLASSES

    def months(self, clause: str) -> int | None:
        """The months that a clause of the sealed rulebook says."""
        said = self.rulebook.given.get(clause)
        return int(str(said)) if self.rulebook.sealed and said is not None else None

    @property
    def registered(self) -> AbstractSet[PersonRef]:
        """The people of the people file whom the record names."""
        return self.door.register

    def with_attached(self, attachment: Callable[[str], bytes]) -> Assembly:
        """The state with the outcome that the count names, read once by its digest (hex)."""
        counted = self.count.counted
        if counted is None or self.outcome is not None:
            return self
        return replace(self, outcome=outcome_from(attachment(counted.digest)))
