"""Recent: assemblies that were open on this computer, as the start page lists them. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pbdesk.assembly.state import Assembly
from pbdesk.minutes.about import Named
from pbdesk.minutes.kinds import Kind
from pbdesk.minutes.steps import next_step
from pbdesk.words import Words, several

__all__ = ["Known", "Recent", "known", "put_back"]

type Known = Literal["under way", "declared", "handed over"]


@dataclass(frozen=True, slots=True)
class Recent:
    """An assembly that was open on this computer. `there` is whether its file can be found now."""

    path: str
    name: str
    day: date
    entries: int
    known: Known
    rehearsal: bool = False
    there: bool = True
    id: str = ""


def known(kind: Kind[Any], state: Named) -> Known:
    """How far a file is, in the three words of the list."""
    if next_step(kind.steps, state) is None:
        return "handed over"
    is_declared = isinstance(state, Assembly) and state.declared is not None
    if is_declared:
        return "declared"
    return "under way"


def put_back(recent: Recent, state: Named, entries: int) -> Words | None:
    """That a file holds less than when it was open here last; None where it does not."""
    if recent.id != state.about.id or entries >= recent.entries:
        return None
    return several(
        "This file ends at entry {here}. When it was open here last it had {n} entry more: an "
        "older copy was put back. Stop, and look for the newest; go on only when you know why.",
        "This file ends at entry {here}. When it was open here last it had {n} entries more: an "
        "older copy was put back. Stop, and look for the newest; go on only when you know why.",
        recent.entries - entries,
        here=entries,
    )
