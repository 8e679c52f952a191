"""A slip that asks several things, each with its answers: no name, no number, to be copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pbdesk.i18n import Locale, render
from pbdesk.paper.sheet import A4, PT, Sheet, lines_of, sheet_for
from pbdesk.paper.whose import name_and_day
from pbdesk.questions.items import UNSAID, Item, Items
from pbdesk.words import Text, Words, as_words, say

__all__ = ["slip_of_items"]

_START, _END, _TOP, _FOOT = 18.0, 192.0, 22.0, 276.0
_COLUMNS, _BOX, _SIZE, _LEADING = 3, 4.6, 11.0, 1.35
_COLUMN = (_END - _START) / _COLUMNS
_ROOM = _COLUMN - _BOX - 6.0
_LINE = _SIZE * _LEADING * PT

_STEP, _STEP_SIZE, _GAP, _NUMBER, _BIG = 17.0, 8.5, 6.0, 8.0, 6.5
_MOST_STEPS = 7
_SAID_ALREADY = (
    say("Put one cross under each. Leave out what you do not want to say."),
    say("No name, please. Fold it and drop it into its own box."),
)


def slip_of_items(
    items: Items,
    *,
    question: Text,
    name: str,
    day: date,
    locale: Locale,
    rehearsal: bool = False,
    lead: Sequence[Words] = _SAID_ALREADY,
) -> bytes:
    """The slip as PDF: A4, or as many pages as its items need.

    Items that all have the same steps stand in lines under one head.
    """
    asked = as_words(question)
    sheet = sheet_for(A4, asked, locale)
    whose = name_and_day(name, day)
    y = _head(sheet, render(asked, locale), render(whose, locale))
    if rehearsal:
        y = _said(sheet, y, say("Rehearsal: nothing here is decided."), locale)
    for words in lead:
        y = _said(sheet, y, words, locale)
    steps = _steps(items, locale)
    if steps:
        labels = _labels(items, locale)
        _grid(sheet, y, labels, steps)
    else:
        _one_by_one(sheet, y, items.values(), locale)
    return sheet.pdf()


def _steps(items: Items, locale: Locale) -> list[_Step[str]]:
    return [
        (number, render(words, locale))
        for number, words in _steps_of_all(items)
    ]


def _labels(items: Items, locale: Locale) -> list[str]:
    return [render(as_words(each.label), locale) for each in items.values()]


def _one_by_one(
    sheet: Sheet,
    y: float,
    items: Iterable[Item],
    locale: Locale,
) -> None:
    """Each item with answers of its own below it; none is parted by the end of a page."""
    for item in items:
        rows = _rows_of(item, locale)
        if y + 12.0 + sum(_high(row, sheet) for row in rows) > _FOOT:
            sheet.page()
            y = _TOP
        y = _asked(sheet, y, render(as_words(item.label), locale), rows)


def _rows_of(item: Item, locale: Locale) -> list[Sequence[str]]:
    return list(
        _rows(
            render(as_words(words), locale) for words in item.answers.values()
        ),
    )


def _head(sheet: Sheet, question: str, whose: str) -> float:
    sheet.page()
    y = sheet.paragraph(
        _START,
        _TOP,
        question,
        18,
        _END - _START,
        bold=True,
        heading=1,
    )
    sheet.text(_START, y + 7, whose, 9.5)
    sheet.line(_START, _END, y + 10, 1.5)
    return y + 10


def _said(sheet: Sheet, y: float, words: Words, locale: Locale) -> float:
    return sheet.paragraph(
        _START,
        y + 6.5,
        render(words, locale),
        _SIZE,
        _END - _START,
    )


def _rows(answers: Iterable[str]) -> Iterable[Sequence[str]]:
    """Answers in rows, as they are read."""
    held = list(answers)
    return (held[at : at + _COLUMNS] for at in range(0, len(held), _COLUMNS))


def _high(row: Sequence[str], sheet: Sheet) -> float:
    """How high a row is: as its longest answer, and never less than a box with room round it."""
    lines = _lines_of_row(row, sheet)
    return max(*lines, 1) * _LINE + 3.0


def _lines_of_row(row: Sequence[str], sheet: Sheet) -> Iterator[int]:
    return (
        len(lines_of(each, _SIZE, _ROOM, right_to_left=sheet.right_to_left))
        for each in row
    )


def _asked(
    sheet: Sheet,
    y: float,
    label: str,
    rows: Sequence[Sequence[str]],
) -> float:
    """One item: its words in bold, its answers below with a box before each."""
    y = sheet.paragraph(
        _START,
        y + 11,
        label,
        12.5,
        _END - _START,
        bold=True,
        heading=2,
    )
    top = y + 3.0
    for row in rows:
        _answers(sheet, row, top)
        top += _high(row, sheet)
    return top - 3.0


def _answers(sheet: Sheet, row: Sequence[str], top: float) -> None:
    for place, answer in enumerate(row):
        x = _START + place * _COLUMN
        sheet.box(x, top, _BOX, _BOX)
        _ = sheet.paragraph(x + _BOX + 2.5, top + 3.7, answer, _SIZE, _ROOM)


type _Step[W] = tuple[str, W]
"""A step by its number, and its words; who cannot say has no number."""


def _steps_of_all(items: Items) -> Sequence[_Step[Words]]:
    """The steps that all items have; none where they differ or do not fit beside each other."""
    found = _scales(items)
    if len(found) != 1:
        return ()
    steps = found.pop()
    if len(steps) > _MOST_STEPS:
        return ()
    return [
        ("" if name == UNSAID else name, as_words(words))
        for name, words in steps
    ]


def _scales(
    items: Items,
) -> set[tuple[tuple[str, Text], ...] | tuple[()]]:
    return {
        tuple(item.answers.items()) if item.ordered else ()
        for item in items.values()
    }


def _grid(
    sheet: Sheet,
    y: float,
    labels: Sequence[str],
    steps: Sequence[_Step[str]],
) -> None:
    """A line for each item with a box for each step, under a head that names the steps."""
    begins = _END - len(steps) * _STEP
    room = begins - _START - _NUMBER - _GAP
    y = _head_of_steps(sheet, y + 9.0, begins, steps)
    for number, label in enumerate(labels, 1):
        lines = len(
            lines_of(label, _SIZE, room, right_to_left=sheet.right_to_left),
        )
        high = max(lines * _LINE + 7.0, _BIG + 5.2)
        if y + high > _FOOT:
            sheet.page()
            y = _head_of_steps(sheet, _TOP, begins, steps)
        sheet.text(_START, y + 7.0, f"{number}", _SIZE)
        _ = sheet.paragraph(_START + _NUMBER, y + 7.0, label, _SIZE, room)
        _boxes(sheet, begins, y + 2.6, len(steps))
        y += high
        sheet.line(_START, _END, y, 0.5)


def _boxes(sheet: Sheet, x: float, y: float, steps: int) -> None:
    """One box in the middle of each step's column."""
    for place in range(steps):
        sheet.box(x + place * _STEP + (_STEP - _BIG) / 2, y, _BIG, _BIG)


def _head_of_steps(
    sheet: Sheet,
    y: float,
    begins: float,
    steps: Sequence[_Step[str]],
) -> float:
    """Each step over its boxes: its number, by which it is typed in, and its words."""
    low = y
    for place, (number, words) in enumerate(steps):
        x = begins + place * _STEP + 1.0
        sheet.text(x, y, number, _SIZE, bold=True)
        low = max(
            low,
            sheet.paragraph(x, y + 4.5, words, _STEP_SIZE, _STEP - 2.0),
        )
    sheet.line(_START, _END, low + 2.5, 1.0)
    return low + 2.5
