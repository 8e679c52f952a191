"""The bundle as both sides and every juror get it: an index, then pages under one numbering.

A page that was ruled out keeps its number and nothing else. All of it is searched for every listed
name before it leaves.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf

from pbdesk.app.case_file import CaseFile
from pbdesk.app.jobs.progress import Progress
from pbdesk.app.redaction import leaks
from pbdesk.i18n import Locale, render
from pbdesk.minutes.decision import Refusal
from pbdesk.paper.case.sheets import index_pdf
from pbdesk.paper.pen import written
from pbdesk.paper.sheet import Sheet
from pbdesk.words import Listing, plain, say

__all__ = ["bundle_pdf"]

_MM = 72 / 25.4
_EDGE = 6.0
_STRIP = 12.0
"""Millimetres from the foot of a page to its number, and of the strip that is kept for it."""


def bundle_pdf(
    file: CaseFile,
    locale: Locale,
    progress: Progress,
) -> bytes | Refusal:
    """Index and numbered pages, or why they cannot leave."""
    if not file.state.bundle.closed:
        return Refusal(
            say("The bundle is not closed."),
            say("Its pages have no numbers before."),
        )
    made = _whole(file, locale, progress)
    if made is None:
        return Refusal(
            say("A document was forgotten, or the people file is locked."),
        )
    found = leaks({"bundle": made}, file.names()).get("bundle")
    if found:
        names = Listing(tuple(plain(name) for name in found))
        return Refusal(
            say(
                "Listed names stand in {files}: {names}.",
                files=say("Bundle"),
                names=names,
            ),
            say("Word its titles and reasons by roles."),
        )
    return made


def _whole(file: CaseFile, locale: Locale, progress: Progress) -> bytes | None:
    """The index and every page with its number; None where a document cannot be read."""
    bundle = file.state.bundle
    out = bundle.out()
    with pikepdf.new() as whole:
        with pikepdf.open(
            io.BytesIO(index_pdf(file.state, locale=locale)),
        ) as index:
            whole.pages.extend(index.pages)
        for document in bundle.documents:
            content = file.read(document)
            if content is None:
                return None
            with pikepdf.open(io.BytesIO(content)) as pages:
                for number, page in enumerate(
                    pages.pages,
                    bundle.first_page(document.id),
                ):
                    progress(number, bundle.pages, say("Page {n}", n=number))
                    _add(whole, page, number, locale, ruled_out=number in out)
        made = io.BytesIO()
        whole.save(made, deterministic_id=True)
    return made.getvalue()


def _add(
    whole: Any,
    page: Any,
    number: int,
    locale: Locale,
    *,
    ruled_out: bool,
) -> None:
    """Put a page at the end, with its number below; of one that is ruled out only that."""
    box = [float(side) for side in page.mediabox]
    wide = box[2] - box[0]
    high = box[3] - box[1]
    whole.add_blank_page(page_size=(wide, high))
    strip = _STRIP * _MM
    if not ruled_out:
        whole.pages[-1].add_overlay(
            page,
            pikepdf.Rectangle(0, strip, wide, high),
        )
    mark = _mark((wide, high), number, locale, ruled_out=ruled_out)
    with pikepdf.open(io.BytesIO(mark)) as over:
        whole.pages[-1].add_overlay(
            over.pages[0],
            pikepdf.Rectangle(0, 0, wide, high),
        )


def _mark(
    size: tuple[float, float],
    number: int,
    locale: Locale,
    *,
    ruled_out: bool,
) -> bytes:
    """The number alone, on a page of that size."""
    wide, high = (side / _MM for side in size)
    words = say("Bundle, page {pages}.", pages=number)
    sheet = Sheet(
        (wide, high),
        title=render(words, locale),
        language=locale.language,
    )
    sheet.page()
    sheet.text(
        wide - _STRIP,
        high - _EDGE,
        written(words, locale),
        10,
        bold=True,
        align="end",
    )
    if ruled_out:
        told = written(
            say("This page was asked out and is not read. The index says why."),
            locale,
        )
        sheet.text(_STRIP * 2, high / 3, told, 12)
    return sheet.pdf()
