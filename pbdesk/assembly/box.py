"""Box: from the opened box to papers that add up.

Keyed twice, looked at again where tellers differ, ruled on.
Decisions  open_box, key, take_back, settle, correct_batch, rule_paper, reconcile
Entries    BoxOpened, BatchAgreed, BatchCorrected, PaperRuled, PapersAddedUp, Reconciled
Keyed papers are drafts (`keying`): durable, erasable, never entries. Entries about a paper never
hold its marks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

import msgspec

from pbdesk.assembly.batches import (
    RULED,
    THIRD,
    Batch,
    Identity,
    differ,
    final_paper,
    identity,
    keyed_paper,
    last_paper,
    next_paper,
    paper_key,
    passes,
    to_rule,
    unsettled,
)
from pbdesk.assembly.keying import Keyed, keyed_from, read_paper
from pbdesk.minutes.decision import Draft, Missing, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, FreeText, clean, spoken
from pbdesk.minutes.growing import put
from pbdesk.voting.styles.style import REASONS
from pbdesk.words import Listing, Words, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "BatchAgreed",
    "BatchCorrected",
    "Box",
    "BoxEntry",
    "BoxOpened",
    "PaperRuled",
    "PapersAddedUp",
    "Reconciled",
    "Ruling",
    "apply",
    "brought_back",
    "correct_batch",
    "key",
    "missing",
    "open_box",
    "reconcile",
    "rule_paper",
    "settle",
    "take_back",
    "taken_back",
    "tell",
]


class BoxOpened(Entry, frozen=True, tag="box.opened"):
    """The box was emptied in view of the room, the papers mixed, counted by hand and bundled.

    Papers a batch.
    """

    public = False
    batches: tuple[int, ...]


class BatchAgreed(Entry, frozen=True, tag="batch.agreed", kw_only=True):
    """Two tellers keyed the batch, neither seeing the other, and agree on every paper.

    A third looked where not.
    """

    public = False
    undoable = False
    batch: int
    papers: int
    tellers: tuple[str, str]
    looked_again: int


class BatchCorrected(Entry, frozen=True, tag="batch.corrected", kw_only=True):
    """The bundle was counted by hand again and holds another number of papers."""

    public = False
    batch: int
    papers: int
    reason: FreeText


class PaperRuled(Entry, frozen=True, tag="paper.ruled", kw_only=True):
    """A doubtful paper was ruled on in view of the room. Never its marks.

    `code` is a key of REASONS when rejected.
    """

    batch: int
    paper: int
    ruling: Literal["counts", "rejected"]
    code: str
    reason: FreeText
    objection: FreeText | None


class PapersAddedUp(Entry, frozen=True, tag="papers.added_up", kw_only=True):
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


class Reconciled(Entry, frozen=True, tag="papers.reconciled", kw_only=True):
    """The ballots of all channels together add up, paper and kiosk.

    Issued = cast + spoilt + unreturned (+ missing, with an explanation).
    """

    issued: int
    cast: int
    spoilt: int
    unreturned: int
    missing: int
    explanation: FreeText | None


BoxEntry = BoxOpened | BatchAgreed | BatchCorrected | PaperRuled | PapersAddedUp | Reconciled


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

    batches: Mapping[int, Batch] = field(default_factory=lambda: MappingProxyType({}))
    rulings: Mapping[tuple[int, int], Ruling] = field(default_factory=lambda: MappingProxyType({}))
    reconciled: PapersAddedUp | None = None
    explanation: FreeText | None = None

    @property
    def papers(self) -> int:
        """Papers in the box, by the hand count."""
        return sum(batch.papers for batch in self.batches.values())


def open_box(
    state: Assembly, _moment: Moment, *, papers: int, batch_size: int = 25
) -> Writing | Refusal:
    """Empty the box, mix, count the papers by hand and bundle them."""
    if not state.vote.closed:
        return Refusal(say("The vote is not closed."), say("Close it; then the box is opened."))
    if state.box.batches or state.count.sealed:
        return Refusal(say("The box was opened already."))
    if papers < 0 or not 1 <= batch_size <= 200:
        return Refusal(
            say("Count the papers by hand and write how many there are."), where="papers"
        )
    full, rest = divmod(papers, batch_size)
    return Writing(BoxOpened((batch_size,) * full + ((rest,) if rest else ())))


def key(
    state: Assembly,
    _moment: Moment,
    *,
    batch: int,
    turn: Literal[1, 2],
    teller: str,
    text: str,
) -> Writing | Refusal:
    """Key the next paper of a batch in the first or the blind second pass."""
    found = state.box.batches.get(batch)
    refusal = _keying_refused(state, found, turn, clean(teller))
    if refusal or found is None:
        return refusal or Refusal(say("There is no batch {batch}.", batch=batch), where="batch")
    paper = next_paper(state, batch, turn)
    if paper > found.papers:
        return Refusal(
            say("All {n} papers of batch {batch} are keyed.", n=found.papers, batch=batch),
            say("Count the bundle by hand; if it holds another number, correct the batch."),
            "text",
        )
    read = read_paper(state, text, clean(teller))
    return read if isinstance(read, Refusal) else _keyed(state, found, paper, turn, read)


def _keying_refused(state: Assembly, batch: Batch | None, turn: int, teller: str) -> Refusal | None:
    if state.count.sealed:
        return Refusal(say("The urn is sealed; no paper can be keyed."))
    if batch is None or batch.agreed:
        return (
            Refusal(say("This batch is keyed twice and agreed."), where="batch") if batch else None
        )
    if not teller:
        return Refusal(say("Say who keys."), say("Write the teller's name or number."), "teller")
    other = keyed_paper(state, batch.number, 1, 3 - turn)
    if other is not None and other.by == teller:
        return Refusal(
            say("{teller} keyed the other pass.", teller=teller),
            say("The second pass is keyed by somebody else, without seeing the first."),
            "teller",
        )
    return None


def _keyed(state: Assembly, batch: Batch, paper: int, turn: int, keyed: Keyed) -> Writing:
    draft = Draft(paper_key(batch.number, paper, turn), msgspec.json.encode(keyed).decode())
    return _agreed_with(state, batch, draft)


def _agreed_with(state: Assembly, batch: Batch, draft: Draft) -> Writing:
    """Write the draft; where it makes the batch complete and agreed, say so in the same breath."""
    after = state.with_drafts((draft,))
    done = passes(after, batch.number)
    if done != (batch.papers, batch.papers) or unsettled(after, batch.number):
        return Writing(drafts=(draft,))
    tellers = tuple(_by(keyed_paper(after, batch.number, 1, turn)) for turn in (1, 2))
    third = sum(
        keyed_paper(after, batch.number, n, THIRD) is not None for n in range(1, batch.papers + 1)
    )
    return Writing(
        BatchAgreed(
            batch=batch.number,
            papers=batch.papers,
            tellers=(tellers[0], tellers[1]),
            looked_again=third,
        ),
        drafts=(draft,),
    )


def _by(keyed: Keyed | None) -> str:
    return keyed.by if keyed else ""


def take_back(
    state: Assembly, _moment: Moment, *, batch: int, turn: Literal[1, 2, 3]
) -> Writing | Refusal:
    """Take back the paper keyed last in this pass, or looked at last, to key it again."""
    paper = last_paper(state, batch, turn) if batch in state.box.batches else 0
    if not paper or state.box.batches[batch].agreed:
        return Refusal(say("There is no paper to take back."), where="batch")
    return Writing(drafts=(Draft(paper_key(batch, paper, turn), None),))


def settle(
    state: Assembly, _moment: Moment, *, batch: int, paper: int, teller: str, text: str
) -> Writing | Refusal:
    """Look a third time at a paper on which the two passes differ; what is keyed now holds.

    Until the batch is agreed the third look may be taken again.
    """
    found = state.box.batches.get(batch)
    if found is None or found.agreed or paper not in differ(state, batch):
        return Refusal(say("Both passes agree on paper {paper}.", paper=paper), where="paper")
    if not clean(teller):
        return Refusal(
            say("Say who looks again."), say("Write the teller's name or number."), "teller"
        )
    read = read_paper(state, text, clean(teller))
    return read if isinstance(read, Refusal) else _keyed(state, found, paper, THIRD, read)


def correct_batch(
    state: Assembly, _moment: Moment, *, batch: int, papers: int, reason: str
) -> Writing | Refusal:
    """The bundle was counted by hand again: it holds another number of papers.

    An agreed batch is keyed on.
    """
    found = state.box.batches.get(batch)
    if found is None or state.count.sealed:
        return Refusal(say("Batch {batch} cannot be corrected.", batch=batch), where="batch")
    if papers < max(passes(state, batch)):
        return Refusal(
            say("More papers than that are keyed already."),
            say("Take papers back first."),
            "papers",
        )
    if not clean(reason):
        return Refusal(say("Say where the paper was found or lost."), where="reason")
    corrected = replace(found, papers=papers, agreed=False)
    again = BatchCorrected(batch=batch, papers=papers, reason=FreeText(clean(reason)))
    if passes(state, batch) == (papers, papers) and not unsettled(state, batch):
        tellers = tuple(_by(keyed_paper(state, batch, 1, turn)) for turn in (1, 2))
        return Writing(
            again,
            BatchAgreed(
                batch=corrected.number,
                papers=papers,
                tellers=(tellers[0], tellers[1]),
                looked_again=0,
            ),
        )
    return Writing(again)


def rule_paper(
    state: Assembly,
    _moment: Moment,
    *,
    batch: int,
    paper: int,
    codes: Sequence[str] | None,
    reason: str,
    code: str = "uncertain",
    objection: str = "",
) -> Writing | Refusal:
    """Rule on a doubtful paper.

    It counts for `codes`, or (None) is rejected under `code`, a key of REASONS.
    """
    if state.count.sealed or (batch, paper) not in to_rule(state):
        return Refusal(say("This paper is not waiting for a ruling."), where="paper")
    if not clean(reason):
        return Refusal(
            say("A ruling needs a reason."), say("Write the sentence that is read out."), "reason"
        )
    doubtful = final_paper(state, batch, paper)
    if doubtful is None or (codes is None and code not in REASONS):
        return Refusal(say("“{code}” is no reason for a rejection.", code=code), where="code")
    if codes is None:
        ruled = Keyed(by=doubtful.by, kind="rejected", ballot=code)
    else:
        ruled = keyed_from(state, doubtful, codes, doubtful.by)
        if ruled.kind == "rejected":
            return Refusal(
                say("Read like this it would not count: {reason}.", reason=REASONS[ruled.ballot]),
                say("Choose other marks, or reject the paper."),
                "codes",
            )
    entry = PaperRuled(
        batch=batch,
        paper=paper,
        ruling="counts" if codes is not None else "rejected",
        code=code if codes is None else "",
        reason=FreeText(clean(reason)),
        objection=FreeText(clean(objection)) if clean(objection) else None,
    )
    return Writing(
        entry, drafts=(Draft(paper_key(batch, paper, RULED), msgspec.json.encode(ruled).decode()),)
    )


def reconcile(
    state: Assembly, _moment: Moment, *, unreturned: int, explanation: str = ""
) -> Writing | Refusal:
    """State that the papers add up; what is missing needs an explanation in the minutes."""
    if not state.vote.closed or (state.door.given("paper", "large") and not state.box.batches):
        return Refusal(say("The box is not counted yet."), say("Open it and key the papers first."))
    found = identity(state, unreturned)
    if found.to_key or found.to_rule:
        return Refusal(say("Papers are still to be keyed or ruled on."), say("Finish them first."))
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


def _all_channels(state: Assembly, papers: PapersAddedUp, explanation: str) -> Reconciled:
    """What is said in public: the papers and the kiosk's ballots in one sum."""
    given, cast = state.door.given("kiosk"), len(state.vote.taken)
    return Reconciled(
        issued=papers.issued + given,
        cast=papers.counted + papers.rejected + cast,
        spoilt=papers.spoilt,
        unreturned=papers.unreturned + given - cast,
        missing=papers.missing,
        explanation=FreeText(explanation) if explanation else None,
    )


def _does_not_add_up(found: Identity) -> Words:
    if found.missing > 0:
        return several("{n} paper is missing.", "{n} papers are missing.", found.missing)
    return several("{n} paper is too many.", "{n} papers are too many.", -found.missing)


def apply(box: Box, entry: BoxEntry, _at: datetime) -> Box:
    """What the entry adds."""
    match entry:
        case BoxOpened(batches=batches):
            made = {n: Batch(n, papers) for n, papers in enumerate(batches, start=1)}
            return replace(box, batches=MappingProxyType(made))
        case BatchAgreed():
            return _with(
                box,
                replace(
                    box.batches[entry.batch],
                    papers=entry.papers,
                    agreed=True,
                    tellers=entry.tellers,
                    looked_again=entry.looked_again,
                ),
            )
        case BatchCorrected():
            return _with(
                replace(box, reconciled=None),
                replace(box.batches[entry.batch], papers=entry.papers, agreed=False),
            )
        case PaperRuled():
            ruling = Ruling(entry.ruling, entry.code, entry.reason, entry.objection)
            return replace(box, rulings=put(box.rulings, (entry.batch, entry.paper), ruling))
        case PapersAddedUp():
            return replace(box, reconciled=entry)
        case Reconciled():
            return replace(box, explanation=entry.explanation)
        case _:
            assert_never(entry)


def _with(box: Box, batch: Batch) -> Box:
    return replace(box, batches=put(box.batches, batch.number, batch))


def missing(state: Assembly) -> tuple[Missing, ...]:
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
                say("Every paper is keyed by two people who do not see each other's work."),
                "batches",
            ),
        )
    if to_rule(state):
        return (
            Missing(
                several(
                    "{n} paper is to rule on.", "{n} papers are to rule on.", len(to_rule(state))
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


def taken_back(state: Assembly, entry: BoxEntry) -> tuple[Draft, ...] | Refusal:
    """What goes with an entry of the box that is undone; a refusal where papers build on it."""
    match entry:
        case BoxOpened() if any(name.startswith("paper/") for name in state.drafts):
            return Refusal(
                say("Papers of this box are keyed already."),
                say("Correct the batch that does not add up."),
            )
        case PaperRuled(batch=batch, paper=paper):
            return (Draft(paper_key(batch, paper, RULED), None),)
        case _:
            return ()


def brought_back(entry: BoxEntry) -> Refusal | None:
    """Why an undone entry of the box does not come again: its paper is ruled on anew."""
    if isinstance(entry, PaperRuled):
        return Refusal(say("A ruling is not brought back."), say("Rule on the paper again."))
    return None


def tell(entry: BoxEntry, _state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case BoxOpened(batches=batches):
            return say(
                "The box was opened in view of the room: {papers} papers in {batches} batches.",
                papers=sum(batches),
                batches=len(batches),
            )
        case BatchAgreed():
            return say(
                "Batch {batch}: {papers} papers keyed twice, by {tellers}. Both passes agree.",
                batch=entry.batch,
                papers=entry.papers,
                tellers=Listing(entry.tellers),
            )
        case BatchCorrected():
            return say(
                "Batch {batch} was counted by hand again: {papers} papers. {reason}",
                batch=entry.batch,
                papers=entry.papers,
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
                "{spoilt} "
                "spoilt, {unreturned} unreturned and {missing} missing.",
                issued=entry.issued,
                counted=entry.counted,
                rejected=entry.rejected,
                spoilt=entry.spoilt,
                unreturned=entry.unreturned,
                missing=entry.missing,
            )
        case _:
            assert_never(entry)


def _ruling_told(entry: PaperRuled) -> Words:
    where = say("Batch {batch}, paper {paper}", batch=entry.batch, paper=entry.paper)
    what = (
        say("it counts")
        if entry.ruling == "counts"
        else say("rejected as “{reason}”", reason=REASONS[entry.code])
    )
    told = say("{where}: {what}. {reason}", where=where, what=what, reason=spoken(entry.reason))
    if entry.objection is None:
        return told
    return say("{told} Objection: {objection}", told=told, objection=spoken(entry.objection))
