"""The start page: three doors, one of them first; recent files with their state.

Language, text size and colours.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import ClassVar, cast, override

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent

from pbdesk.i18n import languages
from pbdesk.ui.icons import DONE, SEALED, UNDER_WAY, Shape
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.start.lobby import Lobby
from pbdesk.ui.pages.start.view import (
    COLOURS,
    RecentLine,
    language_name,
    recent_lines,
)
from pbdesk.ui.recent import Known
from pbdesk.ui.settings import SIZES
from pbdesk.ui.theme import Colours
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice, ChoiceField
from pbdesk.ui.widgets.doorstep import Beside, Door, Doorstep
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.rows import Row, Rows
from pbdesk.words import Share, Words, say

__all__ = ["StartPage"]

_SHAPES: dict[Known | None, Shape] = {
    "under way": UNDER_WAY,
    "declared": SEALED,
    "handed over": DONE,
    None: Shape("circle-dashed", "second"),
}


class StartPage(Page):
    """What a person sees first."""

    name: ClassVar[str] = "start"
    label: ClassVar[Words] = say("Start")

    def __init__(self, lobby: Lobby) -> None:
        """Draw it once."""
        super().__init__(lobby)
        self.lobby = lobby
        self.recent = Rows(name=say("Recent"))
        self._none = Column(
            Label(say("What you open is listed here."), tone="second"),
            inset=(24, 0, 0, 0),
        )
        self.body.addWidget(
            Doorstep(
                self._doors(),
                self._last_used(),
                self._choices(),
                self._version(),
            ),
        )
        self.recent.opened.connect(
            lambda path: self.lobby.open_file(Path(path)),
        )

    def _doors(self) -> Column:
        start = Door(
            say("Start an assembly"),
            say(
                "Step by step, from the charter to the signed result. You can stop at any time.",
            ),
            "arrow-right",
            "primary",
            after=True,
        )
        open_ = Door(
            say("Open an assembly"),
            say(
                "A file with the ending .pbdesk, from this computer or a stick.",
            ),
            "folder-open",
        )
        rehearse = Door(
            say("Rehearse"),
            say(
                "A made-up neighbourhood with 343 ballots. Nothing you do there counts.",
            ),
            "play",
        )
        start.pressed.connect(self.lobby.show_beginning)
        open_.pressed.connect(self.lobby.choose_file)
        rehearse.pressed.connect(self.lobby.rehearse)
        self.first = start.button
        return Column(
            Label("pbdesk", "display"),
            Label(
                say(
                    "For a neighbourhood that decides about money together: ideas, talk, vote, "
                    "count, and a result "
                    "anyone can check.",
                ),
                "lead",
            ),
            Label(
                say("Everything stays on this computer. No network is needed."),
                "lead",
                tone="second",
            ),
            start,
            open_,
            rehearse,
        )

    def _last_used(self) -> Column:
        heading = Heading(say("Last used on this computer"), say("Recent"))
        column = Column(
            Column(heading, inset=(24, 0, 0, 0)),
            self._none,
            self.recent,
        )
        check = Button(
            say("Check a result pack…"),
            "quiet",
            icon="clipboard-check",
            does=lambda: self.lobby.go("verify", "pack"),
        )
        hall = Button(
            say("Begin one hall of several…"),
            "quiet",
            icon="users",
            does=lambda: self.lobby.go("hall"),
        )
        column.add(
            Line(check, inset=(16, 0, 0, 0)),
            Line(hall, inset=(16, 0, 0, 0)),
        )
        return column

    def _choices(self) -> tuple[Beside, ...]:
        self._language = ChoiceField(
            [Choice(tag, language_name(tag)) for tag in languages()],
        )
        self._text = ChoiceField(
            [
                Choice(str(size), say("{share}", share=Share(size, 100)))
                for size in SIZES
            ],
        )
        self._colours = ChoiceField(
            [Choice(key, label) for key, label in COLOURS.items()],
        )
        self._language.changed.connect(
            lambda: self.lobby.look(language=str(self._language.value())),
        )
        self._text.changed.connect(
            lambda: self.lobby.look(text=int(str(self._text.value()))),
        )
        self._colours.changed.connect(
            lambda: self.lobby.look(
                colours=cast("Colours", self._colours.value()),
            ),
        )
        return (
            Beside(say("Language"), self._language),
            Beside(say("Text size"), self._text),
            Beside(say("Colours"), self._colours),
        )

    def _version(self) -> Label:
        words = say(
            "Version {version}, free software",
            version=version("pbdesk"),
        )
        return Label(words, "caption", wrap=False)

    @override
    def refresh(self) -> None:
        settings, lines = (
            self.lobby.settings,
            recent_lines(self.lobby.settings.recent()),
        )
        self._language.set_value(settings.language)
        self._text.set_value(str(settings.text))
        self._colours.set_value(settings.colours)
        self.recent.show_rows([_row(line) for line in lines])
        self.recent.setVisible(bool(lines))
        self._none.setVisible(not lines)

    @override
    def go_to(self, target: str | None) -> None:
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self.go_to(None)


def _row(line: RecentLine) -> Row:
    return Row(
        line.path,
        line.title,
        line.said,
        shape=_SHAPES[line.known],
        tone="text" if line.known else "second",
    )
