"""Follow-up: when the assembly asks again, and a box an item for what was done by then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pbdesk.paper.report.source import Source
from pbdesk.paper.report.summary import items
from pbdesk.paper.typeset import Section
from pbdesk.words import Words, say

__all__ = ["follow_up"]


def follow_up(source: Source) -> Sequence[Section]:
    """The dates, and every item with boxes for done, partly and not done at each of them."""
    figures, pen = source.figures, source.pen
    first, second = figures.looks
    lines = list[tuple[str, str]]()
    for p in figures.funded:
        lines.append((pen.number(p.item or 0), pen(p.title)))
        lines += [(" ", pen(line.asked)) for line in figures.deliberated.asked_on(p.id)]
    if figures.leftover:
        lines.append((pen.number(items(figures)), pen(say("What is left of the pot"))))
    dates: list[tuple[Words, date]] = [
        (say("Answer to every item"), figures.answer_by),
        (say("First look"), first),
        (say("Second look"), second),
    ]
    return (
        [
            {
                "kind": "follow",
                "name": "follow-up",
                "title": pen(say("Follow-up")),
                "lead": pen(say("When it is asked what was done, as the sealed rulebook has it.")),
                "dates": [[pen(label), pen.day(day, weekday=True)] for label, day in dates],
                "heads": [pen(say("Item")), pen(say("First look")), pen(say("Second look"))],
                "answers": [pen(say("Done")), pen(say("Partly")), pen(say("Not"))],
                "items": [[number, title] for number, title in lines],
                "note": pen(
                    say(
                        "What is only partly done, or not done, is asked again. Whatever is not "
                        "answered stays open in "
                        "the record."
                    )
                ),
            }
        ]
        if lines
        else []
    )
