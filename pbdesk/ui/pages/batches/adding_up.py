"""Do the papers add up? One bar cut into its parts, a gap in it where papers are missing.

And the button that states it.
"""

from __future__ import annotations

from PySide6.QtCore import Signal

from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION, DONE
from pbdesk.ui.pages.batches.sums import AddingUp
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.typed import DraftForm, forget
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.field import Value
from pbdesk.ui.widgets.form import FieldSpec
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.legend import Sign, Whole
from pbdesk.ui.widgets.reading import Unreadable
from pbdesk.words import say, several

__all__ = ["AddingUpPane"]

_DRAFT = "batches/adding-up"


class AddingUpPane(Column):
    """All papers as one bar.

    `changed` tells that another number of unreturned papers is written.
    """

    changed = Signal()
    stating = Signal(dict)

    def __init__(self, host: Host) -> None:
        self._host, self._shown = (
            host,
            AddingUp(-1, (), (), None, asked=False, missing=False, stated=()),
        )
        self._issued, self.whole, self._alerts = (
            Label("", "label"),
            Whole(),
            Column(),
        )
        self._kiosk, self._place = Label("", "caption", wrap=False), Column()
        self.form: DraftForm | None = None
        self.button = Button(say("Record that they add up"))
        given = Line()
        given.fill(self._issued)
        given.add(self._kiosk)
        super().__init__(
            Section(say("Do the papers add up?")),
            given,
            self.whole,
            self._alerts,
            self._place,
            self.button,
        )
        self.button.clicked.connect(self._state)

    @property
    def unreturned(self) -> int:
        """How many papers are written down as unreturned; 0 while nothing can be read."""
        if self.form is None:
            return 0
        try:
            written: Value = self.form.value("unreturned")
        except Unreadable:
            return 0
        return written if isinstance(written, int) else 0

    def show_papers(self, papers: AddingUp) -> None:
        """Show where the papers are.

        What did not change is not drawn anew: this comes after each paper keyed.
        """
        self._ask(papers)
        if papers == self._shown:
            return
        self._shown = papers
        self._issued.show_text(
            several(
                "{n} paper given out",
                "{n} papers given out",
                papers.issued,
            ),
        )
        self.whole.show_parts(
            [
                Sign(part.words, fill=part.fill, n=part.n)
                for part in papers.parts
            ],
        )
        self._alerts.clear()
        self._alerts.add(
            *(
                Label(text, lead=lead, shape=ATTENTION)
                for lead, text in papers.alerts
            ),
        )
        self._alerts.add(
            *(
                Label(words, shape=DONE if not i else None)
                for i, words in enumerate(papers.stated)
            ),
        )
        self._kiosk.setVisible(papers.kiosk is not None)
        if papers.kiosk is not None:
            self._kiosk.show_text(papers.kiosk)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Show it beside its field; False where it is about no field here."""
        return self.form is not None and self.form.show_error(
            refusal.where or "",
            spoken(refusal),
        )

    def forget(self) -> None:
        """It is stated: nothing is a draft any more."""
        forget(self._host, _DRAFT)

    def _ask(self, papers: AddingUp) -> None:
        asks = papers.asked
        self._place.setVisible(asks)
        self.button.setVisible(asks)
        if self.form is None and asks:
            self.form = DraftForm(
                self._host,
                _DRAFT,
                [
                    FieldSpec(
                        "unreturned",
                        say("Papers not brought back"),
                        "number",
                        least=0,
                        help=say(
                            "Given out, and the people who had them kept them or left with them.",
                        ),
                    ),
                    FieldSpec(
                        "explanation",
                        say("What is known about missing papers"),
                        "paragraph",
                        help=say("Goes into the minutes."),
                    ),
                ],
            )
            self.form.changed.connect(lambda _name: self.changed.emit())
            self._place.add(self.form)
        if self.form is not None:
            self.form.field("explanation").setVisible(papers.missing)

    def _state(self) -> None:
        values = self.form.read() if self.form is not None else None
        if values is not None:
            self.stating.emit(
                {
                    "unreturned": values["unreturned"] or 0,
                    "explanation": values.get("explanation") or "",
                },
            )
