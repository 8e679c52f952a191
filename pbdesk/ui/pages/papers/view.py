"""The papers: what will stand on the ballot, in the order of the lot.

And what has to be printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pbdesk.assembly.state import Assembly
from pbdesk.minutes.entries import Recorded
from pbdesk.questions.lot import lot_code
from pbdesk.questions.sheet import BallotDrawnUp, asked_on
from pbdesk.questions.terms import called
from pbdesk.words import Clock, Listing, Money, Words, plain, say, several

__all__ = ["PaperProject", "PapersView", "view"]


@dataclass(frozen=True, slots=True)
class PaperProject:
    """A project of the ballot; its code is empty until the lot has put it in its place."""

    code: str
    title: Words
    cost: Money | None


@dataclass(frozen=True, slots=True)
class PapersView:
    """The ballot before and after it is drawn up.

    `state` says where it stands, `note` what can still change. `seed` is what the order was drawn
    from; `sealed_lot` whether the code for ties still waits for its envelope. `sheets` are those of
    a set, where a person is given several; `unready` says which of them is not drawn up.
    """

    caption: Words
    drawn_up: bool
    title: Words
    how: Words
    projects: tuple[PaperProject, ...]
    state: Words
    note: Words
    seed: str
    sealed_lot: bool
    sheets: tuple[Words, ...]
    unready: Words | None


def view(state: Assembly, recorded: Sequence[Recorded]) -> PapersView:
    """The papers as they stand; the seed of the order is read from the record."""
    sheet, mandate = state.sheet, state.mandate
    projects = _drawn(state) if sheet.drawn_up else _waiting(state)
    return PapersView(
        caption=_caption(state, len(projects)),
        drawn_up=sheet.drawn_up,
        title=plain(mandate.question)
        if mandate.question
        else say("{name}: ballot", name=mandate.name),
        how=asked_on(state)[0],
        projects=projects,
        state=_standing(state),
        note=_note(state),
        seed=_seed(recorded, state.asked) if sheet.drawn_up else "",
        sealed_lot=lot_code(state.round) in state.drafts and state.vote.closed is None,
        sheets=_sheets(state),
        unready=_unready(state),
    )


def _sheets(state: Assembly) -> tuple[Words, ...]:
    """What one person is given in the round: nothing to say where it is one sheet."""
    if len(state.together) < 2:
        return ()
    return tuple(
        say("{number}. {question}", number=each.asked, question=each.terms.wording)
        for each in state.together
    )


def _unready(state: Assembly) -> Words | None:
    """Which sheet of the set is not drawn up yet."""
    waiting = [each.asked for each in state.together if not each.sheet.drawn_up]
    if not waiting:
        return None
    return several(
        "Question {numbers} is not drawn up yet: a set is printed once all its sheets stand.",
        "Questions {numbers} are not drawn up yet: a set is printed once all its sheets stand.",
        len(waiting),
        numbers=Listing(tuple(waiting)),
    )


def _caption(state: Assembly, n: int) -> Words:
    if not n:
        return say("Nothing to vote on yet")
    if state.terms.kind == "fund":
        return several("{n} project", "{n} projects", n)
    return several("{n} answer", "{n} answers", n)


def _drawn(state: Assembly) -> tuple[PaperProject, ...]:
    return tuple(
        PaperProject(line.code, called(line.project, line.title), _price(state, line.cost))
        for line in state.sheet.lines
    )


def _waiting(state: Assembly) -> tuple[PaperProject, ...]:
    return tuple(
        PaperProject("", called(each.id, each.title), _price(state, each.cost or 0))
        for each in state.options
    )


def _price(state: Assembly, cost: int) -> Money | None:
    """What a project costs; nothing else on a ballot has a price."""
    return Money(cost, state.mandate.currency) if state.terms.kind == "fund" else None


def _standing(state: Assembly) -> Words:
    if state.vote.opened:
        return say("Opened at {time}", time=Clock(state.vote.opened))
    return say("Drawn up") if state.sheet.drawn_up else say("Not drawn up")


def _note(state: Assembly) -> Words:
    if state.vote.opened:
        return say(
            "The vote was opened with this ballot. Titles, codes and order stay as they are."
        )
    if state.sheet.drawn_up and state.terms.kind != "fund":
        return say("Look at a paper before you print. After that nothing here should change.")
    if state.sheet.drawn_up:
        return say(
            "Look at a specimen before you print. Once papers are printed, nothing here should "
            "change."
        )
    if state.terms.of.options:
        return say("The answers stand in their own order, and each gets its letter.")
    if not state.options:
        return say("Projects come from Ideas: a proposal that was accepted, with its cost.")
    return say(
        "Drawing up puts them in an order drawn by lot and gives each its letter. It can still be "
        "undone."
    )


def _seed(recorded: Sequence[Recorded], question: str) -> str:
    """The seed of the question's newest drawing; empty where its lines have their own order.

    An undone one is followed by another, or the ballot does not stand.
    """
    drawn = (r.entry for r in reversed(recorded) if isinstance(r.entry, BallotDrawnUp))
    return next((each.seed for each in drawn if each.question == question), "")
