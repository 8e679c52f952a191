"""Sheets that are handed out and belong to no page.

The voters' receipt, the certificate of the lot, and the checklist of the evening.
"""

from __future__ import annotations

from pbdesk.app.jobs.sheets import lot_certificate, receipt
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import Locale
from pbdesk.ui.host import Host
from pbdesk.ui.theme import theme
from pbdesk.words import say

__all__ = [
    "lot_is_certain",
    "preview_checklist",
    "preview_lot",
    "preview_receipt",
]


def lot_is_certain(state: Assembly) -> bool:
    """Whether a lot was drawn and what it decided is counted."""
    return state.lot.seed is not None and state.count.counted is not None


def preview_receipt(host: Host) -> None:
    """Draw what a voter takes home, off the window's thread, and show it."""
    state, locale = host.state, theme().locale
    host.run(
        lambda _progress: receipt(state, locale),
        title=say("Drawing the slip"),
        done=lambda pdf: host.preview(
            say("Receipt for voters"),
            pdf,
            "receipt.pdf",
        ),
    )


def preview_lot(host: Host) -> None:
    """Set the certificate of the lot, off the window's thread, and show it."""
    state, locale, made = (
        host.state,
        theme().locale,
        host.desk.moment().at.date(),
    )
    host.run(
        lambda _progress: lot_certificate(state, locale, made),
        title=say("Setting the sheet"),
        done=lambda pdf: host.preview(
            say("Certificate of the lot"),
            pdf,
            "lot-certificate.pdf",
        ),
    )


def preview_checklist(host: Host) -> None:
    """Draw what is to be done in the evening, to be ticked off on paper, and show it."""
    locale = theme().locale
    host.run(
        lambda _progress: _checklist(locale),
        title=say("Drawing the checklist"),
        done=lambda pdf: host.preview(
            say("Checklist of the evening"),
            pdf,
            "checklist.pdf",
        ),
    )


def _checklist(locale: Locale) -> bytes:
    from pbdesk.paper.checklist import checklist_pdf

    return checklist_pdf(locale)
