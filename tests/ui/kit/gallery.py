"""Pages made of the kit with invented rows, as pictures to hold beside the design: run it and look.

`python -m tests.ui.kit.gallery --to DIR [--scene NAME] [--theme dark] [--lang ar] [--text 200]`
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from pbdesk.ui import fit, icons
from pbdesk.ui.dress import dress
from pbdesk.ui.theme import theme
from tests.ui.kit.pages_before import door, proposals, rulebook
from tests.ui.kit.pages_counting import doubtful, keying, parts, result
from tests.ui.kit.stand_in import NAMES, Window, steps

SCENES: dict[str, tuple[Callable[[], QWidget], int, icons.Shape, str, str]] = {
    "1-proposals": (
        proposals,
        1,
        icons.ATTENTION,
        "3 need an answer",
        "Answer 3 proposals",
    ),
    "8-parts": (parts, 0, icons.UNDER_WAY, "Under way", "Go on"),
    "11-rulebook": (
        rulebook,
        0,
        icons.ATTENTION,
        "2 questions open",
        "Answer 2 questions",
    ),
    "12-door": (
        door,
        3,
        icons.UNDER_WAY,
        "285 have a ballot",
        "Close the vote",
    ),
    "13-keying": (
        keying,
        4,
        icons.ATTENTION,
        "1 batch does not add up",
        "Recount batch 3",
    ),
    "14-doubtful": (
        doubtful,
        4,
        icons.ATTENTION,
        "3 papers to rule on",
        "Rule on 3 papers",
    ),
    "15-result": (result, 5, icons.DONE, "Declared at 19:42", "Make the pack"),
}


def window(name: str) -> Window:
    made, at, shape, state, following = SCENES[name]
    page = made()
    shown = Window(page, steps(at, shape, state), NAMES[at], following)
    if theme().scale > 1 and hasattr(page, "go_deep"):
        page.go_deep()
    shown.resize(1280, 800)
    shown.show()
    shown.activateWindow()
    if hasattr(page, "first"):
        first = page.first
        (first.take_focus if hasattr(first, "take_focus") else first.setFocus)()
    QApplication.processEvents()
    return shown


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    asked = argparse.ArgumentParser()
    asked.add_argument("--to", type=Path, required=True)
    asked.add_argument("--scene", action="append")
    asked.add_argument("--theme", default="light")
    asked.add_argument("--lang", default="en")
    asked.add_argument("--text", type=int, default=100)
    wants = asked.parse_args()
    app = QApplication([])
    dress(app)
    theme().set(
        colours=wants.theme,
        language=wants.lang,
        scale=wants.text / 100,
    )
    wants.to.mkdir(parents=True, exist_ok=True)
    for name in wants.scene or SCENES:
        fit.clipped.clear()
        shown = window(name)
        shown.grab().save(str(wants.to / f"{name}.png"))
        for clip in fit.clipped:
            print(name, clip)
        shown.close()


if __name__ == "__main__":
    main()
