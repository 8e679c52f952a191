"""The export that fixes a vote in several halls for good: it is made once, and saved as often."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pbdesk.app.halls import ParentDesk, export_bytes, write_export
from pbdesk.halls import named
from pbdesk.minutes.decision import Refusal
from pbdesk.ui.render.blocks import Press
from pbdesk.ui.render.intents import ByHand, Tell, To, do
from pbdesk.words import say

if TYPE_CHECKING:
    from pbdesk.ui.host import Host

__all__ = ["MAKE", "SAVE"]

_FIXED = say(
    "Questions, options, order, codes, rules and halls are then fixed for good: every hall begins "
    "from this export.",
)
_VERB = say("Make the export")


def _make(host: Host) -> To | Refusal:
    export = export_bytes(cast("ParentDesk", host.file))
    if isinstance(export, Refusal):
        return export
    return To(also=do(named.fix, export=export).for_good(_FIXED, _VERB))


def _save(host: Host) -> To | Refusal | None:
    folder = host.ask_folder(say("Where the export goes"))
    if folder is None:
        return None
    path = folder / f"{host.file.state.about.id}.pbhalls"
    told = Tell(say("Saved as “{name}”.", name=path.name))
    return write_export(cast("ParentDesk", host.file), path) or To(also=told)


MAKE = Press(_VERB, ByHand("export", _make), "primary", icon="lock")
SAVE = Press(
    say("Save the export"),
    ByHand("save", _save),
    icon="file-text",
)
