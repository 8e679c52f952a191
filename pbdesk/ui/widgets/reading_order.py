"""Reading order: Tab goes through a page as it is read.

Also through forms that were put into its middle later.
Qt appends what is made later to the end of the chain, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

__all__ = ["first_stop", "keep_reading_order"]


def keep_reading_order(root: QWidget) -> None:
    """Put everything in `root` that takes the focus into the order in which its layouts hold it."""
    for before, after in pairwise(_stops(root)):
        QWidget.setTabOrder(before, after)


def first_stop(root: QWidget) -> QWidget | None:
    """What is read first in `root` of all that takes the focus, final acts and folds aside.

    None where there is nothing.
    """
    return next(
        (
            stop
            for stop in _stops(root)
            if stop.isVisibleTo(root) and _is_harmless(stop)
        ),
        None,
    )


def _is_harmless(stop: QWidget) -> bool:
    """Whether a stray Enter on it changes nothing for good, and folds nothing away."""
    return (
        stop.isEnabled()
        and not stop.property("final")
        and not stop.property("folds")
    )


def _stops(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
        if not isinstance(
            widget,
            QScrollArea,
        ):  # a page that is read by keys has its stops in it
            return
    inner = widget.widget() if isinstance(widget, QScrollArea) else None
    for each in [inner] if inner is not None else _held(widget):
        yield from _stops(each)


def _held(widget: QWidget) -> Iterator[QWidget]:
    layout = widget.layout()
    if layout is None:
        return
    for item in map(layout.itemAt, range(layout.count())):
        if item is not None and (held := item.widget()) is not None:
            yield held
