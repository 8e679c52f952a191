"""What can be read on a page."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel, QWidget


def seen_on(widget: QWidget) -> str:
    """All words that can be read on it now: what was just put there is shown by Qt's next turn."""
    QApplication.processEvents()
    return "\n".join(
        label.text()
        for label in widget.findChildren(QLabel)
        if label.isVisible()
    )
