"""What stands above the cut line: the stub with its control number, or what it is instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pbdesk.paper.ballots.formats import Format
from pbdesk.paper.ballots.row import Print, Written, below_each_other, shortened
from pbdesk.paper.sheet import PT, Sheet
from pbdesk.words import Day, Words, as_words, say, several

__all__ = ["Stub", "draw_head", "draw_stub"]


_EDGE = 9.0
_TEAR = say("Tear here, keep this part.")
_TICK_AND_TEAR = say(
    "Tick the person off in the register, tear here, keep this part.",
)


@dataclass(frozen=True, slots=True)
class Stub:
    """What the door keeps of a ballot: whose it is, its number, how much belongs to it."""

    name: str
    day: date
    number: str
    pages: int
    papers: int
    rehearsal: bool


def draw_stub(
    sheet: Sheet,
    form: Print,
    on: Format,
    written: Written,
    stub: Stub,
) -> None:
    """The stub that the door keeps; the paper below carries no number, nor do those that follow."""
    low = _whose(sheet, form, on, stub, written)
    if form.large:
        sheet.text(on.margin, form.cut - 2.6, written(_TEAR), form.body)
    else:
        told = sheet.paragraph(
            on.margin,
            36,
            written(_TICK_AND_TEAR),
            9,
            on.wide - 30,
        )
        sheet.text(
            on.margin,
            told + 12.2 * PT,
            written(_below(stub.pages, stub.papers)),
            9,
        )
    sheet.text(
        on.end,
        low,
        stub.number,
        28,
        bold=True,
        figures=True,
        align="end",
    )
    under = written(say("Control number"))
    sheet.text(on.end, 35 if form.large else 34, under, form.small, align="end")
    _cut(sheet, form.cut)


def _whose(
    sheet: Sheet,
    form: Print,
    on: Format,
    stub: Stub,
    written: Written,
) -> float:
    """What it is, and below that the assembly with its day; the baseline of the assembly."""
    base, step = (
        (13.5 * form.scale, 8.0 * form.scale) if form.large else (17.7, 6.9)
    )
    title = written(_title(large=form.large, rehearsal=stub.rehearsal))
    sheet.text(on.margin, base, title, 18 if form.large else 13, bold=True)
    whose = shortened(written(as_words(stub.name)), form.body, on.wide - 45, 1)
    whose.append(written(say("{day}", day=Day(stub.day))))
    below_each_other(
        sheet,
        on.margin,
        base + step,
        whose,
        form.body,
        form.body * 1.3 * PT,
    )
    return base + step


def _title(*, large: bool, rehearsal: bool) -> Words:
    title = say("For the door, large print") if large else say("For the door")
    return say("{stub}, rehearsal", stub=title) if rehearsal else title


def _cut(sheet: Sheet, y: float) -> None:
    """Where it is torn off; for a guillotine, whole where a pile is laid on."""
    sheet.line(0, sheet.width, y, 0.75, cut=True)
    _notches(sheet, y)


def _notches(sheet: Sheet, y: float) -> None:
    for start in (0.0, sheet.width - _EDGE):
        sheet.line(start, start + _EDGE, y, 0.75)


def _below(pages: int, papers: int) -> Words:
    if papers > 1:
        return say(
            "{n} papers belong to this strip. None carries a number.",
            n=papers,
        )
    if pages == 1:
        return say("The paper below carries no number.")
    return several(
        "The ballot has {n} page and carries no number.",
        "The ballot has {n} pages and carries no number.",
        pages,
    )


def draw_head(
    sheet: Sheet,
    form: Print,
    on: Format,
    written: Written,
    title: Words,
    look: Words,
) -> None:
    """In place of the stub: that this is no ballot paper."""
    low = sheet.paragraph(
        on.margin,
        20,
        written(title),
        form.title,
        on.wide,
        bold=True,
        leading=1.1,
    )
    sheet.paragraph(
        on.margin,
        low + (12 if form.large else 9),
        written(look),
        form.body,
        on.wide,
    )
    sheet.line(on.margin, on.end, form.cut, 1)
