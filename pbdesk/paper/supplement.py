"""The sheet of a pack that follows: what was answered, paid and found, with the pack's code."""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.assembly.supplements import KINDS, SupplementKind
from pbdesk.i18n import Locale
from pbdesk.paper.document import document
from pbdesk.paper.open_book import OpenBook, sections
from pbdesk.paper.pen import Pen
from pbdesk.paper.typeset import typeset
from pbdesk.words import Words, say

__all__ = ["supplement_pdf"]


def supplement_pdf(
    book: OpenBook,
    *,
    kind: SupplementKind,
    number: int,
    code: Sequence[str],
    locale: Locale,
    pack_name: str,
    rehearsal: bool,
    outcome: Sequence[str] = (),
) -> bytes:
    """The sheet as tagged PDF; the same bytes for the same arguments.

    `outcome` is the code of the result that it follows, `code` that of its own pack.
    """
    pen = Pen(locale, book.currency)
    title = _title(book, kind, number)
    head = _head(book, number)
    return typeset(
        document(
            pen,
            title=title,
            name=book.name,
            running=head,
            made=book.made,
            sections=sections(book, pen, money_first=kind == "money"),
            code=code,
            outcome=outcome,
            pack_name=pack_name,
            rehearsal=rehearsal,
        ),
    )


def _head(book: OpenBook, number: int) -> Words:
    return say(
        "{name}. What followed the result, number {number}",
        name=book.name,
        number=number,
    )


def _title(book: OpenBook, kind: SupplementKind, number: int) -> Words:
    return say(
        "{kind}: {name}, number {number}",
        kind=KINDS[kind],
        name=book.name,
        number=number,
    )
