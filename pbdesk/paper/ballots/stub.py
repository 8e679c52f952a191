"""What stands above the cut line: the stub with its control number, or what it is instead."""

from __future__ import annotations

from datetime import date

from pbdesk.paper.ballots.formats import Format
from pbdesk.paper.ballots.row import Print, Written, shortened
from pbdesk.paper.sheet import PT, Sheet
from pbdesk.words import Day, Words, as_words, say, several

__all__ = ["draw_head", "draw_stub"]


_EDGE = 9.0


def draw_stub(
    sheet: Sheet,
    form: Print,
    on: Format,
    written: Written,
    *,
    name: str,
    day: date,
    number: str,
    pages: int,
    papers: int,
    rehearsal: bool,
) -> None:
    """The stub that the door keeps; the paper below carries no number, nor do those that follow."""
    title = say("For the door, large print") if form.large else say("For the door")
    if rehearsal:
        title = say("{stub}, rehearsal", stub=title)
    size = form.body
    base, step = (13.5 * form.scale, 8.0 * form.scale) if form.large else (17.7, 6.9)
    sheet.text(on.margin, base, written(title), 18 if form.large else 13, bold=True)
    told = [
        *shortened(written(as_words(name)), size, on.wide - 45, 1),
        written(say("{day}", day=Day(day))),
    ]
    for i, line in enumerate(told):
        sheet.text(on.margin, base + step + i * size * 1.3 * PT, line, size)
    if form.large:
        tear = say("Tear here, keep this part.")
        sheet.text(on.margin, form.cut - 2.6, written(tear), size)
    else:
        tick = say("Tick the person off in the register, tear here, keep this part.")
        low = sheet.paragraph(on.margin, 36, written(tick), 9, on.wide - 30)
        sheet.text(on.margin, low + 12.2 * PT, written(_below(pages, papers)), 9)
    sheet.text(on.end, base + step, number, 28, bold=True, figures=True, align="end")
    under = written(say("Control number"))
    sheet.text(on.end, 35 if form.large else 34, under, form.small, align="end")
    sheet.line(0, sheet.width, form.cut, 0.75, cut=True)
    for start in (0.0, sheet.width - _EDGE):  # for a guillotine: whole where a pile is laid on
        sheet.line(start, start + _EDGE, form.cut, 0.75)


def _below(pages: int, papers: int) -> Words:
    if papers > 1:
        return say("{n} papers belong to this strip. None carries a number.", n=papers)
    if pages == 1:
        return say("The paper below carries no number.")
    return several(
        "The ballot has {n} page and carries no number.",
        "The ballot has {n} pages and carries no number.",
        pages,
    )


def draw_head(
    sheet: Sheet, form: Print, on: Format, written: Written, title: Words, look: Words
) -> None:
    """In place of the stub: that this is no ballot paper."""
    low = sheet.paragraph(
        on.margin, 20, written(title), form.title, on.wide, bold=True, leading=1.1
    )
    sheet.paragraph(on.margin, low + (12 if form.large else 9), written(look), form.body, on.wide)
    sheet.line(on.margin, on.end, form.cut, 1)
