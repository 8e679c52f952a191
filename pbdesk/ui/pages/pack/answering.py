"""What comes back.

The form to fill in, and a filled one, shown as it was read before anything is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal

from pbdesk.app.jobs.answers import Answers, read_answers
from pbdesk.assembly.answers import REPLIES, ItemAnswered, answered
from pbdesk.assembly.figures import figures
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import locale_of
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION, DONE, NOT_STARTED, Shape
from pbdesk.ui.pages.refusals import warn
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Day, Words, say

__all__ = ["Answering"]

_WRONG = Shape("octagon-alert", "error")


class Answering(Column):
    """The form, and reading it back. `read` tells that one was read."""

    read = Signal()

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._answers: Answers | None = None
        self.form, self.take = (
            Button(
                say("The form to fill in"),
                icon="file-text",
                does=self._preview,
            ),
            Button(say("Read a filled form"), does=self._ask),
        )
        self.record = Button(say("Record these answers"), does=self._record)
        self._shown, self._recorded = Column(), Column()
        self.add(
            Section(say("The answer")),
            Label(
                say(
                    "The PDF form has the items of the report. Whoever answers fills it in on any "
                    "computer and sends it back.",
                ),
                "help",
            ),
            Line(self.form, self.take),
            self._recorded,
            self._shown,
            Line(self.record),
        )
        self.record.hide()

    def show_answers(self, state: Assembly) -> None:
        """Show what is recorded already."""
        self._recorded.clear()
        for answer in state.answers.by_item.values():
            self._recorded.add(_told(answer.entry, state))

    def _preview(self) -> None:
        from pbdesk.paper.response_form import response_form_pdf

        state = self._host.state
        locale = locale_of(state.mandate.language)
        pdf = response_form_pdf(figures(state), state.handover.code, locale)
        name = f"response-form-{state.mandate.id}.pdf"
        self._host.preview(say("Response form"), pdf, name)

    def _ask(self) -> None:
        path = self._host.ask_open(say("The filled form"), "*.pdf")
        if path is not None:
            self._forget()
            work = partial(read_answers, path, self._host.state)
            self._host.run(
                work,
                title=say("Reading the form"),
                done=self.show_read,
            )

    def show_read(self, answers: Answers) -> None:
        """Show what was read; only a form without troubles can be recorded."""
        self._forget()
        if answers.troubles:
            self._show_troubles(answers)
        else:
            self._answers = answers
            self._show_items(answers)
        self.record.setVisible(not answers.troubles)
        self.read.emit()

    def _show_troubles(self, answers: Answers) -> None:
        self._shown.add(
            Label(
                say("This form cannot be recorded yet. Ask for these:"),
                "strong",
            ),
            *(Label(trouble, shape=_WRONG) for trouble in answers.troubles),
            *_owed(answers),
        )

    def _show_items(self, answers: Answers) -> None:
        """What the form says, and what stays owed after it."""
        state = self._host.state
        read = say(
            "Read from the form of {by}, not recorded yet:",
            by=answers.by,
        )
        self._shown.add(
            Label(read, "strong"),
            *(_told(answer, state, new=True) for answer in answers.items),
        )
        if answers.owed:
            owed = say("Recorded as it is, this stays overdue:")
            self._shown.add(Label(owed, "strong"), *_owed(answers))

    def _forget(self) -> None:
        self._answers = None
        self._shown.clear()
        self.record.hide()

    def _record(self) -> None:
        if self._answers is not None:
            self._host.act(
                answered,
                then=self._done,
                answers=self._answers.items,
            )

    def _done(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            warn(self._host, refusal)
            return
        self._forget()
        self._host.announce(say("The answers are recorded."))


def _owed(answers: Answers) -> list[Label]:
    return [Label(each, shape=ATTENTION) for each in answers.owed]


def _told(answer: ItemAnswered, state: Assembly, *, new: bool = False) -> Label:
    return Label(
        _joined(list(_parts(answer))),
        lead=_lead(answer, state),
        shape=NOT_STARTED if new else DONE,
    )


def _lead(answer: ItemAnswered, state: Assembly) -> Words:
    """What was answered, and how."""
    project = state.ideas.by_id.get(answer.item)
    title = project.title if project else say("What is left of the pot")
    return say("{title}: {reply}.", title=title, reply=REPLIES[answer.reply])


def _parts(answer: ItemAnswered) -> Iterator[Words]:
    if answer.reason.text:
        yield say("Reason: {reason}", reason=answer.reason.text)
    if answer.owner.text:
        yield _by_whom(answer.owner.text, answer.day)


def _by_whom(owner: str, day: str) -> Words:
    return say("{owner}, by {day}.", owner=owner, day=_day(day))


def _joined(parts: list[Words]) -> Words | str:
    match parts:
        case []:
            return ""
        case [one]:
            return one
        case _:
            return say("{one} {other}", one=parts[0], other=parts[1])


def _day(text: str) -> Day | str:
    from datetime import date

    return Day(date.fromisoformat(text)) if text else ""
