"""What is typed and not recorded yet: put back into fields, and kept as a draft of a whole form."""

from __future__ import annotations

from typing import override

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent

from pbdesk.ui.host import Host
from pbdesk.ui.widgets.field import Field, TextField, Value
from pbdesk.ui.widgets.form import FieldSpec, Form

__all__ = ["DraftForm", "show_typed"]

_PAUSE = 600  # milliseconds without a key before a draft is written

type Typed = str | bool | None


def show_typed(field: Field, raw: Value) -> None:
    """Put back what somebody typed, readable or not; nothing is recorded by it."""
    if isinstance(field, TextField):
        field.edit.setText("" if raw is None else str(raw))
    else:
        field.set_value(raw)


class DraftForm(Form):
    """A form whose answers are kept as a draft until its page records them. `first` stands in it without a draft."""

    def __init__(self, host: Host, key: str, specs: list[FieldSpec], first: dict[str, Value] | None = None) -> None:
        super().__init__(specs)
        self._host, self._key = host, key
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.keep)
        self.set_values(first or {})
        kept = host.draft(key)
        self.has_draft = kept is not None
        if kept is not None:
            for name, raw in msgspec.json.decode(kept, type=dict[str, Typed]).items():
                if name in self.names():
                    show_typed(self.field(name), raw)
        self.changed.connect(lambda _name: self._pause.start())

    def keep(self) -> None:
        """Write the draft now."""
        self._pause.stop()
        self.has_draft = True
        self._host.keep_draft(self._key, msgspec.json.encode(self.draft()).decode())

    def forget(self) -> None:
        """It is recorded, or nobody wants it: there is no draft any more."""
        self._pause.stop()
        if self.has_draft:
            self.has_draft = False
            self._host.keep_draft(self._key, None)

    @override
    def hideEvent(self, event: QHideEvent, /) -> None:
        if self._pause.isActive():
            self.keep()
        super().hideEvent(event)
