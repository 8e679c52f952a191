"""Open data beside the report.

What was funded, as a draft in the table that funders publish grants in. It is a draft because an
assembly gives no grants: whoever holds the money fills in recipients, the day of the award and its
own identifiers, and checks the rest. Where the vote only advises, nothing is awarded yet: the sum
is what is asked for. Nothing in it is about a voter. Source: 360Giving Data Standard, its ten
required fields and “Amount Applied For”, under the titles of its spreadsheet template.
"""

from __future__ import annotations

from babel.numbers import get_currency_precision

from pbdesk.assembly.figures import Figures, ProjectFigures
from pbdesk.pack.tables import table_csv
from pbdesk.voting.formats.money import money_text

__all__ = ["GRANT_FIELDS", "grants_csv"]

GRANT_FIELDS = (
    "Identifier",
    "Title",
    "Description",
    "Currency",
    "Amount Applied For",
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
    return table_csv(
        [
            list(GRANT_FIELDS),
            *(_row(result, project) for project in result.funded),
        ],
    )


def _row(result: Figures, project: ProjectFigures) -> list[str]:
    amount = money_text(
        project.cost,
        10 ** get_currency_precision(result.currency),
    )
    return [
        f"{result.id}-{project.code}",
        project.title,
        project.summary or project.title,
        result.currency,
        amount,
        amount if result.binding and result.quorum_met else "",
        "",
        "",
        "",
        "",
        result.holder,
    ]
