"""The checkpoint slip of an assembly.

The newest entry's code, what may be known at that moment, and the time. It is read in the window's
thread (`checkpoint`) and drawn wherever there is time for it (`checkpoint_sheet`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.mirror import newest
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import Locale
from pbdesk.words import Words, say

__all__ = ["Slip", "checkpoint", "checkpoint_sheet"]


@dataclass(frozen=True, slots=True)
class Slip:
    """What stands on it.

    `number` and `moment` say how far the evening is, `head` is 8 groups of 4.
    """

    number: int
    moment: Words
    name: str
    at: datetime
    entry: int
    head: tuple[str, ...]
    counts: tuple[tuple[Words, int], ...]


def checkpoint(desk: Desk) -> Slip:
    """The slip of this moment. No figure is on it that says anything about a ballot."""
    state = desk.state
    head = newest(desk)
    return Slip(
        *_moment(state),
        state.mandate.name,
        desk.moment().at,
        head.seq,
        head.groups,
        _counts(state),
    )


def checkpoint_sheet(slip: Slip, locale: Locale) -> bytes:
    """The slip as PDF."""
    from pbdesk.paper.slips import checkpoint_pdf

    return checkpoint_pdf(
        number=slip.number,
        moment=slip.moment,
        name=slip.name,
        at=slip.at,
        entry=slip.entry,
        head=slip.head,
        counts=slip.counts,
        locale=locale,
    )


def _moment(state: Assembly) -> tuple[int, Words]:
    """How far the evening is, as the slip calls it.

    Five short words, because they stand in its title.
    """
    if state.declaration.declared:
        return 5, say("declaration")
    if state.count.sealed:
        return 4, say("seal")
    if state.vote.closed:
        return 3, say("close")
    if state.vote.opened:
        return (2, say("open"))
    return (1, say("start"))


def _counts(state: Assembly) -> tuple[tuple[Words, int], ...]:
    door = state.door
    urn = state.count.sealed
    if state.vote.opened is None:
        return ((say("In the register"), len(door.register)),)
    return (
        (say("In the register"), len(door.register)),
        (say("Ballots given out"), door.given()),
        (say("Papers that came back"), door.in_the_envelope),
        (
            say("Sealed ballots"),
            state.kiosk.in_urn if urn is None else urn.ballots,
        ),
    )
