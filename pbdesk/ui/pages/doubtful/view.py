"""Doubtful papers.

Each as the hand made it, what the rulebook says, and the rulings that can be given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.assembly.poster import poster
from pbdesk.assembly.state import Assembly
from pbdesk.questions.batches import to_rule
from pbdesk.questions.keying import plausible
from pbdesk.questions.papers import RULED, THIRD, Hand, HandMark
from pbdesk.ui.pages.marked import HEARD, Marked, as_made, how_to_mark, said
from pbdesk.voting.styles.style import REASONS
from pbdesk.words import Clock, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ui.pages.here import Here

__all__ = [
    "ANOTHER",
    "CODES",
    "REJECTED",
    "Doubtful",
    "DoubtfulLine",
    "DoubtfulView",
    "Way",
    "view",
]

CODES = ("uncertain", "identifies", "no-official-mark", "too-many", "unmarked")
"""Reasons for which a doubtful paper may be rejected: keys of REASONS."""

ANOTHER, REJECTED = "another", "rejected"
"""Keys of the ways that are always there; the others are named by what they read."""

_ODD: tuple[Hand, ...] = ("struck", "beside", "tick")
_HANDS: Mapping[Hand, Words] = MappingProxyType({**HEARD, "beside": say("a mark beside its box")})


@dataclass(frozen=True, slots=True)
class DoubtfulLine:
    """A doubtful paper in the list: `key` is "batch/paper"."""

    key: str
    title: Words
    sub: Words
    ruled: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A ruling that can be given.

    `reading` is what the paper would count as, as tellers type it; None where that is to be
    written (another reading), or it is a rejection.
    """

    key: str
    words: Words
    reading: str | None = None


@dataclass(frozen=True, slots=True)
class Doubtful:
    """The chosen paper.

    `lines` are empty where its marks were erased when the box was sealed. `ways` are given while it
    can be ruled on, `ruled` tells the ruling that stands.
    """

    batch: int
    paper: int
    title: Words
    caption: Words
    name: str
    how: Words
    marks: tuple[HandMark, ...]
    lines: tuple[Marked, ...]
    rule: Words
    rule_place: Words
    ways: tuple[Way, ...]
    waiting: bool
    ruled: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True, slots=True)
class DoubtfulView:
    """The page: all doubtful papers, and the chosen one."""

    caption: Words
    lines: tuple[DoubtfulLine, ...]
    chosen: Doubtful | None


def view(state: Assembly, here: Here) -> DoubtfulView:
    """The page as it stands; `here.chosen` is "batch/paper"."""
    waiting = to_rule(state)
    papers = sorted({*waiting, *state.box.rulings})
    lines: list[DoubtfulLine] = []
    chosen: Doubtful | None = None
    for number, paper in enumerate(papers, start=1):
        title, waits = say("Doubtful paper {n}", n=number), paper in waiting
        lines.append(_line(state, title, paper, waiting=waits))
        if _key(paper) == here.chosen:
            chosen = _doubtful(state, title, paper, waiting=waits)
    caption = several(
        "{n} doubtful paper of {all}",
        "{n} doubtful papers of {all}",
        len(papers),
        all=state.box.papers,
    )
    lines.sort(key=lambda line: line.ruled)
    return DoubtfulView(caption, tuple(lines), chosen)


def _key(paper: tuple[int, int]) -> str:
    return f"{paper[0]}/{paper[1]}"


def _line(state: Assembly, title: Words, paper: tuple[int, int], *, waiting: bool) -> DoubtfulLine:
    if not waiting:
        return DoubtfulLine(_key(paper), title, _ruled(state, paper), ruled=True)
    hand = _hand(state.papers.paper(*paper).drawn)
    sub = say("Batch {batch}: {hand}", batch=paper[0], hand=hand)
    return DoubtfulLine(_key(paper), title, sub, ruled=False)


def _hand(marks: tuple[HandMark, ...]) -> Words:
    """What makes the paper doubtful, in a few words: the oddest mark on it."""
    made = {mark.hand for mark in marks}
    for hand in _ODD:
        if hand in made:
            return _HANDS[hand]
    return several("{n} cross", "{n} crosses", len(marks)) if marks else say("no mark")


def _ruled(state: Assembly, paper: tuple[int, int]) -> Words:
    ruling = state.box.rulings[paper]
    if ruling.ruling == "rejected":
        return say("Rejected: {reason}", reason=REASONS[ruling.code])
    held = state.papers.paper(*paper).at(RULED)
    return say("Counts for {marks}", marks=said(state, held.ballot)) if held else say("Counts")


def _doubtful(state: Assembly, title: Words, paper: tuple[int, int], *, waiting: bool) -> Doubtful:
    readings = state.papers.paper(*paper)
    marks, sealed = readings.drawn, state.count.sealed is not None
    return Doubtful(
        batch=paper[0],
        paper=paper[1],
        title=title,
        caption=_caption(state, paper),
        name=state.mandate.name,
        how=how_to_mark(state),
        marks=marks,
        lines=() if sealed else as_made(state, marks),
        rule=poster(state).intention,
        rule_place=_rule_place(state),
        ways=() if sealed else _ways(state, marks),
        waiting=waiting,
        ruled=() if waiting else _told(state, paper),
    )


def _rule_place(state: Assembly) -> Words:
    sealed, number = state.rulebook.sealed, poster(state).intention_number
    if sealed is None:
        return say("Rule {n}", n=number)
    return say("Rule {n}, sealed at {time}", n=number, time=Clock(sealed))


def _caption(state: Assembly, paper: tuple[int, int]) -> Words:
    batch, number = paper
    readings = state.papers.paper(*paper)
    if readings.read is None:
        return say("Batch {batch}, paper {paper}", batch=batch, paper=number)
    if readings.differs and readings.at(THIRD):
        return say(
            "Batch {batch}, paper {paper}: keyed with ? when it was looked at again",
            batch=batch,
            paper=number,
        )
    return say(
        "Batch {batch}, paper {paper}: keyed with ? by both tellers", batch=batch, paper=number
    )


def _ways(state: Assembly, marks: tuple[HandMark, ...]) -> tuple[Way, ...]:
    """How the paper can be ruled on.

    What it may plausibly mean, as far as the sealed rules count it; then another reading, and the
    rejection.
    """
    readings = [
        Way(each.typed, say("Counts for {marks}", marks=said(state, each.ballot)), each.typed)
        for each in plausible(state, marks)
    ]
    return (
        *readings,
        Way(ANOTHER, say("Another reading")),
        Way(REJECTED, say("Does not count")),
    )


def _told(state: Assembly, paper: tuple[int, int]) -> tuple[tuple[Words, Words], ...]:
    """The ruling as it stands in the minutes."""
    ruling = state.box.rulings[paper]
    told = [(say("Ruling"), _ruled(state, paper)), (say("Reason"), _spoken(str(ruling.reason)))]
    if ruling.objection is not None:
        told.append((say("Objection"), _spoken(str(ruling.objection))))
    return tuple(told)


def _spoken(text: str) -> Words:
    return plain(text) if text else say("(these words were erased)")
