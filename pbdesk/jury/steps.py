"""Steps: the way through a case, and through the file of a jury."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

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
    scores,
    sitting,
    terms,
    triage,
)
from pbdesk.minutes import handover
from pbdesk.minutes.decision import Needs
from pbdesk.minutes.steps import Progress, Step
from pbdesk.words import Words, say, several

if TYPE_CHECKING:
    from pbdesk.jury.state import Case, Jury

__all__ = ["CASE_STEPS", "JURY_STEPS"]

type Looks[S] = Callable[[S], Needs]


def _all[S](*looks: Looks[S]) -> Looks[S]:
    """What several chapters still need, one after the other."""

    def missing(state: S) -> Needs:
        return tuple(each for look in looks for each in look(state))

    return missing


def _unless_stopped(look: Looks[Case]) -> Looks[Case]:
    """Nothing is missing in a case that was referred, or that the jury does not take."""
    return lambda state: () if triage.stopped(state) else look(state)


def _progress[S](
    look: Looks[S],
    begun: Callable[[S], object],
) -> Callable[[S], Progress]:
    def progress(state: S) -> Progress:
        if not begun(state):
            return Progress.NOT_STARTED
        return Progress.ATTENTION if look(state) else Progress.DONE

    return progress


def _note[S](look: Looks[S], done: Words) -> Callable[[S], Words]:
    def note(state: S) -> Words:
        left = len(look(state))
        return (
            several("{n} thing open", "{n} things open", left) if left else done
        )

    return note


def _step[S](
    name: str,
    label: Words,
    pages: tuple[str, ...],
    look: Looks[S],
    begun: Callable[[S], object],
    words: tuple[Words, Words],
) -> Step[S]:
    done, go = words
    return Step(
        name,
        label,
        pages,
        look,
        _progress(look, begun),
        _note(look, done),
        lambda _: go,
    )


_INTAKE: Looks[Case] = _all(complaint.missing, triage.missing)
_PREPARE = _unless_stopped(_all(terms.missing, bundle.missing))
_PANEL = _unless_stopped(sitting.missing)
_HEAR = _unless_stopped(hearing.missing)
_DECIDE = _unless_stopped(
    _all(scores.missing, finding.missing, remedies.missing),
)
_REPORT = _unless_stopped(report.missing)
_AFTER = _unless_stopped(_all(answer.missing, followup.missing))


def _pack_missing(state: Case) -> Needs:
    return () if state.reporting.issued is None else handover.missing(state)


CASE_STEPS: tuple[Step[Case], ...] = (
    _step(
        "intake",
        say("Complaint"),
        ("complaint",),
        _INTAKE,
        lambda state: state.complaint.received,
        (say("Looked through"), say("Write the complaint down")),
    ),
    _step(
        "prepare",
        say("Prepare"),
        ("terms", "bundle"),
        _PREPARE,
        lambda state: state.terms.points,
        (say("Terms and bundle stand"), say("Prepare the case")),
    ),
    _step(
        "panel",
        say("Panel"),
        ("panel",),
        _PANEL,
        lambda state: state.panel.listed,
        (say("The panel stands"), say("Draw the panel")),
    ),
    _step(
        "hear",
        say("Hearing"),
        ("hearing",),
        _HEAR,
        lambda state: state.hearing.planned,
        (say("Both sides were heard"), say("Go on with the hearing")),
    ),
    _step(
        "decide",
        say("Decide"),
        ("scores", "finding"),
        _DECIDE,
        lambda state: state.hearing.over,
        (say("Decided"), say("Go on to the findings")),
    ),
    _step(
        "report",
        say("Report", context="step"),
        ("report",),
        _REPORT,
        lambda state: state.reporting.until,
        (say("The report is out"), say("Write the report")),
    ),
    _step(
        "after",
        say("Answer"),
        ("caseanswer", "followup"),
        _AFTER,
        lambda state: state.reporting.issued,
        (say("Followed up"), say("Ask what became of it")),
    ),
    _step(
        "casepack",
        say("Pack"),
        ("casepack",),
        _pack_missing,
        lambda state: state.handover.made,
        (say("Handed over"), say("Make the pack")),
    ),
)
"""The way through a case."""

JURY_STEPS: tuple[Step[Jury], ...] = (
    _step(
        "juryrules",
        say("Numbers"),
        ("juryrules",),
        rules.missing,
        lambda state: state.rules.given,
        (say("Sealed"), say("Set the numbers")),
    ),
    _step(
        "cases",
        say("Cases"),
        ("cases", "due", "lessons"),
        docket.missing,
        lambda state: state.rules.sealed,
        (say("Nothing is due"), say("Go to what is due")),
    ),
)
"""The way through the file of a jury."""
