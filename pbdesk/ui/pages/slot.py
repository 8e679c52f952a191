"""A slot: a place on a page where a form stands while it is needed."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtWidgets import QWidget

from pbdesk.ui.pages.typed import DraftForm
from pbdesk.ui.widgets.boxes import Column

__all__ = ["Slot"]


class Slot(Column):
    """A place for one form: built anew only when `key` says that it is about something else."""

    def __init__(self) -> None:
        super().__init__()
        self._key: Hashable = None
        self.setVisible(False)

    def show_form(
        self,
        key: Hashable,
        make: Callable[[], tuple[QWidget, ...]],
    ) -> bool:
        """Show the form for `key`, as `make` builds it; for None nothing.

        Whether it is another one than before.
        """
        if key == self._key:
            return False
        self._key = key
        self.clear()
        if key is not None:
            self.add(*make())
        self.setVisible(key is not None)
        return True

    @property
    def form(self) -> DraftForm | None:
        """The form that stands here now."""
        return next(
            (thing for thing in self.things() if isinstance(thing, DraftForm)),
            None,
        )
