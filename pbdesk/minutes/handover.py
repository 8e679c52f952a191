"""Handover: the result pack was made, signed by facilitator and tellers.

Given to whoever must answer.
Decisions  made, signed, handed_over    Entries  PackMade, PackSigned, PackHandedOver
The pack itself is made outside (`pbdesk.pack`); the record keeps its name, code and who signed.
"""

from __future__ import annotations

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
from pbdesk.minutes.entries import Entry, Id, clean
from pbdesk.words import Words, code_groups, say, short_code

if TYPE_CHECKING:
    from pbdesk.minutes.about import Minuted

__all__ = [
    "LEFTOVER",
    "Handover",
    "HandoverEntry",
    "PackHandedOver",
    "PackMade",
    "PackSigned",
    "apply",
    "handed_over",
    "made",
    "missing",
    "signed",
    "tell",
]

LEFTOVER = Id("leftover")
"""The last item of a pack: what is left of the pot."""


class PackMade(Entry, frozen=True, tag="pack.made"):
    """A result pack was written: its file name and the SHA-256 of its result.json, hex."""

    undoable = False
    file: str
    result: str


class PackSigned(Entry, frozen=True, tag="pack.signed"):
    """Somebody signed the pack: with a key, or in ink beside the code."""

    undoable = False
    who: str
    ink: bool


class PackHandedOver(Entry, frozen=True, tag="pack.handed_over"):
    """The pack was given to whoever must answer."""

    to: str


HandoverEntry = PackMade | PackSigned | PackHandedOver


@dataclass(frozen=True, slots=True)
class Handover:
    """The pack as it stands. `signatures` says who signed and whether in ink."""

    file: str = ""
    result: str = ""
    made: datetime | None = None
    signatures: tuple[tuple[str, bool, datetime], ...] = ()
    to: str = ""

    @property
    def code(self) -> tuple[str, ...]:
        """The pack code, 8 groups of 4; empty until the pack is made."""
        if self.result:
            return code_groups(bytes.fromhex(self.result))
        return ()


def made(
    state: Minuted,
    _moment: Moment,
    *,
    file: str,
    result: str,
) -> Decided:
    """Record that a pack was written."""
    if not state.declared:
        return Refusal(
            say("The result is not declared."),
            say("Declare it before the pack is made."),
        )
    return Writing(PackMade(file, result))


def signed(
    state: Minuted,
    _moment: Moment,
    *,
    who: str,
    ink: bool,
) -> Decided:
    """Record a signature, by key or in ink."""
    if not state.handover.made:
        return Refusal(
            say("There is no pack to sign."),
            say("Make it first."),
            "who",
        )
    if any(signer == who for signer, _, _ in state.handover.signatures):
        return Refusal(
            say("{who} has signed already.", who=state.signers[who]),
            where="who",
        )
    return Writing(PackSigned(who, ink))


def handed_over(state: Minuted, _moment: Moment, *, to: str) -> Decided:
    """Record who took the pack."""
    if not state.handover.made:
        return Refusal(
            say("There is no pack to hand over."),
            say("Make it first."),
            "to",
        )
    if not clean(to):
        return Refusal(say("Say who took it."), where="to")
    return Writing(PackHandedOver(clean(to)))


def apply(handover: Handover, entry: HandoverEntry, at: datetime) -> Handover:
    """What the entry adds."""
    match entry:
        case PackMade(file=file, result=result):
            return Handover(file, result, at)
        case PackSigned(who=who, ink=ink):
            return replace(
                handover,
                signatures=(*handover.signatures, (who, ink, at)),
            )
        case PackHandedOver(to=to):
            return replace(handover, to=to)
        case _:
            assert_never(entry)


def missing(state: Minuted) -> Needs:
    """What the pack still needs."""
    if not state.declared:
        return ()
    if not state.handover.made:
        return (
            Missing(
                say("The pack is not made."),
                say("It is what remains of the evening."),
                "pack",
            ),
        )
    left = len(state.signers) - len(state.handover.signatures)
    if left > 0:
        return (
            Missing(
                say("{n} of 3 have signed.", n=len(state.signers) - left),
                say("Facilitator and two tellers sign, with a key or in ink."),
                "pack",
                "who",
            ),
        )
    if not state.handover.to:
        return (
            Missing(
                say("The pack is not handed over."),
                say("Whoever must answer takes it."),
                "pack",
                "to",
            ),
        )
    return ()


def tell(entry: HandoverEntry, state: Minuted) -> Words:
    """The entry as a sentence of the minutes."""
    match entry:
        case PackMade(result=result):
            return say(
                "The result pack was made under {code}.",
                code=short_code(result),
            )
        case PackSigned(who=who, ink=True):
            return say("{who} signed in ink.", who=state.signers[who])
        case PackSigned(who=who):
            return say("{who} signed.", who=state.signers[who])
        case PackHandedOver(to=to):
            return say("The pack was handed over to {to}.", to=to)
        case _:
            assert_never(entry)
