"""The open book as one page that anybody opens: no scripts, nothing loaded, all words escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from pbdesk.assembly.book import BookLine, MoneyReturned, happened, parts
from pbdesk.charts import Palette, money_bar, money_pot, money_sentence
from pbdesk.i18n import Locale, is_right_to_left
from pbdesk.paper.open_book import BookTable, OpenBook, money_table, pot, tables
from pbdesk.paper.pen import Pen
from pbdesk.paper.promised import Promise, promises
from pbdesk.words import Day, Money, Words, as_words, say, several

__all__ = ["open_book_html"]

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b1a18;background:#faf9f6}h1{font-size:1.75rem;margin:.5rem 0}h2{margin:2.5rem 0 0}"
    "header{border-bottom:3px solid;padding-bottom:.5rem}footer{border-top:3px solid;"
    "margin-top:3rem;padding-top:.75rem}p{margin:.5rem 0}small,th{font-size:.875rem}"
    "table{border-collapse:collapse;width:100%;margin-top:.5rem}th{font-weight:400}"
    "th,td{text-align:start;vertical-align:top;padding:.6rem .75rem .6rem 0;"
    "border-bottom:1px solid #dedad2}tbody th{font-size:1rem;font-weight:600}"
    ".n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}"
    ".sum th,.sum td{font-weight:600;border-top:2px solid}svg{display:block;max-width:100%;"
    "height:auto}svg.bar{width:100%;min-width:9rem;margin-top:.35rem}b{font-weight:600}"
    ".wide{overflow-x:auto}.late{color:#7a3b00}ul{margin:.25rem 0;padding:0;list-style:none}"
    "@media(max-width:40rem){.three,.three tbody,.three tr,.three th,.three td{display:block;"
    "border:0;padding:.15rem 0}.three thead{display:none}.three tr{padding:.75rem 0;"
    "border-bottom:1px solid #dedad2}}"
    "th small{font-weight:400}svg text{font-family:inherit}svg.pot{min-width:36rem}"
    "@media(prefers-color-scheme:dark){body{color:#f3f1ec;background:#17191b}"
    "th,td{border-color:#34383b}.late{color:#ecb36b}svg text{fill:#f3f1ec}"
    'rect[fill="#faf9f6"]{fill:#17191b}rect[fill="#0b4f5c"]{fill:#86cfdb}'
    '[stroke="#0b4f5c"]{stroke:#86cfdb}}@media print{body{background:#fff}}'
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_SCREEN = Palette("#faf9f6", "#1b1a18", "#1b1a18", "#0b4f5c")


def open_book_html(book: OpenBook, locale: Locale) -> bytes:
    """The page in the reader's language, of the same figures as every other form of the book."""
    pen = Pen(locale, book.currency)
    title = pen(say("The open book of {name}", name=book.name))
    direction = "rtl" if is_right_to_left(locale) else "ltr"
    body = _parts(book, title, pen)
    return (
        f'<!doctype html>\n<html lang="{escape(locale.language)}" dir="{direction}">\n<head>'
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>"
        f"{''.join(body)}</body></html>\n"
    ).encode()


def _parts(
    book: OpenBook,
    title: str,
    pen: Pen,
) -> tuple[str, ...]:
    return (
        _head(book, title, pen),
        _money(book, pen),
        _promised(book, pen),
        _given(book, pen),
        _came_back(book, pen),
        *(_table(table, row_heads=False) for table in tables(book, pen)),
        _foot(pen),
    )


def _head(book: OpenBook, title: str, pen: Pen) -> str:
    day = pen(say("As it stood on {day}.", day=Day(book.made)))
    lead = _opening(book, pen)
    return (
        f"<header><small>{escape(day)}</small><h1>{escape(title)}</h1></header>"
        f"<p>{escape(lead)}</p>"
    )


def _opening(book: OpenBook, pen: Pen) -> str:
    return " ".join(pen(each) for each in _lead(book))


def _lead(book: OpenBook) -> Iterator[Words]:
    """Who said what should become of which money, and who holds it."""
    state = book.state
    if state.count.counted is not None:
        yield several(
            "On {day} {n} valid ballot was counted.",
            "On {day} {n} valid ballots were counted.",
            state.count.counted.counted,
            day=Day(state.about.day),
        )
    holder = state.mandate.said("holder")
    if holder:
        yield say("{holder} holds the money.", holder=holder)
    asked = _asked(book)
    yield say(
        "What was asked for came to {sum}. This page says what became of it.",
        sum=asked,
    )


def _asked(book: OpenBook) -> Money:
    return Money(sum(line.item.cost for line in book.lines), book.currency)


def _svg(drawn: str, said: str, kind: str) -> str:
    """A drawing within the page: it needs no name of its language, and is told in words."""
    plain = drawn.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
    return plain.replace(
        "<svg",
        f'<svg class="{kind}" role="img" aria-label="{escape(said)}"',
        1,
    )


def _money(book: OpenBook, pen: Pen) -> str:
    """The pot as one bar; then every item with its own, on one scale."""
    whole = pot(book)
    drawn = money_pot(
        whole,
        book.currency,
        pen.locale,
        palette=_SCREEN,
        width=928,
    )
    picture = _svg(drawn, pen(money_sentence(whole, book.currency)), "pot")
    bars = _bars(book, pen)
    return f'<div class="wide">{picture}</div>' + _table(
        money_table(book, pen),
        bars,
    )


def _bars(book: OpenBook, pen: Pen) -> list[str]:
    """What became of each item's money, as bars on one scale."""
    longest = _dearest(book)
    return [_bar(line, longest, book.currency, pen) for line in book.lines]


def _dearest(book: OpenBook) -> int:
    return max((line.item.cost for line in book.lines), default=1)


def _bar(line: BookLine, longest: int, currency: str, pen: Pen) -> str:
    found = parts(line.item.cost, line.account)
    said = pen(money_sentence(found, currency))
    bar = money_bar(found, longest, pen.locale, palette=_SCREEN, width=240)
    return _svg(bar, said, "bar")


def _table(
    table: BookTable,
    bars: Sequence[str] = (),
    *,
    row_heads: bool = True,
) -> str:
    figures = [is_figure for _, _, is_figure in table.heads]
    heads = _heads(table)
    last = len(table.rows) - 1 if table.total else None
    body = "".join(
        _row(
            row,
            figures,
            bars[i] if i < len(bars) else "",
            total=i == last,
            head=row_heads,
        )
        for i, row in enumerate(table.rows)
    )
    return (
        f"<h2>{escape(table.title)}</h2><p>{escape(table.lead)}</p>"
        f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
        "</div>"
    )


def _heads(table: BookTable) -> str:
    return "".join(
        f"<th{_ink(each)}>{escape(head)}</th>" for head, _, each in table.heads
    )


def _ink(figures: bool) -> str:  # noqa: FBT001  a column's own mark
    return ' class="n"' if figures else ""


def _row(
    cells: Sequence[str],
    figures: Sequence[bool],
    bar: str,
    *,
    total: bool,
    head: bool,
) -> str:
    first, *others = (escape(cell) for cell in cells)
    title = (
        f'<th scope="row">{first}{bar}</th>' if head else f"<td>{first}</td>"
    )
    told = _told(figures, others)
    return f"<tr{' class="sum"' if total else ''}>{title}{told}</tr>"


def _told(figures: Sequence[bool], others: list[str]) -> str:
    return "".join(
        f"<td{_ink(is_figure)}>{cell}</td>"
        for cell, is_figure in zip(others, figures[1:], strict=True)
    )


_BESIDE = ("report.pdf", "open-book.json", "record.jsonl")
"""What lies beside the page in its pack."""
_LATE = ("triangle-alert", "octagon-x")


def _promised(book: OpenBook, pen: Pen) -> str:
    heads = (say("You asked"), say("They answered"), say("This was done"))
    told = "".join(f"<th>{escape(pen(head))}</th>" for head in heads)
    rows = _rows_promised(book, pen)
    title = pen(say("What was promised, and what became of it"))
    return (
        f'<h2>{escape(title)}</h2><table class="three"><thead><tr>{told}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _rows_promised(book: OpenBook, pen: Pen) -> str:
    return "".join(_promise(each, pen) for each in promises(book, pen))


def _promise(each: Promise, pen: Pen) -> str:
    title = _numbered(each, pen)
    late = ' class="late"' if each.mark in _LATE else ""
    return (
        f'<tr><th scope="row">{escape(title)}{_lines(each.asked)}</th>'
        f"<td><b>{escape(each.reply)}</b>{_lines(each.answered)}</td>"
        f"<td><b{late}>{escape(each.state)}</b>{_lines(each.done)}</td></tr>"
    )


def _numbered(each: Promise, pen: Pen) -> str:
    return pen(
        say(
            "{number}. {title}",
            number=each.number,
            title=as_words(each.title),
        ),
    )


def _lines(told: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li><small>{escape(each)}</small></li>' for each in told)}</ul>"


def _given(book: OpenBook, pen: Pen) -> str:
    """What residents gave, by hours, on one scale."""
    worked = _worked(book)
    if not worked:
        return ""
    longest = max(hours for _, hours in worked)
    rows = list[str]()
    for line, hours in worked:
        bar = _bar_of_hours(hours, longest, pen)
        cells = _hours(line, hours, pen)
        said = pen(several("{n} hour", "{n} hours", hours))
        rows.append(
            _row(
                cells,
                (False, True),
                _svg(bar, said, "bar"),
                total=False,
                head=True,
            ),
        )
    return (
        f"<h2>{escape(pen(say('What people gave')))}</h2>"
        f"<p>{escape(pen(say('Hours of work, which are not counted as money.')))}</p>"
        f"<table><tbody>{''.join(rows)}</tbody></table>"
    )


def _bar_of_hours(hours: int, longest: int, pen: Pen) -> str:
    return money_bar(
        (("spent", hours),),
        longest,
        pen.locale,
        palette=_SCREEN,
        width=480,
    )


def _worked(book: OpenBook) -> list[tuple[BookLine, int]]:
    return [
        (line, line.account.hours) for line in book.lines if line.account.hours
    ]


def _hours(line: BookLine, hours: int, pen: Pen) -> tuple[str, str]:
    return (pen(as_words(line.item.title)), pen.number(hours))


def _came_back(book: OpenBook, pen: Pen) -> str:
    """Why money came back, and where it went."""
    told = list[Words]()
    for line in book.lines:
        back = _brought_back(line)
        told += [happened(each, book.state) for each in back]
        stopped = line.account.stopped
        if stopped is not None:
            told.append(happened(stopped, book.state))
    if not told:
        return ""
    title = escape(pen(say("Money that came back")))
    return f"<h2>{title}</h2>" + "".join(
        f"<p>{escape(pen(each))}</p>" for each in told
    )


def _brought_back(line: BookLine) -> list[MoneyReturned]:
    return [
        each
        for each in line.account.happened
        if isinstance(each, MoneyReturned)
    ]


def _foot(pen: Pen) -> str:
    told = pen(
        say(
            "The same figures stand in open-book.json and in the sheet beside this page, and every "
            "entry in record.jsonl. No person is named, and nothing here counts visitors.",
        ),
    )
    links = " · ".join(f'<a href="{name}">{name}</a>' for name in _BESIDE)
    return f"<footer><small>{escape(told)}</small><p>{links}</p></footer>"
