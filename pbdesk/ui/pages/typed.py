"""What is typed and not recorded yet: put back into fields, and kept as a draft of a whole form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import override

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent

from pbdesk.ui.host import Host
from pbdesk.ui.render.asked import put_back
from pbdesk.ui.render.drafts import of_question
from pbdesk.ui.widgets.field import Value
from pbdesk.ui.widgets.form import FieldSpec, Form

__all__ = ["DraftForm", "forget"]

_PAUSE = 600  # milliseconds without a key before a draft is written

Typed = str | bool | None


class DraftForm(Form):
    """A form whose answers are kept as a draft until its page records them.

    `first` stands in it without a draft.
    """

    def __init__(
        self,
        host: Host,
        key: str,
        specs: list[FieldSpec],
        first: Mapping[str, Value] | None = None,
    ) -> None:
        super().__init__(specs)
        self._host, self._key = host, of_question(host, key)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.keep)
        self.set_values(first or {})
        for name, raw in _kept(host, self._key).items():
            if name in self.names():
                put_back(self.field(name), raw)
        self.changed.connect(lambda _name: self._pause.start())

    def keep(self) -> None:
        """Write the draft now."""
        self._pause.stop()
        self._host.keep_draft(
            self._key,
            msgspec.json.encode(self.draft()).decode(),
        )

    def read(self) -> dict[str, Value] | None:
        """What the shown fields hold; None where one cannot be read.

        It then has the focus, and says why. A draft that was still to be written is written first,
        so that nothing typed is lost if this is refused.
        """
        if self._pause.isActive():
            self.keep()
        shown = {
            name: self.field(name)
            for name in self.names()
            if not self.field(name).isHidden()
        }
        unread = [field for field in shown.values() if not field.check()]
        if unread:
            unread[0].take_focus()
            return None
        return {name: field.value() for name, field in shown.items()}

    @override
    def hideEvent(self, event: QHideEvent, /) -> None:
        if self._pause.isActive():
            self.keep()
        super().hideEvent(event)


def forget(host: Host, key: str) -> None:
    """What was typed is recorded, or nobody wants it: there is no draft any more."""
    kept = of_question(host, key)
    if host.draft(kept) is not None:
        host.keep_draft(kept, None)


def _kept(host: Host, key: str) -> dict[str, Typed]:
    kept = host.draft(key)
    return (
        {} if kept is None else msgspec.json.decode(kept, type=dict[str, Typed])
    )
