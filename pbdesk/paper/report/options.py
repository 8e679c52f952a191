"""Options: the proposals that did not reach the ballot, each with its reason.

And what doing nothing means.
"""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.paper.report.source import Source
from pbdesk.paper.typeset import Json, Section
from pbdesk.words import plain, say

__all__ = ["options"]


def options(source: Source) -> Sequence[Section]:
    """Every proposal without a line on the ballot, the reason its proposer was given.

    Last, doing nothing.
    """
    figures = source.figures
    pen = source.pen
    lines: list[Json] = [
        {
            "number": pen.number(o.number),
            "title": pen(o.title),
            "what": pen(say("{what}.", what=o.what)),
            "reason": pen(o.reason),
        }
        for o in figures.off_ballot
    ]
    nothing = say(
        "Nothing would change, and the whole pot of {pot} would be left. {leftover}",
        pot=figures.money(figures.pot),
        leftover=figures.poster.leftover or plain(""),
    )
    lines.append(
        {
            "number": "",
            "title": pen(say("Do nothing")),
            "what": pen(say("Always possible.")),
            "reason": pen(nothing),
        },
    )
    lead = (
        say(
            "Every other proposal that was handed in, and the reason its proposer was given.",
        )
        if figures.off_ballot
        else say("Every proposal that was handed in stood on the ballot.")
    )
    return [
        {
            "kind": "options",
            "name": "options",
            "title": pen(say("What did not reach the ballot")),
            "lead": pen(lead),
            "lines": lines,
        },
    ]
