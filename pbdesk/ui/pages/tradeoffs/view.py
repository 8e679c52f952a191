"""Trade-offs: the chosen one as it is written and as it is read back, and the list of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pbdesk.assembly.agenda import table_words
from pbdesk.assembly.deliberated import as_written
from pbdesk.assembly.state import Assembly
from pbdesk.assembly.tradeoffs import ARGUMENTS, PARTS, TradeOff
from pbdesk.words import Clock, Listing, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.ui.pages.here import Here

__all__ = [
    "GROUPS",
    "Detail",
    "Listed",
    "ReadAloud",
    "TradeOffsView",
    "chosen",
    "next_open",
    "read_back",
    "view",
]

GROUPS: Mapping[str, Words] = MappingProxyType(
    {"open": say("To word and confirm"), "stands": say("Confirmed"), "skipped": say("Skipped")}
)
"""How far a trade-off is, in the order of the list."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list."""

    id: str
    group: str
    title: str
    under: Words


@dataclass(frozen=True, slots=True)
class Detail:
    """The chosen trade-off.

    `values` are its recorded words by field; `changed` what was changed since it was read.
    """

    id: str
    group: str
    caption: Words
    title: str
    who: Words
    state: Words
    values: Mapping[str, str]
    worded: bool
    confirmed: Words | None
    changed: Words | None
    skipped: Words | None
    arguments: tuple[tuple[Words, Words], ...]


@dataclass(frozen=True, slots=True)
class TradeOffsView:
    """The page. `waiting` are projects that nobody weighs yet.

    `locked` why nothing changes any more.
    """

    caption: Words
    lines: tuple[Listed, ...]
    detail: Detail | None
    waiting: tuple[tuple[str, str], ...]
    locked: Words | None


def view(state: Assembly, here: Here) -> TradeOffsView:
    """The page as it stands; `here.chosen` is a trade-off."""
    all_ = tuple(state.tradeoffs.by_id.values())
    found, weighed = chosen(state, here), {each.project for each in all_}
    lines = tuple(
        _listed(state, each) for group in GROUPS for each in all_ if _group(each) == group
    )
    return TradeOffsView(
        say("{n} of {all} confirmed", n=sum(each.stands for each in all_), all=len(all_)),
        lines,
        _detail(state, found) if found else None,
        tuple(
            (project.id, project.title)
            for project in state.ideas.projects
            if project.id not in weighed
        ),
        say("The pack is made, and the trade-offs stand in it.") if state.handover.made else None,
    )


def chosen(state: Assembly, here: Here) -> TradeOff | None:
    """The chosen trade-off; without a choice the first that is open, else the first of all."""
    by_id = {str(each.id): each for each in state.tradeoffs.by_id.values()}
    return by_id.get(here.chosen or "") or next(
        iter((*state.tradeoffs.open, *by_id.values())), None
    )


def next_open(state: Assembly, after: str) -> TradeOff | None:
    """The next trade-off that is not settled."""
    return next((each for each in state.tradeoffs.open if each.id != after), None)


def _group(each: TradeOff) -> str:
    return "skipped" if each.skipped is not None else "stands" if each.stands else "open"


def _listed(state: Assembly, each: TradeOff) -> Listed:
    under = (
        say("{who}, read part of it again", who=table_words(each.table))
        if each.changed
        else say("{who}", who=table_words(each.table))
    )
    return Listed(each.id, _group(each), state.ideas.by_id[each.project].title, under)


def _detail(state: Assembly, each: TradeOff) -> Detail:
    who = table_words(each.table)
    parts = {part: getattr(each.wording, part) for part in PARTS} if each.wording else {}
    return Detail(
        each.id,
        _group(each),
        say(
            "Trade-off {n} of {all}, {who}",
            n=each.number,
            all=len(state.tradeoffs.by_id),
            who=_within(each.table),
        ),
        state.ideas.by_id[each.project].title,
        who,
        _state_words(each),
        MappingProxyType({part: str(text) for part, text in parts.items()}),
        each.wording is not None,
        _confirmed(each),
        _changed(each),
        as_written(each.skipped) if each.skipped is not None else None,
        tuple((ARGUMENTS[said.kind], as_written(said.words)) for said in each.arguments),
    )


def _within(table: int) -> Words:
    """The table as it is called within a sentence."""
    return say("table {n}", n=table) if table else say("all in the room")


def _state_words(each: TradeOff) -> Words:
    if _group(each) != "open":
        return GROUPS[_group(each)]
    return (
        say("To confirm again")
        if each.changed
        else say("To confirm")
        if each.wording
        else say("To word")
    )


def _confirmed(each: TradeOff) -> Words | None:
    if each.confirmed is None or each.skipped is not None:
        return None
    return say(
        "Confirmed by {who} at {time}, after it was read aloud.",
        who=_within(each.table),
        time=Clock(each.confirmed),
    )


def _changed(each: TradeOff) -> Words | None:
    parts = tuple(PARTS[part] for part in each.changed)
    if not parts or each.skipped is not None:
        return None
    return several(
        "“{parts}” has changed since. Read that part again.",
        "These have changed since: {parts}. Read them again.",
        len(parts),
        parts=Listing(parts),
    )


@dataclass(frozen=True, slots=True)
class ReadAloud:
    """What is read aloud, as far as it is written.

    The choice; then why, what it brings and takes, who disagrees.
    """

    chose: Words | None
    parts: tuple[tuple[Words, Words], ...]


def read_back(detail: Detail, written: Mapping[str, str]) -> ReadAloud:
    """What stands in the fields of the form, as it is read aloud."""
    return ReadAloud(
        _chose(detail, written) if written.get("choice") else None,
        tuple(
            (PARTS[part], plain(written[part]))
            for part in ("reason", "gained", "costs", "bears", "minority")
            if written.get(part)
        ),
    )


def _chose(detail: Detail, written: Mapping[str, str]) -> Words:
    match written["choice"]:
        case "support":
            return say("{who} supports “{title}”.", who=detail.who, title=detail.title)
        case "condition":
            return say(
                "{who} supports “{title}” on this condition: {condition}",
                who=detail.who,
                title=detail.title,
                condition=plain(written.get("condition", "")),
            )
        case _:
            return say("{who} does not support “{title}”.", who=detail.who, title=detail.title)
