"""Batches: which bundle is keyed by whom, and what comes next.

What another pass read is never said, and no tally.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pbdesk.assembly.batches import Batch, keyed_paper, last_paper, passes, unsettled
from pbdesk.assembly.keying import Keyed
from pbdesk.assembly.state import Assembly
from pbdesk.ui.pages.batches.sums import AddingUp, adding_up, is_short
from pbdesk.ui.pages.marked import read_out
from pbdesk.words import Listing, Words, say, several

if TYPE_CHECKING:
    from pbdesk.ui.pages.here import Here

__all__ = [
    "BatchLine",
    "BatchesView",
    "Before",
    "Kind",
    "Stage",
    "Turn",
    "Work",
    "next_batch",
    "turn_of",
    "view",
]

type Kind = Literal["short", "differ", "keying", "fresh", "agreed"]
type Turn = Literal[1, 2, 3]
type Stage = Literal["early", "box", "none", "batches"]

_ORDER: tuple[Kind, ...] = ("short", "differ", "keying", "fresh", "agreed")
_NEXT: tuple[Kind, ...] = ("keying", "differ", "short", "fresh")


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch in the list."""

    number: int
    papers: int
    kind: Kind
    sub: Words | str


@dataclass(frozen=True, slots=True)
class Before:
    """The paper that was keyed last in this pass."""

    paper: int
    words: Words


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done with the chosen batch. `turn` 3 is a third look; None: nothing to key.

    `teller` is empty until somebody said who keys; `ask` then asks, with `suggestion` in the field.
    """

    number: int
    kind: Kind
    turn: Turn | None
    caption: Words
    title: Words
    done: int
    papers: int
    progress: Words
    paper: int
    teller: str
    ask: Words
    suggestion: str
    before: Before | None
    after: Words
    looked_again: tuple[tuple[Words, Words], ...]
    may_end: bool
    may_correct: bool
    """`may_end`: this pass is under way and may find no paper left.

    `may_correct`: the urn is not sealed.
    """


@dataclass(frozen=True, slots=True)
class BatchesView:
    """The page. `stage`.

    The vote is open still, the box is closed, no paper was given out, or batches are keyed.
    """

    stage: Stage
    caption: Words
    box: Words
    lines: tuple[BatchLine, ...]
    work: Work | None
    adding_up: AddingUp


def view(state: Assembly, here: Here) -> BatchesView:
    """The page as it stands.

    `here.chosen` is the batch, `here.also` who keys it in this session.
    """
    batches = state.box.batches
    chosen = int(here.chosen) if here.chosen and int(here.chosen) in batches else None
    lines = sorted(
        (_line(state, batch) for batch in batches.values()),
        key=lambda line: _ORDER.index(line.kind),
    )
    return BatchesView(
        stage=_stage(state),
        caption=_caption(state),
        box=_box(state),
        lines=tuple(lines),
        work=None if chosen is None else _work(state, here, batches[chosen]),
        adding_up=adding_up(state, int(here.also.get("unreturned") or 0)),
    )


def _stage(state: Assembly) -> Stage:
    if state.vote.closed is None:
        return "early"
    if state.box.batches:
        return "batches"
    return "box" if state.door.given("paper", "large") else "none"


def _caption(state: Assembly) -> Words:
    return say(
        "{batches}, {papers} in the box",
        batches=several("{n} batch", "{n} batches", len(state.box.batches)),
        papers=several("{n} paper", "{n} papers", state.box.papers),
    )


def _box(state: Assembly) -> Words:
    given, spoilt = state.door.given("paper", "large"), state.door.spoilt
    return say(
        "{given} papers were given out and {spoilt} came back spoilt: at most {most} can be in the "
        "box.",
        given=given,
        spoilt=spoilt,
        most=given - spoilt,
    )


# The list


def _kind(state: Assembly, batch: Batch) -> Kind:
    if batch.agreed:
        return "agreed"
    first, second = passes(state, batch.number)
    if not first and not second:
        return "fresh"
    if first == second:
        return "short" if is_short(state, batch) else "differ"
    return "keying"


def _line(state: Assembly, batch: Batch) -> BatchLine:
    kind = _kind(state, batch)
    return BatchLine(batch.number, batch.papers, kind, _sub(state, batch, kind))


def _sub(state: Assembly, batch: Batch, kind: Kind) -> Words | str:
    first, second = passes(state, batch.number)
    match kind:
        case "agreed":
            return say("{tellers}", tellers=Listing(batch.tellers or ()))
        case "short":
            return say(
                "{keyed} keyed twice, the slip says {papers}", keyed=first, papers=batch.papers
            )
        case "differ":
            return several(
                "Paper {papers} differs",
                "Papers {papers} differ",
                len(unsettled(state, batch.number)),
                papers=Listing(tuple(str(n) for n in unsettled(state, batch.number))),
            )
        case "keying" if second or first == batch.papers:
            return say("Second pass, {done} of {papers}", done=second, papers=batch.papers)
        case "keying":
            return say("First pass, {done} of {papers}", done=first, papers=batch.papers)
        case "fresh":
            return ""


def next_batch(state: Assembly) -> int | None:
    """The batch to go on with.

    One that is under way, else one that needs a look, else a new one.
    """
    kinds = {number: _kind(state, batch) for number, batch in state.box.batches.items()}
    return next(
        (number for kind in _NEXT for number, each in kinds.items() if each == kind),
        next(iter(kinds), None),
    )


# The chosen batch


def turn_of(state: Assembly, here: Here, batch: Batch) -> Turn | None:
    """Which pass comes next.

    The first ends early where a teller found no paper left (`here.also["over/N"]`).
    """
    first, second = passes(state, batch.number)
    over = 0 < second < first or bool(second == 0 < first and here.also.get(f"over/{batch.number}"))
    if batch.agreed:
        return None
    if first < batch.papers and not over:
        return None if first == second > 0 and not here.also.get(f"on/{batch.number}") else 1
    if second < first:
        return 2
    return 3 if unsettled(state, batch.number) else None


def _work(state: Assembly, here: Here, batch: Batch) -> Work:
    number, kind, turn = batch.number, _kind(state, batch), turn_of(state, here, batch)
    done = passes(state, number)[turn - 1] if turn in (1, 2) else _agreed(state, batch)
    paper = unsettled(state, number)[0] if turn == 3 else done + 1
    teller = _teller(state, here, number, turn)
    return Work(
        number=number,
        kind=kind,
        turn=turn,
        caption=_pass(state, batch, turn, teller),
        title=_title(batch, turn, paper),
        done=done,
        papers=batch.papers,
        progress=_progress(turn, done, batch.papers),
        paper=paper,
        teller=teller,
        ask=_ask(turn),
        suggestion=here.also.get("last", "") if turn == 1 else "",
        before=_before(state, number, turn),
        after=_after(batch, turn, paper),
        looked_again=_looked_again(state, batch),
        may_end=turn in (1, 2) and 0 < done < batch.papers,
        may_correct=state.count.sealed is None,
    )


def _agreed(state: Assembly, batch: Batch) -> int:
    """Papers of a batch that stand as they are: keyed twice, and alike or looked at again."""
    return min(passes(state, batch.number)) - len(unsettled(state, batch.number))


def _teller(state: Assembly, here: Here, batch: int, turn: Turn | None) -> str:
    """Who keys: as said in this session, else whoever keyed the last paper of this pass."""
    said_here = here.also.get(f"teller/{batch}/{turn}")
    if said_here is not None or turn not in (1, 2):
        return said_here or ""
    last = keyed_paper(state, batch, passes(state, batch)[turn - 1], turn)
    return last.by if last else ""


def _title(batch: Batch, turn: Turn | None, paper: int) -> Words:
    if turn is None:
        return say("Batch {batch}", batch=batch.number)
    return say(
        "Batch {batch}, paper {paper} of {papers}",
        batch=batch.number,
        paper=paper,
        papers=batch.papers,
    )


def _pass(state: Assembly, batch: Batch, turn: Turn | None, teller: str) -> Words:
    """Which pass it is, in words. What another pass read is never said while papers are keyed."""
    match turn:
        case 1:
            after = say("The second pass is keyed blind by another teller.")
            return (
                say("First pass, {teller}. {after}", teller=teller, after=after)
                if teller
                else say("First pass. {after}", after=after)
            )
        case 2:
            return (
                say("Second pass, {teller}, without seeing the first.", teller=teller)
                if teller
                else say("Second pass, without seeing the first.")
            )
        case 3:
            differ = Listing(tuple(str(n) for n in unsettled(state, batch.number)))
            return several(
                "The passes differ on paper {papers}. What is keyed now holds.",
                "The passes differ on papers {papers}. What is keyed now holds.",
                len(unsettled(state, batch.number)),
                papers=differ,
            )
        case None if batch.agreed:
            return say(
                "Keyed twice, by {tellers}. Both agree on every paper.",
                tellers=Listing(batch.tellers or ()),
            )
        case None:
            return say("The bundle holds another number of papers than its slip says.")


def _ask(turn: Turn | None) -> Words:
    return {
        1: say("Who keys the first pass?"),
        2: say("Who keys the second pass?"),
        3: say("Who looks again?"),
    }.get(turn or 0, say("Who keys?"))


def _progress(turn: Turn | None, done: int, papers: int) -> Words:
    if turn == 3 or turn is None:
        return say("{done} of {papers} agreed", done=done, papers=papers)
    return say("{done} of {papers} keyed", done=done, papers=papers)


def _before(state: Assembly, batch: int, turn: Turn | None) -> Before | None:
    """The paper keyed last in this pass, or looked at last."""
    paper = last_paper(state, batch, turn) if turn is not None else 0
    keyed = keyed_paper(state, batch, paper, turn or 1)
    return Before(paper, read_out(state, keyed)) if keyed else None


def _after(batch: Batch, turn: Turn | None, paper: int) -> Words:
    if turn == 3:
        return say("Enter keeps it, and it holds.")
    if paper >= batch.papers:
        return say("Enter keeps it. It is the last of this pass.")
    return say("Enter keeps it and brings paper {paper}.", paper=paper + 1)


def _looked_again(state: Assembly, batch: Batch) -> tuple[tuple[Words, Words], ...]:
    """Papers on which a third teller decided, and what each of the three read.

    Only once it is keyed.
    """
    found: list[tuple[Words, Words]] = []
    for n in range(1, batch.papers + 1):
        first, second, third = (keyed_paper(state, batch.number, n, turn) for turn in (1, 2, 3))
        if first and second and third:
            found.append((say("Paper {paper}", paper=n), _three(state, first, second, third)))
    return tuple(found)


def _three(state: Assembly, first: Keyed, second: Keyed, third: Keyed) -> Words:
    return say(
        "{third} holds, as {teller} read it. First pass: {first}. Second pass: {second}.",
        third=read_out(state, third),
        teller=third.by,
        first=read_out(state, first),
        second=read_out(state, second),
    )
