"""Pictures that are kept beside the record, on their page: photos of an item, a scanned letter.

They are decoded small, in memory only. What is no picture, or forgotten, or locked, is not shown
here; the button that opens it says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import override

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QAccessible,
    QImage,
    QImageReader,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy

from pbdesk.app.jobs.keeping import kept
from pbdesk.ledger.refusals import RecordDamaged
from pbdesk.minutes.entries import Id
from pbdesk.minutes.kept import forgotten
from pbdesk.ui.host import Host
from pbdesk.ui.pages.photos import Photo, photos_of
from pbdesk.ui.render.drawing import OwnWidget
from pbdesk.ui.theme import px, worded
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.label import Label
from pbdesk.ui.widgets.painted import Painted
from pbdesk.words import say

__all__ = ["LetterKept", "PhotosKept"]

_SMALL, _PAGE = QSize(132, 84), QSize(420, 560)
_MOST = 6
"""So many of the newest photos of an item are shown."""


class _Pictures(OwnWidget):
    """Pictures side by side, each with its words below; `room` is the most that one takes."""

    room = _SMALL

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._line = Line()
        self._waiting: list[Photo] = []
        self._row = Column(self._line)
        self.add(self._row)

    def wanted(self) -> Sequence[Photo]:
        """What is to be shown of what it is `about`."""
        raise NotImplementedError

    @override
    def refresh(self) -> None:
        """Begin to show what is not shown yet."""
        desk = self.host.desk
        wanted = self.wanted()
        gone = forgotten(desk.recorded) if wanted else ()
        wanted = [each for each in wanted if each.enclosed.ref not in gone]
        shown = (desk.people is None, [each.enclosed.ref for each in wanted])
        if not self._row.clear_for(shown):
            return
        self._line, self._waiting = Line(), wanted
        self._row.setVisible(False)
        self._row.add(self._line)
        QTimer.singleShot(0, self, self._next)

    def _next(self) -> None:
        """Show the next of those that wait, while nobody presses: a large photo takes a moment."""
        if not self._waiting:
            return
        wanted, *self._waiting = self._waiting
        image = self._image(wanted)
        if image is not None:
            self._line.add(
                Column(_Picture(image, wanted), Label(wanted.words, "help")),
            )
            self._row.setVisible(True)
        QTimer.singleShot(0, self, self._next)

    def _image(self, wanted: Photo) -> QImage | None:
        """The picture, no larger than there is room; None where there is none to show."""
        try:
            brought = kept(self.host.people, wanted.enclosed)
        except (KeyError, RecordDamaged):  # said where it is opened
            return None
        if brought is None or not brought.media_type.startswith("image/"):
            return None
        data = QByteArray(brought.data)
        buffer = QBuffer(data)
        _ = buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        most = QSize(
            px(self.room.width()),
            px(self.room.height()),
        )
        size = reader.size()
        if size.isValid():
            reader.setScaledSize(
                size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio),
            )
        image = reader.read()
        return None if image.isNull() else image


class PhotosKept(_Pictures):
    """The newest photos of the item of the open book that it is `about`."""

    @override
    def wanted(self) -> Sequence[Photo]:
        return photos_of(self.host.state, self.about)[-_MOST:]


class LetterKept(_Pictures):
    """The scan from which the answer to the item that it is `about` is typed."""

    room = _PAGE

    @override
    def wanted(self) -> Sequence[Photo]:
        found = self.host.state.answers.by_item.get(Id(self.about))
        if found is None or found.entry.letter is None:
            return ()
        return (Photo(found.entry.letter, say("The letter of the answer")),)


class _Picture(Painted):
    """A picture as it was decoded, at its own size."""

    heard_as = QAccessible.Role.Graphic

    def __init__(self, image: QImage, wanted: Photo) -> None:
        super().__init__()
        self._image = image
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(worded(wanted.words))

    @override
    def sizeHint(self) -> QSize:
        return self._image.size()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.drawImage(QRectF(self.rect()), self._image)
