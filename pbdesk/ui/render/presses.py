"""Buttons side by side, each for an intent: they stay the same while what they say changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from pbdesk.ui.render.blocks import Press
from pbdesk.ui.render.intents import Do, Intent
from pbdesk.ui.widgets.boxes import Line
from pbdesk.ui.widgets.button import Button

__all__ = ["PressLine"]


class PressLine(Line):
    """Buttons by the key of what they mean. Hidden while there is none."""

    def __init__(self, pressed: Callable[[Intent], None]) -> None:
        super().__init__()
        self._pressed = pressed
        self._intents: dict[str, Intent] = {}
        self.buttons: dict[str, Button] = {}

    def show_presses(self, presses: Sequence[Press]) -> bool:
        """Show these, in this order; whether there is another one than before."""
        self._intents = {press.key: press.intent for press in presses}
        for key in [key for key in self.buttons if key not in self._intents]:
            gone = self.buttons.pop(key)
            self.lift(gone)
            gone.hide()
            gone.deleteLater()
        fresh = [press for press in presses if press.key not in self.buttons]
        for press in fresh:
            self.buttons[press.key] = self._made(press)
            self.add(self.buttons[press.key])
            self.buttons[press.key].show()  # at once: the focus may go there before Qt's next turn
        for press in presses:
            button = self.buttons[press.key]
            button.show_text(press.words, press.icon)
            button.setProperty("final", _is_final(press.intent))
        wanted = [self.buttons[press.key] for press in presses]
        if self.things() != wanted:
            for button in wanted:
                self.lift(button)
            self.add(*wanted)
        self.setVisible(bool(presses))
        return bool(fresh)

    def _made(self, press: Press) -> Button:
        button = Button(
            press.words, press.kind, icon=press.icon, after=press.after, name=press.name
        )
        button.clicked.connect(partial(self._press, press.key))
        return button

    def _press(self, key: str) -> None:
        self._pressed(self._intents[key])


def _is_final(intent: Intent) -> bool:
    return isinstance(intent, Do) and intent.final is not None
