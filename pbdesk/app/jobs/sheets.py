"""Sheets of an assembly as PDF.

Ballot papers, count sheet, voter's receipt, the lot's certificate, a project's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from pbdesk.app.desk import Desk
from pbdesk.app.jobs.progress import Progress
from pbdesk.assembly.deliberated import condition_line
from pbdesk.assembly.figures import figures
from pbdesk.assembly.ideas import Proposal
from pbdesk.assembly.public import summary_of
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import Locale, locale_of, render
from pbdesk.minutes.entries import Id
from pbdesk.questions.asking import Option
from pbdesk.questions.lot import lot_code
from pbdesk.questions.near_miss import near_misses
from pbdesk.questions.sealing import style_settings
from pbdesk.questions.sheet import BallotLine, asked_on, codes
from pbdesk.questions.staff import ROLES, role
from pbdesk.questions.terms import called
from pbdesk.words import Money, Value, Words, day_of, plain, say

if TYPE_CHECKING:
    from pbdesk.paper.ballots import Needed
    from pbdesk.paper.ballots.questions import QuestionPaper

__all__ = [
    "ballot_needs",
    "ballots_pdf",
    "booklet",
    "count_sheet",
    "dot_sheets",
    "in_sets",
    "lot_certificate",
    "lot_slip",
    "papers_of_a_round",
    "poll_slips",
    "printer_test",
    "project_sheet",
    "receipt",
    "spare_papers",
    "tellers_papers",
    "wall_facts",
    "write_ballots",
]


def ballots_pdf(
    state: Assembly,
    locale: Locale,
    *,
    large: bool,
    giant: bool = False,
    practice: bool = False,
    control: Sequence[str] = (),
) -> bytes:
    """Ballot papers with these control numbers, one a number.

    A specimen with invented names where there are none. On A4, or on A3 where they need it; large
    print that needs more than one sheet is a booklet, giant print one copy to read from. Raises
    ValueError where no one sheet holds the lines in standard print.
    """
    from pbdesk.paper.ballots import ballot_pdf

    mandate = state.mandate
    on = "a4" if not control else _alone(state, locale, large=large).format
    if giant:
        on = "a3"
    elif on is None and not large:
        raise ValueError(
            "no one sheet holds so many lines: ask ballot_needs first",
        )
    return ballot_pdf(
        _lines(state, locale),
        style=state.rulebook.style,
        settings=style_settings(state.rulebook),
        question=mandate.question,
        name=mandate.name,
        day=mandate.day,
        currency=_currency(state),
        locale=locale,
        large=large,
        giant=giant,
        practice=practice,
        control=control,
        on=on or "a3",
        rules=state.rulebook.fingerprint,
        force=_force(state),
        rehearsal=mandate.rehearsal,
        summaries={
            line.project: _on_the_line(state, line.project)
            for line in state.sheet.lines
        },
    )


type _Lines = tuple[BallotLine, ...]


def _lines(state: Assembly, locale: Locale) -> _Lines:
    """The lines as they are printed: yes and no in the language of the paper."""
    return tuple(_printed(line, locale) for line in _on_paper(state))


def _printed(line: BallotLine, locale: Locale) -> BallotLine:
    title = render(called(line.project, line.title), locale)
    return msgspec.structs.replace(line, title=title)


def _on_paper(state: Assembly) -> _Lines:
    """The lines of the ballot; before it is drawn up those that would stand on it, in no order."""
    if state.sheet.drawn_up:
        return state.sheet.lines
    found = state.options
    return tuple(map(_would_be, found, codes(len(found))))


def _would_be(option: Option, code: str) -> BallotLine:
    return BallotLine(option.id, code, option.title, option.cost or 0)


def _currency(state: Assembly) -> str:
    """Empty where no money is shared out."""
    if state.terms.funds:
        return state.mandate.currency
    return ""


def _question_paper(state: Assembly) -> QuestionPaper:
    """The paper of the question that the state is turned to."""
    from pbdesk.paper.ballots.questions import Answer, QuestionPaper

    return QuestionPaper(
        state.mandate.question,
        tuple(
            Answer(
                line.code,
                called(line.project, line.title),
                _on_the_line(state, line.project),
                line.cost,
            )
            for line in _on_paper(state)
        ),
        asked_on(state),
        state.rulebook.style,
        style_settings(state.rulebook),
        number=int(state.asked),
        round_=int(state.round),
        currency=_currency(state),
        force=_force(state),
        rules=state.rulebook.fingerprint,
    )


def _on_the_line(state: Assembly, line: Id) -> str | Words:
    if state.terms.funds:
        return _on_the_ballot(state, state.ideas.by_id[line])
    return summary_of(state, line)


def papers_of_a_round(
    state: Assembly,
    locale: Locale,
    *,
    control: Sequence[str],
    edition: str = "standard",
) -> bytes:
    """A set for each control number: the sheets of all questions of the round, under one strip.

    Raises ValueError where one of them is not drawn up.
    """
    return _papers(state, state.together, locale, control, edition)


def spare_papers(
    state: Assembly,
    locale: Locale,
    *,
    control: Sequence[str],
    edition: str = "standard",
) -> bytes:
    """Sheets of one question, each under a strip of its own, to be exchanged for a spoilt one."""
    return _papers(state, (state,), locale, control, edition)


def _papers(
    state: Assembly,
    asked: Sequence[Assembly],
    locale: Locale,
    control: Sequence[str],
    edition: str,
) -> bytes:
    from pbdesk.paper.ballots.questions import question_papers

    if not all(each.sheet.drawn_up for each in asked):
        raise ValueError("a sheet of the round is not drawn up yet")
    large = edition != "standard"
    sheets = {ballot_needs(each, locale, large=large).format for each in asked}
    if None in sheets and not large:
        raise ValueError(
            "no one sheet holds so many lines: ask ballot_needs first",
        )
    return question_papers(
        [_question_paper(each) for each in asked],
        name=state.mandate.name,
        day=state.mandate.day,
        locale=locale,
        control=control,
        edition=edition,
        on="a4" if sheets == {"a4"} and edition != "giant" else "a3",
        rehearsal=state.mandate.rehearsal,
    )


def poll_slips(state: Assembly, locale: Locale) -> bytes:
    """The slip of a straw poll, or of several items, without a number, to be copied for all."""
    from pbdesk.paper.ballots.questions import slip
    from pbdesk.paper.slip_of_items import slip_of_items

    mandate = state.mandate
    if state.terms.of.items:
        return slip_of_items(
            state.terms.items,
            question=state.terms.wording,
            name=mandate.name,
            day=mandate.day,
            locale=locale,
            rehearsal=mandate.rehearsal,
        )
    return slip(
        _question_paper(state),
        name=mandate.name,
        day=mandate.day,
        locale=locale,
        rehearsal=mandate.rehearsal,
    )


def _force(state: Assembly) -> Words:
    """What the vote does."""
    if state.mandate.charter.get("binding") == "binding":
        return say("The vote binds.")
    return say("The vote advises.")


def in_sets(state: Assembly) -> bool:
    """Whether a paper bears its question, as all do but those of one question about money."""
    return len(state.together) > 1 or not state.terms.funds


def ballot_needs(
    state: Assembly,
    locale: Locale,
    *,
    large: bool = False,
) -> Needed:
    """The sheet that a ballot of this length needs, or that none holds it.

    Before it is drawn up, of what would stand on it.
    """
    if not in_sets(state):
        return _alone(state, locale, large=large)
    from pbdesk.paper.ballots.questions import needed_by

    mandate = state.mandate
    return needed_by(
        _question_paper(state),
        name=mandate.name,
        day=mandate.day,
        locale=locale,
        large=large,
    )


def _alone(state: Assembly, locale: Locale, *, large: bool) -> Needed:
    from pbdesk.paper.ballots import needed

    mandate = state.mandate
    return needed(
        _lines(state, locale),
        style=state.rulebook.style,
        settings=style_settings(state.rulebook),
        question=mandate.question,
        name=mandate.name,
        day=mandate.day,
        currency=_currency(state),
        locale=locale,
        large=large,
        rules=state.rulebook.fingerprint,
        force=_force(state),
    )


def _on_the_ballot(state: Assembly, project: Proposal) -> str | Words:
    """What stands below a project's title: the conditions it is asked for on, else what it is."""
    asked = _asked_on(state, project)
    if not asked:
        return str(project.summary)
    return reduce(
        lambda told, more: say("{told} {more}", told=told, more=more),
        asked,
    )


def _asked_on(state: Assembly, project: Proposal) -> list[Words]:
    """The conditions that a project is asked for on."""
    conditions = state.conditions.on(project.id)
    return [condition_line(state, each).asked for each in conditions]


def dot_sheets(state: Assembly, locale: Locale) -> bytes:
    """A sheet to hang up for each project or answer, with room for dots."""
    from pbdesk.paper.dot_sheets import dot_sheets_pdf

    mandate = state.mandate
    return dot_sheets_pdf(
        [
            (line, summary_of(state, line.project))
            for line in _lines(state, locale)
        ],
        name=mandate.name,
        day=mandate.day,
        currency=_currency(state),
        locale=locale,
        rehearsal=mandate.rehearsal,
    )


def count_sheet(
    state: Assembly,
    locale: Locale,
    batch: int | None = None,
) -> bytes:
    """The sheet on which a batch is counted by hand.

    Blank, or with the number and papers of a batch there is.
    """
    from pbdesk.paper.count_sheets import count_sheet_pdf

    mandate = state.mandate
    bundle = state.box.batches.get(batch or 0)
    return count_sheet_pdf(
        _lines(state, locale),
        style=state.rulebook.style,
        settings=style_settings(state.rulebook),
        name=mandate.name,
        day=mandate.day,
        locale=locale,
        rehearsal=mandate.rehearsal,
        batch=bundle.number if bundle else None,
        papers=bundle.papers if bundle else None,
    )


def booklet(
    state: Assembly,
    locale: Locale,
    made: date,
    *,
    large: bool = False,
) -> bytes:
    """How to fill in the ballot, and every project in the order of the lot."""
    from pbdesk.paper.booklet import booklet_pdf

    mandate = state.mandate
    return booklet_pdf(
        _lines(state, locale),
        style=state.rulebook.style,
        settings=style_settings(state.rulebook),
        question=mandate.question,
        name=mandate.name,
        day=mandate.day,
        currency=_currency(state),
        locale=locale,
        made=made,
        summaries={
            line.project: _on_the_line(state, line.project)
            for line in state.sheet.lines
        },
        large=large,
        rehearsal=mandate.rehearsal,
    )


def wall_facts(state: Assembly) -> list[tuple[Words, Words]]:
    """What hangs beside the rules: the pot, what the vote does, the day of the answer."""
    mandate = state.mandate
    found = list[tuple[Words, Words]]()
    if state.part:
        sum_ = say(
            "The sum of all halls of “{name}” decides.",
            name=state.hall.of,
        )
        found.append((say("{hall}, one hall", hall=state.hall.hall), sum_))
    if mandate.pot:
        found.append(
            (
                say("Pot"),
                say("{value}", value=Money(mandate.pot, mandate.currency)),
            ),
        )
    found.append((say("What the vote does"), _force(state)))
    if day := mandate.said("answer_by"):
        found.append((say("Answer by"), say("{day}", day=day_of(day))))
    if contact := mandate.said("contact"):
        found.append((say("Whom to ask"), plain(contact)))
    return found


def tellers_papers(
    state: Assembly,
    locale: Locale,
    printed: Mapping[str, str],
) -> bytes:
    """Account, covers, labels, register and notice by hand.

    `printed`: the names that may stand beside signatures, by role.
    """
    from pbdesk.paper.tellers import tellers_papers_pdf

    mandate = state.mandate
    signers = [
        (role(each.name), printed.get(each.name, ""), "") for each in ROLES
    ]
    return tellers_papers_pdf(
        _lines(state, locale),
        name=mandate.name,
        day=mandate.day,
        signers=signers,
        locale=locale,
        rehearsal=mandate.rehearsal,
    )


def receipt(state: Assembly, locale: Locale) -> bytes:
    """What a voter takes home from the door: where people meet, and by when they are answered."""
    from pbdesk.paper.slips import receipt_pdf

    mandate = state.mandate
    facts = list[tuple[Words, Value]]()
    if mandate.place:
        facts.append((say("Place"), mandate.place))
    if mandate.said("answer_by"):
        answered = day_of(mandate.said("answer_by"))
        facts.append((say("You are answered by"), answered))
    return receipt_pdf(
        name=mandate.name,
        day=mandate.day,
        facts=facts,
        locale=locale,
    )


def printer_test(locale: Locale) -> bytes:
    """Rulers, lines and letters: whether the printer prints what is sent to it."""
    from pbdesk.paper.printer_test import printer_test_pdf

    return printer_test_pdf(locale)


def lot_slip(state: Assembly, locale: Locale) -> bytes:
    """The sealed code of the lot, for its envelope. KeyError where this laptop does not hold it."""
    from pbdesk.paper.slips import lot_code_pdf

    return lot_code_pdf(
        name=state.mandate.name,
        day=state.mandate.day,
        code=state.drafts[lot_code(state.round)],
        digest=state.rulebook.lot_code,
        locale=locale,
    )


def lot_certificate(state: Assembly, locale: Locale, made: date) -> bytes:
    """The lot as it was drawn, to be redone by hand.

    After the count; ValueError where no lot was drawn.
    """
    from pbdesk.paper.minutes import lot_certificate_pdf

    return lot_certificate_pdf(figures(state), locale=locale, made=made)


def project_sheet(
    state: Assembly,
    ballots: Sequence[tuple[str, str]],
    project: str,
    locale: Locale,
    made: date,
    progress: Progress,
) -> bytes:
    """Why a project was funded or not, for who proposed it, with the least that would have won it.

    After the count.
    """
    from pbdesk.paper.project_sheets import project_sheets_pdf

    result = figures(state)
    title = next(p.title for p in result.projects if p.id == project)
    progress(0, 2, say("Counting again for “{title}”", title=title))
    near = {project: near_misses(state, ballots, project)}
    progress(1, 2, say("Setting the sheet"))
    return project_sheets_pdf(
        result,
        locale=locale,
        made=made,
        code=state.handover.code,
        near_misses=near,
        only=project,
    )


def write_ballots(
    desk: Desk,
    folder: Path,
    papers: int = 4,
) -> tuple[Path, ...]:
    """Write a few papers in both sizes into `folder`; the files, in that order."""
    locale = locale_of(desk.state.mandate.language)
    written: list[Path] = []
    for name, large in (
        ("ballots-standard.pdf", False),
        ("ballots-large-print.pdf", True),
    ):
        path = folder / name
        control = [str(n) for n in range(1, papers + 1)]
        _ = path.write_bytes(
            ballots_pdf(desk.state, locale, large=large, control=control),
        )
        written.append(path)
    return tuple(written)
