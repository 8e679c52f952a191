"""What holds for every scene of every page, by construction: a page that is listed is tested."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QRadioButton, QWidget

from pbdesk.ui import fit, pages
from pbdesk.ui.pages import LOBBY, PAGES
from pbdesk.ui.stage import Stage, scenes_of
from pbdesk.ui.theme import theme

SCENES = [pytest.param(page, scene, id=f"{page.name}-{scene.name}")
          for page in (*LOBBY, *PAGES) for scene in scenes_of(page)]
every_scene = pytest.mark.parametrize(("page", "scene"), SCENES)

LOOKS = {"large": {"scale": 2.0}, "right-to-left": {"language": "ar", "scale": 1.0}, "usual": {"language": "en"}}


@pytest.fixture(scope="module")
def stage(qapp, tmp_path_factory) -> Iterator[Stage]:
    theme().apply(qapp)
    made = Stage(tmp_path_factory.mktemp("stage"))
    made.shell.look(colours="light", text=100, language="en")
    made.shell.show()
    made.shell.activateWindow()
    QTest.qWaitForWindowActive(made.shell)
    yield made
    theme().set(language="en", scale=1.0)
    made.close()


def test_every_page_folder_is_listed() -> None:
    folders = {each.name for each in Path(pages.__file__).parent.iterdir() if (each / "page.py").is_file()}
    listed = {page.__module__.split(".")[-2] for page in (*LOBBY, *PAGES)}
    assert folders == listed


def test_no_two_pages_share_a_name() -> None:
    names = [page.name for page in (*LOBBY, *PAGES)]
    assert len(names) == len(set(names))


def stops(window: QWidget) -> set[QWidget]:
    """What the keyboard must reach: one of each group of radio buttons, and everything else that takes the focus."""
    found = {w for w in window.findChildren(QWidget)
             if w.isVisible() and w.isEnabled() and w.focusPolicy() & Qt.FocusPolicy.TabFocus
             and w.focusProxy() is None}
    return {w for w in found if not (isinstance(w, QRadioButton) and w.group() is not None and not _speaks(w))}


def _speaks(radio: QRadioButton) -> bool:
    """Whether this is the button of its group that Tab stops at."""
    buttons = [b for b in radio.group().buttons() if b.isEnabled() and b.isVisible()]
    return radio is (radio.group().checkedButton() or buttons[0])


def walk(window: QWidget) -> list[QWidget]:
    """The widgets that Tab goes through, until the first comes again."""
    met: list[QWidget] = []
    for _ in range(200):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        assert here is not None, f"the focus is lost after {met[-1:] or 'nothing'}"
        if met and here is met[0]:
            return met
        met.append(here)
    pytest.fail(f"Tab never comes back; last at {met[-5:]}")


@every_scene
def test_the_keyboard_reaches_everything_and_comes_back(stage: Stage, page, scene) -> None:
    stage.set(page, scene)
    met = walk(stage.shell)
    missed = [told(widget) for widget in stops(stage.shell) - set(met) if not isinstance(widget, QRadioButton)]
    assert not missed


def told(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName()}”"


def nodes(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """The accessible tree that is seen. Long lists are sampled: their rows are alike."""
    yield node
    for i in range(min(node.childCount(), 60)):
        child = node.child(i)
        if child is not None and child.isValid() and not child.state().invisible:
            yield from nodes(child)


@every_scene
def test_every_control_says_what_it_is_and_what_it_is_called(stage: Stage, page, scene) -> None:
    stage.set(page, scene)
    nameless = [
        f"{node.role().name} at {node.rect().getRect()}" for node in nodes(QAccessible.queryAccessibleInterface(stage.shell))
        if node.state().focusable
        and (not node.text(QAccessible.Text.Name).strip() or node.role() == QAccessible.Role.NoRole)]
    assert not nameless


def squeezed(window: QWidget) -> list[str]:
    """Labels and buttons that are smaller than their words."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisible():
            continue
        words = widget.text()
        wraps = widget.hasHeightForWidth()
        high = widget.heightForWidth(widget.width()) if wraps else widget.sizeHint().height()
        wide = 0 if wraps else widget.sizeHint().width()
        if words and (widget.height() + 1 < high or widget.width() + 1 < wide):
            found.append(f"{type(widget).__name__} “{words}” needs {wide}×{high}, has {widget.width()}×{widget.height()}")
    return found


def outside(window: QWidget) -> list[str]:
    """Widgets that stick out of what they stand in, but for what scrolls."""
    return [f"{told(w)} {w.geometry().getRect()} in {type(w.parentWidget()).__name__} {w.parentWidget().size().toTuple()}"
            for w in window.findChildren(QWidget)
            if w.isVisible() and not w.isWindow() and w.parentWidget().isVisible()
            and not isinstance(w.parentWidget().parentWidget(), QAbstractScrollArea)
            and not w.parentWidget().rect().adjusted(-1, -1, 1, 1).contains(w.geometry())]


@pytest.mark.parametrize("look", LOOKS)
@every_scene
def test_no_word_is_cut_off(stage: Stage, page, scene, look) -> None:
    theme().set(**LOOKS[look])
    stage.set(page, scene)
    fit.clipped.clear()
    stage.shell.grab()
    assert not fit.clipped
    assert not squeezed(stage.shell)
    assert not outside(stage.shell)


def test_a_page_turn_is_measured(stage: Stage, record_property) -> None:
    theme().set(language="en", scale=1.0)
    stage.set(PAGES[0], scenes_of(PAGES[0])[-1])
    for page in PAGES:
        stage.shell.show_page(page.name)
        began = time.perf_counter()
        stage.shell.show_page(page.name)
        stage.shell.grab()
        record_property(page.name, f"{(time.perf_counter() - began) * 1000:.0f} ms")
