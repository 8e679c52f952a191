"""All pages, in the order of the evening. A file or folder that nobody lists fails a test."""

from __future__ import annotations

from typing import Any

from pbdesk.minutes.kinds import Kind
from pbdesk.ui.pages import (
    agenda,
    arguments,
    bundle,
    case_report,
    caseanswer,
    casepack,
    cases,
    charter,
    combining,
    complaint,
    dots,
    doubtful,
    due,
    finding,
    followup,
    halls,
    hands,
    hearing,
    juryrules,
    lessons,
    matters,
    open_book,
    owed,
    panel,
    papers,
    polls,
    proposals,
    question,
    response,
    result,
    rulebook,
    scores,
    seating,
    slips,
    steering,
    tally,
    terms,
    tradeoffs,
    trades,
    way,
    whatif,
)
from pbdesk.ui.pages.ballots.page import BallotsPage
from pbdesk.ui.pages.batches import view as batches
from pbdesk.ui.pages.door.page import DoorPage
from pbdesk.ui.pages.own import OWN
from pbdesk.ui.pages.pack.page import PackPage
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.record.page import RecordPage
from pbdesk.ui.pages.start.begin import BeginPage
from pbdesk.ui.pages.start.hall import HallPage
from pbdesk.ui.pages.start.page import StartPage
from pbdesk.ui.pages.start.unlock import UnlockPage
from pbdesk.ui.pages.verify.page import VerifyPage
from pbdesk.ui.render.page import rendered

__all__ = ["LOBBY", "PAGES", "pages_of"]

_CASE = (
    complaint,
    terms,
    bundle,
    panel,
    hearing,
    scores,
    finding,
    case_report,
    caseanswer,
    followup,
    casepack,
)
"""The pages of a jury's case."""

_JURY = (juryrules, cases, due, lessons)
"""The pages of a jury's own file."""

PAGES = (
    rendered(question.PAGE, OWN),
    rendered(charter.PAGE, OWN),
    rendered(rulebook.PAGE, OWN),
    rendered(steering.PAGE, OWN),
    rendered(proposals.PAGE, OWN),
    rendered(agenda.PAGE, OWN),
    rendered(seating.PAGE, OWN),
    rendered(matters.PAGE, OWN),
    rendered(arguments.PAGE, OWN),
    rendered(dots.PAGE, OWN),
    rendered(tradeoffs.PAGE, OWN),
    rendered(trades.PAGE, OWN),
    rendered(whatif.PAGE, OWN),
    rendered(papers.PAGE, OWN),
    DoorPage,
    rendered(polls.PAGE, OWN),
    rendered(hands.PAGE, OWN),
    rendered(slips.PAGE, OWN),
    rendered(batches.PAGE, OWN),
    rendered(doubtful.PAGE, OWN),
    rendered(tally.PAGE, OWN),
    rendered(result.PAGE, OWN),
    PackPage,
    rendered(response.PAGE, OWN),
    rendered(owed.PAGE, OWN),
    rendered(open_book.PAGE, OWN),
    rendered(way.PAGE, OWN),
    rendered(halls.PAGE, OWN),
    rendered(combining.PAGE, OWN),
    *(rendered(each.PAGE, OWN) for each in _CASE),
    *(rendered(each.PAGE, OWN) for each in _JURY),
    RecordPage,
)
"""The pages of all kinds of file; each kind names its own."""

LOBBY = (StartPage, BeginPage, HallPage, UnlockPage, VerifyPage, BallotsPage)
"""The pages before one is open."""


def pages_of(kind: Kind[Any]) -> tuple[type[Page], ...]:
    """The pages of a kind of file, in the order in which they are listed here."""
    return tuple(page for page in PAGES if page.name in kind.pages)
