"""The open book as a sheet, and the overdue list for the wall, each with the newest pack's code."""

from __future__ import annotations

from datetime import date

from pbdesk.assembly.state import Assembly
from pbdesk.assembly.supplements import last_code
from pbdesk.i18n import Locale
from pbdesk.paper.document import document
from pbdesk.paper.open_book import open_book, overdue_section, sections
from pbdesk.paper.pen import Pen
from pbdesk.paper.typeset import typeset
from pbdesk.words import say

__all__ = ["open_book_pdf", "overdue_pdf"]


def open_book_pdf(state: Assembly, *, locale: Locale, made: date) -> bytes:
    """The whole book as tagged PDF, as it stood on a day."""
    about = state.mandate
    pen = Pen(locale, about.currency)
    title = say("The open book of {name}", name=about.name)
    return typeset(
        document(
            pen,
            title=title,
            name=about.name,
            running=title,
            made=made,
            sections=sections(open_book(state, made), pen, money_first=True),
            code=last_code(state),
            rehearsal=about.rehearsal,
        ),
    )


def overdue_pdf(state: Assembly, *, locale: Locale, made: date) -> bytes:
    """The list as tagged PDF, on one sheet where it fits; it says so where nothing is owed."""
    about = state.mandate
    pen = Pen(locale, about.currency)
    return typeset(
        document(
            pen,
            title=say("Overdue: {name}", name=about.name),
            name=about.name,
            running=say("{name}. What is owed", name=about.name),
            made=made,
            sections=[overdue_section(open_book(state, made), pen)],
            code=last_code(state),
            rehearsal=about.rehearsal,
        ),
    )
