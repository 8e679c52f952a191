"""A bundle that holds another number of papers than its slip says.

Counted by hand again, with where they were.
"""

from __future__ import annotations

from PySide6.QtCore import Signal

from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.pages.batches.view import Work
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.typed import DraftForm, forget
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.form import FieldSpec
from pbdesk.ui.widgets.heading import Section
from pbdesk.words import say

__all__ = ["Correction"]


class Correction(Column):
    """Shut until it is asked for, or the batch is short.

    `correcting` tells number of papers and reason.
    """

    correcting = Signal(dict)
    going_on = Signal()
    leaving = Signal()

    def __init__(self, host: Host) -> None:
        self._host = host
        self._correct, self._leave = (
            Button(say("Correct the batch")),
            Button(say("Leave it as it is"), "quiet"),
        )
        self._go_on = Button(say("There is another paper: key it"), "quiet")
        self._place, self._acts = Column(), Line(self._correct, self._go_on, self._leave)
        self.form: DraftForm | None = None
        self._number: int | None = None
        self.opened = False
        super().__init__(self._place, self._acts)
        self._leave.clicked.connect(self.leaving)
        self._correct.clicked.connect(self._send)
        self._go_on.clicked.connect(self.going_on)

    def show_work(self, work: Work) -> None:
        """Stand open for this batch where it was asked for, or the batch is short."""
        short = work.kind == "short" and work.turn is None
        if work.number != self._number:
            self._number, self.opened, self.form = work.number, False, None
            self._place.clear()
        if (short or self.opened) and self.form is None:
            self._build(work, short=short)
        self.setVisible(short or self.opened)
        self._go_on.setVisible(short)
        self._leave.setVisible(not short)

    def shut(self) -> None:
        """Nobody wants to correct the batch, or it is corrected."""
        forget(self._host, _draft(self._number))
        self._number, self.opened = None, False

    def show_refusal(self, refusal: Refusal) -> bool:
        """Show it beside its field; False where it is about no field here."""
        return self.form is not None and self.form.show_error(refusal.where or "", spoken(refusal))

    def _build(self, work: Work, *, short: bool) -> None:
        self.form = DraftForm(
            self._host,
            _draft(work.number),
            [
                FieldSpec(
                    "papers", say("Papers in the bundle, counted by hand again"), "number", least=0
                ),
                FieldSpec(
                    "reason",
                    say("Where the paper was found or lost"),
                    "paragraph",
                    help=say("Goes into the minutes."),
                ),
            ],
            {"papers": work.done if short else work.papers},
        )
        self._place.add(Section(say("Count the bundle by hand")), self.form)

    def _send(self) -> None:
        values = self.form.read() if self.form is not None else None
        if values is not None:
            self.correcting.emit(
                {"papers": values["papers"] or 0, "reason": values["reason"] or ""}
            )


def _draft(batch: int | None) -> str:
    return f"batches/correct/{batch}"
