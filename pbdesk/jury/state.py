"""State: what the entries of a jury's file and of a case file add up to, a slice a chapter."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from types import MappingProxyType

from pbdesk.jury.answer import Answers
from pbdesk.jury.bundle import Bundle
from pbdesk.jury.complaint import Complaint
from pbdesk.jury.deadlines import Happened
from pbdesk.jury.docket import Docket
from pbdesk.jury.finding import Findings
from pbdesk.jury.followup import FollowUp
from pbdesk.jury.hearing import Hearing
from pbdesk.jury.remedies import Remedies
from pbdesk.jury.report import Reporting
from pbdesk.jury.rules import Rules
from pbdesk.jury.sitting import Panel
from pbdesk.jury.terms import Terms
from pbdesk.jury.triage import Triage
from pbdesk.minutes.clock import Floor
from pbdesk.minutes.decision import Draft
from pbdesk.minutes.entries import Id, PersonRef
from pbdesk.minutes.handover import Handover
from pbdesk.minutes.interests import Interests
from pbdesk.minutes.kinds import Act
from pbdesk.minutes.retention import Class, Retention
from pbdesk.questions.slips import Slips
from pbdesk.words import Words, say

__all__ = ["SIGNERS", "Case", "Jury"]

SIGNERS: Mapping[str, Words] = {"chair": say("Chair"), "clerk": say("Clerk")}
"""Who signs the pack of a case."""


def _with_drafts(
    drafts: Mapping[str, str],
    more: Sequence[Draft],
) -> Mapping[str, str]:
    kept = dict(drafts)
    for draft in more:
        if draft.body is None:
            _ = kept.pop(draft.key, None)
        else:
            kept[draft.key] = draft.body
    return MappingProxyType(kept)


@dataclass(frozen=True, slots=True)
class Case:
    """One complaint as it stands."""

    complaint: Complaint = Complaint()
    triage: Triage = Triage()
    terms: Terms = Terms()
    bundle: Bundle = Bundle()
    panel: Panel = Panel()
    hearing: Hearing = Hearing()
    floor: Floor = Floor()
    scores: Slips = Slips()
    findings: Findings = Findings()
    remedies: Remedies = Remedies()
    reporting: Reporting = Reporting()
    answers: Answers = Answers()
    followup: FollowUp = FollowUp()
    handover: Handover = Handover()
    retention: Retention = Retention()
    drafts: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    last: Act | None = None

    def with_drafts(self, drafts: Sequence[Draft]) -> Case:
        """The state after these drafts were written or erased."""
        if not drafts:
            return self
        return replace(self, drafts=_with_drafts(self.drafts, drafts))

    def with_attached(self, attachment: Callable[[str], bytes]) -> Case:  # noqa: ARG002  the protocol's
        """Nothing in it is read from what is attached."""
        return self

    @property
    def about(self) -> Complaint:
        """What the file is about stands in the complaint."""
        return self.complaint

    @property
    def interests(self) -> Interests:
        """Those of jurors stand with the panel."""
        return Interests()

    @property
    def subjects(self) -> Mapping[Id, str]:
        """The points on which the jury decides."""
        return {
            Id(str(n)): point for n, point in enumerate(self.terms.points, 1)
        }

    @property
    def declared(self) -> datetime | None:
        """When the report was let out."""
        issued = self.reporting.issued
        return datetime.combine(issued, time.min) if issued else None

    @property
    def signers(self) -> Mapping[str, Words]:
        """Chair and clerk."""
        return {**SIGNERS}

    @property
    def classes(self) -> Mapping[str, Class[Case]]:
        """What is kept for a time is kept by the jury's file."""
        return {}

    def months(self, clause: str) -> int | None:  # noqa: ARG002  the name is the protocol's
        """No clause of a case says how long anything is kept."""
        return None

    @property
    def registered(self) -> AbstractSet[PersonRef]:
        """Nobody: the names of a case stand on the list of names in its store."""
        return frozenset()

    def happened(self) -> Mapping[Happened, date]:
        """The days on which something happened, for the deadlines."""
        answers = self.answers.by_remedy
        is_answered = bool(answers) and all(
            each.id in answers for each in self.remedies.standing
        )
        days: dict[Happened, date | None] = {
            "received": self.complaint.day if self.complaint.received else None,
            "receipt": self.complaint.receipt,
            "looked": _day(self.triage.looked_at),
            "taken": _day(self.triage.looked_at) if self.triage.taken else None,
            "heard": _day(self.hearing.over),
            "reported": self.reporting.issued,
            "answered": max(each.received for each in answers.values())
            if is_answered
            else None,
            "three": self.followup.asked.get(3),
            "six": self.followup.asked.get(6),
        }
        return {step: day for step, day in days.items() if day is not None}


def _day(at: datetime | None) -> date | None:
    return at.date() if at else None


@dataclass(frozen=True, slots=True)
class Jury:
    """A jury as it stands: its numbers, and the list of its cases."""

    rules: Rules = Rules()
    docket: Docket = Docket()
    drafts: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    last: Act | None = None

    def with_drafts(self, drafts: Sequence[Draft]) -> Jury:
        """The state after these drafts were written or erased."""
        if not drafts:
            return self
        return replace(self, drafts=_with_drafts(self.drafts, drafts))

    def with_attached(self, attachment: Callable[[str], bytes]) -> Jury:  # noqa: ARG002  the protocol's
        """Nothing in it is read from what is attached."""
        return self

    @property
    def about(self) -> Rules:
        """What the file is about stands with its rules."""
        return self.rules

    @property
    def registered(self) -> AbstractSet[PersonRef]:
        """Nobody is named in the record."""
        return frozenset()
