"""The work on a batch: which pass comes next, who keys it, and what has been keyed.

What another pass read is never said, and no tally.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Refusal
from pbdesk.questions.batches import Batch, is_short, last_paper
from pbdesk.questions.box import who_keys, who_looks
from pbdesk.questions.papers import BatchPapers, Keyed, Readings
from pbdesk.questions.staff import FACILITATOR, found, named, role, roles
from pbdesk.ui.pages.marked import read_out
from pbdesk.ui.render.intents import To
from pbdesk.words import Listing, Words, say, several

__all__ = [
    "Before",
    "Kind",
    "Memory",
    "Turn",
    "WhoKeys",
    "Work",
    "after_paper",
    "kind_of",
    "next_batch",
    "told_of",
    "work_on",
]

type Kind = Literal["short", "differ", "keying", "fresh", "agreed"]
type Turn = Literal[1, 2, 3]

_NEXT: tuple[Kind, ...] = ("keying", "differ", "short", "fresh")


@dataclass(frozen=True, slots=True)
class Memory:
    """What the page remembers of this session.

    Who keys which pass, by role (empty: somebody else is asked for), in which batches both keyers
    look again `together`, where a teller found no paper left (`ended`), and where there is one
    more after all (`going_on`). `names` are those of the people file, None while it is locked.
    """

    tellers: Mapping[tuple[int, Turn], str] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    together: frozenset[int] = frozenset()
    ended: frozenset[int] = frozenset()
    going_on: frozenset[int] = frozenset()
    names: Mapping[str, str] | None = field(
        default_factory=lambda: MappingProxyType({}),
    )

    def named(self, words: Words) -> Words:
        """The sentence with names where the people file tells them."""
        return named(words, self.names or {})

    def keyed_by(self, batch: int, turn: Turn, who: str) -> Memory:
        """Somebody keys this pass from now on, alone; empty: who, is asked again."""
        tellers = MappingProxyType({**self.tellers, (batch, turn): who})
        together = self.together - {batch}
        return replace(self, tellers=tellers, together=together)

    def keyed_on(self, batch: int) -> Memory:
        """There is another paper in the bundle after all."""
        return replace(
            self,
            going_on=self.going_on | {batch},
            ended=self.ended - {batch},
        )


@dataclass(frozen=True, slots=True)
class Before:
    """The paper that was keyed last in this pass."""

    paper: int
    words: Words


@dataclass(frozen=True, slots=True)
class WhoKeys:
    """The question who keys now, or looks again.

    `offers` are names to press, `together` whether both keyers may look together; `refused` says
    why whoever keyed so far cannot go on.
    """

    question: Words
    offers: tuple[str, ...]
    together: bool
    refused: Refusal | None


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be done with the chosen batch. `turn` 3 is a third look; None: nothing to key.

    `ask` stands where nobody has said yet who keys. `may_end`: this pass is under way and may find
    no paper left. `may_correct`: the box is not sealed. `may_key_again`: a paper is keyed twice.
    `memory` is what was told by it.
    """

    memory: Memory
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
    together: bool
    ask: WhoKeys | None
    before: Before | None
    after: Words
    looked_again: tuple[tuple[Words, Words], ...]
    may_end: bool
    may_correct: bool
    may_key_again: bool

    @property
    def keying(self) -> bool:
        """Whether somebody keys now."""
        return self.turn is not None and self.ask is None


# The list


def kind_of(state: Assembly, batch: Batch) -> Kind:
    """What a batch needs."""
    papers = state.papers.batch(batch.number)
    if batch.agreed:
        return "agreed"
    if papers.passes == (0, 0):
        return "fresh"
    if is_short(batch, papers):
        return "short"
    if papers.passes == (batch.papers, batch.papers):
        return "differ"
    return "keying"


def told_of(state: Assembly, memory: Memory, batch: Batch) -> Words | str:
    """How far a batch is, in a few words."""
    papers = state.papers.batch(batch.number)
    first, second = papers.passes
    match kind_of(state, batch):
        case "agreed":
            return _keyers(batch, memory)
        case "short":
            return say(
                "{keyed} keyed twice, the slip says {papers}",
                keyed=first,
                papers=batch.papers,
            )
        case "differ":
            differ = papers.at("differs")
            return several(
                "Paper {papers} differs",
                "Papers {papers} differ",
                len(differ),
                papers=_numbers(differ),
            )
        case "keying" if _turn(state, memory, batch) == 1:
            return say(
                "First pass, {done} of {papers}",
                done=first,
                papers=batch.papers,
            )
        case "keying":
            return say(
                "Second pass, {done} of {papers}",
                done=second,
                papers=batch.papers,
            )
        case "fresh":
            return ""


def _keyers(batch: Batch, memory: Memory) -> Words | str:
    """Who keyed an agreed batch, the first pass before the second."""
    if not batch.papers:
        return say("No paper")
    first, second = roles(batch.first), roles(batch.second)
    return memory.named(say("{first}; {second}", first=first, second=second))


def _numbers(papers: tuple[int, ...]) -> Listing:
    return Listing(tuple(str(n) for n in papers))


def next_batch(state: Assembly) -> int | None:
    """The batch to go on with.

    One that is under way, else one that needs a look, else a new one; the first where none needs
    anything.
    """
    kinds = {
        number: kind_of(state, batch)
        for number, batch in state.box.batches.items()
    }
    for kind in _NEXT:
        for number, each in kinds.items():
            if each == kind:
                return number
    return next(iter(kinds), None)


# The chosen batch


def _turn(state: Assembly, memory: Memory, batch: Batch) -> Turn | None:
    """Which pass comes next; the first ends early where a teller found no paper left."""
    papers = state.papers.batch(batch.number)
    first, second = papers.passes
    if batch.agreed:
        return None
    ended = batch.number in memory.ended and not second
    if second < first and (second or ended or first == batch.papers):
        return 2
    if first < batch.papers:
        stuck = is_short(batch, papers) and batch.number not in memory.going_on
        return None if stuck else 1
    return 3 if papers.at("differs") else None


def work_on(state: Assembly, memory: Memory, batch: Batch) -> Work:
    """What is to be done with a batch."""
    number, turn = batch.number, _turn(state, memory, batch)
    papers = state.papers.batch(number)
    paper, done = _next_paper(papers, turn), _done(papers, turn)
    teller, ask = _who(state, memory, number, turn, paper)
    unsealed = state.count.sealed is None
    return Work(
        memory=memory,
        number=number,
        kind=kind_of(state, batch),
        turn=turn,
        caption=memory.named(_pass(papers, batch, turn, teller)),
        title=_title(batch, turn, paper),
        done=done,
        papers=batch.papers,
        progress=_progress(turn, done, batch.papers),
        paper=paper,
        teller=teller,
        together=number in memory.together,
        ask=ask,
        before=_before(state, batch, turn),
        after=_after(batch, turn, done),
        looked_again=_looked_again(state, papers, memory),
        may_end=turn in (1, 2) and 0 < done < batch.papers and not batch.again,
        may_correct=unsealed,
        may_key_again=unsealed and batch.agreed and batch.papers > 0,
    )


def _next_paper(papers: BatchPapers, turn: Turn | None) -> int:
    """The paper to read now; 0 where there is none."""
    if turn is None:
        return 0
    return papers.at("differs")[0] if turn == 3 else papers.next_paper(turn)


def _done(papers: BatchPapers, turn: Turn | None) -> int:
    """Papers read in this pass; else those that stand as they are, alike or looked at again."""
    if turn in (1, 2):
        return papers.passes[turn - 1]
    return min(papers.passes) - len(papers.at("differs"))


def _who(
    state: Assembly,
    memory: Memory,
    batch: int,
    turn: Turn | None,
    paper: int,
) -> tuple[str, WhoKeys | None]:
    """Who keys this paper, or the question.

    As said in this session, else whoever keyed last in this pass; nobody keys a paper twice.
    """
    if turn is None:
        return "", None
    if turn == 3 and batch in memory.together:
        return "", None
    said = memory.tellers.get((batch, turn))
    who = _keyed_last(state, batch, turn) if said is None else said
    locked = found(memory.names, who)
    if isinstance(locked, Refusal):
        return "", _ask(state, memory, batch, turn, paper, locked)
    if not who:
        return "", _ask(state, memory, batch, turn, paper, None)
    refused = _may_read(state, batch, turn, paper, who)
    return (
        ("", _ask(state, memory, batch, turn, paper, refused))
        if refused
        else (who, None)
    )


def _keyed_last(state: Assembly, batch: int, turn: Turn) -> str:
    if turn == 3:
        return ""
    papers = state.papers.batch(batch)
    paper = last_paper(state.box.batches[batch], papers, turn)
    last = papers.paper(paper).at(turn)
    return last.by[0] if last else ""


def _may_read(
    state: Assembly,
    batch: int,
    turn: Turn,
    paper: int,
    who: str,
) -> Refusal | None:
    """Why somebody may not read this paper at this turn."""
    if turn == 3:
        found = who_looks(state, batch=batch, paper=paper, teller=who)
    else:
        found = who_keys(state, batch=batch, turn=turn, teller=who)
    return found if isinstance(found, Refusal) else None


def _ask(
    state: Assembly,
    memory: Memory,
    batch: int,
    turn: Turn,
    paper: int,
    refused: Refusal | None,
) -> WhoKeys:
    names = memory.names or {}
    third = (
        (FACILITATOR,) if turn == 3 else ()
    )  # whoever keyed it may not look at it alone
    offers = (
        names[who]
        for who in (*state.staff.tellers, *third)
        if who in names and _may_read(state, batch, turn, paper, who) is None
    )
    if refused is not None:
        refused = replace(refused, words=memory.named(refused.words))
    question = {
        1: say("Who keys the first pass?"),
        2: say("Who keys the second pass?"),
        3: say("Who looks again?"),
    }[turn]
    return WhoKeys(question, tuple(offers), turn == 3, refused)


def _title(batch: Batch, turn: Turn | None, paper: int) -> Words:
    if turn is None:
        return say("Batch {batch}", batch=batch.number)
    return say(
        "Batch {batch}, paper {paper} of {papers}",
        batch=batch.number,
        paper=paper,
        papers=batch.papers,
    )


def _pass(
    papers: BatchPapers,
    batch: Batch,
    turn: Turn | None,
    teller: str,
) -> Words:
    """Which pass it is, in words. What another pass read is never said while papers are keyed."""
    match turn:
        case 1:
            after = say("The second pass is keyed blind by another teller.")
            return (
                say(
                    "First pass, {teller}. {after}",
                    teller=role(teller),
                    after=after,
                )
                if teller
                else say("First pass. {after}", after=after)
            )
        case 2:
            return (
                say(
                    "Second pass, {teller}, without seeing the first.",
                    teller=role(teller),
                )
                if teller
                else say("Second pass, without seeing the first.")
            )
        case 3:
            differ = papers.at("differs")
            return several(
                "The two who keyed differ on paper {papers}. What is keyed now holds.",
                "The two who keyed differ on papers {papers}. What is keyed now holds.",
                len(differ),
                papers=_numbers(differ),
            )
        case None if batch.agreed:
            return _agreed_words(batch)
        case None:
            return say(
                "The bundle holds another number of papers than its slip says.",
            )


def _agreed_words(batch: Batch) -> Words:
    if not batch.papers:
        return say("This bundle holds no paper.")
    twice = _keyed_twice(batch)
    if not batch.looked_again:
        return say("{twice} Both agree on every paper.", twice=twice)
    return say("{twice} {again}", twice=twice, again=_differed(batch))


def _keyed_twice(batch: Batch) -> Words:
    return say(
        "First keyed by {first}, then by {second}.",
        first=roles(batch.first),
        second=roles(batch.second),
    )


def _differed(batch: Batch) -> Words:
    return several(
        "They differed on {n} paper; {third} looked again.",
        "They differed on {n} papers; {third} looked again.",
        batch.looked_again,
        third=roles(batch.third),
    )


def _progress(turn: Turn | None, done: int, papers: int) -> Words:
    if turn in (1, 2):
        return say("{done} of {papers} keyed", done=done, papers=papers)
    return say("{done} of {papers} agreed", done=done, papers=papers)


def _before(state: Assembly, batch: Batch, turn: Turn | None) -> Before | None:
    """The paper keyed last in this pass, or looked at last."""
    if turn is None:
        return None
    papers = state.papers.batch(batch.number)
    paper = last_paper(batch, papers, turn)
    keyed = papers.paper(paper).at(turn)
    return Before(paper, read_out(state, keyed)) if keyed else None


def _after(batch: Batch, turn: Turn | None, done: int) -> Words:
    if turn == 3:
        return say("Enter keeps it, and it holds.")
    following = done + 2
    if following > batch.papers:
        return say("Enter keeps it. It is the last of this pass.")
    return say("Enter keeps it and brings paper {paper}.", paper=following)


def _looked_again(
    state: Assembly,
    papers: BatchPapers,
    memory: Memory,
) -> tuple[tuple[Words, Words], ...]:
    """Papers that were looked at a third time, and what each of the three read.

    Only once it is keyed.
    """
    return tuple(
        (
            say("Paper {paper}", paper=n),
            memory.named(_three(state, papers.paper(n))),
        )
        for n in sorted(papers.looked_again)
    )


def _three(state: Assembly, readings: Readings) -> Words:
    first, second, third = (_read(readings, turn) for turn in (1, 2, 3))
    return say(
        "{third} holds, as {tellers} read it. First pass: {first}. Second pass: {second}.",
        third=read_out(state, third),
        tellers=roles(third.by),
        first=read_out(state, first),
        second=read_out(state, second),
    )


def _read(readings: Readings, turn: Turn) -> Keyed:
    found = readings.at(turn)
    if found is None:
        raise ValueError("only papers that were looked at again are told")
    return found


# After a paper


def after_paper(state: Assembly, work: Work) -> To | None:
    """Where a pass or a batch ends: to what comes next; None while it is keyed on."""
    now = work_on(state, work.memory, state.box.batches[work.number])
    following = next_batch(state)
    if now.keying or following is None:
        return None
    if now.kind != "agreed" or (
        now.looked_again and _is_begun(state, following)
    ):
        return To(str(work.number), focus="keying")
    return To(
        str(following),
        focus="keying",
        said=_is_keyed(now),
        onward=state.box.batches[following].agreed,
    )


def _is_begun(state: Assembly, batch: int) -> bool:
    """Whether others key that batch already: who looked again is none of them."""
    agreed = state.box.batches[batch].agreed
    return not agreed and any(state.papers.batch(batch).passes)


def _is_keyed(work: Work) -> Words:
    """That a batch is keyed, and what held where papers of it were looked at again."""
    batch = work.number
    match work.looked_again:
        case ():
            return say(
                "Batch {batch} is keyed twice, and both agree.",
                batch=batch,
            )
        case ((paper, held),):
            return say(
                "Batch {batch}, {paper}: {held}",
                batch=batch,
                paper=paper,
                held=held,
            )
        case found:
            return say(
                "Batch {batch} is keyed; {n} of its papers were looked at again.",
                batch=batch,
                n=len(found),
            )
