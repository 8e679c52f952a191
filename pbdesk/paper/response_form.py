"""The response form as a PDF to fill in: an item a box; for each accept, accept in part or reject, reason, owner, day.

The same form on paper is in the report. Field names are for `app.jobs.answers`, which reads the filled form back: they
hold no words, so a form in any language is read alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pbdesk.assembly.figures import Figures
from pbdesk.assembly.handover import LEFTOVER, REPLIES
from pbdesk.i18n import Locale, is_right_to_left, render, render_money
from pbdesk.paper.sheet import A4, PT, Sheet
from pbdesk.words import Money, Words, say

__all__ = ["FORM", "FormItem", "form_items", "response_form_pdf"]

FORM = "pbdesk-response/1"
_START, _END, _TOP, _FOOT = 18.0, 192.0, 20.0, 282.0
_BOX = 61.0
_ANSWERS = tuple(REPLIES)


@dataclass(frozen=True, slots=True)
class FormItem:
    """One thing to be answered: its number (from 1), its key (a project's id, or `LEFTOVER`), title and sum."""

    number: int
    key: str
    title: str | Words
    cost: Money


def form_items(figures: Figures) -> tuple[FormItem, ...]:
    """The funded projects in the order funded, and what is left of the pot: the items of the report."""
    funded = [FormItem(p.item or 0, p.id, p.title, Money(p.cost, figures.currency)) for p in figures.funded]
    if figures.leftover:
        funded.append(FormItem(len(funded) + 1, LEFTOVER, say("What is left of the pot"),
                               Money(figures.leftover, figures.currency)))
    return tuple(funded)


def response_form_pdf(figures: Figures, code: Sequence[str], locale: Locale) -> bytes:
    """The form for the pack under that results code, in the language of whoever answers."""
    title = say("Response form, {name}", name=figures.name)
    sheet = _FormSheet(render(title, locale), locale)
    y = _head(sheet, figures, code, title, locale)
    for item in form_items(figures):
        if y + _BOX > _FOOT:
            sheet.page()
            y = _TOP
        _item(sheet, item, y, locale)
        y += _BOX
    if y + 30 > _FOOT:
        sheet.page()
        y = _TOP
    _foot(sheet, y, figures, locale)
    return sheet.pdf()


def _head(sheet: _FormSheet, figures: Figures, code: Sequence[str], title: Words, locale: Locale) -> float:
    sheet.page()
    sheet.text(_START, _TOP, render(title, locale), 16, bold=True)
    y = sheet.paragraph(_START, _TOP + 8, render(say(
        "Answer every item, save the file, and send it back. Accepting needs an owner and a day; accepting in part and "
        "rejecting need a reason."), locale), 10, _END - _START)
    for name, label, value in (("form", say("Form"), FORM), ("assembly", say("Assembly"), figures.id),
                               ("code", say("Results code"), " ".join(code))):
        y += 6.5
        sheet.text(_START, y, render(label, locale), 9)
        sheet.given(name, _START + 38, y - 4.2, _END - _START - 38, 5.6, value)
    return y + 10


def _item(sheet: _FormSheet, item: FormItem, y: float, locale: Locale) -> None:
    name, shown = f"item-{item.number}", item.title if isinstance(item.title, str) else render(item.title, locale)
    sheet.line(_START, _END, y - 4, 0.75)
    sheet.text(_START, y + 2, f"{item.number}", 12, bold=True)
    sheet.paragraph(_START + 9, y + 2, shown, 12, 118, bold=True)
    sheet.text(_END, y + 2, render_money(item.cost, locale), 12, bold=True, figures=True, align="end")
    sheet.given(f"{name}.key", _START + 130, y + 5, 44, 4.5, item.key)
    for i, reply in enumerate(_ANSWERS):
        sheet.choice(f"{name}.reply", reply, _START + 9 + 44 * i, y + 12.5, render(REPLIES[reply], locale))
    sheet.text(_START + 9, y + 23, render(say("Reason"), locale), 9)
    sheet.asked(f"{name}.reason", _START + 9, y + 24.5, _END - _START - 9, 14, lines=True)
    sheet.text(_START + 9, y + 44, render(say("Owner"), locale), 9)
    sheet.asked(f"{name}.owner", _START + 9, y + 45.5, 100, 7)
    sheet.text(_START + 120, y + 44, render(say("Done by, as in 2027-03-31"), locale), 9)
    sheet.asked(f"{name}.day", _START + 120, y + 45.5, 54, 7)


def _foot(sheet: _FormSheet, y: float, figures: Figures, locale: Locale) -> None:
    sheet.line(_START, _END, y - 4, 1.5)
    sheet.text(_START, y + 2, render(say("For {decider}, name and office", decider=figures.decider), locale), 9)
    sheet.asked("answered_by", _START, y + 3.5, _END - _START, 8)


class _FormSheet(Sheet):
    """A sheet with fields of the form kind that every PDF reader fills in."""

    def __init__(self, title: str, locale: Locale) -> None:
        super().__init__(A4, title=title, language=locale.language, right_to_left=is_right_to_left(locale))

    def _field(self, x: float, y: float, wide: float, high: float) -> dict[str, float]:
        left = self._x(x + wide if self.right_to_left else x)
        return {"x": left, "y": self._y(y + high), "width": wide / PT, "height": high / PT}

    def given(self, name: str, x: float, y: float, wide: float, high: float, value: str) -> None:
        """A field that says what the form belongs to, and is not to be changed."""
        self._canvas.acroForm.textfield(name=name, value=value, fieldFlags="readOnly", borderWidth=0, fontSize=9,
                                        forceBorder=False, maxlen=200, **self._field(x, y, wide, high))

    def asked(self, name: str, x: float, y: float, wide: float, high: float, *, lines: bool = False) -> None:
        """A field for text, on several lines where asked."""
        self._canvas.acroForm.textfield(name=name, fieldFlags="multiline" if lines else "", borderWidth=1, fontSize=10,
                                        maxlen=2000, **self._field(x, y, wide, high))

    def choice(self, name: str, value: str, x: float, y: float, label: str) -> None:
        """One of several round marks under the same name."""
        box = self._field(x, y, 5, 5)
        self._canvas.acroForm.radio(name=name, value=value, selected=False, x=box["x"], y=box["y"], size=5 / PT,
                                    borderWidth=1, buttonStyle="circle", shape="circle",
                                    fieldFlags="noToggleToOff radio")
        self.text(x + 7, y + 4, label, 10)
