"""The proposals' page.

The list at the left; at the right the chosen one with its check and its answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, override

from PySide6.QtWidgets import QWidget

from pbdesk.assembly import ideas
from pbdesk.assembly.ideas import Proposal
from pbdesk.minutes.decision import Refusal, Writing
from pbdesk.ui.host import Host
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.proposals.detail import SHAPES, DetailPane
from pbdesk.ui.pages.proposals.forms import (
    ASKED_FOR,
    answer_specs,
    as_answered,
    as_handed_in,
    check_specs,
    decided,
    idea_specs,
)
from pbdesk.ui.pages.proposals.placing import Placing
from pbdesk.ui.pages.proposals.view import STATES, ProposalsView, chosen, next_open, view
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.slot import Slot
from pbdesk.ui.pages.typed import DraftForm, as_said, forget
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.empty import Empty
from pbdesk.ui.widgets.field import TextField
from pbdesk.ui.widgets.foot import Foot
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.reading_order import keep_reading_order
from pbdesk.ui.widgets.rows import Group, Row, Rows
from pbdesk.ui.widgets.split import ListPane, Split
from pbdesk.words import Words, say

__all__ = ["ProposalsPage"]

_WRITE = "proposals/write"

type Decision = Callable[..., Writing | Refusal]


class ProposalsPage(Page):
    """Ideas as they are handed in, checked and answered.

    `here.also["doing"]` names the form that was opened.
    """

    name: ClassVar[str] = "proposals"
    label: ClassVar[Words] = say("Proposals")

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.write, self.rows = Button(say("Write an idea"), icon="plus"), Rows(name=self.label)
        self.search, self._nothing = TextField(say("Find a proposal")), Label(role="help")
        self._head, self._foot = Heading(), Foot(self.write)
        self._empty = Empty(
            say("No idea is on the list yet"),
            say(
                "Ideas stand here as they were handed in, on a card or at a table. Each is checked "
                "and gets an answer "
                "with a reason; what is accepted comes onto the ballot."
            ),
            say("Write the first idea"),
            icon="plus",
        )
        self.idea, self.detail, self.placing = Slot(), DetailPane(), Placing(host)
        left = ListPane(self._head, self.rows, self.search, self._nothing, self._empty)
        left.add(self._foot)
        self.split = Split(left, scroll.Page(self.idea, self.detail, self.placing))
        self.split.follow(self.rows)
        self._shown: list[Row] = []
        self.body.addWidget(self.split)
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        self.write.clicked.connect(self._begin_writing)
        self._empty.pressed.connect(self._begin_writing)
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(self._choose)
        self.search.changed.connect(self._look_for)
        self.detail.amending.connect(partial(self._do, "amend"))
        self.detail.checking.connect(partial(self._do, "check"))
        self.detail.answering.connect(partial(self._do, "answer"))

    # What is seen

    @override
    def refresh(self) -> None:
        seen = view(self.host.state, self.here)
        self._show_list(seen)
        proposal = chosen(self.host.state, self.here)
        writing = self._doing == "write" and seen.locked is None
        self._empty.setVisible(not writing and proposal is None)
        self.split.show_right(self._empty.isHidden())
        self.detail.setVisible(not writing and proposal is not None)
        built = self.idea.show_form("write" if writing else None, self._idea_form)
        if proposal is not None and seen.detail is not None:
            doing = self._open_forms(proposal, seen)
            self.detail.show_detail(seen.detail, seen.locked, doing)
            built |= self._show_forms(proposal, doing)
        built |= self.placing.show_proposal(None if writing else proposal)
        if built:
            keep_reading_order(self)

    def _show_list(self, seen: ProposalsView) -> None:
        self._head.show_text(seen.caption, self.label)
        self.split.show_back(seen.back if seen.detail is not None else self.label)
        self.search.setVisible(seen.detail is not None)
        self._foot.setVisible(seen.detail is not None and seen.locked is None)
        self._nothing.show_text(seen.nothing_found or "")
        self._nothing.setVisible(seen.nothing_found is not None)
        groups = {name: Group(words, SHAPES[name]) for name, words in STATES.items()}
        rows = [
            Row(line.id, line.title, line.under, line.figure, section=groups[line.state])
            for line in seen.lines
        ]
        if rows != self._shown:
            self._shown = rows
            self.rows.show_rows(rows)
        self.rows.setEnabled(bool(rows))
        self.rows.choose(seen.detail.id if seen.detail is not None else None)

    def _open_forms(self, proposal: Proposal, seen: ProposalsView) -> frozenset[str]:
        """The forms that are open.

        The one that was asked for, those with a draft, and the answer that is owed.
        """
        if seen.locked is not None or seen.detail is None or seen.detail.gone:
            return frozenset()
        drafts = {
            doing
            for doing in ("amend", "check", "answer")
            if self.host.draft(_key(proposal, doing)) is not None
        }
        owed = {"answer"} if proposal.state == "open" else set[str]()
        return frozenset(drafts | owed | {self._doing})

    def _show_forms(self, proposal: Proposal, doing: frozenset[str]) -> bool:
        """Show the forms that are open; whether one of them was built."""
        pane, built = self.detail, False
        for slot, name, make in (
            (pane.amend_form, "amend", self._amend_form),
            (pane.check_form, "check", self._check_form),
            (pane.answer_form, "answer", self._answer_form),
        ):
            key = (proposal.id, proposal.state) if name in doing else None
            built |= slot.show_form(key, partial(make, proposal))
        return built

    # Moving about

    @property
    def _doing(self) -> str:
        return self.here.also.get("doing", "")

    def _go(self, proposal: str | None, doing: str = "") -> None:
        """Choose a proposal and open a form, or none."""
        self.here = replace(self.here, chosen=proposal, also={"doing": doing})
        self.refresh()

    def _choose(self, proposal: str) -> None:
        self._go(proposal)

    def _do(self, doing: str) -> None:
        proposal = chosen(self.host.state, self.here)
        if proposal is not None:
            self._go(proposal.id, doing)
            slots = {"amend": self.detail.amend_form, "check": self.detail.check_form}
            _enter(slots.get(doing, self.detail.answer_form))

    def _begin_writing(self) -> None:
        self._go(self.here.chosen, "write")
        self.split.go_deep()
        _enter(self.idea)

    def _look_for(self) -> None:
        self.here = replace(self.here, search=str(self.search.raw()))
        self._show_list(view(self.host.state, self.here))

    @override
    def go_to(self, target: str | None) -> None:
        if target == "title":
            self._begin_writing()
        elif target is not None and target in self.host.state.ideas.by_id:
            self._go(target)
            self.split.go_deep()
            _enter(self.detail.answer_form)

    # The forms

    def _idea_form(self) -> tuple[QWidget, ...]:
        form = DraftForm(self.host, _WRITE, idea_specs(self.host.state.mandate.currency))
        return (
            Heading(say("As it was handed in"), say("Write an idea")),
            form,
            self._end(
                _WRITE,
                say("Put it on the list"),
                partial(self._receive, form),
                say("Throw it away"),
            ),
        )

    def _amend_form(self, proposal: Proposal) -> tuple[QWidget, ...]:
        key = _key(proposal, "amend")
        form = DraftForm(
            self.host, key, idea_specs(self.host.state.mandate.currency), as_handed_in(proposal)
        )
        note = Label(
            say("Change it with the proposer; earlier versions stay in the record."), "help"
        )
        return (
            note,
            form,
            self._end(
                key,
                say("Record the change"),
                partial(self._amend, form, proposal),
                say("Leave it as it was"),
            ),
        )

    def _check_form(self, proposal: Proposal) -> tuple[QWidget, ...]:
        key = _key(proposal, "check")
        form = DraftForm(self.host, key, check_specs())
        return form, self._end(
            key, say("Record the check"), partial(self._check, form, proposal), say("Leave it")
        )

    def _answer_form(self, proposal: Proposal) -> tuple[QWidget, ...]:
        key = _key(proposal, "answer")
        form = DraftForm(
            self.host, key, answer_specs(self.host.state, proposal), as_answered(proposal)
        )
        form.changed.connect(lambda name: _ask_for(form) if name == "answer" else None)
        _ask_for(form)
        return form, self._end(
            key,
            say("Record the answer"),
            partial(self._answer, form, proposal),
            None if proposal.state == "open" else say("Leave it as it was"),
        )

    def _end(self, key: str, verb: Words, record: Callable[[], None], leave: Words | None) -> Line:
        """The buttons under a form.

        One records, and one lets the draft go where something else then stands.
        """
        buttons = [Button(verb)]
        buttons[0].clicked.connect(record)
        if leave is not None:
            buttons.append(Button(leave, "quiet"))
            buttons[1].clicked.connect(partial(self._drop, key))
        return Line(*buttons)

    # What is recorded

    def _receive(self, form: DraftForm) -> None:
        given = form.read()
        if given is not None:
            self._record(form, _WRITE, ideas.receive, self._received, **as_said(given, "wish"))

    def _amend(self, form: DraftForm, proposal: Proposal) -> None:
        given = form.read()
        if given is not None:
            self._record(
                form,
                _key(proposal, "amend"),
                ideas.amend,
                self._closed,
                proposal=proposal.id,
                **as_said(given, "wish"),
            )

    def _check(self, form: DraftForm, proposal: Proposal) -> None:
        given = form.read()
        if given is None or not (
            _is_chosen(form, "aspect", say("Choose what was looked at first."))
            and _is_chosen(form, "verdict", say("Choose what was found first."))
        ):
            return
        self._record(
            form,
            _key(proposal, "check"),
            ideas.check,
            self._closed,
            proposal=proposal.id,
            **as_said(given),
        )

    def _answer(self, form: DraftForm, proposal: Proposal) -> None:
        given = form.read()
        if given is None or not _is_chosen(form, "answer", say("Choose an answer first.")):
            return
        if "into" in given and not _is_chosen(
            form, "into", say("Choose the other proposal first.")
        ):
            return
        decision, said = decided(as_said(given, "cost"))
        self._record(
            form,
            _key(proposal, "answer"),
            decision,
            partial(self._answered, proposal.id),
            proposal=proposal.id,
            **said,
        )

    def _record(
        self, form: DraftForm, key: str, decision: Decision, done: Callable[[], None], **given: Any
    ) -> None:
        form.clear_errors()
        self.host.act(decision, then=partial(self._told, form, key, done), **given)

    def _told(
        self, form: DraftForm, key: str, done: Callable[[], None], refusal: Refusal | None
    ) -> None:
        if refusal is None:
            forget(self.host, key)
            done()
        elif refusal.where is None or not form.show_error(refusal.where, spoken(refusal)):
            self.host.banner(spoken(refusal), wrong=True)

    def _drop(self, key: str) -> None:
        forget(self.host, key)
        self._closed()

    def _closed(self) -> None:
        self._go(self.here.chosen)
        (self.rows if self.rows.isEnabled() else self._empty.button).setFocus()

    def _received(self) -> None:
        newest = list(self.host.state.ideas.by_id.values())[-1]
        self.host.announce(say("“{title}” is on the list.", title=newest.title))
        self._go(newest.id)
        self.write.setFocus()

    def _answered(self, proposal: str) -> None:
        following = next_open(self.host.state, proposal)
        if following is None:
            self._go(proposal)
            self.rows.setFocus()
            self.host.announce(say("Every proposal has an answer."))
            return
        self.go_to(following.id)
        self.host.announce(say("Recorded. Next: “{title}”.", title=following.title))


def _key(proposal: Proposal, doing: str) -> str:
    return f"proposals/{proposal.id}/{doing}"


def _enter(slot: Slot) -> None:
    """Put the focus into a slot's form."""
    form = next((widget for widget in slot.things() if isinstance(widget, DraftForm)), None)
    if form is not None:
        form.go_to(form.names()[0])


def _ask_for(form: DraftForm) -> None:
    """Show what belongs to the answer that is chosen."""
    answer = form.value("answer")
    form.show_only(ASKED_FOR[answer if isinstance(answer, str) else None])


def _is_chosen(form: DraftForm, name: str, words: Words) -> bool:
    return form.value(name) is not None or not form.show_error(name, words)
