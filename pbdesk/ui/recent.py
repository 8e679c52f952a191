"""Recent: assemblies that were open on this computer, as the start page lists them. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.assembly.state import Assembly
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


def known(state: Assembly) -> Known:
    """How far an assembly is, in the three words of the list."""
    if state.handover.made and next_step(ASSEMBLY.steps, state) is None:
        return "handed over"
    return "declared" if state.declaration.declared else "under way"
