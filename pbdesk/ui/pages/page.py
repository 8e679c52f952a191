"""Page: one subject.

`view.py` says in plain data what is to be seen; `page.py` draws it and passes on intents.
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pbdesk.minutes.decision import Refusal
from pbdesk.ui.host import Host
from pbdesk.ui.render.view import Here
from pbdesk.words import Words

__all__ = ["Page"]


class Page(QWidget):
    """A page in its window.

    Subclasses build their widgets once in `__init__` and fill them in `refresh`. `name` is what
    steps, refusals and `host.go` call it; `label` what a person reads in rail and menu. A page that
    is `whole` is about the file; any other is about the question that the window is turned to.
    """

    name: ClassVar[str]
    label: ClassVar[Words]
    whole: ClassVar[bool] = False

    def __init__(self, host: Host) -> None:
        """Keep the host; nothing selected yet.

        It stands in the window at once: what is put up asks how much room there is.
        """
        super().__init__(host.stage)
        self.host = host
        self.here = Here()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)

    def refresh(self) -> None:
        """Show the state as it is now. Fields with focus or a draft keep what is typed."""
        raise NotImplementedError

    def go_to(self, target: str | None) -> None:
        """Put the focus where something is missing: a field's name or an item's id."""

    def show_refusal(self, refusal: Refusal) -> None:
        """Show a refusal beside the field it is about, else as a banner."""
        self.host.banner(refusal.words, wrong=True)

    def recorded(self, refusal: Refusal | None) -> None:
        """What most acts do afterwards: show the refusal, if there is one."""
        if refusal is not None:
            self.show_refusal(refusal)
