"""Steps: one way through a file, of whatever kind.

Rail, header and pages read the same lists of what is missing.
A step's state is the first that holds: needs attention, sealed, done, under way, not started.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from pbdesk.minutes.decision import Needs
from pbdesk.words import Words, say

__all__ = ["Progress", "Step", "StepState", "next_step", "step_state"]


class Progress(Enum):
    """How far a step is; the shape says it, and the words."""

    NOT_NEEDED = "not-needed"
    NOT_STARTED = "not-started"
    UNDER_WAY = "under-way"
    ATTENTION = "attention"
    DONE = "done"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Step[S]:
    """A step of the way with its pages, what it still needs, and what waits there.

    `note(state)` is the line under its name once it is under way or done; `go(state)` what is to be
    done there next. `shows(state, page)`: whether this file needs that page.
    """

    name: str
    label: Words
    pages: tuple[str, ...]
    missing: Callable[[S], Needs]
    progress: Callable[[S], Progress]
    note: Callable[[S], Words]
    go: Callable[[S], Words]
    shows: Callable[[S, str], bool] = lambda _state, _page: True

    def shown(self, state: S) -> tuple[str, ...]:
        """The pages that this file needs."""
        return tuple(page for page in self.pages if self.shows(state, page))


@dataclass(frozen=True, slots=True)
class StepState[S]:
    """What rail and header show of a step."""

    step: Step[S]
    progress: Progress
    note: Words
    missing: Needs


def step_state[S](step: Step[S], state: S) -> StepState[S]:
    """What rail and header show of a step now."""
    progress = step.progress(state)
    note = (
        say("Not started")
        if progress is Progress.NOT_STARTED
        else step.note(state)
    )
    return StepState(step, progress, note, step.missing(state))


def next_step[S](steps: Iterable[Step[S]], state: S) -> StepState[S] | None:
    """The first step that still needs something: where the header's button leads.

    None when all is handed over.
    """
    return next(
        (
            found
            for found in (step_state(step, state) for step in steps)
            if found.missing
        ),
        None,
    )
