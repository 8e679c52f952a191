"""The report for whoever made the council's list.

The lines that cannot be taken or are doubtful, and why.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pbdesk.canonical import Json
from pbdesk.i18n import Locale
from pbdesk.paper.document import document
from pbdesk.paper.pen import Pen
from pbdesk.paper.section import section
from pbdesk.paper.typeset import typeset
from pbdesk.words import Words, say, several

__all__ = ["list_report_pdf"]


def list_report_pdf(
    list_name: str,
    remarks: Sequence[tuple[int, Words]],
    *,
    name: str,
    made: date,
    locale: Locale,
) -> bytes:
    """The lines of the list called `list_name`, numbered as in its file, with what is wrong.

    Nobody's name is in it.
    """
    pen = Pen(locale, "")
    told = _lines(list_name, remarks, pen)
    title = say("Lines of “{list}” to look at", list=list_name)
    return typeset(
        _document(name, made, title, told, pen),
    )


def _document(
    name: str,
    made: date,
    title: Words,
    told: dict[str, Json],
    pen: Pen,
) -> dict[str, Json]:
    return document(
        pen,
        title=title,
        name=name,
        running=say("{name}. The register", name=name),
        made=made,
        sections=[told],
    )


def _lines(
    list_name: str,
    remarks: Sequence[tuple[int, Words]],
    pen: Pen,
) -> dict[str, Json]:
    return section(
        pen,
        "table",
        "lines",
        say("Lines to look at"),
        _lead(list_name, remarks),
        table=_table(remarks, pen),
    )


def _lead(list_name: str, remarks: Sequence[tuple[int, Words]]) -> Words:
    return several(
        "{n} line of “{list}”, numbered as in the file",
        "{n} lines of “{list}”, numbered as in the file",
        len(remarks),
        list=list_name,
    )


def _table(remarks: Sequence[tuple[int, Words]], pen: Pen) -> Json:
    return {
        "columns": [
            {"head": pen(say("Line")), "width": "auto", "figures": True},
            {"head": pen(say("What is wrong")), "width": "1fr"},
        ],
        "rows": [
            {"cells": [pen.number(line), pen(words)]} for line, words in remarks
        ],
    }
