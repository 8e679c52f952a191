"""A figure that was misread is mended, with the reason.

How many papers a bundle holds, a paper that both passes read wrongly, or a bundle not counted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from PySide6.QtCore import Signal

from pbdesk.minutes.decision import Decided, Refusal
from pbdesk.questions import box
from pbdesk.ui.host import Host
from pbdesk.ui.pages.batches.view import Work
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.typed import DraftForm, forget
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.field import Value
from pbdesk.ui.widgets.form import FieldSpec
from pbdesk.ui.widgets.heading import Section
from pbdesk.words import Words, say

__all__ = ["Mending", "What"]

type What = Literal["papers", "paper", "bundle"]

_TITLES: dict[What, Words] = {
    "papers": say("Count the bundle by hand"),
    "paper": say("A paper that both read wrongly"),
    "bundle": say("A bundle that was not counted"),
}
_VERBS: dict[What, Words] = {
    "papers": say("Correct the batch"),
    "paper": say("Have it keyed again"),
    "bundle": say("Add the bundle"),
}
_FIGURES: dict[What, FieldSpec] = {
    "papers": FieldSpec(
        "papers",
        say("Papers in the bundle, counted by hand again"),
        "number",
        least=0,
    ),
    "paper": FieldSpec(
        "paper",
        say("Number of the paper in this bundle"),
        "number",
        least=1,
        help=say("What was keyed for it is erased; two people key it anew."),
    ),
    "bundle": FieldSpec(
        "papers",
        say("Papers in the bundle, counted by hand"),
        "number",
        least=1,
    ),
}
_REASONS: dict[What, Words] = {
    "papers": say("Where the paper was found or lost"),
    "paper": say("What was read wrongly"),
    "bundle": say("Where the papers were found"),
}
_DECISIONS: dict[What, Callable[..., Decided]] = {
    "papers": box.correct_batch,
    "paper": box.key_again,
    "bundle": box.add_batch,
}


class Mending(Column):
    """Shut until it is asked for, or the batch is short.

    `mended` tells what was mended and how it went. `going_on` that there is another paper after
    all.
    """

    mended = Signal(str, object)
    going_on = Signal()
    leaving = Signal()

    def __init__(self, host: Host) -> None:
        self._host = host
        self.act, self._leave = Button(""), Button(say("Cancel"), "quiet")
        self._go_on = Button(say("There is another paper: key it"), "quiet")
        self._place = Column()
        self.form: DraftForm | None = None
        self._what: What | None = None
        self._built: tuple[What, int] | None = None
        self._number = 0
        super().__init__(self._place, Line(self.act, self._go_on, self._leave))
        self._leave.clicked.connect(self.leaving)
        self.act.clicked.connect(self._send)
        self._go_on.clicked.connect(self.going_on)

    def ask(self, what: What) -> None:
        """Somebody wants to mend this; `show_work` then shows the form."""
        self._what = what

    def show_work(self, work: Work) -> None:
        """Stand open for this batch where it was asked for, or the batch is short."""
        short = work.kind == "short" and work.turn is None
        if work.number != self._number:
            self._number, self._what = work.number, None
        what: What | None = self._what or ("papers" if short else None)
        if what is None:
            self._put_away()
        else:
            self._build(what, work, short=short)
        self.setVisible(what is not None)
        self._go_on.setVisible(short)
        self._leave.setVisible(not short)

    def shut(self) -> None:
        """Nobody wants to mend anything, or it is mended."""
        if self._built is not None:
            forget(self._host, _draft(*self._built))
        self._what = None
        self._put_away()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Show it beside its field; False where it is about no field here."""
        return self.form is not None and self.form.show_error(
            refusal.where or "",
            spoken(refusal),
        )

    def take_focus(self) -> None:
        """Go to the first field of what was asked for."""
        assert self.form is not None
        self.form.go_to(self.form.names()[0])

    def _put_away(self) -> None:
        self.form, self._built = None, None
        self._place.clear()

    def _build(self, what: What, work: Work, *, short: bool) -> None:
        if self._built == (what, work.number):
            return
        self._put_away()
        self._built = what, work.number
        reason = FieldSpec(
            "reason",
            _REASONS[what],
            "paragraph",
            help=say("Goes into the minutes."),
        )
        first: dict[str, Value] = {}
        if what == "papers":
            first["papers"] = work.done if short else work.papers
        draft = _draft(what, work.number)
        self.form = DraftForm(
            self._host,
            draft,
            [_FIGURES[what], reason],
            first,
        )
        self._place.add(Section(_TITLES[what]), self.form)
        self.act.show_text(_VERBS[what])

    def _send(self) -> None:
        values = self.form.read() if self.form is not None else None
        if values is None or self._built is None:
            return
        what, batch = self._built
        given: dict[str, Any] = {} if what == "bundle" else {"batch": batch}
        figure = _FIGURES[what].name
        given |= {figure: values[figure] or 0, "reason": values["reason"] or ""}
        self._host.act(
            _DECISIONS[what],
            then=lambda told: self.mended.emit(what, told),
            **given,
        )


def _draft(what: What, batch: int) -> str:
    return f"batches/{what}/{batch}"
