"""Follow-up: when the assembly asks again, and a box an item for what was done by then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pbdesk.assembly.figures import Figures
from pbdesk.canonical import Json
from pbdesk.paper.report.source import Source
from pbdesk.paper.report.summary import items
from pbdesk.paper.section import section
from pbdesk.paper.typeset import Section
from pbdesk.words import Words, say

__all__ = ["follow_up"]

_LEAD = say("When it is asked what was done, as the sealed rulebook has it.")
_ASKED_AGAIN = say(
    "What is only partly done, or not done, is asked again. Whatever is not "
    "answered stays open in "
    "the record.",
)


def follow_up(source: Source) -> Sequence[Section]:
    """The dates, and every item with boxes for done, partly and not done at each of them."""
    pen = source.pen
    lines = _items(source)
    if not lines:
        return []
    heads = say("Item"), say("First look"), say("Second look")
    answers = say("Done"), say("Partly"), say("Not")
    return [
        section(
            pen,
            "follow",
            "follow-up",
            say("Follow-up"),
            _LEAD,
            dates=_dates(source),
            heads=[pen(head) for head in heads],
            answers=[pen(answer) for answer in answers],
            items=lines,
            note=pen(_ASKED_AGAIN),
        ),
    ]


def _dates(source: Source) -> list[Json]:
    """When the answer is due, and when it is looked what was done."""
    figures = source.figures
    pen = source.pen
    first, second = figures.looks
    dates: list[tuple[Words, date]] = _days(figures, first, second)
    return [[pen(label), pen.day(day, weekday=True)] for label, day in dates]


def _days(
    figures: Figures,
    first: date,
    second: date,
) -> list[tuple[Words, date]]:
    return [
        (say("Answer to every item"), figures.answer_by),
        (say("First look"), first),
        (say("Second look"), second),
    ]


def _items(source: Source) -> list[Json]:
    """Each item with its number, its conditions below it; last what is left of the pot."""
    figures = source.figures
    pen = source.pen
    lines = list[Json]()
    for p in figures.funded:
        lines.append([pen.number(p.item or 0), pen(p.title)])
        lines += [
            [" ", pen(line.asked)]
            for line in figures.deliberated.asked_on(p.id)
        ]
    if figures.leftover:
        lines.append(
            [pen.number(items(figures)), pen(say("What is left of the pot"))],
        )
    return lines
