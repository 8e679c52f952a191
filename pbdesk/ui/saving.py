"""Saving: what was decided goes on disk in a thread, so that a slow disk never holds the window up.

A disk that is quick, as nearly all are, is waited for: then an act is over when it returns. From a
slow one the window turns away after `PATIENCE`; the header says “Saving”, pages and kiosk take no
presses, what is typed comes once it is saved, and only then is anything shown as recorded. The
thread ends with its write.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, override

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from pbdesk.app.desk import OpenFile
from pbdesk.ui import threads

__all__ = ["PATIENCE", "Saving"]

PATIENCE = 0.03
"""Seconds that the window waits for the disk: shorter than anybody can see."""

_PRESSES = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.TouchBegin,
}
_KEYS = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease}

type Outcome = Callable[[], Any]


class Saving(QObject):
    """One write at a time. `changed` tells that one takes long, and that it is over."""

    patience = PATIENCE
    """Seconds; pictures wait for the disk as long as it takes."""

    changed = Signal()
    _came = Signal()

    def __init__(
        self,
        pages: QWidget,
        kiosk: Callable[[], QWidget | None],
        parent: QObject,
    ) -> None:
        """What takes no presses meanwhile: the pages, and the kiosk while it is open."""
        super().__init__(parent)
        self._pages = pages
        self._kiosk = kiosk
        self._under_way: (
            tuple[OpenFile[Any], Future[Any], Callable[[Outcome], None]] | None
        ) = None
        self._told = False
        self._typed: list[QKeyEvent] = []
        self._last: Callable[[], object] | None = None
        self._came.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether the disk is being waited for."""
        return self._under_way is not None

    def put[T](
        self,
        desk: OpenFile[Any],
        work: Callable[[], T],
        then: Callable[[Callable[[], T]], None],
    ) -> None:
        """Do what only touches the desk's files.

        `then` gets what gives its result, or raises what it raised.
        Raises RuntimeError while another write is under way.
        """
        if self._under_way is not None:
            raise RuntimeError("a write is under way")
        desk.saving = True
        threads.begins(self)
        thread = ThreadPoolExecutor(1, thread_name_prefix="saving")
        future = thread.submit(work)
        thread.shutdown(wait=False)
        _ = wait([future], self.patience)
        self._under_way = desk, future, then
        if future.done():
            self._end()
            return
        self._told = True
        _application().installEventFilter(self)
        self.changed.emit()
        future.add_done_callback(lambda _done: self._came.emit())

    def go_through[R](
        self,
        desk: OpenFile[Any],
        steps: Generator[Outcome, Outcome, R],
        then: Callable[[R], None],
    ) -> None:
        """Do what only touches the desk's files step by step.

        `then` gets what the steps come to.
        """

        def go(outcome: Outcome | None = None) -> None:
            try:
                step = next(steps) if outcome is None else steps.send(outcome)
            except StopIteration as end:
                then(end.value)
            else:
                self.put(desk, step, go)

        go()

    def afterwards(self, do: Callable[[], object]) -> None:
        """Do what lets the file go: at once, or when all is saved that waits for the disk."""
        self._last = do
        self._let_go()

    def _let_go(self) -> None:
        if self._under_way is None and self._last is not None:
            do = self._last
            self._last = None
            do()

    def settle(self) -> None:
        """Wait for the disk, however long it takes: the file is about to be let go."""
        self._last = None
        while (
            self._under_way is not None
        ):  # what is told of one write may begin another
            _ = wait([self._under_way[1]])
            self._end()

    def _end(self) -> None:
        if self._under_way is None or not self._under_way[1].done():
            return  # settled before its signal came
        desk, future, then = self._under_way
        self._under_way = None
        desk.saving = False
        threads.ended(self)
        _application().removeEventFilter(self)
        try:
            then(future.result)
        finally:
            if self._told:
                self._told = False
                self.changed.emit()
            self._type()
            self._let_go()

    def _type(self) -> None:
        """What was typed meanwhile goes to whoever has the focus now.

        As if the window had waited.
        """
        typed = self._typed
        self._typed = []
        for key in typed:
            focused = QApplication.focusWidget()
            if focused is not None:
                QCoreApplication.postEvent(focused, key)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Hold presses. A voter's keys are forgotten.

        The ballot is cast, and what comes next is for the next one.
        """
        if event.type() not in _PRESSES | _KEYS or not isinstance(
            watched,
            QWidget,
        ):
            return super().eventFilter(watched, event)
        on_page = self._pages.isAncestorOf(watched)
        if on_page and isinstance(event, QKeyEvent):
            self._typed.append(event.clone())
        kiosk = self._kiosk()
        return on_page or (
            kiosk is not None and kiosk in (watched, watched.window())
        )


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    assert application is not None
    return application
