"""What a rule or two make of somebody else's ballot file, and why, to be handed round.

Nothing of it was decided, and every page says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pbdesk.canonical import Json
from pbdesk.i18n import Locale
from pbdesk.paper.document import document
from pbdesk.paper.pen import Pen
from pbdesk.paper.section import section
from pbdesk.paper.typeset import typeset
from pbdesk.words import Text, Words, say

__all__ = ["Printed", "Row", "ballot_file_pdf"]


@dataclass(frozen=True, slots=True)
class Row:
    """A project or option: its cells, why each rule came to what it did, and if they differ."""

    cells: Sequence[Text]
    reasons: Sequence[Text]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on the sheet; `figures` says of each column whether it holds figures."""

    holds: Words
    heads: Sequence[Text]
    figures: Sequence[bool]
    rules: Sequence[Words]
    rows: Sequence[Row]
    notes: Sequence[Words] = ()


def ballot_file_pdf(
    file_name: str,
    printed: Printed,
    *,
    made: date,
    locale: Locale,
) -> bytes:
    """The table as it stood in the window, what was said above it, and the reasons."""
    pen = Pen(locale, "")
    title = say("Ballot file “{name}”", name=file_name)
    return typeset(
        document(
            pen,
            title=title,
            name=file_name,
            running=say(
                "“{name}”. A calculation: nobody decided by this",
                name=file_name,
            ),
            made=made,
            sections=[_counted(printed, title, pen), _reasons(printed, pen)],
        ),
    )


def _counted(printed: Printed, title: Words, pen: Pen) -> dict[str, Json]:
    columns = zip(printed.heads, printed.figures, strict=True)
    first, *others = _heads(columns, pen)
    return section(
        pen,
        "table",
        "counted",
        title,
        printed.holds,
        notes=_notes(printed, pen),
        table={
            "columns": [{**first, "width": "1fr"}, *others],
            "rows": _rows(printed, pen),
        },
    )


def _rows(printed: Printed, pen: Pen) -> list[Json]:
    return [
        {"cells": [pen(cell) for cell in row.cells], "strong": row.strong}
        for row in printed.rows
    ]


def _heads(
    columns: zip[tuple[Text, bool]],
    pen: Pen,
) -> Iterator[dict[str, Json]]:
    return (
        {"head": pen(head), "width": "auto", "figures": figures}
        for head, figures in columns
    )


def _notes(printed: Printed, pen: Pen) -> list[str]:
    return [
        pen(say("Nobody decided by this: a calculation, not a result.")),
        *(pen(note) for note in printed.notes),
    ]


def _reasons(printed: Printed, pen: Pen) -> dict[str, Json]:
    """Each rule's reason of each project or option."""
    rows: list[Json] = []
    for row in printed.rows:
        name, said = (
            pen(row.cells[0]),
            zip(printed.rules, row.reasons, strict=True),
        )
        rows += [
            {"cells": [name, pen(rule), pen(reason)]} for rule, reason in said
        ]
    return section(
        pen,
        "table",
        "reasons",
        say("Why it came out so"),
        say("Of each, what each rule says"),
        table={
            "columns": _columns_of_reasons(printed, pen),
            "rows": rows,
        },
    )


def _columns_of_reasons(printed: Printed, pen: Pen) -> list[Json]:
    return [
        {"head": pen(printed.heads[0]), "width": 46},
        {"head": pen(say("Rule")), "width": 40},
        {"head": pen(say("Reason")), "width": "1fr"},
    ]
