"""The way through, as rail and header show it.

The steps that have pages, their shapes and words, and what is saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pbdesk.app.desk import OpenFile
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.about import About
from pbdesk.minutes.steps import Progress, StepState, step_state
from pbdesk.minutes.steps import Step as Way
from pbdesk.ui import icons
from pbdesk.ui.icons import Shape
from pbdesk.ui.widgets.header import NOT_SAVED, SAVED
from pbdesk.ui.widgets.rail import Step, StepPage
from pbdesk.words import Day, Words, plain, say, several

__all__ = [
    "RECORD",
    "first_page",
    "onward",
    "pages_shown",
    "place_and_day",
    "question_shown",
    "rail_steps",
    "saved",
    "window_title",
]

RECORD = "record"
"""The page beside the way: the minutes."""

_SHAPES: dict[Progress, Shape] = {
    Progress.NOT_NEEDED: icons.NOT_STARTED,
    Progress.NOT_STARTED: icons.NOT_STARTED,
    Progress.UNDER_WAY: icons.UNDER_WAY,
    Progress.ATTENTION: icons.ATTENTION,
    Progress.DONE: icons.DONE,
    Progress.SEALED: icons.SEALED,
}
_HEARD: dict[Progress, Words | str] = {
    Progress.NOT_NEEDED: "",
    Progress.NOT_STARTED: "",
    Progress.UNDER_WAY: say("under way"),
    Progress.ATTENTION: say("needs attention"),
    Progress.DONE: say("done"),
    Progress.SEALED: "",  # the note says it already: "Not started", "Sealed"
}


def rail_steps(
    file: OpenFile[Any],
    labels: Mapping[str, Words],
) -> tuple[Step, ...]:
    """The steps of which at least one page exists, and the record; none that is not needed.

    `labels` are the pages there are, by name.
    """
    found = (step_state(step, file.state) for step in file.kind.steps)
    steps = tuple(
        _rail_step(each, pages)
        for each in found
        if each.progress is not Progress.NOT_NEEDED
        and (pages := _pages(each.step, file.state, labels))
    )
    if RECORD not in labels:
        return steps
    return (*steps, _record(labels[RECORD], file.entries))


def _record(label: Words, entries: int) -> Step:
    shape = Shape("scroll-text", "second")
    told = several("{n} entry", "{n} entries", entries)
    return Step(RECORD, label, shape, told, aside=True)


def _pages(
    step: Way[Any],
    state: Any,
    labels: Mapping[str, Words],
) -> tuple[StepPage, ...]:
    return tuple(
        StepPage(name, labels[name])
        for name in step.shown(state)
        if name in labels
    )


def pages_shown(file: OpenFile[Any]) -> frozenset[str]:
    """The pages that this file needs: those of its steps, and those that stand beside them."""
    away = {
        page
        for step in file.kind.steps
        for page in set(step.pages) - set(step.shown(file.state))
    }
    return frozenset(file.kind.pages) - away


def _rail_step(found: StepState[Any], pages: tuple[StepPage, ...]) -> Step:
    key = pages[0].key if len(pages) == 1 else f"step/{found.step.name}"
    return Step(
        key,
        found.step.label,
        _SHAPES[found.progress],
        found.note,
        _HEARD[found.progress],
        pages,
    )


def first_page(
    file: OpenFile[Any],
    key: str,
    labels: Mapping[str, Words],
) -> str:
    """The page that a key of the rail leads to: itself, or the first page of its step."""
    name = key.removeprefix("step/")
    if name == key:
        return key
    step = next(step for step in file.kind.steps if step.name == name)
    return next(page for page in step.shown(file.state) if page in labels)


def onward(
    file: OpenFile[Any],
    found: StepState[Any] | None,
    here: str,
    labels: Mapping[str, Words],
) -> tuple[Words, Words] | None:
    """Where the way goes on, as the rail calls it, and what waits there.

    None where the person stands there already: the page itself says what to do.
    """
    if found is None or (
        found.missing[0].page == here and not _elsewhere(file, found)
    ):
        return None
    step = found.step
    page = found.missing[0].page
    name = step.label if len(step.shown(file.state)) == 1 else labels[page]
    return say("Go to {page}", page=name), _waits(file, found)


def _waits(file: OpenFile[Any], found: StepState[Any]) -> Words:
    """What waits there; of another question than the one shown, with its number."""
    waits = found.step.go(file.state)
    if not _elsewhere(file, found):
        return waits
    number = found.missing[0].question
    return say("Question {number}: {what}", number=number, what=waits)


def _elsewhere(file: OpenFile[Any], found: StepState[Any]) -> bool:
    """Whether it is about another question than the one that is shown."""
    about = found.missing[0].question
    return bool(about) and about != _asked(file)


def _asked(file: OpenFile[Any]) -> str:
    return file.kind.turned_to(file.state).get("question", "")


def question_shown(state: Assembly) -> tuple[Words | None, str]:
    """Which of several questions the window is turned to, and its id; None where it is the one.

    Slips of who came do not make a question one of several.
    """
    others = [
        each for each in state.order if not state.questions[each].terms.of.items
    ]
    if len(others) < 2 and not state.terms.of.items:
        return None, state.asked
    return _numbered(state), state.asked


def _numbered(state: Assembly) -> Words:
    """The question with its number; of how many, unless one before it was taken out."""
    n, of = state.asked, len(state.order)
    wording = _wording(state)
    if n != str(state.order.index(n) + 1):
        return say("Question {n}: {wording}", n=n, wording=wording)
    return say("Question {n} of {all}: {wording}", n=n, all=of, wording=wording)


def _wording(state: Assembly) -> Words:
    if state.terms.wording:
        return plain(state.terms.wording)
    return state.terms.of.label


def place_and_day(about: About) -> Words:
    """Where and when they meet."""
    day = Day(about.day, weekday=True)
    if about.place:
        return say("{place}, {day}", place=about.place, day=day)
    return say("{day}", day=day)


def saved(desk: OpenFile[Any], page: str) -> tuple[Words, Shape]:
    """What is saved, in words and shape; a draft is told of on the page it belongs to."""
    if desk.saving:
        return say("Saving"), icons.UNDER_WAY
    if desk.trouble is not None:
        return desk.trouble, NOT_SAVED
    if _draft_kept(desk, page):
        return say("Draft kept, not recorded"), icons.CHANGED
    return say("All saved, entry {n}", n=desk.entries), SAVED


def _draft_kept(desk: OpenFile[Any], page: str) -> bool:
    of_page = (f"form/{page}/", f"form/{_asked(desk)}/{page}/")
    return any(key.startswith(of_page) for key in desk.state.drafts)


def window_title(about: About | None) -> Words:
    """What the system's list of windows says."""
    if about is None:
        return plain("pbdesk")
    if not about.rehearsal:
        return say("{name} – pbdesk", name=about.name)
    rehearsal = say("{name}, rehearsal", name=about.name)
    return say("{name} – pbdesk", name=rehearsal)
