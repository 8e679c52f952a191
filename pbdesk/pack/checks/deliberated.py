"""Part of check 25: what was deliberated stands in the result as the record has it.

The figures of it, who stood aside, what was chosen and confirmed: words stand in the record by
their digests alone, and nothing in a pack opens these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import msgspec

from pbdesk.pack.checks.prepared import is_as_prepared
from pbdesk.pack.checks.spoken import is_as_spoken, titles_on_the_agenda
from pbdesk.pack.contents import Deliberated, ToldMatter, ToldTradeOff
from pbdesk.pack.record import Told, ToldLines

__all__ = ["is_as_recorded"]


class _Interest(msgspec.Struct, frozen=True):
    interest: str
    role: str
    project: str | None
    handled: str


class _Handled(msgspec.Struct, frozen=True):
    interest: str
    handled: str


class _Agreed(msgspec.Struct, frozen=True):
    number: int
    agreed_in: str


class _Dropped(msgspec.Struct, frozen=True):
    number: int


class _TakenUp(msgspec.Struct, frozen=True):
    tradeoff: str
    number: int
    project: str
    table: int


class _Weighed(msgspec.Struct, frozen=True):
    tradeoff: str
    choice: str | None = None


class _Side(msgspec.Struct, frozen=True):
    option: str | None


class _Traded(msgspec.Struct, frozen=True):
    trade: str
    number: int
    table: int
    rather: _Side
    than: _Side
    hands: tuple[int, int, int] | None


class _Confirmed(msgspec.Struct, frozen=True):
    trade: str


class _Raised(msgspec.Struct, frozen=True):
    matter: str
    number: int


class _Counted(msgspec.Struct, frozen=True):
    matter: str
    hands: int


class _PutOn(msgspec.Struct, frozen=True):
    matter: str
    item: str


class _Replied(msgspec.Struct, frozen=True):
    matter: str


class _Merged(msgspec.Struct, frozen=True):
    proposal: str
    into: str


class _Titled(msgspec.Struct, frozen=True):
    proposal: str
    title: str


type _Row = tuple[object, ...]


def is_as_recorded(told: ToldLines, said: Deliberated) -> bool:
    """Whether interests, trade-offs, trades, matters, merged ideas and times are the record's."""
    numbers = _conditions(told)
    interests: list[_Row] = [
        (each.role, each.project, each.handled) for each in said.interests
    ]
    trades: list[_Row] = [
        (
            *(
                each.number,
                each.table,
                each.rather.project,
                each.than.project,
                each.condition,
            ),
            *(each.in_favour, each.against, each.abstained, each.confirmed),
        )
        for each in said.trades
    ]
    return (
        interests == _interests(told)
        and _are_as_weighed(told, said, numbers)
        and trades == _trades(told, numbers)
        and _are_as_asked(told, said)
        and _are_as_merged(told, said)
        and is_as_spoken(told, said)
        and is_as_prepared(told, said)
    )


def _are_as_weighed(
    told: ToldLines,
    said: Deliberated,
    conditions: Mapping[str, int],
) -> bool:
    """Whether each trade-off, with the number of its condition, is the record's."""
    weighed = _tradeoffs(told)
    return len(weighed) == len(said.tradeoffs) and all(
        one.tells(other) and other.condition == conditions.get(name)
        for (name, one), other in zip(
            weighed.items(),
            said.tradeoffs,
            strict=True,
        )
    )


def _are_as_asked(told: ToldLines, said: Deliberated) -> bool:
    asked = _matters(told)
    return len(asked) == len(said.matters) and all(
        one.tells(other) for one, other in zip(asked, said.matters, strict=True)
    )


def _are_as_merged(told: ToldLines, said: Deliberated) -> bool:
    """Whether as many ideas went up in each, under the titles that are still in the record."""
    merged = [(each.into, each.title) for each in said.merged]
    recorded = _merged(told)
    titled = {each for each in recorded if each[1] is not None}
    return _into(merged) == _into(recorded) and titled <= set(merged)


def _into(merged: Iterable[tuple[str, object]]) -> list[str]:
    return sorted(into for into, _ in merged)


def _interests(told: ToldLines) -> list[_Row]:
    found = dict[str, _Row]()
    for line in told:
        if line.type == "interest.declared":
            each = msgspec.convert(line.body, _Interest)
            found[each.interest] = (each.role, each.project, each.handled)
        elif line.type == "interest.handled":
            handled = msgspec.convert(line.body, _Handled)
            found[handled.interest] = (
                *found[handled.interest][:2],
                handled.handled,
            )
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _TradeOff:
    """A trade-off as the record has it. `reworded`: since it was confirmed, maybe alike."""

    place: _Row
    choice: str | None = None
    confirmed: bool = False
    reworded: bool = False
    skipped: bool = False

    def tells(self, said: ToldTradeOff) -> bool:
        """Whether the result says the same. A reason that was erased is null there."""
        stands = self.confirmed and not self.skipped
        return (
            (said.number, said.project, said.table) == self.place
            and said.choice == self.choice
            and said.confirmed in {stands, stands and not self.reworded}
            and (self.skipped or said.skipped is None)
        )


def _tradeoffs(told: ToldLines) -> dict[str, _TradeOff]:
    found = dict[str, _TradeOff]()
    for line in told:
        if line.type == "tradeoff.taken_up":
            each = msgspec.convert(line.body, _TakenUp)
            found[each.tradeoff] = _TradeOff(
                (each.number, each.project, each.table),
            )
        elif line.type.startswith("tradeoff."):
            said = msgspec.convert(line.body, _Weighed)
            found[said.tradeoff] = _then(found[said.tradeoff], line.type, said)
    return found


def _then(before: _TradeOff, kind: str, said: _Weighed) -> _TradeOff:
    match kind:
        case "tradeoff.worded":
            return replace(
                before,
                choice=said.choice,
                reworded=True,
                skipped=False,
            )
        case "tradeoff.confirmed":
            return replace(
                before,
                confirmed=True,
                reworded=False,
                skipped=False,
            )
        case "tradeoff.skipped":
            return replace(before, skipped=True)
        case "tradeoff.reopened":
            return replace(before, confirmed=False)
        case _:
            return before


def _trades(told: ToldLines, numbers: Mapping[str, int]) -> list[_Row]:
    """All trades; `numbers` are those of conditions, by what asks for them."""
    found = dict[str, _Row]()
    for line in told:
        if line.type == "trade.worded":
            each = msgspec.convert(line.body, _Traded)
            sides = each.rather.option, each.than.option
            place = (each.number, each.table, *sides, numbers.get(each.trade))
            found[each.trade] = (
                *place,
                *(each.hands or (None, None, None)),
                False,
            )
        elif line.type == "trade.confirmed":
            trade = msgspec.convert(line.body, _Confirmed).trade
            found[trade] = (*found[trade][:-1], True)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Matter:
    """What people asked together, as the record has it. `agenda`: the title of its item."""

    number: int
    hands: int | None = None
    agenda: str | None = None
    answered: bool = False

    def tells(self, said: ToldMatter) -> bool:
        """Whether the result says the same. Words that were erased are null there."""
        figures = (said.number, said.hands, said.agenda) == (
            self.number,
            self.hands,
            self.agenda,
        )
        return figures and (
            self.answered or said.answered_by is said.reason is None
        )


def _matters(told: ToldLines) -> list[_Matter]:
    found = dict[str, _Matter]()
    titles = titles_on_the_agenda(told)
    for line in told:
        match line.type:
            case "matter.raised":
                each = msgspec.convert(line.body, _Raised)
                found[each.matter] = _Matter(each.number)
            case "matter.counted":
                counted = msgspec.convert(line.body, _Counted)
                found[counted.matter] = replace(
                    found[counted.matter],
                    hands=counted.hands,
                )
            case "matter.put_on":
                put = msgspec.convert(line.body, _PutOn)
                found[put.matter] = replace(
                    found[put.matter],
                    agenda=titles.get(put.item),
                )
            case "matter.answered":
                matter = msgspec.convert(line.body, _Replied).matter
                found[matter] = replace(found[matter], answered=True)
            case _:
                pass
    return list(found.values())


def _merged(told: ToldLines) -> list[tuple[str, str | None]]:
    """Into which idea each was merged, and its title as far as the record has it."""
    titles = dict[str, str]()
    into = dict[str, str]()
    for line in told:
        if line.type in {"proposal.received", "proposal.amended"}:
            titled = msgspec.convert(line.body, _Titled)
            titles[titled.proposal] = titled.title
        elif line.type == "proposal.merged":
            merged = msgspec.convert(line.body, _Merged)
            into[merged.proposal] = merged.into
    return [(other, titles.get(proposal)) for proposal, other in into.items()]


def _conditions(told: ToldLines) -> dict[str, int]:
    """The number of the condition that stands, by what asks for it."""
    found = dict[int, str]()
    for line in told:
        _take_condition(found, line)
    return {agreed_in: number for number, agreed_in in found.items()}


def _take_condition(found: dict[int, str], line: Told) -> None:
    if line.type == "condition.agreed":
        each = msgspec.convert(line.body, _Agreed)
        found[each.number] = each.agreed_in
    elif line.type == "condition.dropped":
        del found[msgspec.convert(line.body, _Dropped).number]
