"""Trade-offs: what is gained, what it costs and who bears it.

Worded at a table and confirmed in the room.
Decisions  take_up, word, confirm, skip
Entries    TradeOffTakenUp, TradeOffWorded, TradeOffConfirmed, TradeOffSkipped, TradeOffReopened
Each is read aloud as it is worded and then confirmed; what is changed afterwards is read and
confirmed again. An
assembly that takes up none needs none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.assembly.agenda import table_words
from pbdesk.assembly.conditions import agreed
from pbdesk.minutes.decision import (
    Decided,
    Missing,
    Moment,
    Needs,
    Refusal,
    Writing,
)
from pbdesk.minutes.entries import Entry, FreeText, Id, clean, free, spoken
from pbdesk.minutes.growing import put
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "CHOICES",
    "PARTS",
    "Chosen",
    "TradeOff",
    "TradeOffConfirmed",
    "TradeOffEntry",
    "TradeOffReopened",
    "TradeOffSkipped",
    "TradeOffTakenUp",
    "TradeOffWorded",
    "TradeOffs",
    "Wording",
    "apply",
    "confirm",
    "missing",
    "skip",
    "take_up",
    "tell",
    "word",
]

Chosen = Literal["support", "condition", "against"]

CHOICES: Mapping[str, Words] = MappingProxyType(
    {
        "support": say("Support"),
        "condition": say("Support on this condition"),
        "against": say("Do not support"),
    },
)
PARTS: Mapping[str, Words] = MappingProxyType(
    {
        "gained": say("What is gained"),
        "costs": say("What it costs"),
        "bears": say("Who bears it"),
        "condition": say("What would make it acceptable"),
        "choice": say("The table's choice"),
        "reason": say("Reason"),
        "minority": say("Minority statement"),
    },
)
"""The parts of a trade-off, in the order in which they are written and read aloud."""

_OWED = {
    "gained": (
        say("Nobody knows what is gained."),
        say("Write one sentence from the table."),
    ),
    "costs": (
        say("Nobody knows what it costs."),
        say("Not only money: what is lost, or comes in its place."),
    ),
    "bears": (
        say("Nobody knows who bears it."),
        say("Name those who pay, wait or give something up."),
    ),
    "reason": (
        say("The choice needs a reason."),
        say("Write why the table chose so."),
    ),
}


class TradeOffTakenUp(
    Entry,
    frozen=True,
    tag="tradeoff.taken_up",
    kw_only=True,
):
    """A table (0: all in the room) is to weigh a project."""

    tradeoff: Id
    number: int
    project: Id
    table: int


class TradeOffWorded(Entry, frozen=True, tag="tradeoff.worded", kw_only=True):
    """A trade-off was written down, or changed.

    The minority statement is in the words of those who made it.
    """

    tradeoff: Id
    gained: FreeText
    costs: FreeText
    bears: FreeText
    condition: FreeText
    choice: Chosen
    reason: FreeText
    minority: FreeText


class TradeOffConfirmed(Entry, frozen=True, tag="tradeoff.confirmed"):
    """It was read aloud as it is worded now, and those who weighed it said yes."""

    tradeoff: Id


class TradeOffSkipped(Entry, frozen=True, tag="tradeoff.skipped"):
    """It is left out of the pack's trade-offs, for a reason."""

    tradeoff: Id
    reason: FreeText


class TradeOffReopened(Entry, frozen=True, tag="tradeoff.reopened"):
    """Somebody stood aside from the project: it is read and confirmed again without them."""

    tradeoff: Id


TradeOffEntry = (
    TradeOffTakenUp
    | TradeOffWorded
    | TradeOffConfirmed
    | TradeOffSkipped
    | TradeOffReopened
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A trade-off as it is worded."""

    gained: FreeText
    costs: FreeText
    bears: FreeText
    condition: FreeText
    choice: Chosen
    reason: FreeText
    minority: FreeText


def _changed(read: Wording, now: Wording) -> Iterator[str]:
    for part in PARTS:
        if getattr(read, part) != getattr(now, part):
            yield part


@dataclass(frozen=True, slots=True)
class TradeOff:
    """A trade-off as it stands. `read` is the wording that was confirmed at `confirmed`."""

    id: Id
    number: int
    project: Id
    table: int
    wording: Wording | None = None
    read: Wording | None = None
    confirmed: datetime | None = None
    skipped: FreeText | None = None

    @property
    def changed(self) -> tuple[str, ...]:
        """The parts that are worded otherwise than they were confirmed.

        Empty before it ever was.
        """
        if self.read and self.wording:
            return tuple(_changed(self.read, self.wording))
        return ()

    @property
    def stands(self) -> bool:
        """Whether it is confirmed in the words that it has now."""
        return (
            self.confirmed is not None
            and not self.changed
            and self.skipped is None
        )

    @property
    def settled(self) -> bool:
        """Whether nothing about it is open: it stands, or it is skipped."""
        return self.stands or self.skipped is not None


@dataclass(frozen=True, slots=True)
class TradeOffs:
    """All trade-offs by id, in the order in which they were taken up."""

    by_id: Mapping[Id, TradeOff] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    @property
    def open(self) -> tuple[TradeOff, ...]:
        """Those that are to be worded, confirmed or skipped."""
        return tuple(each for each in self.by_id.values() if not each.settled)


def _locked(state: Assembly) -> Refusal | None:
    if state.handover.made:
        return Refusal(
            say("The pack is made, and the trade-offs stand in it."),
            say("What is said now goes into the answer."),
        )
    return None


def take_up(
    state: Assembly,
    moment: Moment,
    *,
    projects: Sequence[Id],
    tables: int | None = None,
) -> Decided:
    """Take up trade-offs, one a project; `tables` share them out in turn, none.

    The whole room weighs each.
    """
    refusal = _locked(state)
    if refusal:
        return refusal
    if not projects:
        return Refusal(
            say("No project is chosen."),
            say("Tick those that are to be weighed."),
            "projects",
        )
    gone = next(
        (
            p
            for p in projects
            if p not in {each.id for each in state.ideas.projects}
        ),
        None,
    )
    if gone is not None:
        return Refusal(
            say("Only accepted projects are weighed."),
            say("Answer the proposal first."),
            "projects",
        )
    if tables is not None and not 0 <= tables <= 60:
        return Refusal(
            say("There are at most 60 tables."),
            say("Write a whole number."),
            "tables",
        )
    before = len(state.tradeoffs.by_id)
    return Writing(
        *(
            TradeOffTakenUp(
                tradeoff=Id(moment.new_id()),
                number=before + i + 1,
                project=project,
                table=(before + i) % tables + 1 if tables else 0,
            )
            for i, project in enumerate(projects)
        ),
    )


def word(
    state: Assembly,
    _moment: Moment,
    *,
    tradeoff: Id,
    gained: str,
    costs: str,
    bears: str,
    choice: Chosen,
    reason: str,
    condition: str = "",
    minority: str = "",
) -> Decided:
    """Write a trade-off down, or change it.

    One that was confirmed is then to be confirmed again.
    """
    refusal = _locked(state) or _unsaid(
        {"gained": gained, "costs": costs, "bears": bears, "reason": reason},
    )
    if refusal:
        return refusal
    if choice == "condition" and not clean(condition):
        return Refusal(
            say("The condition is not written."),
            say("Write what would make it acceptable."),
            "condition",
        )
    texts = {
        name: free(text)
        for name, text in (
            ("gained", gained),
            ("costs", costs),
            ("bears", bears),
            ("condition", condition),
            ("reason", reason),
            ("minority", minority),
        )
    }
    return Writing(TradeOffWorded(tradeoff=tradeoff, choice=choice, **texts))


def _unsaid(given: Mapping[str, str]) -> Refusal | None:
    """What every trade-off needs; the first that is empty is asked for."""
    for name, text in given.items():
        if not clean(text):
            return Refusal(*_OWED[name], name)
    return None


def confirm(state: Assembly, _moment: Moment, *, tradeoff: Id) -> Decided:
    """Record that it was read aloud as it is worded, and that those who weighed it said yes.

    The condition that they agreed gets its number.
    """
    found = state.tradeoffs.by_id[tradeoff]
    refusal = _locked(state)
    if refusal:
        return refusal
    if found.wording is None:
        return Refusal(
            say("Nothing is written yet."),
            say("Write it down, then read it aloud."),
            "gained",
        )
    if found.stands:
        return Refusal(say("It is confirmed already, and nothing has changed."))
    asks = (
        found.wording.condition if found.wording.choice == "condition" else None
    )
    condition = agreed(
        state,
        tradeoff,
        project=found.project,
        table=found.table,
        words=asks,
    )
    return Writing(TradeOffConfirmed(tradeoff), *condition)


def skip(
    state: Assembly,
    _moment: Moment,
    *,
    tradeoff: Id,
    reason: str,
) -> Decided:
    """Leave a trade-off out, with a reason; wording it again takes it up again."""
    if not clean(reason):
        return _locked(state) or Refusal(
            say("Leaving it out needs a reason."),
            say("Write one sentence."),
            "reason",
        )
    return _locked(state) or Writing(TradeOffSkipped(tradeoff, free(reason)))


def apply(
    tradeoffs: TradeOffs,
    entry: TradeOffEntry,
    at: datetime,
) -> TradeOffs:
    """What the entry adds."""
    if isinstance(entry, TradeOffTakenUp):
        found = TradeOff(
            entry.tradeoff,
            entry.number,
            entry.project,
            entry.table,
        )
        return TradeOffs(put(tradeoffs.by_id, found.id, found))
    found = tradeoffs.by_id[entry.tradeoff]
    match entry:
        case TradeOffWorded():
            worded = Wording(
                entry.gained,
                entry.costs,
                entry.bears,
                entry.condition,
                entry.choice,
                entry.reason,
                entry.minority,
            )
            found = replace(found, wording=worded, skipped=None)
        case TradeOffConfirmed():
            found = replace(
                found,
                read=found.wording,
                confirmed=at,
                skipped=None,
            )
        case TradeOffSkipped(reason=reason):
            found = replace(found, skipped=reason)
        case TradeOffReopened():
            found = replace(found, read=None, confirmed=None)
        case _:
            assert_never(entry)
    return TradeOffs(put(tradeoffs.by_id, found.id, found))


def missing(state: Assembly) -> Needs:
    """What the trade-offs still need.

    From the opening of the vote to its declaration nobody is sent back to them.
    """
    waiting = state.tradeoffs.open
    if (
        not waiting
        or (state.vote.opened and not state.declaration.declared)
        or state.handover.made
    ):
        return ()
    return (
        Missing(
            several(
                "{n} trade-off is not confirmed.",
                "{n} trade-offs are not confirmed.",
                len(waiting),
            ),
            say(
                "Each is read aloud and confirmed in the room, or skipped with a reason.",
            ),
            "tradeoffs",
            waiting[0].id,
        ),
    )


def tell(entry: TradeOffEntry, state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    found = state.tradeoffs.by_id.get(entry.tradeoff)
    project = state.ideas.by_id.get(found.project) if found else None
    title = project.title if project else say("a project")
    match entry:
        case TradeOffTakenUp(table=table):
            return say(
                "{who} took up the trade-off of “{title}”.",
                who=table_words(table),
                title=title,
            )
        case TradeOffWorded(choice=choice, reason=reason):
            return say(
                "The trade-off of “{title}” was written down: {choice}. {reason}",
                title=title,
                choice=CHOICES[choice],
                reason=spoken(reason),
            )
        case TradeOffConfirmed():
            return say(
                "The trade-off of “{title}” was read aloud and confirmed.",
                title=title,
            )
        case TradeOffReopened():
            return say(
                "The trade-off of “{title}” is confirmed again: somebody stood aside.",
                title=title,
            )
        case TradeOffSkipped(reason=reason):
            return say(
                "The trade-off of “{title}” was skipped: {reason}",
                title=title,
                reason=spoken(reason),
            )
        case _:
            assert_never(entry)
