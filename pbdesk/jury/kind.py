"""The kinds of file of the peer jury: the jury itself, and one file for each case."""

from __future__ import annotations

from typing import Any

from pbdesk.jury import (
    answer,
    bundle,
    complaint,
    docket,
    finding,
    followup,
    hearing,
    remedies,
    report,
    rules,
    sitting,
    terms,
    triage,
)
from pbdesk.jury.public import public
from pbdesk.jury.state import SIGNERS, Case, Jury
from pbdesk.jury.steps import CASE_STEPS, JURY_STEPS
from pbdesk.minutes import clock, erasure, handover, kept, retention
from pbdesk.minutes.fold import UNDONE
from pbdesk.minutes.kinds import Chapter, Kind
from pbdesk.questions import slips
from pbdesk.words import say

__all__ = ["CASE", "JURY"]


def _case[Slice](
    name: str,
    step: str,
    module: Any,
    entries: Any,
    start: Slice,
) -> Chapter[Case, Slice, Any]:
    return Chapter(name, step, entries, start, module.apply, module.tell)


_CHAPTERS: tuple[Chapter[Case, Any, Any], ...] = (
    _case(
        "complaint",
        "intake",
        complaint,
        complaint.ComplaintEntry,
        complaint.Complaint(),
    ),
    _case("triage", "intake", triage, triage.TriageEntry, triage.Triage()),
    _case("terms", "prepare", terms, terms.TermsEntry, terms.Terms()),
    _case("bundle", "prepare", bundle, bundle.BundleEntry, bundle.Bundle()),
    _case("panel", "panel", sitting, sitting.PanelEntry, sitting.Panel()),
    _case("hearing", "hear", hearing, hearing.HearingEntry, hearing.Hearing()),
    Chapter(
        "floor",
        "hear",
        clock.FloorEntry,
        clock.Floor(),
        clock.apply,
        hearing.tell_clock,
    ),
    _case("scores", "decide", slips, slips.SlipsScored, slips.Slips()),
    _case(
        "findings",
        "decide",
        finding,
        finding.FindingEntry,
        finding.Findings(),
    ),
    _case(
        "remedies",
        "decide",
        remedies,
        remedies.RemedyEntry,
        remedies.Remedies(),
    ),
    _case(
        "reporting",
        "report",
        report,
        report.ReportEntry,
        report.Reporting(),
    ),
    _case("answers", "after", answer, answer.AnswerEntry, answer.Answers()),
    _case(
        "followup",
        "after",
        followup,
        followup.FollowUpEntry,
        followup.FollowUp(),
    ),
    _case(
        "handover",
        "casepack",
        handover,
        handover.HandoverEntry,
        handover.Handover(),
    ),
    _case(
        "retention",
        "casepack",
        retention,
        retention.RetentionEntry,
        retention.Retention(),
    ),
    Chapter(None, "", erasure.WordsErased, None, erasure.apply, erasure.tell),
    Chapter(None, "", kept.KeptForgotten, None, kept.apply, kept.tell),
    UNDONE,
)

CASE = Kind(
    tag="case",
    state=Case,
    opens=complaint.CaseOpened,
    chapters=_CHAPTERS,
    start=complaint.start,
    steps=CASE_STEPS,
    pages=(
        "complaint",
        "terms",
        "bundle",
        "panel",
        "hearing",
        "scores",
        "finding",
        "report",
        "caseanswer",
        "followup",
        "casepack",
        "record",
    ),
    public=public,
    signers={**SIGNERS},
    ending=".pbcase",
    word=say("a case of a jury"),
)
"""The file of one complaint, from its receipt to the last follow-up."""

JURY = Kind(
    tag="jury",
    state=Jury,
    opens=rules.JuryOpened,
    chapters=(
        Chapter(
            "rules",
            "juryrules",
            rules.RulesEntry,
            rules.Rules(),
            rules.apply,
            rules.tell,
        ),
        Chapter(
            "docket",
            "cases",
            docket.DocketEntry,
            docket.Docket(),
            docket.apply,
            docket.tell,
        ),
        Chapter(
            None,
            "",
            erasure.WordsErased,
            None,
            erasure.apply,
            erasure.tell,
        ),
        UNDONE,
    ),
    start=rules.start,
    steps=JURY_STEPS,
    pages=("juryrules", "cases", "due", "lessons", "record"),
    public=lambda _state: None,
    signers={},
    ending=".pbjury",
    word=say("a jury"),
)
"""The jury's own file: its sealed numbers, and the list of all its cases."""
