"""The page of the equality slips: totals typed in at once, merged, and then only looked at."""

from __future__ import annotations

from typing import ClassVar, override

from pbdesk.assembly.equality import DRAFT, QUESTIONS, release
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.icons import NOT_STARTED, SEALED
from pbdesk.ui.pages.equality.view import view
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.typed import DraftForm, forget
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.facts import Tallies
from pbdesk.ui.widgets.form import FieldSpec
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, say

__all__ = ["EqualityPage"]

_MOST = 100_000
_COLUMNS = (("age",), ("gender", "disability"), ("origin", "first-time"))
"""The questions in three columns of about the same height, in the order of the slip."""


def _specs() -> list[FieldSpec]:
    """How many slips, then a number for each answer."""
    begin = [column[0] for column in _COLUMNS]
    return [
        FieldSpec("slips", say("Slips in the box"), "number", least=0, most=_MOST),
        *(
            FieldSpec(
                f"{name}/{answer}",
                label,
                "number",
                least=0,
                most=_MOST,
                across=True,
                heard=say("{question}: {answer}", question=question.label, answer=label),
                section=question.label if place == 0 else "",
                column=place == 0 and name in begin,
            )
            for name, question in QUESTIONS.items()
            for place, (answer, label) in enumerate(question.answers.items())
        ),
    ]


class EqualityPage(Page):
    """Totals of slips that nobody can trace."""

    name: ClassVar[str] = "equality"
    label: ClassVar[Words] = say("Equality slips")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.head, self.lead, self.told = Heading(), Label(""), Tallies()
        self.form = DraftForm(host, DRAFT, _specs())
        self.button = Button(say("Put them in the record"), icon="lock")
        self.button.clicked.connect(self.release)
        self.body.addWidget(scroll.Page(self.head, self.lead, self.form, self.button, self.told))
        self.refresh()

    @override
    def refresh(self) -> None:
        seen = view(self.host.state)
        self.head.show_text(seen.caption, self.label, shape=NOT_STARTED if seen.open else SEALED)
        self.lead.show_text(seen.lead)
        self.form.setVisible(seen.open)
        self.button.setVisible(seen.open)
        self.told.setVisible(bool(seen.cells))
        self.told.show_tallies(
            [
                [
                    (
                        QUESTIONS[name].label,
                        [(words, say("{n}", n=n)) for words, n in seen.cells[name]],
                    )
                    for name in column
                    if name in seen.cells
                ]
                for column in _COLUMNS
            ]
        )

    @override
    def go_to(self, target: str | None) -> None:
        if self.form.isHidden():
            self.setFocus()
        else:
            self.form.go_to(target or "slips")

    def release(self) -> None:
        """Ask once, then merge and record."""
        values = self.form.read()
        if values is None:
            return
        slips = int(str(values.pop("slips") or 0))
        counts = {name: int(str(value)) for name, value in values.items() if value is not None}
        self.host.final(
            say(
                "Small numbers are taken together, and the totals you typed are erased. This is "
                "done once: a second "
                "release would tell small numbers by the difference."
            ),
            say("Put them in the record"),
            release,
            then=self._told,
            slips=slips,
            counts=counts,
        )

    def _told(self, refusal: Refusal | None) -> None:
        if refusal is None:
            forget(self.host, DRAFT)
            self.go_to(None)
            scroll.bring_into_sight(self.head)
        elif refusal.where is None or not self.form.show_error(refusal.where, spoken(refusal)):
            self.host.banner(spoken(refusal), wrong=True)
