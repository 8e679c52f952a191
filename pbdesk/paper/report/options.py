"""Options: the proposals that did not reach the ballot, each with its reason.

And what doing nothing means.
"""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.assembly.figures import Figures, OffBallot
from pbdesk.canonical import Json
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.source import Source
from pbdesk.paper.section import section
from pbdesk.paper.typeset import Section
from pbdesk.words import Words, plain, say

__all__ = ["options"]


def options(source: Source) -> Sequence[Section]:
    """Every proposal without a line on the ballot, the reason its proposer was given.

    Last, doing nothing.
    """
    figures = source.figures
    pen = source.pen
    lines: list[Json] = [_line(pen, o) for o in figures.off_ballot]
    nothing = say(
        "Nothing would change, and the whole pot of {pot} would be left. {leftover}",
        pot=figures.money(figures.pot),
        leftover=figures.poster.leftover or plain(""),
    )
    lines.append(
        _do_nothing(pen, nothing),
    )
    lead = _lead(figures)
    return [
        section(
            pen,
            "options",
            "options",
            say("What did not reach the ballot"),
            lead,
            lines=lines,
        ),
    ]


def _lead(figures: Figures) -> Words:
    if figures.off_ballot:
        return say(
            "Every other proposal that was handed in, and the reason its proposer was given.",
        )
    return say("Every proposal that was handed in stood on the ballot.")


def _do_nothing(pen: Pen, nothing: Words) -> Json:
    return {
        "number": "",
        "title": pen(say("Do nothing")),
        "what": pen(say("Always possible.")),
        "reason": pen(nothing),
    }


def _line(pen: Pen, o: OffBallot) -> Json:
    return {
        "number": pen.number(o.number),
        "title": pen(o.title),
        "what": pen(say("{what}.", what=o.what)),
        "reason": pen(o.reason),
    }
