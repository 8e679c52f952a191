"""What stands above the cut line: the stub with its control number, or the word "Specimen"."""

from __future__ import annotations

from datetime import date

from pbdesk.paper.ballots.row import Print, Written
from pbdesk.paper.sheet import Sheet
from pbdesk.words import Day, Words, say, several

__all__ = ["draw_specimen_head", "draw_stub"]

_START, _END = 20.0, 190.0


def draw_stub(
    sheet: Sheet,
    form: Print,
    written: Written,
    *,
    name: str,
    day: date,
    number: str,
    pages: int,
    rehearsal: bool,
) -> None:
    """The stub that the door keeps; the paper below carries no number."""
    title = say("For the door, large print") if form.large else say("For the door")
    if rehearsal:
        title = say("{stub}, rehearsal", stub=title)
    base, step = (17.0, 9.0) if form.large else (17.7, 6.9)
    sheet.text(_START, base, written(title), 18 if form.large else 13, bold=True)
    sheet.paragraph(_START, base + step, written(_whose(form, name, day)), form.body, 125)
    if form.large:
        sheet.text(_START, base + 2 * step, written(say("Tear here, keep this part.")), form.body)
    else:
        sheet.text(
            _START,
            34,
            written(say("Tick the person off in the register, tear here, keep this part.")),
            9,
        )
        sheet.text(_START, 38.3, written(_below(pages)), 9)
    sheet.text(_END, base + step, number, 28, bold=True, figures=True, align="end")
    sheet.text(
        _END, 35 if form.large else 34, written(say("Control number")), form.small, align="end"
    )
    sheet.line(0, sheet.width, form.cut, 0.75, cut=True)


def _whose(form: Print, name: str, day: date) -> Words:
    if form.large:
        return say("{name}, {day}", name=name, day=Day(day))
    return say("{name}, {day}. Standard print.", name=name, day=Day(day))


def _below(pages: int) -> Words:
    if pages == 1:
        return say("The paper below carries no number.")
    return several(
        "The ballot has {n} page and carries no number.",
        "The ballot has {n} pages and carries no number.",
        pages,
    )


def draw_specimen_head(
    sheet: Sheet,
    form: Print,
    written: Written,
    *,
    name: str,
    day: date,
    number: str,
    pages: int,
    rehearsal: bool,
) -> None:
    """In place of the stub: that this is no ballot paper."""
    del name, day, number, pages, rehearsal
    sheet.text(_START, 20, written(say("Specimen")), form.title, bold=True)
    look = (
        say("To look at. It is not counted.")
        if form.large
        else say(
            "To look at before the vote. The projects are invented. It is not a ballot paper and "
            "is not counted."
        )
    )
    sheet.paragraph(_START, 32 if form.large else 29, written(look), form.body, _END - _START)
    sheet.line(_START, _END, form.cut, 1)
