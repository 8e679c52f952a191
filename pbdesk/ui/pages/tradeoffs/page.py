"""The trade-offs' page.

What the table writes at the left; at the right the clock, the read-back and all trade-offs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, override

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from pbdesk.assembly import tradeoffs
from pbdesk.minutes.decision import Refusal, Writing
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION, DONE, NOTICE, REFUSED, Shape
from pbdesk.ui.pages.floor_clock import FloorClock
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.slot import Slot
from pbdesk.ui.pages.tradeoffs.forms import ARGUMENT, SKIP, WORDING, take_up_specs
from pbdesk.ui.pages.tradeoffs.reading import ReadBack
from pbdesk.ui.pages.tradeoffs.view import GROUPS, Detail, TradeOffsView, next_open, view
from pbdesk.ui.pages.typed import DraftForm, as_said, forget
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.form import FieldSpec
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.reading_order import keep_reading_order
from pbdesk.ui.widgets.rows import Group, Row, Rows
from pbdesk.ui.widgets.split import Split, is_narrow
from pbdesk.words import Words, say

__all__ = ["TradeOffsPage"]

type Decision = Callable[..., Writing | Refusal]

_SHAPES: dict[str, Shape] = {"open": ATTENTION, "stands": DONE, "skipped": REFUSED}


class TradeOffsPage(Page):
    """What the tables weigh.

    `here.also["doing"]` names the form that is open beside the wording.
    """

    name: ClassVar[str] = "tradeoffs"
    label: ClassVar[Words] = say("Trade-offs")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._head, self._locked, self.slot = Heading(), Label(), Slot()
        self._empty = Empty(
            say("No trade-off is taken up yet"),
            say(
                "A table says what a project brings, what it costs and who bears it, under which "
                "condition it would be "
                "acceptable, and what it chose. Who does not agree says so in their own words. It "
                "is read aloud and "
                "confirmed. An assembly may also go without."
            ),
            say("Take up trade-offs"),
            icon="plus",
        )
        self.onward = Button(say("Read it back"), icon="arrow-right", after=True)
        self.clock, self.back = FloorClock(host), ReadBack()
        self.more = Button(say("Take up more"), icon="plus")
        self.rows, self._count = Rows(name=self.label), Label("", "caption")
        self._list = Column(
            Rule(), Section(say("All trade-offs")), self._count, self.rows, Line(self.more)
        )
        self._apart = Rule()
        left = scroll.Page(self._head, self._locked, self._empty, self.slot, self.onward)
        self._right = scroll.Page(self.clock, self._apart, self.back, self._list)
        self.split = Split(left, self._right, share="form", back=self.label)
        self._shown: list[Row] = []
        self._seen: Detail | None = None
        self.body.addWidget(self.split)
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self._empty.pressed.connect(partial(self._open, "take_up"))
        self.more.clicked.connect(partial(self._open, "take_up"))
        self.onward.clicked.connect(self.split.go_deep)
        self.rows.chosen.connect(self._go)
        self.rows.opened.connect(self.go_to)
        self.back.confirming.connect(self._confirm)
        self.back.skipping.connect(partial(self._open, "skip"))
        self.back.noting.connect(partial(self._open, "note"))
        self.back.showing.connect(lambda: self.host.show_in_room("tradeoffs"))
        theme().changed.connect(self._settle)

    # What is seen

    @override
    def refresh(self) -> None:
        seen = view(self.host.state, self.here)
        doing, detail = self._doing if seen.locked is None else "", seen.detail
        self._seen = detail
        taking = doing == "take_up" and bool(seen.waiting)
        self._show_head(seen, taking=taking)
        self.clock.refresh()
        self._apart.setVisible(not self.clock.isHidden() and detail is not None)
        self._empty.setVisible(detail is None and not taking)
        self._show_list(seen)
        self.split.show_right(bool(seen.lines) or not self.clock.isHidden())
        key = "take_up" if taking else detail and (detail.id, *detail.values.items())
        built = self.slot.show_form(
            key, partial(self._taking_up, seen) if taking else partial(self._wording, detail)
        )
        self.back.setVisible(detail is not None and not taking)
        if detail is not None:
            self.back.show_detail(detail, locked=seen.locked is not None, doing=doing)
            built |= self.back.skip_form.show_form(
                (detail.id, "skip") if doing == "skip" else None, self._skipping
            )
            built |= self.back.note_form.show_form(
                (detail.id, "note") if doing == "note" else None, self._noting
            )
            self._show_written()
        if built:
            keep_reading_order(self)
        self._settle()

    def _show_head(self, seen: TradeOffsView, *, taking: bool) -> None:
        detail = seen.detail
        if detail is None or taking:
            words = (
                (self.label, say("Take up trade-offs"))
                if taking
                else (say("Not started"), self.label)
            )
            self._head.show_text(*words)
        else:
            self._head.show_text(
                detail.caption, detail.title, shape=_SHAPES[detail.group], state=detail.state
            )
        self._locked.show_text(seen.locked or "", shape=NOTICE)
        self._locked.setVisible(seen.locked is not None)

    def _show_list(self, seen: TradeOffsView) -> None:
        self._list.setVisible(bool(seen.lines))
        self.more.setVisible(bool(seen.waiting) and seen.locked is None)
        self._count.show_text(seen.caption)
        groups = {name: Group(words, _SHAPES[name]) for name, words in GROUPS.items()}
        rows = [
            Row(line.id, line.title, line.under, section=groups[line.group]) for line in seen.lines
        ]
        if rows != self._shown:
            self._shown = rows
            self.rows.show_rows(rows)
        self.rows.choose(seen.detail.id if seen.detail is not None else None)

    def _show_written(self) -> None:
        form, seen = self.form, self._seen
        if seen is None:
            return
        written = (
            dict(seen.values)
            if form is None
            else {name: str(raw or "") for name, raw in form.draft().items()}
        )
        recorded = all(seen.values.get(name, "") == text for name, text in written.items())
        self.back.show_written(seen, written, recorded=recorded)

    def _settle(self) -> None:
        self.onward.setVisible(is_narrow(self) and self._seen is not None)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._settle()

    # Moving about

    @property
    def _doing(self) -> str:
        return self.here.also.get("doing", "")

    @property
    def form(self) -> DraftForm | None:
        """The form at the left: the wording, or what is to be taken up."""
        return self.slot.form

    def _go(self, tradeoff: str | None, doing: str = "") -> None:
        self.here = replace(self.here, chosen=tradeoff, also={"doing": doing})
        self.refresh()

    def _open(self, doing: str) -> None:
        if doing == "take_up" and not view(self.host.state, self.here).waiting:
            self.host.banner(
                say("No project is accepted yet. Answer the proposals first."), wrong=True
            )
            return
        self._go(self._seen.id if self._seen else None, doing)
        slot = {"skip": self.back.skip_form, "note": self.back.note_form}.get(doing, self.slot)
        if slot is self.slot:
            self.split.go_back()
        form = slot.form
        if form is not None:
            form.go_to(form.names()[0])

    @override
    def go_to(self, target: str | None) -> None:
        """A trade-off: into its first field, or to its button where only the confirming is left."""
        self._go(target if target != "take_up" else None, "take_up" if target == "take_up" else "")
        seen, form = self._seen, self.form
        if (
            seen is not None
            and seen.worded
            and seen.group == "open"
            and not self.back.confirm.isHidden()
        ):
            self.split.go_deep()
            self.back.confirm.setFocus()
        elif form is not None:
            self.split.go_back()
            form.go_to(form.names()[0])

    # The forms

    def _wording(self, seen: Detail | None) -> tuple[QWidget, ...]:
        assert seen is not None
        locked = self.host.state.handover.made is not None
        form = DraftForm(self.host, _key(seen, "wording"), list(WORDING), dict(seen.values))
        form.setEnabled(not locked)
        form.changed.connect(lambda _name: self._show_written())
        record = Button(say("Record the wording"))
        record.clicked.connect(partial(self._word, form, seen))
        return (form,) if locked else (form, Line(record))

    def _taking_up(self, seen: TradeOffsView) -> tuple[QWidget, ...]:
        return self._small_form(
            "tradeoffs/take_up",
            take_up_specs(seen.waiting),
            say("Take them up"),
            tradeoffs.take_up,
            {},
        )

    def _skipping(self) -> tuple[QWidget, ...]:
        assert self._seen is not None
        return self._small_form(
            _key(self._seen, "skip"),
            list(SKIP),
            say("Record why"),
            tradeoffs.skip,
            {"tradeoff": self._seen.id},
        )

    def _noting(self) -> tuple[QWidget, ...]:
        assert self._seen is not None
        return self._small_form(
            _key(self._seen, "note"),
            list(ARGUMENT),
            say("Note it"),
            tradeoffs.note,
            {"tradeoff": self._seen.id},
        )

    def _small_form(
        self,
        key: str,
        specs: list[FieldSpec],
        verb: Words,
        decision: Decision,
        about: dict[str, Any],
    ) -> tuple[QWidget, ...]:
        form = DraftForm(self.host, key, specs)
        record, leave = Button(verb), Button(say("Leave it"), "quiet")
        record.clicked.connect(partial(self._record, form, key, decision, about))
        leave.clicked.connect(partial(self._leave, key))
        return form, Line(record, leave)

    # What is recorded

    def _word(self, form: DraftForm, seen: Detail) -> None:
        given = form.read()
        if given is None:
            return
        if given["choice"] is None:
            form.show_error("choice", say("Choose what the table chose first."))
            return
        form.clear_errors()
        self.host.act(
            tradeoffs.word,
            then=partial(self._worded, form, seen),
            tradeoff=seen.id,
            **as_said(given),
        )

    def _worded(self, form: DraftForm, seen: Detail, refusal: Refusal | None) -> None:
        if refusal is not None:
            self._refused(form, refusal)
            return
        forget(self.host, _key(seen, "wording"))
        self.refresh()
        self.host.announce(say("Recorded. Read it aloud, then let it be confirmed."))
        self.split.go_deep()
        self.back.confirm.setFocus()

    def _confirm(self) -> None:
        seen, form = self._seen, self.form
        if seen is None:
            return
        if form is not None and self.host.draft(_key(seen, "wording")) is not None:
            self.host.banner(
                say("What is typed is not recorded yet. Record it, then read it aloud."), wrong=True
            )
            return
        self.host.act(tradeoffs.confirm, then=partial(self._settled, seen.id), tradeoff=seen.id)

    def _settled(self, before: str, refusal: Refusal | None) -> None:
        if refusal is not None:
            self.host.banner(spoken(refusal), wrong=True)
            return
        following = next_open(self.host.state, before)
        if following is None:
            self._go(before)
            self.rows.setFocus()
            self.host.announce(say("Every trade-off is confirmed or skipped."))
            return
        self.go_to(following.id)
        self.host.announce(
            say("Recorded. Next: “{title}”.", title=self._seen.title if self._seen else "")
        )

    def _record(self, form: DraftForm, key: str, decision: Decision, about: dict[str, Any]) -> None:
        given = form.read()
        if given is None:
            return
        if "kind" in given and given["kind"] is None:
            form.show_error("kind", say("Choose what it is first."))
            return
        form.clear_errors()
        self.host.act(
            decision, then=partial(self._recorded, form, key), **as_said(given, "tables"), **about
        )

    def _recorded(self, form: DraftForm, key: str, refusal: Refusal | None) -> None:
        if refusal is not None:
            self._refused(form, refusal)
            return
        forget(self.host, key)
        if key.endswith("/skip") and self._seen is not None:
            self._settled(self._seen.id, None)
        elif key.endswith("/note"):
            self._go(self.here.chosen)
            self.back.note.setFocus()
        else:
            self.go_to(None)

    def _refused(self, form: DraftForm, refusal: Refusal) -> None:
        if refusal.where is None or not form.show_error(refusal.where, spoken(refusal)):
            self.host.banner(spoken(refusal), wrong=True)

    def _leave(self, key: str) -> None:
        forget(self.host, key)
        self._go(self.here.chosen)
        (self.rows if self._seen is not None else self._empty.button).setFocus()


def _key(seen: Detail, doing: str) -> str:
    return f"tradeoffs/{seen.id}/{doing}"
