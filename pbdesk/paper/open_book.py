"""The open book: one set of figures, as a page without scripts, as tables of a sheet, and as JSON.

All three are made from `OpenBook`, and no figure is computed twice. No person is named in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape

from pbdesk.assembly import book as accounts
from pbdesk.assembly.answers import (
    CONDITION_REPLIES,
    REPLIES,
    ConditionAnswered,
    ItemAnswered,
    Overdue,
    overdue,
)
from pbdesk.assembly.asked import Item
from pbdesk.assembly.book import Account, BookLine, MoneyReturned
from pbdesk.assembly.deliberated import as_written, condition_line
from pbdesk.assembly.follow_up import DONE, KEPT
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import Locale, is_right_to_left, render
from pbdesk.minutes.entries import FreeText
from pbdesk.paper.pen import Pen
from pbdesk.paper.section import column
from pbdesk.paper.typeset import Json
from pbdesk.words import Day, Money, Words, as_words, say

__all__ = [
    "OpenBook",
    "open_book",
    "open_book_html",
    "open_book_json",
    "overdue_section",
    "sections",
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
        "asked": sum(line.item.cost for line in book.lines),
        "accepted": sum(line.accepted or 0 for line in book.lines),
        "allocated": book.total.allocated,
        "spent": book.total.spent,
        "returned": book.total.returned,
        "left": book.total.left,
    }


def open_book_json(book: OpenBook) -> dict[str, Json]:
    """The book for programs: sums in minor units, null where the authority was silent."""
    return {
        "format": "pbdesk-open-book/1",
        "assembly": book.id,
        "currency": book.currency,
        "day": book.made.isoformat(),
        "items": [_line_json(line) for line in book.lines],
        "total": _totals(book),
        "overdue": [
            {"item": each.item.id, "what": render(each.what), "since": each.since.isoformat()}
            for each in book.overdue
        ],
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


# On a sheet


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of the book in the reader's words: (head, width, whether figures), and its rows."""

    name: str
    title: str
    lead: str
    heads: tuple[tuple[str, str | int, bool], ...]
    rows: tuple[tuple[str, ...], ...]


def sections(book: OpenBook, pen: Pen) -> Sequence[Json]:
    """What was answered, what became of the money, what was found, and what is overdue."""
    return [_section(table) for table in _tables(book, pen)]


def overdue_section(book: OpenBook, pen: Pen) -> Json:
    """What is overdue alone; where nothing is, a line that says so."""
    table = _overdue(book, pen)
    if table.rows:
        return _section(table)
    nothing = (pen(say("Nothing is overdue.")), "", "", "")
    return _section(replace(table, rows=(nothing,)))


def _section(table: _Table) -> Json:
    return {
        "kind": "table",
        "name": table.name,
        "title": table.title,
        "lead": table.lead,
        "table": {
            "columns": [
                column(head, width, figures=figures) for head, width, figures in table.heads
            ],
            "rows": [{"cells": cells} for cells in table.rows],
        },
    }


def _tables(book: OpenBook, pen: Pen) -> tuple[_Table, ...]:
    every = (_answered, _conditions, _money, _moves, _found, _overdue)
    return tuple(table for made in every if (table := made(book, pen)).rows)


def _table(
    pen: Pen,
    name: str,
    title: Words,
    lead: Words,
    heads: Sequence[tuple[Words, str | int, bool]],
    rows: Sequence[Sequence[Words | str]],
) -> _Table:
    return _Table(
        name,
        pen(title),
        pen(lead),
        tuple((pen(head), width, figures) for head, width, figures in heads),
        tuple(tuple(pen(cell) for cell in row) for row in rows),
    )


def _title(item: Item) -> Words:
    return say("{number}. {title}", number=item.number, title=as_words(item.title))


_SILENT = say("Not answered")
_NOT_SAID = say("not said")
_NOTHING = "–"


def _or_not_said(text: FreeText) -> Words:
    return _NOT_SAID if text.text == "" else as_written(text)


def _answered(book: OpenBook, pen: Pen) -> _Table:
    rows = list[list[Words | str]]()
    for line in book.lines:
        found = book.state.answers.by_item.get(line.item.id)
        if found is None:
            rows.append([_title(line.item), _SILENT, _NOTHING, _NOTHING])
        else:
            rows.append([_title(line.item), *_said(found.entry, book.currency)])
    heads = (
        (say("Item"), 46, False),
        (say("Answer"), 40, False),
        (say("Reason"), 44, False),
        (say("Owner and day"), "1fr", False),
    )
    lead = say("As the authority said it. What it left out is said to be missing.")
    return _table(pen, "answered", say("What was answered"), lead, heads, rows)


def _said(entry: ItemAnswered, currency: str) -> tuple[Words, Words, Words]:
    """What was answered to an item: the reply with its sum, the reason, the owner with the day."""
    reply = REPLIES[entry.reply]
    if entry.sum is not None:
        reply = say("{reply}: {sum}", reply=reply, sum=Money(entry.sum, currency))
    reason = _or_not_said(entry.reason)
    if entry.reply == "accept" and entry.reason.text == "":
        reason = say("none is needed")
    by = Day(date.fromisoformat(entry.day)) if entry.day else _NOT_SAID
    return reply, reason, say("{owner}, by {day}", owner=_or_not_said(entry.owner), day=by)


def _conditions(book: OpenBook, pen: Pen) -> _Table:
    state = book.state
    rows = list[list[Words | str]]()
    for line in book.lines:
        entry = state.answers.by_item.get(line.item.id)
        said = {each.number: each for each in entry.entry.conditions} if entry else {}
        for condition in line.item.conditions:
            asked = condition_line(state, condition).asked
            told = _replied(said.get(condition.number))
            rows.append([_title(line.item), asked, told, _looked(state, condition.number)])
    heads = (
        (say("Item"), 40, False),
        (say("Condition"), 52, False),
        (say("Answer"), 48, False),
        (say("Kept"), "1fr", False),
    )
    lead = say("What a table asked for its support, and what became of it.")
    return _table(pen, "conditions", say("The conditions"), lead, heads, rows)


def _replied(reply: ConditionAnswered | None) -> Words:
    """What was answered to a condition, in the words of whoever answered where there are any."""
    if reply is None:
        return _SILENT
    words = CONDITION_REPLIES[reply.reply]
    if reply.words.text == "":
        return words
    return say("{reply}: {words}", reply=words, words=as_written(reply.words))


def _looked(state: Assembly, number: int) -> Words:
    """Whether a condition was kept, where anybody has looked."""
    kept = state.follow_up.kept(number)
    return KEPT[kept] if kept else say("Nobody has looked yet")


def _money(book: OpenBook, pen: Pen) -> _Table:
    def row(title: Words, figures: dict[str, int | None]) -> list[Words | str]:
        return [title, *(_sum(figures[key], book, pen) for key, _ in _COLUMNS)]

    rows = [row(_title(line.item), _figures(line)) for line in book.lines]
    rows.append(row(say("Together"), _totals(book)))
    heads = (
        (say("Item"), "1fr", False),
        *((head, "auto", True) for _, head in _COLUMNS),
    )
    lead = say(
        "Set aside is spent, returned or left; below nothing is left where more was spent. "
        "Together counts once what moved from one item to another."
    )
    return _table(pen, "money", say("What became of the money"), lead, heads, rows)


def _moves(book: OpenBook, pen: Pen) -> _Table:
    """Every entry about money and work, by its day: to whom it went, for what, and where to."""
    told = sorted(
        (
            (date.fromisoformat(entry.day), line.item.number, at, entry)
            for line in book.lines
            for at, entry in enumerate(line.account.happened)
        ),
        key=lambda each: each[:3],
    )
    rows = [
        [say("{day}", day=Day(day)), accounts.happened(entry, book.state)]
        for day, _, _, entry in told
    ]
    heads = ((say("Day"), 36, False), (say("What happened"), "1fr", False))
    lead = say("Where it came from, to whom it went, and for what.")
    return _table(pen, "moves", say("Every movement"), lead, heads, rows)


def _sum(minor: int | None, book: OpenBook, pen: Pen) -> str:
    return "–" if minor is None else pen.value(Money(minor, book.currency))


def _found(book: OpenBook, pen: Pen) -> _Table:
    """What was seen of every item, once anything was looked at or stopped."""
    seen = book.state.follow_up.by_item
    begun = seen or any(line.account.stopped for line in book.lines)
    rows = [_found_row(book, line, pen) for line in book.lines] if begun else []
    heads = (
        (say("Item"), 44, False),
        (say("Found"), 34, False),
        (say("What was seen"), 48, False),
        (say("A resident’s answer"), "1fr", False),
    )
    lead = say("On the days that the sealed rulebook has.")
    return _table(pen, "found", say("What was done"), lead, heads, rows)


def _found_row(book: OpenBook, line: BookLine, pen: Pen) -> list[Words | str]:
    found = book.state.follow_up.by_item.get(line.item.id)
    stopped = line.account.stopped
    done, evidence, resident = say("Nobody has looked yet"), _NOTHING, _NOTHING
    if found is not None:
        done = _on(DONE[found.done], found.day)
        evidence, resident = pen(as_written(found.evidence)), pen(_or_nothing(found.resident))
    if line.item.id in book.state.follow_up.reopened:
        done = say("Open again")
    if stopped is not None:
        done = _on(say("Stopped"), stopped.day)
        told = [as_written(stopped.reason), *_went(book, line)]
        seen = [evidence] if found is not None else []
        evidence = " ".join(pen(each) for each in (*told, *seen))
    return [_title(line.item), done, evidence, resident]


def _on(what: Words, iso: str) -> Words:
    return say("{done}, {day}", done=what, day=Day(date.fromisoformat(iso)))


def _or_nothing(text: FreeText) -> Words | str:
    return _NOTHING if text.text == "" else as_written(text)


def _went(book: OpenBook, line: BookLine) -> Iterator[Words]:
    """Where the money of an item went, and what is left of it."""
    for entry in line.account.happened:
        if isinstance(entry, MoneyReturned):
            sum_ = Money(entry.sum, book.currency)
            yield say("{sum} went to {to}.", sum=sum_, to=accounts.goes_to(entry, book.state))
    if line.account.left > 0:
        yield say("{sum} is left.", sum=Money(line.account.left, book.currency))


def _overdue(book: OpenBook, pen: Pen) -> _Table:
    rows: list[list[Words | str]] = [
        [_title(each.item), each.what, say("{day}", day=Day(each.since)), pen.number(each.reminded)]
        for each in book.overdue
    ]
    heads = (
        (say("Item"), 62, False),
        (say("What is owed"), 52, False),
        (say("Since"), "1fr", False),
        (say("Reminded"), "auto", True),
    )
    lead = say("As it stood on {day}.", day=Day(book.made))
    return _table(pen, "overdue", say("Overdue"), lead, heads, rows)


# As a page

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b1a18;background:#faf9f6}h1{font-size:1.75rem}h2{margin-top:2.5rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;"
    "padding:.5rem .75rem .5rem 0;border-top:1px solid #dedad2}"
    ".n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}"
    "svg{display:block;width:100%;height:.75rem}tr:last-child.sum td{font-weight:600}"
    "@media(prefers-color-scheme:dark){body{color:#f3f1ec;background:#17191b}"
    "th,td{border-color:#34383b}}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def open_book_html(book: OpenBook, locale: Locale) -> bytes:
    """One page that anybody can open: no scripts, nothing loaded, every word of people escaped."""
    pen = Pen(locale, book.currency)
    title = pen(say("The open book of {name}", name=book.name))
    direction = "rtl" if is_right_to_left(locale) else "ltr"
    parts = "".join(_table_html(book, table, pen) for table in _tables(book, pen))
    lead = pen(say("As it stood on {day}.", day=Day(book.made)))
    return (
        f'<!doctype html>\n<html lang="{escape(locale.language)}" dir="{direction}">\n<head>'
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body><h1>{escape(title)}"
        f"</h1><p>{escape(lead)}</p>{parts}</body></html>\n"
    ).encode()


def _table_html(book: OpenBook, table: _Table, pen: Pen) -> str:
    figures = [is_figure for _, _, is_figure in table.heads]
    heads = "".join(f"<th{_ink(each)}>{escape(head)}</th>" for head, _, each in table.heads)
    body = "".join(_row_html(row, figures) for row in table.rows)
    pictures = _picture(book, pen) if table.name == "money" else ""
    return (
        f"<h2>{escape(table.title)}</h2><p>{escape(table.lead)}</p>{pictures}"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def _ink(figures: bool) -> str:  # noqa: FBT001  a column's own mark
    return ' class="n"' if figures else ""


def _row_html(cells: Sequence[str], figures: Sequence[bool]) -> str:
    return (
        "<tr>"
        + "".join(
            f"<td{_ink(is_figure)}>{escape(cell)}</td>"
            for cell, is_figure in zip(cells, figures, strict=True)
        )
        + "</tr>"
    )


_INKS = (("spent", "#0b4f5c"), ("returned", "#b8860b"), ("left", "#9bb8be"))


def _picture(book: OpenBook, pen: Pen) -> str:
    """A bar an item: of what was asked, what was spent, returned and left."""
    bars = list[str]()
    for line in book.lines:
        figures, x = _figures(line), 0.0
        whole = max(line.item.cost, line.account.allocated, 1)
        boxes = list[str]()
        for key, ink in _INKS:
            wide = max(figures[key] or 0, 0) * 100 / whole
            boxes.append(f'<rect x="{x:.3f}" y="0" width="{wide:.3f}" height="10" fill="{ink}"/>')
            x += wide
        title = escape(pen(_title(line.item)))
        bars.append(
            f'<p>{title}<svg role="img" aria-label="{title}" viewBox="0 0 100 10" '
            f'preserveAspectRatio="none"><rect width="100" height="10" fill="#dedad2"/>'
            f"{''.join(boxes)}</svg></p>"
        )
    key = pen(say("Dark: spent. Ochre: returned. Pale: left. Grey: not set aside."))
    return f"{''.join(bars)}<p>{escape(key)}</p>"
