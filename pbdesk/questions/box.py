"""Box: from the opened box to papers that add up.

Keyed twice, looked at again where tellers differ, ruled on.
Decisions  open_box, add_batch, correct_batch, key, take_back, settle, key_again, redraw,
           rule_paper, reconcile
Entries    BoxOpened, BatchAdded, BatchCorrected, BatchAgreed, PaperReopened, PaperRuled,
           PapersAddedUp, Reconciled
Keyed papers are drafts (`papers`): durable, erasable, never entries. Entries about a paper never
hold its marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.minutes.decision import (
    Decided,
    Draft,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import FreeText, Id, clean, free, spoken
from pbdesk.minutes.growing import put
from pbdesk.questions.batches import (
    Batch,
    Identity,
    identity,
    keyed_by,
    last_paper,
    to_rule,
)
from pbdesk.questions.keying import read_paper
from pbdesk.questions.of import OfQuestion
from pbdesk.questions.papers import (
    DRAWN,
    RULED,
    THIRD,
    BatchPapers,
    HandMark,
    Keyed,
    PaperDraft,
    PaperTurn,
    Pass,
    Readings,
    Turn,
)
from pbdesk.questions.staff import known, role, roles
from pbdesk.voting.styles.style import REASONS
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = [
    "BatchAdded",
    "BatchAgreed",
    "BatchCorrected",
    "Box",
    "BoxEntry",
    "BoxOpened",
    "PaperReopened",
    "PaperRuled",
    "PapersAddedUp",
    "Reconciled",
    "Ruling",
    "add_batch",
    "apply",
    "brought_back",
    "correct_batch",
    "key",
    "key_again",
    "missing",
    "open_box",
    "reconcile",
    "redraw",
    "rule_paper",
    "settle",
    "take_back",
    "taken_back",
    "tell",
    "who_keys",
    "who_looks",
]

_LARGEST = 200
"""Papers that one bundle may hold."""


class BoxOpened(OfQuestion, frozen=True, tag="box.opened"):
    """The box was emptied in view of the room, the papers mixed, counted by hand and bundled.

    Papers a batch.
    """

    public = False
    batches: tuple[int, ...]


class BatchAdded(OfQuestion, frozen=True, tag="batch.added", kw_only=True):
    """One more bundle than was counted when the box was opened."""

    public = False
    undoable = False
    batch: int
    papers: int
    reason: FreeText


class BatchCorrected(
    OfQuestion,
    frozen=True,
    tag="batch.corrected",
    kw_only=True,
):
    """The bundle was counted by hand again and holds another number of papers."""

    public = False
    undoable = False
    batch: int
    papers: int
    reason: FreeText


class BatchAgreed(OfQuestion, frozen=True, tag="batch.agreed", kw_only=True):
    """Every paper of the batch was keyed by two people, neither seeing the other, and they agree.

    Each set holds the roles of who keyed that pass; `third` of who looked again at the
    `looked_again` papers on which they differed. At `together` of these both who had keyed the
    paper looked together.
    """

    public = False
    undoable = False
    batch: int
    papers: int
    first: tuple[str, ...]
    second: tuple[str, ...]
    third: tuple[str, ...]
    looked_again: int
    together: int


class PaperReopened(
    OfQuestion,
    frozen=True,
    tag="paper.reopened",
    kw_only=True,
):
    """Both passes read a paper wrongly, or its ruling rested on that: it is keyed twice anew."""

    public = False
    undoable = False
    batch: int
    paper: int
    reason: FreeText


class PaperRuled(OfQuestion, frozen=True, tag="paper.ruled", kw_only=True):
    """A doubtful paper was ruled on in view of the room; a later ruling takes its place.

    Never its marks. `code` is a key of REASONS when rejected.
    """

    batch: int
    paper: int
    ruling: Literal["counts", "rejected"]
    code: str
    reason: FreeText
    objection: FreeText | None


class PapersAddedUp(
    OfQuestion,
    frozen=True,
    tag="papers.added_up",
    kw_only=True,
):
    """The papers add up: issued = counted + rejected + spoilt + unreturned + missing.

    Of paper alone, so it is not public: beside the sum of all channels it would tell how few voted
    at the kiosk.
    """

    public = False
    issued: int
    counted: int
    rejected: int
    spoilt: int
    unreturned: int
    missing: int


class Reconciled(
    OfQuestion,
    frozen=True,
    tag="papers.reconciled",
    kw_only=True,
):
    """The ballots of all channels together add up, paper and kiosk.

    Issued = cast + spoilt + unreturned (+ missing, with an explanation).
    """

    issued: int
    cast: int
    spoilt: int
    unreturned: int
    missing: int
    explanation: FreeText | None


BoxEntry = (
    BoxOpened
    | BatchAdded
    | BatchCorrected
    | BatchAgreed
    | PaperReopened
    | PaperRuled
    | PapersAddedUp
    | Reconciled
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """How a doubtful paper was ruled."""

    ruling: Literal["counts", "rejected"]
    code: str
    reason: FreeText
    objection: FreeText | None


@dataclass(frozen=True, slots=True)
class Box:
    """How far the papers are. Batches are numbered from 1; rulings are by batch and paper."""

    batches: Mapping[int, Batch] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    rulings: Mapping[tuple[int, int], Ruling] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    reconciled: PapersAddedUp | None = None
    explanation: FreeText | None = None

    @property
    def papers(self) -> int:
        """Papers in the box, by the hand count."""
        return sum(batch.papers for batch in self.batches.values())


# The box and its bundles


def open_box(
    state: Asking,
    _moment: Moment,
    *,
    papers: int,
    batch_size: int = 25,
) -> Decided:
    """Empty the box, mix, count the papers by hand and bundle them."""
    if not state.vote.closed:
        return Refusal(
            say("The vote is not closed."),
            say("Close it; then the box is opened."),
        )
    if state.box.batches or state.count.sealed:
        return Refusal(say("The box was opened already."))
    if papers < 0:
        return Refusal(
            say("Count the papers by hand and write how many there are."),
            where="papers",
        )
    if not 1 <= batch_size <= _LARGEST:
        return Refusal(
            say("A bundle holds from 1 to {most} papers.", most=_LARGEST),
            where="batch_size",
        )
    full, rest = divmod(papers, batch_size)
    return Writing(BoxOpened((batch_size,) * full + ((rest,) if rest else ())))


def add_batch(
    state: Asking,
    _moment: Moment,
    *,
    papers: int,
    reason: str,
) -> Decided:
    """One more bundle than was counted: the number of papers in the box was misread."""
    if not state.box.batches or state.count.sealed:
        return Refusal(
            say("No bundle can be added."),
            say(
                "Bundles are added after the box was opened and before it is sealed.",
            ),
        )
    if not 1 <= papers <= _LARGEST:
        return Refusal(
            say("A bundle holds from 1 to {most} papers.", most=_LARGEST),
            where="papers",
        )
    if not clean(reason):
        return Refusal(say("Say where the papers were found."), where="reason")
    number = max(state.box.batches) + 1
    return Writing(
        BatchAdded(batch=number, papers=papers, reason=free(reason)),
    )


def correct_batch(
    state: Asking,
    _moment: Moment,
    *,
    batch: int,
    papers: int,
    reason: str,
) -> Decided:
    """The bundle was counted by hand again: it holds another number of papers.

    An agreed batch is keyed on; one that lacks nothing any more is agreed at once.
    """
    found = state.box.batches.get(batch)
    if found is None or state.count.sealed:
        return Refusal(
            say("Batch {batch} cannot be corrected.", batch=batch),
            where="batch",
        )
    if not 0 <= papers <= _LARGEST:
        return Refusal(
            say("A bundle holds at most {most} papers.", most=_LARGEST),
            where="papers",
        )
    keyed = state.papers.batch(batch)
    if papers < keyed.last:
        return Refusal(
            say("Paper {n} is keyed already.", n=keyed.last),
            say(
                "Take it back; where the batch is agreed, have it keyed again first.",
            ),
            "papers",
        )
    if not clean(reason):
        return Refusal(
            say("Say where the paper was found or lost."),
            where="reason",
        )
    corrected = BatchCorrected(
        batch=batch,
        papers=papers,
        reason=free(reason),
    )
    return Writing(corrected, *_agreement(replace(found, papers=papers), keyed))


# Keying


def key(
    state: Asking,
    _moment: Moment,
    *,
    batch: int,
    turn: Pass,
    teller: str,
    text: str,
) -> Decided:
    """Key the next paper of a batch in the first or the blind second pass."""
    by = who_keys(state, batch=batch, turn=turn, teller=teller)
    if isinstance(by, Refusal):
        return by
    found = state.box.batches[batch]
    papers = state.papers.batch(batch)
    paper = papers.next_paper(turn)
    if paper > found.papers:
        return Refusal(
            say(
                "All {n} papers of batch {batch} are keyed.",
                n=found.papers,
                batch=batch,
            ),
            say(
                "Count the bundle by hand; if it holds another number, correct the batch.",
            ),
            "text",
        )
    read = read_paper(state, text, (by,))
    if isinstance(read, Refusal):
        return read
    return _kept(state, found, paper, turn, read)


def who_keys(
    state: Asking,
    *,
    batch: int,
    turn: Pass,
    teller: str,
) -> str | Refusal:
    """The role of whoever may key the next paper of this pass.

    Nobody keys a paper twice: who keyed it in the other pass is refused before it is keyed.
    """
    refusal = _not_open(state, batch)
    if refusal is not None:
        return refusal
    by = known(state, teller, ask=say("Say who keys."))
    if isinstance(by, Refusal):
        return by
    papers = state.papers.batch(batch)
    paper = papers.next_paper(turn)
    if by in keyed_by(papers, paper):
        return Refusal(
            say(
                "{teller} keyed paper {paper} in the other pass.",
                teller=role(by),
                paper=paper,
            ),
            say(
                "Each paper is keyed by two people who do not see each other's work.",
            ),
            "teller",
        )
    return by


def _not_open(state: Asking, batch: int) -> Refusal | None:
    """Why nobody can key in this batch."""
    if state.count.sealed:
        return Refusal(say("The ballots are sealed; no paper can be keyed."))
    found = state.box.batches.get(batch)
    if found is None:
        return Refusal(
            say("There is no batch {batch}.", batch=batch),
            where="batch",
        )
    if found.agreed:
        return Refusal(
            say("This batch is keyed twice and agreed."),
            where="batch",
        )
    return None


def _kept(
    state: Asking,
    batch: Batch,
    paper: int,
    turn: Turn,
    read: Keyed,
) -> Writing:
    """Keep the reading; where it makes the batch agreed, say so in the same breath."""
    draft = PaperDraft(state.asked, PaperTurn(batch.number, paper, turn), read)
    after = state.papers.with_drafts([draft]).batch(batch.number)
    return Writing(*_agreement(batch, after), drafts=(draft.as_draft(),))


def _agreement(batch: Batch, papers: BatchPapers) -> tuple[BatchAgreed, ...]:
    """The entry that the batch is agreed, with who keyed each pass; nothing while it is not."""
    if papers.passes != (batch.papers, batch.papers) or papers.at("differs"):
        return ()
    in_turn = [papers.paper(n) for n in range(1, batch.papers + 1)]
    looked = [papers.paper(n) for n in sorted(papers.looked_again)]
    return (
        BatchAgreed(
            batch=batch.number,
            papers=batch.papers,
            first=_readers(in_turn, 1),
            second=_readers(in_turn, 2),
            third=_readers(looked, THIRD),
            looked_again=len(looked),
            together=sum(_looked_together(readings) for readings in looked),
        ),
    )


def _readers(papers: Iterable[Readings], turn: Turn) -> tuple[str, ...]:
    """The role of each person who read one of these papers at this turn, once."""
    readings = (readings.at(turn) for readings in papers)
    return tuple(
        dict.fromkeys(who for keyed in readings if keyed for who in keyed.by),
    )


def _looked_together(readings: Readings) -> bool:
    third = readings.at(THIRD)
    return third is not None and len(third.by) > 1


def take_back(
    state: Asking,
    _moment: Moment,
    *,
    batch: int,
    turn: Literal[1, 2, 3],
) -> Decided:
    """Take back the paper keyed last in this pass, or looked at last, to key it again."""
    found = state.box.batches.get(batch)
    papers = state.papers.batch(batch)
    paper = last_paper(found, papers, turn) if found else 0
    if found is None or not paper or found.agreed:
        return Refusal(say("There is no paper to take back."), where="batch")
    if (batch, paper) in state.box.rulings:
        return Refusal(
            say("Paper {paper} was ruled on in view of the room.", paper=paper),
            say(
                "If it was read wrongly, have it keyed again, with the reason.",
            ),
            "batch",
        )
    turns: tuple[Turn, ...] = (
        (THIRD,) if turn == THIRD else (turn, THIRD, DRAWN)
    )
    return Writing(drafts=_erased(state, batch, paper, turns))


def _erased(
    state: Asking,
    batch: int,
    paper: int,
    turns: Iterable[Turn],
) -> tuple[Draft, ...]:
    """Erase the readings of a paper at these turns, where there are any."""
    there = state.papers.paper(batch, paper).by_turn
    return tuple(
        _draft(state, batch, paper, turn, None)
        for turn in turns
        if turn in there
    )


def _draft(
    state: Asking,
    batch: int,
    paper: int,
    turn: Turn,
    keyed: Keyed | None,
) -> Draft:
    return PaperDraft(
        state.asked,
        PaperTurn(batch, paper, turn),
        keyed,
    ).as_draft()


def settle(
    state: Asking,
    _moment: Moment,
    *,
    batch: int,
    paper: int,
    teller: str = "",
    together: bool = False,
    text: str,
) -> Decided:
    """Look a third time at a paper on which the two passes differ; what is keyed now holds.

    Somebody else looks, or both who keyed it `together`. Until the batch is agreed the third look
    may be taken again.
    """
    by = who_looks(
        state,
        batch=batch,
        paper=paper,
        teller=teller,
        together=together,
    )
    if isinstance(by, Refusal):
        return by
    read = read_paper(state, text, by)
    found = state.box.batches[batch]
    if isinstance(read, Refusal):
        return read
    return _kept(state, found, paper, THIRD, read)


def who_looks(
    state: Asking,
    *,
    batch: int,
    paper: int,
    teller: str = "",
    together: bool = False,
) -> tuple[str, ...] | Refusal:
    """The roles of whoever may look again at this paper: a third person, or both who keyed it."""
    refusal = _not_open(state, batch)
    if refusal is not None:
        return refusal
    papers = state.papers.batch(batch)
    if not papers.paper(paper).differs:
        return Refusal(
            say(
                "The two who keyed do not differ on paper {paper}.",
                paper=paper,
            ),
            where="paper",
        )
    keyers = keyed_by(papers, paper)
    if together:
        return keyers
    by = known(state, teller, ask=say("Say who looks again."))
    if isinstance(by, Refusal):
        return by
    if by in keyers:
        return Refusal(
            say("{teller} keyed paper {paper}.", teller=role(by), paper=paper),
            say(
                "Somebody else looks again, or both who keyed it look together.",
            ),
            "teller",
        )
    return (by,)


def key_again(
    state: Asking,
    _moment: Moment,
    *,
    batch: int,
    paper: int,
    reason: str,
) -> Decided:
    """Have a paper keyed twice anew: both passes read it wrongly, or it was ruled on as misread."""
    papers = state.papers.batch(batch)
    if state.count.sealed or papers.paper(paper).keyed_twice is None:
        return Refusal(
            say(
                "Paper {paper} of batch {batch} is not keyed twice.",
                paper=paper,
                batch=batch,
            ),
            where="paper",
        )
    if not clean(reason):
        return Refusal(say("Say what was read wrongly."), where="reason")
    turns = tuple(papers.paper(paper).by_turn)
    return Writing(
        PaperReopened(batch=batch, paper=paper, reason=free(reason)),
        drafts=_erased(state, batch, paper, turns),
    )


# Doubtful papers


def redraw(
    state: Asking,
    _moment: Moment,
    *,
    batch: int,
    paper: int,
    marks: Sequence[HandMark],
) -> Decided:
    """Mend the drawing of a doubtful paper in view of the room, until it looks like the paper."""
    if state.count.sealed or (batch, paper) not in to_rule(state):
        return Refusal(
            say("This paper is not waiting for a ruling."),
            where="paper",
        )
    drawn = Keyed(by=(), kind="doubtful", hand=tuple(marks))
    return Writing(drafts=(_draft(state, batch, paper, DRAWN, drawn),))


def rule_paper(
    state: Asking,
    _moment: Moment,
    *,
    batch: int,
    paper: int,
    reading: str | None,
    reason: str,
    code: str = "uncertain",
    objection: str = "",
) -> Decided:
    """Rule on a doubtful paper, or rule again before the box is sealed.

    It counts as `reading`, typed as tellers type a paper, or (None) is rejected under `code`, a key
    of REASONS.
    """
    if state.count.sealed or (batch, paper) not in {
        *to_rule(state),
        *state.box.rulings,
    }:
        return Refusal(
            say("This paper is not waiting for a ruling."),
            where="paper",
        )
    if not clean(reason):
        return Refusal(
            say("A ruling needs a reason."),
            say("Write the sentence that is read out."),
            "reason",
        )
    ruled = _rejected(code) if reading is None else _counted(state, reading)
    if isinstance(ruled, Refusal):
        return ruled
    entry = PaperRuled(
        batch=batch,
        paper=paper,
        ruling="rejected" if reading is None else "counts",
        code=code if reading is None else "",
        reason=free(reason),
        objection=free(objection) if clean(objection) else None,
    )
    return Writing(entry, drafts=(_draft(state, batch, paper, RULED, ruled),))


def _rejected(code: str) -> Keyed | Refusal:
    if code not in REASONS:
        return Refusal(
            say("“{code}” is no reason for a rejection.", code=code),
            where="code",
        )
    return Keyed(by=(), kind="rejected", ballot=code)


def _counted(state: Asking, reading: str) -> Keyed | Refusal:
    """What the paper is ruled to say; only a reading that the sealed rules count."""
    read = read_paper(state, reading)
    if isinstance(read, Refusal):
        return replace(read, where="reading")
    if read.kind == "counted":
        return read
    if read.kind == "doubtful":
        return Refusal(
            say("A ruling leaves no doubt."),
            say("Write what was meant, without ?."),
            "reading",
        )
    return Refusal(
        say(
            "Read like this it would not count: {reason}.",
            reason=REASONS[read.ballot],
        ),
        say("Choose other marks, or reject the paper."),
        "reading",
    )


# Adding up


def reconcile(
    state: Asking,
    _moment: Moment,
    *,
    unreturned: int,
    explanation: str = "",
) -> Decided:
    """State that the papers add up; what is missing needs an explanation in the minutes."""
    if unreturned < 0:
        return Refusal(
            say("Write how many papers are unreturned, or 0."),
            where="unreturned",
        )
    if not state.vote.closed or (
        state.door.given("paper", "large") and not state.box.batches
    ):
        return Refusal(
            say("The box is not counted yet."),
            say("Open it and key the papers first."),
        )
    found = identity(state, unreturned)
    if found.to_key or found.to_rule:
        return Refusal(
            say("Papers are still to be keyed or ruled on."),
            say("Finish them first."),
        )
    if found.missing and not clean(explanation):
        return Refusal(
            _does_not_add_up(found),
            say("Count the bundles by hand again, or write what is known."),
            "explanation",
        )
    papers = PapersAddedUp(
        issued=found.issued,
        counted=found.counted,
        rejected=found.rejected,
        spoilt=found.spoilt,
        unreturned=unreturned,
        missing=found.missing,
    )
    return Writing(papers, _all_channels(state, papers, clean(explanation)))


def _all_channels(
    state: Asking,
    papers: PapersAddedUp,
    explanation: str,
) -> Reconciled:
    """What is said in public: the papers and the kiosk's ballots in one sum."""
    given = state.door.given("kiosk")
    cast = len(state.kiosk.taken)
    back = state.door.mistaken("kiosk")
    return Reconciled(
        issued=papers.issued + given,
        cast=papers.counted + papers.rejected + cast,
        spoilt=papers.spoilt + back,
        unreturned=papers.unreturned + given - cast - back,
        missing=papers.missing,
        explanation=FreeText(explanation) if explanation else None,
    )


def _does_not_add_up(found: Identity) -> Words:
    if found.missing > 0:
        return several(
            "{n} paper is missing.",
            "{n} papers are missing.",
            found.missing,
        )
    return several(
        "{n} paper is too many.",
        "{n} papers are too many.",
        -found.missing,
    )


def apply(box: Box, entry: BoxEntry, _at: datetime) -> Box:
    """What the entry adds."""
    match entry:
        case BoxOpened(batches=batches):
            made = {
                n: Batch(n, papers) for n, papers in enumerate(batches, start=1)
            }
            return replace(box, batches=MappingProxyType(made))
        case BatchAdded():
            return _reopened(box, Batch(entry.batch, entry.papers))
        case BatchCorrected():
            corrected = replace(
                box.batches[entry.batch],
                papers=entry.papers,
                agreed=False,
            )
            return _reopened(box, corrected)
        case BatchAgreed():
            return _with(box, _agreed(entry))
        case PaperReopened():
            return _keyed_anew(box, entry)
        case PaperRuled():
            ruling = Ruling(
                entry.ruling,
                entry.code,
                entry.reason,
                entry.objection,
            )
            rulings = put(box.rulings, (entry.batch, entry.paper), ruling)
            return replace(
                box,
                rulings=rulings,
                reconciled=None,
                explanation=None,
            )
        case PapersAddedUp():
            return replace(box, reconciled=entry)
        case Reconciled():
            return replace(box, explanation=entry.explanation)
        case _:
            assert_never(entry)


def _agreed(entry: BatchAgreed) -> Batch:
    return Batch(
        entry.batch,
        entry.papers,
        agreed=True,
        first=entry.first,
        second=entry.second,
        third=entry.third,
        looked_again=entry.looked_again,
        together=entry.together,
    )


def _keyed_anew(box: Box, entry: PaperReopened) -> Box:
    """The paper is to key, and what was ruled on it holds no more."""
    batch = box.batches[entry.batch]
    reopened = replace(batch, agreed=False, again=batch.again | {entry.paper})
    rulings = {
        paper: ruling
        for paper, ruling in box.rulings.items()
        if paper != (entry.batch, entry.paper)
    }
    return _reopened(replace(box, rulings=MappingProxyType(rulings)), reopened)


def _reopened(box: Box, batch: Batch) -> Box:
    """A bundle changed: that the papers add up is to be stated again."""
    return _with(replace(box, reconciled=None, explanation=None), batch)


def _with(box: Box, batch: Batch) -> Box:
    return replace(box, batches=put(box.batches, batch.number, batch))


def missing(state: Asking) -> Needs:
    """The next thing that the papers need before the urn can be sealed.

    In the order of the evening.
    """
    box = state.box
    if not box.batches and state.door.given("paper", "large"):
        return (
            Missing(
                say("The box is not opened."),
                say("The papers are mixed, counted by hand and bundled."),
                "batches",
                "papers",
            ),
        )
    open_batches = [batch for batch in box.batches.values() if not batch.agreed]
    if open_batches:
        return (
            Missing(
                several(
                    "{n} batch is not keyed twice yet.",
                    "{n} batches are not keyed twice yet.",
                    len(open_batches),
                ),
                say(
                    "Every paper is keyed by two people who do not see each other's work.",
                ),
                "batches",
            ),
        )
    if to_rule(state):
        return (
            Missing(
                several(
                    "{n} paper needs a ruling.",
                    "{n} papers need a ruling.",
                    len(to_rule(state)),
                ),
                say("A doubtful paper is ruled on in view of the room."),
                "doubtful",
            ),
        )
    if not box.reconciled:
        return (
            Missing(
                say("The papers are not reconciled."),
                say("Every paper given out must be accounted for."),
                "batches",
                "unreturned",
            ),
        )
    return ()


def taken_back(state: Asking, entry: BoxEntry) -> tuple[Draft, ...] | Refusal:
    """What goes with an entry of the box that is undone; a refusal where papers build on it."""
    asked = state.of(Id(entry.question))
    match entry:
        case BoxOpened() if any(asked.papers.turns()):
            return Refusal(
                say("Papers of this box are keyed already."),
                say("Correct the batch that does not add up."),
            )
        case PaperRuled(batch=batch, paper=paper):
            return (_draft(asked, batch, paper, RULED, None),)
        case _:
            return ()


def brought_back(entry: BoxEntry) -> Refusal | None:
    """Why an undone entry of the box does not come again: its paper is ruled on anew."""
    if isinstance(entry, PaperRuled):
        return Refusal(
            say("A ruling is not brought back."),
            say("Rule on the paper again."),
        )
    return None


def tell(entry: BoxEntry, _state: Asking) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case BoxOpened(batches=batches):
            return say(
                "The box was opened in view of the room: {papers} papers in {batches} batches.",
                papers=sum(batches),
                batches=len(batches),
            )
        case BatchAdded():
            return say(
                "Batch {batch} was added: {papers} papers. {reason}",
                batch=entry.batch,
                papers=entry.papers,
                reason=spoken(entry.reason),
            )
        case BatchCorrected():
            return say(
                "Batch {batch} was counted by hand again: {papers} papers. {reason}",
                batch=entry.batch,
                papers=entry.papers,
                reason=spoken(entry.reason),
            )
        case BatchAgreed():
            return _agreement_told(entry)
        case PaperReopened():
            return say(
                "Batch {batch}, paper {paper} is keyed twice anew. {reason}",
                batch=entry.batch,
                paper=entry.paper,
                reason=spoken(entry.reason),
            )
        case PaperRuled():
            return _ruling_told(entry)
        case Reconciled():
            return say(
                "The ballots of all channels add up: {issued} issued are {cast} cast, {spoilt} "
                "spoilt, {unreturned} unreturned and {missing} missing.",
                issued=entry.issued,
                cast=entry.cast,
                spoilt=entry.spoilt,
                unreturned=entry.unreturned,
                missing=entry.missing,
            )
        case PapersAddedUp():
            return say(
                "The papers add up: {issued} issued are {counted} counted, {rejected} rejected, "
                "{spoilt} spoilt, {unreturned} unreturned and {missing} missing.",
                issued=entry.issued,
                counted=entry.counted,
                rejected=entry.rejected,
                spoilt=entry.spoilt,
                unreturned=entry.unreturned,
                missing=entry.missing,
            )
        case _:
            assert_never(entry)


def _agreement_told(entry: BatchAgreed) -> Words:
    if not entry.papers:
        return say("Batch {batch} holds no paper.", batch=entry.batch)
    twice = say(
        "Batch {batch}: {papers} papers keyed twice, first by {first}, then by {second}.",
        batch=entry.batch,
        papers=entry.papers,
        first=roles(entry.first),
        second=roles(entry.second),
    )
    if not entry.looked_again:
        return say("{twice} They agree on every paper.", twice=twice)
    again = several(
        "They differed on {n} paper, which {third} looked at again.",
        "They differed on {n} papers, which {third} looked at again.",
        entry.looked_again,
        third=roles(entry.third),
    )
    if not entry.together:
        return say("{twice} {again}", twice=twice, again=again)
    both = several(
        "At {n} of them both who had keyed it looked together.",
        "At {n} of them both who had keyed it looked together.",
        entry.together,
    )
    return say("{twice} {again} {both}", twice=twice, again=again, both=both)


def _ruling_told(entry: PaperRuled) -> Words:
    where = say(
        "Batch {batch}, paper {paper}",
        batch=entry.batch,
        paper=entry.paper,
    )
    if entry.ruling == "counts":
        what = say("it counts")
    else:
        what = say("rejected as “{reason}”", reason=REASONS[entry.code])
    told = say(
        "{where}: {what}. {reason}",
        where=where,
        what=what,
        reason=spoken(entry.reason),
    )
    if entry.objection is None:
        return told
    return say(
        "{told} Objection: {objection}",
        told=told,
        objection=spoken(entry.objection),
    )
