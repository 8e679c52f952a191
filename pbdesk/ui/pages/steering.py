"""Who steers: seats by interest with what is missing, and the four things that a meeting needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.assembly import steering
from pbdesk.assembly.deliberated import as_written
from pbdesk.assembly.state import Assembly
from pbdesk.assembly.steering import INTERESTS, NEEDS, Interest, Need, lacking
from pbdesk.minutes.entries import Id
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Buttons,
    Heading,
    Notes,
    Paragraph,
    Press,
    Rule,
    Section,
    recorded,
)
from pbdesk.ui.render.intents import LIST, Open, do
from pbdesk.ui.render.view import Here, Listing, PageSpec, PageView, row_and
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOT_STARTED,
    NOTICE,
    FieldSpec,
    Group,
    Row,
    Shape,
)
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Who steers")
_SEATS = Group(say("Seats by interest"), NOTICE)
_NEEDS = Group(say("What a meeting needs"), NOTICE)

_INTERESTS: dict[str, Interest] = {each: each for each in INTERESTS}
_CHECKED: dict[str, Need] = {each: each for each in NEEDS}
_ASKED: dict[Need, Words] = {
    "place": say("Can everybody find it, get in, hear and see?"),
    "time": say(
        "Can those come who work, care or travel, and is there time enough?",
    ),
    "organisation": say(
        "Who prepares, invites, interprets, minds children and writes things down?",
    ),
    "power": say(
        "What does the result decide, and who has promised to carry it out?",
    ),
}


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """The page as it stands; `here.chosen` is an interest or one of the four."""
    interest, need = (
        _INTERESTS.get(here.chosen or ""),
        _CHECKED.get(here.chosen or ""),
    )
    if interest is None and need is None:
        interest = "residents"
    listing = Listing(
        _caption(state),
        _LABEL,
        (
            *(_seats_row(state, each) for each in INTERESTS),
            *(_need_row(state, n) for n in NEEDS),
        ),
        chosen=interest or need,
    )
    found = (
        _need(state, need)
        if need
        else _seats(state, here, interest or "residents")
    )
    return PageView(listing, found, back=_LABEL)


PAGE = PageSpec("steering", _LABEL, view, way=row_and(LIST), whole=True)


def _caption(state: Assembly) -> Words:
    if not any(state.steering.seats.values()):
        return say("No steering group yet")
    short = sum(lacking(state.steering).values())
    if not short:
        return say("Every seat is taken")
    return several("{n} seat is missing", "{n} seats are missing", short)


def _seats_row(state: Assembly, interest: Interest) -> Row:
    shape, told = _stands(state, interest)
    return Row(interest, INTERESTS[interest], told, shape=shape, section=_SEATS)


def _stands(state: Assembly, interest: Interest) -> tuple[Shape, Words]:
    held, short = state.steering, lacking(state.steering).get(interest, 0)
    seats, taken = held.seats.get(interest, 0), len(held.of(interest))
    if short and not seats:
        return ATTENTION, say("Nobody has a seat")
    if not seats:
        return NOT_STARTED, say("No seat yet")
    told = say("{taken} of {seats} seats taken", taken=taken, seats=seats)
    return (ATTENTION if short else DONE), told


def _need_row(state: Assembly, need: Need) -> Row:
    shape, told = _checked(state, need)
    return Row(need, NEEDS[need], told, shape=shape, section=_NEEDS)


def _checked(state: Assembly, need: Need) -> tuple[Shape, Words]:
    found = state.steering.needs.get(need)
    if found is None:
        return NOT_STARTED, say("Not checked yet")
    if found.met:
        return DONE, say("It is there")
    return ATTENTION, say("Something is missing")


def _how_many(interest: Interest, seats: int) -> Ask:
    return Ask(
        "seats",
        (_HOW_MANY,),
        steering.set_seats,
        say("Record the seats"),
        given={"interest": interest},
        first={"seats": seats},
        then=recorded(interest, "take"),
        cancel=None,
    )


def _seats(state: Assembly, here: Here, interest: Interest) -> Blocks:
    shape, told = _stands(state, interest)
    head = Heading(say("Steering group"), INTERESTS[interest], shape, told)
    if state.handover.made is not None:
        return (head, *_names(state, interest), _locked())
    seats = state.steering.seats.get(interest, 0)
    free = seats - len(state.steering.of(interest))
    how_many = _how_many(interest, seats)
    if here.doing == "take" and free:
        return (
            head,
            *_names(state, interest),
            _take(interest),
            Rule(),
            how_many,
        )
    press = Press(
        say("Somebody takes a seat"),
        Open("take", interest),
        icon="plus",
    )
    acts = (Buttons((press,), key="acts"),) if free else ()
    return (
        head,
        *_names(state, interest),
        *acts,
        *_leaving(state, interest),
        Rule(),
        how_many,
    )


_HOW_MANY = FieldSpec("seats", say("Seats"), "number", least=0, most=50)


def _take(interest: Interest) -> Ask:
    return Ask(
        "take",
        (_WHO,),
        steering.take,
        say("Record the seat"),
        given={"interest": interest},
        then=recorded(interest),
    )


def _names(state: Assembly, interest: Interest) -> Blocks:
    seats = enumerate(state.steering.of(interest), start=1)
    notes = tuple(
        (say("Seat {n}", n=n), as_written(seat.who)) for n, seat in seats
    )
    return (Notes(notes, key="taken"),) if notes else ()


def _leaving(state: Assembly, interest: Interest) -> Blocks:
    seats = enumerate(state.steering.of(interest), start=1)
    presses = tuple(_leave(n, seat.id) for n, seat in seats)
    return (Buttons(presses, key="leaving"),) if presses else ()


def _leave(n: int, seat: Id) -> Press:
    leave = do(steering.leave, seat=seat)
    return Press(say("Seat {n} is given up", n=n), leave, "quiet")


def _need(state: Assembly, need: Need) -> Blocks:
    shape, told = _checked(state, need)
    found = state.steering.needs.get(need)
    head = Heading(say("What a meeting needs"), NEEDS[need], shape, told)
    said = (
        (Paragraph(as_written(found.words), role="lead", key="said"),)
        if found
        else ()
    )
    asked = Section(_ASKED[need], key="asked")
    if state.handover.made is not None:
        return (head, *said, _locked())
    check = Ask(
        "check",
        (
            FieldSpec("words", say("In words"), "paragraph"),
            FieldSpec("met", say("It is there"), "tick"),
        ),
        steering.check,
        say("Record it"),
        given={"need": need},
        first={"words": str(found.words), "met": found.met} if found else {},
        then=recorded(need),
        cancel=None,
    )
    return (head, *said, asked, check)


def _locked() -> Paragraph:
    return Paragraph(
        say("The pack is made, and it says who steered."),
        shape=NOTICE,
        key="locked",
    )


_WHO = FieldSpec(
    "who",
    say("Who takes the seat"),
    help=say("It stays in this file and is left out of every pack."),
    personal=True,
)
