"""The packs that follow a result, as they stand on the pages of answer and money."""

from __future__ import annotations

from pbdesk.assembly.state import Assembly
from pbdesk.assembly.supplements import KINDS, WHO_SIGNS, Supplement
from pbdesk.ui.render.blocks import Blocks, Notes, Own, Paragraph, Rule, Section
from pbdesk.words import Day, Listing, Words, say

__all__ = ["packs_that_follow"]


def packs_that_follow(state: Assembly) -> Blocks:
    """Those that were made, and the work on the next one."""
    made = tuple((_name(each), _told(each)) for each in state.supplements.made)
    return (
        Rule(key="packs"),
        Section(say("Packs that follow the result"), key="packs"),
        _EACH_NAMES,
        *((Notes(made, key="packs"),) if made else ()),
        Own("following"),
    )


_EACH_NAMES = Paragraph(
    say(
        "Each tells everything up to its day, names the pack before, and is signed. Hang "
        "the code of the last one on the wall: only it shows that none is missing.",
    ),
    key="packs",
)


def _name(each: Supplement) -> Words:
    return say("{n}. {words}", n=each.number, words=KINDS[each.kind])


def _told(each: Supplement) -> Words:
    return say(
        "{day}, code {code}, {signed}",
        day=Day(each.made.date()),
        code=" ".join(each.code),
        signed=_signed(each),
    )


def _signed(each: Supplement) -> Words:
    if not each.signatures:
        return say("not signed")
    who = Listing(tuple(WHO_SIGNS[who] for who, _ in each.signatures))
    return say("signed by {who}", who=who)
