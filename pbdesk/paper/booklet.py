"""The booklet before the vote: how to fill in the ballot, then the projects in the lot's order.

Each project has the same room, so that none looks larger than another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pbdesk.canonical import Json
from pbdesk.i18n import Locale
from pbdesk.paper.document import document
from pbdesk.paper.pen import Pen
from pbdesk.paper.section import section
from pbdesk.paper.typeset import typeset
from pbdesk.questions.sheet import BallotLine
from pbdesk.voting.options import Settings
from pbdesk.voting.styles import STYLES
from pbdesk.words import Day, Sentences, Text, say

__all__ = ["booklet_data", "booklet_pdf"]


def booklet_pdf(
    lines: Sequence[BallotLine],
    *,
    style: str,
    settings: Settings,
    question: str,
    name: str,
    day: date,
    currency: str,
    locale: Locale,
    made: date,
    summaries: Mapping[str, Text],
    large: bool = False,
    rehearsal: bool = False,
) -> bytes:
    """The booklet as tagged PDF; `large`: in print of 18 pt.

    `summaries`: what each project is. Raises KeyError for a style that nobody knows.
    """
    return typeset(
        booklet_data(
            lines,
            style=style,
            settings=settings,
            question=question,
            name=name,
            day=day,
            currency=currency,
            locale=locale,
            made=made,
            summaries=summaries,
            large=large,
            rehearsal=rehearsal,
        ),
    )


def booklet_data(
    lines: Sequence[BallotLine],
    *,
    style: str,
    settings: Settings,
    question: str,
    name: str,
    day: date,
    currency: str,
    locale: Locale,
    made: date,
    summaries: Mapping[str, Text],
    large: bool = False,
    rehearsal: bool = False,
) -> dict[str, Json]:
    """Its words and sums, rendered for the reader."""
    pen = Pen(locale, currency)
    how = _how(style, settings, pen)
    booklet = section(
        pen,
        "booklet",
        "booklet",
        question,
        say("{name}, {day}", name=name, day=Day(day, weekday=True)),
        how=how,
        projects=pen(say("The projects, in the order of the lot")),
        lines=[
            _line(pen, line, summaries.get(line.project, "")) for line in lines
        ],
    )
    head = say("{name}. What you vote on", name=name)
    if rehearsal:
        head = say("{name}. Rehearsal: nothing here is decided.", name=name)
    return document(
        pen,
        title=say("What you vote on, {name}", name=name),
        name=name,
        running=head,
        made=made,
        sections=[booklet],
        large=large,
        rehearsal=rehearsal,
    )


def _how(style: str, settings: Settings, pen: Pen) -> Json:
    return {
        "title": pen(say("How to fill in the ballot")),
        "steps": [pen(words) for words in _steps(style, settings)],
    }


def _line(pen: Pen, line: BallotLine, summary: Text) -> Json:
    """A project as the booklet has it; without a sum where the vote is without money."""
    return {
        "code": line.code,
        "title": pen(line.title),
        "cost": _cost(line, pen),
        "words": pen(summary),
    }


def _cost(line: BallotLine, pen: Pen) -> str:
    if pen.currency:
        return pen.money(line.cost)
    return ""


def _steps(style: str, settings: Settings) -> Sentences:
    instruction, help_ = STYLES[style].question(settings)
    return (
        say("Take your paper where nobody looks on."),
        say("{instruction} {help}", instruction=instruction, help=help_),
        say("If you make a mistake, take a new paper."),
        say(
            "Fold it once, marks inside, and put it into the box yourself. Do not write your name.",
        ),
    )
