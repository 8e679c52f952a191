"""The packs that follow a result, made and signed by hand: answer, money, follow-up."""

from __future__ import annotations

from pathlib import Path
from typing import override

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pbdesk.app.jobs.book_data import book_data
from pbdesk.app.jobs.named import names_to_look_at, not_looked_for
from pbdesk.app.jobs.packing import Made
from pbdesk.app.jobs.supplement import make_supplement, sign_supplement
from pbdesk.assembly.supplements import KINDS, WHO_SIGNS, SupplementKind
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.icons import ATTENTION
from pbdesk.ui.pages.packing_by_hand import PackingByHand
from pbdesk.ui.pages.refusals import spoken
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice, TickField
from pbdesk.ui.widgets.form import FieldSpec
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Listing, plain, say

__all__ = ["Following"]


class Following(PackingByHand):
    """The facilitator and the keeper of the record sign it."""

    signers = WHO_SIGNS

    def __init__(self, host: Host) -> None:
        kinds = tuple(Choice(kind, words) for kind, words in KINDS.items())
        super().__init__(
            host,
            FieldSpec(
                "kind",
                say("What the next pack tells"),
                "radios",
                choices=kinds,
                upright=True,
                must=say("Choose what it tells."),
            ),
        )

        self.allowed = TickField(
            say("Each of these names may stand there"),
            say(
                "Somebody who is named agreed, or it is the name of a street or an office.",
            ),
        )
        self.allowed.hide()
        self.add(self.allowed)
        self._unlooked = Label("", shape=ATTENTION)
        self.add(self._unlooked)
        self.data = Button(
            say("Save the open book as data"),
            icon="file-text",
            does=self._save_data,
        )
        self.add(Line(self.data))
        self.refresh()

    @override
    def refresh(self) -> None:
        """It is said where names are not looked for, because the people file is locked."""
        super().refresh()
        unlooked = not_looked_for(self.host.desk)
        self._unlooked.show_text(unlooked or "", shape=ATTENTION)
        self._unlooked.setVisible(unlooked is not None)

    def _save_data(self) -> None:
        """Write the open book for programs: 360Giving, a Fiscal Data Package, its table."""
        from pbdesk.paper.open_book import open_book

        unseen = self._unseen()
        if unseen is not None:
            self.host.banner(spoken(unseen), wrong=True)
            return
        folder = self.host.ask_folder(say("Where the data go"))
        if folder is None:
            return
        state, today = self.host.state, self.host.desk.moment().at.date()
        files = book_data(open_book(state, today), state.mandate.said("holder"))
        try:
            for name, content in files.items():
                _ = (folder / name).write_bytes(content)
        except OSError as error:
            why = error.strerror or ""
            self.host.banner(
                say("The data cannot be written: {why}.", why=why),
                wrong=True,
            )
            return
        names = Listing(tuple(plain(name) for name in files))
        self.host.banner(say("Written: {names}.", names=names))

    def _unseen(self) -> Refusal | None:
        """The names that stand in what would leave, until a person let them stand."""
        look = names_to_look_at(self.host.desk)
        self.allowed.setVisible(look is not None)
        if self.allowed.value():
            return None
        return look

    @override
    def waiting(self) -> str:
        made = self.host.desk.state.supplements.made
        return (
            made[-1].file
            if made and len(made[-1].signatures) < len(WHO_SIGNS)
            else ""
        )

    @override
    def pack(self, folder: Path) -> Made | Refusal:
        unseen = self._unseen()
        if unseen is not None:
            return unseen
        chosen, desk = self.what.value("kind"), self.host.desk
        kind: SupplementKind = next(each for each in KINDS if each == chosen)
        today = desk.moment().at.date()
        return make_supplement(
            desk,
            kind,
            folder,
            locale=theme().locale,
            made=today,
        )

    @override
    def signed(
        self,
        path: Path,
        who: str,
        key: Ed25519PrivateKey,
    ) -> Refusal | None:
        desk = self.host.desk
        number = desk.state.supplements.made[-1].number
        return sign_supplement(desk, path, number, who, key)
