"""A hall that stands in memory: real decisions and the real fold of an assembly, and no disk.

For laws that hold through a whole evening, of which many must be played:

    hall = Hall.asking("choose", {"style": "ordinal", "rule": "irv"}, ("Ash", "Elm"))
    hall.vote([{"Ash": 1}, {"Elm": 1, "Ash": 2}])
    hall.outcome.elected
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from pbdesk.app.chance import from_seed
from pbdesk.app.writing import named
from pbdesk.assembly import ideas, mandate, rulebook
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Decided, Refusal
from pbdesk.minutes.entries import PersonRef, Recorded
from pbdesk.minutes.fold import apply, fold
from pbdesk.questions import (
    box,
    count,
    declaration,
    door,
    kiosk,
    register,
    sheet,
    terms,
    vote,
)
from pbdesk.questions.lot import draw_seed
from pbdesk.questions.tally import Tally, tally
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.trace import outcome_bytes

__all__ = ["Hall"]

_CHARTER = {
    "question": "What is asked?",
    "binding": "binding",
    "decider": "The council",
    "promise": "To answer with reasons.",
    "answer_by": "2027-01-29",
    "facilitator": "Amina Yusuf",
    "teller-1": "Peter Hallam",
    "teller-2": "Rosa Lindqvist",
}
_SHARED: dict[str, str | int | bool] = {
    "people": "Whoever lives here",
    "kept": 12,
    "public_ballots": False,
    "staff": False,
    "own": True,
    "leftover": "carried",
    "quorum": 0,
}


class Hall:
    """An evening with one question, by kiosk, from the first entry to the declaration."""

    def __init__(self, asks: str, seed: str = "hall") -> None:
        """Begin it; another seed gives other ids, codes and orders of the sheet."""
        self.moments = 0
        self.source = from_seed(seed, self._now)
        self.recorded: list[Recorded] = []
        self.attached: dict[str, bytes] = {}
        self.refused: Refusal | None = None
        self.boxes: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self.state: Assembly = ASSEMBLY.state()
        self.do(
            ASSEMBLY.start,
            name="Hall",
            place="Hall",
            day="2026-11-26",
            asks=asks,
        )

    def _now(self) -> datetime:
        self.moments += 1
        return datetime(2026, 11, 26, 12, 0, tzinfo=UTC) + timedelta(
            seconds=self.moments,
        )

    @classmethod
    def asking(
        cls,
        kind: str,
        rules: Mapping[str, str | int],
        options: Sequence[str] | Mapping[str, int] = (),
        *,
        pot: int = 0,
        seed: str = "hall",
    ) -> Hall:
        """Sealed and drawn up, or `refused`. `options`: what may be chosen, or projects with their costs."""
        hall = cls(kind, seed)
        charter = _CHARTER | (
            {"pot": pot, "holder": "The council"} if kind == "fund" else {}
        )
        for clause, value in charter.items():
            if not (
                kind == "scale"
                and clause in {"binding", "decider", "promise", "answer_by"}
            ):
                hall.do(mandate.set_charter, clause=clause, value=value)
        for clause, value in {**_SHARED, **rules}.items():
            if clause in {
                each.name for each in rulebook.clauses(hall.state.rulebook)
            }:
                hall.do(rulebook.set_rule, clause=clause, value=value)
        if kind == "choose":
            for name in options:
                hall.do(terms.add_option, name=name)
        hall.refused = hall.tried(rulebook.seal)
        if hall.refused is not None:
            return hall
        if isinstance(options, Mapping):
            for title, cost in options.items():
                hall._project(title, cost)
        hall.do(sheet.draw_up)
        return hall

    def _project(self, title: str, cost: int) -> None:
        self.do(ideas.receive, title=title, wish=cost)
        proposal = next(
            each.id
            for each in self.state.ideas.by_id.values()
            if each.title == title
        )
        self.do(
            ideas.answer,
            proposal=proposal,
            accepted=True,
            cost=cost,
            reason="It can be done.",
        )

    def do(self, decision: Callable[..., Decided], **given: Any) -> None:
        """Decide, and let the state grow; a refusal is a fault of the test."""
        refusal = self.tried(decision, **given)
        assert refusal is None, refusal.words

    def tried(
        self,
        decision: Callable[..., Decided],
        **given: Any,
    ) -> Refusal | None:
        """The same, where a refusal is an answer too."""
        decided = decision(self.state, self.source.moment(), **given)
        if isinstance(decided, Refusal):
            return decided
        writing = named(ASSEMBLY, self.state, decided)
        for paper in writing.papers:
            self.boxes[paper.box].append((paper.kind, paper.ballot))
        for each in writing.attachments:
            self.attached[hashlib.sha256(each.data).hexdigest()] = each.data
        entries = list(writing.entries)
        if writing.sealing is not None:
            roots = {
                name: (bytes(32), len(self.boxes[name]))
                for name in writing.sealed_boxes
            }
            entries += writing.sealing(roots)
        act = len(self.recorded) + 1
        self.state = self.state.with_drafts(writing.drafts)
        for entry in entries:
            recorded = Recorded(len(self.recorded) + 1, act, self._now(), entry)
            self.recorded.append(recorded)
            self.state = apply(ASSEMBLY, self.state, recorded)
        self.state = self.state.with_attached(self.attached.__getitem__)
        return None

    def vote(self, ballots: Iterable[Mapping[str, int]]) -> None:
        """Cast each ballot (marks by title) at the kiosk, close, seal, throw, count, declare.

        What the sheet does not take is not cast; its voter goes home.
        """
        cast = list(ballots)
        people = tuple(PersonRef(f"p-{n:04}") for n in range(1, len(cast) + 2))
        self.do(register.register, people=people)
        self.do(vote.open_vote)
        left = 0
        for person, marks in zip(people, cast, strict=False):
            stub = door.next_stub(self.state.door, "kiosk")
            self.do(
                door.give,
                person=person,
                channel="kiosk",
                checked_with="known",
            )
            left += (
                self.tried(kiosk.cast, stub=stub, marks=self.by_id(marks))
                is not None
            )
        self.do(vote.close_vote)
        self.do(box.reconcile, unreturned=0)
        self.do(count.seal_urn)
        self.do(draw_seed, dice="4 1 6 2")
        found = self.tallied()
        self.do(
            count.record_count,
            outcome=found.outcome,
            counted=found.profile.n,
            rejected=found.rejected,
            trace=outcome_bytes(found.outcome),
        )
        if self.state.terms.force != "straw":
            self.do(declaration.declare)

    def by_id(self, marks: Mapping[str, int]) -> dict[str, int]:
        """Marks by the ids of the lines."""
        line = {line.title: line.project for line in self.state.sheet.lines}
        return {line[title]: mark for title, mark in marks.items()}

    def tallied(self) -> Tally:
        """The sealed box counted."""
        return tally(self.state, self.boxes[self.state.asked])

    def folded(self) -> Assembly:
        """The state read from the whole record again."""
        return fold(ASSEMBLY, self.recorded).with_attached(
            self.attached.__getitem__,
        )

    @property
    def outcome(self) -> Outcome:
        """What was counted."""
        assert self.state.outcome is not None
        return self.state.outcome

    def titles(self, options: Iterable[str]) -> list[str]:
        """Options by their titles."""
        title = {line.project: line.title for line in self.state.sheet.lines}
        return [title[each] for each in options]
