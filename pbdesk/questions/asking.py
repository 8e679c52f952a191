"""Asking: what the chapters of a question ask of the state of whatever kind of file asks it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, Self

from pbdesk.minutes.about import Minuted
from pbdesk.minutes.decision import Needs, Refusal
from pbdesk.minutes.entries import Id
from pbdesk.questions.box import Box
from pbdesk.questions.count import Count
from pbdesk.questions.declaration import Declaration
from pbdesk.questions.door import Door
from pbdesk.questions.hands import Hands
from pbdesk.questions.kiosk import Kiosk
from pbdesk.questions.limits import Placed
from pbdesk.questions.lot import Lot
from pbdesk.questions.papers import Papers
from pbdesk.questions.sealing import Rulebook
from pbdesk.questions.sheet import Sheet
from pbdesk.questions.slips import Slips
from pbdesk.questions.spares import Spares
from pbdesk.questions.staff import Staff
from pbdesk.questions.terms import Terms
from pbdesk.questions.vote import Vote
from pbdesk.voting.outcome import Outcome

if TYPE_CHECKING:
    from pbdesk.questions.parts import Question

__all__ = ["Asking", "Option"]


class Option(Protocol):
    """What may stand on the sheet: a project with its cost in minor units, or only a name."""

    @property
    def id(self) -> Id:
        """Its reference in the record."""
        ...

    @property
    def title(self) -> str:
        """As it will be printed."""
        ...

    @property
    def cost(self) -> int | None:
        """What it takes of the pot."""
        ...

    @property
    def person(self) -> bool:
        """Whether it is somebody who stands for election."""
        ...


class Asking(Minuted, Protocol):
    """The state of a file that asks a question."""

    @property
    def asked(self) -> Id:
        """The question that the state is turned to; empty where none is asked."""
        ...

    @property
    def order(self) -> tuple[Id, ...]:
        """The questions that stand, in their order."""
        ...

    @property
    def questions(self) -> Mapping[Id, Question]:
        """Every question that was ever asked."""
        ...

    def of(self, question: Id) -> Self:
        """The state turned to another question: all that is said of one is said of that one."""
        ...

    @property
    def round(self) -> str:
        """The round in which the question is asked."""
        ...

    @property
    def together(self) -> tuple[Self, ...]:
        """The state turned to each question of the round that is answered on a sheet."""
        ...

    @property
    def any_open(self) -> bool:
        """Whether any round is open now."""
        ...

    @property
    def over(self) -> bool:
        """Whether every round is closed."""
        ...

    @property
    def terms(self) -> Terms:
        """What is asked, of which kind, and what follows."""
        ...

    @property
    def rulebook(self) -> Rulebook:
        """The rules as given, and when they were sealed."""
        ...

    @property
    def pot(self) -> int:
        """The sum to give, minor units; 0 where nothing is given."""
        ...

    @property
    def door(self) -> Door:
        """Who may answer, and who was given what."""
        ...

    @property
    def sheet(self) -> Sheet:
        """The lines as they were drawn up."""
        ...

    @property
    def vote(self) -> Vote:
        """Whether the sheet is answered now."""
        ...

    @property
    def kiosk(self) -> Kiosk:
        """Which stubs were used on the screen."""
        ...

    @property
    def papers(self) -> Papers:
        """The papers as they are keyed."""
        ...

    @property
    def box(self) -> Box:
        """How far the papers are."""
        ...

    @property
    def hands(self) -> Hands:
        """What was counted in the open."""
        ...

    @property
    def slips(self) -> Slips:
        """What was added up of slips."""
        ...

    @property
    def spares(self) -> Spares:
        """The spares that were given out for spoilt sheets of the question."""
        ...

    @property
    def staff(self) -> Staff:
        """Who runs it, counts and signs, by their roles."""
        ...

    @property
    def lot(self) -> Lot:
        """The order in which equals go, once it is drawn."""
        ...

    @property
    def count(self) -> Count:
        """The sealed urn and the count."""
        ...

    @property
    def declaration(self) -> Declaration:
        """When the result was declared, and who objected."""
        ...

    @property
    def outcome(self) -> Outcome | None:
        """What the count found; None before it."""
        ...

    @property
    def options(self) -> tuple[Option, ...]:
        """What will stand on the sheet."""
        ...

    @property
    def part(self) -> bool:
        """Whether it is one hall of several: it gives sums, and the sum of all halls decides."""
        ...

    def settled(self) -> Refusal | None:
        """Why no question can be added or drawn up any more; None while it can."""
        ...

    def unready(self) -> Refusal | None:
        """Why the sheet cannot be drawn up yet."""
        ...

    def hindrances(self) -> Needs:
        """What of the options must still be said before anybody answers."""
        ...

    def placed(self) -> tuple[Placed, ...]:
        """Each option on the sheet with its category, and those it excludes."""
        ...
