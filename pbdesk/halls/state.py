"""State: a parent as it stands. It asks and seals as an assembly does, and never meets itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pbdesk.assembly.mandate import ROLES as OF_THE_FILE
from pbdesk.assembly.state import Assembly
from pbdesk.halls.named import ROLES, Halls
from pbdesk.minutes.clauses import Clause
from pbdesk.minutes.decision import Missing, Needs, Refusal
from pbdesk.words import Words, say

__all__ = ["Parent"]

_WHERE_ANSWERS_GO = ("office", "return_address", "contact")


@dataclass(frozen=True, slots=True)
class Parent(Assembly):
    """One vote in several halls: what an assembly asks and seals, and the halls beside it."""

    halls: Halls = Halls()

    @property
    def roles(self) -> tuple[Clause, ...]:
        """Where the answer goes; who counts and signs is each hall's own."""
        return tuple(
            each for each in OF_THE_FILE if each.name in _WHERE_ANSWERS_GO
        )

    @property
    def signers(self) -> Mapping[str, Words]:
        """Who signs the sum."""
        return MappingProxyType(
            {who: ROLES[who] for who in self.halls.combiners},
        )

    @property
    def signs(self) -> tuple[Clause, ...]:
        """Who counts and signs is each hall's own."""
        return ()

    def settled(self) -> Refusal | None:
        """Why questions and options cannot change any more: halls began from the export."""
        if not self.halls.digest:
            return None
        return Refusal(
            say("The export was made, and halls may have begun from it."),
            say("Begin another file where it has to be different."),
        )

    def unasked(self) -> Needs:
        """Hands and slips are added up in the room where they are raised, so halls have sheets."""
        if self.terms.way == "sheet":
            return ()
        return (self._not_on_a_sheet,)

    @property
    def _not_on_a_sheet(self) -> Missing:
        return Missing(
            say(
                "Question {number} is not answered on a sheet.",
                number=self.asked,
            ),
            say(
                "In several halls every question is answered on a sheet; ask by hands or slips "
                "in a file of the hall's own.",
            ),
            "rulebook",
            "way",
            question=self.asked,
        )
