"""The projector: the room window, and the strip at the foot of the page that says what hangs there.

What the room may show is `Public`, built from the state without people, marks or running counts. Frozen, it keeps what
it shows; black, it shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, override

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from pbdesk.assembly.public import public
from pbdesk.assembly.state import Assembly
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.choices import Choice, ChoiceField
from pbdesk.ui.widgets.doorstep import Beside
from pbdesk.words import Words, say

if TYPE_CHECKING:
    from pbdesk.ui.room.window import RoomWindow

__all__ = ["SCENES", "Projector"]

SCENES: dict[str, Words] = {
    "question": say("The question"), "ballot": say("How to fill in the ballot"), "rules": say("The rules"),
    "result": say("The result"), "black": say("Nothing"),
}
"""What can hang in the room."""

_SMALL = QRect(60, 60, 1280, 720)


class Projector(QObject):
    """Opens the room window when it is first needed. `opened` tells whether it is open now."""

    opened = Signal(bool)

    def __init__(self, state: Callable[[], Assembly], tell: Callable[[Words], None], shell: QWidget) -> None:
        super().__init__(shell)
        self._state, self._tell, self._shell = state, tell, shell
        self._window: RoomWindow | None = None
        self._scene, self._before, self.frozen = "question", "question", False
        self.strip = _Strip(self)

    @property
    def is_open(self) -> bool:
        """Whether the room window is open."""
        return self._window is not None

    @property
    def scene(self) -> str:
        """What hangs there."""
        return self._scene

    def show_scene(self, scene: str) -> None:
        """Show a scene, opening the window if needed."""
        if scene != "black":
            self._before = scene
        self._scene = scene
        if self._window is None:
            self._open()
        self.refresh(thaw=True)

    def turn_black(self) -> None:
        """Show nothing, or again what hung there before."""
        self.show_scene(self._before if self._scene == "black" else "black")

    def freeze(self) -> None:
        """Keep what is shown while the assembly goes on, or follow it again."""
        self.frozen = not self.frozen
        self.refresh()

    def refresh(self, *, thaw: bool = False) -> None:
        """Show the assembly as it stands, unless frozen; a scene that was chosen shows at once."""
        if self._window is not None and (thaw or not self.frozen):
            self._window.show_public(public(self._state()), self._scene)
        self.strip.refresh()

    def close(self) -> None:
        """Take the room window away."""
        if self._window is not None:
            self._window.close()

    def _open(self) -> None:
        from pbdesk.ui.room.window import RoomWindow

        window = self._window = RoomWindow(theme().render)
        window.installEventFilter(self)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        other = _other_screen(self._shell)
        if other is None:
            window.setGeometry(_SMALL)
            window.show()
            self._tell(say("Only one screen was found, so the room is a window of its own. Connect the projector, and "
                           "let the system extend the screen, not mirror it."))
        else:
            window.setGeometry(other.geometry())
            window.showFullScreen()
        self.opened.emit(True)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Close:
            self._window = None
            self.opened.emit(False)
        return super().eventFilter(watched, event)


def _other_screen(shell: QWidget) -> QScreen | None:
    """A screen on which the laptop's window is not."""
    return next((screen for screen in QGuiApplication.screens() if screen is not shell.screen()), None)


class _Strip(Line):
    """What hangs in the room, and what to do with it."""

    def __init__(self, projector: Projector) -> None:
        super().__init__(inset=(20, 8, 24, 8))
        self._projector = projector
        self._scene = ChoiceField([Choice(name, words) for name, words in SCENES.items()])
        self._black, self._freeze = Button(""), Button("")
        close = Button(say("Close the room"), "quiet")
        self._scene.changed.connect(lambda: projector.show_scene(str(self._scene.value())))
        self._black.clicked.connect(projector.turn_black)
        self._freeze.clicked.connect(projector.freeze)
        close.clicked.connect(projector.close)
        self.add(Beside(say("In the room"), self._scene), self._black, self._freeze, close)
        self.hide()
        projector.opened.connect(self.setVisible)

    def refresh(self) -> None:
        """Say what hangs there now."""
        self._scene.set_value(self._projector.scene)
        black, frozen = self._projector.scene == "black", self._projector.frozen
        self._black.show_text(say("Show again") if black else say("Black"), "eye" if black else "eye-off")
        self._freeze.show_text(say("Follow again") if frozen else say("Freeze"), "play" if frozen else "snowflake")
