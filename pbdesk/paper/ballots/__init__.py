"""Ballot papers: one file a style; the same codes in the same order in standard and in large print.

A paper is one sheet, on one side or both (eight lines with a word on each, then closer together in
columns); `needed` says which sheet a ballot of some length takes, and refuses loose ones. The
control number stands on the stub only, above the cut line; the paper below carries none. Money is
integer minor units of `currency`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from pbdesk.i18n import Locale
from pbdesk.paper.ballots.approval import approval
from pbdesk.paper.ballots.formats import EDITIONS, FORMATS, SIDES, Needed
from pbdesk.paper.ballots.numeric import points, scores
from pbdesk.paper.ballots.ordinal import ordinal
from pbdesk.paper.ballots.paper import Layout, Paper
from pbdesk.paper.ballots.quadratic import quadratic
from pbdesk.paper.ballots.row import PRINTS, BoxRow
from pbdesk.paper.ballots.specimen import example, invented
from pbdesk.questions.sheet import BallotLine
from pbdesk.voting.options import Settings
from pbdesk.voting.profile import Marks
from pbdesk.voting.styles import STYLES
from pbdesk.words import Text, Words, say

__all__ = ["BALLOTS", "FORMATS", "Needed", "ballot_pdf", "needed"]

BALLOTS: Mapping[str, Callable[[Any], Layout]] = MappingProxyType(
    {
        "approval": approval,
        "ordinal": ordinal,
        "quadratic": quadratic,
        "cumulative": points,
        "scoring": scores,
    },
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
    giant: bool = False,
    control: Sequence[str] = (),
    rehearsal: bool = False,
    summaries: Mapping[str, Text] = _NONE,
    on: str = "a4",
    also: Locale | None = None,
    practice: bool = False,
    rules: Sequence[str] = (),
    force: Words | None = None,
) -> bytes:
    """The papers with these control numbers, one each.

    Without any, one specimen with invented names, filled in as an example; or, `practice`, one to
    try the pen on. `summaries` (project -> one line on what it is) stand under the names where
    there is room. `large` is print of 18 pt; `giant` of 28, one copy to read from that is never
    cast. `on`: the sheet, one of `FORMATS`. `also`: the language in which the instructions stand a
    second time. `rules`: the groups of their fingerprint. An empty `currency`: a vote without
    money. Raises KeyError for a style or a sheet that nobody knows.
    """
    instead = _GIANT if giant else _instead(control, practice=practice)
    if instead in (_PRACTICE, _SPECIMEN):
        lines = invented(currency or "GBP", locale)
        summaries = _NONE
    layout = BALLOTS[style](settings)
    marks = example(style, settings, lines) if instead is _SPECIMEN else None
    edition = _edition(large=large, giant=giant)
    paper = Paper(
        lines=tuple(lines),
        layout=_read_only(layout) if giant else layout,
        asked=STYLES[style].question(settings),
        question=question,
        name=name,
        day=day,
        currency=currency,
        locale=locale,
        form=PRINTS[edition],
        on=FORMATS[on],
        edition=EDITIONS[edition],
        rehearsal=rehearsal,
        summaries=summaries,
        marks=marks,
        read_out=_read_out(style, settings, lines, marks),
        instead=instead,
        also=also,
        asks_money=bool(currency),
        rules=tuple(rules),
        force=force,
    )
    return paper.pdf(() if giant else control)


def _edition(*, large: bool, giant: bool) -> str:
    """Which print it is; `giant` is larger than `large`."""
    if giant:
        return "giant"
    return "large" if large else "standard"


def _instead(
    control: Sequence[str],
    *,
    practice: bool,
) -> tuple[Words, Words] | None:
    """What is printed instead of papers where there are no control numbers."""
    if control:
        return None
    return _PRACTICE if practice else _SPECIMEN


def _read_out(
    style: str,
    settings: Settings,
    lines: Sequence[BallotLine],
    marks: Marks | None,
) -> Words | None:
    """An example's marks in words; None where nothing is marked."""
    if not marks:
        return None
    codes: dict[str, str] = {line.project: line.code for line in lines}
    return STYLES[style].words(marks, codes, settings)


def _read_only(layout: Layout) -> Layout:
    """The same without boxes to cross: nobody marks a copy that is read from."""
    if not isinstance(layout.row, BoxRow):
        return layout
    return replace(
        layout,
        row=replace(layout.row, boxed=False),
        head=None,
        total=None,
    )


_SPECIMEN = (
    say("Specimen"),
    say(
        "To look at before the vote. The projects are invented. It is not a ballot paper and is "
        "not counted.",
    ),
)
_PRACTICE = (
    say("Practice paper"),
    say(
        "To try the pen on. The projects are invented. It is not counted: throw it away.",
    ),
)


_GIANT = (
    say("To read from: giant print"),
    say("Mark your own paper, or ask for help. This copy is not cast."),
)


@lru_cache(maxsize=64)
def needed(
    lines: tuple[BallotLine, ...],
    *,
    style: str,
    settings: Settings,
    question: str,
    name: str,
    day: date,
    currency: str,
    locale: Locale,
    on: tuple[str, ...] = ("a4", "a3"),
    large: bool = False,
    rules: tuple[str, ...] = (),
    force: Words | None = None,
) -> Needed:
    """The first of these sheets on which such a ballot is one sheet, and its printed sides.

    A page asks it at every look, so that each ballot is laid out once.
    """
    edition = "large" if large else "standard"
    for sheet in on:
        paper = Paper(
            lines=lines,
            layout=BALLOTS[style](settings),
            asked=STYLES[style].question(settings),
            question=question,
            name=name,
            day=day,
            currency=currency,
            locale=locale,
            form=PRINTS[edition],
            on=FORMATS[sheet],
            edition=EDITIONS[edition],
            rehearsal=False,
            summaries=_NONE,
            marks=None,
            read_out=None,
            asks_money=bool(currency),
            rules=rules,
            force=force,
        )
        _, pages = paper.laid
        if len(pages) <= SIDES:
            return Needed(sheet, len(pages), len(lines))
    return Needed(None, 0, len(lines))
