"""The papers: what will stand on the ballot, in the order of the lot, and what has to be printed.

The ballot as it will be printed, and beside it the lot, the printing and the envelope.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from pbdesk.app.jobs import sheets
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Refusal
from pbdesk.questions import sheet
from pbdesk.questions.lot import lot_code
from pbdesk.questions.sheet import asked_on
from pbdesk.questions.terms import called
from pbdesk.ui.pages.staffing import printed_in
from pbdesk.ui.render.blocks import (
    Ask,
    Blocks,
    Buttons,
    Empty,
    Heading,
    Paper,
    Paragraph,
    Press,
    Rule,
    Section,
)
from pbdesk.ui.render.intents import Go, Means, Print, To, do
from pbdesk.ui.render.view import Here, PageSpec, PageView
from pbdesk.ui.shown import ATTENTION, DONE, NOT_STARTED, FieldSpec, PaperLine
from pbdesk.words import Clock, Listing, Money, Words, plain, say, several

if TYPE_CHECKING:
    from pbdesk.i18n import Locale
    from pbdesk.ledger.people import People
    from pbdesk.paper.ballots import Needed

__all__ = ["PAGE"]

_LABEL = say("Papers")
_MOST = 5000
_SPARES = 10
"""So many spare sheets are printed of each question: few people spoil one."""
_FIELDS = (
    FieldSpec(
        "papers",
        say("How many papers"),
        "number",
        say("One for each person you expect, and a tenth more."),
        least=1,
        most=_MOST,
        must=say("Write how many papers you need."),
    ),
    FieldSpec(
        "first",
        say("Number on the first paper"),
        "number",
        say(
            "Large print gets numbers of its own, after the last standard paper.",
        ),
        least=1,
        most=99_999,
        beside=True,
        must=say("Write a number."),
    ),
)


def view(state: Assembly, people: People | None, here: Here) -> PageView:
    """The ballot before and after it is drawn up; what is printed once it is."""
    drawn_up, needs = state.sheet.drawn_up, _needed(state, here.locale)
    printing = _printing(state, needs, people) if drawn_up else ()
    right = (*_order(state, needs), *_set(state), *printing, *_envelope(state))
    return PageView(
        _ballot(state, needs),
        right,
        onward=say("Print the papers") if drawn_up else "",
    )


def _way(state: Assembly, target: str | None) -> To:
    return To(focus=target or ("" if state.sheet.drawn_up else "draw_up"))


PAGE = PageSpec("papers", _LABEL, view, share="form", way=_way)


def _needed(state: Assembly, locale: Locale) -> Needed:
    """What a paper takes; of a set, that of its longest paper."""
    every = [
        sheets.ballot_needs(each, locale) for each in state.together or (state,)
    ]
    return max(
        every,
        key=lambda needs: (
            needs.format is None,
            needs.format == "a3",
            needs.sides,
        ),
    )


# The ballot


def _ballot(state: Assembly, needs: Needed) -> Blocks:
    lines, drawn_up = _lines(state), state.sheet.drawn_up
    shape = DONE if drawn_up else NOT_STARTED
    heading = Heading(
        _caption(state, len(lines)),
        _LABEL,
        shape,
        _standing(state),
    )
    note = Paragraph(_note(state), role="help", key="note")
    if not lines:
        return heading, _NO_PROJECT, note
    mandate = state.mandate
    named = say("{name}: ballot", name=mandate.name)
    title = plain(mandate.question) if mandate.question else named
    paper = Paper(title, asked_on(state)[0], lines)
    draw = replace(_DRAW, words=_KIOSK_ALONE) if needs.format is None else _DRAW
    return (
        heading,
        paper,
        note,
        *(() if drawn_up else (Buttons((draw,), key="draw"),)),
    )


_NO_PROJECT = Empty(
    say("No project yet"),
    say("The ballot is made of the proposals that were accepted."),
    Press(say("Go to the proposals"), Go("proposals"), icon="arrow-right"),
)
_DRAW = Press(
    say("Draw up the ballot"),
    do(sheet.draw_up).then(
        To(focus="papers", said=say("The ballot is drawn up.")),
    ),
    icon="dices",
)


_KIOSK_ALONE = say("Draw it up for the kiosk alone")


def _lines(state: Assembly) -> tuple[PaperLine, ...]:
    """A project has no code until the lot has put it in its place."""
    drawn = tuple(
        PaperLine(
            line.code,
            _with_its_cost(state, called(line.project, line.title), line.cost),
        )
        for line in state.sheet.lines
    )
    return drawn or tuple(
        PaperLine(
            "",
            _with_its_cost(state, called(each.id, each.title), each.cost or 0),
        )
        for each in state.options
    )


def _with_its_cost(state: Assembly, title: Words, cost: int) -> Words:
    """Nothing but a project has a price."""
    if not state.terms.funds:
        return title
    return say(
        "{title}, {cost}",
        title=title,
        cost=Money(cost, state.mandate.currency),
    )


def _caption(state: Assembly, n: int) -> Words:
    if not n:
        return say("Nothing to vote on yet")
    if state.terms.funds:
        return several("{n} project", "{n} projects", n)
    return several("{n} answer", "{n} answers", n)


def _standing(state: Assembly) -> Words:
    if state.vote.opened:
        return say("Opened at {time}", time=Clock(state.vote.opened))
    return say("Drawn up") if state.sheet.drawn_up else say("Not drawn up")


def _note(state: Assembly) -> Words:
    if state.vote.opened:
        return say(
            "The vote was opened with this ballot. Titles, codes and order stay as they are.",
        )
    if state.sheet.drawn_up and not state.terms.funds:
        return say(
            "Look at a paper before you print. After that nothing here should change.",
        )
    if state.sheet.drawn_up:
        return say(
            "Look at a specimen before you print. Once papers are printed, nothing here should "
            "change.",
        )
    if state.terms.of.options:
        return say(
            "The answers stand in their own order, and each gets its letter.",
        )
    if not state.options:
        return say(
            "Projects come from Ideas: a proposal that was accepted, with its cost.",
        )
    return say(
        "Drawing up puts them in an order drawn by lot and gives each its letter. It can still be "
        "undone.",
    )


# The order


def _order(state: Assembly, needs: Needed) -> Blocks:
    if not state.sheet.drawn_up:
        heading = Heading(say("Before"), say("What drawing up does"))
        told = (
            Paragraph(words, key=f"order/{n}")
            for n, words in enumerate(_BEFORE)
        )
        return heading, *told, *((_needs(needs),) if state.options else ())
    if not state.sheet.seed:
        own = say(
            "The answers stand in their own order; no lot is needed for it.",
        )
        return Heading(say("In their own order"), say("The order")), Paragraph(
            own,
            key="order",
        )
    drawn = say(
        "The order was drawn from this seed. Whoever has it can draw the same order again.",
    )
    return (
        Heading(say("Drawn by lot"), say("The order")),
        Paragraph(drawn, key="order"),
        Paragraph(plain(state.sheet.seed), role="strong", key="seed"),
    )


def _needs(needs: Needed) -> Paragraph:
    """Which sheet a ballot of this length takes; loose ones are refused."""
    if needs.format is None:
        return Paragraph(needs.words, shape=ATTENTION, key="needs")
    return Paragraph(needs.words, role="help", key="needs")


_BEFORE = (
    say(
        "A lot puts the projects in an order, so that nobody chooses who stands first.",
    ),
    say(
        "Each gets its letter. Paper, kiosk and large print have the same letters in the same "
        "order.",
    ),
    say("Every proposal must have its answer first."),
)


# What one person is given


def _set(state: Assembly) -> Blocks:
    """What one person is given, where it is more than one sheet."""
    questions = state.together
    if len(questions) < 2:
        return ()
    told = several(
        "One strip with a number heads {n} sheet. It stays at the door; no sheet has a number, "
        "so nobody can lay two papers of one person side by side.",
        "One strip with a number heads {n} sheets. It stays at the door; no sheet has a "
        "number, so nobody can lay two papers of one person side by side.",
        len(questions),
    )
    sheets_ = tuple(
        Paragraph(
            say(
                "{number}. {question}",
                number=each.asked,
                question=each.terms.wording,
            ),
            role="strong",
            key=f"set/{each.asked}",
        )
        for each in questions
    )
    unready = _unready(state)
    waits = (
        ()
        if unready is None
        else (Paragraph(unready, shape=ATTENTION, key="unready"),)
    )
    return (
        Rule("set"),
        Section(say("What one person is given"), key="set"),
        *sheets_,
        Paragraph(told, role="help", key="set"),
        *waits,
    )


def _unready(state: Assembly) -> Words | None:
    """Which sheet of the set is not drawn up yet."""
    waiting = [each.asked for each in state.together if not each.sheet.drawn_up]
    if not waiting:
        return None
    return several(
        "Question {numbers} is not drawn up yet: a set is printed once all its sheets stand.",
        "Questions {numbers} are not drawn up yet: a set is printed once all its sheets stand.",
        len(waiting),
        numbers=Listing(tuple(waiting)),
    )


# Printing


def _printing(
    state: Assembly,
    needs: Needed,
    people: People | None,
) -> Blocks:
    funds, alone = state.terms.funds, len(state.together) < 2
    large = Press(say("Preview large print"), _papers(state, "large"))
    giant = Press(say("Giant print"), _papers(state, "giant"))
    practice = Press(say("Practice paper"), _practice(state))
    specimen = Press(say("Specimen"), _specimen(state))
    books = Press(say("Booklet of the projects"), _booklet(state))
    tallies = Press(say("Count sheet"), _count_sheet(state))
    dotted = Press(say("Sheets for dots"), _dot_sheets(state))
    tellers = Press(say("Papers for the tellers"), _tellers(state, people))
    spares = Press(say("Spare sheets"), _spares(state))
    printer = Press(say("Test page for the printer"), _printer_test())
    rows = (
        (large, giant),
        (*((practice, specimen) if funds else ()), dotted),
        (tallies, tellers),
        (*((books,) if funds else ()), *(() if alone else (spares,)), printer),
    )
    note = say(
        "A specimen has invented names: it may hang on the wall and go to the newspaper. A count "
        "sheet is for a batch that is counted by hand: print one for each.",
    )
    return (
        Rule("print"),
        Section(say("Papers to print"), key="print"),
        _numbers(state),
        *(Buttons(row, key=f"print/{n}") for n, row in enumerate(rows) if row),
        _needs(needs),
        Paragraph(note, role="help", key="print"),
    )


def _numbers(state: Assembly) -> Ask:
    return Ask(
        "numbers",
        _FIELDS,
        _papers(state, "standard"),
        say("Preview the papers"),
        first={"papers": 100, "first": 1},
        cancel=None,
        icon="eye",
    )


_TITLES = {
    "standard": (say("Ballot papers"), "ballots.pdf"),
    "large": (say("Ballot papers in large print"), "ballots-large-print.pdf"),
    "giant": (say("Ballot papers in giant print"), "ballots-giant-print.pdf"),
}


def _papers(state: Assembly, edition: str) -> Print:
    """The papers of an edition, as many as are asked for from the first number on."""
    title, file_name = _TITLES[edition]

    def make(means: Means) -> bytes | Refusal:
        first, papers = (
            int(str(means.typed["first"])),
            int(str(means.typed["papers"])),
        )
        numbers = [str(number) for number in range(first, first + papers)]
        needs = _needed(state, means.locale)
        if needs.format is None and edition == "standard":
            return Refusal(needs.words, where="papers")
        if sheets.in_sets(state):
            unready = _unready(state)
            if unready is not None:
                return Refusal(unready, where="papers")
            return sheets.papers_of_a_round(
                state,
                means.locale,
                control=numbers,
                edition=edition,
            )
        large, giant = edition != "standard", edition == "giant"
        return sheets.ballots_pdf(
            state,
            means.locale,
            large=large,
            giant=giant,
            control=numbers,
        )

    return Print(title, title, make, file_name, form="numbers")


def _printed(
    title: Words,
    file_name: str,
    make: Callable[[Means], bytes],
) -> Print:
    return Print(title, title, make, file_name)


def _practice(state: Assembly) -> Print:
    return _printed(
        say("Practice paper"),
        "practice.pdf",
        lambda means: sheets.ballots_pdf(
            state,
            means.locale,
            large=False,
            practice=True,
        ),
    )


def _specimen(state: Assembly) -> Print:
    return _printed(
        say("Specimen of the ballot"),
        "specimen.pdf",
        lambda means: sheets.ballots_pdf(state, means.locale, large=False),
    )


def _booklet(state: Assembly) -> Print:
    return _printed(
        say("Booklet of the projects"),
        "booklet.pdf",
        lambda means: sheets.booklet(state, means.locale, means.today),
    )


def _count_sheet(state: Assembly) -> Print:
    return _printed(
        say("Count sheet for one batch"),
        "count-sheet.pdf",
        lambda means: sheets.count_sheet(state, means.locale),
    )


def _dot_sheets(state: Assembly) -> Print:
    return _printed(
        say("Sheets for dots"),
        "dots.pdf",
        lambda means: sheets.dot_sheets(state, means.locale),
    )


def _tellers(state: Assembly, people: People | None) -> Print:
    printed = printed_in(people)
    return _printed(
        say("Papers for the tellers"),
        "tellers.pdf",
        lambda means: sheets.tellers_papers(state, means.locale, printed),
    )


def _spares(state: Assembly) -> Print:
    """Sheets of this question alone, each under a number of its own."""
    numbers = [f"S{n}" for n in range(1, _SPARES + 1)]
    return _printed(
        say("Spare sheets"),
        f"spares-question-{state.asked}.pdf",
        lambda means: sheets.spare_papers(state, means.locale, control=numbers),
    )


def _printer_test() -> Print:
    return _printed(
        say("Test page for the printer"),
        "printer-test.pdf",
        lambda means: sheets.printer_test(means.locale),
    )


# The envelope


def _envelope(state: Assembly) -> Blocks:
    """The code for ties waits for its envelope until the vote is closed."""
    if (
        lot_code(state.round) not in state.drafts
        or state.vote.closed is not None
    ):
        return ()
    slip = _printed(
        say("Slip for the envelope"),
        "lot-slip.pdf",
        lambda means: sheets.lot_slip(state, means.locale),
    )
    told = say(
        "The slip holds the code that was sealed with the rulebook. Put it into an envelope, close "
        "it, and let two people sign across the flap. It is opened in the room once the dice are "
        "thrown.",
    )
    return (
        Rule("envelope"),
        Section(say("The envelope for ties"), key="envelope"),
        Paragraph(told, key="envelope"),
        Buttons(
            (Press(say("Print the slip"), slip, icon="printer"),),
            key="envelope",
        ),
    )
