"""Recent: assemblies that were open on this computer, as the start page lists them. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pbdesk.assembly.state import Assembly
from pbdesk.minutes.about import Named
from pbdesk.minutes.kinds import Kind
from pbdesk.minutes.steps import next_step

__all__ = ["Known", "Recent", "known"]

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


def known(kind: Kind[Any], state: Named) -> Known:
    """How far a file is, in the three words of the list."""
    if next_step(kind.steps, state) is None:
        return "handed over"
    is_declared = isinstance(state, Assembly) and state.declared is not None
    return "declared" if is_declared else "under way"
