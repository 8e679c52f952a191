"""Before anything is keyed.

The box is opened, the papers are mixed, counted by hand and bundled.
"""

from __future__ import annotations

from PySide6.QtCore import Signal

from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.pages.batches.view import BatchesView
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.typed import DraftForm, forget
from pbdesk.ui.widgets.boxes import Column
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.form import FieldSpec
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.words import say

__all__ = ["Opening"]

_DRAFT = "batches/box"


class Opening(Column):
    """The box as it comes from the hall. `opening` tells what was counted by hand."""

    opening = Signal(dict)

    def __init__(self, host: Host) -> None:
        self._host = host
        self._early = Empty(
            say("The vote is not closed"),
            say(
                "The box stays shut while anybody can still vote. It is opened in view of the "
                "room, once the vote is "
                "closed.",
            ),
            say("Go to the vote"),
            icon="arrow-right",
        )
        self._none = Label(
            say("No paper was given out: everybody voted at the kiosk."),
        )
        self._box, self._place = Label(), Column()
        self._button = Button(say("Open the box"))
        self.form: DraftForm | None = None
        self._steps = Label(
            say(
                "Empty the box in view of the room, mix the papers, count them by hand and bundle "
                "them. Write on each bundle's slip its number and how many papers it holds.",
            ),
        )
        self._undo = Label(
            say("This can be undone until the first paper is keyed."),
            "help",
        )
        super().__init__(
            Heading(say("Before the papers are keyed"), say("The box")),
            self._early,
            self._none,
            self._steps,
            self._box,
            self._place,
            self._button,
            self._undo,
        )
        self._early.pressed.connect(lambda: host.go("polls"))
        self._button.clicked.connect(self._open)

    def show_view(self, seen: BatchesView) -> None:
        """Show why the box stays shut, or how it is opened."""
        shut = seen.stage == "box"
        self._early.setVisible(seen.stage == "early")
        self._none.setVisible(seen.stage == "none")
        for widget in (
            self._steps,
            self._box,
            self._place,
            self._button,
            self._undo,
        ):
            widget.setVisible(shut)
        self._box.show_text(seen.box)
        if shut and self.form is None:
            self.form = DraftForm(
                self._host,
                _DRAFT,
                [
                    FieldSpec(
                        "papers",
                        say("Papers in the box, counted by hand"),
                        "number",
                        least=0,
                    ),
                    FieldSpec(
                        "batch_size",
                        say("Papers in a bundle"),
                        "number",
                        least=1,
                        most=200,
                    ),
                ],
                {"batch_size": 25},
            )
            self._place.add(self.form)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Show it beside its field; False where it is about no field here."""
        return self.form is not None and self.form.show_error(
            refusal.where or "",
            spoken(refusal),
        )

    def forget(self) -> None:
        """The box is open: nothing is a draft any more."""
        forget(self._host, _DRAFT)

    def _ask_for_papers(self) -> None:
        assert self.form is not None
        self.form.show_error(
            "papers",
            say("Count the papers by hand and write how many there are."),
        )

    def _open(self) -> None:
        values = self.form.read() if self.form is not None else None
        if values is None:
            return
        if values["papers"] is None:
            self._ask_for_papers()
            return
        self.opening.emit(
            {
                "papers": values["papers"],
                "batch_size": values["batch_size"] or 25,
            },
        )
