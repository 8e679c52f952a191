"""Dropping: a file that comes to the window from outside does what the menus do with its kind.

And nothing more. It may be dragged onto the window, named on the command line, or come from a
second start. What `TAKES` does with a file shows what is in it; it never writes into the record.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDropEvent

from pbdesk.app.kinds import KINDS
from pbdesk.ui.pages.ballots.page import BallotsPage
from pbdesk.ui.pages.bringing_together import BringingTogether
from pbdesk.ui.pages.door.page import DoorPage
from pbdesk.ui.pages.page import Page
from pbdesk.ui.pages.verify.page import VerifyPage
from pbdesk.words import Listing, Words, say

if TYPE_CHECKING:
    from pbdesk.ui.shell import Shell

__all__ = ["TAKES", "dropped", "look_into", "take", "verify_pack"]

type Take = Callable[[Shell, Path], object]


def _read_people(shell: Shell, path: Path) -> None:
    """Show at the door what of a list of people can be taken."""
    if shell.session.desk is None:
        shell.host.banner(_NO_REGISTER, wrong=True)
        return
    page = _made(shell, DoorPage)
    shell.show_page(DoorPage.name, "register")
    page.list.read_file(path)


_NO_REGISTER = say(
    "A list of people goes into the register of an assembly. Open or start one first.",
)


def _made[P: Page](shell: Shell, kind: type[P]) -> P:
    page = shell.places.made(kind.name)
    assert isinstance(page, kind)
    return page


def verify_pack(shell: Shell, path: Path) -> None:
    """Show the page that checks a result pack, with this one chosen."""
    page = _made(shell, VerifyPage)
    shell.show_page(VerifyPage.name, "pack")
    page.take(path)


def look_into(shell: Shell, path: Path) -> None:
    """Show the page that counts a ballot file, with this one counted."""
    page = _made(shell, BallotsPage)
    shell.show_page(BallotsPage.name)
    page.take(path)


TAKES: dict[str, Take] = {
    **{kind.ending: lambda shell, path: shell.open(path) for kind in KINDS},
    **dict.fromkeys((".csv", ".xlsx", ".xls", ".ods"), _read_people),
    **dict.fromkeys((".pb", ".blt", ".soc", ".soi", ".toc", ".toi"), look_into),
    ".zip": verify_pack,
}
"""What is done with a file, by its ending in small letters."""


def dropped(event: QDropEvent) -> list[Path]:
    """The files that are being dragged."""
    return [
        Path(url.toLocalFile())
        for url in event.mimeData().urls()
        if url.isLocalFile()
    ]


def _brought_together(shell: Shell, paths: Sequence[Path]) -> bool:
    """Whether the page where the person is took all of them as packs of halls."""
    work = shell.places.page.findChild(BringingTogether)
    packs = all(
        path.is_dir() or path.suffix.lower() == ".zip" for path in paths
    )
    if work is None or not paths or not packs:
        return False
    work.take(paths)
    return True


def _cannot_be_taken(path: Path) -> Words:
    if path.is_dir():
        return say(
            "“{name}” is a folder. A result pack is checked as the one .zip file that was handed "
            "over.",
            name=path.name,
        )
    if path.suffix.lower() == ".people":
        return say(
            "“{name}” holds names and opens with its assembly. Open the file beside it that ends "
            "in .pbdesk.",
            name=path.name,
        )
    return say(
        "“{name}” cannot be taken. What can: files that end in {endings}.",
        name=path.name,
        endings=Listing(tuple(sorted(TAKES)), either=True),
    )


def take(shell: Shell, paths: Sequence[Path]) -> None:
    """Do with one file what the menus do with its kind; say in a sentence what cannot be taken.

    Where halls are brought together, packs and folders go there, as many as there are.
    """
    if _brought_together(shell, paths):
        return
    if len(paths) != 1:
        shell.host.banner(say("Drop one file at a time."), wrong=True)
        return
    (path,) = paths
    kind = TAKES.get(path.suffix.lower())
    if kind is None or path.is_dir():
        shell.host.banner(_cannot_be_taken(path), wrong=True)
    else:
        _ = kind(shell, path)
