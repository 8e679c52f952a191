"""The menus: everything the window can do, with its shortcut. Undo and redo name the act.

Ctrl+Z inside a text field never leaves it: Qt's fields keep the key to themselves, even with
nothing to undo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from pbdesk.app.case_file import CaseFile
from pbdesk.app.desk import OpenFile
from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.i18n import languages
from pbdesk.ui.correcting import redoable, undoable
from pbdesk.ui.handouts import (
    lot_is_certain,
    preview_checklist,
    preview_lot,
    preview_receipt,
)
from pbdesk.ui.kept import KeptSheet
from pbdesk.ui.pages.start.view import (
    COLOURS,
    RecentLine,
    language_name,
    recent_lines,
)
from pbdesk.ui.palette import Act
from pbdesk.ui.places import LABELS
from pbdesk.ui.room.hearing import CASE_SCENES
from pbdesk.ui.room.view import ON_THEIR_PAGE, SCENES
from pbdesk.ui.settings import COLOURS_BY_NAME, SIZES
from pbdesk.ui.theme import theme, worded
from pbdesk.ui.way import pages_shown
from pbdesk.words import Share, Words, say

if TYPE_CHECKING:
    from pbdesk.ui.shell import Shell

__all__ = ["Menus"]

_LONGEST = 60  # letters of an act's sentence in the menu

_FIRST = {"case": say("Case"), "jury": say("Jury"), "parent": say("Halls")}
"""The first menu by kind of file; else it is the assembly's."""

type Shortcuts = list[tuple[str, str]]
"""The lines of a menu that have one: words and keys."""

_AT_ONCE = 18
"""So many pages stand in the first menu, which is then no higher than a small screen."""


class Menus(QObject):
    """The menu bar of a shell.

    Built anew when the language changes; `refresh` says what can be done now.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._bar = shell.menuBar()
        self._menus: list[QMenu] = []
        self._inside: list[QAction] = []
        self._in_any: list[QAction] = []
        self._to_pages: dict[str, QAction] = {}
        self._language = ""
        theme().keep_dressed(self._rebuild)

    def _clear(self) -> None:
        self._inside.clear()
        self._in_any.clear()
        self._bar.clear()
        for menu in self._menus:
            menu.deleteLater()
        self._menus.clear()

    def _rebuild(self) -> None:
        if self._language == str(theme().locale):
            self._check_look()
            return
        self._language = str(theme().locale)
        self._clear()
        self._assembly()
        self._edit()
        self._view()
        self._room()
        self._help()
        self.refresh()

    def refresh(self) -> None:
        """Say what can be done now.

        Names of undo and redo, what needs an open assembly, the recent files.
        """
        desk = self._shell.session.desk
        file = self._shell.session.file
        for action in self._inside:
            action.setEnabled(desk is not None)
        for action in self._in_any:
            action.setEnabled(file is not None)
        self._refresh_pages(file)
        self._refresh_people()
        self._keep_head.setEnabled(self._shell.heads.folder is not None)
        self._lot.setEnabled(desk is not None and lot_is_certain(desk.state))
        self._name_corrections()
        for action in self._others:
            action.setEnabled(desk is not None and len(desk.state.order) > 1)
        self._next.setEnabled(self._shell.places.next_step(file) is not None)
        self._refresh_room()
        self._check_look()

    def _refresh_people(self) -> None:
        session = self._shell.session
        desk, file = session.desk, session.file
        self._unlock.setEnabled(session.locked)
        for action in (self._passphrase, self._recovery):
            action.setEnabled(file is not None and file.people is not None)
        self._destroy.setEnabled(
            desk is not None and desk.state.door.destroyed is None,
        )

    def _refresh_scenes(self) -> None:
        session = self._shell.session
        is_case = isinstance(session.file, CaseFile)
        is_open = session.desk is not None or is_case
        for of_a_case, actions in self._scenes.items():
            for action in actions:
                action.setVisible(of_a_case == is_case)
                action.setEnabled(is_open)

    def _refresh_room(self) -> None:
        room = self._shell.room.window
        self._refresh_scenes()
        for action in (self._black, self._freeze, self._close_room):
            action.setEnabled(room is not None)
        self._freeze.setChecked(room is not None and room.frozen)

    def _menu(self, title: Words) -> QMenu:
        menu = QMenu(worded(title), self._bar)
        self._menus.append(menu)
        self._bar.addMenu(menu)
        return menu

    def _below(self, menu: QMenu, title: Words) -> QMenu:
        """A menu under a line of another."""
        below = QMenu(worded(title), menu)
        self._menus.append(below)
        menu.addMenu(below)
        return below

    def _add(
        self,
        menu: QMenu,
        words: Words,
        do: Callable[[], object],
        keys: str = "",
        *,
        inside: bool = False,
        checkable: bool = False,
    ) -> QAction:
        """One line of a menu. `inside`: only while an assembly is open."""
        action = menu.addAction(worded(words).replace("&", "&&"))
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setCheckable(checkable)
        action.triggered.connect(lambda _checked=False: do())
        if inside:
            self._inside.append(action)
        return action

    def _add_in_any(
        self,
        menu: QMenu,
        words: Words,
        do: Callable[[], object],
        keys: str = "",
    ) -> None:
        """One line of a menu that needs an open file, of whatever kind."""
        self._in_any.append(self._add(menu, words, do, keys))

    # Assembly

    def _assembly(self) -> None:
        shell = self._shell
        menu = self._first = self._menu(say("Assembly"))
        self._add(menu, say("New…"), shell.host.show_beginning, "Ctrl+N")
        self._add(menu, say("Open…"), shell.host.choose_file, "Ctrl+O")
        self._recent = self._below(menu, say("Open recent"))
        self._recent.aboutToShow.connect(self._fill_recent)
        self._add(menu, say("Rehearse"), shell.host.rehearse)
        self._add(
            menu,
            say("Look into a ballot file…"),
            lambda: shell.show_page("ballots"),
        )
        self._add(
            menu,
            say("Check a result pack…"),
            partial(shell.show_page, "verify", "pack"),
        )
        menu.addSeparator()
        self._people(menu)
        menu.addSeparator()
        self._record(menu)
        menu.addSeparator()
        self._add_in_any(menu, say("Close"), shell.close_assembly, "Ctrl+W")
        self._add(menu, say("Quit"), shell.close, "Ctrl+Q")

    def _people(self, menu: QMenu) -> None:
        shell = self._shell
        self._unlock = self._add(
            menu,
            say("Unlock people…"),
            partial(shell.show_page, "unlock"),
        )
        self._passphrase = self._add(
            menu,
            say("Change the passphrase…"),
            shell.people_file.change,
        )
        self._recovery = self._add(
            menu,
            say("Print the recovery sheet…"),
            shell.people_file.print_sheet,
        )
        self._destroy = self._add(
            menu,
            say("Destroy the people file…"),
            shell.people_file.destroy,
        )
        self._add(
            menu,
            say("What is kept, and how long…"),
            lambda: KeptSheet(shell).open(),
            inside=True,
        )

    def _record(self, menu: QMenu) -> None:
        shell = self._shell
        self._add(
            menu,
            say("Keep the record’s codes on a stick…"),
            shell.heads.choose,
            inside=True,
        )
        self._keep_head = self._add(
            menu,
            say("Keep the record’s code on the stick now"),
            shell.heads.keep_now,
        )
        self._add(
            menu,
            say("Print a checkpoint slip"),
            shell.heads.print_slip,
            inside=True,
        )
        self._add(
            menu,
            say("Receipt for voters"),
            lambda: preview_receipt(shell.host),
            inside=True,
        )
        self._lot = self._add(
            menu,
            say("Certificate of the lot"),
            lambda: preview_lot(shell.host),
        )

    def _fill_recent(self) -> None:
        self._recent.clear()
        for line in recent_lines(self._shell.settings.recent()):
            self._add_recent(line)

    def _add_recent(self, line: RecentLine) -> None:
        words = say("{name}: {said}", name=line.title, said=line.said)
        begin = partial(self._shell.open, Path(line.path))
        self._add(self._recent, words, begin).setEnabled(line.known is not None)

    # Edit

    def _edit(self) -> None:
        menu = self._menu(say("Edit"))
        self._undo = self._add(menu, say("Undo"), self._shell.undo, "Ctrl+Z")
        self._redo = self._add(
            menu,
            say("Redo"),
            self._shell.redo,
            "Ctrl+Shift+Z",
        )

    def _name(
        self,
        action: QAction,
        plainly: Words,
        named: Words | None,
    ) -> None:
        """Call it by the act it is about; nothing to do, nothing to press."""
        action.setText(worded(named or plainly).replace("&", "&&"))
        action.setEnabled(named is not None)

    def _name_corrections(self) -> None:
        file = self._shell.session.file
        undo, redo = (undoable(file), redoable(file)) if file else (None, None)
        named_undo = say("Undo: {act}", act=_short(undo)) if undo else None
        named_redo = say("Redo: {act}", act=_short(redo)) if redo else None
        self._name(self._undo, say("Undo"), named_undo)
        self._name(self._redo, say("Redo"), named_redo)

    def _refresh_pages(self, file: OpenFile[Any] | None) -> None:
        """Name the first menu after the kind of file, and offer the pages that it has."""
        kind = ASSEMBLY if file is None else file.kind
        self._first.setTitle(
            worded(_FIRST.get(kind.tag, say("Assembly"))),
        )
        shown = kind.pages if file is None else pages_shown(file)
        for name, action in self._to_pages.items():
            action.setVisible(name in shown)
            action.setEnabled(file is not None and name in shown)

    # View

    def _view(self) -> None:
        shell = self._shell
        menu = self._menu(say("View"))
        self._next = self._add(
            menu,
            say("Go to the next thing to do"),
            shell.go_next,
            "Ctrl+G",
        )
        self._find = self._add(
            menu,
            say("Find a page, or what to do…"),
            shell.show_palette,
            "Ctrl+K",
        )
        self._others = (
            self._add(
                menu,
                say("The question before"),
                partial(shell.turn_by, -1),
                "Ctrl+PgUp",
            ),
            self._add(
                menu,
                say("The next question"),
                partial(shell.turn_by, 1),
                "Ctrl+PgDown",
            ),
        )
        self._pages(menu)
        menu.addSeparator()
        self._look(menu)
        menu.addSeparator()
        self._sound = self._add(
            menu,
            say("Sound when the time is up"),
            shell.turn_sound,
            checkable=True,
        )
        self._full = self._add(
            menu,
            say("Full screen"),
            shell.turn_full_screen,
            "F11",
            checkable=True,
        )

    def _pages(self, menu: QMenu) -> None:
        """Every page; the first nine by a number, those that rarely matter one level further."""
        pages = self._below(menu, say("Go to a page"))
        more = self._below(pages, say("More pages"))
        for number, (name, label) in enumerate(LABELS.items(), start=1):
            keys = f"Ctrl+{number}" if number < 10 else ""
            into = pages if number <= _AT_ONCE else more
            go = partial(self._shell.show_page, name)
            self._to_pages[name] = self._add(into, label, go, keys)

    def _look(self, menu: QMenu) -> None:
        """Text, colours and language."""
        shell = self._shell
        self._add(menu, say("Larger text"), partial(self._resize, 1), "Ctrl++")
        self._add(
            menu,
            say("Smaller text"),
            partial(self._resize, -1),
            "Ctrl+-",
        )
        sizes = {
            str(size): say("{share}", share=Share(size, 100)) for size in SIZES
        }
        self._sizes = self._choices(
            menu,
            say("Text size"),
            sizes,
            lambda size: shell.look(text=int(size)),
        )
        self._colours = self._choices(
            menu,
            say("Colours"),
            COLOURS,
            self._recolour,
        )
        self._languages = self._choices(
            menu,
            say("Language"),
            {tag: language_name(tag) for tag in languages()},
            lambda tag: shell.look(language=tag),
        )

    def _choices(
        self,
        menu: QMenu,
        title: Words,
        choices: dict[str, Words],
        do: Callable[[str], object],
    ) -> QActionGroup:
        """A menu of things of which one holds."""
        below = self._below(menu, title)
        group = QActionGroup(self)
        for key, words in choices.items():
            action = self._add(below, words, partial(do, key), checkable=True)
            action.setData(key)
            group.addAction(action)
        return group

    def _check_look(self) -> None:
        settings = self._shell.settings
        _check(self._sizes, str(settings.text))
        _check(self._colours, settings.colours)
        _check(self._languages, settings.language)
        self._sound.setChecked(settings.sound)
        self._full.setChecked(self._shell.isFullScreen())

    def _resize(self, steps: int) -> None:
        shell = self._shell
        at = SIZES.index(shell.settings.text) + steps
        shell.look(text=SIZES[min(len(SIZES) - 1, max(0, at))])

    def _recolour(self, key: str) -> None:
        self._shell.look(colours=COLOURS_BY_NAME[key])

    # Room and help

    def _room(self) -> None:
        room = self._shell.room
        menu = self._menu(say("Room"))
        self._scenes = {
            of_a_case: [
                self._add(
                    menu,
                    words,
                    partial(room.show_scene, name),
                    f"Ctrl+Shift+{number}",
                    inside=True,
                )
                for number, (name, words) in enumerate(scenes.items(), start=1)
                if name not in ON_THEIR_PAGE
            ]
            for of_a_case, scenes in ((False, SCENES), (True, CASE_SCENES))
        }
        menu.addSeparator()
        self._black = self._add(
            menu,
            say("Black, or show again"),
            room.turn_black,
            "Ctrl+B",
        )
        self._freeze = self._add(
            menu,
            say("Freeze"),
            room.freeze,
            "Ctrl+Shift+F",
            checkable=True,
        )
        self._close_room = self._add(menu, say("Close the room"), room.close)
        self._choices(
            menu,
            say("Language of the room"),
            {tag: language_name(tag) for tag in languages()},
            room.speak,
        )
        room.changed.connect(self.refresh)

    def _help(self) -> None:
        menu = self._menu(say("Help"))
        shell = self._shell
        self._add(menu, say("What this page is for"), shell.show_help, "F1")
        self._add(
            menu,
            say("Checklist of the evening"),
            lambda: preview_checklist(shell.host),
        )
        self._add(
            menu,
            say("Keyboard shortcuts"),
            shell.show_shortcuts,
            "Ctrl+F1",
        )
        self._add(menu, say("About pbdesk"), shell.show_about)

    def _lines(self) -> Iterator[tuple[str, QAction]]:
        """Every line of every menu, with the menus it stands in.

        The one table that sheet and palette read.
        """
        for top, menu in self._tops():
            yield from _lines_of(menu, top)

    def _tops(self) -> Iterator[tuple[str, QMenu]]:
        for top in self._bar.actions():
            menu = top.menu()
            if isinstance(menu, QMenu):
                yield top.text(), menu

    def shortcuts(self) -> Iterator[tuple[str, Shortcuts]]:
        """Every menu's title with its lines of this file that have a shortcut: words and keys."""
        for top, menu in self._tops():
            if given := _shortcuts_of(menu, top):
                yield top, given

    def acts(self) -> list[Act]:
        """Every line of the menus as the palette shows it, but for the palette itself."""
        self._fill_recent()
        return [
            _act(n, menu, action)
            for n, (menu, action) in enumerate(self._lines())
            if action is not self._find
        ]

    def do(self, key: str) -> None:
        """Do an act by the key that `acts` gave."""
        _, action = next(islice(self._lines(), int(key), None))
        action.trigger()


def _lines_of(menu: QMenu, title: str) -> Iterator[tuple[str, QAction]]:
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _lines_of(below, f"{title}, {_name(action)}")
        elif not action.isSeparator():
            yield title, action


def _name(action: QAction) -> str:
    return action.text().replace("&&", "&")


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _short(sentence: Words) -> str:
    """A sentence of the minutes as a line of a menu."""
    said = worded(sentence).rstrip(".")
    if len(said) <= _LONGEST:
        return said
    return said[:_LONGEST].rsplit(" ", 1)[0] + "…"


def _act(n: int, menu: str, action: QAction) -> Act:
    return Act(
        str(n),
        _name(action),
        menu,
        _keys(action),
        action.isEnabled(),
        action.isChecked() if action.isCheckable() else None,
    )


def _shortcuts_of(menu: QMenu, title: str) -> Shortcuts:
    return [
        (_name(action), _keys(action))
        for _, action in _lines_of(menu, title)
        if _keys(action) and action.isVisible()
    ]


def _check(group: QActionGroup, key: str) -> None:
    for action in group.actions():
        action.setChecked(action.data() == key)
