"""The form that begins an assembly.

Name, place, day, currency, language, and what opens the people file.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, cast, override

from pbdesk.app.chance import from_system
from pbdesk.app.kinds import KINDS as FILES
from pbdesk.i18n import languages
from pbdesk.minutes.decision import Refusal
from pbdesk.questions.terms import KINDS, KindName
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.refusals import show_refused
from pbdesk.ui.pages.start.lobby import Lobby
from pbdesk.ui.pages.start.view import CURRENCIES, currency_name, language_name
from pbdesk.ui.session import Beginning
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice
from pbdesk.ui.widgets.doorstep import Indented
from pbdesk.ui.widgets.field import Value
from pbdesk.ui.widgets.form import FieldSpec, Form
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.secret import SecretField
from pbdesk.words import Words, say

__all__ = ["LEAST", "BeginPage", "too_weak"]

LEAST = 12
"""Letters a passphrase has at least.

Each guess costs a thief a second of one core and 256 MiB, so four words are out of reach.
"""


def _specs() -> list[FieldSpec]:
    return [
        FieldSpec(
            "name",
            say("Name"),
            help=say(
                "As it will stand on the wall, such as Millbrook Assembly.",
            ),
        ),
        FieldSpec("place", say("Place"), help=say("Where people meet.")),
        FieldSpec(
            "day",
            say("Day"),
            "date",
            help=say("The day of the vote, such as 26 November 2026."),
            beside=True,
        ),
        FieldSpec(
            "asks",
            say("What is asked first"),
            "choice",
            help=say("More questions can be added afterwards."),
            choices=tuple(
                Choice(name, kind.label) for name, kind in KINDS.items()
            ),
        ),
        FieldSpec(
            "kind",
            say("What is begun"),
            "choice",
            choices=tuple(Choice(kind.tag, kind.word) for kind in FILES),
            beside=True,
        ),
        FieldSpec(
            "currency",
            say("Currency"),
            "choice",
            choices=tuple(
                Choice(code, currency_name(code, theme().locale))
                for code in CURRENCIES
            ),
        ),
        FieldSpec(
            "language",
            say("Language of the assembly"),
            "choice",
            choices=tuple(
                Choice(tag, language_name(tag)) for tag in languages()
            ),
            beside=True,
        ),
        FieldSpec(
            "rehearsal",
            say("This is a rehearsal: nothing of it counts"),
            "tick",
        ),
        FieldSpec(
            "passphrase",
            say("Passphrase of the people file"),
            "new-passphrase",
            section=say("People's names"),
            help=say(
                "Names and streets are kept apart from the record, encrypted. Take four words or "
                "more and "
                "write them down: nobody can find them again. A rehearsal may go without.",
            ),
        ),
    ]


class BeginPage(Page):
    """Begins an assembly in a new file."""

    name: ClassVar[str] = "begin"
    label: ClassVar[Words] = say("Start an assembly")

    def __init__(self, lobby: Lobby) -> None:
        """Draw it once, empty."""
        super().__init__(lobby)
        self.lobby = lobby
        self.form = Form(_specs())
        self.button = Button(
            say("Choose where to keep it"),
            "primary",
            icon="arrow-right",
            after=True,
        )
        back = Button(say("Back"), "quiet", icon="arrow-left")
        back.clicked.connect(lobby.leave)
        self.button.clicked.connect(self.begin)
        cast(
            "SecretField",
            self.form.field("passphrase"),
        ).edit.returnPressed.connect(
            self.begin,
        )
        self.body.addWidget(
            scroll.Page(
                Indented(
                    Heading(
                        say("One file holds all of it but people's names"),
                        self.label,
                    ),
                    self.form,
                    Line(self.button, back),
                ),
                inset=(0, 24, 0, 32),
            ),
        )
        self.form.set_values(
            {
                "asks": "fund",
                "kind": FILES[0].tag,
                "currency": "GBP",
                "language": lobby.settings.language,
            },
        )

    @override
    def refresh(self) -> None:
        """Nothing here depends on an assembly."""

    @override
    def go_to(self, target: str | None) -> None:
        self.form.go_to(target or "name")

    def begin(self) -> None:
        """Begin with what stands in the form, or say beside a field what is missing."""
        values = self.form.values()
        if values is None or self._refused(values):
            return
        self.button.setEnabled(False)
        self.lobby.begin(_beginning(values), then=self._begun)

    def _refused(self, values: dict[str, Value]) -> bool:
        refusal = _passphrase_refusal(values)
        if refusal is not None:
            self.form.show_error("passphrase", refusal)
        return refusal is not None

    def _begun(self, refusal: Refusal | None) -> None:
        self.button.setEnabled(True)
        if refusal is not None:
            self.show_refusal(refusal)

    @override
    def show_refusal(self, refusal: Refusal) -> None:
        show_refused(self.host, self.form, refusal)


def _passphrase_refusal(values: dict[str, Value]) -> Words | None:
    passphrase = str(values["passphrase"] or "")
    if values["rehearsal"] and not passphrase:
        return None
    return too_weak(passphrase)


def too_weak(passphrase: str) -> Words | None:
    """Why a new passphrase is not taken."""
    if len(passphrase) < LEAST:
        return say(
            "This is too short to keep anybody out. Write four words or more.",
        )
    return None


def _beginning(values: dict[str, Value]) -> Beginning:
    day, passphrase = values["day"], str(values["passphrase"] or "")
    return Beginning(
        str(values["name"] or ""),
        str(values["place"] or ""),
        day.isoformat() if isinstance(day, date) else "",
        str(values["currency"]),
        str(values["language"]),
        passphrase or from_system().new_code(),
        bool(values["rehearsal"]),
        kind=str(values["kind"]),
        asks=cast("KindName", values["asks"]),
    )
