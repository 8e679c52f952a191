"""Pictures: every scene of every page, the room, the kiosk and every sheet of paper as PNG.

Always the same. The evening is played once; the clock stands still and ids come from a seed, so
that two runs give the same pictures.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from pbdesk.app.desk import Desk
from pbdesk.app.sample.steering import AFTER, RULE, SEATS
from pbdesk.assembly import seating, speakers
from pbdesk.assembly.public import Public, put_on_the_wall
from pbdesk.assembly.simulated import Line, Tried, try_out
from pbdesk.assembly.state import Assembly
from pbdesk.assembly.way import hang
from pbdesk.questions.batches import to_rule
from pbdesk.studio.picture_sheets import images, sheets
from pbdesk.studio.scenes.agenda import begin_late
from pbdesk.studio.scenes.kiosk import SCENES as KIOSK
from pbdesk.studio.scenes.kiosk import evening_for
from pbdesk.studio.stage import ALL, CHEAP, Stage
from pbdesk.ui.kiosk.pin import Pin
from pbdesk.ui.kiosk.window import KioskWindow
from pbdesk.ui.projector import shown_in_room
from pbdesk.ui.room.window import SCENES as ROOM
from pbdesk.ui.room.window import RoomWindow
from pbdesk.ui.theme import Colours, theme

__all__ = ["NAMES", "Look", "pictures"]

NAMES = (*(page.name for page in ALL), "sheets", "room", "kiosk", "paper")
"""What can be drawn alone."""

_ROOM_AT = {
    "agenda": "speaking",
    "seating": "planned",
    "speaking": "speaking",
    "speakers": "speaking",
    "open": "deliberated",
    "tradeoffs": "deliberated",
    "trades": "deliberated",
    "dots": "deliberated",
    "whatif": "deliberated",
    "way": "declared",
    "counting": "keyed",
    "doubtful": "ruling",
    "result": "declared",
    "thanks": "declared",
}
_ANSWERED = {"seats": SEATS, "rule": RULE, "poll": AFTER}
"""Results without money, of the evening of several questions."""
_WINDOW, _WALL = QSize(1280, 800), QSize(1280, 720)


@dataclass(frozen=True, slots=True)
class Look:
    """How pictures are to look. `text` is in per cent."""

    colours: Colours = "light"
    language: str = "en"
    text: int = 100

    @property
    def suffix(self) -> str:
        """What of it stands in file names: only what is not usual."""
        parts = (
            self.colours if self.colours != "light" else "",
            self.language if self.language != "en" else "",
            str(self.text) if self.text != 100 else "",
        )
        return "".join(f"-{part}" for part in parts if part)


def pictures(
    folder: Path,
    look: Look,
    only: str | None = None,
) -> Iterator[Path]:
    """Draw everything, or what is called `only`, into `folder`; each file as it is written."""
    folder.mkdir(parents=True, exist_ok=True)
    with _stage() as stage:
        stage.shell.look(
            colours=look.colours,
            text=look.text,
            language=look.language,
        )
        for name, picture in _all(stage, only):
            path = folder / f"{name}{look.suffix}.png"
            if not picture.save(str(path)):
                raise OSError(
                    None,
                    "the picture could not be written",
                    str(path),
                )
            yield path


@contextmanager
def _stage() -> Generator[Stage]:
    """A stage in a folder that is gone afterwards.

    Of the same name each time, since a page shows its path.
    Where pictures are being drawn already, or were interrupted, it bears another name.
    """
    folder = Path(tempfile.gettempdir()) / "pbdesk-pictures"
    try:
        folder.mkdir()
    except FileExistsError:
        folder = Path(tempfile.mkdtemp(prefix="pbdesk-pictures-"))
    try:
        stage = Stage(folder)
        try:
            yield stage
        finally:
            stage.close()
    finally:
        shutil.rmtree(folder)


def _all(
    stage: Stage,
    only: str | None,
) -> Iterator[tuple[str, QImage | QPixmap]]:
    stage.shell.show()
    for page, scene in stage.scenes(only):
        stage.set(page, scene)
        yield f"{page.name}-{scene.name}", _with_sheets(stage.shell)
    if only in (None, "sheets"):
        for name, sheet in stage.sheets():
            yield f"sheet-{name}", _grabbed(sheet)
    stage.shell.hide()
    for name, draw in (("room", _room), ("kiosk", _kiosk), ("paper", _paper)):
        if only in (None, name):
            yield from draw(stage)


def _room(stage: Stage) -> Iterator[tuple[str, QPixmap]]:
    """Every screen of every scene; the result once each step."""
    for scene in ROOM:
        with stage.desk(_ROOM_AT.get(scene, "open")) as desk:
            _lead_up_to(desk, scene)
            public = shown_in_room(desk.state)
        yield from _screens(stage.now, public, scene, f"room-{scene}")
    yield from _over_time(stage)
    for name, question in _ANSWERED.items():
        with stage.desk("steering/declared") as desk:
            public = shown_in_room(desk.state.of(question))
        yield from _screens(stage.now, public, "result", f"room-{name}")


def _over_time(stage: Stage) -> Iterator[tuple[str, QPixmap]]:
    """Who has the floor, 24 seconds after the time was up."""
    with stage.desk("speaking") as desk:
        public = shown_in_room(desk.state)
    seen = public.speaking
    assert seen is not None
    assert seen.since is not None
    at = seen.since + timedelta(seconds=seen.whole - seen.used + 24)
    yield from _screens(lambda: at, public, "speaking", "room-speaking-over")


def _lead_up_to(desk: Desk, scene: str) -> None:
    """What is decided before the scene hangs in the room."""
    match scene:
        case "agenda":
            begin_late(desk)
        case "doubtful":
            batch, paper = to_rule(desk.state)[0]
            desk.do(put_on_the_wall, batch=batch, paper=paper)
        case "seating":
            desk.do(seating.draw, tables=6, cards=61, dice="4 2 6 1")
        case "speakers":
            desk.do(speakers.ask, table=3)
            desk.do(speakers.ask, table=5, group="workers")
            desk.do(speakers.ask, group="users")
        case "way":
            desk.do(hang, key="condition/1")
        case "whatif":
            desk.do(try_out, what=_tried(desk.state))
        case _:
            pass


def _screens(
    now: Callable[[], datetime],
    public: Public,
    scene: str,
    name: str,
) -> Iterator[tuple[str, QPixmap]]:
    """Each step of a scene, under its number."""
    window = RoomWindow(now=now)
    window.resize(_WALL)
    window.show_public(public, scene)
    for step in range(max(1, window.steps)):
        yield f"{name}-{step + 1}", _grabbed(window)
        window.next()
    window.close()


def _tried(state: Assembly) -> Tried:
    """Two projects in full, a third in part, and a line of the budget that gives."""
    first, second, third, *_ = state.ideas.projects
    amounts = {str(each.id): each.cost or 0 for each in (first, second)}
    line = Line("Grass cutting", 290_000, 420_000)
    return Tried(
        {**amounts, str(third.id): 500_000},
        (line,),
        "With less grass cut",
    )


def _kiosk(stage: Stage) -> Iterator[tuple[str, QPixmap]]:
    """A ballot of each style, and what stands round it."""
    pin = Pin(stage.shell.settings)
    pin.set("2580")
    for scene in KIOSK:
        path = stage.empty() / "Millbrook Assembly.pbdesk"
        evening_for(scene, path, CHEAP).desk.close()
        stage.session.open(path)
        window = KioskWindow(stage.shell.host, None, pin, now=lambda: 0.0)
        window.resize(_WINDOW)
        window.show()
        stage.settle()
        scene.prepare(window)
        yield f"kiosk-{scene.name}", _grabbed(window)
        window.leave()
        stage.session.close()


def _paper(stage: Stage) -> Iterator[tuple[str, QImage]]:
    """Every sheet, page by page."""
    with stage.desk("declared") as desk:
        for name, pdf in sheets(desk, theme().locale, desk.record.path.parent):
            for number, image in enumerate(images(pdf), start=1):
                yield f"paper-{name}-{number}", image


def _with_sheets(window: QWidget) -> QPixmap:
    """The window, with the sheets that a scene opened over it."""
    whole = window.grab()
    for sheet in window.findChildren(QDialog):
        if sheet.isVisible():
            painter = QPainter(whole)
            place = sheet.rect()
            place.moveCenter(window.rect().center())
            painter.fillRect(whole.rect(), QColor(0, 0, 0, 96))
            painter.drawPixmap(place.topLeft(), sheet.grab())
            painter.end()
    return whole


def _grabbed(window: QWidget) -> QPixmap:
    for _ in range(3):
        QApplication.processEvents()
    return window.grab()
