"""Doubtful papers.

What needs a ruling, the paper as the hand made it, what the rulebook says, and the ruling that is
read out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.assembly.poster import poster
from pbdesk.assembly.public import put_on_the_wall
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Decided, Moment
from pbdesk.questions import box
from pbdesk.questions.batches import to_rule
from pbdesk.questions.keying import Plausible, broken, plausible, said
from pbdesk.questions.papers import RULED, THIRD, Hand, HandMark
from pbdesk.ui.pages.marked import HEARD
from pbdesk.ui.render.blocks import (
    Ask,
    Beside,
    Blocks,
    Buttons,
    Empty,
    Heading,
    Notes,
    Own,
    Paragraph,
    Press,
    Section,
)
from pbdesk.ui.render.intents import Go, InRoom, Open, To, do
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView, row_and
from pbdesk.ui.shown import ATTENTION, DONE, Choice, FieldSpec, Group, Row
from pbdesk.voting.styles.style import REASONS
from pbdesk.words import Clock, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["ANOTHER", "CODES", "PAGE", "REJECTED", "Way", "rule_on", "ways"]

_LABEL = say("Doubtful papers")

CODES = ("uncertain", "identifies", "no-official-mark", "too-many", "unmarked")
"""Reasons for which a doubtful paper may be rejected: keys of REASONS."""

ANOTHER, REJECTED = "another", "rejected"
"""Keys of the ways that are always there; the others are named by what they read."""

type Where = tuple[int, int]
"""A paper: its batch and its place in it."""

_ODD: tuple[Hand, ...] = ("struck", "beside", "tick")
_HANDS: Mapping[Hand, Words] = MappingProxyType(
    {**HEARD, "beside": say("a mark beside its box")},
)
_WAITING, _RULED = (
    Group(say("Need a ruling"), ATTENTION),
    Group(say("Ruled"), DONE),
)


@dataclass(frozen=True, slots=True)
class Way:
    """A ruling that can be given.

    `reading` is what the paper would count as, as tellers type it; None where that is to be
    written (another reading), or it is a rejection.
    """

    key: str
    words: Words
    reading: str | None = None


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """Papers at the left; the chosen one and its ruling at the right."""
    papers = _papers(state)
    if not papers:
        return PageView((Heading("", _LABEL), _NONE))
    chosen = here.one_of(papers, _key)
    numbers = {paper: n for n, paper in enumerate(sorted(papers), start=1)}
    caption = several(
        "{n} doubtful paper of {all}",
        "{n} doubtful papers of {all}",
        len(papers),
        all=state.box.papers,
    )
    rows = tuple(_row(state, paper, numbers[paper]) for paper in papers)
    return PageView(
        Listing(caption, _LABEL, rows, _key(chosen)),
        _paper(state, chosen, numbers[chosen], again=here.doing == "rule"),
    )


PAGE = PageSpec("doubtful", _LABEL, view, share="slim", way=row_and("rule"))

_NONE = Empty(
    say("No paper is doubtful"),
    say(
        "A paper that both tellers key with ? stands here until it "
        "is ruled on in view of the room.",
    ),
    Press(say("Go to the batches"), Go("batches"), icon="arrow-right"),
)


def _papers(state: Assembly) -> tuple[Where, ...]:
    """Those that need a ruling before those that have one."""
    waiting = to_rule(state)
    papers = sorted({*waiting, *state.box.rulings})
    return tuple(sorted(papers, key=lambda paper: paper not in waiting))


def _key(paper: Where) -> str:
    return f"{paper[0]}/{paper[1]}"


# The list


def _row(state: Assembly, paper: Where, number: int) -> Row:
    key, title = _key(paper), say("Doubtful paper {n}", n=number)
    if paper not in to_rule(state):
        return Row(key, title, _ruled(state, paper), section=_RULED)
    return Row(key, title, _doubt(state, paper), section=_WAITING)


def _doubt(state: Assembly, paper: Where) -> Words:
    hand = _hand(state.papers.paper(*paper).drawn)
    return say("Batch {batch}: {hand}", batch=paper[0], hand=hand)


def _hand(marks: tuple[HandMark, ...]) -> Words:
    """What makes the paper doubtful, in a few words: the oddest mark on it."""
    made = {mark.hand for mark in marks}
    for hand in _ODD:
        if hand in made:
            return _HANDS[hand]
    if not marks:
        return say("no mark")
    return several("{n} cross", "{n} crosses", len(marks))


# The paper


def _paper(
    state: Assembly,
    paper: Where,
    number: int,
    *,
    again: bool,
) -> Blocks:
    waiting = paper in to_rule(state)
    shape, told = (
        (ATTENTION, say("Needs a ruling")) if waiting else (DONE, say("Ruled"))
    )
    heading = Heading(
        _caption(state, paper),
        say("Doubtful paper {n}", n=number),
        shape,
        told,
    )
    ruling = _ruling(state, paper, waiting=waiting, again=again)
    if state.count.sealed is not None:
        return heading, _ERASED, *ruling
    shown = Buttons((_to_the_wall(paper),), key="room")
    note = (_PRESS, shown) if waiting else (shown,)
    return heading, Beside(Own("doubtfulpaper", _key(paper)), note, ruling)


_ERASED = Paragraph(
    say(
        "How this paper was marked was erased when the box was locked. The ruling stands in the "
        "minutes.",
    ),
    key="erased",
)
_PRESS = Paragraph(
    say(
        "Press a box until it looks like the paper: cross, tick, beside the box, struck out, "
        "nothing. The room sees this drawing, not from which batch it is.",
    ),
    role="help",
    key="press",
)


def _to_the_wall(paper: Where) -> Press:
    """Its marks while it is to be ruled on, then the ruling in words."""
    hang = do(put_on_the_wall, batch=paper[0], paper=paper[1])
    return Press(
        say("Show in the room"),
        hang.then(_ON_THE_WALL),
        icon="monitor",
    )


_ON_THE_WALL = To(also=InRoom("doubtful"))


def _caption(state: Assembly, paper: Where) -> Words:
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
        "Batch {batch}, paper {paper}: keyed with ? by both tellers",
        batch=batch,
        paper=number,
    )


# The ruling


def _ruling(
    state: Assembly,
    paper: Where,
    *,
    waiting: bool,
    again: bool,
) -> Blocks:
    said = poster(state)
    rule = (
        Section(say("What the rulebook says"), key="rule"),
        Paragraph(said.intention, key="rule"),
        Paragraph(
            _rule_place(state, said.intention_number),
            role="help",
            key="rule",
        ),
    )
    if waiting:
        return *rule, *_as_it_stands(state, paper), _rule(state, paper)
    told = Notes(_told(state, paper))
    if state.count.sealed is not None:
        return *rule, told
    if again:
        return *rule, _rule(state, paper), told
    anew = Press(say("Rule on it again"), Open("rule", _key(paper)), "quiet")
    return *rule, told, Buttons((anew,), key="again")


def _as_it_stands(state: Assembly, paper: Where) -> tuple[Paragraph, ...]:
    """Why a paper with marks does not count before anybody says what was meant."""
    drawn = state.papers.paper(*paper).drawn
    reason = broken(state, drawn)
    if not drawn or not reason:
        return ()
    told = say(
        "As it is marked, it does not count: {reason}.",
        reason=REASONS[reason],
    )
    return (Paragraph(told, key="stands"),)


def _rule_place(state: Assembly, number: int) -> Words:
    sealed = state.rulebook.sealed
    if sealed is None:
        return say("Rule {n}", n=number)
    return say("Rule {n}, sealed at {time}", n=number, time=Clock(sealed))


def _rule(state: Assembly, paper: Where) -> Ask:
    return Ask(
        "rule",
        _fields(ways(state, paper)),
        rule_on,
        say("The ruling"),
        given={"batch": paper[0], "paper": paper[1]},
        subject=_key(paper),
        then=_following,
        cancel=None,
        by="ruling",
    )


def _following(state: Assembly) -> To:
    """The next paper, those first that need a ruling; after the last of them the way leads on."""
    if not to_rule(state):
        return To(said=_RECORDED, onward=True)
    return To(_key(_papers(state)[0]), focus="rule", said=_RECORDED)


_RECORDED = say("The ruling is recorded.")


def _fields(given: tuple[Way, ...]) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("reason", say("Reason, read out"), "paragraph", rows=3),
        FieldSpec(
            "objects",
            say("An objection, in the objector's words"),
            "tick",
        ),
        FieldSpec(
            "objection",
            say("In their words"),
            "paragraph",
            when=("objects", (True,)),
        ),
        FieldSpec(
            "reading",
            say("What was meant"),
            help=say("Typed as the tellers type a paper."),
            when=("ruling", (ANOTHER,)),
        ),
        FieldSpec(
            "code",
            say("Rejected because"),
            "choice",
            placeholder=say("Choose"),
            choices=tuple(Choice(code, REASONS[code]) for code in CODES),
            must=say("Say why it is rejected."),
            when=("ruling", (REJECTED,)),
        ),
        FieldSpec(
            "ruling",
            say("The ruling"),
            "radios",
            upright=True,
            choices=tuple(Choice(way.key, way.words) for way in given),
        ),
    )


def ways(state: Assembly, paper: Where) -> tuple[Way, ...]:
    """How the paper can be ruled on.

    What it may plausibly mean, as far as the sealed rules count it; then another reading, and the
    rejection.
    """
    found = plausible(state, state.papers.paper(*paper).drawn)
    return (
        *(_counting_for(state, each) for each in found),
        Way(ANOTHER, say("Another reading")),
        Way(REJECTED, say("Does not count")),
    )


def _counting_for(state: Assembly, found: Plausible) -> Way:
    words = say("Counts for {marks}", marks=said(state, found.ballot))
    return Way(found.typed, words, found.typed)


def rule_on(
    state: Assembly,
    moment: Moment,
    *,
    batch: int,
    paper: int,
    ruling: str,
    reason: str,
    objects: bool | None,
    reading: str = "",
    code: str = "uncertain",
    objection: str = "",
) -> Decided:
    """The decision, of what is typed: one of the `ways`, with its reason."""
    offered = {way.key: way.reading for way in ways(state, (batch, paper))}
    return box.rule_paper(
        state,
        moment,
        batch=batch,
        paper=paper,
        reading=reading if ruling == ANOTHER else offered.get(ruling),
        code=code,
        reason=reason,
        objection=objection if objects else "",
    )


def _ruled(state: Assembly, paper: Where) -> Words:
    ruling = state.box.rulings[paper]
    if ruling.ruling == "rejected":
        return say("Rejected: {reason}", reason=REASONS[ruling.code])
    held = state.papers.paper(*paper).at(RULED)
    if held is None:
        return say("Counts")
    return say("Counts for {marks}", marks=said(state, held.ballot))


def _told(state: Assembly, paper: Where) -> tuple[tuple[Words, Words], ...]:
    """The ruling as it stands in the minutes."""
    ruling = state.box.rulings[paper]
    told = [
        (say("Ruling"), _ruled(state, paper)),
        (say("Reason"), _spoken(str(ruling.reason))),
    ]
    if ruling.objection is not None:
        told.append((say("Objection"), _spoken(str(ruling.objection))))
    return tuple(told)


def _spoken(text: str) -> Words:
    return plain(text) if text else say("(these words were erased)")
