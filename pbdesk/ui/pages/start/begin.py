"""The form that begins an assembly.

Name, place, day, currency, language, and what opens the people file.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, cast, override

from pbdesk.app.chance import from_system
from pbdesk.app.kinds import KINDS as FILES
from pbdesk.i18n import languages
from pbdesk.questions.terms import KINDS, KindName
from pbdesk.ui.pages.start.lobby import Lobby
from pbdesk.ui.pages.start.outside import BeginningPage
from pbdesk.ui.pages.start.view import CURRENCIES, currency_name, language_name
from pbdesk.ui.session import Beginning
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.choices import Choice
from pbdesk.ui.widgets.field import Value
from pbdesk.ui.widgets.form import FieldSpec
from pbdesk.ui.widgets.heading import Heading
from pbdesk.words import Words, say

__all__ = ["BeginPage"]


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


class BeginPage(BeginningPage):
    """Begins an assembly in a new file."""

    name: ClassVar[str] = "begin"
    label: ClassVar[Words] = say("Start an assembly")

    def __init__(self, lobby: Lobby) -> None:
        """Draw it once, empty."""
        super().__init__(lobby, _specs())
        head = say("One file holds all of it but people's names")
        self.put_up(Heading(head, self.label), self.form, self.foot)
        self.form.set_values(
            {
                "asks": "fund",
                "kind": FILES[0].tag,
                "currency": "GBP",
                "language": lobby.settings.language,
            },
        )

    @override
    def go_to(self, target: str | None) -> None:
        self.form.go_to(target or "name")

    @override
    def wrong(self, values: dict[str, Value]) -> tuple[str, Words] | None:
        if values["rehearsal"] and not values["passphrase"]:
            return None
        return super().wrong(values)

    @override
    def beginning(self, values: dict[str, Value]) -> Beginning:
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
