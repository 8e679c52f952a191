"""Every sheet of paper of the sample evening, made as pages and demo make it.

And its pages as images.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.pack_source import pack_source
from pbdesk.app.jobs.packing import make_pack
from pbdesk.app.jobs.progress import silent
from pbdesk.app.jobs.proposers import AGREED
from pbdesk.app.jobs.reports import EDITIONS
from pbdesk.app.jobs.sheets import (
    ballots_pdf,
    booklet,
    count_sheet,
    dot_sheets,
    tellers_papers,
)
from pbdesk.app.sample.case import play_case
from pbdesk.assembly.figures import figures
from pbdesk.assembly.poster import poster
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import Locale
from pbdesk.jury.state import Case
from pbdesk.pack.bag import read_zip
from pbdesk.paper import SHEETS
from pbdesk.paper.open_book import open_book
from pbdesk.questions.sealing import style_settings
from pbdesk.studio.scenes.ballots import counted
from pbdesk.studio.stage import CHEAP
from pbdesk.ui.pages.ballots.view import printed
from pbdesk.voting.styles import STYLES
from pbdesk.words import Clock, Value, Words, code_groups, say

__all__ = ["images", "sheets"]

_INVENTED = ("Ngozi Achebe", "14 Station Road")
_DOTS = 96  # an inch: as large as on a screen
_PACKED = {
    "notice": "notice.pdf",
    "report": "report.pdf",
    "annex": "annex.pdf",
    "plain": "report-plain.pdf",
    "project-sheets": "report-projects.pdf",
}
_SETTINGS: dict[str, dict[str, int]] = {
    "approval": {"ballot.max_picks": 5},
    "ordinal": {"ballot.max_ranks": 5},
    "quadratic": {"ballot.credits": 25},
    "cumulative": {"ballot.points": 10},
    "scoring": {"ballot.most": 5},
}


def sheets(
    desk: Desk,
    locale: Locale,
    folder: Path,
) -> Iterator[tuple[str, bytes]]:
    """Name and PDF of each sheet, for a declared assembly.

    The report and its editions as they lie in a pack. Whoever adds a sheet, an edition or a ballot
    style finds it here: all are looped over. `folder` takes the pack. Raises KeyError for a sheet
    that nobody said how to fill.
    """
    packs = folder / "pack"
    packs.mkdir()
    made = make_pack(
        pack_source(desk),
        packs,
        locale=locale,
        made=desk.moment().at.date(),
        progress=silent,
        editions=tuple(EDITIONS),
    )
    packed = read_zip(made.path).files
    fill = {
        **_before(desk.state, locale),
        **_at_the_door(desk, locale),
        **_at_the_count(desk, locale),
        **_after(desk.state, locale, made.code),
        **_of_a_case(folder, locale),
        "ballot-file": lambda make: _of_a_file(
            make,
            folder,
            desk.moment().at.date(),
            locale,
        ),
    }
    for sheet in SHEETS:
        if sheet.name in _PACKED:
            pdf = packed[f"data/{_PACKED[sheet.name]}"]
        else:
            pdf = fill[sheet.name](sheet.make)
        yield sheet.name, pdf
    for edition in EDITIONS.values():
        if edition.file not in _PACKED.values():
            yield Path(edition.file).stem, packed[f"data/{edition.file}"]
    yield from _styles(desk.state, locale)


def _of_a_file(
    make: Callable[..., bytes],
    folder: Path,
    made: date,
    locale: Locale,
) -> bytes:
    """What two rules make of a file of ballots."""
    path, counts = counted(folder, "greedy", "equal-shares")
    return make(path.name, printed(counts), made=made, locale=locale)


def _styles(state: Assembly, locale: Locale) -> Iterator[tuple[str, bytes]]:
    """Of every ballot style: the paper and its specimen in both sizes, and the count sheet."""
    for style in STYLES:
        book = {
            clause: value
            for clause, value in state.rulebook.given.items()
            if not clause.startswith("ballot.")
        }
        given = {**book, "style": style, **_SETTINGS.get(style, {})}
        terms = replace(
            state.terms,
            given=MappingProxyType({**state.terms.given, **given}),
        )
        question = replace(state.question, terms=terms)
        styled = replace(
            state,
            questions=MappingProxyType(
                {**state.questions, state.asked: question},
            ),
        )
        for name, control in (("ballot", ("1",)), ("specimen", ())):
            yield (
                f"{name}-{style}",
                ballots_pdf(styled, locale, large=False, control=control),
            )
            yield (
                f"{name}-large-{style}",
                ballots_pdf(styled, locale, large=True, control=control),
            )
        yield f"count-sheet-{style}", count_sheet(styled, locale)


type _Filled = dict[str, Callable[[Callable[..., bytes]], bytes]]
"""By the name of a sheet, how the function that makes it is called."""


def _at_the_door(desk: Desk, locale: Locale) -> _Filled:
    """How the sheets are filled that are handed out or signed while people vote."""
    state = desk.state
    made = desk.moment().at
    about = {"name": state.mandate.name, "locale": locale}
    head = code_groups(desk.record.head[1])
    closed = state.vote.closed or made
    counts = [(say("Papers issued"), state.door.given("paper", "large"))]
    return {
        "printer-test": lambda make: make(locale),
        "dot-sheets": lambda _make: dot_sheets(state, locale),
        "ballot": lambda _make: ballots_pdf(
            state,
            locale,
            large=False,
            control=("1", "2"),
        ),
        "recovery": lambda make: make(
            day=made.date(),
            file=desk.record.path.with_suffix(".people").name,
            code=(head * 2)[:14],
            **about,
        ),
        "receipt": lambda make: make(
            day=state.mandate.day,
            facts=_until(closed),
            **about,
        ),
        "checkpoint": lambda make: make(
            number=3,
            moment=say("close"),
            at=closed,
            entry=desk.entries,
            head=head,
            counts=counts,
            **about,
        ),
        "list-report": lambda make: make(
            "people.csv",
            _REMARKS,
            made=made.date(),
            **about,
        ),
    }


_REMARKS = (
    (14, say("The name is missing.")),
    (203, say("The same name and street as line {line}.", line=9)),
)


def _until(closed: datetime) -> list[tuple[Words, Value]]:
    """What a receipt says of the evening."""
    return [
        (say("Vote closes at"), Clock(closed)),
        (say("Result is read out"), say("in this room, tonight")),
    ]


def _at_the_count(desk: Desk, locale: Locale) -> _Filled:
    """How the sheets are filled that the count needs, or that tell of it."""
    state = desk.state
    made = desk.moment().at.date()
    about = {"name": state.mandate.name, "locale": locale}
    place = state.mandate.place
    day = state.mandate.day
    told = [
        (r.at, desk.kind.tell(r.entry, state), r.seq)
        for r in desk.recorded
        if r.at is not None
    ]
    return {
        "booklet": lambda _make: booklet(state, locale, made),
        "tellers-papers": lambda _make: tellers_papers(
            state,
            locale,
            desk.printed,
        ),
        "lot-certificate": lambda make: make(
            figures(state),
            locale=locale,
            made=made,
        ),
        "count-sheet": lambda make: make(
            state.sheet.lines,
            style=state.rulebook.style,
            settings=style_settings(state.rulebook),
            day=day,
            batch=3,
            **about,
        ),
        "response-form": lambda make: make(
            figures(state),
            code_groups(desk.record.head[1]),
            locale,
        ),
        "minutes": lambda make: make(
            told[-40:],
            place=place,
            day=day,
            made=made,
            **about,
        ),
    }


def _before(state: Assembly, locale: Locale) -> _Filled:
    """How the sheets are filled that are printed before anybody comes."""
    mandate = state.mandate
    rules = state.rulebook
    about = {"name": mandate.name, "locale": locale}
    return {
        "checklist": lambda make: make(locale),
        "idea-card": lambda make: make(mandate.name, AGREED, locale=locale),
        "key-card": lambda make: make(
            assembly=mandate.id,
            day=mandate.day,
            signer="Amina Yusuf",
            role=say("Facilitator"),
            principal=f"facilitator@{mandate.id}",
            fingerprint="SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8",
            public="ssh-ed25519 "
            "AAAAC3NzaC1lZDI1NTE5AAAAIJ0hDqk7cYV7hvWGfNUB0sLwHgnSjQ2pW8bL7YV3E1xk",
            **about,
        ),
        "poster": lambda make: make(
            sentences=poster(state).sentences,
            fingerprint=rules.fingerprint,
            sealed_at=rules.sealed,
            **about,
        ),
        "lot-code": lambda make: make(
            day=mandate.day,
            code="7K2M-94QX-B0TN",
            digest=rules.lot_code,
            **about,
        ),
    }


def _after(state: Assembly, locale: Locale, code: tuple[str, ...]) -> _Filled:
    """How the sheets of what follows a result are filled: a month later, nothing answered yet."""
    day = state.mandate.day + timedelta(days=92)
    ideas = state.ideas.projects[:3]
    return {
        "open-book": lambda make: make(state, locale=locale, made=day),
        "overdue": lambda make: make(state, locale=locale, made=day),
        "you-asked": lambda make: make(state, locale=locale, made=day),
        "proposers": lambda make: make(
            state,
            [(each, *_INVENTED, ()) for each in ideas],
            locale=locale,
            made=day,
        ),
        "proposer-letter": lambda make: make(
            state,
            ideas[0],
            *_INVENTED,
            locale=locale,
            made=day,
        ),
        "idea-receipt": lambda make: make(state, ideas[0], locale=locale),
        "supplement": lambda make: make(
            open_book(state, day),
            kind="answer",
            number=1,
            code=code,
            locale=locale,
            pack_name="pb-result",
            rehearsal=state.mandate.rehearsal,
        ),
    }


def _of_a_case(folder: Path, locale: Locale) -> _Filled:
    """How the sheets of the invented case are filled; it is played when the first is asked for."""

    @cache
    def state() -> Case:
        files = folder / "case"
        files.mkdir()
        played = play_case(files, cost=CHEAP)
        for each in (played.jury, played.case, played.referred):
            each.close()
        return played.case.state

    def fill(make: Callable[..., bytes]) -> bytes:
        return make(state(), locale=locale)

    return {
        "case-receipt": fill,
        "order-of-hearing": fill,
        "case-draw": fill,
        "case-index": fill,
        "score-slip": fill,
        "case-report": lambda make: make(state(), "full", locale=locale),
        "case-letter": lambda make: make(state(), "ombudsman", locale=locale),
        "case-response-form": fill,
    }


def images(pdf: bytes) -> Iterator[QImage]:
    """The pages as a screen shows them, on white."""
    kept = QByteArray(pdf)
    source = QBuffer(kept)
    document = QPdfDocument()
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(source)
    for number in range(document.pageCount()):
        points = document.pagePointSize(number)
        size = QSize(
            round(points.width() / 72 * _DOTS),
            round(points.height() / 72 * _DOTS),
        )
        page = QImage(size, QImage.Format.Format_RGB32)
        page.fill(0xFFFFFFFF)
        painter = QPainter(page)
        painter.drawImage(0, 0, document.render(number, size))
        painter.end()
        yield page
    document.close()
