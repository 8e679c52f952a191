"""The stage: every scene of every page in the real window, over the sample evening.

With a fixed clock and fixed ids. The evening is played once; each moment that a scene names is kept
as a copy of its files. Pictures and tests loop over the same scenes.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import override

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from pbdesk.app.chance import Source, from_seed
from pbdesk.app.desk import Desk, people_path
from pbdesk.app.halls import ParentDesk
from pbdesk.app.sample.case import PASSPHRASE as CASE_PASSPHRASE
from pbdesk.app.sample.case import play_case
from pbdesk.app.sample.evening import MOMENTS, PASSPHRASE, Evening, play, start
from pbdesk.app.sample.northside import (
    begin_parent,
    hold_hall,
    play_parent,
    seal_parent,
    start_hall,
)
from pbdesk.app.sample.steering import STEPS as STEERING
from pbdesk.app.sample.steering import begin_steering
from pbdesk.ledger.people import Cost
from pbdesk.studio.scenes import SCENES
from pbdesk.studio.scenes.scene import Scene, as_it_is
from pbdesk.ui.all_pages import LOBBY, PAGES
from pbdesk.ui.files import Files
from pbdesk.ui.pages.page import Page
from pbdesk.ui.session import Session
from pbdesk.ui.settings import Settings
from pbdesk.ui.shell import Shell
from pbdesk.ui.theme import worded
from pbdesk.words import say

__all__ = ["ALL", "CHEAP", "Stage"]

_LEAVING = (say("Rehearse"), say("Close"), say("Quit"))

ALL = (*LOBBY, *PAGES)
_OF_A_CASE = {
    "jury": "riverside.pbjury",
    "case": "damp.pbcase",
    "danger": "neighbours.pbcase",
}
"""The files of the invented case, by the first word of a scene's moment."""
_WITHOUT_FILE = ("start", "begin")
"""Pages that are seen while no file is open."""
_OPENED_OTHERWISE = (*_WITHOUT_FILE, "unlock")
_STEERING = "steering/"
"""Before the moments of the evening without money."""
_COMBINERS = {
    "clerk": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
}
"""Who signs the sum of the invented vote: a key that nobody holds."""
CHEAP = Cost(64, 1)  # nobody's data: the passphrase of the sample is printed


class _Nobody(Files):
    """Nobody is there to choose a file."""

    @override
    def ask_open(self, title: str, pattern: str) -> Path | None:
        return None

    @override
    def ask_save(self, title: str, name: str, pattern: str) -> Path | None:
        return None

    @override
    def ask_folder(self, title: str) -> Path | None:
        return None


class Stage:
    """A window and the sample evening. `folder` is filled with copies; close it in the end."""

    def __init__(self, folder: Path) -> None:
        """Begin the evening; the window is made hidden."""
        self._folder = folder
        self._moments: dict[str | None, tuple[Path, datetime]] = {}
        self._of_a_case: dict[str, tuple[Path, datetime]] = {}
        self._steering: dict[str, tuple[Path, datetime]] = {}
        self._evening: Evening = start(folder / "evening.pbdesk", cost=CHEAP)
        self._keep(None)
        self._now = self._evening.clock.at
        self._untouched: Scene | None = None
        self.session = Session(source=self._source, cost=CHEAP)
        self.shell = Shell(Settings(folder / "settings.ini"), self.session)
        self.shell.saving.patience = 60  # a picture shows what was recorded
        self.shell.files = _Nobody(self.shell)
        self.shell.resize(1280, 800)

    def _source(self) -> Source:
        """The wall clock stands still, two minutes after the last act."""
        return from_seed("scene", self.now)

    def _keep(self, moment: str | None) -> None:
        """Copy the files as they are now. Between two acts the record is whole on disk."""
        kept = (
            self._folder
            / f"{len(self._moments):02}-{moment or 'started'}.pbdesk"
        )
        path = self._evening.desk.record.path
        shutil.copyfile(path, kept)
        shutil.copyfile(people_path(path), people_path(kept))
        self._moments[moment] = (
            kept,
            self._evening.clock.at + timedelta(minutes=2),
        )

    def file(self, moment: str | None) -> Path:
        """A fresh copy of the evening at a moment, to write into.

        Raises KeyError for a moment there is none of.
        """
        if moment is not None and moment.partition("/")[0] in _OF_A_CASE:
            return self._case_file(moment)
        if moment is not None and moment.startswith(_STEERING):
            return self._steering_file(moment.removeprefix(_STEERING))
        if moment is not None and moment.startswith("parent/"):
            return self._parent_file(moment)
        if moment is not None and moment.startswith("hall/"):
            return self._hall_file(moment)
        if moment is not None and moment not in MOMENTS:
            raise KeyError(moment)
        for name in MOMENTS:
            if moment in self._moments:
                break
            if name not in self._moments:
                play(self._evening, until=name)
                self._keep(name)
        kept, self._now = self._moments[moment]
        return self._fresh(kept, "Millbrook Assembly.pbdesk")

    def _fresh(self, kept: Path, name: str) -> Path:
        fresh = self.empty() / name
        shutil.copyfile(kept, fresh)
        if people_path(kept).exists():
            shutil.copyfile(people_path(kept), people_path(fresh))
        return fresh

    def _steering_file(self, moment: str) -> Path:
        """A fresh copy of the evening without money, after one of its steps."""
        path = self._folder / "steering.pbdesk"
        if not self._steering:
            played = begin_steering(path, cost=CHEAP)
            for name, (_, act) in STEERING.items():
                act(played)
                kept = self._folder / f"steering-{name}.pbdesk"
                shutil.copyfile(path, kept)
                shutil.copyfile(people_path(path), people_path(kept))
                self._steering[name] = (
                    kept,
                    played.clock.at + timedelta(minutes=2),
                )
            played.desk.close()
        kept, self._now = self._steering[moment]
        return self._fresh(kept, "Millbrook Steering Assembly.pbdesk")

    def _case_file(self, moment: str) -> Path:
        """A fresh copy of a file of the invented case: "case/heard", "danger/…" or "jury/…"."""
        if not self._of_a_case:
            played = play_case(self._folder, cost=CHEAP, kept=self._keep_case)
            for file in (played.jury, played.case, played.referred):
                file.close()
        kept, self._now = self._of_a_case[moment]
        return self._fresh(kept, _OF_A_CASE[moment.partition("/")[0]])

    def _parent_file(self, moment: str) -> Path:
        """A fresh copy of the invented vote in several halls, as it stood at a moment."""
        if moment not in self._moments:
            with begin_parent(self._folder / "northside.pbparent") as desk:
                play_parent(
                    desk,
                    3,
                    _COMBINERS,
                    kept=partial(self._keep_parent, desk),
                )
        kept, self._now = self._moments[moment]
        return self._fresh(kept, "Northside Votes.pbparent")

    def _hall_file(self, moment: str) -> Path:
        """A fresh copy of a hall of that vote: "hall/begun" or "hall/held"."""
        if moment not in self._moments:
            with begin_parent(self._folder / "of-a-hall.pbparent") as desk:
                export = seal_parent(desk, 3, _COMBINERS)
                hall = next(iter(desk.parent.halls.by_id))
            evening = start_hall(
                self._folder / "hall.pbdesk",
                export,
                hall,
                cost=CHEAP,
            )
            with evening.desk as desk:
                self._keep_hall(evening, "begun")
                hold_hall(evening, 1)
                self._keep_hall(evening, "held")
        kept, self._now = self._moments[moment]
        return self._fresh(kept, "Northside Votes, Hall 1.pbdesk")

    def _keep_hall(self, evening: Evening, moment: str) -> None:
        path = evening.desk.record.path
        kept = self._folder / f"{moment}-{path.name}"
        shutil.copyfile(path, kept)
        shutil.copyfile(people_path(path), people_path(kept))
        self._moments[f"hall/{moment}"] = (
            kept,
            evening.clock.at + timedelta(minutes=2),
        )

    def _keep_parent(self, desk: ParentDesk, moment: str) -> None:
        path = desk.record.path
        kept = self._folder / f"{moment}-{path.name}"
        shutil.copyfile(path, kept)
        self._moments[f"parent/{moment}"] = (
            kept,
            desk.moment().at + timedelta(minutes=2),
        )

    def _keep_case(self, moment: str, at: datetime) -> None:
        for which, name in _OF_A_CASE.items():
            path = self._folder / name
            if not path.exists():
                continue
            kept = self._folder / f"{moment}-{name}"
            shutil.copyfile(path, kept)
            if people_path(path).exists():
                shutil.copyfile(people_path(path), people_path(kept))
            self._of_a_case[f"{which}/{moment}"] = (
                kept,
                at + timedelta(minutes=2),
            )

    def empty(self) -> Path:
        """A folder with nothing in it; what a scene before left there is gone."""
        folder = self._folder / "scene"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    @contextmanager
    def desk(self, moment: str) -> Generator[Desk]:
        """The assembly at a moment, without the window."""
        self.session.close()
        with Desk.open(self.file(moment), self._source()) as desk:
            yield desk

    def now(self) -> datetime:
        """The clock on the wall, which stands still."""
        return self._now

    def set(self, page: type[Page], scene: Scene) -> Page:
        """Show a page's scene in the window."""
        self.shell.places.forget()
        if not self._is_open_for(page, scene):
            self.session.close()
            if page.name not in _WITHOUT_FILE:
                self._open(scene, locked=page.name == "unlock")
        touches = (
            page.name in _OPENED_OTHERWISE or scene.prepare is not as_it_is
        )
        self._untouched = None if touches else scene
        self.shell.show_page(page.name)
        shown = self.shell.places.page
        self.settle()
        scene.prepare(shown)
        self.settle()
        return shown

    def _is_open_for(self, page: type[Page], scene: Scene) -> bool:
        """Whether the file is open as this scene wants it, and nobody did anything in it since."""
        last = self._untouched
        wanted = last is not None and (last.moment, last.at) == (
            scene.moment,
            scene.at,
        )
        return (
            wanted
            and page.name not in _OPENED_OTHERWISE
            and self.session.file is not None
        )

    def _open(self, scene: Scene, *, locked: bool) -> None:
        wrong = self.session.open(self.file(scene.moment))
        file = self.session.file
        self._now = scene.at or self._now
        if wrong is not None or file is None:
            raise RuntimeError(f"the sample does not open: {wrong}")
        if not locked and self.session.locked:
            is_assembly = self.session.desk is not None
            file.unlock_people(
                PASSPHRASE if is_assembly else CASE_PASSPHRASE,
                CHEAP,
            )

    def scenes(
        self,
        only: str | None = None,
    ) -> Iterator[tuple[type[Page], Scene]]:
        """All scenes, or those of the page of that name, in the order of the evening."""
        for page in ALL:
            if only in (None, page.name):
                yield from ((page, scene) for scene in SCENES[page.name])

    def sheets(self) -> Iterator[tuple[str, QWidget]]:
        """Every sheet that a line of the menus opens over the window, by kind and number.

        Closed after its turn.
        """
        page, scene = next(
            (page, scene)
            for page, scene in self.scenes("result")
            if scene.moment == "declared"
        )
        self.set(page, scene)
        met = Counter[str]()
        for name in self._of_the_menus():
            self.set(page, scene)
            self.shell.menus.refresh()
            before = _over(self.shell)
            self._untouched = None
            self.shell.menus.do(
                next(
                    act.key
                    for act in self.shell.menus.acts()
                    if act.name == name
                ),
            )
            self.settle()
            for sheet in _over(self.shell) - before:
                kind = re.sub(
                    r"(?<!^)(?=[A-Z])",
                    "-",
                    type(sheet).__name__,
                ).lower()
                met[kind] += 1
                yield f"{kind}-{met[kind]}", sheet
                sheet.close()

    def _of_the_menus(self) -> list[str]:
        """The lines of the first menu and the last, but for those that leave the file."""
        leaving = {worded(words) for words in _LEAVING}
        acts = list(self.shell.menus.acts())
        at_the_ends = (acts[0].menu, acts[-1].menu)
        return [
            act.name
            for act in acts
            if act.menu in at_the_ends and act.name not in leaving
        ]

    def close(self) -> None:
        """Close the window and the files."""
        self.shell.close()
        self._evening.desk.close()

    def settle(self) -> None:
        """Let Qt do what it put off: deletions, layouts, paints."""
        # Outside an event loop Qt keeps what was to be deleted later, and every old page would
        # follow the theme.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        while self.shell.long_work.busy or self.shell.saving.busy:
            QApplication.processEvents(
                QEventLoop.ProcessEventsFlag.WaitForMoreEvents,
                20,
            )
        for _ in range(
            8,
        ):  # a layout asks for another one once text has wrapped
            QApplication.processEvents()


def _over(shell: Shell) -> set[QWidget]:
    """The windows beside the shell."""
    return {
        window
        for window in QApplication.topLevelWidgets()
        if window.isVisible() and window is not shell
    }
