"""Hosting: what pages ask of the window, answered by the shell's parts.

`Host`, and `Lobby` before an assembly.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from pbdesk.app.desk import Desk, OpenFile, Put, form_writing, still_saving
from pbdesk.app.jobs.progress import Progress
from pbdesk.app.jobs.register import arriving, changed, confirm, write_down
from pbdesk.app.kinds import kind_tagged
from pbdesk.assembly.state import Assembly
from pbdesk.ledger.people import People
from pbdesk.minutes.decision import Refusal, Writing
from pbdesk.minutes.entries import Id, PersonRef
from pbdesk.questions.register import register
from pbdesk.ui.dropping import TAKES
from pbdesk.ui.files import ENDINGS, file_name
from pbdesk.ui.host import Deciding, Then
from pbdesk.ui.rehearsal import rehearsal
from pbdesk.ui.session import Beginning, Opened
from pbdesk.ui.settings import Settings
from pbdesk.ui.theme import Colours, theme
from pbdesk.ui.widgets.confirm import ConfirmSheet
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.ui.shell import Shell

__all__ = ["Hosting"]


class Hosting:
    """The shell as its pages see it."""

    def __init__(self, shell: Shell) -> None:
        """Answer for this shell."""
        self._shell = shell
        self._session = shell.session
        self._later: dict[str, str | None] = {}
        self._keeping = False  # a draft is on its way to the disk
        self._next: Callable[[], None] | None = (
            None  # the act that waits for it
        )

    @property
    def stage(self) -> QWidget:
        return self._shell.frame.pages

    @property
    def desk(self) -> Desk:
        if self._session.desk is None:
            raise RuntimeError("no assembly is open")
        return self._session.desk

    @property
    def file(self) -> OpenFile[Any]:
        if self._session.file is None:
            raise RuntimeError("no file is open")
        return self._session.file

    # What is open

    @property
    def state(self) -> Assembly:
        return self._session.state

    @property
    def people(self) -> People | None:
        if self._session.file:
            return self._session.file.people
        return None

    @property
    def settings(self) -> Settings:
        return self._shell.settings

    # Acts

    def act[**P](
        self,
        decision: Deciding[P],
        then: Then | None = None,
        *args: P.args,
        **given: P.kwargs,
    ) -> None:
        self._shell.frame.show_message("")
        if self._keeping and self._next is None:
            # Who presses a button right after typing does two things at once: the draft is kept,
            # then comes the act.
            self._next = partial(self.act, decision, then, *args, **given)
            return
        decided = self.file.decide(decision, *args, **given)
        if isinstance(decided, Refusal):
            _answer(decided, then)
        else:
            self._put(decided, then)

    def _put(self, writing: Writing, then: Then | None = None) -> None:
        desk = self.file

        def told(outcome: Callable[[], Put]) -> None:
            self._keeping = False
            _answer(desk.took(writing, outcome), then)
            act = self._next
            self._next = None
            if act is not None:
                act()
            self._keep_later()

        self._shell.saving.put(desk, partial(desk.put, writing), told)

    def final[**P](
        self,
        sentence: Words,
        verb: Words,
        decision: Deciding[P],
        then: Then | None = None,
        *args: P.args,
        **given: P.kwargs,
    ) -> None:
        decided = self.file.decide(decision, *args, **given)
        if isinstance(decided, Refusal) and not self.file.saving:
            self._shell.frame.show_message("")
            _answer(decided, then)
            return
        title = say("This cannot be undone")
        sheet = ConfirmSheet(title, sentence, verb, parent=self._shell)
        sheet.confirmed.connect(
            partial(self.act, decision, then, *args, **given),
        )
        sheet.open()

    def run(
        self,
        work: Callable[[Progress], Any],
        *,
        title: Words,
        done: Callable[[Any], None],
    ) -> None:
        self._shell.long_work.start(work, title, done)

    def add_people(self, rows: list[Any], then: Then | None = None) -> None:
        self._shell.frame.show_message("")
        desk = self.desk
        saving = self._shell.saving
        found = still_saving() if desk.saving else arriving(desk, rows)
        if isinstance(found, Refusal):
            _answer(found, then)
            return
        people, persons = found
        refs = tuple(PersonRef(person.ref) for person in persons)

        def registered(refusal: Refusal | None) -> None:
            if refusal is None:
                saving.put(
                    desk,
                    partial(confirm, people, refs, desk.entries),
                    answered,
                )
            else:
                _answer(refusal, then)

        def written(outcome: Callable[[], Refusal | None]) -> None:
            refusal = outcome()
            if refusal is None:
                self.act(register, people=refs, then=registered)
            else:
                _answer(refusal, then)

        def answered(outcome: Callable[[], Refusal | None]) -> None:
            _answer(outcome(), then)

        saving.put(desk, partial(write_down, people, persons), written)

    def change_people(
        self,
        work: Callable[[People], None],
        then: Then | None = None,
    ) -> None:
        desk = self.file
        if desk.saving or desk.people is None:
            _answer(
                still_saving()
                if desk.saving
                else Refusal(say("The people file is locked.")),
                then,
            )
        else:
            self._shell.saving.put(
                desk,
                partial(changed, desk.people, work),
                lambda outcome: _answer(outcome(), then),
            )

    def draft(self, key: str) -> str | None:
        return self._later.get(key, self.file.form_draft(key))

    def keep_draft(self, key: str, body: str | None) -> None:
        # What keeps the disk from taking it stands in the header (`Desk.trouble`); the page has
        # nothing to add.
        if self.file.saving:
            self._later[key] = body
        else:
            self._keep(key, body)

    def _keep(self, key: str, body: str | None) -> None:
        self._keeping = True
        self._put(form_writing(key, body))

    def _keep_later(self) -> None:
        """Keep what was typed while something else was being saved."""
        while self._later and not self.file.saving:
            key, body = self._later.popitem()
            self._keep(key, body)

    # Ways

    def go(
        self,
        page: str,
        field: str | None = None,
        question: str = "",
    ) -> None:
        self._shell.go(page, field, question)

    def turn(self, question: Id) -> None:
        self._shell.turn(question)

    def leave(self) -> None:
        self._shell.leave()

    def preview(self, title: Words, pdf: bytes, file_name: str) -> None:
        self._shell.preview(title, pdf, file_name)

    def ask_open(self, title: Words, pattern: str) -> Path | None:
        return self._shell.files.ask_open(theme().render(title), pattern)

    def ask_save(self, title: Words, name: str, pattern: str) -> Path | None:
        return self._shell.files.ask_save(theme().render(title), name, pattern)

    def ask_folder(self, title: Words) -> Path | None:
        return self._shell.files.ask_folder(theme().render(title))

    def show_in_room(self, scene: str) -> None:
        self._shell.room.show_scene(scene)

    def turn_room(self, scene: str) -> None:
        if self._shell.room.window is not None:
            self.show_in_room(scene)

    def go_on(self, done: Words) -> None:
        self._shell.go_on()
        self.banner(done)
        self.announce(done)

    def open_kiosk(self) -> None:
        self._shell.open_kiosk()

    def banner(self, words: Words, *, wrong: bool = False) -> None:
        self._shell.frame.show_message(words, wrong=wrong)

    def announce(self, words: Words) -> None:
        QAccessible.updateAccessibility(
            QAccessibleAnnouncementEvent(self._shell, theme().render(words)),
        )

    # Before an assembly is open

    def look(
        self,
        *,
        colours: Colours | None = None,
        text: int | None = None,
        language: str | None = None,
    ) -> None:
        self._shell.look(colours=colours, text=text, language=language)

    def show_beginning(self) -> None:
        self._shell.show_page("begin")

    def begin(self, beginning: Beginning, then: Then) -> None:
        ending = kind_tagged(beginning.kind).ending
        pattern = theme().render(
            say("Files of pbdesk ({endings})", endings=f"*{ending}"),
        )
        name = file_name(beginning.name) + ending
        path = self._shell.files.ask_save(
            theme().render(say("Keep the file")),
            name,
            pattern,
        )
        if path is None:
            then(None)
            return
        refusal = self._session.begin(
            beginning,
            path if path.suffix else path.with_suffix(ending),
        )
        if refusal is None:
            self._shell.show_opened()
            self.run(
                self._session.making(beginning.passphrase),
                title=say("Making the people file"),
                done=partial(self._people_made, beginning),
            )
        then(refusal)

    def _people_made(self, beginning: Beginning, wrong: Words | None) -> None:
        self._shell.refresh()
        if wrong is not None:
            self.banner(wrong, wrong=True)
        elif beginning.rehearsal:
            self.banner(_opens_with(beginning.passphrase))

    def choose_file(self) -> None:
        path = self._ask_record()
        if path is None:
            return
        # a ballot file or a pack is no record, but has its page
        if path.suffix.lower() in TAKES:
            self._shell.take([path])
        else:
            self.open_file(path)

    def _ask_record(self) -> Path | None:
        pattern = theme().render(
            say("Files of pbdesk ({endings})", endings=ENDINGS),
        )
        return self._shell.files.ask_open(
            theme().render(say("Open a file")),
            pattern,
        )

    def open_file(self, path: Path) -> None:
        self._shell.long_work.start(
            self._session.opening(path),
            say("Opening “{name}”", name=path.name),
            self._opened,
            quick=True,
        )

    def _opened(self, found: Opened | Words | None) -> None:
        wrong = self._session.opened(found)
        if wrong is not None:
            self.banner(wrong, wrong=True)
        else:
            self._shell.show_opened()

    def rehearse(self) -> None:
        documents, now = (
            self._shell.files.documents,
            datetime.now().astimezone(),
        )
        self.run(
            lambda progress: rehearsal(
                documents,
                now,
                progress,
                self._session.cost,
            ),
            title=say("Making up a neighbourhood"),
            done=self._rehearse_in,
        )

    def _rehearse_in(self, made: tuple[Path, str]) -> None:
        path, passphrase = made
        wrong = self._session.open(path)
        if wrong is not None:
            self.banner(wrong, wrong=True)
            return
        self._shell.show_opened(ask=False)
        self.unlock(
            passphrase,
            lambda refused: (
                None if refused is None else self.banner(refused, wrong=True)
            ),
        )

    def recover(self) -> None:
        self._shell.people_file.recover()

    def unlock(
        self,
        passphrase: str,
        then: Callable[[Words | None], None],
    ) -> None:
        def done(wrong: Words | None) -> None:
            self._shell.refresh()
            then(wrong)
            self._shell.people_file.tell_what_differs()

        self.run(
            self._session.unlocking(passphrase),
            title=say("Opening the people file"),
            done=done,
        )


def _answer(refusal: Refusal | None, then: Then | None) -> None:
    if then is not None:
        then(refusal)


def _opens_with(passphrase: str) -> Words:
    return say(
        "The people file of this rehearsal opens with “{passphrase}”.",
        passphrase=passphrase,
    )
