"""The way of one worry as a sheet: what was said, asked, answered and found, day by day."""

from __future__ import annotations

from pbdesk.assembly.state import Assembly
from pbdesk.assembly.supplements import last_code
from pbdesk.assembly.way import ENDS, Followed, WayStep, ended, way
from pbdesk.i18n import Locale
from pbdesk.paper.case.flow import Flow
from pbdesk.words import Day, Words, plain, say

__all__ = ["way_pdf"]


def way_pdf(state: Assembly, subject: Followed, *, locale: Locale) -> bytes:
    """A condition, a worry or a project, from the table to the last look, with the newest code."""
    about = _whose(state, subject)
    flow = Flow(_title(subject), about, locale=locale, code=last_code(state))
    flow.text(
        say("How far it came: {end}", end=ENDS[ended(state, subject)]),
        bold=True,
    )
    for step in way(state, subject):
        _step(flow, step)
    return flow.pdf()


def _whose(state: Assembly, subject: Followed) -> Words:
    return say(
        "{name}: {title}",
        name=state.mandate.name,
        title=_about(state, subject),
    )


def _step(flow: Flow, step: WayStep) -> None:
    day = Day(step.day)
    told = (
        step.what
        if step.who is None
        else say("{what}, {who}", what=step.what, who=step.who)
    )
    label = say("{day}: {what}", day=day, what=told)
    if step.words is None:
        flow.text(label, bold=True)
    else:
        flow.said(label, step.words)


def _title(subject: Followed) -> Words:
    match subject.kind:
        case "condition" if subject.condition is not None:
            return say("The way of condition {n}", n=subject.condition.number)
        case "worry":
            return say("The way of a worry")
        case "matter":
            return say("The way of what was asked together")
        case _:
            return say("The way of a project")


def _about(state: Assembly, subject: Followed) -> Words:
    """The project, and the words that are followed."""
    title = state.subjects.get(subject.project, "")
    if subject.kind == "project":
        return plain(title)
    if subject.kind == "matter":
        return subject.title
    return say("{words} ({source})", words=subject.title, source=title)
