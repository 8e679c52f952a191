"""Retained: what an assembly keeps for a time, by which clause, and who signs its pack."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pbdesk.minutes.clauses import Clause
from pbdesk.minutes.retention import Class
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = ["CLASSES", "CLAUSES", "SIGNERS", "Signer"]

Signer = Literal["facilitator", "teller-1", "teller-2"]
SIGNERS: dict[Signer, Words] = {
    "facilitator": say("Facilitator"),
    "teller-1": say("First teller"),
    "teller-2": say("Second teller"),
}

_AFTER = say("Afterwards")


def _register_there(state: Assembly) -> bool:
    return bool(state.door.register)


def _register_gone(state: Assembly) -> datetime | None:
    return state.door.destroyed.at if state.door.destroyed else None


def _papers_there(state: Assembly) -> bool:
    return bool(state.door.stubs) and state.vote.closed is not None


def _slips_there(state: Assembly) -> bool:
    return any(each.slips.done for each in state.questions.values())


CLASSES: Mapping[str, Class[Assembly]] = MappingProxyType(
    {
        "register": Class(
            say("The names and streets of the register, with consents"),
            "kept",
            _register_there,
            _register_gone,
        ),
        "papers": Class(
            say("Ballot papers and count sheets"),
            "kept_papers",
            _papers_there,
        ),
        "slips": Class(say("Slips without a name"), "kept_slips", _slips_there),
    },
)

CLAUSES = (
    Clause(
        "kept_papers",
        _AFTER,
        say("Ballot papers are kept, in months"),
        "number",
        most=120,
        help=say(
            "At least until the time for complaints is over. Then they are destroyed, and the "
            "record says "
            "so.",
        ),
    ),
    Clause(
        "kept_slips",
        _AFTER,
        say("Equality slips are kept, in months"),
        "number",
        most=120,
        help=say("0: they are destroyed as soon as they are added up."),
    ),
)
"""The clauses of the rulebook beside the register's.

In rulebooks sealed before them nothing is said.
"""
