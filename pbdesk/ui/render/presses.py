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
        """Show these, in this order; whether there is another one than before.

        Raises ValueError where two of them mean the same.
        """
        self._intents = {press.key: press.intent for press in presses}
        if len(self._intents) != len(presses):
            raise ValueError("two buttons beside each other mean the same")
        self._take_out(
            [key for key in self.buttons if key not in self._intents],
        )
        fresh = [press for press in presses if press.key not in self.buttons]
        for press in fresh:
            self._put_in(press)
        for press in presses:
            button = self.buttons[press.key]
            button.show_text(press.words, press.icon)
            button.setProperty("final", _is_final(press.intent))
        self._order([self.buttons[press.key] for press in presses])
        self.setVisible(bool(presses))
        if fresh:
            self.measure_anew()
        return bool(fresh)

    def _take_out(self, keys: Sequence[str]) -> None:
        for key in keys:
            gone = self.buttons.pop(key)
            self.lift(gone)
            gone.hide()
            gone.deleteLater()

    def _put_in(self, press: Press) -> None:
        button = self.buttons[press.key] = self._made(press)
        self.add(button)
        button.show()  # at once: the focus may go there before Qt's next turn

    def _order(self, wanted: list[Button]) -> None:
        if self.things() != wanted:
            for button in wanted:
                self.lift(button)
            self.add(*wanted)

    def _made(self, press: Press) -> Button:
        button = _button(press)
        button.clicked.connect(partial(self._press, press.key))
        return button

    def _press(self, key: str) -> None:
        self._pressed(self._intents[key])


def _is_final(intent: Intent) -> bool:
    return isinstance(intent, Do) and intent.final is not None


def _button(press: Press) -> Button:
    return Button(
        press.words,
        press.kind,
        icon=press.icon,
        after=press.after,
        name=press.name,
    )
