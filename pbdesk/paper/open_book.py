"""The open book: one set of figures, as tables of a sheet or a page, and as JSON.

All are made from `OpenBook`, and no figure is computed twice. No person is named in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from pbdesk.assembly import book as accounts
from pbdesk.assembly.answers import Overdue, overdue
from pbdesk.assembly.asked import Item
from pbdesk.assembly.book import (
    Account,
    BookEntry,
    BookLine,
    MoneyPaid,
    Parts,
    parts,
)
from pbdesk.assembly.deliberated import as_written
from pbdesk.assembly.owed import who_owes
from pbdesk.assembly.state import Assembly
from pbdesk.canonical import Json
from pbdesk.charts import PAPER, money_bar, money_labels, money_sentence
from pbdesk.i18n import render
from pbdesk.paper.pen import Pen
from pbdesk.paper.promised import promised_section
from pbdesk.paper.section import column, row
from pbdesk.words import Day, Money, Text, Words, as_words, say

__all__ = [
    "BookTable",
    "OpenBook",
    "money_table",
    "moves",
    "open_book",
    "open_book_json",
    "overdue_section",
    "overdue_table",
    "payments",
    "pot",
    "sections",
    "tables",
]


@dataclass(frozen=True, slots=True)
class OpenBook:
    """What is open to everybody, as it stood on `made`."""

    id: str
    name: str
    currency: str
    made: date
    lines: tuple[BookLine, ...]
    total: Account
    overdue: tuple[Overdue, ...]
    state: Assembly


def open_book(state: Assembly, made: date) -> OpenBook:
    """The book of an assembly on a day."""
    lines = accounts.lines(state)
    about = state.mandate
    return OpenBook(
        about.id,
        about.name,
        about.currency,
        made,
        lines,
        accounts.total(lines),
        overdue(state, made),
        state,
    )


_COLUMNS: Sequence[tuple[str, Words]] = (
    ("asked", say("Asked")),
    ("accepted", say("Accepted")),
    ("allocated", say("Set aside")),
    ("spent", say("Spent")),
    ("returned", say("Returned")),
    ("left", say("Left")),
)
"""The figures of a line by their key, in the order of the columns."""


def _figures(line: BookLine) -> dict[str, int | None]:
    account = line.account
    return {
        "asked": line.item.cost,
        "accepted": line.accepted,
        "allocated": account.allocated,
        "spent": account.spent,
        "returned": account.returned,
        "left": account.left,
    }


def _totals(book: OpenBook) -> dict[str, int | None]:
    """The figures of all items together; what moved from one to another counts once."""
    return {
        "asked": _sum_asked(book),
        "accepted": _sum_accepted(book),
        "allocated": book.total.allocated,
        "spent": book.total.spent,
        "returned": book.total.returned,
        "left": book.total.left,
    }


def _sum_asked(book: OpenBook) -> int:
    return sum(line.item.cost for line in book.lines)


def _sum_accepted(book: OpenBook) -> int:
    return sum(line.accepted or 0 for line in book.lines)


def open_book_json(book: OpenBook) -> dict[str, Json]:
    """The book for programs: sums in minor units, null where the authority was silent."""
    return {
        "format": "pbdesk-open-book/1",
        "assembly": book.id,
        "currency": book.currency,
        "day": book.made.isoformat(),
        "items": [_line_json(line) for line in book.lines],
        "total": _totals(book),
        "overdue": [_overdue_json(each) for each in book.overdue],
    }


def _overdue_json(each: Overdue) -> dict[str, Json]:
    return {
        "item": each.item.id,
        "what": render(each.what),
        "since": each.since.isoformat(),
    }


def _line_json(line: BookLine) -> dict[str, Json]:
    account = line.account
    return {
        "id": line.item.id,
        "title": render(as_words(line.item.title)),
        **_figures(line),
        "paid": account.paid,
        "paid_back": account.paid_back,
        "moved_in": account.moved_in,
        "hours": account.hours,
        "stopped": account.stopped is not None,
    }


# As tables, for sheet and page


@dataclass(frozen=True, slots=True)
class BookTable:
    """A table of the book in the reader's words: (head, width, whether figures), and its rows.

    The last row is a sum where it has a `total`.
    """

    name: str
    title: str
    lead: str
    heads: tuple[tuple[str, str | int, bool], ...]
    rows: tuple[tuple[str, ...], ...]
    total: bool = False


def sections(book: OpenBook, pen: Pen, *, money_first: bool) -> Sequence[Json]:
    """What was asked, answered and done, every sum and movement, and what is overdue."""
    money, promised = _money_section(book, pen), promised_section(book, pen)
    others = [_section(table) for table in tables(book, pen)]
    return (
        [money, promised, *others]
        if money_first
        else [promised, money, *others]
    )


def tables(book: OpenBook, pen: Pen) -> list[BookTable]:
    """Payments, what else happened, and what is overdue; none that would be empty."""
    return [
        table
        for table in (
            payments(book, pen),
            moves(book, pen),
            overdue_table(book, pen),
        )
        if table.rows
    ]


def overdue_section(book: OpenBook, pen: Pen) -> Json:
    """What is overdue alone; where nothing is, a line that says so."""
    table = overdue_table(book, pen)
    if table.rows:
        return _section(table)
    return _nothing_owed(table, pen)


def _nothing_owed(table: BookTable, pen: Pen) -> Json:
    nothing = (pen(say("Nothing is overdue.")), "", "", "", "")
    return _section(replace(table, rows=(nothing,)))


def _section(table: BookTable) -> dict[str, Json]:
    return {
        "kind": "table",
        "name": table.name,
        "title": table.title,
        "lead": table.lead,
        "table": _laid(table),
    }


def _laid(table: BookTable) -> dict[str, Json]:
    last = len(table.rows) - 1 if table.total else None
    return {
        "columns": [
            column(head, width, figures=figures)
            for head, width, figures in table.heads
        ],
        "rows": [
            row(list(cells), strong=i == last, line=i == last)
            for i, cells in enumerate(table.rows)
        ],
    }


_WIDE, _HIGH = 620.0, 40.0
"""Of the pot, in units of a picture."""
_INK = replace(PAPER, accent="#000000")


def _money_section(book: OpenBook, pen: Pen) -> Json:
    """The pot as one bar, and each item with its own on one scale."""
    table = money_table(book, pen)
    laid = _laid(table)
    longest = max((line.item.cost for line in book.lines), default=1)
    bars = _bars(book, longest, pen)
    rows = cast("Sequence[dict[str, Json]]", laid["rows"])
    drawn = [{**row, "bar": bar} for row, bar in zip(rows, bars, strict=False)]
    return {
        "kind": "book",
        "name": table.name,
        "title": table.title,
        "lead": pen(say("As it stood on {day}.", day=Day(book.made))),
        "part": pen(say("Each item")),
        "pot": _pot_drawn(book, pen),
        "table": {**laid, "rows": [*drawn, *rows[len(bars) :]]},
        "note": table.lead,
    }


def _bars(book: OpenBook, longest: int, pen: Pen) -> list[Json]:
    return [_bar_of(longest, line, pen) for line in book.lines]


def _bar_of(longest: int, line: BookLine, pen: Pen) -> list[int]:
    return _drawing(
        money_bar(
            parts(line.item.cost, line.account),
            longest,
            pen.locale,
            palette=_INK,
        ),
    )


def _pot_drawn(book: OpenBook, pen: Pen) -> Json:
    """The bar of the whole pot with its labels, and what it says for whoever does not see it."""
    whole = pot(book)
    labels = money_labels(whole, book.currency, pen.locale, width=_WIDE)
    return {
        "svg": _drawing(
            money_bar(
                whole,
                0,
                pen.locale,
                palette=_INK,
                width=_WIDE,
                high=_HIGH,
            ),
        ),
        "labels": _labels(labels),
        "said": pen(money_sentence(whole, book.currency)),
    }


def _labels(labels: Sequence[tuple[float | None, str, str]]) -> list[Json]:
    return [_label(x, sum_, word) for x, sum_, word in labels]


def _label(x: float | None, sum_: str, word: str) -> Json:
    return {"at": None if x is None else x / _WIDE, "sum": sum_, "word": word}


def _drawing(svg: str) -> list[int]:
    """Byte by byte, so that nothing breaks what looks like a long word."""
    return list(svg.encode())


def pot(book: OpenBook) -> Parts:
    """What became of all that was asked."""
    return parts(sum(line.item.cost for line in book.lines), book.total)


def _table(
    pen: Pen,
    name: str,
    title: Words,
    lead: Words,
    heads: Sequence[tuple[Words, str | int, bool]],
    rows: Sequence[Sequence[Text]],
) -> BookTable:
    return BookTable(
        name,
        pen(title),
        pen(lead),
        _heads(heads, pen),
        tuple(tuple(pen(cell) for cell in row) for row in rows),
    )


def _heads(
    heads: Sequence[tuple[Words, str | int, bool]],
    pen: Pen,
) -> tuple[tuple[str, str | int, bool], ...]:
    return tuple((pen(head), width, figures) for head, width, figures in heads)


def _title(item: Item) -> Words:
    return say(
        "{number}. {title}",
        number=item.number,
        title=as_words(item.title),
    )


_LEAD_OF_MONEY = say(
    "Set aside is spent, returned or left; below nothing is left where more was spent. "
    "Together counts once what moved from one item to another.",
)


def money_table(book: OpenBook, pen: Pen) -> BookTable:
    """Every item with its figures, and all of them together."""

    def row(title: Words, figures: dict[str, int | None]) -> list[Text]:
        return [title, *(_sum(figures[key], book, pen) for key, _ in _COLUMNS)]

    rows = [row(_title(line.item), _figures(line)) for line in book.lines]
    rows.append(row(say("Together"), _totals(book)))
    heads = (
        (say("Item"), "1fr", False),
        *((head, "auto", True) for _, head in _COLUMNS),
    )
    found = _table(
        pen,
        "money",
        say("What became of the money"),
        _LEAD_OF_MONEY,
        heads,
        rows,
    )
    return replace(found, total=True)


_HEADS_OF_PAYMENTS = (
    (say("Day"), 33, False),
    (say("What for"), "1fr", False),
    (say("Paid to"), 44, False),
    (say("Receipt"), "auto", False),
    (say("Sum"), "auto", True),
)


def payments(book: OpenBook, pen: Pen) -> BookTable:
    """Every payment by its day, and all of them together."""
    rows = _paid(book, pen)
    if rows:
        rows.append([say("Paid"), "", "", "", _sum(book.total.paid, book, pen)])
    lead = say(
        "A person who was paid is not named. The number is that of the item.",
    )
    found = _table(
        pen,
        "payments",
        say("Payments"),
        lead,
        _HEADS_OF_PAYMENTS,
        rows,
    )
    return replace(found, total=bool(rows))


def _paid(book: OpenBook, pen: Pen) -> list[list[Text]]:
    return [
        _payment(book, entry, number, pen)
        for number, entry in _happened(book)
        if isinstance(entry, MoneyPaid)
    ]


def _payment(
    book: OpenBook,
    entry: MoneyPaid,
    number: int,
    pen: Pen,
) -> list[Text]:
    return [
        say("{day}", day=Day(date.fromisoformat(entry.day))),
        say("{n}. {what}", n=number, what=as_written(entry.what)),
        _payee(entry),
        say("kept") if entry.receipt is not None else _NOTHING,
        _sum(entry.sum, book, pen),
    ]


def _payee(entry: MoneyPaid) -> Words:
    if entry.payee.text == "":
        return say("a person")
    return as_written(entry.payee)


def moves(book: OpenBook, pen: Pen) -> BookTable:
    """Whatever else happened to money and work, by its day."""
    rows = _moved(book)
    heads = ((say("Day"), 36, False), (say("What happened"), "1fr", False))
    lead = say(
        "What was set aside, what is there, what came back and where it went.",
    )
    return _table(pen, "moves", say("What else happened"), lead, heads, rows)


def _moved(book: OpenBook) -> list[list[Words]]:
    return [
        _move(book, entry)
        for _, entry in _happened(book)
        if not isinstance(entry, MoneyPaid)
    ]


def _move(
    book: OpenBook,
    entry: BookEntry,
) -> list[Words]:
    return [
        _day(entry),
        accounts.happened(entry, book.state),
    ]


def _day(
    entry: BookEntry,
) -> Words:
    return say("{day}", day=Day(date.fromisoformat(entry.day)))


def _happened(book: OpenBook) -> Sequence[tuple[int, BookEntry]]:
    """Every entry of the book with its item's number, by its day."""
    told = _by_day(book)
    return [
        (number, entry)
        for _, number, _, entry in sorted(told, key=lambda each: each[:3])
    ]


def _by_day(book: OpenBook) -> list[tuple[str, int, int, BookEntry]]:
    return [
        (entry.day, line.item.number, at, entry)
        for line in book.lines
        for at, entry in enumerate(line.account.happened)
    ]


_NOTHING = "–"


def _sum(minor: int | None, book: OpenBook, pen: Pen) -> str:
    return _NOTHING if minor is None else pen.value(Money(minor, book.currency))


_HEADS_OF_OVERDUE = (
    (say("Item"), 40, False),
    (say("What is owed"), 38, False),
    (say("Who owes it"), "1fr", False),
    (say("Since"), "auto", False),
    (say("Reminded"), "auto", True),
)


def overdue_table(book: OpenBook, pen: Pen) -> BookTable:
    """What is owed, since when, and how often somebody was reminded."""
    rows: list[list[Text]] = _owed_rows(book, pen)
    lead = say("As it stood on {day}.", day=Day(book.made))
    return _table(pen, "overdue", say("Overdue"), lead, _HEADS_OF_OVERDUE, rows)


def _owed_rows(book: OpenBook, pen: Pen) -> list[list[Text]]:
    return [_owed(book, each, pen) for each in book.overdue]


def _owed(book: OpenBook, each: Overdue, pen: Pen) -> list[Text]:
    return [
        _title(each.item),
        each.what,
        who_owes(book.state, each.item),
        say("{day}", day=Day(each.since)),
        pen.number(each.reminded),
    ]
