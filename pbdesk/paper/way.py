"""The way of one worry as a sheet: what was said, asked, answered and found, day by day."""

from __future__ import annotations

from pbdesk.assembly.conditions import Condition
from pbdesk.assembly.deliberated import condition_line
from pbdesk.assembly.state import Assembly
from pbdesk.assembly.supplements import last_code
from pbdesk.assembly.way import way
from pbdesk.i18n import Locale
from pbdesk.paper.case.flow import Flow
from pbdesk.words import Day, say

__all__ = ["way_pdf"]


def way_pdf(state: Assembly, condition: Condition, *, locale: Locale) -> bytes:
    """One condition, from the table to the last look, with the newest pack's code."""
    line = condition_line(state, condition)
    title = say("The way of condition {n}", n=condition.number)
    about = say("{name}: {title}", name=state.mandate.name, title=line.title)
    flow = Flow(title, about, locale=locale, code=last_code(state))
    for step in way(state, condition):
        day = Day(step.day)
        told = step.what if step.who is None else say("{what}, {who}", what=step.what, who=step.who)
        label = say("{day}: {what}", day=day, what=told)
        if step.words is None:
            flow.text(label, bold=True)
        else:
            flow.said(label, step.words)
    return flow.pdf()
