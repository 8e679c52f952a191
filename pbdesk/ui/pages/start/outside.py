"""Pages beside the assembly that is open: as far in as the first page, with a way back."""

from __future__ import annotations

from abc import abstractmethod
from typing import cast, override

from PySide6.QtWidgets import QWidget

from pbdesk.minutes.decision import Refusal
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.refusals import show_refused
from pbdesk.ui.pages.start.lobby import Lobby
from pbdesk.ui.session import Beginning
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.doorstep import Indented
from pbdesk.ui.widgets.field import Value
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.secret import SecretField
from pbdesk.words import Words, say

__all__ = ["BeginningPage", "OutsidePage", "too_weak"]

_LEAST = 12
"""Letters a passphrase has at least.

Each guess costs a thief a second of one core and 256 MiB, so four words are out of reach.
"""


class OutsidePage(Page):
    """A page that has nothing to do with the assembly that is open."""

    def __init__(self, lobby: Lobby, back: Button) -> None:
        """Subclasses put up their widgets."""
        super().__init__(lobby)
        self.lobby = lobby
        self.back = back
        back.clicked.connect(lobby.leave)

    def put_up(self, *widgets: QWidget) -> None:
        """Stand these under each other, as far in as the columns of the first page."""
        self.pane = scroll.Page(Indented(*widgets), inset=(0, 24, 0, 32))
        self.body.addWidget(self.pane)

    @override
    def refresh(self) -> None:
        """Nothing here depends on what is open."""


class BeginningPage(OutsidePage):
    """A form that begins a file, with a new passphrase."""

    def __init__(self, lobby: Lobby, specs: list[FieldSpec]) -> None:
        """The form, and what stands at its foot."""
        super().__init__(lobby, Button(say("Back"), "quiet", icon="arrow-left"))
        self.form = Form(specs)
        self.button = Button(
            say("Choose where to keep it"),
            "primary",
            icon="arrow-right",
            after=True,
            does=self.begin,
        )
        self.foot = Line(self.button, self.back)
        secret = cast("SecretField", self.form.field("passphrase"))
        secret.edit.returnPressed.connect(self.begin)

    def begin(self) -> None:
        """Begin with what stands in the form, or say beside a field what is missing."""
        values = self.form.values()
        if values is None:
            return
        wrong = self.wrong(values)
        if wrong is not None:
            self.form.show_error(*wrong)
            return
        self.button.setEnabled(False)
        self.lobby.begin(self.beginning(values), then=self._begun)

    def wrong(self, values: dict[str, Value]) -> tuple[str, Words] | None:
        """The field that cannot stay so, and why."""
        weak = too_weak(str(values["passphrase"] or ""))
        return None if weak is None else ("passphrase", weak)

    @abstractmethod
    def beginning(self, values: dict[str, Value]) -> Beginning:
        """What is begun by what stands in the form."""

    def _begun(self, refusal: Refusal | None) -> None:
        self.button.setEnabled(True)
        self.recorded(refusal)

    @override
    def show_refusal(self, refusal: Refusal) -> None:
        show_refused(self.host, self.form, refusal)


def too_weak(passphrase: str) -> Words | None:
    """Why a new passphrase is not taken."""
    if len(passphrase) >= _LEAST:
        return None
    return say(
        "This is too short to keep anybody out. Write four words or more.",
    )
