"""Figures: every number that is shown, printed or exported about a result, computed once.

Page, room, report, `result.json` and open data read the same `Figures`; nobody adds up anything a
second time. Money is integer minor units of `currency`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.assembly.answered import tie_words, titles
from pbdesk.assembly.deliberated import Deliberated, deliberated
from pbdesk.assembly.hall import Hall
from pbdesk.assembly.mandate import charter
from pbdesk.assembly.poster import Poster, poster
from pbdesk.assembly.reached import Reached, reached
from pbdesk.assembly.reported import Answer, answers
from pbdesk.assembly.rulebook import LOOKS, clauses
from pbdesk.minutes.clauses import Clause, months_later, shown
from pbdesk.questions.batches import Batch, Identity, identity
from pbdesk.questions.box import Ruling
from pbdesk.questions.door import Keeping
from pbdesk.questions.sealing import style_settings
from pbdesk.questions.shown import FEWEST
from pbdesk.questions.slips import LEAST, told
from pbdesk.questions.spares import in_the_envelope, papers_out
from pbdesk.voting.registry import FUNDS_NOTHING
from pbdesk.voting.styles import STYLES
from pbdesk.voting.styles.style import REASONS
from pbdesk.voting.ties import lot_number
from pbdesk.words import Day, Money, Sentences, Share, Words, plain, say

if TYPE_CHECKING:
    from pbdesk.assembly.ideas import Proposal
    from pbdesk.assembly.state import Assembly
    from pbdesk.voting.outcome import Outcome

__all__ = [
    "AddedUp",
    "Channel",
    "Figures",
    "KeyedLine",
    "LotLine",
    "OffBallot",
    "ProjectFigures",
    "RulingLine",
    "figures",
    "keyed_lines",
    "looks",
    "lot_lines",
]


@dataclass(frozen=True, slots=True)
class ProjectFigures:
    """One project: `item` is its number among the funded (1, 2, …).

    `left_after` what remained then. `cost` is what it gets where it is funded; `whole` what it
    would take, where that is more (a part award).
    """

    id: str
    code: str
    title: str
    summary: str
    cost: int
    support: int | Fraction
    place: int
    funded: bool
    item: int | None
    left_after: int | None
    reason: Words
    whole: int | None = None
    running: int | None = None
    """Minor units each year from then on; None where nobody said."""

    @property
    def asked(self) -> int:
        """What it costs as the ballot had it, minor units."""
        return self.cost if self.whole is None else self.whole


@dataclass(frozen=True, slots=True)
class Channel:
    """Turnout by one way to vote: ballots given out, and what became of them.

    Every share has its base in words. `handed_back`: ballots of the kiosk that were given by
    mistake; those of paper are in the identity.
    """

    name: Words
    given: int
    returned: int
    handed_back: int = 0


@dataclass(frozen=True, slots=True)
class OffBallot:
    """A proposal that did not reach the ballot, with the reason its proposer was given."""

    number: int
    title: str
    what: Words
    reason: str


@dataclass(frozen=True, slots=True)
class RulingLine:
    """A doubtful paper and what was ruled in view of the room.

    `objection` is None where nobody objected.
    Words that were erased are empty.
    """

    batch: int
    paper: int
    what: Words
    reason: str
    objection: str | None = None


@dataclass(frozen=True, slots=True)
class KeyedLine:
    """Who keyed a batch, by role: each pass, and who looked again where they differed."""

    batch: int
    papers: int
    first: tuple[str, ...]
    second: tuple[str, ...]
    third: tuple[str, ...]
    looked_again: int
    together: int


@dataclass(frozen=True, slots=True)
class LotLine:
    """A project's place in the lot: the first digits of its lot number, checkable by hand."""

    place: int
    code: str
    title: str
    number: str


@dataclass(frozen=True, slots=True)
class AddedUp:
    """What slips with several items said: how many came in, and each item with what is told.

    `came` is 0 where fewer than `least` came in. An item of which nothing is told has no answers;
    an answer without a number is told in words alone.
    """

    wording: str
    came: int
    least: int
    items: tuple[tuple[Words, tuple[tuple[Words, int | None], ...]], ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """All there is to say about one result.

    `looks`: the days on which it is asked what was done. `help`: what stands on the ballot under
    its instruction. `lots`: what the throw of its round decided, whichever question it was of.
    """

    id: str
    name: str
    place: str
    day: date
    currency: str
    language: str
    rehearsal: bool
    question: str
    holder: str
    decider: str
    binding: bool
    promise: str
    answer_by: date
    looks: tuple[date, ...]
    charter: tuple[tuple[Words, Words], ...]
    clauses: tuple[tuple[Words, Words], ...]
    poster: Poster
    help: Words
    fingerprint: tuple[str, ...]
    sealed_at: datetime | None
    style: str
    rule: str
    support_name: Words
    register: int
    people: int
    channels: tuple[Channel, ...]
    identity: Identity
    valid: int
    rejected: int
    rejected_by: tuple[tuple[str, Words, int], ...]
    rulings: tuple[RulingLine, ...]
    objections: tuple[str, ...]
    keyed: tuple[KeyedLine, ...]
    kept: tuple[Keeping, ...]
    """Who kept the door, by role."""
    pot: int
    given: int
    leftover: int
    leftover_words: Words
    projects: tuple[ProjectFigures, ...]
    off_ballot: tuple[OffBallot, ...]
    ties: Sentences
    lots: Sentences
    dice: str
    lot_code: str
    seed: str
    lot: tuple[LotLine, ...]
    counted_at: datetime | None
    declared_at: datetime | None
    quorum: int
    quorum_met: bool
    public_ballots: bool
    deliberated: Deliberated = Deliberated()
    added_up: tuple[AddedUp, ...] = ()
    """Slips with several items, as far as they are in the record."""
    notes: Sentences = ()
    answers: tuple[Answer, ...] = ()
    """Every question that was counted, with what it came to."""
    kind: str = "fund"
    """The kind of the question that the figures are about."""
    office: str = ""
    return_address: str = ""
    contact: str = ""
    invited: str = ""
    """How people were asked to come, in words; empty where nobody said."""
    reached: tuple[Reached, ...] = ()
    """What the result had to reach, and whether it did."""
    asked: str = ""
    """The id of the question that the figures are about."""
    hall: Hall = Hall()
    """Of which vote in several halls it is one: then nothing is decided here."""
    printed: Mapping[str, str] = MappingProxyType({})
    """Names of signers who agreed that they stand beside their signature, by role."""

    @property
    def funded(self) -> tuple[ProjectFigures, ...]:
        """Funded projects, in the order funded."""
        return tuple(project for project in self.projects if project.funded)

    @property
    def unfunded(self) -> tuple[ProjectFigures, ...]:
        """The others, most supported first."""
        return tuple(project for project in self.projects if not project.funded)

    @property
    def looked_again(self) -> int:
        """Papers that were looked at a third time."""
        return sum(line.looked_again for line in self.keyed)

    @property
    def stage(self) -> str:
        """ "rehearsal", "final", or "part" for one hall of several, as the pack names it."""
        if self.hall.parent:
            return "part"
        return "rehearsal" if self.rehearsal else "final"

    def money(self, minor: int) -> Money:
        """A sum in this assembly's currency."""
        return Money(minor, self.currency)

    def price(self, project: ProjectFigures, cost: int) -> Words:
        """What a project costs (minor units), and each year where anybody said."""
        once = self.money(cost)
        if not project.running:
            return say("{value}", value=once)
        return say(
            "{once} and {each} each year",
            once=once,
            each=self.money(project.running),
        )

    @property
    def running(self) -> int:
        """What all that is funded costs each year from then on, as far as anybody said."""
        return sum(project.running or 0 for project in self.funded)

    @property
    def turnout(self) -> Words:
        """How many came, with the base of every share."""
        return say(
            "{people} of {register} people in the register ({share}) took a ballot; {valid} "
            "ballots were valid. "
            "Every share in this pack is of these {valid}.",
            people=self.people,
            register=self.register,
            share=Share(self.people, self.register, 1),
            valid=self.valid,
        )

    @property
    def empty_box(self) -> Words | None:
        """That no ballot is valid, so that nothing is funded; None where there is one."""
        return FUNDS_NOTHING if FUNDS_NOTHING in self.notes else None

    @property
    def money_line(self) -> Words:
        """What was given of the pot, and what is left."""
        return say(
            "Money line: {given} of {pot} given, {left} left.",
            given=self.money(self.given),
            pot=self.money(self.pot),
            left=self.money(self.leftover),
        )


def figures(state: Assembly) -> Figures:
    """Every figure of a counted assembly. Raises ValueError before the count."""
    outcome, counted = state.outcome, state.count.counted
    if outcome is None or counted is None:
        raise ValueError("nothing is counted yet")
    mandate, rulebook, box, count = (
        state.mandate,
        state.rulebook,
        state.box,
        state.count,
    )
    unreturned = box.reconciled.unreturned if box.reconciled else 0
    return Figures(
        id=mandate.id,
        name=mandate.name,
        place=mandate.place,
        day=mandate.day,
        currency=mandate.currency,
        language=mandate.language,
        rehearsal=mandate.rehearsal,
        question=mandate.question,
        holder=mandate.said("holder"),
        decider=mandate.said("decider"),
        binding=mandate.charter.get("binding") == "binding",
        promise=mandate.said("promise"),
        answer_by=_answer_by(state),
        looks=looks(state),
        charter=_rows(state, charter(state)),
        clauses=_rows(state, clauses(rulebook)),
        poster=poster(state),
        help=STYLES[rulebook.style].question(style_settings(rulebook))[1],
        fingerprint=rulebook.fingerprint,
        sealed_at=rulebook.sealed,
        style=rulebook.style,
        rule=rulebook.rule,
        support_name=support_name(rulebook.style),
        register=len(state.door.register),
        people=state.door.people,
        channels=_channels(state, unreturned),
        identity=identity(state, unreturned),
        valid=counted.counted,
        rejected=sum(counted.rejected.values()),
        rejected_by=tuple(
            (code, REASONS[code], n) for code, n in counted.rejected.items()
        ),
        rulings=_rulings(state),
        objections=tuple(str(words) for words in state.declaration.objections),
        keyed=keyed_lines(state),
        kept=state.door.kept,
        pot=mandate.pot,
        given=outcome.cost,
        leftover=outcome.leftover,
        leftover_words=_leftover(state, outcome),
        projects=_projects(state, outcome),
        off_ballot=_off_ballot(state),
        ties=tuple(tie_words(tie, titles(state)) for tie in outcome.ties),
        lots=tuple(_lots(state)),
        dice=state.lot.drawn.dice if state.lot.drawn else "",
        lot_code=state.lot.drawn.code if state.lot.drawn else "",
        seed=state.lot.seed or "",
        lot=lot_lines(state),
        counted_at=count.counted_at,
        declared_at=state.declaration.declared,
        quorum=int(rulebook.given.get("quorum") or 0),
        quorum_met=state.declaration.quorum_met,
        public_ballots=bool(rulebook.given.get("public_ballots")),
        deliberated=deliberated(state),
        added_up=tuple(_added_up(state)),
        notes=outcome.notes,
        answers=answers(state),
        kind=state.terms.kind,
        office=mandate.said("office"),
        return_address=mandate.said("return_address"),
        contact=mandate.said("contact"),
        invited=mandate.said("invited"),
        reached=reached(state, outcome),
        asked=state.asked,
        hall=state.hall,
    )


def _added_up(state: Assembly) -> Iterator[AddedUp]:
    for each in state.every_question:
        if each.terms.of.items and each.slips.done:
            least = FEWEST if each.terms.kind == "score" else LEAST
            yield AddedUp(
                each.terms.wording,
                each.slips.came,
                least,
                tuple(told(each.terms, each.slips)),
            )


def _answer_by(state: Assembly) -> date:
    """By when an answer is asked; from a straw poll none is, so nothing is later than the day."""
    said = state.mandate.said("answer_by")
    return date.fromisoformat(said) if said else state.about.day


def looks(state: Assembly) -> tuple[date, ...]:
    """The days on which it is asked what was done, as the sealed rulebook has them."""
    return tuple(sorted(_look(state, clause) for clause in LOOKS))


def _look(state: Assembly, clause: Clause) -> date:
    months = int(state.rulebook.value(clause) or 0)
    return months_later(_answer_by(state), months)


def support_name(style: str) -> Words:
    """What a project's support is called: the head of the column."""
    return STYLES[style].support


type _Row = tuple[Words, Words]
"""What a clause is called, and what it says."""


def _rows(
    state: Assembly,
    declared: Sequence[Clause],
) -> tuple[_Row, ...]:
    return tuple((clause.label, _said(state, clause)) for clause in declared)


def _said(state: Assembly, clause: Clause) -> Words:
    """What the charter or the rulebook says."""
    charter = state.mandate.charter
    value = charter.get(clause.name, state.rulebook.value(clause))
    return shown(clause, value, state.mandate.currency)


def _channels(state: Assembly, unreturned: int) -> tuple[Channel, ...]:
    """Under ten ballots in a channel, the channels are merged.

    A small group would be known by its result.
    """
    paper, kiosk = papers_out(state), state.door.given("kiosk")
    back = paper - unreturned - in_the_envelope(state)
    cast, mistaken = len(state.kiosk.taken), state.door.mistaken("kiosk")
    both = (
        Channel(say("On paper"), paper, back),
        Channel(say("At the kiosk"), kiosk, cast, mistaken),
    )
    if min(paper, kiosk) >= 10:
        return both
    return (
        Channel(say("All ways to vote"), paper + kiosk, back + cast, mistaken),
    )


def _projects(state: Assembly, outcome: Outcome) -> tuple[ProjectFigures, ...]:
    """Funded in the order funded, then the others by support."""
    by_support = sorted(
        outcome.support,
        key=lambda p: (-outcome.support[p], _code(state, p)),
    )
    places = {p: place for place, p in enumerate(by_support, start=1)}
    after = {
        turn.project: turn.left
        for turn in outcome.rounds
        if turn.project and (turn.funded or turn.award)
    }
    figures: list[ProjectFigures] = []
    for item, (p, left) in enumerate(after.items(), start=1):
        found = _project(state, outcome, p, places[p])
        figures.append(replace(found, funded=True, item=item, left_after=left))
    figures += [
        _project(state, outcome, p, places[p])
        for p in by_support
        if p not in after
    ]
    return tuple(figures)


def _project(
    state: Assembly,
    outcome: Outcome,
    project: str,
    place: int,
) -> ProjectFigures:
    """One project, as if it were not funded. `place`: by support."""
    line = next(line for line in state.sheet.lines if line.project == project)
    award = outcome.awards.get(project)
    return ProjectFigures(
        id=project,
        code=line.code,
        title=line.title,
        summary=_summary(state, project),
        cost=line.cost if award is None else award,
        support=outcome.support[project],
        place=place,
        funded=False,
        item=None,
        left_after=None,
        reason=outcome.reasons.get(project) or plain(""),
        whole=None if award is None else line.cost,
        running=_running(state, project),
    )


def _code(state: Assembly, project: str) -> str:
    """The code on the ballot of a project."""
    return next(
        line.code for line in state.sheet.lines if line.project == project
    )


def _summary(state: Assembly, project: str) -> str:
    return next(
        (str(p.summary) for p in state.ideas.by_id.values() if p.id == project),
        "",
    )


def _running(state: Assembly, project: str) -> int | None:
    return next(
        (p.running for p in state.ideas.by_id.values() if p.id == project),
        None,
    )


def _leftover(state: Assembly, outcome: Outcome) -> Words:
    left = Money(outcome.leftover, state.mandate.currency)
    if state.rulebook.given.get("leftover") == "carried":
        return say("{left} is kept for the next assembly.", left=left)
    return say(
        "{left} goes back to {holder}.",
        left=left,
        holder=state.mandate.said("holder"),
    )


_WHAT = {
    "not-feasible": say("Not feasible"),
    "merged": say("Merged"),
    "withdrawn": say("Withdrawn"),
    "open": say("Not answered"),
}


def _off_ballot(state: Assembly) -> tuple[OffBallot, ...]:
    every = state.ideas.by_id.values()
    return tuple(
        _off(state, each) for each in every if each.state != "accepted"
    )


def _off(state: Assembly, idea: Proposal) -> OffBallot:
    why = str(idea.reason or "")
    return OffBallot(idea.number, idea.title, _what(state, idea), why)


def _what(state: Assembly, proposal: Proposal) -> Words:
    if proposal.into is not None:
        return say(
            "Merged into “{title}”",
            title=state.ideas.by_id[proposal.into].title,
        )
    return _WHAT[proposal.state]


def _rulings(state: Assembly) -> tuple[RulingLine, ...]:
    return tuple(_ruling_line(*each) for each in state.box.rulings.items())


def _ruling_line(paper: tuple[int, int], ruling: Ruling) -> RulingLine:
    return RulingLine(
        *paper,
        say("Counts") if ruling.ruling == "counts" else REASONS[ruling.code],
        str(ruling.reason),
        None if ruling.objection is None else str(ruling.objection),
    )


def keyed_lines(state: Assembly) -> tuple[KeyedLine, ...]:
    """Who keyed each batch of a question."""
    return tuple(_keyed(batch) for batch in state.box.batches.values())


def _keyed(batch: Batch) -> KeyedLine:
    return KeyedLine(
        batch.number,
        batch.papers,
        first=batch.first,
        second=batch.second,
        third=batch.third,
        looked_again=batch.looked_again,
        together=batch.together,
    )


def _lots(state: Assembly) -> Iterator[Words]:
    """What the lot decided, of the questions of this round, which went by one throw."""
    asked = state.together or (state,)
    for each in asked:
        ties = each.outcome.ties if each.outcome else ()
        for tie in (tie for tie in ties if tie.decided_by == "lot"):
            told = tie_words(tie, titles(each))
            if len(asked) > 1:
                told = say(
                    "Question {number}: {told}",
                    number=each.asked,
                    told=told,
                )
            yield told


def lot_lines(state: Assembly) -> tuple[LotLine, ...]:
    """The order of the lot, with the numbers that anybody can check; none before it is drawn."""
    lot = state.lot.of(state.asked, state.rulebook.rungs)
    if lot is None:
        return ()
    numbers = sorted(
        (lot_number(lot, line.project).hex(), line.code, line.title)
        for line in state.sheet.lines
    )
    return tuple(
        LotLine(i, code, title, number[:12])
        for i, (number, code, title) in enumerate(numbers, start=1)
    )


def answer_by(result: Figures) -> Words:
    """By when an answer is asked."""
    return say("By {day}", day=Day(result.answer_by, weekday=True))
