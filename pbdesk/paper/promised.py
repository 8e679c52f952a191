"""You asked, they answered, this was done: every item of the pack in three columns.

Made from the open book, for sheet and page alike. What was left out is said to be missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pbdesk.assembly import book as accounts
from pbdesk.assembly.became import Became, in_a_row, of_condition, of_item
from pbdesk.assembly.book import Account, BookLine, MoneyReturned
from pbdesk.assembly.deliberated import as_written, condition_line
from pbdesk.assembly.figures import looks
from pbdesk.assembly.follow_up import DONE
from pbdesk.paper.pen import Pen
from pbdesk.paper.section import section
from pbdesk.words import (
    Day,
    Listing,
    Money,
    Sentences,
    Words,
    as_words,
    say,
    several,
)

if TYPE_CHECKING:
    from pbdesk.canonical import Json
    from pbdesk.paper.open_book import OpenBook

__all__ = ["Promise", "promised_section", "promises"]

type Mark = Literal[
    "circle-check",
    "contrast",
    "octagon-x",
    "triangle-alert",
    "circle",
]

_MARKS: dict[str, Mark] = {
    "done": "circle-check",
    "partly": "contrast",
    "not": "triangle-alert",
    "open": "triangle-alert",
    "owed": "triangle-alert",
    "stopped": "octagon-x",
    "coming": "circle",
}
_STATES = {
    **DONE,
    "open": say("Open again"),
    "owed": say("Overdue"),
    "stopped": say("Stopped"),
    "coming": say("Not due yet"),
}
_SHORT = {
    "done": say("done"),
    "partly": say("partly done"),
    "not": say("not done"),
    "open": say("open again"),
    "owed": say("late"),
    "stopped": say("stopped"),
    "coming": say("to come"),
}
"""How an item stands, within a sentence, in the order in which it is told."""
_KEPT = {
    "kept": say("kept"),
    "partly": say("partly kept"),
    "broken": say("broken"),
}


@dataclass(frozen=True, slots=True)
class Promise:
    """An item: what was asked, answered and done, sentence by sentence, and how it stands.

    `reply` and `state` are the strong words before what was answered and done; `mark` is a shape.
    """

    number: int
    title: str
    asked: tuple[str, ...]
    reply: str
    answered: tuple[str, ...]
    mark: Mark
    state: str
    done: tuple[str, ...]


def promises(book: OpenBook, pen: Pen) -> tuple[Promise, ...]:
    """Every item of the pack, in its order."""
    return tuple(_promise(book, line, pen) for line in book.lines)


def _promise(book: OpenBook, line: BookLine, pen: Pen) -> Promise:
    told = of_item(book.state, line.item, book.made)
    conditions = _conditions_of(book, line)
    reply, *answered = told.answered
    answered += [_numbered(n, each.answered) for n, each in conditions]
    done = [
        *told.done,
        *_went(book, line),
        *(_numbered(n, each.done) for n, each in conditions),
    ]
    key = _standing(book, line)
    return Promise(
        line.item.number,
        pen(as_words(line.item.title)),
        tuple(pen(each) for each in _asked(book, line)),
        pen(reply),
        tuple(pen(each) for each in answered),
        _MARKS[key],
        pen(_STATES[key]),
        tuple(pen(each) for each in done),
    )


def _conditions_of(book: OpenBook, line: BookLine) -> list[tuple[int, Became]]:
    return [
        (each.number, of_condition(book.state, each, line.item, book.made))
        for each in line.item.conditions
    ]


def _numbered(number: int, sentences: Sentences) -> Words:
    """What is said of a condition, with its number before it."""
    return say("({n}) {words}", n=number, words=in_a_row(sentences))


def _asked(book: OpenBook, line: BookLine) -> Iterator[Words]:
    yield _sum(book, line)
    for condition in line.item.conditions:
        yield condition_line(book.state, condition).asked


def _sum(book: OpenBook, line: BookLine) -> Words:
    return say("{sum}", sum=Money(line.item.cost, book.currency))


def _standing(book: OpenBook, line: BookLine) -> str:
    """How an item stands, by a key of `_MARKS`."""
    if line.account.stopped is not None:
        return "stopped"
    follow_up = book.state.follow_up
    if line.item.id in follow_up.reopened:
        return "open"
    if line.item.id in follow_up.by_item:
        return follow_up.by_item[line.item.id].done
    return "owed" if _is_owed(book, line) else "coming"


def _is_owed(book: OpenBook, line: BookLine) -> bool:
    return any(each.item.id == line.item.id for each in book.overdue)


def _went(book: OpenBook, line: BookLine) -> Iterator[Words]:
    """Where its money went, and what a stopped item has left."""
    account = line.account
    for entry in account.happened:
        if isinstance(entry, MoneyReturned):
            to = accounts.goes_to(entry, book.state)
            yield _went_to(book, entry, to)
    if account.stopped is not None and account.left > 0:
        yield _still_left(book, account)


def _still_left(book: OpenBook, account: Account) -> Words:
    return say("{sum} is left.", sum=Money(account.left, book.currency))


def _went_to(book: OpenBook, entry: MoneyReturned, to: Words) -> Words:
    return say(
        "{sum} went to {to}.",
        sum=Money(entry.sum, book.currency),
        to=to,
    )


# On a sheet


def promised_section(book: OpenBook, pen: Pen) -> Json:
    """In short, the three columns, and what was learnt."""
    heads = (say("You asked"), say("They answered"), say("This was done"))
    return section(
        pen,
        "promised",
        "promised",
        say("You asked, they answered, this was done"),
        say(
            "{name}, as it stood on {day}.",
            name=book.name,
            day=Day(book.made),
        ),
        short=_paragraph(say("In short"), _short(book), pen),
        heads=[pen(each) for each in heads],
        rows=[_row(each, pen) for each in promises(book, pen)],
        learnt=_learnt(book, pen),
        learnt_title=pen(say("What was learnt")),
        next=_paragraph(say("Next"), _next(book), pen),
    )


def _paragraph(head: Words, told: Iterable[Words], pen: Pen) -> list[Json]:
    """Sentences one after the other, and what they are about."""
    return [pen(head), " ".join(pen(each) for each in told)]


def _row(each: Promise, pen: Pen) -> Json:
    return {
        "number": pen.number(each.number),
        "title": each.title,
        "asked": list(each.asked),
        "reply": each.reply,
        "answered": list(each.answered),
        "mark": each.mark,
        "state": each.state,
        "done": list(each.done),
    }


def _learnt(book: OpenBook, pen: Pen) -> Sequence[str]:
    return [pen(as_written(each)) for each in book.state.follow_up.lessons]


def _next(book: OpenBook) -> Iterator[Words]:
    """When it is asked again what was done, where the overdue list is, and whom to ask."""
    day = next((each for each in looks(book.state) if each > book.made), None)
    if day is None:
        yield say("The days on which the rules ask what was done are over.")
    else:
        yield say(
            "We ask again what was done on {day}.",
            day=Day(day, weekday=True),
        )
    contact = book.state.mandate.said("contact")
    if contact:
        yield say("Questions: {contact}", contact=contact)


def _short(book: OpenBook) -> Iterator[Words]:
    """How many items and conditions stand how, and what of the money is spent."""
    stand = _stand(book)
    told = _how_they_stand(stand)
    yield several(
        "Of {n} item: {told}.",
        "Of {n} items: {told}.",
        len(book.lines),
        told=Listing(tuple(told)),
    )
    numbers = _numbers(book)
    if numbers:
        yield _conditions(book, numbers)
    asked = sum(line.item.cost for line in book.lines)
    spent = Money(book.total.spent, book.currency)
    yield say(
        "Of {pot}: {spent} spent.",
        pot=Money(asked, book.currency),
        spent=spent,
    )


def _stand(book: OpenBook) -> Counter[str]:
    return Counter(_standing(book, line) for line in book.lines)


def _numbers(book: OpenBook) -> list[int]:
    return [each.number for line in book.lines for each in line.item.conditions]


def _how_they_stand(stand: Counter[str]) -> list[Words]:
    return [
        say("{n} {how}", n=stand[key], how=how)
        for key, how in _SHORT.items()
        if stand[key]
    ]


def _conditions(book: OpenBook, numbers: Sequence[int]) -> Words:
    kept = Counter(book.state.follow_up.kept(each) or "" for each in numbers)
    how = {**_KEPT, "": say("not looked at yet")}
    told = _how_kept(how, kept)
    return several(
        "Of {n} condition: {told}.",
        "Of {n} conditions: {told}.",
        len(numbers),
        told=Listing(tuple(told)),
    )


def _how_kept(how: dict[str, Words], kept: Counter[str]) -> list[Words]:
    return [
        say("{n} {how}", n=kept[key], how=words)
        for key, words in how.items()
        if kept[key]
    ]
