"""The rulebook's page.

Its fields at the left; at the right the wall text as it grows, and the seal.
"""

from __future__ import annotations

from typing import ClassVar, override

from pbdesk.assembly import rulebook
from pbdesk.assembly.poster import poster
from pbdesk.assembly.state import Assembly
from pbdesk.i18n import Locale
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.pages.clauses import ClausesPage
from pbdesk.ui.pages.rulebook.view import view
from pbdesk.ui.pages.wording import Wording
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.heading import Section
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, plain, say

__all__ = ["RulebookPage"]


class RulebookPage(ClausesPage):
    """Who may vote, on what ballot, counted how; sealed before the vote opens."""

    name: ClassVar[str] = "rulebook"
    label: ClassVar[Words] = say("Rulebook")
    decision = staticmethod(rulebook.set_rule)

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._charter = Button(say("Go to the charter"), icon="arrow-right", after=True)
        self.seal = Button(say("Seal the rulebook"), icon="lock")
        self.room = Button(say("Show in the room"), icon="monitor")
        self.poster = Button(say("Print the wall poster"), icon="printer")
        self._sealed = Line(self.room, self.poster)
        self._charter.clicked.connect(lambda: self.host.go("charter"))
        self.seal.clicked.connect(self._ask_to_seal)
        self.room.clicked.connect(lambda: self.host.show_in_room("rules"))
        self.poster.clicked.connect(self._print)
        self.acts.add(Line(self.seal, self._charter), self._sealed)
        self.refresh()

    @override
    def wording(self) -> Wording:
        return view(self.host.state, self.here).wording

    @override
    def refresh(self) -> None:
        super().refresh()
        seen = view(self.host.state, self.here)
        sealed = seen.wording.sealed is not None
        self._charter.setVisible(seen.charter_is_open)
        self.seal.setVisible(not sealed)
        self._sealed.setVisible(sealed)
        self._show_code(seen.fingerprint)

    @override
    def go_to(self, target: str | None) -> None:
        if target == "seal":
            self.split.go_deep()
            self.seal.setFocus()
        else:
            super().go_to(target)

    def _show_code(self, fingerprint: tuple[str, ...]) -> None:
        """The code people compare, in two lines of four groups."""
        self.proof.clear()
        self.proof.setVisible(bool(fingerprint))
        if fingerprint:
            lines = "\n".join("  ".join(fingerprint[i : i + 4]) for i in (0, 4))
            self.proof.add(Section(say("Fingerprint")), Label(plain(lines), "figures"))

    def _ask_to_seal(self) -> None:
        """Say at once what is missing; only where nothing is, ask before it is fixed for good."""
        if rulebook.missing(self.host.state):
            self.host.act(rulebook.seal, then=self._told_sealed)
            return
        self.host.final(
            say(
                "Charter and rulebook are then fixed for good: nobody can change one word of them, "
                "also not later."
            ),
            say("Seal the rulebook"),
            rulebook.seal,
            then=self._told_sealed,
        )

    def _told_sealed(self, refusal: Refusal | None) -> None:
        """Nothing is left to fill in here: the focus goes to what can be done with it now."""
        if refusal is None:
            self.room.setFocus()
            self.host.announce(say("The rulebook is sealed."))
        else:
            self.show_refusal(refusal)

    def _print(self) -> None:
        """Draw the wall poster off the window's thread.

        The first sheet of an evening loads the drawing library.
        """
        state, locale = self.host.state, theme().locale
        self.host.run(
            lambda _progress: _poster(state, locale),
            title=say("Drawing the wall poster"),
            done=self._preview,
        )

    def _preview(self, pdf: bytes) -> None:
        self.host.preview(say("Wall poster"), pdf, "wall-poster.pdf")


def _poster(state: Assembly, locale: Locale) -> bytes:
    from pbdesk.app.jobs.sheets import wall_facts
    from pbdesk.paper.posters import poster_pdf

    if state.rulebook.sealed is None:
        raise ValueError("only a sealed rulebook has a poster")
    return poster_pdf(
        name=state.mandate.name,
        sentences=poster(state).sentences,
        fingerprint=state.rulebook.fingerprint,
        sealed_at=state.rulebook.sealed,
        locale=locale,
        rehearsal=state.mandate.rehearsal,
        facts=wall_facts(state),
    )
