"""Everything printed.

State or `Figures` in, bytes of a PDF out; the same arguments give the same bytes. Documents to read
(report, certificate, minutes) are set by typst: tagged, every script. Sheets to fill in (ballots,
poster, slips, cards) are drawn by reportlab at exact places and tagged in the order of drawing
(`tags`). Documents and the response form say that they follow PDF/UA; ballots do not, because
nobody marks a box on paper without sight.
`SHEETS` lists all of them in the order of the evening; pictures and tests loop over it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pbdesk.paper.ballot_files import ballot_file_pdf
from pbdesk.paper.ballots import ballot_pdf
from pbdesk.paper.booklet import booklet_pdf
from pbdesk.paper.case import draw as case_draw
from pbdesk.paper.case import report as case_report
from pbdesk.paper.case import sheets as case_sheets
from pbdesk.paper.checklist import checklist_pdf
from pbdesk.paper.count_sheets import count_sheet_pdf
from pbdesk.paper.dot_sheets import dot_sheets_pdf
from pbdesk.paper.keycards import key_card_pdf
from pbdesk.paper.list_report import list_report_pdf
from pbdesk.paper.minutes import lot_certificate_pdf, minutes_pdf
from pbdesk.paper.overdue import open_book_pdf, overdue_pdf
from pbdesk.paper.plain import plain_pdf
from pbdesk.paper.posters import poster_pdf
from pbdesk.paper.printer_test import printer_test_pdf
from pbdesk.paper.project_sheets import project_sheets_pdf
from pbdesk.paper.proposers import (
    idea_card_pdf,
    idea_receipt_pdf,
    proposer_letter_pdf,
    proposers_list_pdf,
)
from pbdesk.paper.recovery import recovery_pdf
from pbdesk.paper.report import report_pdf
from pbdesk.paper.response_form import response_form_pdf
from pbdesk.paper.slips import checkpoint_pdf, lot_code_pdf, receipt_pdf
from pbdesk.paper.supplement import supplement_pdf
from pbdesk.paper.tellers import tellers_papers_pdf
from pbdesk.paper.you_asked import you_asked_pdf
from pbdesk.words import Words, say

__all__ = ["SHEETS", "Sheet"]


@dataclass(frozen=True)
class Sheet:
    """Something that can be printed.

    Its name in file names, what people call it, and the function that makes it.
    """

    name: str
    label: Words
    make: Callable[..., bytes]


SHEETS: tuple[Sheet, ...] = (
    Sheet("checklist", say("Checklist of the evening"), checklist_pdf),
    Sheet("key-card", say("Key card"), key_card_pdf),
    Sheet("recovery", say("Recovery sheet"), recovery_pdf),
    Sheet("list-report", say("Lines of a list to look at"), list_report_pdf),
    Sheet("idea-card", say("Card for an idea"), idea_card_pdf),
    Sheet("idea-receipt", say("Receipt for an idea"), idea_receipt_pdf),
    Sheet("poster", say("Wall poster"), poster_pdf),
    Sheet("lot-code", say("Sealed code for the lot"), lot_code_pdf),
    Sheet("booklet", say("Booklet of the projects"), booklet_pdf),
    Sheet("dot-sheets", say("Sheets for dots"), dot_sheets_pdf),
    Sheet("printer-test", say("Test page for the printer"), printer_test_pdf),
    Sheet("ballot", say("Ballot papers"), ballot_pdf),
    Sheet("receipt", say("Receipt for voters"), receipt_pdf),
    Sheet("checkpoint", say("Checkpoint slip"), checkpoint_pdf),
    Sheet("count-sheet", say("Count sheet for one batch"), count_sheet_pdf),
    Sheet("tellers-papers", say("Papers for the tellers"), tellers_papers_pdf),
    Sheet(
        "lot-certificate",
        say("Certificate of the lot"),
        lot_certificate_pdf,
    ),
    Sheet("notice", say("Notice of one page"), report_pdf),
    Sheet("report", say("Report"), report_pdf),
    Sheet("annex", say("Annex"), report_pdf),
    Sheet("plain", say("Report in plain language"), plain_pdf),
    Sheet("project-sheets", say("Sheets for the projects"), project_sheets_pdf),
    Sheet("response-form", say("Response form"), response_form_pdf),
    Sheet("minutes", say("Minutes"), minutes_pdf),
    Sheet("supplement", say("Sheet of a pack that follows"), supplement_pdf),
    Sheet("open-book", say("Open book"), open_book_pdf),
    Sheet("overdue", say("What is owed, for the wall"), overdue_pdf),
    Sheet(
        "you-asked",
        say("You asked, they answered, this was done"),
        you_asked_pdf,
    ),
    Sheet(
        "proposers",
        say("Whom to tell what became of their idea"),
        proposers_list_pdf,
    ),
    Sheet(
        "proposer-letter",
        say("Letter to whoever handed in an idea"),
        proposer_letter_pdf,
    ),
    Sheet(
        "ballot-file",
        say("What rules make of a ballot file"),
        ballot_file_pdf,
    ),
    Sheet(
        "case-receipt",
        say("Receipt for a complaint"),
        case_sheets.receipt_pdf,
    ),
    Sheet(
        "order-of-hearing",
        say("Order of the hearing"),
        case_sheets.order_pdf,
    ),
    Sheet("case-draw", say("Certificate of the draw"), case_draw.draw_pdf),
    Sheet("case-index", say("Index of the bundle"), case_sheets.index_pdf),
    Sheet("score-slip", say("Slip of a juror"), case_sheets.slip_pdf),
    Sheet("case-report", say("Report of a case"), case_report.report_pdf),
    Sheet("case-letter", say("Letter of a case"), case_sheets.letter_pdf),
    Sheet(
        "case-response-form",
        say("Answer of the service"),
        case_sheets.response_form_pdf,
    ),
)
"""All sheets, in the order of the evening, what follows it, and those of a case."""
