"""Handing the invented case over: its sheets, its public pack, two signatures, and the check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pbdesk.app.case_file import CaseFile
from pbdesk.app.jobs.case_pack import make_case_pack
from pbdesk.app.jobs.packing import Made
from pbdesk.app.sample.case import Played
from pbdesk.app.sample.handing_over import signed_by
from pbdesk.app.sample.refused import granted
from pbdesk.i18n import locale_of
from pbdesk.jury.state import SIGNERS
from pbdesk.minutes import handover
from pbdesk.pack.verify import Verification, verify
from pbdesk.paper.case.draw import draw_pdf
from pbdesk.paper.case.report import report_pdf
from pbdesk.paper.case.sheets import (
    index_pdf,
    order_pdf,
    receipt_pdf,
    response_form_pdf,
    slip_pdf,
)

__all__ = ["CaseHandedOver", "hand_over_case"]


@dataclass(frozen=True)
class CaseHandedOver:
    """What was left on disk: the pack, the list of keys, the sheets, and what checking it said."""

    made: Made
    signers: Path
    sheets: tuple[Path, ...]
    verification: Verification


def hand_over_case(
    played: Played,
    folder: Path,
    passphrase: Callable[[str], str],
) -> CaseHandedOver:
    """Make the public pack of a case that was played, have it signed by chair and clerk, check it.

    Keys are made for this case in `folder/keys`, each under `passphrase(who)`.
    """
    case = played.case
    about = case.state.complaint
    locale = locale_of(case.state.complaint.language)
    sheets = _sheets(case, folder)
    today = played.clock.at.date()
    made = granted(make_case_pack(case, folder, locale=locale, made=today))
    _ = case.do(handover.made, file=made.path.name, result=made.result)
    signers = signed_by(
        case,
        made.path,
        folder,
        SIGNERS,
        about.id,
        passphrase,
        ("case",),
    )
    _ = case.do(
        handover.handed_over,
        to="Riverside Homes, and whoever wants to read it",
    )
    found = verify(made.path, signers.read_text(encoding="utf-8"), about.id)
    return CaseHandedOver(made, signers, sheets, found)


def _sheets(case: CaseFile, folder: Path) -> tuple[Path, ...]:
    state = case.state
    locale = locale_of(case.state.complaint.language)
    drawn = {
        "receipt.pdf": receipt_pdf(state, locale=locale),
        "receipt-large.pdf": receipt_pdf(state, locale=locale, large=True),
        "order-of-hearing.pdf": order_pdf(state, locale=locale),
        "draw-certificate.pdf": draw_pdf(state, locale=locale),
        "bundle-index.pdf": index_pdf(state, locale=locale),
        "score-slip.pdf": slip_pdf(state, locale=locale),
        "report-full.pdf": report_pdf(state, "full", locale=locale),
        "report-short.pdf": report_pdf(state, "short", locale=locale),
        "report-number.pdf": report_pdf(state, "number", locale=locale),
        "response-form.pdf": response_form_pdf(state, locale=locale),
    }
    for name, content in drawn.items():
        _ = (folder / name).write_bytes(content)
    return tuple(folder / name for name in drawn)
