"""The way of one worry: from a table's words to the answer, and to whether it was kept.

Each step has its day, what happened, the words and who stands for it by role; packs that tell of it
stand among them with those who signed. Nothing is written for it: it is read from the other
chapters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pbdesk.assembly.answers import CONDITION_REPLIES, REPLIES
from pbdesk.assembly.conditions import Condition
from pbdesk.assembly.deliberated import as_written, condition_line, table_words
from pbdesk.assembly.follow_up import DONE, KEPT, LookedAt
from pbdesk.assembly.supplements import KINDS, WHO_SIGNS
from pbdesk.words import Listing, Words, say

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = ["WayStep", "way"]


@dataclass(frozen=True, slots=True)
class WayStep:
    """A step: its day, what happened, and the words that go with it. `who`: an office or a role."""

    day: date
    what: Words
    words: Words | None = None
    who: Words | None = None


def way(state: Assembly, condition: Condition) -> tuple[WayStep, ...]:
    """The steps of a condition, in the order of their days."""
    found = [
        *_said(state, condition),
        *_agreed(state, condition),
        *_handed_over(state),
        *_reminded(state, condition),
        *_answered(state, condition),
        *_looked_at(state, condition),
        *_packed(state),
    ]
    return tuple(sorted(found, key=lambda step: step.day))


def _said(state: Assembly, condition: Condition) -> Iterator[WayStep]:
    for each in state.tradeoffs.by_id[condition.tradeoff].arguments:
        if each.kind == "worry":
            who = table_words(condition.table)
            yield WayStep(state.mandate.day, say("A worry was said"), as_written(each.words), who)


def _agreed(state: Assembly, condition: Condition) -> Iterator[WayStep]:
    weighed, line = state.tradeoffs.by_id[condition.tradeoff], condition_line(state, condition)
    day = weighed.confirmed.date() if weighed.confirmed else state.mandate.day
    yield WayStep(
        day, say("It became condition {n}, read aloud", n=line.number), line.words, line.who
    )
    if line.hands is not None:
        yield WayStep(day, say("Hands were counted"), line.hands)
    if state.declared is not None:
        yield WayStep(
            state.declared.date(), say("The result asks for it with “{title}”", title=line.title)
        )


def _handed_over(state: Assembly) -> Iterator[WayStep]:
    pack = state.handover
    if pack.made is not None:
        roles = tuple(state.signers[who] for who, _, _ in pack.signatures if who in state.signers)
        who = say("signed by {who}", who=Listing(roles)) if roles else say("not signed")
        yield WayStep(pack.made.date(), say("The pack of the result was made"), None, who)


def _reminded(state: Assembly, condition: Condition) -> Iterator[WayStep]:
    for each in state.answers.reminders:
        if condition.project in each.items:
            day = date.fromisoformat(each.day)
            yield WayStep(day, say("A reminder went out"), None, as_written(each.to))


def _answered(state: Assembly, condition: Condition) -> Iterator[WayStep]:
    found = state.answers.by_item.get(condition.project)
    if found is None:
        return
    entry = found.entry
    who = as_written(entry.owner) if entry.owner.text != "" else None
    reason = as_written(entry.reason) if entry.reason.text != "" else None
    answered = say("Answered: {reply}", reply=REPLIES[entry.reply])
    yield WayStep(found.day, answered, reason, who)
    for each in entry.conditions:
        if each.number == condition.number:
            words = as_written(each.words) if each.words.text != "" else None
            yield WayStep(found.day, CONDITION_REPLIES[each.reply], words, who)


def _looked_at(state: Assembly, condition: Condition) -> Iterator[WayStep]:
    for each in state.follow_up.happened:
        if not isinstance(each, LookedAt) or each.item != condition.project:
            continue
        day = date.fromisoformat(each.day)
        yield WayStep(day, DONE[each.done], as_written(each.evidence))
        if each.resident.text != "":
            yield WayStep(day, say("A resident says"), as_written(each.resident))
        for looked in each.conditions:
            if looked.number == condition.number:
                kept = say("The condition: {kept}", kept=KEPT[looked.kept])
                yield WayStep(day, kept)


def _packed(state: Assembly) -> Iterator[WayStep]:
    for each in state.supplements.made:
        signers = tuple(WHO_SIGNS[who] for who, _ in each.signatures)
        who = say("signed by {who}", who=Listing(signers)) if signers else say("not signed")
        told = say("A pack tells: {kind}", kind=KINDS[each.kind])
        yield WayStep(each.made.date(), told, None, who)
