"""The report: a draft to both sides, what they say about facts, the edition for the public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pbdesk.jury import report
from pbdesk.jury.asked import SIDES
from pbdesk.jury.report import EDITIONS, FEW, Edition
from pbdesk.jury.state import Case
from pbdesk.minutes.entries import spoken
from pbdesk.paper.case.report import report_pdf
from pbdesk.ui.pages.case_words import SIDE, choices, closed_off
from pbdesk.ui.pages.from_form import from_form
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Buttons,
    Empty,
    Facts,
    Heading,
    Notes,
    Paragraph,
    Press,
    Rule,
    Section,
)
from pbdesk.ui.render.intents import Print
from pbdesk.ui.render.view import Here, PageSpec, PageView, place_or
from pbdesk.ui.shown import (
    DONE,
    NOT_STARTED,
    UNDER_WAY,
    Choice,
    FieldSpec,
    Shape,
    Text,
)
from pbdesk.words import Day, Words, say

if TYPE_CHECKING:
    from pbdesk.ledger.people import People

__all__ = ["PAGE"]

_LABEL = say("Report", context="page")


def view(state: Case, _people: People | None, _here: Here) -> PageView:
    """The draft and the replies at the left, letting it out at the right."""
    off = closed_off(state, _LABEL)
    if off is not None:
        return off
    shape, words = _standing(state)
    heading = Heading(say("Facts first, then everybody"), _LABEL, shape, words)
    points = state.findings.by_point
    if len(points) < len(state.terms.points) or not all(
        each.worded for each in points.values()
    ):
        title = say("Not every point has its finding")
        sentence = say(
            "The report is drawn from the findings and their reasons.",
        )
        return PageView((heading, Empty(title, sentence)))
    return PageView((heading, *_draft(state)), _out(state), back=_LABEL)


PAGE = PageSpec("report", _LABEL, view, share="form", way=place_or(""))


def _standing(state: Case) -> tuple[Shape, Words]:
    if state.reporting.issued:
        return DONE, say("Out since {day}", day=Day(state.reporting.issued))
    if state.reporting.until:
        return UNDER_WAY, say(
            "Draft, until {day}",
            day=Day(state.reporting.until),
        )
    return NOT_STARTED, say("No side has it yet")


def _print(
    state: Case,
    edition: Edition,
    words: Words,
    *,
    large: bool = False,
) -> Press:
    name = f"report-{edition}{'-large' if large else ''}.pdf"
    sheet = Print(
        say("Report of the jury"),
        say("Setting the report"),
        lambda means: report_pdf(
            state,
            edition,
            locale=means.locale,
            large=large,
        ),
        name,
    )
    return Press(words, sheet, "quiet", "printer")


def _draft(state: Case) -> Blocks:
    found = state.reporting
    prints = (
        _print(state, "full", say("Print it, full")),
        _print(state, "full", say("Large print"), large=True),
    )
    blocks: Blocks = (
        Paragraph(
            say(
                "Both sides get the same draft, whole. They may say that a fact is wrong; the "
                "findings are the jury's. What they say, and what the jury did with it, stands in "
                "the minutes.",
            ),
        ),
        Buttons(prints, key="full"),
    )
    if found.issued is None and found.until is None:
        return *blocks, _SEND
    notes: list[tuple[Text, Text]] = []
    for each in found.replies:
        changed = say("Changed") if each.changed else say("Not changed")
        notes.append((SIDES[each.side], spoken(each.words)))
        notes.append((changed, spoken(each.answer)))
    replies = (
        (Section(say("What they say"), key="said"), Notes(tuple(notes)))
        if notes
        else ()
    )
    return *blocks, *replies, *((_REPLY,) if found.issued is None else ())


def _out(state: Case) -> Blocks:
    found = state.reporting
    prints = (
        _print(state, "short", say("Short")),
        _print(state, "number", say("Number only")),
    )
    editions = Buttons(prints, key="editions")
    if found.issued is not None:
        facts = (
            (say("For the public"), EDITIONS[found.edition]),
            (say("People who use the service"), say("{n}", n=found.users)),
        )
        return (
            Section(say("For the public"), key="public"),
            Facts(facts),
            editions,
        )
    if found.until is None:
        return Section(say("For the public"), key="public"), editions
    return (
        Section(say("For the public"), key="public"),
        Paragraph(
            say(
                "The short report goes out, unless the person who complained reads the full one "
                "and wants it out. Where fewer than {n} people use the service, or a neighbour or "
                "a colleague would know who it is, the full one would name somebody.",
                n=FEW,
            ),
        ),
        editions,
        Rule(key="out"),
        _ISSUE,
    )


_SEND = Ask(
    "send_draft",
    (FieldSpec("until", say("They reply by"), "date"),),
    from_form(report.send_draft),
    say("Both sides have the draft"),
    cancel=None,
)
_REPLY = Ask(
    "reply",
    (
        SIDE,
        FieldSpec("words", say("The fact that they say is wrong"), "paragraph"),
        FieldSpec("changed", say("The draft was changed"), "tick"),
        FieldSpec(
            "answer",
            say("What was changed, or why nothing was"),
            "paragraph",
        ),
    ),
    from_form(report.reply),
    say("Record the reply"),
    cancel=None,
)
_ISSUE = Ask(
    "issue",
    (
        FieldSpec(
            "edition",
            say("What the public reads"),
            "radios",
            choices=choices(EDITIONS),
            upright=True,
            must=say("Choose what the public reads."),
        ),
        FieldSpec(
            "users",
            say("About how many people use the service"),
            "number",
            least=1,
        ),
        FieldSpec(
            "agreed",
            say(
                "The person who complained has read it, and wants it out in full",
            ),
            "tick",
            when=("edition", ("full",)),
        ),
        FieldSpec(
            "known",
            say("Would a neighbour or a colleague know who this is?"),
            "radios",
            choices=(Choice("yes", say("Yes")), Choice("no", say("No"))),
            help=say("Staff of the service count too."),
            when=("edition", ("full",)),
        ),
    ),
    from_form(report.issue),
    say("Let the report out"),
    first={"edition": "short"},
    final=say(
        "The report then stays as it is. The service answers from this day on.",
    ),
    cancel=None,
)
