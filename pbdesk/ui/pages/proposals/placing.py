"""Placing: the category of the chosen proposal and what it excludes.

Where the rulebook's limits ask for it.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from pbdesk.assembly.ideas import Proposal
from pbdesk.assembly.placed import place
from pbdesk.assembly.state import Assembly
from pbdesk.minutes.decision import Refusal
from pbdesk.minutes.entries import Id
from pbdesk.questions.limits import categories
from pbdesk.ui.host import Host
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.pages.slot import Slot
from pbdesk.ui.pages.typed import DraftForm, forget
from pbdesk.ui.widgets.boxes import Rule
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice
from pbdesk.ui.widgets.form import FieldSpec
from pbdesk.ui.widgets.heading import Section
from pbdesk.words import plain, say

__all__ = ["Placing"]

_NONE = "-"


class Placing(Slot):
    """The form for one proposal.

    Nothing where the rulebook asks for nothing, or the vote is open.
    """

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host

    def show_proposal(self, proposal: Proposal | None) -> bool:
        """Show the form for it, if one is asked for. Whether it is another one than before."""
        state = self._host.state
        asked = bool(categories(state.rulebook.given) or state.rulebook.given.get("exclusive"))
        if (
            proposal is None
            or not asked
            or state.vote.opened
            or proposal.state in ("merged", "withdrawn")
        ):
            return self.show_form(None, tuple)
        key = (
            proposal.id,
            proposal.category,
            proposal.excludes,
            str(state.rulebook.given.get("categories")),
            state.rulebook.given.get("exclusive"),
            len(state.ideas.by_id),
        )
        return self.show_form(key, partial(self._form, proposal))

    def _form(self, proposal: Proposal) -> tuple[QWidget, ...]:
        names = categories(self._host.state.rulebook.given)
        form = DraftForm(
            self._host,
            _key(proposal),
            _specs(self._host.state, proposal),
            {
                "category": proposal.category if proposal.category in names else None,
                "excludes": next(iter(proposal.excludes), _NONE),
            },
        )
        record = Button(
            say("Record the category")
            if "category" in form.names()
            else say("Record what it excludes")
        )
        record.clicked.connect(partial(self._record, form, proposal))
        return Rule(), Section(say("In the count")), form, record

    def _record(self, form: DraftForm, proposal: Proposal) -> None:
        given = form.read()
        if given is None:
            return
        form.clear_errors()
        other = given.get("excludes")
        self._host.act(
            place,
            then=partial(self._told, form, proposal),
            proposal=proposal.id,
            category=str(given.get("category") or ""),
            excludes=() if other in (None, _NONE) else (Id(str(other)),),
        )

    def _told(self, form: DraftForm, proposal: Proposal, refusal: Refusal | None) -> None:
        if refusal is None:
            forget(self._host, _key(proposal))
            self._host.announce(say("Recorded."))
        elif refusal.where is None or not form.show_error(refusal.where, spoken(refusal)):
            self._host.banner(spoken(refusal), wrong=True)


def _key(proposal: Proposal) -> str:
    return f"proposals/{proposal.id}/place"


def _specs(state: Assembly, proposal: Proposal) -> list[FieldSpec]:
    specs: list[FieldSpec] = []
    if names := categories(state.rulebook.given):
        specs.append(
            FieldSpec(
                "category",
                say("Category"),
                "choice",
                say("The rulebook gives money by category."),
                choices=tuple(Choice(name, plain(name)) for name in names),
                placeholder=say("Choose"),
            )
        )
    if state.rulebook.given.get("exclusive"):
        others = tuple(
            Choice(p.id, say("{number}. {title}", number=p.number, title=p.title))
            for p in state.ideas.by_id.values()
            if p.id != proposal.id and p.state in ("open", "accepted")
        )
        specs.append(
            FieldSpec(
                "excludes",
                say("Cannot be funded together with"),
                "choice",
                say("At most one of the two is funded; said at one of them, it holds for both."),
                choices=(Choice(_NONE, say("No other")), *others),
            )
        )
    return specs
