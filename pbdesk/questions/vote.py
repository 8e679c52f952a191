"""Vote: the vote opens and closes; the door and the kiosk work while it is open.

Decisions  open_vote, close_vote
Entries    VoteOpened, VoteClosed
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, assert_never

from pbdesk.minutes.decision import (
    Decided,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.questions.of import OfRound
from pbdesk.words import Clock, Words, say

if TYPE_CHECKING:
    from pbdesk.questions.asking import Asking

__all__ = [
    "Vote",
    "VoteClosed",
    "VoteEntry",
    "VoteOpened",
    "apply",
    "close_vote",
    "missing",
    "open_vote",
    "tell",
]


class VoteOpened(OfRound, frozen=True, tag="vote.opened"):
    """Ballots may be given out from now on."""

    undoable = False


class VoteClosed(OfRound, frozen=True, tag="vote.closed"):
    """No more ballots are given out or cast: door and kiosk stop.

    The urn stays open for the papers.
    """

    undoable = False


VoteEntry = VoteOpened | VoteClosed


@dataclass(frozen=True, slots=True)
class Vote:
    """When the vote was opened and closed."""

    opened: datetime | None = None
    closed: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether ballots are given out and cast now."""
        return self.opened is not None and self.closed is None


def open_vote(state: Asking, _moment: Moment) -> Decided:
    """Open the vote: the rules are sealed, the ballot stands, the box was shown empty."""
    if state.vote.opened:
        return Refusal(
            say(
                "The vote was opened at {time}.",
                time=Clock(state.vote.opened),
            ),
        )
    first = next(iter(missing(state)), None)
    if first is not None:
        return first.refusal
    if state.any_open:
        return Refusal(say("Another round is open."), say("Close it first."))
    return Writing(VoteOpened())


def close_vote(state: Asking, _moment: Moment) -> Decided:
    """Close the vote: door and kiosk stop; open kiosk permits stay unused and are reported."""
    if not state.vote.opened:
        return Refusal(say("The vote is not open."), say("Open it first."))
    if state.vote.closed:
        return Refusal(
            say(
                "The vote was closed at {time}.",
                time=Clock(state.vote.closed),
            ),
        )
    return Writing(VoteClosed())


def apply(vote: Vote, entry: VoteEntry, at: datetime) -> Vote:
    """What the entry adds."""
    match entry:
        case VoteOpened():
            return replace(vote, opened=at)
        case VoteClosed():
            return replace(vote, closed=at)
        case _:
            assert_never(entry)


def missing(state: Asking) -> Needs:
    """What must stand before the vote can open."""
    if state.vote.opened:
        return ()
    found: list[Missing] = []
    for each in state.together:
        found += (
            replace(one, question=each.asked) for one in _missing_of(each)
        )
    if not state.door.register:
        found.append(
            Missing(
                say("Nobody is in the register."),
                say("The door gives each person one ballot."),
                "door",
                "register",
            ),
        )
    return tuple(found)


def _missing_of(state: Asking) -> Iterator[Missing]:
    """What one question of the round needs before it can be answered."""
    if not state.rulebook.sealed:
        yield _NOT_SEALED
    if not state.sheet.drawn_up:
        yield _NOT_DRAWN_UP
    yield from state.hindrances()


_NOT_SEALED = Missing(
    say("The rulebook is not sealed."),
    say("Nobody votes by rules that can still change."),
    "rulebook",
)
_NOT_DRAWN_UP = Missing(
    say("The ballot is not drawn up."),
    say("The papers are printed from it."),
    "papers",
)


def tell(entry: VoteEntry, _state: Asking) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case VoteOpened():
            return say("The vote was opened.")
        case VoteClosed():
            return say("The vote was closed.")
        case _:
            assert_never(entry)
