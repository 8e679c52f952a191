"""Open data beside the report.

What was funded, as a draft in the table that funders publish grants in. It is a draft because an
assembly gives no grants: whoever holds the money fills in recipients, the day of the award and its
own identifiers, and checks the rest. Nothing in it is about a voter. Source: 360Giving Data
Standard, its ten required fields, under the titles of its spreadsheet template.
"""

from __future__ import annotations

import csv
import io
import unicodedata

from babel.numbers import get_currency_precision

from pbdesk.assembly.figures import Figures, ProjectFigures
from pbdesk.voting.formats.money import money_text
from pbdesk.words import visible

__all__ = ["GRANT_FIELDS", "grants_csv", "table_csv"]

GRANT_FIELDS = (
    "Identifier",
    "Title",
    "Description",
    "Currency",
    "Amount Awarded",
    "Award Date",
    "Recipient Org:Identifier",
    "Recipient Org:Name",
    "Funding Org:Identifier",
    "Funding Org:Name",
)


def grants_csv(result: Figures) -> bytes:
    """A row for each funded project, in the order funded.

    Amounts in whole units of the currency.
    """
    return table_csv([list(GRANT_FIELDS), *(_row(result, project) for project in result.funded)])


def _row(result: Figures, project: ProjectFigures) -> list[str]:
    amount = money_text(project.cost, 10 ** get_currency_precision(result.currency))
    return [
        f"{result.id}-{project.code}",
        project.title,
        project.summary or project.title,
        result.currency,
        amount,
        "",
        "",
        "",
        "",
        result.holder,
    ]


def table_csv(rows: list[list[str]]) -> bytes:
    """A table for people's spreadsheets.

    UTF-8, cells that could run as a formula are quoted with an apostrophe.
    """
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(
        [[_cell(cell) for cell in row] for row in rows]
    )
    return text.getvalue().encode()


def _cell(cell: str) -> str:
    shown = visible(cell)
    first = unicodedata.normalize("NFKC", shown).lstrip(" \n")[:1]
    return f"'{shown}" if first and first in "=+-@\t\r" else shown
