"""Steps: the way through the file of a vote in several halls, to the export."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pbdesk.assembly.steps import STEPS as OF_AN_ASSEMBLY
from pbdesk.halls import named
from pbdesk.minutes.steps import Progress, Step
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.halls.state import Parent

__all__ = ["STEPS"]


def _halls(state: Parent) -> Progress:
    if state.halls.digest:
        return Progress.SEALED
    if state.halls.by_id:
        return Progress.UNDER_WAY
    return Progress.NOT_STARTED


def _note(state: Parent) -> Words:
    n = len(state.halls.by_id)
    if state.halls.digest:
        return say("Exported for {n} halls", n=n)
    return several("{n} hall named", "{n} halls named", n)


def _go(state: Parent) -> Words:
    first = next(iter(named.missing(state)), None)
    if first is None:
        return say("Make the export")
    return say("Name the halls")


_PREPARE, _IDEAS, *_ = OF_AN_ASSEMBLY

STEPS: tuple[Step[Parent], ...] = (
    replace(_PREPARE, pages=("question", "charter", "rulebook")),
    _IDEAS,
    Step(
        "halls",
        say("Halls"),
        ("halls", "combining"),
        named.missing,
        _halls,
        _note,
        _go,
    ),
)
"""What is asked and sealed as in an assembly, then the halls."""
