"""DeskHost: a plain window for one page over a real desk.

What a page asks of its window is kept, for tests to read.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Concatenate

from pbdesk.app.desk import Desk, OpenFile
from pbdesk.app.jobs.progress import Progress, silent
from pbdesk.app.jobs.register import add_people, changed
from pbdesk.assembly.state import Assembly
from pbdesk.ledger.people import People
from pbdesk.ledger.refusals import LedgerError
from pbdesk.minutes.decision import Moment, Refusal, Writing
from pbdesk.minutes.entries import Id
from pbdesk.ui.host import Then
from pbdesk.ui.pages.page import Page
from pbdesk.ui.settings import Settings
from pbdesk.ui.theme import theme
from pbdesk.words import Words


class DeskHost:
    """The window around one page in a test.

    `agrees` is what the person answers to every confirm sheet.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.agrees = True
        self.page: Page | None = None
        self.banners: list[str] = []
        self.announced: list[str] = []
        self.asked: list[str] = []
        self.went: list[tuple[str, str | None]] = []
        self.previews: list[tuple[str, bytes, str]] = []
        self.in_room: list[str] = []
        self.kiosks = 0
        self.opens: Path | None = None
        self.folder: Path | None = None

    @property
    def state(self) -> Assembly:
        return self.desk.state

    @property
    def file(self) -> OpenFile[Any]:
        return self.desk

    @property
    def people(self) -> People | None:
        return self.desk.people

    @property
    def settings(self) -> Settings:
        return Settings(self.desk.record.path.with_name("settings.ini"))

    def act[**P](
        self,
        decision: Callable[Concatenate[Assembly, Moment, P], Writing | Refusal],
        then: Then | None = None,
        *args: P.args,
        **given: P.kwargs,
    ) -> None:
        self._tell(self.desk.do(decision, *args, **given), then)

    def final[**P](
        self,
        sentence: Words,
        verb: Words,
        decision: Callable[Concatenate[Assembly, Moment, P], Writing | Refusal],
        then: Then | None = None,
        *args: P.args,
        **given: P.kwargs,
    ) -> None:
        self.asked.append(f"{theme().render(sentence)} [{theme().render(verb)}]")
        if self.agrees:
            self.act(decision, then, *args, **given)

    def run(
        self, work: Callable[[Progress], Any], *, title: Words, done: Callable[[Any], None]
    ) -> None:
        try:
            result = work(silent)
        except LedgerError as refused:  # as the window: what is refused is said at the top
            self.banner(refused.words, wrong=True)
            return
        done(result)

    def add_people(self, rows: list[Any], then: Then | None = None) -> None:
        self._tell(add_people(self.desk, rows), then)

    def change_people(self, work: Callable[[People], None], then: Then | None = None) -> None:
        assert self.people is not None
        self._tell(changed(self.people, work), then)

    def draft(self, key: str) -> str | None:
        return self.desk.form_draft(key)

    def keep_draft(self, key: str, body: str | None) -> None:
        self.desk.keep_draft(key, body)

    def go(self, page: str, field: str | None = None, question: str = "") -> None:
        if question:
            self.desk.turn(Id(question))
        self.went.append((page, field))

    def turn(self, question: Id) -> None:
        self.desk.turn(question)

    def preview(self, title: Words, pdf: bytes, file_name: str) -> None:
        self.previews.append((theme().render(title), pdf, file_name))

    def ask_open(self, title: Words, pattern: str) -> Path | None:
        return self.opens

    def ask_save(self, title: Words, name: str, pattern: str) -> Path | None:
        return None if self.folder is None else self.folder / name

    def ask_folder(self, title: Words) -> Path | None:
        return self.folder

    def show_in_room(self, scene: str) -> None:
        self.in_room.append(scene)

    def open_kiosk(self) -> None:
        self.kiosks += 1

    def banner(self, words: Words, *, wrong: bool = False) -> None:
        self.banners.append(theme().render(words))

    def announce(self, words: Words) -> None:
        self.announced.append(theme().render(words))

    def _tell(self, refusal: Refusal | None, then: Then | None) -> None:
        if refusal is None and self.page is not None:
            self.page.refresh()
        if then is not None:
            then(refusal)
