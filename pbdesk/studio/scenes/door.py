"""Scenes of the door."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pbdesk.app.sample.millbrook import people
from pbdesk.studio.scenes.scene import Scene
from pbdesk.ui.pages.page import Page

if TYPE_CHECKING:
    from pbdesk.ui.pages.door.page import DoorPage

__all__ = ["SCENES"]


def _door(page: Page) -> DoorPage:
    from pbdesk.ui.pages.door.page import DoorPage

    assert isinstance(page, DoorPage)
    return page


def _searched(page: Page) -> None:
    door = _door(page)
    door.search.edit.setText("har")
    door.search.changed.emit()
    door.search.edit.returnPressed.emit()


def _refused(page: Page) -> None:
    door = _door(page)
    _searched(page)
    door.rows.opened.emit(door.here.chosen)
    door.giving.form.set_values({"stub": 17}, keep_focused=False)
    door.giving.form.changed.emit("stub")  # it was given out already
    door.giving.shown.button("letter").click()


_COVER = (
    "Millbrook Town Council;;;;;",
    "Register of people, FINAL v3 (2);;;;;",
    ";;;;;",
    "Taken from the rolls on 2 October 2026;;;;;",
)
_TROUBLE = {
    12: ";;17 Duke Street;;MB4 7QN;19/08/1979",
    38: "HARLOW;June Mary;12 Weir Road;;MB4 7QT;04/03/1961",
    71: "YUSUF;Amina;8 Weir Road;;MB4 7RD;31/02/1990",
    90: "#REF!;Idris;9 Weir Road;;MB4 7RD;2.11.68",
}
"""What stands in some lines of every council's list."""


def _council_list(folder: Path) -> Path:
    """A list as a council hands it over: a cover, its own headings, old letters, a total."""
    lines = [
        *_COVER,
        "SURNAME;First name(s);Addr. line 1;Addr. line 2;PCODE;D.O.B.",
    ]
    lines += [
        "HARLOW;June Mary;12 Weir Road;;MB4 7QT;04/03/1961",
        "O'NEILL;Siobhán;Flat 2;9 Links Place;MB4 7RD;21/11/1987",
        "van der berg;Pieter;3 Mill Lane;;mb47pa;7.5.49",
        "ADEYEMI-CLARKE;Tola;41 Station Road;;MB4 7QX;30/01/2011",
    ]
    for n, (name, street) in enumerate(people(120)):
        surname, _, first = name.partition(", ")
        lines.append(
            f"{surname.upper()};{first};{street};;MB4 7QT;"
            f"{n % 28 + 1}/{n % 12 + 1}/{1931 + n % 80}",
        )
    for number, line in _TROUBLE.items():
        lines.insert(number, line)
    lines.append("Total: 126;;;;;")
    path = folder / "Register FINAL v3 (2).csv"
    _ = path.write_text("\r\n".join(lines), encoding="cp1252", newline="")
    return path


def _reading(page: Page) -> None:
    """The council's list is read; nothing of it is taken yet."""
    _door(page).list.read_file(_council_list(page.host.settings.path.parent))


def _without_headings(page: Page) -> None:
    """No line of a list names its columns: somebody has to say what they hold."""
    path = page.host.settings.path.parent / "rhestr.csv"
    rows = "".join(
        f"{n},{name},{at}\n" for n, (name, at) in enumerate(people(40), 1)
    )
    _ = path.write_text(f"Rhif,Enw,Cyfeiriad\n{rows}", encoding="utf-8")
    _door(page).list.read_file(path)


SCENES: tuple[Scene, ...] = (
    Scene("empty", None),
    Scene("reading-a-list", "drawn-up", _reading),
    Scene("list-without-headings", "drawn-up", _without_headings),
    Scene("at-work", "door", _searched),
    Scene("refused", "door", _refused),
    Scene("finished", "closed"),
)
