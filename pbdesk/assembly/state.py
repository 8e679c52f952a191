"""State: what the entries of an assembly's record add up to.

A slice a chapter, as `kind.CHAPTERS` lists them; `minutes.fold` adds the entries up. What belongs
to one question, or to the round of questions opened together, stands in the parts of
`questions.parts`; the state is turned to one question, and shows that one's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Self

import msgspec

from pbdesk.assembly import (
    agenda,
    answers,
    arguments,
    book,
    carried,
    conditions,
    dots,
    follow_up,
    hall,
    ideas,
    mandate,
    matters,
    placed,
    proposers,
    seating,
    speakers,
    steering,
    supplements,
    tradeoffs,
    trades,
)
from pbdesk.assembly.retained import CLASSES, SIGNERS
from pbdesk.minutes.clauses import Clause, open_clauses
from pbdesk.minutes.clock import Floor
from pbdesk.minutes.decision import Draft, Needs, Refusal
from pbdesk.minutes.entries import Id, PersonRef
from pbdesk.minutes.handover import Handover
from pbdesk.minutes.interests import Interests
from pbdesk.minutes.kinds import Act
from pbdesk.minutes.retention import Class, Retention
from pbdesk.questions.asking import Option
from pbdesk.questions.box import Box
from pbdesk.questions.count import Count
from pbdesk.questions.declaration import Declaration
from pbdesk.questions.door import Door
from pbdesk.questions.hands import Hands
from pbdesk.questions.kiosk import Kiosk
from pbdesk.questions.limits import Placed
from pbdesk.questions.lot import Lot
from pbdesk.questions.papers import READING, PaperDraft, Papers
from pbdesk.questions.parts import Question, Round
from pbdesk.questions.register import Register
from pbdesk.questions.sealing import Rulebook, Rules, rulebook_of
from pbdesk.questions.sheet import Sheet
from pbdesk.questions.slips import Slips
from pbdesk.questions.spares import Spares
from pbdesk.questions.staff import ROLES, Staff
from pbdesk.questions.terms import Chosen, Terms
from pbdesk.questions.vote import Vote
from pbdesk.voting.outcome import Outcome
from pbdesk.voting.trace import outcome_from
from pbdesk.words import Words, as_words, say

__all__ = ["Assembly"]


def _follows() -> Any:
    return field(init=False, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Assembly:
    """One neighbourhood assembly as it stands, turned to one of its questions.

    A slice a chapter of the file, its questions and rounds by id, and other drafts. `turned` is the
    question that it was turned to; where that does not stand, the first one.
    """

    convened: mandate.Mandate = mandate.Mandate()
    rules: Rules = Rules()
    steering: steering.Steering = steering.Steering()
    ideas: ideas.Ideas = ideas.Ideas()
    proposers: proposers.Proposers = proposers.Proposers()
    agenda: agenda.Agenda = agenda.Agenda()
    floor: Floor = Floor()
    interests: Interests = Interests()
    tradeoffs: tradeoffs.TradeOffs = tradeoffs.TradeOffs()
    arguments: arguments.Arguments = arguments.Arguments()
    dots: dots.Dots = dots.Dots()
    matters: matters.Matters = matters.Matters()
    trades: trades.Trades = trades.Trades()
    seating: seating.Seating = seating.Seating()
    speakers: speakers.Speakers = speakers.Speakers()
    conditions: conditions.Conditions = conditions.Conditions()
    people: Register = Register()
    staff: Staff = Staff()
    handover: Handover = Handover()
    answers: answers.Answers = answers.Answers()
    book: book.Book = book.Book()
    follow_up: follow_up.FollowUp = follow_up.FollowUp()
    supplements: supplements.Supplements = supplements.Supplements()
    retention: Retention = Retention()
    hall: hall.Hall = hall.Hall()
    carried: carried.Carried = carried.Carried()
    questions: Mapping[Id, Question] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    rounds: Mapping[str, Round] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    drafts: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    last: Act | None = None
    turned: Id = Id("")

    # What follows from these, as it stands for the question

    order: tuple[Id, ...] = _follows()
    """The questions that stand, in the order they were asked."""
    asked: Id = _follows()
    """The question that the state is turned to; empty where none stands."""
    mandate: mandate.Mandate = _follows()
    """What was agreed before anything else, with what this question says of itself."""
    rulebook: Rulebook = _follows()
    """The rules as they hold for this question."""
    door: Door = _follows()
    """The register, and what was given out in the round."""
    _turns: dict[Id, Assembly] = _follows()
    """The same state turned to other questions, each worked out once."""

    def __post_init__(self) -> None:
        """Work out what follows, once for each state."""
        order = tuple(
            each for each, q in self.questions.items() if not q.terms.dropped
        )
        asked = (
            self.turned if self.turned in order else next(iter(order), Id(""))
        )
        turns = {self.turned: self}
        for name, value in (
            ("order", order),
            ("asked", asked),
            ("_turns", turns),
        ):
            object.__setattr__(self, name, value)
        said = MappingProxyType({**self.convened.charter, **self.terms.given})
        for name, value in (
            ("mandate", replace(self.convened, charter=said)),
            (
                "rulebook",
                rulebook_of(self.rules, self.terms, asked, self.hall.parent),
            ),
            ("door", Door(self.people, self._round.given_out)),
        ):
            object.__setattr__(self, name, value)

    # Which question

    def of(self, question: Id) -> Assembly:
        """The state turned to another question."""
        known = self._turns.get(question)
        if known is not None:
            return known
        turned = replace(self, turned=question)
        self._turns[question] = turned
        object.__setattr__(turned, "_turns", self._turns)
        return turned

    @property
    def question(self) -> Question:
        """The question that the state is turned to."""
        return self.questions.get(self.asked) or _NONE

    @property
    def terms(self) -> Terms:
        """What is asked, of which kind, and what follows."""
        return self.question.terms

    @property
    def round(self) -> str:
        """The round in which it is asked."""
        return self.terms.round

    @property
    def every_question(self) -> Iterator[Assembly]:
        """The state turned to each question, in their order."""
        return map(self.of, self.order)

    def called(self, item: Id) -> Words:
        """How a proposal or an option is called; else it is what is left of the pot."""
        return as_words(self.subjects.get(item, say("What is left of the pot")))

    @property
    def together(self) -> tuple[Assembly, ...]:
        """The state turned to each question of the round that is answered on a sheet."""
        return tuple(
            each for each in self._of_round() if each.terms.way == "sheet"
        )

    def _of_round(self) -> Iterator[Assembly]:
        for each in self.every_question:
            if each.round == self.round:
                yield each

    @property
    def any_open(self) -> bool:
        """Whether any round is open now."""
        return any(each.vote.is_open for each in self.rounds.values())

    @property
    def over(self) -> bool:
        """Whether every round is closed that has questions on a sheet."""
        every = [self.questions[each].terms for each in self.order]
        rounds = {each.round for each in every if each.way == "sheet"}
        held = [self.rounds.get(each) or _NO_ROUND for each in rounds]
        return bool(held) and all(each.vote.closed for each in held)

    # The chapters of the question and of its round

    @property
    def sheet(self) -> Sheet:
        """The lines as they were drawn up, with the names of those who stand for election."""
        held, people = self.question.sheet, self.terms.options
        named = {key for key, each in people.items() if each.person}
        if named.isdisjoint(line.project for line in held.lines):
            return held
        lines = (
            msgspec.structs.replace(line, title=people[line.project].title)
            for line in held.lines
        )
        return replace(held, lines=tuple(lines))

    @property
    def vote(self) -> Vote:
        """When the round was open."""
        return self._round.vote

    @property
    def kiosk(self) -> Kiosk:
        """Which stubs answered the question on the screen."""
        return self.question.kiosk

    @property
    def box(self) -> Box:
        """How far the papers are."""
        return self.question.box

    @property
    def hands(self) -> Hands:
        """What was counted in the open."""
        return self.question.hands

    @property
    def slips(self) -> Slips:
        """What was added up of slips."""
        return self.question.slips

    @property
    def spares(self) -> Spares:
        """The spares given for spoilt sheets of the question."""
        return self.question.spares

    @property
    def papers(self) -> Papers:
        """The papers as they are keyed."""
        return self.question.papers

    @property
    def lot(self) -> Lot:
        """The lot of the round."""
        return self._round.lot

    @property
    def count(self) -> Count:
        """The sealed urn and the count."""
        return self.question.count

    @property
    def declaration(self) -> Declaration:
        """When the result was declared, and who objected."""
        return self.question.declaration

    @property
    def outcome(self) -> Outcome | None:
        """What the count found."""
        return self.question.outcome

    @property
    def _round(self) -> Round:
        return self.rounds.get(self.round) or _NO_ROUND

    # What is kept beside the record

    def with_drafts(self, drafts: Sequence[Draft]) -> Self:
        """The state after these drafts were written or erased."""
        if not drafts:
            return self
        kept, keyed = dict(self.drafts), dict[Id, list[PaperDraft]]()
        for draft in drafts:
            if draft.kind == READING:
                reading = PaperDraft.of(draft)
                keyed.setdefault(Id(reading.question), []).append(reading)
            elif draft.body is None:
                _ = kept.pop(draft.key, None)
            else:
                kept[draft.key] = draft.body
        questions = dict(self.questions)
        for each, readings in keyed.items():
            held = questions.get(each) or _NONE
            questions[each] = replace(
                held,
                papers=held.papers.with_drafts(readings),
            )
        return replace(
            self,
            drafts=MappingProxyType(kept),
            questions=MappingProxyType(questions),
        )

    def with_attached(self, attachment: Callable[[str], bytes]) -> Self:
        """The state with the outcomes that its counts name, each read once by its digest (hex)."""
        fresh = {
            each: replace(
                held,
                outcome=outcome_from(attachment(held.count.counted.digest)),
            )
            for each, held in self.questions.items()
            if held.count.counted is not None and held.outcome is None
        }
        if not fresh:
            return self
        return replace(
            self,
            questions=MappingProxyType({**self.questions, **fresh}),
        )

    # What the chapters ask of the file

    @property
    def about(self) -> mandate.Mandate:
        """What the file is about stands in the mandate."""
        return self.convened

    @property
    def pot(self) -> int:
        """The sum to give, minor units; 0 where nothing is given."""
        return self.mandate.pot if self.terms.funds else 0

    @property
    def signs(self) -> tuple[Clause, ...]:
        """The roles that the charter asks for: who runs it, and who signs the count."""
        return ROLES

    def unnamed(self) -> Needs:
        """The roles that nobody has yet."""
        return open_clauses(
            self.signs,
            {who: who for who in self.staff.named},
            "charter",
        )

    @property
    def options(self) -> tuple[Option, ...]:
        """What will stand on the sheet: accepted projects, names to choose from, or fixed words."""
        if self.terms.funds:
            return self.ideas.projects
        return tuple(self.terms.options.values()) or self._fixed

    @property
    def _fixed(self) -> tuple[Chosen, ...]:
        """The options that the kind of question itself has."""
        return tuple(
            Chosen(each, words.text)
            for each, words in self.terms.of.options.items()
        )

    @property
    def part(self) -> bool:
        """Whether it is one hall of several."""
        return bool(self.hall.parent)

    @property
    def shared_sealed(self) -> bool:
        """Whether what all questions share is fixed; a hall seals its own charter once more."""
        return len(self.rules.sealings) > self.hall.sealings

    @property
    def roles(self) -> tuple[Clause, ...]:
        """What the charter says of the file: where the answer goes."""
        return mandate.ROLES

    def settled(self) -> Refusal | None:
        """Why questions and options cannot change any more: a hall has them from its parent."""
        return hall.settled(self)

    def unasked(self) -> Needs:
        """What else keeps the question from being sealed in a file of this kind."""
        return ()

    def unready(self) -> Refusal | None:
        """Why the ballot cannot be drawn up yet."""
        return ideas.unready(self) if self.terms.funds else None

    def hindrances(self) -> Needs:
        """Projects of which nobody has said the category, where the rulebook asks."""
        return (*hall.missing(self), *self._unplaced())

    def _unplaced(self) -> Needs:
        if not self.terms.funds:
            return ()
        return placed.missing(self)

    def placed(self) -> tuple[Placed, ...]:
        """Every project on the ballot with its category and those it excludes."""
        return placed.placed(self) if self.terms.funds else ()

    @property
    def subjects(self) -> Mapping[Id, str]:
        """The titles of all proposals and of what may be chosen."""
        titles = {each.id: each.title for each in self.ideas.by_id.values()}
        for question in self.questions.values():
            titles |= {
                each.id: each.title for each in question.terms.options.values()
            }
        return titles

    @property
    def declared(self) -> datetime | None:
        """When the last result was declared; None while one of them is not.

        Of straw polls alone nothing is declared: when the last of them was counted.
        """
        held = [self.questions[each] for each in self.order]
        binding = [
            each
            for each in held
            if each.terms.force != "straw" and not each.given_up
        ]
        polls = [
            each
            for each in held
            if each.terms.force == "straw" and not each.terms.of.items
        ]
        said = [each.declaration.declared for each in binding]
        if not binding:
            said = [each.count.counted_at for each in polls]
        return (
            max(each for each in said if each) if said and all(said) else None
        )

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
        said = self.rules.given.get(clause)
        return (
            int(str(said)) if self.rules.sealings and said is not None else None
        )

    @property
    def forgotten(self) -> AbstractSet[PersonRef]:
        """Whom the people file forgets: who holds a stub of an open round only at its close."""
        held = (
            each.given_out.by_person
            for each in self.rounds.values()
            if each.vote.is_open
        )
        return frozenset(self.people.forgotten).difference(*held)

    @property
    def registered(self) -> AbstractSet[PersonRef]:
        """The people of the people file whom the record names."""
        return self.people.people


_NONE = Question()
_NO_ROUND = Round()
