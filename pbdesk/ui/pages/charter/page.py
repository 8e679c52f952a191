"""The charter's page: its fields at the left, the charter as it will be read at the right."""

from __future__ import annotations

from typing import ClassVar, override

from pbdesk.assembly import mandate
from pbdesk.ui.host import Host
from pbdesk.ui.pages.charter.view import view
from pbdesk.ui.pages.clauses import ClausesPage
from pbdesk.ui.pages.wording import Wording
from pbdesk.ui.widgets.button import Button
from pbdesk.words import Words, say

__all__ = ["CharterPage"]


class CharterPage(ClausesPage):
    """Who holds the money, how much, what the vote does, who decides, and by when they answer."""

    name: ClassVar[str] = "charter"
    label: ClassVar[Words] = say("Charter")
    decision = staticmethod(mandate.set_charter)

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._next = Button(say("Go to the rulebook"), icon="arrow-right", after=True)
        self._next.clicked.connect(lambda: self.host.go("rulebook"))
        self.acts.add(self._next)
        self.refresh()

    @override
    def wording(self) -> Wording:
        return view(self.host.state, self.here)
