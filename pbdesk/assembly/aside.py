"""Aside: what it changes that somebody stood aside from a project.

Decisions  declare, handle        Entries: those of interests, trade-offs, trades and conditions
Whoever stands aside does not weigh the project. What a table confirmed with them at the table
stands no more: it is read aloud and confirmed again without them, and its hands are counted anew.
Until the declaration; what was declared stands as it was declared, and the record tells the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from pbdesk.assembly.conditions import ConditionAgreed
from pbdesk.assembly.tradeoffs import TradeOffReopened
from pbdesk.minutes import interests
from pbdesk.minutes.decision import Decided, Moment, Refusal, Writing
from pbdesk.minutes.entries import Entry, FreeText, Id, PersonRef
from pbdesk.minutes.interests import Handled, Role

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = ["declare", "handle"]


def declare(
    state: Assembly,
    moment: Moment,
    *,
    role: Role,
    what: str,
    handled: Handled,
    reason: str = "",
    project: Id | None = None,
    person: PersonRef | None = None,
) -> Decided:
    """Record an interest; who stands aside weighs the project no more."""
    declared = interests.declare(
        state,
        moment,
        role=role,
        what=what,
        handled=handled,
        reason=reason,
        project=project,
        person=person,
    )
    if isinstance(declared, Refusal) or handled != "recused":
        return declared
    return Writing(*declared.entries, *_opened_again(state, project))


def handle(
    state: Assembly,
    moment: Moment,
    *,
    interest: Id,
    handled: Handled,
    reason: str = "",
) -> Decided:
    """Decide anew how an interest is handled; who stands aside now weighs the project no more."""
    decided = interests.handle(
        state,
        moment,
        interest=interest,
        handled=handled,
        reason=reason,
    )
    if isinstance(decided, Refusal) or handled != "recused":
        return decided
    return Writing(
        *decided.entries,
        *_opened_again(state, state.interests.by_id[interest].project),
    )


def _opened_again(state: Assembly, project: Id | None) -> Iterator[Entry]:
    """What was confirmed of the project (None: of each), to be confirmed without them."""
    if state.declared:
        return
    for each in state.tradeoffs.by_id.values():
        if project in (None, each.project) and each.confirmed is not None:
            yield TradeOffReopened(each.id)
            yield from _counted_anew(state, each.id)
    for trade in state.trades.by_id.values():
        sides = (trade.worded.rather.option, trade.worded.than.option)
        if trade.confirmed is not None and (
            project is None or project in sides
        ):
            yield msgspec.structs.replace(trade.worded, hands=None)
            yield from _counted_anew(state, trade.worded.trade)


def _counted_anew(state: Assembly, agreed_in: Id) -> Iterator[Entry]:
    """The condition as it stands, with the hands for it to be counted again."""
    condition = state.conditions.of(agreed_in)
    if (
        condition is not None
        and not condition.dropped
        and condition.hands is not None
    ):
        yield ConditionAgreed(
            number=condition.number,
            agreed_in=agreed_in,
            project=condition.project,
            table=condition.table,
            words=FreeText(condition.words.text),
        )
