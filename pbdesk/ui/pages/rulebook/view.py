"""The rulebook: its clauses as they are filled in, the wall text as it grows.

And what is missing before the seal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.assembly import mandate, rulebook
from pbdesk.assembly.poster import Part, poster
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.clauses import shown
from pbdesk.ui.pages.wording import Answer, Question, Wording, place_in_step, questions
from pbdesk.words import Clock, Words, say, several

if TYPE_CHECKING:
    from pbdesk.ui.pages.here import Here

__all__ = ["RulebookView", "sentence_of", "view"]

_SENTENCE_OF: Mapping[str, Part] = MappingProxyType(
    {
        "people": "people",
        "staff": "people",
        "style": "ballot",
        "own": "ballot",
        "rule": "count",
        "least_share": "count",
        "threshold": "count",
        "threshold_of": "count",
        "leftover": "leftover",
        "quorum": "quorum",
    }
)
_LIMITS = frozenset({"categories", "pots", "pots_leftover", "exclusive", "partial"})


@dataclass(frozen=True, slots=True)
class RulebookView:
    """The rulebook's sheet, whether it can be sealed now, and its fingerprint once it was.

    8 groups of 4.
    """

    wording: Wording
    charter_is_open: bool
    fingerprint: tuple[str, ...]


def sentence_of(clause: str) -> Part | None:
    """The sentence of the poster that says what a clause is about; None where none does."""
    if clause.startswith("ballot."):
        return "ballot"
    if clause in _LIMITS or clause.startswith(("cap.", "floor.", "pot.")):
        return "money"
    return "count" if clause.startswith("count.") else _SENTENCE_OF.get(clause)


def view(state: Assembly, here: Here) -> RulebookView:
    """The rulebook as it stands; `here.chosen` is the clause whose field has the focus."""
    book, sealed = state.rulebook, state.rulebook.sealed
    clauses, currency = rulebook.clauses(book), state.mandate.currency
    wall, part = poster(state), sentence_of(here.chosen or "")
    wording = Wording(
        caption=place_in_step("prepare", tuple(c.name for c in clauses), here.chosen),
        answers=tuple(Answer(c, book.value(c), shown(c, book.value(c), currency)) for c in clauses),
        above=say("Sealed at {time}", time=Clock(sealed))
        if sealed
        else say("As it will hang on the wall"),
        sentences=wall.sentences,
        tinted=None if part is None else wall.place(part),
        open=() if sealed else (*_of_the_charter(state), *_of_the_rulebook(state)),
        note=_note(state),
        sealed=sealed,
    )
    return RulebookView(wording, bool(not sealed and mandate.missing(state)), book.fingerprint)


def _of_the_charter(state: Assembly) -> tuple[Question, ...]:
    n = len(mandate.missing(state))
    if not n:
        return ()
    return (
        Question(
            say("Charter"),
            several("{n} question is open there.", "{n} questions are open there.", n),
        ),
    )


def _of_the_rulebook(state: Assembly) -> tuple[Question, ...]:
    clauses = rulebook.clauses(state.rulebook)
    return questions(rulebook.unanswered(state), {c.name: c.label for c in clauses})


def _note(state: Assembly) -> Words:
    if state.rulebook.sealed:
        return say(
            "The same code stands on the wall poster and in the result. If one word were "
            "different, so would "
            "it be."
        )
    return say("Sealing fixes all this for good. Until then every change is in the record.")
