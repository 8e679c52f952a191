"""A time stamp: the query for an authority on the internet, and its answer taken into the pack.

Nothing is sent.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal

from pbdesk.pack.bag import read_data, read_zip
from pbdesk.pack.refused import PackRefused
from pbdesk.pack.stamps import add_stamp, query
from pbdesk.pack.whole import write_whole
from pbdesk.ui.host import Host
from pbdesk.ui.icons import DONE
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.label import Label
from pbdesk.words import Words, say

__all__ = ["Stamping"]


class Stamping(Column):
    """Asks and takes. `there` finds the pack, or says that it is not there.

    `stamped` tells that it was changed.
    """

    stamped = Signal()

    def __init__(self, host: Host, there: Callable[[], Path | None]) -> None:
        super().__init__()
        self._host, self._there = host, there
        self.ask, self.take = (
            Button(say("Write the query"), does=self._ask),
            Button(say("Take the answer in"), does=self._take),
        )
        self._told = Label("", shape=DONE)
        self._told.hide()
        self.add(
            Label(
                say(
                    "A clock on a laptop proves nothing. Later, on a computer with a network, an "
                    "authority can attest when "
                    "this pack existed: send it the query, and bring its answer here. No signature "
                    "is touched.",
                ),
                "help",
            ),
            Line(self.ask, self.take),
            self._told,
        )

    def _ask(self) -> None:
        pack = self._there()
        if pack is None:
            return
        path = pack.with_suffix(".tsq")
        try:
            write_whole(query(read_zip(pack)), path)
        except PackRefused as refused:
            self._host.banner(refused.words, wrong=True)
            return
        self._tell(_written(path))

    def _take(self) -> None:
        pack = self._there()
        if pack is None:
            return
        answer = self._host.ask_open(
            say("The answer of the authority"),
            "*.tsr",
        )
        if answer is not None:
            self._take_in(answer, pack)

    def _take_in(self, answer: Path, pack: Path) -> None:
        try:
            stamp = add_stamp(pack, read_data(answer))
        except PackRefused as refused:
            self._host.banner(refused.words, wrong=True)
            return
        at = stamp.at.strftime("%Y-%m-%d %H:%M:%S")
        self._tell(
            say(
                "{by} attests that the pack existed at {at} UTC.",
                by=stamp.by,
                at=at,
            ),
        )
        self.stamped.emit()

    def _tell(self, said: Words) -> None:
        self._told.show_text(said, shape=DONE)
        self._told.show()
        self._host.announce(said)


def _written(path: Path) -> Words:
    folder = str(path.parent)
    return say("“{name}” is in “{folder}”.", name=path.name, folder=folder)
