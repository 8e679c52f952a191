"""Every sheet of paper of the sample evening, made as pages and demo make it, and its pages as images."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.near_misses import quick_near_misses
from pbdesk.app.jobs.packing import make_pack, pack_source
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.sheets import ballots_pdf
from pbdesk.assembly import rulebook
from pbdesk.assembly.figures import figures
from pbdesk.assembly.rulebook import style_settings
from pbdesk.assembly.state import tell
from pbdesk.i18n import Locale
from pbdesk.paper import SHEETS
from pbdesk.words import Clock, Value, Words, code_groups, say

__all__ = ["images", "sheets"]

_DOTS = 96  # an inch: as large as on a screen


def sheets(desk: Desk, locale: Locale, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name and PDF of each sheet, for a declared assembly. `folder` takes the pack that the report comes from.

    Raises KeyError for a sheet that nobody said how to fill.
    """
    fill = _filled(desk, locale, folder)
    for sheet in SHEETS:
        yield sheet.name, fill[sheet.name](sheet.make)
    yield "ballot-large", ballots_pdf(desk.state, locale, large=True, control=("1",))


def _filled(desk: Desk, locale: Locale, folder: Path) -> dict[str, Callable[[Callable[..., bytes]], bytes]]:
    """How each sheet is filled, by name."""
    state, made = desk.state, desk.moment().at
    mandate, rules = state.mandate, state.rulebook
    about = {"name": mandate.name, "locale": locale}
    closed = state.vote.closed or made
    until: list[tuple[Words, Value]] = [
        (say("Vote closes at"), Clock(closed)), (say("Result is read out"), say("in this room, tonight"))]
    counts = [(say("Papers issued"), state.door.given("paper", "large"))]
    code = code_groups(desk.record.head[1])
    near = quick_near_misses(state, tuple(desk.ballots()), silent)
    told = [(r.at, tell(r.entry, state), r.seq) for r in desk.recorded if r.at is not None]
    return {
        "key-card": lambda make: make(
            assembly=mandate.id, day=mandate.day, signer=mandate.said("facilitator"), role=say("Facilitator"),
            principal=f"facilitator@{mandate.id}", fingerprint="SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8",
            public="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0hDqk7cYV7hvWGfNUB0sLwHgnSjQ2pW8bL7YV3E1xk", **about),
        "poster": lambda make: make(sentences=rulebook.sentences(state), fingerprint=rules.fingerprint,
                                    sealed_at=rules.sealed, **about),
        "lot-code": lambda make: make(day=mandate.day, code="7K2M-94QX-B0TN", digest=rules.lot_code, **about),
        "ballot": lambda _make: ballots_pdf(state, locale, large=False, control=("1", "2")),
        "recovery": lambda make: make(day=made.date(), file=desk.record.path.with_suffix(".people").name,
                                      code=(code_groups(desk.record.head[1]) * 2)[:14], **about),
        "receipt": lambda make: make(day=mandate.day, facts=until, **about),
        "checkpoint": lambda make: make(number=3, moment=say("close"), at=closed, entry=desk.entries,
                                        head=code_groups(desk.record.head[1]), counts=counts, **about),
        "lot-certificate": lambda make: make(figures(state), locale=locale, made=made.date()),
        "report": lambda _make: make_pack(pack_source(desk), folder, locale=locale, made=made.date(),
                                          progress=silent).report,
        "count-sheet": lambda make: make(state.vote.lines, style=rules.style, settings=style_settings(rules),
                                         day=mandate.day, batch=3, **about),
        "plain": lambda make: make(figures(state), code=code, locale=locale, made=made.date(), pack_name=""),
        "project-sheets": lambda make: make(figures(state), locale=locale, made=made.date(), near_misses=near,
                                            only=figures(state).unfunded[0].id),
        "response-form": lambda make: make(figures(state), code, locale),
        "minutes": lambda make: make(told[-40:], place=mandate.place, day=mandate.day, made=made.date(), **about),
    }


def images(pdf: bytes) -> Iterator[QImage]:
    """The pages as a screen shows them, on white."""
    kept = QByteArray(pdf)
    source, document = QBuffer(kept), QPdfDocument()
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(source)
    for number in range(document.pageCount()):
        points = document.pagePointSize(number)
        size = QSize(round(points.width() / 72 * _DOTS), round(points.height() / 72 * _DOTS))
        page = QImage(size, QImage.Format.Format_RGB32)
        page.fill(0xFFFFFFFF)
        painter = QPainter(page)
        painter.drawImage(0, 0, document.render(number, size))
        painter.end()
        yield page
    document.close()
