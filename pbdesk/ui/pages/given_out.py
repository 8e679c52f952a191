"""Given out: how many people hold a ballot, and which kiosk stubs wait.

For the door and for opening and closing.
"""

from __future__ import annotations

from pbdesk.assembly.state import Assembly
from pbdesk.words import Words, say

__all__ = ["at_the_kiosk", "given_out", "to_answer", "waiting"]


def given_out(state: Assembly) -> tuple[tuple[int, Words], ...]:
    """(people, where) for each channel and in all.

    A paper that was exchanged counts once, one that was taken back not at all.
    """
    door = state.door
    return (
        (door.held("paper"), say("on paper")),
        (door.held("large"), say("in large print")),
        (door.held("kiosk"), say("at the kiosk")),
        (door.held(), say("in all")),
    )


def waiting(state: Assembly) -> tuple[str, ...]:
    """The kiosk stubs that have their ballot still to cast, in the order they were given out."""
    permits = {stub for each in at_the_kiosk(state) for stub in _to_come(each)}
    return tuple(sorted(permits, key=_number))


def _number(stub: str) -> int:
    return int(stub.removeprefix("K"))


def at_the_kiosk(state: Assembly) -> tuple[Assembly, ...]:
    """The state turned to each question that is answered on the screen now, in their order.

    Of the round that is open, wherever the window is turned to.
    """
    turned = (state.of(each) for each in state.order)
    return next((each for each in turned if each.vote.is_open), state).together


def to_answer(state: Assembly, stub: str) -> Assembly | None:
    """The state turned to the first question that this stub neither cast nor left out."""
    return next(
        (each for each in at_the_kiosk(state) if stub in _to_come(each)),
        None,
    )


def _to_come(state: Assembly) -> frozenset[str]:
    return state.door.open_permits(state.kiosk.over)
