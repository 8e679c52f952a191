"""Handover: the result pack was made, signed by facilitator and tellers.

Given to whoever must answer, and answered.
Decisions  made, signed, handed_over, answered    Entries  PackMade, PackSigned, PackHandedOver,
ItemAnswered
The pack itself is made outside (`pbdesk.pack`); the record keeps its name, code and who signed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.minutes.decision import Missing, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, FreeText, Id, clean
from pbdesk.minutes.growing import put
from pbdesk.words import Words, code_groups, say

if TYPE_CHECKING:
    from pbdesk.minutes.about import Minuted

__all__ = [
    "LEFTOVER",
    "REPLIES",
    "Handover",
    "HandoverEntry",
    "ItemAnswered",
    "PackHandedOver",
    "PackMade",
    "PackSigned",
    "Reply",
    "answered",
    "apply",
    "handed_over",
    "made",
    "missing",
    "signed",
    "tell",
]

Reply = Literal["accept", "part", "reject"]
REPLIES: dict[Reply, Words] = {
    "accept": say("Accept"),
    "part": say("Accept in part"),
    "reject": say("Reject"),
}
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


class ItemAnswered(Entry, frozen=True, tag="pack.answered"):
    """What was answered to one item of the pack: a funded project by its id, or `LEFTOVER`.

    `owner` sees to it, until `day` (ISO); both are empty where the item is rejected.
    """

    item: Id
    reply: Reply
    reason: FreeText
    owner: FreeText
    day: str


HandoverEntry = PackMade | PackSigned | PackHandedOver | ItemAnswered


@dataclass(frozen=True, slots=True)
class Handover:
    """The pack as it stands. `signatures` says who signed and whether in ink."""

    file: str = ""
    result: str = ""
    made: datetime | None = None
    signatures: tuple[tuple[str, bool, datetime], ...] = ()
    to: str = ""
    answers: Mapping[Id, ItemAnswered] = MappingProxyType({})

    @property
    def code(self) -> tuple[str, ...]:
        """The results code, 8 groups of 4; empty until the pack is made."""
        return code_groups(bytes.fromhex(self.result)) if self.result else ()


def made(state: Minuted, _moment: Moment, *, file: str, result: str) -> Writing | Refusal:
    """Record that a pack was written."""
    if not state.declared:
        return Refusal(
            say("The result is not declared."), say("Declare it before the pack is made.")
        )
    return Writing(PackMade(file, result))


def signed(state: Minuted, _moment: Moment, *, who: str, ink: bool) -> Writing | Refusal:
    """Record a signature, by key or in ink."""
    if not state.handover.made:
        return Refusal(say("There is no pack to sign."), say("Make it first."), "who")
    if any(signer == who for signer, _, _ in state.handover.signatures):
        return Refusal(say("{who} has signed already.", who=state.signers[who]), where="who")
    return Writing(PackSigned(who, ink))


def handed_over(state: Minuted, _moment: Moment, *, to: str) -> Writing | Refusal:
    """Record who took the pack."""
    if not state.handover.made:
        return Refusal(say("There is no pack to hand over."), say("Make it first."), "to")
    if not clean(to):
        return Refusal(say("Say who took it."), where="to")
    return Writing(PackHandedOver(clean(to)))


def answered(
    state: Minuted, _moment: Moment, *, answers: Sequence[ItemAnswered]
) -> Writing | Refusal:
    """Record what was answered to items of the pack.

    A later answer to the same item takes the place of the earlier.
    """
    if not state.handover.to:
        return Refusal(say("The pack is not handed over."), say("Record first who took it."), "to")
    if not answers:
        return Refusal(say("There is no answer to record."))
    return Writing(*answers)


def apply(handover: Handover, entry: HandoverEntry, at: datetime) -> Handover:
    """What the entry adds."""
    match entry:
        case PackMade(file=file, result=result):
            return Handover(file, result, at)
        case PackSigned(who=who, ink=ink):
            return replace(handover, signatures=(*handover.signatures, (who, ink, at)))
        case PackHandedOver(to=to):
            return replace(handover, to=to)
        case ItemAnswered(item=item):
            return replace(handover, answers=put(handover.answers, item, entry))
        case _:
            assert_never(entry)


def missing(state: Minuted) -> tuple[Missing, ...]:
    """What the pack still needs."""
    if not state.declared:
        return ()
    if not state.handover.made:
        return (
            Missing(
                say("The pack is not made."), say("It is what remains of the evening."), "pack"
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
                code=" ".join(code_groups(bytes.fromhex(result))[:4]),
            )
        case PackSigned(who=who, ink=True):
            return say("{who} signed in ink.", who=state.signers[who])
        case PackSigned(who=who):
            return say("{who} signed.", who=state.signers[who])
        case PackHandedOver(to=to):
            return say("The pack was handed over to {to}.", to=to)
        case ItemAnswered(item=item, reply=reply):
            title = state.subjects.get(item, say("What is left of the pot"))
            return say("Answered to “{title}”: {reply}.", title=title, reply=REPLIES[reply])
        case _:
            assert_never(entry)
