"""The complaint as it was made, its receipt, and what it was found to be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pbdesk.jury import complaint, triage
from pbdesk.jury.complaint import HOW, STAGES, Received
from pbdesk.jury.deadlines import STEPS, deadlines
from pbdesk.jury.ombudsmen import COUNTRIES, SERVICES
from pbdesk.jury.state import Case
from pbdesk.jury.triage import (
    DANGERS,
    ELSEWHERE,
    TRIGGERS,
    VERDICTS,
    Trigger,
    Verdict,
)
from pbdesk.minutes.decision import Decided, Moment
from pbdesk.minutes.entries import spoken
from pbdesk.paper.case.sheets import letter_pdf, receipt_pdf
from pbdesk.ui.pages.case_words import choices, to_form
from pbdesk.ui.pages.from_form import from_form
from pbdesk.ui.pages.jury_numbers import jury_numbers
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Buttons,
    Facts,
    Heading,
    Notes,
    Paragraph,
    Press,
    Rule,
    Section,
)
from pbdesk.ui.render.intents import Open, Print, To, do
from pbdesk.ui.render.view import Here, PageSpec, PageView
from pbdesk.ui.shown import (
    ATTENTION,
    DONE,
    NOT_STARTED,
    UNDER_WAY,
    FieldSpec,
    Labelled,
    Shape,
    Text,
)
from pbdesk.words import Day, Words, say, several

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Complaint")


def view(state: Case, _people: People | None, here: Here) -> PageView:
    """The complaint at the left, what was found at the right."""
    if state.triage.paused:
        return PageView((_heading(state), *_referred(state)))
    received = state.complaint.received
    if received is None or here.doing == "receive":
        return PageView(
            (_heading(state), *jury_numbers(state), _receive(received)),
        )
    due = () if state.complaint.withdrawn else _due(state)
    right = (*_found(state), *due, *_resting(state, here))
    return PageView((_heading(state), *_told(state, received)), right)


PAGE = PageSpec("complaint", _LABEL, view, share="form", way=to_form)


def _heading(state: Case) -> Heading:
    shape, words = _standing(state)
    caption = say("Received on {day}", day=Day(state.complaint.day))
    return Heading(caption, _LABEL, shape, words)


def _standing(state: Case) -> tuple[Shape, Words]:
    if state.complaint.received is None:
        return NOT_STARTED, say("Not written down")
    if state.triage.verdict is None:
        return UNDER_WAY, say("Not looked through")
    if state.triage.paused:
        return ATTENTION, say("Referred, paused")
    if state.complaint.withdrawn:
        return DONE, say("Withdrawn by the person")
    return DONE, VERDICTS[state.triage.verdict]


def _referred(state: Case) -> Blocks:
    """Of a danger: who was told, and how it goes on; nobody's words."""
    return (
        _CALL,
        Facts((*_told_of(state), (say("By"), state.triage.by))),
        Rule(),
        Section(say("When it may go on")),
        _RELEASE,
    )


def _told_of(state: Case) -> Labelled:
    """Whom it was told, whether the same day, and whether the person knows."""
    found = state.triage
    told = say("Yes")
    if found.untold.text != "":
        told = say("No: {why}", why=spoken(found.untold))
    return (
        (say("Told"), found.where),
        (say("When"), _when(state)),
        (say("The person was told"), told),
    )


def _days_late(state: Case) -> int:
    looked_at = state.triage.looked_at
    if looked_at is None:
        return 0
    return (looked_at.date() - state.complaint.day).days


def _when(state: Case) -> Words:
    days = _days_late(state)
    if days <= 0:
        return say("the same day")
    return several("{n} day late", "{n} days late", days)


def _told(state: Case, received: Received) -> Blocks:
    notes = [
        (label, spoken(words))
        for label, words in (
            (say("In their own words"), received.words),
            (say("What happened"), received.happened),
            (say("Who was affected"), received.affected),
            (say("What would put it right"), received.wanted),
            (say("Advocate"), received.advocate),
            (say("Needs"), received.needs),
        )
        if words.text != ""
    ]
    change = Press(say("Change"), Open("receive"), "quiet", "pencil")
    facts = (
        (say("Service"), received.service),
        (say("Kind"), SERVICES[received.kind]),
        (say("Theme"), received.theme),
        (say("How it came"), HOW[received.how]),
        (say("Before"), STAGES[received.stage]),
    )
    change_it = (Buttons((change,)),) if state.triage.looked_at is None else ()
    return Notes(tuple(notes)), Facts(facts), _agreed(received), *change_it


def _agreed(received: Received) -> Paragraph:
    """Whether those who complain agree that jury and service read it."""
    if received.share:
        return Paragraph(say("They agree that jury and service read it."))
    return Paragraph(
        say("They do not agree yet that jury and service read it."),
        shape=ATTENTION,
    )


def _found(state: Case) -> Blocks:
    large = Print(
        say("Receipt, large print"),
        say("Drawing the receipt"),
        lambda means: receipt_pdf(state, locale=means.locale, large=True),
        "receipt-large.pdf",
    )
    plain_size = Print(
        say("Receipt"),
        say("Drawing the receipt"),
        lambda means: receipt_pdf(state, locale=means.locale),
        "receipt.pdf",
    )
    elsewhere = Print(
        say("Where else you can go"),
        say("Setting the letter"),
        lambda means: letter_pdf(state, "ombudsman", locale=means.locale),
        "letter-ombudsman.pdf",
    )
    prints = Buttons(
        (
            Press(say("Print the receipt"), plain_size, icon="printer"),
            Press(say("Large print"), large, "quiet", "printer"),
            Press(
                say("Print where the person may go"),
                elsewhere,
                "quiet",
                "printer",
            ),
        ),
        key="receipt",
    )
    given = state.complaint.receipt
    if given is None:
        return Section(say("Receipt")), prints, _RECEIPT, *_triage(state)
    told = Paragraph(say("Given on {day}.", day=Day(given)), shape=DONE)
    return Section(say("Receipt")), told, prints, *_triage(state)


def _triage(state: Case) -> Blocks:
    found = state.triage
    if found.verdict is None:
        return (
            Rule(),
            Section(say("What is it?")),
            Paragraph(_FIRST),
            _look(state),
        )
    facts: list[tuple[Text, Text]] = [(say("Looked through by"), found.by)]
    if found.trigger:
        facts.append((say("What made it a case"), TRIGGERS[found.trigger]))
    if found.where:
        facts.append((say("Where to"), found.where))
    return (
        Rule(),
        Section(say("What is it?")),
        Paragraph(spoken(found.reason), lead=VERDICTS[found.verdict]),
        Facts(tuple(facts)),
    )


def _due(state: Case) -> Blocks:
    listed = deadlines(state.complaint.days, state.happened())
    if not listed:
        return ()
    notes: Labelled = tuple(
        (STEPS[each.step], _by(each.day, each.done)) for each in listed
    )
    return (
        Rule(key="due"),
        Section(say("By when"), key="due"),
        Notes(notes, key="due"),
    )


def _resting(state: Case, here: Here) -> Blocks:
    """The person may let the complaint rest until the report is out, and take it up again."""
    if state.complaint.withdrawn:
        again = do(complaint.take_up).then(
            To(said=say("It goes on where it stopped.")),
        )
        return (
            Rule(key="rests"),
            Paragraph(
                say("Nothing more is decided in it, and nobody is asked why."),
                lead=say("The person withdrew the complaint."),
                key="rests",
            ),
            Buttons((Press(say("Take it up again"), again),), key="rests"),
        )
    if state.reporting.issued is not None or state.triage.verdict in ELSEWHERE:
        return ()
    if here.doing == "withdraw":
        return (
            Rule(key="rests"),
            Section(_WITHDRAW.verb, key="withdraw"),
            _WITHDRAW,
        )
    press = Press(
        say("The person withdraws the complaint"),
        Open("withdraw"),
        "quiet",
    )
    return Rule(key="rests"), Buttons((press,), key="rests")


_WITHDRAW = Ask(
    "withdraw",
    (
        FieldSpec(
            "reason",
            say("What they say, if they want it written down"),
            "paragraph",
            help=say(
                "Nobody has to say why. What led to the complaint may still be a danger.",
            ),
            personal=True,
        ),
    ),
    from_form(complaint.withdraw),
    say("Let the complaint rest"),
)


def _by(day: date, done: date | None) -> Words:
    if done is None:
        return say("By {day}", day=Day(day, weekday=True))
    if done > day:
        return say(
            "{done}, too late: it was due by {day}",
            done=Day(done),
            day=Day(day),
        )
    return say("{done}, in time", done=Day(done))


_FIRST = say(
    "Danger comes first: where somebody may not be safe, it is referred the same day and paused. A "
    "first request for service is no complaint yet, but any words of discontent are one. What the "
    "law settles in a way of its own, such as an appeal, a tribunal or the procedure for "
    "children in care, is not for the jury.",
)


def _looked(
    state: Case,
    moment: Moment,
    *,
    verdict: Verdict,
    by: str,
    trigger: Trigger = "",
    where: str = "",
    reason: str = "",
    untold: str = "",
) -> Decided:
    """The decision, of what is typed: with a reason the person was not told."""
    return triage.look_through(
        state,
        moment,
        verdict=verdict,
        by=by,
        trigger=trigger,
        where=where,
        reason=reason,
        told=not untold.strip(),
        untold=untold,
    )


_DANGER = ("verdict", tuple(sorted(DANGERS)))


def _look(state: Case) -> Ask:
    lead = state.complaint.days.lead
    return replace(_LOOK, first={"where": lead}) if lead else _LOOK


_LOOK = Ask(
    "look_through",
    (
        FieldSpec(
            "verdict",
            say("What it is"),
            "radios",
            choices=choices(VERDICTS),
            upright=True,
            must=say("Choose what it is."),
        ),
        FieldSpec(
            "trigger",
            say("What makes it a case for the jury"),
            "radios",
            choices=choices(TRIGGERS),
            upright=True,
            when=("verdict", ("take",)),
        ),
        FieldSpec(
            "by",
            say("Who looked it through"),
            help=say("An office; name no person."),
        ),
        FieldSpec(
            "where",
            say("Who was told, or where the person can go"),
            when=("verdict", tuple(key for key in VERDICTS if key != "take")),
        ),
        FieldSpec(
            "reason",
            say("Reason, for the person"),
            "paragraph",
            when=("verdict", tuple(key for key in VERDICTS if key != "take")),
            personal=True,
        ),
        FieldSpec(
            "untold",
            say(
                "The person is told, unless that makes the danger larger: why they were not",
            ),
            "paragraph",
            when=_DANGER,
            help=say("Leave it empty where they were told."),
            personal=True,
        ),
    ),
    from_form(_looked),
    say("Record it"),
    cancel=None,
)

_RELEASE = Ask(
    "release",
    (
        FieldSpec("by", say("Who says that it may go on")),
        FieldSpec("reason", say("What they say"), "paragraph", personal=True),
    ),
    from_form(triage.release),
    say("Release the case"),
    cancel=None,
)

_RECEIPT = Ask(
    "give_receipt",
    (FieldSpec("day", say("Handed over or sent on"), "date"),),
    from_form(complaint.give_receipt),
    say("The person has it"),
    cancel=None,
)


def _receive(received: Received | None) -> Ask:
    first = {}
    if received is not None:
        first = {name: str(getattr(received, name)) for name in _TEXTS}
        first |= {"how": received.how, "stage": received.stage}
        first |= {"share": received.share, "asked": received.asked}
        first |= {"country": received.country, "kind": received.kind}
        first |= {"knew": received.knew, "answered": received.answered}
    return Ask(
        "receive",
        _FIELDS,
        from_form(complaint.receive),
        say("Record the complaint"),
        first=first,
        then=To(focus="give_receipt", said=say("Recorded.")),
        cancel=say("Cancel") if received else None,
    )


_TEXTS = (
    "words",
    "service",
    "theme",
    "happened",
    "affected",
    "wanted",
    "advocate",
    "needs",
    "language",
)
_FIELDS = (
    FieldSpec(
        "how",
        say("How it came"),
        "radios",
        choices=choices(HOW),
        must=say("Choose how it came."),
    ),
    FieldSpec(
        "words",
        say("In their own words"),
        "paragraph",
        rows=4,
        help=say("As they said it. Any words count."),
        personal=True,
    ),
    FieldSpec("happened", say("What happened"), "paragraph", personal=True),
    FieldSpec(
        "affected",
        say("Who was affected, and how"),
        "paragraph",
        personal=True,
    ),
    FieldSpec(
        "wanted",
        say("What would put it right"),
        "paragraph",
        personal=True,
    ),
    FieldSpec("service", say("Service"), section=say("Where it belongs")),
    FieldSpec(
        "kind",
        say("What kind of service"),
        "choice",
        choices=choices(SERVICES),
        must=say("Choose what kind: it says which ombudsman hears it."),
    ),
    FieldSpec(
        "country",
        say("Where it is"),
        "choice",
        choices=choices(COUNTRIES),
        must=say("Choose where it is."),
    ),
    FieldSpec(
        "theme",
        say("Theme"),
        help=say("One or two words, such as damp."),
    ),
    FieldSpec(
        "stage",
        say("What the service has done with it"),
        "radios",
        choices=choices(STAGES),
        upright=True,
        must=say("Choose how far it went."),
    ),
    FieldSpec("knew", say("They first knew of it on, if they know"), "date"),
    FieldSpec(
        "answered",
        say("Last answer of the service"),
        "date",
        when=("stage", ("one", "two")),
    ),
    FieldSpec("asked", say("They ask for the jury"), "tick"),
    FieldSpec(
        "advocate",
        say("Advocate, or who supports them"),
        section=say("What they need"),
        personal=True,
    ),
    FieldSpec(
        "needs",
        say("Access, times, breaks"),
        "paragraph",
        personal=True,
    ),
    FieldSpec("language", say("Language")),
    FieldSpec("share", say("They agree that jury and service read it"), "tick"),
)


_CALL = Paragraph(
    say(
        "Call at once, by telephone, and write down who you spoke to. The words of the "
        "complaint are not shown or printed again until the case is released.",
    ),
    lead=say("This case was referred."),
    shape=ATTENTION,
)
