"""Documents beside the report.

The minutes, sentence by sentence from the record, and the lot's certificate alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pbdesk.assembly.figures import Figures
from pbdesk.canonical import Json
from pbdesk.i18n import Locale
from pbdesk.paper.document import document, running
from pbdesk.paper.pen import Pen
from pbdesk.paper.report.audit import lot_certificate
from pbdesk.paper.report.source import Source
from pbdesk.paper.section import section
from pbdesk.paper.typeset import typeset
from pbdesk.words import Clock, Day, Text, Words, say

__all__ = ["lot_certificate_pdf", "minutes_pdf"]


def minutes_pdf(
    told: Sequence[tuple[datetime, Text, int]],
    *,
    name: str,
    place: str,
    day: date,
    made: date,
    locale: Locale,
    rehearsal: bool = False,
) -> bytes:
    """The minutes: (time, sentence, number of the entry), in their order.

    Numbers are those of the record.
    """
    pen = Pen(locale, "")
    rows = _rows(told, pen)
    head = _running(name) if rehearsal else say("{name}. Minutes", name=name)
    columns = _columns(pen)
    whole = section(
        pen,
        "table",
        "minutes",
        say("Minutes"),
        _whose(name, place, day),
        table={
            "columns": columns,
            "rows": [{"cells": cells} for cells in rows],
        },
    )
    return typeset(
        document(
            pen,
            title=say("Minutes of {name}", name=name),
            name=name,
            running=head,
            made=made,
            sections=[whole],
            rehearsal=rehearsal,
        ),
    )


def _rows(
    told: Sequence[tuple[datetime, Text, int]],
    pen: Pen,
) -> list[list[str]]:
    return [
        [pen.value(Clock(at)), pen(words), pen.number(number)]
        for at, words, number in told
    ]


def _columns(pen: Pen) -> list[Json]:
    return [
        {"head": pen(say("Time")), "width": 16},
        {"head": pen(say("What happened")), "width": "1fr"},
        {"head": pen(say("Entry")), "width": "auto", "figures": True},
    ]


def _whose(name: str, place: str, day: date) -> Words:
    return say(
        "{name}, {place}, {day}",
        name=name,
        place=place,
        day=Day(day, weekday=True),
    )


def _running(name: str) -> Words:
    return say("{name}. Rehearsal: nothing here was decided", name=name)


def lot_certificate_pdf(
    figures: Figures,
    *,
    locale: Locale,
    made: date,
) -> bytes:
    """The certificate of the lot on its own. Raises ValueError where no lot was drawn."""
    pen = Pen(locale, figures.currency)
    sections = lot_certificate(Source(figures, pen))
    if not sections:
        raise ValueError("no lot was drawn")
    return typeset(
        document(
            pen,
            title=say("Certificate of the lot, {name}", name=figures.name),
            name=figures.name,
            running=running(figures),
            made=made,
            sections=sections,
            rehearsal=figures.rehearsal,
        ),
    )
