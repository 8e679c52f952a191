"""Ballot papers: one file a style; the same codes in the same order in standard and in large print.

A paper is one A4 page where its lines fit (eight with a word on each, then closer together in two
columns); longer ballots go on, and every page says which it is. The control number stands on the
stub only, above the cut line; the paper below carries none. Money is integer minor units of
`currency`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from pbdesk.i18n import Locale
from pbdesk.paper.ballots.approval import approval
from pbdesk.paper.ballots.numeric import points, scores
from pbdesk.paper.ballots.ordinal import ordinal
from pbdesk.paper.ballots.paper import Layout, Paper
from pbdesk.paper.ballots.quadratic import quadratic
from pbdesk.paper.ballots.specimen import example, invented
from pbdesk.questions.sheet import BallotLine
from pbdesk.voting.options import Settings
from pbdesk.voting.styles import STYLES
from pbdesk.words import Words

__all__ = ["BALLOTS", "ballot_pdf"]

BALLOTS: Mapping[str, Callable[[Any], Layout]] = MappingProxyType(
    {
        "approval": approval,
        "ordinal": ordinal,
        "quadratic": quadratic,
        "cumulative": points,
        "scoring": scores,
    }
)
"""How each style's line looks under its settings, by the name of the style."""

_NONE: Mapping[str, str] = MappingProxyType({})


def ballot_pdf(
    lines: Sequence[BallotLine],
    *,
    style: str,
    settings: Settings,
    question: str,
    name: str,
    day: date,
    currency: str,
    locale: Locale,
    large: bool = False,
    control: Sequence[str] = (),
    rehearsal: bool = False,
    summaries: Mapping[str, str | Words] = _NONE,
) -> bytes:
    """The papers with these control numbers, one each.

    Without any, one specimen with invented names. `summaries` (project -> one line on what it is)
    stand under the names where there is room. Raises KeyError for a style that nobody knows.
    """
    specimen = not control
    if specimen:
        lines, summaries = invented(currency, locale), _NONE
    marks = example(style, settings, lines) if specimen else None
    paper = Paper(
        lines=tuple(lines),
        layout=BALLOTS[style](settings),
        asked=STYLES[style].question(settings),
        question=question,
        name=name,
        day=day,
        currency=currency,
        locale=locale,
        large=large,
        rehearsal=rehearsal,
        summaries=summaries,
        marks=marks,
        read_out=STYLES[style].words(marks, {line.project: line.code for line in lines}, settings)
        if marks
        else None,
    )
    return paper.pdf(control)
