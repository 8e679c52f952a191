"""Sheet: what stands on the ballot, in which order; and what counts as a ballot by its style.

Decision  draw_up
Entry     BallotDrawnUp
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from string import ascii_uppercase
from typing import TYPE_CHECKING

from pbdesk.minutes.decision import Decided, Moment, Paper, Refusal, Writing
from pbdesk.minutes.entries import Entry, Id
from pbdesk.questions.of import OfQuestion
from pbdesk.questions.sealing import style_settings
from pbdesk.voting.styles import STYLES
from pbdesk.voting.styles.style import Rejected
from pbdesk.voting.ties import Lot, lot_order
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = [
    "BallotDrawnUp",
    "BallotLine",
    "Sheet",
    "apply",
    "asked_on",
    "codes",
    "draw_up",
    "judged",
    "rejected_paper",
    "tell",
]

_ORDER = "sheet"
"""What the lot of the sheet's order draws for: no question's ties."""


class BallotLine(Entry, frozen=True, tag="ballot.line"):
    """One line of the ballot: a project, its code, its title and cost (minor units) as printed.

    A person's name can be erased, so that it does not stand here: the option has it.
    """

    project: Id
    code: str
    title: str
    cost: int


class BallotDrawnUp(OfQuestion, frozen=True, tag="ballot.drawn_up"):
    """The ballot was fixed: which lines, in the order of a lot drawn from `seed`.

    Without a seed in the order that they have by themselves.
    """

    lines: tuple[BallotLine, ...]
    seed: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The ballot as it was drawn up; without lines before.

    `seed` is what their order was drawn from; empty where they stand in their own.
    """

    lines: tuple[BallotLine, ...] = ()
    seed: str = ""

    @property
    def drawn_up(self) -> bool:
        """Whether the list of projects stands."""
        return bool(self.lines)


def codes(count: int) -> tuple[str, ...]:
    """The codes on the paper: letters up to 26 projects, then two digits ("01")."""
    if count <= len(ascii_uppercase):
        return tuple(ascii_uppercase[:count])
    return tuple(f"{i:02d}" for i in range(1, count + 1))


def draw_up(state: Asking, moment: Moment) -> Decided:
    """Fix what is on the ballot, in an order drawn by lot.

    Yes and no, and the steps of a scale, stand in their own order.
    """
    if state.sheet.drawn_up:
        return Refusal(say("The ballot is already drawn up."))
    settled = state.settled()
    if settled is not None:
        return settled
    unready = state.unready()
    if unready is not None:
        return unready
    options = {option.id: option for option in state.options}
    seed = "" if state.terms.of.options else moment.new_code()
    ids = lot_order(Lot(seed, _ORDER), options) if seed else options
    order = [options[Id(each)] for each in ids]
    lines = tuple(
        BallotLine(
            option.id,
            code,
            "" if option.person else option.title,
            option.cost or 0,
        )
        for option, code in zip(order, codes(len(order)), strict=True)
    )
    return Writing(BallotDrawnUp(lines, seed))


def asked_on(state: Asking) -> tuple[Words, Words]:
    """What the sheet asks to be done, and a word of help, for paper, screen and wall."""
    if state.terms.of.options:
        return _ONE_BOX
    return STYLES[state.rulebook.style].question(style_settings(state.rulebook))


_ONE_BOX = (
    say("Put a cross in one box."),
    say("An empty paper is not counted as an answer."),
)


def judged(state: Asking, marks: Mapping[str, object]) -> Paper | Rejected:
    """The ballot for the urn, or why it does not count, by the rules that were sealed."""
    style = STYLES[state.rulebook.style]
    lines = state.sheet.lines
    found = style.check(
        marks,
        [line.project for line in lines],
        {line.project: line.cost for line in lines},
        state.pot,
        style_settings(state.rulebook),
    )
    if isinstance(found, Rejected):
        return found
    return Paper("counted", style.encode(found))


def rejected_paper(reason: str) -> Paper:
    """A rejected ballot as the urn keeps it: its reason, never its marks."""
    return Paper("rejected", reason)


def apply(sheet: Sheet, entry: BallotDrawnUp, _at: datetime) -> Sheet:
    """What the entry adds."""
    return replace(sheet, lines=entry.lines, seed=entry.seed)


def tell(entry: BallotDrawnUp, _state: Asking) -> Words:
    """The entry as a sentence of the minutes."""
    if not entry.seed:
        return several(
            "The ballot was drawn up with {n} answer.",
            "The ballot was drawn up with {n} answers.",
            len(entry.lines),
        )
    return several(
        "The ballot was drawn up with {n} project, in the order of the lot {seed}.",
        "The ballot was drawn up with {n} projects, in the order of the lot {seed}.",
        len(entry.lines),
        seed=entry.seed,
    )
