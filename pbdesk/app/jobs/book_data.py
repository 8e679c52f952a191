"""The open book as data: grants as funders publish them, and a package of its table.

Every figure is that of the open book's own JSON, in whole units of the currency. A grant is written
only for what was accepted, with the day of the answer; its recipient is the office that answers for
it or the first organisation that was paid, and where neither is known the grant is left out: the
standard wants one. A person who was paid is not named anywhere. Sources: 360Giving Data Standard
1.4 (CC BY 4.0); Fiscal Data Package 1.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from babel.numbers import get_currency_precision

from pbdesk.assembly.state import Assembly
from pbdesk.minutes.entries import Id
from pbdesk.pack.contents import Json
from pbdesk.pack.tables import table_csv
from pbdesk.paper.open_book import OpenBook, open_book_json
from pbdesk.voting.formats.money import money_text

__all__ = ["book_data", "fiscal_package", "grants_360", "money_table"]

_FIGURES = ("asked", "accepted", "allocated", "spent", "returned", "left")
_PHASES = {"accepted": "approved", "allocated": "adjusted", "spent": "executed"}
"""What a figure is in the words of a Fiscal Data Package."""

type Line = Mapping[str, Any]


def book_data(book: OpenBook, holder: str) -> dict[str, bytes]:
    """The files by name. `holder`: who holds the money, an authority.

    Without a grant there is no 360giving.json: the standard knows no list of none.
    """
    files = {
        "datapackage.json": _dumped(fiscal_package(book)),
        "money.csv": money_table(book),
    }
    grants = grants_360(book, holder)
    if grants["grants"]:
        files["360giving.json"] = _dumped(grants)
    return files


def _dumped(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def _lines(book: OpenBook) -> Sequence[Line]:
    return cast("Sequence[Line]", open_book_json(book)["items"])


def _whole(book: OpenBook, minor: int) -> int | float:
    """A sum in whole units, as a number of JSON."""
    precision = get_currency_precision(book.currency)
    if precision == 0:
        return minor
    return round(minor / 10**precision, precision)


def grants_360(book: OpenBook, holder: str) -> dict[str, object]:
    """What was accepted, as 360Giving grants."""
    return {
        "version": "1.4",
        "grants": list(filter(None, _grants(book, holder))),
    }


def _grants(book: OpenBook, holder: str) -> Iterator[dict[str, object] | None]:
    for line in _lines(book):
        yield _grant(book, line, holder)


def _grant(book: OpenBook, line: Line, holder: str) -> dict[str, object] | None:
    answered = book.state.answers.by_item.get(Id(line["id"]))
    recipient = _recipient(book.state, Id(line["id"]))
    if answered is None or not line["accepted"] or not recipient:
        return None
    return {
        "id": f"360G-{book.id}-{line['id']}",
        "title": line["title"],
        "description": line["title"],
        "currency": book.currency,
        "amountAppliedFor": _whole(book, line["asked"]),
        "amountAwarded": _whole(book, line["accepted"]),
        "amountDisbursed": _whole(book, line["spent"]),
        "awardDate": answered.day.isoformat(),
        "recipientOrganization": [
            {"id": f"{book.id}-{line['id']}-recipient", "name": recipient},
        ],
        "fundingOrganization": [{"id": f"{book.id}-holder", "name": holder}],
    }


def _recipient(state: Assembly, item: Id) -> str:
    """The office that answers for an item; else the first organisation that was paid."""
    return _owner(state, item) or next(_payees(state, item), "")


def _owner(state: Assembly, item: Id) -> str:
    answer = state.answers.by_item.get(item)
    return "" if answer is None else str(answer.entry.owner)


def _payees(state: Assembly, item: Id) -> Iterator[str]:
    for each in state.book.of(item).happened:
        payee = str(getattr(each, "payee", ""))
        if payee:
            yield payee


def money_table(book: OpenBook) -> bytes:
    """The table of the open book, a row an item; empty where the authority was silent."""
    unit = 10 ** get_currency_precision(book.currency)
    rows = [
        [
            line["id"],
            line["title"],
            *(_text(line[name], unit) for name in _FIGURES),
        ]
        for line in _lines(book)
    ]
    return table_csv([["item", "title", *_FIGURES], *rows])


def _text(minor: int | None, unit: int) -> str:
    if minor is None:
        return ""
    if minor < 0:
        return f"-{money_text(-minor, unit)}"
    return money_text(minor, unit)


def fiscal_package(book: OpenBook) -> dict[str, object]:
    """What the table means, as a Fiscal Data Package."""
    fields = [
        {"name": "item", "type": "string"},
        {"name": "title", "type": "string"},
        *({"name": name, "type": "number"} for name in _FIGURES),
    ]
    measures = {
        name: {
            "source": name,
            "resource": "money",
            "currency": book.currency,
            "direction": "expenditure",
            "phase": phase,
        }
        for name, phase in _PHASES.items()
    }
    return {
        "name": book.id,
        "title": book.name,
        "profile": "tabular-data-package",
        "granularity": "aggregated",
        "fiscalPeriod": {
            "start": book.state.mandate.day.isoformat(),
            "end": book.made.isoformat(),
        },
        "resources": [
            {
                "name": "money",
                "path": "money.csv",
                "profile": "tabular-data-resource",
                "schema": {"fields": fields, "primaryKey": "item"},
            },
        ],
        "model": {
            "measures": measures,
            "dimensions": {
                "project": {
                    "dimensionType": "activity",
                    "primaryKey": "item",
                    "attributes": {
                        "item": {"source": "item", "resource": "money"},
                        "title": {"source": "title", "resource": "money"},
                    },
                },
            },
        },
    }
