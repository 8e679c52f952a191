"""The next assembly, begun from this one: its day, the ideas that go on, and where it is kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pbdesk.app.jobs.next_cycle import begin_next
from pbdesk.app.jobs.proposers import goes_on
from pbdesk.assembly.carried import unfunded
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.render.blocks import Ask
from pbdesk.ui.render.intents import ByHand, Tell, To
from pbdesk.ui.shown import Choice, FieldSpec
from pbdesk.words import say

if TYPE_CHECKING:
    from pbdesk.ledger.people import People
    from pbdesk.ui.host import Host

__all__ = ["next_begun"]


def next_begun(state: Assembly, people: People | None) -> Ask:
    """Asks for the day and the ideas whose proposers agreed, and begins a file beside this one.

    What may go on by the word of whoever handed it in is ticked, once that is known here.
    """
    ideas = unfunded(state)
    said = tuple(str(each.id) for each in ideas if goes_on(state, people, each))
    return Ask(
        "next",
        (
            FieldSpec(
                "day",
                say("The day of the next assembly"),
                "date",
                must=say("Write the day it meets."),
            ),
            FieldSpec(
                "ideas",
                say("Ideas that go on: their proposers agreed"),
                "ticks",
                choices=tuple(Choice(each.id, each.title) for each in ideas),
                help=say(
                    "Where it is kept who handed one in, their own answer holds.",
                ),
            ),
        ),
        ByHand("begin_next", _begin),
        say("Begin the next assembly"),
        first={"ideas": said},
        cancel=None,
        icon="plus",
    )


def _begin(
    host: Host,
    *,
    day: date,
    ideas: tuple[str, ...] | None,
) -> To | Refusal | None:
    path = host.ask_save(
        say("Where the next assembly is kept"),
        f"{host.state.about.id}-{day.isoformat()}.pbdesk",
        "*.pbdesk",
    )
    if path is None:
        return None
    begun = begin_next(
        host.desk,
        path,
        day=day.isoformat(),
        ideas=ideas or (),
    )
    if isinstance(begun, Refusal):
        return begun
    begun.close()
    told = say(
        "“{name}” is begun. What was promised is its first item.",
        name=path.name,
    )
    return To(also=Tell(told))
