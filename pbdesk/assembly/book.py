"""The open book: what was given for each item, what was paid, what came back, where it went.

Decisions  allocate, pay, reach, give_back, stop, help_out
Entries    MoneyAllocated, MoneyPaid, MilestoneReached, MoneyReturned, ProjectStopped, HelpGiven
Glossary: *allocated* is what the authority set aside; *paid* what left it; *paid back* what whoever
was paid returned; *returned* all that went somewhere else than the item, paid back or never paid.
What was paid back to the item itself is only spent no longer.
Then for every item
    spent = paid - paid back        left = allocated - spent - returned
and below nothing is left where more was spent than set aside, which is told and never refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.assembly.asked import Item, item, items, misdated, still_to_come
from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, FreeText, Id, clean, free, spoken
from pbdesk.minutes.growing import put
from pbdesk.minutes.kept import Enclosed
from pbdesk.words import Money, Words, day_of, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "PARTS",
    "Account",
    "Book",
    "BookEntry",
    "BookLine",
    "HelpGiven",
    "MilestoneReached",
    "MoneyAllocated",
    "MoneyPaid",
    "MoneyReturned",
    "Part",
    "Parts",
    "ProjectStopped",
    "allocate",
    "apply",
    "give_back",
    "goes_to",
    "happened",
    "help_out",
    "lines",
    "parts",
    "pay",
    "reach",
    "stop",
    "tell",
    "total",
]

Source = Literal["unspent", "paid back"]
Part = Literal["spent", "left", "returned", "open"]
type Parts = Sequence[tuple[Part, int]]
"""What became of a sum: each part with its minor units, in this order."""

PARTS: Mapping[Part, Words] = MappingProxyType(
    {
        "spent": say("spent"),
        "left": say("set aside, not spent yet"),
        "returned": say("came back"),
        "open": say("not set aside"),
    },
)


class MoneyAllocated(Entry, frozen=True, tag="money.allocated"):
    """The authority set a sum aside for an item, on a day (ISO)."""

    item: Id
    sum: int
    day: str


class MoneyPaid(Entry, frozen=True, tag="money.paid", kw_only=True):
    """A sum was paid for an item. `payee`: an organisation; empty: a person, who is not named."""

    item: Id
    sum: int
    day: str
    payee: FreeText
    what: FreeText
    receipt: Enclosed | None = None


class MilestoneReached(Entry, frozen=True, tag="money.milestone", kw_only=True):
    """Something that was to be done with the money is there to see."""

    item: Id
    what: FreeText
    day: str
    photo: Enclosed | None = None


class MoneyReturned(Entry, frozen=True, tag="money.returned", kw_only=True):
    """A sum went elsewhere: `unspent` of what was set aside, or `paid back` by who was paid.

    `to` says where it went; an item by its id, where it went to one. To the item itself only money
    that was paid back goes: it was paid too much, and is there again.
    """

    item: Id
    sum: int
    day: str
    source: Source
    to: FreeText
    to_item: Id | None = None


class ProjectStopped(Entry, frozen=True, tag="money.stopped"):
    """What was to be done for an item is not done any more, and why."""

    item: Id
    day: str
    reason: FreeText


class HelpGiven(Entry, frozen=True, tag="money.help"):
    """Residents' own part in an item: hours of work, and what was done in them."""

    item: Id
    hours: int
    what: FreeText
    day: str


BookEntry = (
    MoneyAllocated
    | MoneyPaid
    | MilestoneReached
    | MoneyReturned
    | ProjectStopped
    | HelpGiven
)


@dataclass(frozen=True, slots=True)
class Account:
    """The money of one item, minor units, and what was done with it.

    `moved_in`: how much of what is set aside came from other items of the book.
    """

    allocated: int = 0
    paid: int = 0
    paid_back: int = 0
    returned: int = 0
    moved_in: int = 0
    hours: int = 0
    stopped: ProjectStopped | None = None
    happened: tuple[BookEntry, ...] = ()

    def with_moved_in(self, minor: int) -> Account:
        """The account after a sum came from another item."""
        allocated = self.allocated + minor
        return replace(
            self,
            allocated=allocated,
            moved_in=self.moved_in + minor,
        )

    @property
    def spent(self) -> int:
        """What the item really took."""
        return self.paid - self.paid_back

    @property
    def left(self) -> int:
        """What is set aside and still there; below nothing where more was spent."""
        return self.allocated - self.spent - self.returned


@dataclass(frozen=True, slots=True)
class Book:
    """Every account by its item, in the order in which it was first heard of."""

    by_item: Mapping[Id, Account] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    def of(self, id: str) -> Account:
        """The account of an item; an empty one where nothing was recorded."""
        return self.by_item.get(Id(id), Account())


@dataclass(frozen=True, slots=True)
class BookLine:
    """An item in the open book. `accepted`: what the authority said it gives; None: silent."""

    item: Item
    accepted: int | None
    account: Account


def lines(state: Assembly) -> tuple[BookLine, ...]:
    """Every item with what was asked, accepted, set aside, spent, returned and left."""
    return tuple(_line(state, each) for each in items(state))


def _line(state: Assembly, asked: Item) -> BookLine:
    return BookLine(asked, _accepted(state, asked), state.book.of(asked.id))


def _accepted(state: Assembly, asked: Item) -> int | None:
    found = state.answers.by_item.get(asked.id)
    if found is None:
        return None
    match found.entry.reply:
        case "accept":
            return asked.cost
        case "part":
            return found.entry.sum
        case "reject":
            return 0
        case _:
            assert_never(found.entry.reply)


def parts(asked: int, account: Account) -> Parts:
    """What became of `asked`, minor units; what was spent too much makes the whole larger."""
    return (
        ("spent", max(0, account.spent)),
        ("left", max(0, account.left)),
        ("returned", account.returned),
        ("open", max(0, asked - account.allocated)),
    )


def total(all_: tuple[BookLine, ...]) -> Account:
    """The accounts added up; what moved from one item to another counts once."""
    moved = sum(line.account.moved_in for line in all_)
    return Account(
        allocated=sum(line.account.allocated for line in all_) - moved,
        paid=sum(line.account.paid for line in all_),
        paid_back=sum(line.account.paid_back for line in all_),
        returned=sum(line.account.returned for line in all_) - moved,
        hours=sum(line.account.hours for line in all_),
    )


def _no_item(state: Assembly, id: str) -> Refusal | None:
    if item(state, id) is None:
        return Refusal(say("This is no item of the pack."), where="item")
    return None


def _no_sum(minor: int) -> Refusal | None:
    if minor <= 0:
        return Refusal(
            say("A sum is more than nothing."),
            say("Write how much it was."),
            "sum",
        )
    return None


def _iso(moment: Moment, day: date | None) -> str:
    return (day or moment.at.date()).isoformat()


def allocate(
    state: Assembly,
    moment: Moment,
    *,
    item: str,
    sum: int,
    day: date | None = None,
) -> Decided:
    """Record that a sum was set aside for an item."""
    return (
        _no_item(state, item)
        or _no_sum(sum)
        or misdated(state, moment, day)
        or Writing(MoneyAllocated(Id(item), sum, _iso(moment, day)))
    )


def pay(
    state: Assembly,
    moment: Moment,
    *,
    item: str,
    sum: int,
    what: str,
    payee: str = "",
    day: date | None = None,
    receipt: Enclosed | None = None,
) -> Decided:
    """Record a payment; more than was set aside is told as that, and never refused."""
    if not clean(what):
        return Refusal(
            say("Nobody knows what was paid for."),
            say("Write it in a few words."),
            "what",
        )
    return (
        _no_item(state, item)
        or _no_sum(sum)
        or misdated(state, moment, day)
        or Writing(
            MoneyPaid(
                item=Id(item),
                sum=sum,
                day=_iso(moment, day),
                payee=free(payee),
                what=free(what),
                receipt=receipt,
            ),
        )
    )


def reach(
    state: Assembly,
    moment: Moment,
    *,
    item: str,
    what: str,
    day: date | None = None,
    photo: Enclosed | None = None,
) -> Decided:
    """Record that something is there to see."""
    if not clean(what):
        return Refusal(
            say("Nobody knows what is there."),
            say("Write it in a few words."),
            "what",
        )
    reached = MilestoneReached(
        item=Id(item),
        what=free(what),
        day=_iso(moment, day),
        photo=photo,
    )
    return (
        _no_item(state, item)
        or misdated(state, moment, day)
        or Writing(reached)
    )


def give_back(
    state: Assembly,
    moment: Moment,
    *,
    item: str,
    sum: int,
    source: Source,
    to: str = "",
    to_item: str | None = None,
    day: date | None = None,
) -> Decided:
    """Record that money went elsewhere; who reads the book must learn where."""
    goes = to_item or ""
    if not clean(to) and not goes:
        return Refusal(
            say("Nobody knows where the money went."),
            say("Name the office that has it, or another item."),
            "to",
        )
    if goes == item and source == "unspent":
        return Refusal(
            say("The money stays where it is."),
            say("Choose another item."),
            "to_item",
        )
    elsewhere = _no_item(state, goes) if goes else None
    account = state.book.of(item)
    there = account.spent if source == "paid back" else account.left
    refusal = (
        _no_item(state, item)
        or elsewhere
        or _no_sum(sum)
        or misdated(state, moment, day)
    )
    if refusal is None and sum > there:
        refusal = Refusal(
            say("More than is there cannot be given back."),
            where="sum",
        )
    return refusal or Writing(
        MoneyReturned(
            item=Id(item),
            sum=sum,
            day=_iso(moment, day),
            source=source,
            to=free(to),
            to_item=Id(goes) if goes else None,
        ),
    )


def stop(
    state: Assembly,
    moment: Moment,
    *,
    item: str,
    reason: str,
    day: date | None = None,
) -> Decided:
    """Record that what was to be done is not done any more."""
    if not clean(reason):
        return Refusal(
            say("Stopping needs a reason."),
            say("Write one sentence."),
            "reason",
        )
    stopped = ProjectStopped(Id(item), _iso(moment, day), free(reason))
    return (
        _no_item(state, item)
        or misdated(state, moment, day)
        or Writing(stopped)
    )


def help_out(
    state: Assembly,
    moment: Moment,
    *,
    item: str,
    hours: int,
    what: str,
    day: date | None = None,
) -> Decided:
    """Record residents' own part, by hours; nobody is named."""
    if hours <= 0:
        return Refusal(say("Work is counted from one hour."), where="hours")
    if not clean(what):
        return Refusal(
            say("Nobody knows what was done."),
            say("Write it in a few words."),
            "what",
        )
    given = HelpGiven(Id(item), hours, free(what), _iso(moment, day))
    return _no_item(state, item) or still_to_come(moment, day) or Writing(given)


def apply(book: Book, entry: BookEntry, _at: datetime) -> Book:
    """What the entry adds; money that goes to another item is set aside there."""
    account = book.of(entry.item)
    match entry:
        case MoneyAllocated(sum=sum):
            account = replace(account, allocated=account.allocated + sum)
        case MoneyPaid(sum=sum):
            account = replace(account, paid=account.paid + sum)
        case MoneyReturned(sum=sum, source=source):
            if source == "paid back":
                account = replace(account, paid_back=account.paid_back + sum)
            if entry.to_item != entry.item:
                account = replace(account, returned=account.returned + sum)
                book = _moved(book, entry.to_item, sum)
        case ProjectStopped():
            account = replace(account, stopped=entry)
        case HelpGiven(hours=hours):
            account = replace(account, hours=account.hours + hours)
        case MilestoneReached():
            pass
        case _:
            assert_never(entry)
    account = replace(account, happened=(*account.happened, entry))
    return Book(put(book.by_item, entry.item, account))


def _moved(book: Book, to: Id | None, minor: int) -> Book:
    """The book after a sum went to another item; as it was where it left the book."""
    if to is None:
        return book
    moved = book.of(to).with_moved_in(minor)
    return Book(put(book.by_item, to, moved))


def tell(entry: BookEntry, state: Assembly) -> Words:
    """The entry as a sentence of the minutes, with its day."""
    day = day_of(entry.day)
    return say("{day}: {what}", day=day, what=happened(entry, state))


def happened(entry: BookEntry, state: Assembly) -> Words:
    """The entry as a sentence that leaves its day to whoever shows it."""
    title = state.called(entry.item)
    currency = state.about.currency
    match entry:
        case MoneyAllocated(sum=sum):
            return say(
                "{sum} was set aside for “{title}”.",
                sum=Money(sum, currency),
                title=title,
            )
        case MoneyPaid(sum=sum, what=what, payee=payee):
            return say(
                "{sum} was paid to {payee} for “{title}”: {what}",
                sum=Money(sum, currency),
                payee=say("a person") if payee.text == "" else spoken(payee),
                title=title,
                what=spoken(what),
            )
        case MilestoneReached(what=what):
            return say("“{title}”: {what}", title=title, what=spoken(what))
        case MoneyReturned(sum=sum) if entry.to_item == entry.item:
            return say(
                "{sum} that was paid for “{title}” came back to it.",
                sum=Money(sum, currency),
                title=title,
            )
        case MoneyReturned(sum=sum):
            return say(
                "{sum} of “{title}” went to {to}.",
                sum=Money(sum, currency),
                title=title,
                to=goes_to(entry, state),
            )
        case ProjectStopped(reason=reason):
            return say(
                "“{title}” was stopped: {reason}",
                title=title,
                reason=spoken(reason),
            )
        case HelpGiven(hours=hours, what=what):
            return several(
                "Residents gave {n} hour to “{title}”: {what}",
                "Residents gave {n} hours to “{title}”: {what}",
                hours,
                title=title,
                what=spoken(what),
            )
        case _:
            assert_never(entry)


def goes_to(entry: MoneyReturned, state: Assembly) -> Words:
    """Where the money went: another item, or the office that has it."""
    if entry.to_item is not None:
        return say("“{title}”", title=state.called(entry.to_item))
    return spoken(entry.to)
