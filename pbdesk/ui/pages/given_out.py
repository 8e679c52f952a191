"""Given out: how many people hold a ballot, and which kiosk stubs wait.

For the door and for opening and closing.
"""

from __future__ import annotations

from pbdesk.assembly.state import Assembly
from pbdesk.words import Words, say

__all__ = ["given_out", "waiting"]


def given_out(state: Assembly) -> tuple[tuple[int, Words], ...]:
    """(people, where) for each channel and in all.

    A paper that was exchanged counts once, one that was taken back not at all.
    """
    held = [stub.channel for stub in state.door.stubs.values() if not stub.returned]
    return (
        (held.count("paper"), say("on paper")),
        (held.count("large"), say("in large print")),
        (held.count("kiosk"), say("at the kiosk")),
        (len(held), say("in all")),
    )


def waiting(state: Assembly) -> tuple[str, ...]:
    """The kiosk stubs that have their ballot still to cast, in the order they were given out."""
    permits = state.door.open_permits(state.kiosk.taken)
    return tuple(sorted(permits, key=lambda stub: int(stub.removeprefix("K"))))
