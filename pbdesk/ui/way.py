"""The way through, as rail and header show it.

The steps that have pages, their shapes and words, and what is saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pbdesk.app.desk import OpenFile
from pbdesk.minutes.about import About
from pbdesk.minutes.kinds import Kind
from pbdesk.minutes.steps import Progress, StepState, step_state
from pbdesk.ui import icons
from pbdesk.ui.icons import Shape
from pbdesk.ui.widgets.header import NOT_SAVED, SAVED
from pbdesk.ui.widgets.rail import Step, StepPage
from pbdesk.words import Day, Words, plain, say, several

__all__ = ["RECORD", "first_page", "onward", "place_and_day", "rail_steps", "saved", "window_title"]

RECORD = "record"
"""The page beside the way: the minutes."""

_SHAPES: dict[Progress, Shape] = {
    Progress.NOT_STARTED: icons.NOT_STARTED,
    Progress.UNDER_WAY: icons.UNDER_WAY,
    Progress.ATTENTION: icons.ATTENTION,
    Progress.DONE: icons.DONE,
    Progress.SEALED: icons.SEALED,
}
_HEARD: dict[Progress, Words | str] = {
    Progress.NOT_STARTED: "",
    Progress.UNDER_WAY: say("under way"),
    Progress.ATTENTION: say("needs attention"),
    Progress.DONE: say("done"),
    Progress.SEALED: "",  # the note says it already: "Not started", "Sealed"
}


def rail_steps(file: OpenFile[Any], labels: Mapping[str, Words]) -> tuple[Step, ...]:
    """The steps of which at least one page exists, and the record.

    `labels` are the pages there are, by name.
    """
    steps = tuple(
        _rail_step(step_state(step, file.state), labels)
        for step in file.kind.steps
        if labels.keys() & set(step.pages)
    )
    if RECORD not in labels:
        return steps
    shape = Shape("scroll-text", "second")
    return (
        *steps,
        Step(
            RECORD,
            labels[RECORD],
            shape,
            several("{n} entry", "{n} entries", file.entries),
            aside=True,
        ),
    )


def _rail_step(found: StepState[Any], labels: Mapping[str, Words]) -> Step:
    pages = tuple(StepPage(name, labels[name]) for name in found.step.pages if name in labels)
    key = pages[0].key if len(pages) == 1 else f"step/{found.step.name}"
    return Step(
        key, found.step.label, _SHAPES[found.progress], found.note, _HEARD[found.progress], pages
    )


def first_page(kind: Kind[Any], key: str, labels: Mapping[str, Words]) -> str:
    """The page that a key of the rail leads to: itself, or the first page of its step."""
    name = key.removeprefix("step/")
    if name == key:
        return key
    return next(
        page for step in kind.steps if step.name == name for page in step.pages if page in labels
    )


def onward(
    file: OpenFile[Any], found: StepState[Any] | None, here: str, labels: Mapping[str, Words]
) -> tuple[Words, Words] | None:
    """Where the way goes on, as the rail calls it, and what waits there.

    None where the person stands there already: the page itself says what to do.
    """
    if found is None or found.missing[0].page == here:
        return None
    step, page = found.step, found.missing[0].page
    name = step.label if len(step.pages) == 1 else labels[page]
    return say("Go to {page}", page=name), step.go(file.state)


def place_and_day(about: About) -> Words:
    """Where and when they meet."""
    day = Day(about.day, weekday=True)
    return (
        say("{place}, {day}", place=about.place, day=day) if about.place else say("{day}", day=day)
    )


def saved(desk: OpenFile[Any], page: str) -> tuple[Words, Shape]:
    """What is saved, in words and shape; a draft is told of on the page it belongs to."""
    if desk.saving:
        return say("Saving"), icons.UNDER_WAY
    if desk.trouble is not None:
        return desk.trouble, NOT_SAVED
    if any(key.startswith(f"form/{page}/") for key in desk.state.drafts):
        return say("Draft kept, not recorded"), icons.CHANGED
    return say("All saved, entry {n}", n=desk.entries), SAVED


def window_title(about: About | None) -> Words:
    """What the system's list of windows says."""
    if about is None:
        return plain("pbdesk")
    name = say("{name}, rehearsal", name=about.name) if about.rehearsal else about.name
    return say("{name} – pbdesk", name=name)
