"""The pages: one folder a page, listed here in the order of the evening.

A folder that nobody lists fails a test.
"""

from pbdesk.ui.pages.agenda.page import AgendaPage
from pbdesk.ui.pages.batches.page import BatchesPage
from pbdesk.ui.pages.charter.page import CharterPage
from pbdesk.ui.pages.door.page import DoorPage
from pbdesk.ui.pages.doubtful.page import DoubtfulPage
from pbdesk.ui.pages.equality.page import EqualityPage
from pbdesk.ui.pages.pack.page import PackPage
from pbdesk.ui.pages.papers.page import PapersPage
from pbdesk.ui.pages.polls.page import PollsPage
from pbdesk.ui.pages.proposals.page import ProposalsPage
from pbdesk.ui.pages.record.page import RecordPage
from pbdesk.ui.pages.result.page import ResultPage
from pbdesk.ui.pages.rulebook.page import RulebookPage
from pbdesk.ui.pages.start.begin import BeginPage
from pbdesk.ui.pages.start.page import StartPage
from pbdesk.ui.pages.start.unlock import UnlockPage
from pbdesk.ui.pages.tally.page import TallyPage
from pbdesk.ui.pages.tradeoffs.page import TradeOffsPage
from pbdesk.ui.pages.verify.page import VerifyPage

__all__ = ["LOBBY", "PAGES"]

PAGES = (
    CharterPage,
    RulebookPage,
    ProposalsPage,
    AgendaPage,
    TradeOffsPage,
    PapersPage,
    DoorPage,
    PollsPage,
    BatchesPage,
    DoubtfulPage,
    EqualityPage,
    TallyPage,
    ResultPage,
    PackPage,
    RecordPage,
)
"""The pages of an assembly."""

LOBBY = (StartPage, BeginPage, UnlockPage, VerifyPage)
"""The pages before one is open."""
