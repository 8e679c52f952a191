"""Host: what a page may ask of the window it stands in; `Hosting` answers, in tests as well.

A page draws a view and passes on intents: `host.act(decision, …, then=…)` is its only way to change
anything.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate, Protocol

from PySide6.QtWidgets import QWidget

from pbdesk.app.desk import Desk, OpenFile
from pbdesk.app.jobs.progress import Progress
from pbdesk.assembly.state import Assembly
from pbdesk.ledger.people import People
from pbdesk.minutes.decision import Decided, Moment, Refusal
from pbdesk.minutes.entries import Id
from pbdesk.ui.settings import Settings
from pbdesk.words import Words

__all__ = ["Deciding", "Host", "Then"]

type Then = Callable[[Refusal | None], None]

type Deciding[**P] = Callable[Concatenate[Any, Moment, P], Decided]
"""A decision, with what it is given after the state and the moment."""


class Host(Protocol):
    """The window around a page."""

    @property
    def stage(self) -> QWidget:
        """Where in the window the pages stand."""
        ...

    @property
    def state(self) -> Assembly:
        """The assembly as it stands."""
        ...

    @property
    def desk(self) -> Desk:
        """The desk, for jobs that read the record (packing, signing); pages write with `act`."""
        ...

    @property
    def file(self) -> OpenFile[Any]:
        """The open file, of whatever kind."""
        ...

    @property
    def people(self) -> People | None:
        """The people file, or None while it is locked."""
        ...

    @property
    def settings(self) -> Settings:
        """What this computer remembers between two meetings."""
        ...

    def act[**P](
        self,
        decision: Deciding[P],
        then: Then | None = None,
        *args: P.args,
        **given: P.kwargs,
    ) -> None:
        """Decide and write; `then` gets the refusal, or None when it is recorded.

        Pages refresh before `then`.
        """
        ...

    def final[**P](
        self,
        sentence: Words,
        verb: Words,
        decision: Deciding[P],
        then: Then | None = None,
        *args: P.args,
        **given: P.kwargs,
    ) -> None:
        """As `act`, after the confirm sheet said in one sentence what will be fixed for good."""
        ...

    def run(
        self,
        work: Callable[[Progress], Any],
        *,
        title: Words,
        done: Callable[[Any], None],
    ) -> None:
        """Do long work off the window's thread, with progress and Stop.

        `done` gets its result in the window's thread.
        `work` must not touch the record or any widget. What it raises is shown as a banner.
        """
        ...

    def add_people(self, rows: list[Any], then: Then | None = None) -> None:
        """Write people to the people file and put them in the register."""
        ...

    def change_people(
        self,
        work: Callable[[People], None],
        then: Then | None = None,
    ) -> None:
        """Write into the people file alone: consents, an erasure.

        `then` gets the refusal, or None once it is there.
        """
        ...

    def draft(self, key: str) -> str | None:
        """A half-filled form kept earlier."""
        ...

    def keep_draft(self, key: str, body: str | None) -> None:
        """Keep a half-filled form, or forget it with None."""
        ...

    def go(
        self,
        page: str,
        field: str | None = None,
        question: str = "",
    ) -> None:
        """Show a page and put the focus on a field, turned to a question where one is named."""
        ...

    def go_on(self, done: Words) -> None:
        """The last act of a page is done: go where the way leads on, and say there what was done.

        Where it leads nowhere else, or to another question, the page stays.
        """
        ...

    def turn(self, question: Id) -> None:
        """Turn the window to a question."""
        ...

    def preview(self, title: Words, pdf: bytes, file_name: str) -> None:
        """Show a sheet as it will be printed, with Print and Save."""
        ...

    def ask_open(self, title: Words, pattern: str) -> Path | None:
        """Ask for a file to read."""
        ...

    def ask_save(self, title: Words, name: str, pattern: str) -> Path | None:
        """A file to write, with a name offered."""
        ...

    def ask_folder(self, title: Words) -> Path | None:
        """Ask for a folder to write into."""
        ...

    def show_in_room(self, scene: str) -> None:
        """Show a scene of `room.view.SCENES` in the room window.

        "question", "speaking", …, opening it if needed.
        """
        ...

    def turn_room(self, scene: str) -> None:
        """Show it in the room if that is open; nobody finds a projector on unasked."""
        ...

    def open_kiosk(self) -> None:
        """Hand the laptop over: the kiosk for the next open stub."""
        ...

    def banner(self, words: Words, *, wrong: bool = False) -> None:
        """Say something at the top of the page."""
        ...

    def announce(self, words: Words) -> None:
        """Say something to a screen reader."""
        ...
