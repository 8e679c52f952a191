"""How often somebody presses something to hold an evening: the journey's own steps, counted.

    python benchmarks/presses.py [--each] [TREE …]

plays `tests/journeys/test_whole_evening.py` in each tree (a checkout of any build; without one,
this), and counts what its person does as one who uses mouse and keyboard does it: a button, a row,
a choice is one press, a list that opens two; a field is one press unless the focus is there already,
and its letters are counted apart. What stands as it is wanted is not pressed. It also lists what was
written into a second field although it was written before: what is asked twice. `--each` prints
every step in its order, with the page on which it is and 0 where nothing had to be pressed for it.
"""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

_TEST = "tests/journeys/test_whole_evening.py"
_TOLD = "PBDESK_PRESSES"
_ONE = ("press", "click", "click_row", "go", "go_on", "confirm", "leave")
_SHORT = 4  # letters; a figure or a letter may well be written twice


def main(given: list[str]) -> None:
    """Count in each tree, and print a table."""
    each = "--each" in given
    trees = [one for one in given if one != "--each"]
    root = Path(__file__).resolve().parent
    rows = [
        (tree, _counted(Path(tree).resolve(), root))
        for tree in trees or [str(root.parent)]
    ]
    kinds = sorted({kind for _, found in rows for kind in found["presses"]})
    for tree, found in rows:
        presses = found["presses"]
        print(
            f"{tree}: {sum(presses.values())} presses, {found['letters']} letters",
        )
        if each:
            for count, name, page, chapter in found["steps"]:
                print(f"  {count} {page:10} {chapter}: {name}")
        for chapter in dict.fromkeys(step[3] for step in found["steps"]):
            steps = [
                (count, name)
                for count, name, _, of in found["steps"]
                if of == chapter
            ]
            print(
                f"  {sum(count for count, _ in steps):4} {chapter}: "
                + ", ".join(
                    f"{name}×{count}" if count > 1 else name
                    for count, name in steps
                    if count
                ),
            )
        print(
            "  "
            + ", ".join(f"{kind} {presses.get(kind, 0)}" for kind in kinds),
        )
        for text, labels in found["twice"].items():
            print(
                f"  written into {len(labels)} fields: {text!r}: {', '.join(labels)}",
            )


def _counted(tree: Path, plugins: Path) -> dict[str, Any]:
    told = tree / ".presses.json"
    path = os.pathsep.join([str(plugins), str(tree)])
    env = {
        **os.environ,
        _TOLD: str(told),
        "PYTHONPATH": path,
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "presses",
        "-k",
        "ends_in_a_pack",
        _TEST,
    ]
    subprocess.run(
        command,
        cwd=tree,
        env=env,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    found = json.loads(told.read_text(encoding="utf-8"))
    told.unlink()
    return found


# In the run


class Counting:
    """What a person pressed so far, and what they wrote where."""

    def __init__(self) -> None:
        self.presses = Counter[str]()
        self.letters = 0
        self.fields = defaultdict[str, list[str]](list)
        self.steps: list[tuple[int, str, str, str]] = []

    def wrap(self, person: type) -> None:
        """Count all that somebody of this kind does."""
        for name in _ONE:
            self._before(person, name, lambda _self, *_args, **_given: 1)
        self._before(person, "choose", self._choose)
        self._before(person, "pick_row", self._pick_row)
        self._before(person, "choose_in", self._choose_in)
        self._before(person, "write", self._write)
        self._before(person, "enter", self._enter)

    def _before(self, person: type, name: str, count: Any) -> None:
        does = getattr(person, name)

        def counted(self_: Any, *args: Any, **given: Any) -> Any:
            _settle(self_)
            pressed = count(self_, *args, **given)
            self.presses[name] += pressed
            words = " ".join([name, *(str(arg) for arg in args[:1])])
            chapter = inspect.stack(0)[1].function
            self.steps.append((pressed, words, _page(self_), chapter))
            return does(self_, *args, **given)

        setattr(person, name, counted)

    def _choose(self, person: Any, name: str, of: str = "") -> int:
        from PySide6.QtWidgets import QRadioButton

        from tests.journeys import person as people

        there = [
            radio
            for radio in person.window.findChildren(QRadioButton)
            if radio.isVisible()
            and people.heard(radio) == name
            and of in people.about(radio)
        ]
        return 0 if any(radio.isChecked() for radio in there) else 1

    def _choose_in(self, person: Any, label: str, name: str) -> int:
        from PySide6.QtGui import QAccessible
        from PySide6.QtWidgets import QComboBox

        from tests.journeys import person as people

        there = [
            box
            for box in person.window.findChildren(QComboBox)
            if people.heard(box)
            == label  # folded away or not: the plain words beside it say it
        ]
        chosen = any(
            people.said(box, QAccessible.Text.Value) == name for box in there
        )
        return 0 if chosen else 2

    def _pick_row(self, person: Any, words: str) -> int:
        from PySide6.QtWidgets import QAbstractItemView

        from tests.journeys import person as people

        for view in person.window.findChildren(QAbstractItemView):
            if view.isVisible() and any(
                words in row for row in people.rows(view)
            ):
                marked = view.selectionModel().selectedIndexes() or [
                    view.currentIndex(),
                ]
                return (
                    0 if any(words in _read(index) for index in marked) else 1
                )
        return 1

    def _write(self, person: Any, label: str, text: str) -> int:
        from PySide6.QtGui import QAccessible
        from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

        from tests.journeys import person as people

        there = [
            edit
            for kind in (QLineEdit, QPlainTextEdit)
            for edit in person.window.findChildren(kind)
            if edit.isVisible() and people.heard(edit) == label
        ]
        if any(
            people.said(edit, QAccessible.Text.Value) == text for edit in there
        ):
            return 0
        self.letters += len(text)
        if len(text) >= _SHORT and label not in self.fields[text]:
            self.fields[text].append(label)
        return 0 if any(edit.hasFocus() for edit in there) else 1

    def _enter(self, _person: Any, text: str = "") -> int:
        self.letters += len(text)
        return 1

    def told(self) -> str:
        """All of it, for the table."""
        twice = {
            text: labels
            for text, labels in self.fields.items()
            if len(labels) > 1
        }
        return json.dumps(
            {
                "presses": self.presses,
                "letters": self.letters,
                "twice": twice,
                "steps": self.steps,
            },
        )


def _settle(person: Any) -> None:
    """Wait until what was done is saved: only then does the focus go where it leads."""
    from PySide6.QtWidgets import QApplication

    # a build of before keeps no file in its session and saves at once
    file = getattr(person.shell.session, "file", None)
    QApplication.processEvents()
    while file is not None and file.saving:
        QApplication.processEvents()
    QApplication.processEvents()


def _page(person: Any) -> str:
    """Where somebody is, in any build."""
    places = getattr(person.shell, "places", None)
    return str(getattr(places, "here", ""))


def _read(index: Any) -> str:
    from PySide6.QtCore import Qt

    return str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")


_COUNTING = Counting()


def pytest_collection_finish() -> None:
    """Count from the first step on."""
    from tests.journeys.person import Person

    _COUNTING.wrap(Person)


def pytest_sessionfinish() -> None:
    """Tell what was counted."""
    Path(os.environ[_TOLD]).write_text(_COUNTING.told(), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
