"""The response form: for each item accept, accept in part or reject, reason, owner and day.

Signed once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pbdesk.assembly.figures import Figures, ProjectFigures, answer_by
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import Source
from pbdesk.paper.report.summary import items
from pbdesk.paper.typeset import Json
from pbdesk.words import Words, as_words, say

__all__ = ["response_form"]

_A_PAGE, _A_LARGE_PAGE = 3, 2


def response_form(source: Source) -> Sequence[Json]:
    """At most three items a page, two in large print.

    What the pot's sum is made of, the leftover too.
    """
    figures, pen = source.figures, source.pen
    lines, a_page = _lines(figures, pen), _A_LARGE_PAGE if source.large else _A_PAGE
    return [
        {
            "kind": "form",
            "name": "form",
            "sheets": [
                _sheet(figures, pen, lines[first:last], first + 1)
                for first, last in _pages(len(lines), a_page)
            ],
            "answers": [pen(say("Accept")), pen(say("Accept in part")), pen(say("Reject"))],
            "reason": pen(say("Reason")),
            "owner": pen(say("Owner")),
            "done": pen(say("Done by")),
            "signature": pen(say("Signature")),
            "date": pen(say("Date")),
            "office": pen(say("For {decider}, name and office", decider=figures.decider)),
        }
    ]


def _pages(lines: int, a_page: int) -> Iterator[tuple[int, int]]:
    """From which line to which each page goes.

    As few pages as it takes, the lines spread evenly over them.
    """
    pages = -(-lines // a_page)
    for page in range(pages):
        yield -(-lines * page // pages), -(-lines * (page + 1) // pages)


def _lines(figures: Figures, pen: Pen) -> list[Json]:
    found: list[Json] = [
        {
            "number": pen.number(p.item or 0),
            "title": pen(p.title),
            "words": pen(_told(figures, p)),
            "cost": pen.money(p.cost),
        }
        for p in figures.funded
    ]
    if figures.leftover:
        found.append(
            {
                "number": pen.number(items(figures)),
                "title": pen(say("What is left of the pot")),
                "words": pen(figures.leftover_words),
                "cost": pen.money(figures.leftover),
            }
        )
    return found


def _told(figures: Figures, project: ProjectFigures) -> Words:
    """What a project is, and each condition under which it was supported."""
    told = as_words(project.summary)
    for line in figures.deliberated.asked_on(project.id):
        told = say("{before} {condition}", before=told, condition=line.asked)
    return told


def _sheet(figures: Figures, pen: Pen, lines: list[Json], first: int) -> Json:
    last = first + len(lines) - 1
    title = (
        say("Response form, item {item}", item=first)
        if first == last
        else say("Response form, items {first} to {last}", first=first, last=last)
    )
    ends = last == items(figures)
    lead = (
        say("Signed once, below, for all items.")
        if ends
        else say("{by}. Signed once, on the last page of the form.", by=answer_by(figures))
    )
    return {"title": pen(title), "lead": pen(lead), "items": lines}
