"""Open and close: what must stand before the vote opens, how it goes, and when it closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pbdesk.assembly import vote
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Missing
from pbdesk.ui.pages.given_out import given_out, waiting
from pbdesk.words import Clock, Listing, Words, say, several

__all__ = ["PollsView", "Standing", "view"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing that stands: what, and in words how."""

    subject: Words
    words: Words


@dataclass(frozen=True, slots=True)
class PollsView:
    """The vote before it opens, while it is open, and closed.

    `given` are (number of ballots, where); `permits` says which kiosk stubs still have a ballot to
    cast.
    """

    phase: Literal["before", "open", "closed"]
    state: Words
    standing: tuple[Standing, ...]
    missing: tuple[Missing, ...]
    given: tuple[tuple[int, Words], ...]
    permits: Words
    waiting: int
    note: Words


def view(state: Assembly) -> PollsView:
    """The vote as it stands."""
    phase = _phase(state)
    permits = waiting(state)
    return PollsView(
        phase=phase,
        state=_standing_of(state),
        standing=_standing(state),
        missing=vote.missing(state),
        given=given_out(state) if phase != "before" else (),
        permits=_permits(permits, closed=phase == "closed"),
        waiting=len(permits),
        note=_note(state),
    )


def _phase(state: Assembly) -> Literal["before", "open", "closed"]:
    if state.vote.closed:
        return "closed"
    return "open" if state.vote.opened else "before"


def _standing_of(state: Assembly) -> Words:
    if state.vote.closed:
        return say("Closed at {time}", time=Clock(state.vote.closed))
    if state.vote.opened:
        return say("Open since {time}", time=Clock(state.vote.opened))
    return say("Not open")


def _standing(state: Assembly) -> tuple[Standing, ...]:
    found: list[Standing] = []
    if state.rulebook.sealed:
        found.append(
            Standing(say("Rulebook"), say("Sealed at {time}", time=Clock(state.rulebook.sealed)))
        )
    if state.vote.lines:
        found.append(
            Standing(
                say("Ballot"),
                several(
                    "{n} project, in the order of the lot",
                    "{n} projects, in the order of the lot",
                    len(state.vote.lines),
                ),
            )
        )
    if state.door.register:
        found.append(
            Standing(
                say("Register"),
                several("{n} person may vote", "{n} people may vote", len(state.door.register)),
            )
        )
    if state.vote.opened:
        found.append(Standing(say("Opened"), say("At {time}", time=Clock(state.vote.opened))))
    if state.vote.closed:
        found.append(Standing(say("Closed"), say("At {time}", time=Clock(state.vote.closed))))
    return tuple(found)


def _permits(stubs: tuple[str, ...], *, closed: bool) -> Words:
    if not stubs:
        return say("Every kiosk stub was used.")
    listed = Listing(stubs)
    if closed:
        return several(
            "Kiosk stub {stubs} was not used. It is reported as not returned.",
            "Kiosk stubs {stubs} were not used. They are reported as not returned.",
            len(stubs),
            stubs=listed,
        )
    return several(
        "Kiosk stub {stubs} has its ballot still to cast.",
        "Kiosk stubs {stubs} have their ballots still to cast.",
        len(stubs),
        stubs=listed,
    )


def _note(state: Assembly) -> Words:
    if state.vote.closed:
        return say(
            "Now the box is opened and the papers are counted. The urn of the kiosk stays shut "
            "until then."
        )
    if state.vote.opened:
        return say(
            "Say in the room that the vote closes, and wait for the last person at the door and at "
            "the kiosk."
        )
    return say("Show the empty box to the room, close it, and then open the vote.")
