"""You asked, they answered, this was done: every item of the pack in three columns.

Made from the open book, for sheet and page alike. What was left out is said to be missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from pbdesk.assembly import book as accounts
from pbdesk.assembly.answers import ItemAnswered
from pbdesk.assembly.book import BookLine, MoneyReturned
from pbdesk.assembly.deliberated import as_written, condition_line
from pbdesk.assembly.follow_up import DONE, LookedAt
from pbdesk.paper.pen import Pen
from pbdesk.words import Day, Listing, Money, Words, as_words, say, several

if TYPE_CHECKING:
    from pbdesk.paper.open_book import OpenBook
    from pbdesk.paper.typeset import Json

__all__ = ["Promise", "promised_section", "promises"]

type Mark = Literal["circle-check", "contrast", "octagon-x", "triangle-alert", "circle"]

_GIVEN = {
    "accept": say("Accepted"),
    "part": say("Accepted in part"),
    "reject": say("Rejected"),
}
_MARKS: dict[str, Mark] = {
    "done": "circle-check",
    "partly": "contrast",
    "not": "triangle-alert",
    "open": "triangle-alert",
    "owed": "triangle-alert",
    "stopped": "octagon-x",
    "coming": "circle",
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
_KEPT = {"kept": say("kept"), "partly": say("partly kept"), "broken": say("broken")}


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
    found = book.state.answers.by_item.get(line.item.id)
    key = _standing(book, line)
    return Promise(
        line.item.number,
        pen(as_words(line.item.title)),
        tuple(pen(each) for each in _asked(book, line)),
        pen(_GIVEN[found.entry.reply] if found else say("Not answered")),
        tuple(pen(each) for each in _answered(book, line, found.entry)) if found else (),
        _MARKS[key],
        pen(_state(book, line, key)),
        tuple(pen(each) for each in _done(book, line, pen)),
    )


def _asked(book: OpenBook, line: BookLine) -> Iterator[Words]:
    yield say("{sum}", sum=Money(line.item.cost, book.currency))
    for condition in line.item.conditions:
        yield condition_line(book.state, condition).asked


def _answered(book: OpenBook, line: BookLine, entry: ItemAnswered) -> Iterator[Words]:
    if entry.sum is not None:
        yield say("{sum}", sum=Money(entry.sum, book.currency))
    if entry.reason.text != "":
        yield as_written(entry.reason)
    elif entry.reply != "accept":
        yield say("No reason was given.")
    if entry.reply != "reject":
        yield _who(entry)
    said = {each.number: each for each in entry.conditions}
    for condition in line.item.conditions:
        n, reply = condition.number, said.get(condition.number)
        if reply is None:
            yield say("Condition {n}: not answered.", n=n)
        elif reply.words.text == "":
            yield say("Condition {n}: {reply}.", n=n, reply=_REPLIED[reply.reply])
        else:
            words = as_written(reply.words)
            yield say(
                "Condition {n}, {reply}: {words}", n=n, reply=_REPLIED[reply.reply], words=words
            )


_REPLIED = {"accept": say("accepted"), "vary": say("varied"), "refuse": say("refused")}


def _who(entry: ItemAnswered) -> Words:
    """The office that sees to it, and the day; what is missing is told as that."""
    owner = say("Nobody named") if entry.owner.text == "" else as_written(entry.owner)
    if not entry.day:
        return say("{owner}, no day named.", owner=owner)
    return say("{owner}, by {day}.", owner=owner, day=Day(date.fromisoformat(entry.day)))


def _standing(book: OpenBook, line: BookLine) -> str:
    """How an item stands, by a key of `_MARKS`."""
    if line.account.stopped is not None:
        return "stopped"
    follow_up = book.state.follow_up
    if line.item.id in follow_up.reopened:
        return "open"
    if line.item.id in follow_up.by_item:
        return follow_up.by_item[line.item.id].done
    return "owed" if any(each.item.id == line.item.id for each in book.overdue) else "coming"


def _state(book: OpenBook, line: BookLine, key: str) -> Words:
    found = book.state.follow_up.by_item.get(line.item.id)
    if key == "stopped" and line.account.stopped is not None:
        return _on(say("Stopped"), line.account.stopped.day)
    if key == "open":
        return say("Open again")
    if found is not None:
        return _on(DONE[found.done], found.day)
    return say("Nobody has looked yet")


def _on(what: Words, iso: str) -> Words:
    return say("{done}, {day}", done=what, day=Day(date.fromisoformat(iso)))


def _done(book: OpenBook, line: BookLine, pen: Pen) -> Iterator[Words]:
    """Why it stopped, what was seen, what its money did, and whether conditions were kept."""
    found = book.state.follow_up.by_item.get(line.item.id)
    if line.account.stopped is not None:
        yield as_written(line.account.stopped.reason)
    if found is not None:
        yield from _seen(found, pen)
    yield from _of_its_money(book, line)
    for condition in line.item.conditions:
        kept = book.state.follow_up.kept(condition.number)
        told = _KEPT[kept] if kept else say("nobody has looked yet")
        yield say("Condition {n}: {words}.", n=condition.number, words=told)
    for each in book.overdue:
        if each.item.id == line.item.id:
            yield say("{what}, since {day}.", what=each.what, day=Day(each.since))


def _of_its_money(book: OpenBook, line: BookLine) -> Iterator[Words]:
    """What was spent, where else it went, and what a stopped item has left."""
    account = line.account
    if account.spent:
        yield say("{sum} spent.", sum=Money(account.spent, book.currency))
    for entry in account.happened:
        if isinstance(entry, MoneyReturned):
            to = accounts.goes_to(entry, book.state)
            yield say("{sum} went to {to}.", sum=Money(entry.sum, book.currency), to=to)
    if account.stopped is not None and account.left > 0:
        yield say("{sum} is left.", sum=Money(account.left, book.currency))


def _seen(found: LookedAt, pen: Pen) -> Iterator[Words]:
    yield as_written(found.evidence)
    if found.resident.text != "":
        yield say("A resident says: {words}", words=pen.quoted(as_written(found.resident)))


# On a sheet


def promised_section(book: OpenBook, pen: Pen) -> Json:
    """In short, the three columns, and what was learnt."""
    heads = (say("You asked"), say("They answered"), say("This was done"))
    return {
        "kind": "promised",
        "name": "promised",
        "title": pen(say("You asked, they answered, this was done")),
        "lead": pen(say("{name}, as it stood on {day}.", name=book.name, day=Day(book.made))),
        "short": [pen(say("In short")), " ".join(pen(each) for each in _short(book))],
        "heads": [pen(each) for each in heads],
        "rows": [_row(each, pen) for each in promises(book, pen)],
        "learnt": _learnt(book, pen),
        "learnt_title": pen(say("What was learnt")),
    }


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


def _short(book: OpenBook) -> Iterator[Words]:
    """How many items and conditions stand how, and what of the money is spent."""
    stand = Counter(_standing(book, line) for line in book.lines)
    told = [say("{n} {how}", n=stand[key], how=how) for key, how in _SHORT.items() if stand[key]]
    yield several(
        "Of {n} item: {told}.", "Of {n} items: {told}.", len(book.lines), told=Listing(tuple(told))
    )
    numbers = [each.number for line in book.lines for each in line.item.conditions]
    if numbers:
        yield _conditions(book, numbers)
    asked = sum(line.item.cost for line in book.lines)
    spent = Money(book.total.spent, book.currency)
    yield say("Of {pot}: {spent} spent.", pot=Money(asked, book.currency), spent=spent)


def _conditions(book: OpenBook, numbers: Sequence[int]) -> Words:
    kept = Counter(book.state.follow_up.kept(each) or "" for each in numbers)
    how = {**_KEPT, "": say("not looked at yet")}
    told = [say("{n} {how}", n=kept[key], how=words) for key, words in how.items() if kept[key]]
    return several(
        "Of {n} condition: {told}.",
        "Of {n} conditions: {told}.",
        len(numbers),
        told=Listing(tuple(told)),
    )
