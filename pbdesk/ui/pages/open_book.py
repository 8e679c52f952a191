"""The open book: the money of each item, where it went, and whether what was promised is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pbdesk.assembly import book, follow_up
from pbdesk.assembly.asked import Item, items
from pbdesk.assembly.book import Account, MilestoneReached, MoneyPaid
from pbdesk.assembly.conditions import Condition
from pbdesk.assembly.deliberated import as_written, condition_line
from pbdesk.assembly.follow_up import DONE as FOUND
from pbdesk.assembly.follow_up import KEPT, LookedAt
from pbdesk.assembly.state import Assembly
from pbdesk.charts import Palette, money_pot, money_sentence
from pbdesk.i18n import Locale
from pbdesk.minutes.kept import Enclosed
from pbdesk.ui.pages.packs_following import packs_that_follow
from pbdesk.ui.pages.photos import photos_of
from pbdesk.ui.render.blocks import (
    Ask,
    Block,
    Blocks,
    Buttons,
    Chart,
    Empty,
    Heading,
    Notes,
    Own,
    Paragraph,
    Press,
    Section,
    Table,
    recorded,
)
from pbdesk.ui.render.intents import (
    LIST,
    Decision,
    Go,
    Look,
    Means,
    Open,
    Print,
)
from pbdesk.ui.render.view import Here, PageSpec, PageView, row_and
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOT_STARTED,
    REFUSED,
    UNDER_WAY,
    Choice,
    FieldSpec,
    Group,
    Labelled,
    Shape,
    TableColumn,
    TableRow,
    Text,
)
from pbdesk.words import Day, Money, Sentences, Words, say

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("The open book")

_GROUPS: Mapping[str, Group] = {
    "none": Group(say("No money yet"), NOT_STARTED),
    "running": Group(say("Under way"), UNDER_WAY),
    "over": Group(say("More spent than set aside"), ATTENTION),
    "stopped": Group(say("Stopped"), REFUSED),
    "done": Group(say("Done"), DONE),
}
"""How an item stands, in the order of the list."""


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """The page as it stands; `here.chosen` is an item."""
    asked = items(state) if state.handover.to else ()
    if not asked:
        return PageView(
            (Heading(say("Not started"), _LABEL, NOT_STARTED), _too_early()),
        )
    chosen = here.one_of(asked, attrgetter("id"))
    return PageView(
        (
            Heading(_caption(state), say("Where the money is")),
            _pot(state),
            _table(state, asked, chosen),
            *_sheets(state),
            *_lessons(state, here),
            *packs_that_follow(state),
        ),
        (
            *_money(state, chosen),
            *_moves(state, chosen),
            *_acts(state, here, chosen, asked),
            *_found(state, here, chosen),
        ),
        back=_LABEL,
    )


PAGE = PageSpec("open_book", _LABEL, view, share="form", way=row_and(LIST))


def _too_early() -> Empty:
    return Empty(
        say("Nobody has the pack yet"),
        say(
            "Once it is handed over, the money of every item is followed here.",
        ),
        Press(say("Go to the pack"), Go("pack"), icon="arrow-right"),
    )


def _group(state: Assembly, each: Item) -> str:
    account = state.book.of(each.id)
    if state.follow_up.is_done(each.id):
        return "done"
    if account.stopped is not None:
        return "stopped"
    if account.left < 0:
        return "over"
    return "running" if account.happened or account.allocated else "none"


def _sum(state: Assembly, minor: int) -> Words:
    return say("{sum}", sum=Money(minor, state.mandate.currency))


def _caption(state: Assembly) -> Words:
    whole = book.total(book.lines(state))
    return say(
        "{spent} spent of {allocated}",
        spent=_sum(state, whole.spent),
        allocated=_sum(state, whole.allocated),
    )


def _pot(state: Assembly) -> Chart:
    """What became of all that was asked, as one bar."""
    found = book.lines(state)
    asked = sum(each.item.cost for each in found)
    return _bar(state, book.parts(asked, book.total(found)), "pot", 528)


def _bar(state: Assembly, parts: book.Parts, key: str, width: float) -> Chart:
    currency = state.mandate.currency

    def draw(locale: Locale, palette: Palette) -> str:
        return money_pot(parts, currency, locale, palette=palette, width=width)

    return Chart(draw, money_sentence(parts, currency), key=key)


def _table(state: Assembly, asked: tuple[Item, ...], chosen: Item) -> Table:
    """Every item with its money and how it stands."""
    rows = tuple(_row(state, each) for each in asked)
    return Table(_LABEL, _COLUMNS, rows, chosen=chosen.id)


_COLUMNS = (
    TableColumn(say("Item")),
    TableColumn(say("Set aside")),
    TableColumn(say("Spent")),
    TableColumn(say("Returned")),
    TableColumn(say("Left")),
    TableColumn(say("Hours")),
)


def _row(state: Assembly, each: Item) -> TableRow:
    shape = _GROUPS[_group(state, each)].shape
    figures = _figures(state, state.book.of(each.id))
    return TableRow(each.id, (each.title, *figures), shape)


def _figures(state: Assembly, account: Account) -> Sentences:
    found = (account.allocated, account.spent, account.returned, account.left)
    return (*map(partial(_sum, state), found), _hours(account))


def _hours(account: Account) -> Words:
    if not account.hours:
        return say("–")
    return say("{n}", n=account.hours)


# Money


def _money(state: Assembly, each: Item) -> Blocks:
    group, account = _GROUPS[_group(state, each)], state.book.of(each.id)
    caption = say("Item {number}", number=each.number)
    return (
        Heading(caption, each.title, group.shape, group.title),
        _bar(state, book.parts(each.cost, account), "item", 400),
        *_overspent(state, account),
        *_stopped(account),
    )


def _overspent(state: Assembly, account: Account) -> Blocks:
    if account.left >= 0:
        return ()
    return (
        Paragraph(
            say(
                "{sum} more was spent than was set aside.",
                sum=_sum(state, -account.left),
            ),
            shape=ATTENTION,
            key="overspent",
        ),
    )


def _stopped(account: Account) -> Blocks:
    if account.stopped is None:
        return ()
    reason = as_written(account.stopped.reason)
    return (
        Paragraph(reason, lead=say("Stopped"), shape=REFUSED, key="stopped"),
    )


def _moves(state: Assembly, each: Item) -> Blocks:
    return tuple(_moved(state, each))


def _moved(state: Assembly, each: Item) -> Iterator[Block]:
    if told := _happened(state, each):
        yield Notes(told, key="moves")
    if photos_of(state, each.id):
        yield Own("photoskept", each.id)
    if files := tuple(_files(state, each)):
        yield Buttons(files, key="files")


def _happened(state: Assembly, each: Item) -> Labelled:
    return tuple(
        (_day(one.day), book.happened(one, state))
        for one in state.book.of(each.id).happened
    )


def _files(state: Assembly, each: Item) -> Iterator[Press]:
    """To look at every receipt and photo that is kept with the item."""
    for entry in state.book.of(each.id).happened:
        day = Day(date.fromisoformat(entry.day), short=True)
        if isinstance(entry, MoneyPaid) and entry.receipt is not None:
            yield _look(entry.receipt, say("Receipt, {day}", day=day))
        if isinstance(entry, MilestoneReached) and entry.photo is not None:
            yield _look(entry.photo, say("Photo, {day}", day=day))
    found = state.follow_up.by_item.get(each.id)
    if found is not None and found.photo is not None:
        seen = Day(date.fromisoformat(found.day), short=True)
        yield _look(found.photo, say("Photo of what was seen, {day}", day=seen))


def _look(kept: Enclosed, title: Words) -> Press:
    return Press(
        say("Open: {file}", file=title),
        Look(kept, title),
        "quiet",
        "eye",
    )


def _day(iso: str) -> Words:
    return say("{day}", day=Day(date.fromisoformat(iso), short=True))


def _acts(
    state: Assembly,
    here: Here,
    each: Item,
    asked: tuple[Item, ...],
) -> Blocks:
    """The buttons, and the form that one of them opened or in which something was typed."""
    forms = _money_forms(state, each, asked)
    presses = tuple(
        Press(words, Open(key, each.id), "plain" if key == "pay" else "quiet")
        for key, (words, _, _, _) in forms.items()
    )
    open_ = [
        key
        for key in forms
        if key == here.doing or f"{key}/{each.id}" in here.kept
    ]
    return (
        Buttons(presses, key="money"),
        *(_ask(key, each, *forms[key]) for key in open_),
    )


type _Form = tuple[
    Words,
    tuple[FieldSpec, ...],
    Callable[..., Any],
    Mapping[str, Any],
]


def _ask(
    key: str,
    each: Item,
    verb: Words,
    fields: tuple[FieldSpec, ...],
    decide: Decision,
    first: Mapping[str, Any],
) -> Ask:
    return Ask(
        key,
        fields,
        decide,
        verb,
        given={"item": each.id},
        first=first,
        then=recorded(each.id),
        encloses=_ENCLOSED.get(key, ""),
    )


_ENCLOSED = {"pay": "receipt", "reach": "photo"}
"""What may be kept with an entry of the book, by its form."""


def _money_forms(
    state: Assembly,
    each: Item,
    asked: tuple[Item, ...],
) -> dict[str, _Form]:
    """Form -> (its button, fields, decision, what stands in it first)."""
    sum_ = FieldSpec(
        "sum",
        say("Sum"),
        "money",
        currency=state.mandate.currency,
        must=say("Write how much it was."),
    )
    day = FieldSpec("day", say("On"), "date", beside=True)
    what = FieldSpec("what", say("What for"))
    payee = FieldSpec(
        "payee",
        say("Paid to"),
        help=say("An organisation. Left empty: a person, who is not named."),
    )
    items_ = tuple(Choice(one.id, one.title) for one in asked)
    source = FieldSpec(
        "source",
        say("Which money"),
        "radios",
        choices=(
            Choice("unspent", say("Never paid")),
            Choice("paid back", say("Paid back")),
        ),
        must=say("Choose which money it was."),
    )
    to_item = FieldSpec(
        "to_item",
        say("To an item of the book"),
        "choice",
        choices=items_,
        help=say(
            "This one, where too much was paid and the money is there again.",
        ),
    )
    to = FieldSpec(
        "to",
        say("Where it went"),
        help=say("The office that has it."),
    )
    hours = FieldSpec(
        "hours",
        say("Hours"),
        "number",
        least=1,
        most=100_000,
        must=say("Write how many hours."),
    )
    return {
        "allocate": (
            say("Set money aside"),
            (sum_, day),
            book.allocate,
            {"sum": each.cost},
        ),
        "pay": (
            say("Record a payment"),
            (sum_, day, what, payee),
            book.pay,
            {},
        ),
        "give_back": (
            say("Money went elsewhere"),
            (sum_, day, source, to, to_item),
            book.give_back,
            {},
        ),
        "reach": (say("Something is there"), (what, day), book.reach, {}),
        "help_out": (
            say("Residents helped"),
            (hours, day, what),
            book.help_out,
            {},
        ),
        "stop": (
            say("It is stopped"),
            (FieldSpec("reason", say("Why"), "paragraph"), day),
            book.stop,
            {},
        ),
    }


# Whether it is done


def _found(state: Assembly, here: Here, each: Item) -> Blocks:
    found = state.follow_up.by_item.get(each.id)
    blocks: list[Block] = [Section(say("Is it done?"), key="found")]
    if found is not None:
        blocks += _looked(state, each, found)
    opened = (
        found is None or here.doing == "look" or f"look/{each.id}" in here.kept
    )
    blocks.append(_looking(each) if opened else _again(each))
    if found is not None:
        for condition in each.conditions:
            blocks += _condition(state, each, condition, found)
    if state.follow_up.is_done(each.id):
        blocks += _reopening(here, each)
    return tuple(blocks)


def _looked(state: Assembly, each: Item, found: LookedAt) -> list[Block]:
    shape: Shape = {"done": DONE, "partly": UNDER_WAY, "not": ATTENTION}[
        found.done
    ]
    done: Text = say(
        "{done}, {day}",
        done=FOUND[found.done],
        day=Day(date.fromisoformat(found.day)),
    )
    if each.id in state.follow_up.reopened:
        shape, done = ATTENTION, say("Open again")
    blocks: list[Block] = [
        Paragraph(
            as_written(found.evidence),
            lead=done,
            shape=shape,
            key="looked",
        ),
    ]
    if found.resident.text != "":
        resident = as_written(found.resident)
        blocks.append(
            Paragraph(resident, lead=say("A resident says"), key="resident"),
        )
    return blocks


def _again(each: Item) -> Buttons:
    press = Press(say("Look again"), Open("look", each.id), "quiet", "plus")
    return Buttons((press,), key="look")


_LOOK = (
    FieldSpec(
        "done",
        say("What was found"),
        "radios",
        choices=tuple(Choice(key, words) for key, words in FOUND.items()),
        must=say("Choose what was found first."),
    ),
    FieldSpec("evidence", say("What was seen, and where"), "paragraph"),
    FieldSpec(
        "resident",
        say("What a resident says, in their words"),
        "paragraph",
    ),
    FieldSpec("day", say("On"), "date"),
)


def _looking(each: Item) -> Ask:
    return Ask(
        "look",
        _LOOK,
        follow_up.look,
        say("Record what was found"),
        given={"item": each.id},
        then=recorded(each.id),
        encloses="photo",
    )


def _condition(
    state: Assembly,
    each: Item,
    condition: Condition,
    found: LookedAt,
) -> Blocks:
    kept = next(
        (
            one.kept
            for one in found.conditions
            if one.number == condition.number
        ),
        None,
    )
    field = FieldSpec(
        "kept",
        condition_line(state, condition).asked,
        "radios",
        choices=tuple(Choice(key, words) for key, words in KEPT.items()),
        must=say("Choose whether it was kept first."),
    )
    return (
        Ask(
            f"kept-{condition.number}",
            (field,),
            follow_up.look_at_condition,
            say("Record it"),
            given={"item": each.id, "number": condition.number},
            first={"kept": kept},
            then=recorded(each.id),
            cancel=None,
        ),
    )


def _reopening(here: Here, each: Item) -> Blocks:
    if here.doing != "reopen" and f"reopen/{each.id}" not in here.kept:
        press = Press(say("Open it again"), Open("reopen", each.id), "quiet")
        return (Buttons((press,), key="reopen"),)
    return (_reopen(each),)


def _reopen(each: Item) -> Ask:
    return Ask(
        "reopen",
        (FieldSpec("reason", say("Why"), "paragraph"),),
        follow_up.reopen,
        say("Open it again"),
        given={"item": each.id},
    )


def _lessons(state: Assembly, here: Here) -> Blocks:
    """What was learnt for next time; it goes with what follows, and into the next assembly."""
    learnt: Labelled = tuple(
        (say("{n}", n=n), as_written(words))
        for n, words in enumerate(state.follow_up.lessons, start=1)
    )
    head = Section(say("Lessons"), key="lessons")
    told = (Notes(learnt, key="lessons"),) if learnt else ()
    if here.doing != "learn" and "learn" not in here.kept:
        press = Press(say("Note a lesson"), Open("learn"), "quiet", "plus")
        return (head, *told, Buttons((press,), key="learn"))
    fields = (
        FieldSpec("words", say("What to do otherwise next time"), "paragraph"),
        FieldSpec("day", say("On"), "date"),
    )
    return (
        head,
        *told,
        Ask("learn", fields, follow_up.learn, say("Note the lesson")),
    )


def _sheets(state: Assembly) -> Blocks:
    drawn = Print(
        say("The open book of {name}", name=state.mandate.name),
        say("Drawing the open book"),
        partial(_open_book, state),
        f"open-book-{state.mandate.id}.pdf",
    )
    press = Press(say("Print the open book"), drawn, icon="printer")
    return (Buttons((press,), key="sheets"),)


def _open_book(state: Assembly, means: Means) -> bytes:
    from pbdesk.paper.overdue import open_book_pdf

    return open_book_pdf(state, locale=means.locale, made=means.today)
