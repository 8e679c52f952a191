"""Lobby: what the pages before an assembly may ask of the window, besides what every page may."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from pbdesk.ui.host import Host, Then
from pbdesk.ui.session import Beginning
from pbdesk.ui.theme import Colours
from pbdesk.words import Words

__all__ = ["Lobby"]


class Lobby(Host, Protocol):
    """The window around the start pages."""

    def look(
        self,
        *,
        colours: Colours | None = None,
        text: int | None = None,
        language: str | None = None,
    ) -> None:
        """Change colours, text size (per cent) or language, and remember it."""
        ...

    def show_beginning(self) -> None:
        """Show the form that begins an assembly."""
        ...

    def begin(self, beginning: Beginning, then: Then) -> None:
        """Ask where to keep it, begin it, and go to its charter.

        `then` gets the refusal, if there is one.
        """
        ...

    def choose_file(self) -> None:
        """Ask for a file and open it."""
        ...

    def open_file(self, path: Path) -> None:
        """Open a file; what is wrong with it is said at the top of the page."""
        ...

    def rehearse(self) -> None:
        """Make up a neighbourhood and open it."""
        ...

    def unlock(
        self,
        passphrase: str,
        then: Callable[[Words | None], None],
    ) -> None:
        """Open the people file; `then` gets a sentence where the passphrase does not open it."""
        ...

    def recover(self) -> None:
        """Open the people file by the code on the recovery sheet, under a new passphrase."""
        ...

    def leave(self) -> None:
        """Go back to where the person was."""
        ...
