"""The chosen proposal: what it is, what the check found, and its answer.

Forms stand in their slots while needed.
"""

from __future__ import annotations

from PySide6.QtCore import Signal

from pbdesk.ui.icons import ATTENTION, DONE, MERGED, NOT_STARTED, NOTICE, REFUSED, Shape
from pbdesk.ui.pages.proposals.view import Checked, Detail
from pbdesk.ui.pages.slot import Slot
from pbdesk.ui.widgets.boxes import Column, Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.facts import Facts, Finding, Findings
from pbdesk.ui.widgets.heading import Heading, Section
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, say

__all__ = ["SHAPES", "DetailPane"]

SHAPES: dict[str, Shape] = {
    "open": ATTENTION,
    "accepted": DONE,
    "merged": MERGED,
    "not-feasible": REFUSED,
    "withdrawn": Shape("circle-x"),
}
"""The shape of what became of a proposal."""

_CHECKS = {"not-started": NOT_STARTED, "attention": ATTENTION, "done": DONE, "refused": REFUSED}


class DetailPane(Column):
    """Title, summary, facts, check and answer. The buttons tell what the person wants to write."""

    amending = Signal()
    checking = Signal()
    answering = Signal()

    def __init__(self) -> None:
        self._amend = Button(say("Amend"), "quiet", icon="pencil")
        self._check = Button(say("Record a check"), icon="clipboard-check")
        self._again = Button(say("Answer again"), icon="pencil")
        self._locked, self._summary, self._answered, self._doubts = (
            Label(),
            Label(),
            Label(),
            Column(),
        )
        self._head, self._facts, self._found = Heading(tail=(self._amend,)), Facts(), Findings()
        self.amend_form, self.check_form, self.answer_form = Slot(), Slot(), Slot()
        super().__init__(
            self._head,
            self._locked,
            self._doubts,
            self._summary,
            self._facts,
            self.amend_form,
            Rule(),
            Section(say("Feasibility check")),
            self._found,
            self._check,
            self.check_form,
            Rule(),
            Section(say("Your answer")),
            self._answered,
            self._again,
            self.answer_form,
        )
        self._amend.clicked.connect(self.amending)
        self._check.clicked.connect(self.checking)
        self._again.clicked.connect(self.answering)

    def show_detail(self, seen: Detail, locked: Words | None, doing: frozenset[str]) -> None:
        """Show a proposal; `doing` names the forms that are open ("amend", "check", "answer")."""
        shape = SHAPES[seen.state]
        self._head.show_text(seen.caption, seen.title, shape=shape, state=seen.state_words)
        _show(self._locked, locked, NOTICE)
        self._doubts.clear()
        for words in seen.doubts:
            self._doubts.add(Label(words, shape=ATTENTION))
        self._doubts.setVisible(bool(seen.doubts))
        _show(self._summary, seen.summary)
        self._facts.show_facts(seen.facts)
        self._found.show_findings([_finding(each) for each in seen.checks])
        self._show_answered(seen, locked)
        still = locked is None and not seen.gone
        self._amend.setVisible(still and "amend" not in doing)
        self._check.setVisible(still and "check" not in doing)
        self._again.setVisible(still and seen.answered is not None and "answer" not in doing)

    def _show_answered(self, seen: Detail, locked: Words | None) -> None:
        self._answered.setVisible(seen.answered is not None or locked is not None)
        if seen.answered is not None:
            self._answered.show_text(
                seen.answered.reason, lead=seen.answered.words, shape=SHAPES[seen.state]
            )
        else:
            self._answered.show_text(say("No answer is on record."))


def _show(label: Label, words: Words | None, shape: Shape | None = None) -> None:
    label.show_text(words or "", shape=shape)
    label.setVisible(bool(label.text()))


def _finding(seen: Checked) -> Finding:
    return Finding(
        seen.label, seen.reason, lead=seen.verdict, shape=_CHECKS[seen.state], note=seen.who
    )
