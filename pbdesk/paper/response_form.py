"""The response form as a PDF to fill in.

An item a box; for each accept, accept in part or reject, reason, owner, day. The same form on paper
is in the report. Field names are for `app.jobs.answers`, which reads the filled form back: they
hold no words, so a form in any language is read alike.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, override

from pbdesk.assembly.answers import CONDITION_REPLIES, REPLIES
from pbdesk.assembly.deliberated import ConditionLine
from pbdesk.assembly.figures import Figures, ProjectFigures
from pbdesk.i18n import Locale, is_right_to_left, render, render_money
from pbdesk.minutes.handover import LEFTOVER
from pbdesk.paper.pen import written
from pbdesk.paper.section import Labelled
from pbdesk.paper.sheet import A4, PT, Sheet, lines_of
from pbdesk.words import Day, Money, Text, Words, plain, say

__all__ = ["FORM", "FormItem", "example_day", "form_items", "response_form_pdf"]

FORM = "pbdesk-response/1"
_START, _END, _TOP, _FOOT = 18.0, 192.0, 20.0, 282.0
_CONDITION, _LINE, _LABEL, _ROUND = 24.0, 5.0, 30.0, 5.0
_TITLE, _MEASURE = 12.0, 118.0  # points, and how wide a title may be
_INDENTED = _START + 9.0  # where all of an item but its number begins
_MANY = 12  # of more items each has one line for the reason
_SIGNED = 36.0
_INSET = 0.5  # between a box and the field in it
_ANSWERS = tuple(REPLIES)
_EVERY_ITEM = say(
    "Answer every item, save the file, and send it back. Accepting needs an owner and a day; "
    "accepting in part and rejecting need a reason. Accepting without a condition is accepting in "
    "part. What is left empty is shown as not answered once the day is over.",
)


@dataclass(frozen=True, slots=True)
class _Room:
    """Where the fields of an item stand below a title of one line, and how tall all of it is."""

    choice: float
    reason: float
    reason_high: float
    owner: float
    owner_high: float
    tall: float


_ROOMY = _Room(9.5, 22.5, 16, 44.5, 8, 61)
_COMPACT = _Room(7.3, 18.5, 7.5, 31.5, 7.5, 46.5)


@dataclass(frozen=True, slots=True)
class FormItem:
    """One thing to be answered.

    Its number (from 1), its key (a project's id, or `LEFTOVER`), title, sum, and the conditions
    that go with it.
    """

    number: int
    key: str
    title: Text
    cost: Money
    conditions: tuple[ConditionLine, ...] = ()


def form_items(figures: Figures) -> tuple[FormItem, ...]:
    """The funded projects in the order funded, and what is left of the pot.

    The items of the report.
    """
    funded = [_of_project(figures, p) for p in figures.funded]
    if figures.leftover:
        funded.append(
            _of_leftover(figures, funded),
        )
    return tuple(funded)


def _of_leftover(figures: Figures, funded: list[FormItem]) -> FormItem:
    return FormItem(
        len(funded) + 1,
        LEFTOVER,
        say("What is left of the pot"),
        figures.money(figures.leftover),
    )


def _of_project(figures: Figures, p: ProjectFigures) -> FormItem:
    return FormItem(
        p.item or 0,
        p.id,
        p.title,
        figures.money(p.cost),
        figures.deliberated.asked_on(p.id),
    )


def example_day(figures: Figures) -> date:
    """A day by which something may be done, to show how one is written: 31 March, once answered."""
    this_year = date(figures.answer_by.year, 3, 31)
    return (
        this_year
        if this_year > figures.answer_by
        else this_year.replace(this_year.year + 1)
    )


def response_form_pdf(
    figures: Figures,
    code: Sequence[str],
    locale: Locale,
    outcome: Sequence[str] = (),
) -> bytes:
    """The form for the pack under that code, in the language of whoever answers.

    `outcome`: the code of what was decided, whatever the pack.
    """
    pages = _drawn(
        figures,
        code,
        locale,
        outcome,
        0,
    ).number  # each page says of how many it is
    return _drawn(figures, code, locale, outcome, pages).pdf()


def _drawn(
    figures: Figures,
    code: Sequence[str],
    locale: Locale,
    outcome: Sequence[str],
    pages: int,
) -> _FormSheet:
    title = say("Response form, {name}", name=figures.name)
    sheet = _FormSheet(render(title, locale), " ".join(code), locale, pages)
    y = _head(sheet, figures, code, outcome, title, locale)
    items = form_items(figures)
    example = example_day(figures)
    room = _COMPACT if len(items) > _MANY else _ROOMY
    for item in items:
        tall = _whole(item, room, locale)
        signed = (
            _SIGNED if item is items[-1] else 0.0
        )  # nobody signs a page with nothing on it
        y = _top_for(sheet, y, tall + signed)
        _item(sheet, item, y, locale, example, room)
        _conditions(sheet, item, y + tall, locale)
        y += tall
    _foot(sheet, _top_for(sheet, y, _SIGNED), figures, locale)
    return sheet


def _conditions(
    sheet: _FormSheet,
    item: FormItem,
    end: float,
    locale: Locale,
) -> None:
    """The conditions of an item, the last of them down to where the item ends."""
    y = end - _conditions_tall(item, locale)
    for line in item.conditions:
        _condition(sheet, item, line, y - 3, locale)
        y += _tall(line, locale)


def _conditions_tall(item: FormItem, locale: Locale) -> float:
    return sum(_tall(line, locale) for line in item.conditions)


def _whole(item: FormItem, room: _Room, locale: Locale) -> float:
    """How tall an item is with its conditions."""
    return room.tall + _below(item, locale) + _conditions_tall(item, locale)


def _top_for(sheet: _FormSheet, y: float, tall: float) -> float:
    """Where something so tall begins: here, or on the next page."""
    if y + tall <= _FOOT:
        return y
    sheet.page()
    return _TOP


def _below(item: FormItem, locale: Locale) -> float:
    """How much lower all else stands for the lines of a title after its first."""
    lines = lines_of(
        written(item.title, locale),
        _TITLE,
        _MEASURE,
        bold=True,
        right_to_left=is_right_to_left(locale),
    )
    return (len(lines) - 1) * _TITLE * 1.35 * PT


def _head(
    sheet: _FormSheet,
    figures: Figures,
    code: Sequence[str],
    outcome: Sequence[str],
    title: Words,
    locale: Locale,
) -> float:
    sheet.page()
    sheet.text(_START, _TOP, render(title, locale), 16, bold=True)
    y = sheet.paragraph(
        _START,
        _TOP + 8,
        render(_EVERY_ITEM, locale),
        10,
        _END - _START,
    )
    _given(sheet, figures, code, locale)
    y += 3.5
    y = _codes(sheet, code, outcome, y, locale)
    for label, words in _deadline(figures):
        y = _labelled(sheet, y, label, words, locale)
    return y + 10


def _codes(
    sheet: _FormSheet,
    code: Sequence[str],
    outcome: Sequence[str],
    y: float,
    locale: Locale,
) -> float:
    for label, groups in (
        (say("Result code"), outcome),
        (say("Pack code"), code),
    ):
        if groups:
            y = _labelled(sheet, y, label, " ".join(groups), locale)
    return y


def _given(
    sheet: _FormSheet,
    figures: Figures,
    code: Sequence[str],
    locale: Locale,
) -> None:
    for name, value in (
        ("form", FORM),
        ("assembly", figures.id),
        ("code", " ".join(code)),
        ("language", locale.language),
    ):
        sheet.given(name, value)


def _labelled(
    sheet: _FormSheet,
    y: float,
    label: Words,
    words: Text,
    locale: Locale,
) -> float:
    """A label and what stands beside it, in bold; the last baseline."""
    y += 5.5
    sheet.text(_START, y, render(label, locale), 9)
    wide = _END - _START - _LABEL
    return sheet.paragraph(
        _START + _LABEL,
        y,
        written(words, locale),
        9,
        wide,
        bold=True,
    )


def _deadline(figures: Figures) -> Labelled:
    """By when it is answered, and where it goes."""
    found = [
        (
            say("Answer by"),
            say("{day}", day=Day(figures.answer_by, weekday=True)),
        ),
    ]
    where = _where_to(figures)
    if where:
        found.append((say("Send it to"), plain(", ".join(where))))
    if figures.contact:
        found.append((say("Whom to ask"), plain(figures.contact)))
    return found


def _where_to(figures: Figures) -> list[str]:
    return [text for text in (figures.office, figures.return_address) if text]


def _told(line: ConditionLine, locale: Locale) -> list[str]:
    """A condition, over as many lines as it takes."""
    return lines_of(
        render(line.asked, locale),
        10,
        _END - _START - 9,
        right_to_left=is_right_to_left(locale),
    )


def _tall(line: ConditionLine, locale: Locale) -> float:
    return _CONDITION + _LINE * len(_told(line, locale))


def _whose(item: FormItem, words: Words, condition: int | None = None) -> Words:
    """What a field is heard as: words alone would be the same for every item."""
    if condition is not None:
        words = say(
            "condition {number}, {words}",
            number=condition,
            words=words,
        )
    return say(
        "Item {n}, {title}: {words}",
        n=item.number,
        title=item.title,
        words=words,
    )


def _item(
    sheet: _FormSheet,
    item: FormItem,
    y: float,
    locale: Locale,
    example: date,
    room: _Room,
) -> None:
    """An item with its fields."""
    _item_head(sheet, item, y, locale)
    y += _below(item, locale)
    _choices(sheet, item, y + room.choice, locale)
    for each in _fields(room, example):
        _field(sheet, item, y, each, locale)


def _field(
    sheet: _FormSheet,
    item: FormItem,
    y: float,
    each: _Field,
    locale: Locale,
) -> None:
    heard = render(_whose(item, each.label), locale)
    label = render(each.label, locale)
    at = y + each.down
    name = f"item-{item.number}.{each.part}"
    sheet.asked(
        name,
        label,
        each.x,
        at,
        each.wide,
        each.high,
        lines=each.lines,
        heard=heard,
    )


def _item_head(
    sheet: _FormSheet,
    item: FormItem,
    y: float,
    locale: Locale,
) -> None:
    """Number, title and sum below a line; its key for whoever reads the form back."""
    title = written(item.title, locale)
    sheet.line(_START, _END, y - 4, 0.75)
    sheet.text(_START, y + 2, f"{item.number}", 12, bold=True)
    sheet.paragraph(
        _INDENTED,
        y + 2,
        title,
        _TITLE,
        _MEASURE,
        bold=True,
        heading=2,
    )
    sheet.text(
        _END,
        y + 2,
        render_money(item.cost, locale),
        12,
        figures=True,
        align="end",
    )
    sheet.given(f"item-{item.number}.key", item.key)


def _choices(
    sheet: _FormSheet,
    item: FormItem,
    y: float,
    locale: Locale,
) -> None:
    """A round mark for each answer that may be given."""
    for i, reply in enumerate(_ANSWERS):
        words = REPLIES[reply]
        heard = render(_whose(item, words), locale)
        at = _INDENTED + 44 * i
        sheet.choice(
            f"item-{item.number}.reply",
            reply,
            at,
            y,
            render(words, locale),
            heard,
        )


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of an item: which part of the answer, its label, its place below the title."""

    part: str
    label: Words
    x: float
    down: float
    wide: float
    high: float
    lines: bool = False


def _fields(room: _Room, example: date) -> tuple[_Field, ...]:
    """What an answer has besides its reply; `example` shows how a day is written."""
    done_by = say("Done by, such as {day}", day=Day(example))
    wide = _END - _INDENTED
    down = room.owner
    high = room.owner_high
    return (
        _Field(
            "reason",
            say("Reason"),
            _INDENTED,
            room.reason,
            wide,
            room.reason_high,
            room is _ROOMY,
        ),
        _Field("owner", say("Owner, an office"), _INDENTED, down, 62, high),
        _Field("sum", say("In part: the sum"), _INDENTED + 66, down, 34, high),
        _Field("day", done_by, _START + 120, down, 54, high),
    )


def _condition(
    sheet: _FormSheet,
    item: FormItem,
    line: ConditionLine,
    y: float,
    locale: Locale,
) -> None:
    """A condition of the item, with what may be answered to it."""
    name = f"item-{item.number}.condition-{line.number}"
    start = _START + 9
    for text in _told(line, locale):
        sheet.text(start, y + 1, text, 10)
        y += _LINE
    for i, reply in enumerate(CONDITION_REPLIES):
        words = render(CONDITION_REPLIES[reply], locale)
        heard = render(
            _whose(item, CONDITION_REPLIES[reply], line.number),
            locale,
        )
        sheet.choice(
            f"{name}.reply",
            reply,
            start + 56 * i,
            y - 2,
            words,
            heard,
        )
    label = say("How it is varied, or why it is refused")
    sheet.asked(
        f"{name}.words",
        render(label, locale),
        start,
        y + 9,
        _END - start,
        8,
        heard=render(_whose(item, label, line.number), locale),
    )


def _foot(
    sheet: _FormSheet,
    y: float,
    figures: Figures,
    locale: Locale,
) -> None:
    sheet.line(_START, _END, y - 4, 1.5)
    sheet.asked(
        "answered_by",
        render(
            say("For {decider}, name and office", decider=figures.decider),
            locale,
        ),
        _START,
        y + 4.5,
        _END - _START,
        8,
    )
    _signatures(sheet, y, locale)


def _signatures(sheet: _FormSheet, y: float, locale: Locale) -> None:
    for label, start, end in (
        (say("Signature"), _START, 120.0),
        (say("Date"), 126.0, _END),
    ):
        sheet.line(start, end, y + 26, 0.75)
        sheet.text(start, y + 30, render(label, locale), 9)


class _FormSheet(Sheet):
    """A sheet with fields of the form kind that every PDF reader fills in.

    Every box is drawn on the sheet itself and the field lies in it without a frame of its own: a
    form that is printed empty can be filled in by hand, and one in a reader that draws no fields
    still shows what it asks.
    """

    def __init__(
        self,
        title: str,
        code: str,
        locale: Locale,
        pages: int,
    ) -> None:
        """Begin; `pages`: how many there will be."""
        super().__init__(
            A4,
            title=title,
            language=locale.language,
            right_to_left=is_right_to_left(locale),
        )
        self._foot_words = written(
            say("{title}. {code}", title=title, code=code),
            locale,
        )
        self._fields = 0
        self._locale = locale
        self._pages = pages
        self.number = 0

    conforms = True

    @staticmethod
    @override
    def canvas_class() -> type[Any]:
        """A canvas that gives each round mark a name of its own.

        reportlab names the group alone, so all its marks would be heard alike (ISO 14289-1, 7.18.1:
        every field has its name in TU).
        """
        from reportlab.pdfbase.pdfdoc import PDFString

        untyped: Any = Sheet.canvas_class()

        class Heard(untyped):
            heard: str = ""

            def _addAnnotation(self, annotation: Any, *more: Any) -> Any:  # noqa: N802 (its name)
                if self.heard:
                    annotation["TU"] = PDFString(self.heard)
                return untyped._addAnnotation(self, annotation, *more)  # noqa: SLF001 (its name)

        return Heard

    @override
    def page(self) -> None:
        """Begin the next page: each says at its foot which form and which result it belongs to."""
        super().page()
        self.number = self.number + 1
        self._fields = 0
        number = self._number_told
        self._foot_of_page(number)

    def _foot_of_page(self, number: str) -> None:
        with self.running():
            self.text(_START, 290, self._foot_words, 9)
            self.text(_END, 290, number, 9, align="end")

    @property
    def _number_told(self) -> str:
        return render(
            say("Page {page} of {pages}", page=self.number, pages=self._pages),
            self._locale,
        )

    def _field(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
    ) -> dict[str, float]:
        left = self._x(x + wide if self.right_to_left else x)
        return {
            "x": left,
            "y": self._y(y + high),
            "width": wide / PT,
            "height": high / PT,
        }

    def _form_field(self) -> None:
        """The next field is a piece of its own in the order of reading."""
        self._tag("Form").widget = (self._page, self._fields)
        self._fields += 1

    @staticmethod
    def _paper() -> Any:
        """No tint of its own: an office printer dots it."""
        from reportlab.lib.colors import white

        return white

    def given(self, name: str, value: str) -> None:
        """A field that nobody sees.

        For the program that reads the form back, what it belongs to.
        """
        self._canvas.acroForm.textfield(
            name=name,
            value=value,
            fieldFlags="readOnly",
            annotationFlags="hidden",
            borderWidth=0,
            fillColor=self._paper(),
            maxlen=200,
            **self._field(_START, _TOP, 1, 1),
        )

    def asked(
        self,
        name: str,
        label: str,
        x: float,
        y: float,
        wide: float,
        high: float,
        *,
        lines: bool = False,
        heard: str = "",
    ) -> None:
        """A field for text under its label, on several lines where asked.

        `heard`: what it is called by a program that reads aloud.
        """
        self.text(x, y - 1.5, label, 9)
        self.box(x, y, wide, high, 0.75)
        self._form_field()
        self._canvas.acroForm.textfield(
            name=name,
            tooltip=heard or label,
            fieldFlags="multiline" if lines else "",
            fontSize=10,
            borderWidth=0,
            fillColor=self._paper(),
            maxlen=2000,
            **self._field(
                x + _INSET,
                y + _INSET,
                wide - 2 * _INSET,
                high - 2 * _INSET,
            ),
        )

    def choice(
        self,
        name: str,
        value: str,
        x: float,
        y: float,
        label: str,
        heard: str,
    ) -> None:
        """One of several round marks under the same name; `heard` is what it is called aloud."""
        box = self._field(x, y, _ROUND, _ROUND)
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        with self._no_text():
            self._canvas.setLineWidth(1)
            self._canvas.circle(*middle, _ROUND / PT / 2 - 0.5)
        self._form_field()
        form = self._canvas.acroForm
        form.circleArcStream = partial(_centred, type(form).circleArcStream)
        self._canvas.heard = heard
        form.radio(
            name=name,
            value=value,
            selected=False,
            x=box["x"],
            y=box["y"],
            size=_ROUND / PT,
            tooltip=heard.rpartition(": ")[0],
            borderWidth=0,
            fillColor=None,  # nothing over the circle that is drawn
            borderColor=None,
            buttonStyle="circle",
            shape="circle",
            fieldFlags="noToggleToOff radio",
        )
        self._canvas.heard = ""
        self.text(x + 7.5, y + 3.9, label, 10)


def _centred(
    draw: Callable[..., str],
    size: float,
    radius: float,
    **more: Any,
) -> str:
    """A round mark in the middle of its field: reportlab draws it there at 20 points only."""
    square = math.sqrt(20 * size)
    return draw(square, radius * 20 / square, **more)
