"""The agenda's page.

Running order and interests at the left; at the right the clock and the chosen one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, override

from PySide6.QtWidgets import QWidget

from pbdesk.assembly import agenda, floor, interests
from pbdesk.minutes.decision import Refusal, Writing
from pbdesk.ui.host import Host
from pbdesk.ui.pages.agenda.detail import SHAPES, DetailPane
from pbdesk.ui.pages.agenda.forms import (
    as_planned,
    asked_for,
    change_specs,
    handle_specs,
    interest_specs,
    plan_specs,
    present_specs,
)
from pbdesk.ui.pages.agenda.view import GROUPS, AgendaView, chosen_interest, chosen_item, view
from pbdesk.ui.pages.floor_clock import FloorClock
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.slot import Slot
from pbdesk.ui.pages.typed import DraftForm, as_said, forget
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column, Line, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.field import Value
from pbdesk.ui.widgets.foot import Foot
from pbdesk.ui.widgets.form import FieldSpec
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.reading_order import keep_reading_order
from pbdesk.ui.widgets.rows import Group, Row, Rows
from pbdesk.ui.widgets.split import ListPane, Split
from pbdesk.words import Words, say

__all__ = ["AgendaPage"]

type Decision = Callable[..., Writing | Refusal]

_FORMS: dict[str, tuple[Words, Words]] = {
    "plan": (say("Plan an item"), say("Put it on the agenda")),
    "present": (say("Present the projects"), say("Draw the order and plan them")),
    "declare": (say("Declare an interest"), say("Record the interest")),
    "change": (say("Change the item"), say("Record the change")),
    "handle": (say("Handle the interest otherwise"), say("Record how it is handled")),
}
"""The forms of the page: title, and what its button says."""


class AgendaPage(Page):
    """What comes when, and for how long. `here.also["doing"]` names the form that is open."""

    name: ClassVar[str] = "agenda"
    label: ClassVar[Words] = say("Agenda")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.plan, self.declare = (
            Button(say("Plan an item"), icon="plus"),
            Button(say("Declare an interest")),
        )
        self.present = Button(say("Present the projects"))
        self.rows, self._head = Rows(name=self.label), Heading()
        self._empty = Empty(
            say("Nothing is planned yet"),
            say(
                "The agenda says what comes when, and how long each has. Every project is "
                "presented in equal time, in "
                "an order drawn by lot. Interests are declared before anything is discussed."
            ),
            say("Plan the first item"),
            icon="plus",
        )
        self.clock, self.slot, self.detail = FloorClock(host), Slot(), DetailPane()
        self._apart = Rule()
        self.draw = Button(say("Draw their order again"), icon="dices")
        self._order = Column(
            Rule(),
            Section(say("The projects")),
            Label(
                say(
                    "Each is presented in the same time. A lot says who comes first; what is moved "
                    "by hand stands in the "
                    "minutes."
                )
            ),
            self.draw,
        )
        left = ListPane(self._head, self.rows, self._empty)
        left.add(Foot(self.plan, self.present, self.declare))
        right = scroll.Page(self.clock, self._apart, self.slot, self.detail, self._order)
        self.split = Split(left, right)
        self.split.follow(self.rows)
        self._shown: list[Row] = []
        self.body.addWidget(self.split)
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self.plan.clicked.connect(partial(self._open, "plan"))
        self._empty.pressed.connect(partial(self._open, "plan"))
        self.declare.clicked.connect(partial(self._open, "declare"))
        self.present.clicked.connect(partial(self._open, "present"))
        self.rows.chosen.connect(self._go)
        self.rows.opened.connect(self._go)
        self.draw.clicked.connect(lambda: self.host.act(agenda.draw_order, then=self._told))
        self.detail.beginning.connect(self._begin)
        self.detail.changing.connect(self._change)
        self.detail.dropping.connect(partial(self._act_on, agenda.drop))
        self.detail.moving.connect(lambda earlier: self._act_on(agenda.move, earlier=earlier))

    # What is seen

    @override
    def refresh(self) -> None:
        seen = view(self.host.state, self.here)
        self._show_list(seen)
        self.clock.refresh()
        self._apart.setVisible(not self.clock.isHidden())
        doing = self._doing
        self._empty.setVisible(seen.chosen is None and not doing)
        self.split.show_right(self._empty.isHidden())
        self.detail.setVisible(seen.chosen is not None and not doing)
        if seen.chosen is not None:
            self.detail.show_chosen(seen.chosen)
        self.present.setVisible(bool(seen.unplanned))
        self._order.setVisible(seen.drawable and not doing)
        key = (doing, self.here.chosen) if doing in ("change", "handle") else doing or None
        if self.slot.show_form(key, partial(self._made, doing)):
            keep_reading_order(self)

    def _show_list(self, seen: AgendaView) -> None:
        self._head.show_text(seen.caption, self.label)
        self.split.show_back(seen.back if seen.lines else self.label)
        self.plan.setVisible(bool(seen.lines))
        self.rows.setEnabled(bool(seen.lines))
        groups = {name: Group(words, SHAPES[name]) for name, words in GROUPS.items()}
        rows = [
            Row(line.id, line.title, line.under, line.figure, section=groups[line.group])
            for line in seen.lines
        ]
        if rows != self._shown:
            self._shown = rows
            self.rows.show_rows(rows)
        self.rows.choose(seen.chosen.id if seen.chosen is not None else None)

    # Moving about

    @property
    def _doing(self) -> str:
        return self.here.also.get("doing", "")

    def _go(self, chosen: str | None, doing: str = "") -> None:
        self.here = replace(self.here, chosen=chosen, also={"doing": doing})
        self.refresh()

    def _open(self, doing: str) -> None:
        """Open a form, and put the focus into its first field."""
        self._go(self.here.chosen, doing)
        self.split.go_deep()
        form = self.form
        if form is not None:
            form.go_to(form.names()[0])

    @override
    def go_to(self, target: str | None) -> None:
        if target in _FORMS:
            self._open(target)
        else:
            self._go(target or self.here.chosen)
            self._rest()

    def _rest(self) -> None:
        """Nothing is being written.

        The focus goes to the list, or to what makes the first of it.
        """
        (self.rows if self.rows.isEnabled() else self._empty.button).setFocus()

    @property
    def form(self) -> DraftForm | None:
        """The form that is open."""
        return self.slot.form

    # The forms

    def _made(self, doing: str) -> tuple[QWidget, ...]:
        title, verb = _FORMS[doing]
        form = DraftForm(self.host, self._key(doing), self._specs(doing), self._first(doing))
        if doing == "plan":
            form.changed.connect(
                lambda name: (
                    form.show_only(asked_for(form.value("kind"))) if name == "kind" else None
                )
            )
            form.show_only(asked_for(form.value("kind")))
        record, leave = Button(verb), Button(say("Leave it"), "quiet")
        record.clicked.connect(partial(self._record, doing, form))
        leave.clicked.connect(partial(self._leave, doing))
        return Heading(self.label, title), form, Line(record, leave)

    def _key(self, doing: str) -> str:
        return (
            f"agenda/{doing}/{self.here.chosen}"
            if doing in ("change", "handle")
            else f"agenda/{doing}"
        )

    def _specs(self, doing: str) -> list[FieldSpec]:
        state, item = self.host.state, chosen_item(self.host.state, self.here)
        if doing == "change" and item is not None:
            return change_specs(item)
        made: dict[str, Callable[[], list[FieldSpec]]] = {
            "plan": partial(plan_specs, state),
            "present": present_specs,
            "declare": partial(interest_specs, state),
            "handle": handle_specs,
        }
        return made[doing]()

    def _first(self, doing: str) -> dict[str, Value]:
        item, interest = (
            chosen_item(self.host.state, self.here),
            chosen_interest(self.host.state, self.here),
        )
        if doing == "change" and item is not None:
            return as_planned(item)
        if doing == "handle" and interest is not None:
            return {"handled": interest.handled, "reason": str(interest.reason)}
        return {"handled": "declared"} if doing == "declare" else {}

    # What is recorded

    def _record(self, doing: str, form: DraftForm) -> None:
        given = form.read()
        if given is None:
            return
        for name, why in (
            ("kind", say("Choose what it is first.")),
            ("role", say("Choose who declares it first.")),
        ):
            if name in given and given[name] is None:
                form.show_error(name, why)
                return
        decision, also = self._decided(doing)
        form.clear_errors()
        self.host.act(
            decision,
            then=partial(self._recorded, doing, form),
            **also,
            **as_said(given, "minutes", "tables", "project"),
        )

    def _decided(self, doing: str) -> tuple[Decision, dict[str, Any]]:
        """The decision that a form asks for, and what it is about."""
        state = self.host.state
        item, interest = chosen_item(state, self.here), chosen_interest(state, self.here)
        if doing == "change" and item is not None:
            return agenda.change, {"item": item.id}
        if doing == "handle" and interest is not None:
            return interests.handle, {"interest": interest.id}
        return {
            "plan": agenda.plan,
            "present": agenda.present_projects,
            "declare": interests.declare,
        }[doing], {}

    def _recorded(self, doing: str, form: DraftForm, refusal: Refusal | None) -> None:
        if refusal is None:
            forget(self.host, self._key(doing))
            self._go(self._newest(doing))
            self.plan.setFocus() if doing == "plan" else self._rest()
            self.host.announce(say("Recorded."))
        elif refusal.where is None or not form.show_error(refusal.where, spoken(refusal)):
            self.host.banner(spoken(refusal), wrong=True)

    def _newest(self, doing: str) -> str | None:
        """What to show after a form was recorded.

        What it put on the list, else what was chosen before.
        """
        state = self.host.state
        newest = {"plan": state.agenda.by_id, "declare": state.interests.by_id}.get(doing)
        return list(newest)[-1] if newest else self.here.chosen

    def _leave(self, doing: str) -> None:
        forget(self.host, self._key(doing))
        self._go(self.here.chosen)
        self._rest()

    def _change(self) -> None:
        interest = chosen_interest(self.host.state, self.here)
        item = chosen_item(self.host.state, self.here)
        self.here = replace(
            self.here, chosen=interest.id if interest else item.id if item else None
        )
        self._open("handle" if interest else "change")

    def _begin(self) -> None:
        item = chosen_item(self.host.state, self.here)
        if item is not None:
            self.host.act(floor.begin, then=self._begun, item=item.id)

    def _begun(self, refusal: Refusal | None) -> None:
        self._told(refusal)
        if refusal is None:
            self.clock.turn.setFocus()

    def _act_on(self, decision: Decision, **given: Any) -> None:
        item = chosen_item(self.host.state, self.here)
        if item is not None:
            self.host.act(decision, then=self._told, item=item.id, **given)

    def _told(self, refusal: Refusal | None) -> None:
        if refusal is not None:
            self.host.banner(spoken(refusal), wrong=True)
