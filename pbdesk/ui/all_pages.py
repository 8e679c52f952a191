"""All pages, in the order of the evening. A file or folder that nobody lists fails a test."""

from __future__ import annotations

from pbdesk.ui.pages import (
    agenda,
    charter,
    equality,
    open_book,
    polls,
    proposals,
    question,
    response,
    result,
    tradeoffs,
)
from pbdesk.ui.pages.batches.page import BatchesPage
from pbdesk.ui.pages.door.page import DoorPage
from pbdesk.ui.pages.doubtful.page import DoubtfulPage
from pbdesk.ui.pages.own import OWN
from pbdesk.ui.pages.pack.page import PackPage
from pbdesk.ui.pages.papers.page import PapersPage
from pbdesk.ui.pages.record.page import RecordPage
from pbdesk.ui.pages.rulebook.page import RulebookPage
from pbdesk.ui.pages.start.begin import BeginPage
from pbdesk.ui.pages.start.page import StartPage
from pbdesk.ui.pages.start.unlock import UnlockPage
from pbdesk.ui.pages.tally.page import TallyPage
from pbdesk.ui.pages.verify.page import VerifyPage
from pbdesk.ui.render.page import rendered

__all__ = ["LOBBY", "PAGES"]

PAGES = (
    rendered(question.PAGE, OWN),
    rendered(charter.PAGE, OWN),
    RulebookPage,
    rendered(proposals.PAGE, OWN),
    rendered(agenda.PAGE, OWN),
    rendered(tradeoffs.PAGE, OWN),
    PapersPage,
    DoorPage,
    rendered(polls.PAGE, OWN),
    BatchesPage,
    DoubtfulPage,
    rendered(equality.PAGE, OWN),
    TallyPage,
    rendered(result.PAGE, OWN),
    PackPage,
    rendered(response.PAGE, OWN),
    rendered(open_book.PAGE, OWN),
    RecordPage,
)
"""The pages of an assembly."""

LOBBY = (StartPage, BeginPage, UnlockPage, VerifyPage)
"""The pages before one is open."""
