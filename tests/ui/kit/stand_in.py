"""A stand-in for the shell: menu, header, rail, and one page made of the kit with invented rows."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from pbdesk.ui import icons
from pbdesk.ui.widgets.header import Header
from pbdesk.ui.widgets.rail import Rail, RailBar, Step, StepPage
from pbdesk.ui.widgets.split import is_narrow

NAMES = (
    "Prepare",
    "Ideas",
    "Deliberate",
    "Vote",
    "Count",
    "Declare",
    "Pack",
    "After",
)


def steps(at: int, shape: icons.Shape, state: str) -> list[Step]:
    done = [Step(n, n, icons.DONE, "8 projects", "done") for n in NAMES[:at]]
    here = Step(
        NAMES[at],
        NAMES[at],
        shape,
        state,
        "under way",
        (StepPage("one", "Batches"), StepPage("two", "Doubtful papers"))
        if at == 4
        else (),
    )
    later = [
        Step(n, n, icons.NOT_STARTED, "Not started") for n in NAMES[at + 1 :]
    ]
    asides = [
        ("Juries", "scale", "None open"),
        ("Open book", "book-open", "Opens after the answer"),
        ("Record", "scroll-text", "214 entries"),
    ]
    return [
        *done,
        here,
        *later,
        *(
            Step(n, n, icons.Shape(i, "second"), s, aside=True)
            for n, i, s in asides
        ),
    ]


class Window(QMainWindow):
    """A stand-in for the shell: menu, header, rail and one page."""

    def __init__(
        self,
        page: QWidget,
        rail: list[Step],
        at: str,
        next_step: str,
    ) -> None:
        super().__init__()
        for title in ("Assembly", "Edit", "View", "Room", "Help"):
            self.menuBar().addMenu(title)
        header, self.rail, self.bar = Header(), Rail(), RailBar()
        header.show_assembly(
            "Millbrook Assembly",
            "Millbrook Community Hall, Thursday 26 November 2026",
        )
        header.show_saved("All saved, entry 214")
        header.show_next(next_step)
        self.rail.show_steps(rail, at)
        self.bar.show_steps(rail, at)
        inner = QWidget()
        column, line = QVBoxLayout(inner), QHBoxLayout()
        for layout in (column, line):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self.bar)
        column.addLayout(line, 1)
        line.addWidget(self.rail)
        line.addWidget(page, 1)
        self.setCentralWidget(inner)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self.rail.setVisible(not is_narrow(self))
        self.bar.setVisible(is_narrow(self))
