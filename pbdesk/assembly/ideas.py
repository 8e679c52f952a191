"""Ideas: from a card handed in to a costed project on the ballot, or a reason why not.

Decisions  receive, amend, check, answer, merge, withdraw
Entries    ProposalReceived, ProposalAmended, FeasibilityChecked, ProposalAnswered, ProposalMerged,
ProposalWithdrawn
After the ballot is drawn up nothing here changes: the paper still shows the project.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, assert_never

from pbdesk.assembly.placed import ProposalPlaced
from pbdesk.assembly.placed import missing as unplaced
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
from pbdesk.words import Listing, Money, Text, Words, say, several

if TYPE_CHECKING:
    from pbdesk.assembly.state import Assembly

__all__ = [
    "ASPECTS",
    "FEWEST",
    "VERDICTS",
    "Check",
    "FeasibilityChecked",
    "Ideas",
    "IdeasEntry",
    "Proposal",
    "ProposalAmended",
    "ProposalAnswered",
    "ProposalMerged",
    "ProposalReceived",
    "ProposalWithdrawn",
    "amend",
    "answer",
    "apply",
    "check",
    "check_all",
    "merge",
    "missing",
    "receive",
    "tell",
    "unlooked",
    "unready",
    "withdraw",
]

Aspect = Literal["legal", "cost", "deliverable"]
Verdict = Literal["yes", "with-change", "no", "asked"]

_EVERY: tuple[Aspect, ...] = ("legal", "cost", "deliverable")
ASPECTS: Mapping[str, Words] = MappingProxyType(
    {
        "legal": say("Legal"),
        "cost": say("Cost", context="feasibility"),
        "deliverable": say("Deliverable"),
    },
)
VERDICTS: Mapping[str, Words] = MappingProxyType(
    {
        "yes": say("Yes"),
        "with-change": say("Yes, with a change"),
        "no": say("No"),
        "asked": say("Not answered"),
    },
)


class ProposalReceived(
    Entry,
    frozen=True,
    tag="proposal.received",
    kw_only=True,
):
    """Somebody handed in an idea, kept as written; amendments are entries of their own."""

    proposal: Id
    number: int
    title: str
    summary: FreeText
    place: str
    wish: int | None  # minor units; None: not costed yet


class ProposalAmended(Entry, frozen=True, tag="proposal.amended", kw_only=True):
    """The wording or the sum was changed with the proposer.

    The earlier version stays in the record.
    """

    proposal: Id
    title: str
    summary: FreeText
    place: str
    wish: int | None


class FeasibilityChecked(
    Entry,
    frozen=True,
    tag="proposal.checked",
    kw_only=True,
):
    """One aspect was looked at, by whom, with a reason in plain words."""

    proposal: Id
    aspect: Aspect
    verdict: Verdict
    by: str
    reason: FreeText


class ProposalAnswered(
    Entry,
    frozen=True,
    tag="proposal.answered",
    kw_only=True,
):
    """The proposal became a project at a cost, or is not feasible, with a reason."""

    proposal: Id
    accepted: bool
    cost: int | None  # minor units; None where it is not accepted
    reason: FreeText
    running: int | None = None  # minor units each year; None where nobody said


class ProposalMerged(Entry, frozen=True, tag="proposal.merged", kw_only=True):
    """Two proposals became one, with the consent of who handed them in."""

    proposal: Id
    into: Id
    reason: FreeText


class ProposalWithdrawn(
    Entry,
    frozen=True,
    tag="proposal.withdrawn",
    kw_only=True,
):
    """A proposal was taken back at its proposer's wish."""

    proposal: Id
    reason: FreeText


_Change = (
    ProposalAmended
    | FeasibilityChecked
    | ProposalAnswered
    | ProposalMerged
    | ProposalWithdrawn
    | ProposalPlaced
)

IdeasEntry = ProposalReceived | _Change


FEWEST = 2
"""Projects on a ballot, at least."""


@dataclass(frozen=True, slots=True)
class Check:
    """The latest word on one aspect."""

    verdict: Verdict
    by: str
    reason: FreeText
    at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """An idea as it stands now.

    `state` is "open", "accepted", "not-feasible", "merged" or "withdrawn".
    """

    id: Id
    number: int
    title: str
    summary: FreeText
    place: str
    wish: int | None
    received: datetime
    state: Literal[
        "open",
        "accepted",
        "not-feasible",
        "merged",
        "withdrawn",
    ] = "open"
    cost: int | None = None
    running: int | None = None
    reason: FreeText | None = None
    into: Id | None = None
    category: str = ""
    excludes: tuple[Id, ...] = ()
    checks: Mapping[str, Check] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    @property
    def person(self) -> bool:
        """A project is nobody."""
        return False


@dataclass(frozen=True, slots=True)
class Ideas:
    """All proposals by id, in the order they were handed in."""

    by_id: Mapping[Id, Proposal] = field(
        default_factory=lambda: MappingProxyType({}),
    )

    @property
    def open(self) -> tuple[Proposal, ...]:
        """Proposals that still need an answer."""
        return tuple(p for p in self.by_id.values() if p.state == "open")

    @property
    def projects(self) -> tuple[Proposal, ...]:
        """Proposals that were accepted: costed, for the ballot."""
        return tuple(p for p in self.by_id.values() if p.state == "accepted")


def _locked(state: Assembly, proposal: Id | None = None) -> Refusal | None:
    if state.sheet.drawn_up:
        return Refusal(
            say("The ballot is drawn up, so the list of projects stands."),
            say(
                "Announce a change in the room; votes for the project are counted and reported.",
            ),
            "proposal",
        )
    if proposal is not None and state.ideas.by_id[proposal].state in (
        "merged",
        "withdrawn",
    ):
        return Refusal(
            say(
                "“{title}” is no longer on the list.",
                title=state.ideas.by_id[proposal].title,
            ),
            where="proposal",
        )
    return None


def _worded(title: str, wish: int | None) -> Refusal | None:
    if not clean(title):
        return Refusal(
            say("The idea has no title."),
            say("Write a few words that name it."),
            "title",
        )
    if len(clean(title)) > 80:
        return Refusal(
            say(
                "The title is longer than 80 letters, and the ballot has one line.",
            ),
            say("Shorten it; the rest goes into the summary."),
            "title",
        )
    if wish is not None and wish < 0:
        return Refusal(
            say("A sum is not below nothing."),
            say("Write an amount such as 12,500."),
            "wish",
        )
    return None


def receive(
    state: Assembly,
    moment: Moment,
    *,
    title: str,
    summary: str = "",
    place: str = "",
    wish: int | None = None,
    after: int = 0,
) -> Decided:
    """Put an idea on the list, as it was handed in. `wish` is minor units, None when not costed.

    `after` so many others that are put on the list with the same act.
    """
    refusal = _locked(state) or _worded(title, wish)
    if refusal:
        return refusal
    return Writing(
        ProposalReceived(
            proposal=Id(moment.new_id()),
            number=len(state.ideas.by_id) + 1 + after,
            title=clean(title),
            summary=free(summary),
            place=clean(place),
            wish=wish,
        ),
    )


def amend(
    state: Assembly,
    _moment: Moment,
    *,
    proposal: Id,
    title: str,
    summary: str = "",
    place: str = "",
    wish: int | None = None,
) -> Decided:
    """Change the wording or the sum with the proposer; earlier versions stay in the record."""
    refusal = _locked(state, proposal) or _worded(title, wish)
    if refusal:
        return refusal
    return Writing(
        ProposalAmended(
            proposal=proposal,
            title=clean(title),
            summary=free(summary),
            place=clean(place),
            wish=wish,
        ),
    )


def check(
    state: Assembly,
    _moment: Moment,
    *,
    proposal: Id,
    aspect: Aspect,
    verdict: Verdict,
    by: str,
    reason: str,
) -> Decided:
    """Record what the feasibility check found on one aspect, and who said so."""
    refusal = _locked(state, proposal)
    if refusal:
        return refusal
    if not clean(by):
        return Refusal(
            say("Nobody is named who looked at this."),
            say("Write the office or the person's role."),
            "by",
        )
    if verdict != "asked" and not clean(reason):
        return Refusal(
            say("A check needs a reason in plain words."),
            say("Write one sentence."),
            "reason",
        )
    return Writing(
        FeasibilityChecked(
            proposal=proposal,
            aspect=aspect,
            verdict=verdict,
            by=clean(by),
            reason=free(reason),
        ),
    )


def unlooked(proposal: Proposal) -> tuple[Aspect, ...]:
    """The aspects that nobody answered yet."""
    return tuple(each for each in _EVERY if _is_open(proposal, each))


def _is_open(proposal: Proposal, aspect: Aspect) -> bool:
    known = proposal.checks
    return aspect not in known or known[aspect].verdict == "asked"


def check_all(
    state: Assembly,
    moment: Moment,
    *,
    proposal: Id,
    by: str,
    reason: str,
) -> Decided:
    """Record "Yes" for every aspect that was not answered, said by one, with one reason."""
    found = state.ideas.by_id[proposal]
    if any(each.verdict == "no" for each in found.checks.values()):
        return Refusal(
            say("One check was answered with “No”."),
            say("Record the others one by one."),
        )
    aspects = unlooked(found)
    if not aspects:
        return Refusal(say("Every check has an answer."))
    entries: list[Entry] = []
    for aspect in aspects:
        looked = check(
            state,
            moment,
            proposal=proposal,
            aspect=aspect,
            verdict="yes",
            by=by,
            reason=reason,
        )
        if isinstance(looked, Refusal):
            return looked
        entries += looked.entries
    return Writing(*entries)


def answer(
    state: Assembly,
    _moment: Moment,
    *,
    proposal: Id,
    accepted: bool,
    cost: int | None = None,
    reason: str = "",
    running: int | None = None,
) -> Decided:
    """Accept an idea as a project at `cost` (minor units), or say why it is not feasible.

    `running`: what it costs each year from then on, where anybody knows.
    """
    refusal = _locked(state, proposal)
    if refusal:
        return refusal
    if accepted:
        refusal = _costed(state, cost, clean(reason))
        if refusal:
            return refusal
    if not accepted and not clean(reason):
        return Refusal(
            say("Whoever hands in an idea is owed a reason."),
            say("Write one sentence; it is read out and printed."),
            "reason",
        )
    return Writing(
        ProposalAnswered(
            proposal=proposal,
            accepted=accepted,
            cost=cost if accepted else None,
            reason=free(reason),
            running=running if accepted else None,
        ),
    )


def _costed(state: Assembly, cost: int | None, reason: str) -> Refusal | None:
    """A project needs a cost within the pot.

    One that costs nothing or more than the pot only with a reason why.
    """
    if cost is None or cost < 0:
        return Refusal(
            say("A project needs a cost."),
            say("Write the sum it takes, such as 12,500."),
            "cost",
        )
    if reason or (cost and not 0 < state.mandate.pot < cost):
        return None
    if not cost:
        return Refusal(
            say(
                "A project that costs nothing needs a reason to stand on the ballot.",
            ),
            say("Write its cost, or one sentence why it has none."),
            "cost",
        )
    return Refusal(
        say(
            "{cost} is more than the whole pot of {pot}.",
            cost=Money(cost, state.mandate.currency),
            pot=Money(state.mandate.pot, state.mandate.currency),
        ),
        say(
            "Make it smaller with the proposer, or write why it stands on the ballot all the same.",
        ),
        "cost",
    )


def merge(
    state: Assembly,
    _moment: Moment,
    *,
    proposal: Id,
    into: Id,
    consent: bool,
    reason: str,
) -> Decided:
    """Let a proposal go up in another, with the consent of who handed it in."""
    refusal = _locked(state, proposal) or _locked(state, into)
    if refusal:
        return refusal
    if proposal == into:
        return Refusal(
            say("A proposal cannot be merged with itself."),
            say("Choose the other one."),
            "into",
        )
    if not consent:
        return Refusal(
            say("Merging needs the consent of who handed it in."),
            say("Ask, then tick the box."),
            "consent",
        )
    return Writing(
        ProposalMerged(proposal=proposal, into=into, reason=free(reason)),
    )


def withdraw(
    state: Assembly,
    _moment: Moment,
    *,
    proposal: Id,
    reason: str,
) -> Decided:
    """Take an idea off the list at its proposer's wish; the reason stays in the record."""
    return (
        _locked(state, proposal)
        or _unreasoned(reason)
        or Writing(ProposalWithdrawn(proposal=proposal, reason=free(reason)))
    )


def _unreasoned(reason: str) -> Refusal | None:
    if clean(reason):
        return None
    return Refusal(
        say("A withdrawal needs a reason."),
        say("Write one sentence."),
        "reason",
    )


def apply(ideas: Ideas, entry: IdeasEntry, at: datetime) -> Ideas:
    """What the entry adds. What is in the record has happened; nothing is checked here."""
    if isinstance(entry, ProposalReceived):
        received = Proposal(
            entry.proposal,
            entry.number,
            entry.title,
            entry.summary,
            entry.place,
            entry.wish,
            at,
        )
        return _with(ideas, received)
    return _with(ideas, _changed(ideas.by_id[entry.proposal], entry, at))


def _changed(proposal: Proposal, entry: _Change, at: datetime) -> Proposal:
    """A proposal after what happened to it."""
    match entry:
        case ProposalAmended():
            return replace(
                proposal,
                title=entry.title,
                summary=entry.summary,
                place=entry.place,
                wish=entry.wish,
            )
        case FeasibilityChecked():
            check = Check(entry.verdict, entry.by, entry.reason, at)
            checks = {**proposal.checks, entry.aspect: check}
            return replace(proposal, checks=MappingProxyType(checks))
        case ProposalAnswered():
            return replace(
                proposal,
                cost=entry.cost,
                running=entry.running,
                reason=entry.reason,
                state="accepted" if entry.accepted else "not-feasible",
            )
        case ProposalMerged():
            return replace(
                proposal,
                state="merged",
                into=entry.into,
                reason=entry.reason,
            )
        case ProposalWithdrawn():
            return replace(proposal, state="withdrawn", reason=entry.reason)
        case ProposalPlaced():
            return replace(
                proposal,
                category=entry.category,
                excludes=entry.excludes,
            )
        case _:
            assert_never(entry)


def _with(ideas: Ideas, proposal: Proposal) -> Ideas:
    return Ideas(put(ideas.by_id, proposal.id, proposal))


def unready(state: Assembly) -> Refusal | None:
    """Why no ballot can be drawn up from the ideas yet."""
    if state.ideas.open:
        first = state.ideas.open[0]
        return Refusal(
            say("“{title}” has no answer yet.", title=first.title),
            say("Answer every proposal before the ballot is drawn up."),
            "proposals",
        )
    if len(state.ideas.projects) < FEWEST:
        return Refusal(
            say("A ballot needs at least two projects."),
            say("Accept them under Ideas."),
            "proposals",
        )
    return None


def missing(state: Assembly) -> Needs:
    """What stands between the ideas and a ballot."""
    if not state.ideas.by_id:
        return (
            Missing(
                say("No idea is on the list yet."),
                say("A vote needs something to choose from."),
                "proposals",
                "title",
            ),
        )
    waiting = state.ideas.open
    if waiting:
        return (
            Missing(
                several(
                    "{n} proposal needs an answer.",
                    "{n} proposals need an answer.",
                    len(waiting),
                ),
                say(
                    "Whoever hands in an idea is owed an answer before the vote.",
                ),
                "proposals",
                waiting[0].id,
            ),
        )
    if len(state.ideas.projects) < FEWEST:
        return (
            Missing(
                say("A ballot needs at least two projects."),
                say("With one there is nothing to choose."),
                "proposals",
                "title",
            ),
        )
    return () if state.vote.opened else unplaced(state)


def tell(entry: IdeasEntry, state: Assembly) -> Words:
    """The entry as a sentence of the minutes."""
    title = _title(state, entry.proposal)
    match entry:
        case ProposalReceived():
            return say(
                "Proposal {number} was handed in: “{title}”.",
                number=entry.number,
                title=entry.title,
            )
        case ProposalAmended():
            return say("“{title}” was amended.", title=entry.title)
        case FeasibilityChecked():
            return say(
                "“{title}”, {aspect}: {verdict}, says {by}. {reason}",
                title=title,
                aspect=ASPECTS[entry.aspect],
                verdict=VERDICTS[entry.verdict],
                by=entry.by,
                reason=spoken(entry.reason),
            )
        case ProposalAnswered(accepted=True, cost=cost):
            return say(
                "“{title}” was accepted as a project for {cost}.",
                title=title,
                cost=Money(cost or 0, state.mandate.currency),
            )
        case ProposalAnswered():
            return say(
                "“{title}” is not feasible: {reason}",
                title=title,
                reason=spoken(entry.reason),
            )
        case ProposalMerged(into=into):
            return say(
                "“{title}” was merged into “{other}”.",
                title=title,
                other=_title(state, into),
            )
        case ProposalWithdrawn():
            return say(
                "“{title}” was withdrawn: {reason}",
                title=title,
                reason=spoken(entry.reason),
            )
        case ProposalPlaced():
            return _tell_placed(entry, state, title)
        case _:
            assert_never(entry)


def _tell_placed(entry: ProposalPlaced, state: Assembly, title: Text) -> Words:
    if not entry.excludes:
        return say(
            "“{title}” was put in the category “{category}”.",
            title=title,
            category=entry.category,
        )
    return say(
        "“{title}” was put in the category “{category}”, and excludes {others}.",
        title=title,
        category=entry.category or say("none"),
        others=Listing(tuple(_title(state, other) for other in entry.excludes)),
    )


def _title(state: Assembly, proposal: Id) -> Text:
    """A proposal's title; of one whose handing in was undone only that."""
    found = state.ideas.by_id.get(proposal)
    return (
        say("a proposal that was taken back") if found is None else found.title
    )
