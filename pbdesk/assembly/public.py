"""Public: what the room may see. Built from the state by construction without people, marks or running counts.

`Figures` are in it only after the declaration.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pbdesk.assembly.figures import Figures, figures
from pbdesk.assembly.rulebook import sentences, style_settings
from pbdesk.voting.styles import STYLES
from pbdesk.words import Words

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = ["Public", "PublicProject", "public"]


@dataclass(frozen=True, slots=True)
class PublicProject:
    """A line of the ballot. `cost` is minor units."""

    code: str
    title: str
    summary: str
    cost: int


@dataclass(frozen=True, slots=True)
class Public:
    """The room's view of the assembly."""

    name: str
    place: str
    question: str
    currency: str
    pot: int
    rehearsal: bool
    sentences: tuple[Words, ...]
    fingerprint: tuple[str, ...]
    sealed_at: datetime | None
    style: str
    instruction: Words
    help: Words
    projects: tuple[PublicProject, ...]
    vote_open: bool
    vote_closed: datetime | None
    counting: bool
    result: Figures | None


def public(state: Assembly) -> Public:
    """What may be projected now."""
    instruction, help_ = STYLES[state.rulebook.style].question(style_settings(state.rulebook))
    return Public(
        name=state.mandate.name, place=state.mandate.place, question=state.mandate.question,
        currency=state.mandate.currency, pot=state.mandate.pot, rehearsal=state.mandate.rehearsal,
        sentences=sentences(state), fingerprint=state.rulebook.fingerprint, sealed_at=state.rulebook.sealed,
        style=state.rulebook.style, instruction=instruction, help=help_,
        projects=tuple(PublicProject(line.code, line.title, str(state.ideas.by_id[line.project].summary), line.cost)
                       for line in state.vote.lines),
        vote_open=state.vote.is_open, vote_closed=state.vote.closed,
        counting=state.vote.closed is not None and state.count.counted is None,
        result=figures(state) if state.declaration.declared and state.outcome else None)
