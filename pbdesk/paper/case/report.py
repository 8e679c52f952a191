"""The report of a jury: for both sides always whole, for the public by the edition let out."""

from __future__ import annotations

from collections.abc import Sequence

from pbdesk.i18n import Locale
from pbdesk.jury import answer, followup
from pbdesk.jury.answer import REPLIES
from pbdesk.jury.finding import OUTCOMES
from pbdesk.jury.followup import DONE, RIGHT
from pbdesk.jury.remedies import KINDS, Recommendation
from pbdesk.jury.report import Edition
from pbdesk.jury.state import Case
from pbdesk.minutes.entries import spoken
from pbdesk.paper.case.flow import Flow
from pbdesk.paper.case.sheets import write_ombudsman
from pbdesk.paper.whose import name_and_day
from pbdesk.words import Day, Listing, Words, plain, say, several

__all__ = ["report_pdf"]

_LARGE = 18.0


def report_pdf(
    state: Case,
    edition: Edition,
    *,
    locale: Locale,
    code: Sequence[str] = (),
    large: bool = False,
) -> bytes:
    """The report in an edition; before it is let out it is the draft."""
    issued = state.reporting.issued
    title = (
        say("Report of the jury")
        if issued
        else say("Draft report, for facts only")
    )
    about = _about(state, edition)
    size = _LARGE if large else 11
    flow = Flow(title, about, locale=locale, size=size, code=code)
    if edition == "number":
        flow.text(
            say(
                "A jury of people who use the same service heard a case. It lets out no more than "
                "this: the story would tell who it is about. Both sides have the full report.",
            ),
        )
        return flow.pdf()
    _how(flow, state, edition)
    if edition == "full":
        flow.said(say("The question"), state.terms.question)
        flow.said(say("What the jury could recommend"), state.terms.remit)
    for number in range(1, len(state.terms.points) + 1):
        _point(flow, state, number, edition)
    _recommendations(flow, state)
    _afterwards(flow, state)
    write_ombudsman(flow, state)
    return flow.pdf()


def _about(state: Case, edition: Edition) -> Words:
    """The case and its day; in public editions no more than the month."""
    issued = state.reporting.issued
    if edition == "full" or issued is None:
        day = issued or state.complaint.day
        return name_and_day(state.complaint.name, day)
    if edition == "number":
        return say("A case of the jury")
    return say("{month}", month=Day(issued, month=True))


def _how(flow: Flow, state: Case, edition: Edition) -> None:
    panel = state.panel
    hearing = state.hearing
    people = panel.listed.people if panel.listed else 0
    flow.text(
        several(
            "{n} person who uses the same service was drawn by lot, from {people}.",
            "{n} people who use the same service were drawn by lot, from {people}.",
            len(panel.by_number),
            people=people,
        ),
    )
    if panel.set_aside:
        flow.text(
            say(
                "An earlier panel was set aside before the hearing: nobody was left for a seat.",
            ),
        )
    if panel.replaced:
        flow.text(
            several(
                "{n} seat changed hands before the hearing.",
                "{n} seats changed hands before the hearing.",
                panel.replaced,
            ),
        )
    if panel.left:
        flow.text(
            several(
                "{n} juror could not hear all of it and did not decide.",
                "{n} jurors could not hear all of it and did not decide.",
                panel.left,
            ),
        )
    if hearing.over and edition == "full":
        flow.text(
            say(
                "Both sides were heard; the hearing ended on {day}.",
                day=Day(hearing.over.date()),
            ),
        )


def _point(flow: Flow, state: Case, number: int, edition: Edition) -> None:
    found = state.findings.by_point.get(number)
    flow.heading(plain(f"{number}. {state.terms.points[number - 1]}"))
    if found is None:
        flow.text(say("The jury has not decided this yet."))
        return
    flow.text(OUTCOMES[found.outcome], bold=True)
    if edition != "full":
        return
    if found.outcome == "unable":
        flow.said(say("One view"), spoken(found.reasons))
        flow.said(say("The other view"), spoken(found.other))
    else:
        flow.text(spoken(found.reasons))
    pages = Listing(tuple(plain(str(page)) for page in found.pages))
    flow.text(
        several(
            "Bundle, page {pages}.",
            "Bundle, pages {pages}.",
            len(found.pages),
            pages=pages,
        ),
    )
    for words in found.minority:
        flow.said(
            say("Some jurors see it otherwise, in their own words"),
            spoken(words),
        )


def _recommendations(flow: Flow, state: Case) -> None:
    if not state.remedies.standing:
        return
    flow.heading(say("What the jury recommends"))
    for each in state.remedies.standing:
        _recommendation(flow, state, each)


def _recommendation(flow: Flow, state: Case, each: Recommendation) -> None:
    flow.text(
        say("{n}. {words}", n=each.number, words=spoken(each.words)),
        bold=True,
    )
    flow.text(
        _asked_of(each),
    )
    flow.text(_answered(state, each))


def _asked_of(each: Recommendation) -> Words:
    return say(
        "{kind}. {owner}, by {day}. It is done when there is: {evidence}",
        kind=KINDS[each.kind],
        owner=each.owner,
        day=Day(each.day),
        evidence=each.evidence,
    )


def _answered(state: Case, each: Recommendation) -> Words:
    found = state.answers.by_remedy.get(each.id)
    last = answer.due(state)
    if last is None:
        return say("It is answered once the report is out.")
    if found is None:
        return say("No answer yet; it was due by {day}.", day=Day(last))
    came = Day(found.received, month=state.reporting.edition != "full")
    told = say(
        "Answered: {reply}, {day}.",
        day=came,
        reply=REPLIES[found.reply],
    )
    if answer.is_late(state, each.id):
        told = say("{told} That was too late.", told=told)
    lacking = answer.gaps(state, each.id)
    if lacking:
        listed = Listing(tuple(answer.GAPS[gap] for gap in lacking))
        return say("{told} It leaves out {gaps}.", told=told, gaps=listed)
    return told


def _afterwards(flow: Flow, state: Case) -> None:
    numbers = {each.id: each.number for each in state.remedies.standing}
    for months, person in sorted(state.followup.person.items()):
        flow.heading(say("After {n} months", n=months))
        for (at, remedy), looked in state.followup.looked.items():
            if at == months and remedy in numbers:
                flow.text(
                    say(
                        "Recommendation {n}: {done}. {evidence}",
                        n=numbers[remedy],
                        done=DONE[looked.done],
                        evidence=spoken(looked.evidence),
                    ),
                )
        flow.text(say("Was it put right? {right}.", right=RIGHT[person.right]))
    if state.followup.reopened is not None:
        flow.text(say("The case was re-opened."))
    upcoming = [
        (months, followup.due(state, months))
        for months in (3, 6)
        if months not in state.followup.person
    ]
    for months, day in upcoming:
        if day is not None:
            flow.text(
                say(
                    "The follow-up at {n} months is due on {day}.",
                    n=months,
                    day=Day(day),
                ),
            )
