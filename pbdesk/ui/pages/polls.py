"""Open and close: what must stand before the vote opens, how it goes, and when it closed.

The two acts that begin and end the vote are final.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.assembly.floor import still_running
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Missing, Needs
from pbdesk.questions import vote
from pbdesk.ui.pages.given_out import given_out, waiting
from pbdesk.ui.pages.still_running import asked_whether_over
from pbdesk.ui.render.blocks import (
    Block,
    Blocks,
    Buttons,
    Facts,
    Figures,
    Heading,
    Paragraph,
    Press,
    Rule,
    Section,
)
from pbdesk.ui.render.intents import ByHand, Go, InRoom, To, do
from pbdesk.ui.render.view import Here, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOT_STARTED,
    UNDER_WAY,
    Figure,
    Shape,
    Text,
)
from pbdesk.ui.speaker import HEARD_IN_THE_ROOM, speaker
from pbdesk.words import Clock, Day, Listing, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Open and close")


def view(state: Assembly, _people: People | None, here: Here) -> PageView:
    """The vote as it stands: before it opens, open, or closed."""
    standing = tuple(_standing(state))
    return PageView(
        (
            _heading(state),
            *((Facts(standing),) if standing else ()),
            *asked_whether_over(state, "acts"),
            *_missing(
                vote.missing(state),
                several_asked=len(state.together) > 1,
            ),
            *(_given(state) if state.vote.opened else ()),
            Rule(key="note"),
            Paragraph(_note(state), key="note"),
            Buttons(_acts(state, here), key="acts"),
        ),
    )


def _way(state: Assembly, _target: str | None) -> To:
    """To the first thing that is missing."""
    missing = vote.missing(state)
    return To(focus=_go(missing[0]).key if missing else "")


PAGE = PageSpec("polls", _LABEL, view, way=_way)


def _heading(state: Assembly) -> Heading:
    return Heading(say("The vote"), _LABEL, *_how_far(state))


def _how_far(state: Assembly) -> tuple[Shape, Words]:
    if state.vote.closed:
        return DONE, say("Closed at {time}", time=Clock(state.vote.closed))
    if state.vote.opened:
        return UNDER_WAY, say(
            "Open since {time}",
            time=Clock(state.vote.opened),
        )
    return NOT_STARTED, say("Not open")


def _standing(state: Assembly) -> Iterator[tuple[Text, Text]]:
    """What stands, and how."""
    if state.rulebook.sealed:
        at = Clock(state.rulebook.sealed)
        yield say("Rulebook"), say("Sealed at {time}", time=at)
    if state.sheet.lines:
        yield say("Ballot"), _in_order(len(state.sheet.lines))
    if state.door.register:
        yield say("Register"), _may_vote(len(state.door.register))
    if state.vote.opened:
        yield say("Opened"), say("At {time}", time=Clock(state.vote.opened))
    if state.vote.closed:
        yield say("Closed"), say("At {time}", time=Clock(state.vote.closed))


def _in_order(n: int) -> Words:
    return several(
        "{n} project, in the order of the lot",
        "{n} projects, in the order of the lot",
        n,
    )


def _may_vote(n: int) -> Words:
    return several("{n} person may vote", "{n} people may vote", n)


def _missing(missing: Needs, *, several_asked: bool) -> Iterator[Block]:
    if missing:
        yield Section(say("Before it can be opened"))
    for each in missing:
        yield from _to_be_given(
            each,
            numbered=several_asked and bool(each.question),
        )


def _to_be_given(missing: Missing, *, numbered: bool) -> Blocks:
    """What is missing and why, and the way to where it is given."""
    words, place = missing.words, _PLACES[missing.page]
    if numbered:
        number = missing.question
        words = say("Question {number}: {what}", number=number, what=words)
        place = say("{place}, question {number}", place=place, number=number)
    go = Press(place, _go(missing), icon="arrow-right", after=True)
    told = Paragraph(missing.why, lead=words, shape=ATTENTION, key=go.key)
    return told, Buttons((go,), key=go.key)


_PLACES: Mapping[str, Words] = MappingProxyType(
    {
        "charter": say("Go to the charter"),
        "rulebook": say("Go to the rulebook"),
        "papers": say("Go to the ballot papers"),
        "proposals": say("Go to the proposals"),
        "door": say("Go to the register"),
    },
)
"""Where what is missing is given, by page."""


def _go(missing: Missing) -> Go:
    return Go(missing.page, missing.field, missing.question)


def _given(state: Assembly) -> Blocks:
    """How many people hold a ballot, and which kiosk stubs wait."""
    stubs = waiting(state)
    return (
        Rule(key="given"),
        Section(say("Have a ballot"), key="given"),
        Figures(
            tuple(
                Figure(plain(f"{n}"), where) for n, where in given_out(state)
            ),
        ),
        Paragraph(_permits(state, stubs), key="permits"),
        *(_handing() if stubs and not state.vote.closed else ()),
    )


def _handing() -> Blocks:
    """The way into the kiosk, and who hears it where this computer has a voice."""
    kiosk = Press(
        say("Hand over the laptop"),
        ByHand("open_kiosk", lambda host: host.open_kiosk()),
        icon="user-round",
    )
    pressed = Buttons((kiosk,), key="kiosk")
    if speaker() is None:
        return (pressed,)
    return pressed, Paragraph(HEARD_IN_THE_ROOM, key="heard")


def _permits(state: Assembly, stubs: tuple[str, ...]) -> Words:
    if not state.door.given("kiosk"):
        return say("No kiosk ticket was given out.")
    if not stubs:
        return say("Every kiosk ticket was used.")
    if state.vote.closed:
        return _not_returned(stubs)
    return several(
        "Kiosk ticket {stubs} has its ballot still to cast.",
        "Kiosk tickets {stubs} have their ballots still to cast.",
        len(stubs),
        stubs=Listing(stubs),
    )


def _not_returned(stubs: tuple[str, ...]) -> Words:
    return several(
        "Kiosk ticket {stubs} was not used. It is reported as not returned.",
        "Kiosk tickets {stubs} were not used. They are reported as not returned.",
        len(stubs),
        stubs=Listing(stubs),
    )


def _note(state: Assembly) -> Words:
    if state.vote.closed:
        return say(
            "Now the box is opened and the papers are counted. The ballots from the kiosk "
            "stay shut until then.",
        )
    if state.vote.opened:
        return say(
            "Say in the room that the vote closes, and wait for the last person at the door and at "
            "the kiosk.",
        )
    return say(
        "Show the empty box to the room, close it, and then open the vote.",
    )


def _acts(state: Assembly, here: Here) -> tuple[Press, ...]:
    if state.vote.closed:
        return ()
    room = Press(
        say("Show the ballot in the room"),
        InRoom("ballot"),
        icon="monitor",
    )
    return (
        _closing(state) if state.vote.opened else _opening(state, here),
        room,
    )


def _closing(state: Assembly) -> Press:
    """Leads on to the box; an item that still runs is asked about first."""
    verb = say("Close the vote")
    onward = state.floor.now is None
    act = do(vote.close_vote).then(
        To(said=say("The vote is closed."), onward=onward),
    )
    told = say("No more ballots are given out or cast.")
    return Press(verb, act.for_good(told, verb))


def _opening(state: Assembly, here: Here) -> Press:
    """Says at once what is missing; only where nothing is, asks before it is done for good."""
    verb = say("Open the vote")
    onward = still_running(state) is None
    act = do(vote.open_vote).then(
        To(said=say("The vote is open."), onward=onward),
    )
    if not vote.missing(state):
        act = act.for_good(_asked_before(state, here), verb)
    return Press(verb, act)


def _asked_before(state: Assembly, here: Here) -> Words:
    """What the sheet says."""
    fixed = say(
        "Ballots are then given out and cast. Rules and ballot stay as they are now.",
    )
    return _on_another_day(state, here, _while_running(state, fixed))


def _while_running(state: Assembly, fixed: Words) -> Words:
    """What the sheet says: before all that an item of the agenda runs on."""
    running = still_running(state)
    if running is None:
        return fixed
    return say(
        "“{title}” is still running, and runs on. {fixed}",
        title=running[0].title,
        fixed=fixed,
    )


def _on_another_day(state: Assembly, here: Here, fixed: Words) -> Words:
    """What the sheet says: before all that the day is another than the assembly was called for."""
    day = state.mandate.day
    if here.today is None or here.today == day:
        return fixed
    return say(
        "The assembly is called for {day}, and today is {today}. {fixed}",
        day=Day(day),
        today=Day(here.today),
        fixed=fixed,
    )
