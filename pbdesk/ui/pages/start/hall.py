"""The form that begins one hall of several, from the export that their parent made.

What is asked stands in the export; the hall has its own place, day, language and passphrase.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import ClassVar, override

from pbdesk.app.halls import hall_name
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.i18n import languages
from pbdesk.pack.bag import read_data
from pbdesk.pack.parent import Parent, parent_code, parent_digest, read_parent
from pbdesk.pack.refused import PackRefused
from pbdesk.ui.pages.start.lobby import Lobby
from pbdesk.ui.pages.start.outside import BeginningPage
from pbdesk.ui.pages.start.view import language_name
from pbdesk.ui.session import Beginning, Hall
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice
from pbdesk.ui.widgets.field import Value
from pbdesk.ui.widgets.form import FieldSpec
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, plain, say

__all__ = ["HallPage"]


def _specs(halls: tuple[Choice, ...] = ()) -> list[FieldSpec]:
    return [
        FieldSpec("hall", say("Which hall this is"), "choice", choices=halls),
        FieldSpec("place", say("Place"), help=say("Where people meet.")),
        FieldSpec("day", say("Day"), "date", beside=True),
        FieldSpec(
            "language",
            say("Language of the hall"),
            "choice",
            choices=tuple(
                Choice(tag, language_name(tag)) for tag in languages()
            ),
        ),
        FieldSpec(
            "passphrase",
            say("Passphrase of the people file"),
            "new-passphrase",
            section=say("People's names"),
            help=say(
                "Take four words or more and write them down: nobody can find them again.",
            ),
        ),
    ]


class HallPage(BeginningPage):
    """Begins one hall of several in a new file."""

    name: ClassVar[str] = "hall"
    label: ClassVar[Words] = say("Begin one hall of several")

    def __init__(self, lobby: Lobby) -> None:
        """Draw it once, before an export is chosen."""
        super().__init__(lobby, _specs())
        self.export: bytes = b""
        self.parent_said: Parent | None = None
        self.choose = Button(
            say("Choose the export"),
            "primary",
            icon="folder-open",
            does=self._choose,
        )
        self.vote, self.code = (
            Label(say("Whoever sealed the vote gives the file.")),
            Label(),
        )
        self.put_up(
            Heading(
                say("All halls ask the same, under one code"),
                self.label,
            ),
            Line(self.choose),
            self.vote,
            self.code,
            self.form,
            self.foot,
        )
        self.form.changed.connect(self._changed)
        self._show_form()

    @override
    def go_to(self, target: str | None) -> None:
        if self.parent_said is None:
            self.choose.setFocus()
        else:
            self.form.go_to(target or "hall")

    def _choose(self) -> None:
        title = say("The export of a vote in several halls")
        path = self.lobby.ask_open(title, "*.pbhalls parent.json *.json")
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Take the export in a file, or say what is wrong with it."""
        try:
            export = read_data(path)
            parent = read_parent(export)
        except PackRefused as refused:
            self.host.banner(refused.words, wrong=True)
            return
        self.export, self.parent_said = export, parent
        halls = tuple(
            Choice(each.id, plain(each.name)) for each in parent.halls
        )
        _ = self.form.show_specs(_specs(halls))
        first = parent.halls[0]
        self.form.set_values(
            {
                "hall": first.id,
                "place": first.place,
                "day": date.fromisoformat(parent.day),
                "language": parent.language,
            },
        )
        self._show_form()
        self.form.go_to("hall")

    def _show_form(self) -> None:
        parent = self.parent_said
        self.form.setVisible(parent is not None)
        self.button.setVisible(parent is not None)
        self.code.setVisible(parent is not None)
        if parent is not None:
            code = " ".join(parent_code(parent_digest(self.export)))
            self.vote.show_text(plain(parent.name), lead=say("The vote"))
            self.code.show_text(plain(code), lead=say("Compare the code"))

    def _changed(self, name: str) -> None:
        """Another hall has another place."""
        if name != "hall" or not self.parent_said:
            return
        found = self.parent_said.hall(str(self.form.value("hall") or ""))
        if found:
            self.form.set_values({"place": found.place})

    @override
    def wrong(self, values: dict[str, Value]) -> tuple[str, Words] | None:
        if not values["day"]:
            return "day", say("Write the day of the vote.")
        return super().wrong(values)

    @override
    def beginning(self, values: dict[str, Value]) -> Beginning:
        parent = self.parent_said
        assert parent is not None
        which, day = str(values["hall"]), values["day"]
        found = parent.hall(which)
        return Beginning(
            name=parent.name if found is None else hall_name(parent, found),
            place=str(values["place"] or ""),
            day=day.isoformat() if isinstance(day, date) else "",
            currency=parent.currency,
            language=str(values["language"]),
            passphrase=str(values["passphrase"]),
            kind=ASSEMBLY.tag,
            hall=Hall(self.export, which),
        )
