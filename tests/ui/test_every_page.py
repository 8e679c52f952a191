"""What holds for every scene of every page, by construction: a page that is listed is tested."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)

from pbdesk.assembly.kind import ASSEMBLY
from pbdesk.studio.scenes import SCENES as EACH
from pbdesk.studio.scenes.scene import Scene, as_it_is
from pbdesk.studio.stage import Stage
from pbdesk.ui import fit, pages
from pbdesk.ui.all_pages import LOBBY, PAGES, pages_of
from pbdesk.ui.dress import dress
from pbdesk.ui.pages.page import Page
from pbdesk.ui.render.asked import Asked
from pbdesk.ui.render.page import RenderedPage
from pbdesk.ui.render.presses import PressLine
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets import scroll
from pbdesk.ui.widgets.boxes import Column, Line
from pbdesk.ui.widgets.button import Button
from pbdesk.ui.widgets.facts import Quoted
from pbdesk.ui.widgets.heading import Heading
from pbdesk.ui.widgets.label import Label

pytestmark = pytest.mark.looks


def _by_moment(each: tuple[type[Page], Scene]) -> tuple[str, str, bool]:
    """Scenes of one moment after another, first those that leave its file as it is."""
    _, scene = each
    return str(scene.moment), str(scene.at), scene.prepare is not as_it_is


EVERY = sorted(
    ((page, scene) for page in (*LOBBY, *PAGES) for scene in EACH[page.name]),
    key=_by_moment,
)
SCENES = [
    pytest.param(each, id=f"{each[0].name}-{each[1].name}") for each in EVERY
]

LOOKS: dict[str, tuple[str, float]] = {
    "right to left": ("ar", 1.0),
    "right to left and large": ("ar", 2.0),
    "large": ("en", 2.0),
    "usual": ("en", 1.0),
}


STRICTEST = "right to left and large"


def wear(look: str) -> None:
    language, scale = LOOKS[look]
    theme().set(language=language, scale=scale)


@pytest.fixture(scope="module")
def stage(qapp, tmp_path_factory) -> Iterator[Stage]:
    dress(qapp)
    made = Stage(tmp_path_factory.mktemp("stage"))
    made.shell.look(colours="light", text=100, language="en")
    made.shell.show()
    made.shell.activateWindow()
    QTest.qWaitForWindowActive(made.shell)
    yield made
    theme().set(language="en", scale=1.0)
    made.close()


BESIDE: dict[str, set[str]] = {
    "verify": {"Choose the revoked keys", "Choose the ballots"},
    "tradeoffs": {"Take up more"},
    "papers": {"Print the slip"},
    "complaint": {"Record the complaint"},
    "terms": {"Record the terms"},
    "juryrules": {"Record the numbers"},
    "halls": {"Add the key"},
    "cases": {"Take what happened from a case's file"},
}
"""Buttons that may be out of sight at first: not needed on the way through the evening, or at the
end of a form that is longer than the screen."""


@pytest.mark.parametrize(
    ("page", "scene"),
    [
        pytest.param(page, scene, id=f"{page.name}-{scene.name}")
        for page, scene in EVERY
        if scene.prepare is as_it_is
    ],
)
def test_who_comes_to_a_page_sees_every_button_of_the_way_without_scrolling(
    stage,
    page,
    scene,
):
    theme().set(language="en", scale=1.0)
    stage.shell.resize(1280, 800)
    shown = stage.set(page, scene)
    assert out_of_sight(shown) <= BESIDE.get(page.name, set())


def out_of_sight(page: QWidget) -> set[str]:
    """What can be pressed, and is reached by scrolling only."""
    return {
        button.text()
        for area in page.findChildren(scroll.Page)
        for button in area.findChildren(Button)
        if button.isVisible()
        and button.visibleRegion().boundingRect() != button.rect()
    }


def test_a_button_below_the_edge_would_be_found(stage: Stage) -> None:
    verify = next(page for page in LOBBY if page.name == "verify")
    shown = stage.set(verify, EACH["verify"][0])
    assert out_of_sight(shown) == BESIDE["verify"]


@pytest.fixture(scope="module", params=SCENES)
def scene(stage: Stage, request: pytest.FixtureRequest) -> Stage:
    """Each scene is set once, and all tests that want it look at it one after the other."""
    page, scene = request.param
    wear(STRICTEST)
    stage.set(page, scene)
    if not (
        shown := front(stage.shell)
    ).isActiveWindow():  # the scene before opened a sheet
        shown.activateWindow()
        QTest.qWaitForWindowActive(shown)
    return stage


def test_every_page_is_listed() -> None:
    here = Path(pages.__file__).parent
    drawn = {each.parent.name for each in here.glob("*/page.py")}
    data = {
        each.stem
        for each in here.glob("*.py")
        if "PAGE = PageSpec(" in each.read_text()
    }
    data |= {
        each.parent.name
        for each in here.glob("*/view.py")
        if "PAGE = PageSpec(" in each.read_text()
    }
    assert drawn | data == {_where(page) for page in (*LOBBY, *PAGES)}


def _where(page: type[Page]) -> str:
    """The folder of a page that is wired by hand, the file of one that is data."""
    if issubclass(page, RenderedPage):
        *_, folder, file = page.spec.view.__module__.split(".")
        return folder if file == "view" else file
    return page.__module__.split(".")[-2]


def test_every_page_has_scenes_and_no_scene_is_of_a_page_that_is_gone() -> None:
    assert set(EACH) == {page.name for page in (*LOBBY, *PAGES)}


def test_no_two_pages_share_a_name() -> None:
    names = [page.name for page in (*LOBBY, *PAGES)]
    assert len(names) == len(set(names))


def stops(window: QWidget) -> set[QWidget]:
    """What the keyboard must reach.

    One of each group of radio buttons, and everything else that takes the focus.
    """
    found = {
        w
        for w in window.findChildren(QWidget)
        if w.isVisible()
        and w.isEnabled()
        and w.focusPolicy() & Qt.FocusPolicy.TabFocus
        and w.focusProxy() is None
    }
    return {
        w
        for w in found
        if not (
            isinstance(w, QRadioButton)
            and w.group() is not None
            and not _speaks(w)
        )
    }


def _speaks(radio: QRadioButton) -> bool:
    """Whether this is the button of its group that Tab stops at."""
    buttons = [
        b for b in radio.group().buttons() if b.isEnabled() and b.isVisible()
    ]
    return radio is (radio.group().checkedButton() or buttons[0])


def walk(window: QWidget) -> list[QWidget]:
    """The widgets that Tab goes through, until the first comes again."""
    met: list[QWidget] = []
    for _ in range(200):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        assert here is not None, (
            f"the focus is lost after {met[-1:] or 'nothing'}"
        )
        if met and here is met[0]:
            return met
        met.append(here)
    pytest.fail(f"Tab never comes back; last at {met[-5:]}")


def told(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName()}”"


def nodes(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    """The accessible tree that is seen. Long lists are sampled: their rows are alike."""
    yield node
    for i in range(min(node.childCount(), 60)):
        child = node.child(i)
        if (
            child is not None
            and child.isValid()
            and not child.state().invisible
        ):
            yield from nodes(child)


def nameless(window: QWidget) -> list[str]:
    """What takes the focus but does not say what it is or what it is called."""
    return [
        f"{node.role().name} at {node.rect().getRect()}"
        for node in nodes(QAccessible.queryAccessibleInterface(window))
        if node.state().focusable
        and (
            not node.text(QAccessible.Text.Name).strip()
            or node.role() == QAccessible.Role.NoRole
        )
    ]


def front(shell: QWidget) -> QWidget:
    """The sheet that a scene opened over the window, else the window."""
    return next(
        (sheet for sheet in shell.findChildren(QDialog) if sheet.isVisible()),
        shell,
    )


def alike(window: QWidget) -> list[str]:
    """The words of buttons that say the same and mean something else.

    In a row of the page its words tell them apart, and below a form the form does.
    """
    meant: dict[str, set[str]] = {}
    for button in window.findChildren(Button):
        if button.isVisible() and button.text() and not _is_told_apart(button):
            meant.setdefault(button.text(), set()).add(_meaning(button))
    return [
        f"{words}: {sorted(every)}"
        for words, every in meant.items()
        if len(every) > 1
    ]


def _is_told_apart(button: Button) -> bool:
    """By words in its line, by those right above it in a block of its own, or by its form."""
    line = button.parentWidget()
    block = line.parentWidget() if isinstance(line, Line) else None
    beside = line.things() if isinstance(line, Line) else []
    above = (
        block.things()[:-1]
        if isinstance(block, Column) and len(block.things()) == 2
        else []
    )
    if isinstance(line, Quoted):  # each row begins with its number
        return True
    return isinstance(block, Asked) or any(
        isinstance(each, Label) for each in (*beside, *above)
    )


def _meaning(button: Button) -> str:
    line = button.parentWidget()
    buttons = line.buttons if isinstance(line, PressLine) else {}
    meant = next((key for key, each in buttons.items() if each is button), "")
    return meant or f"{button.accessibleName()} {id(button)}"


def unreached(window: QWidget) -> list[str]:
    """What Tab does not come to."""
    return [
        told(widget)
        for widget in stops(window) - set(walk(window))
        if not isinstance(widget, QRadioButton)
    ]


def test_the_keyboard_reaches_everything_and_everything_says_what_it_is(
    scene: Stage,
) -> None:
    window = front(scene.shell)
    assert not nameless(window)
    assert not unreached(window)
    assert not alike(window)


def test_sheets_over_the_window_are_reached_by_keyboard_and_cut_no_word_off(
    stage: Stage,
    request: pytest.FixtureRequest,
) -> None:
    every = request.config.getoption("--every-look")
    for look in ("usual", STRICTEST) if every else (STRICTEST,):
        wear(look)
        assert looked_at_sheets(stage) >= 8


def looked_at_sheets(stage: Stage) -> int:
    """How many sheets were opened, each of which held."""
    met = 0
    for name, sheet in stage.sheets():
        sheet.activateWindow()
        QTest.qWaitForWindowActive(sheet)
        assert not nameless(sheet)
        assert not unreached(sheet)
        assert is_title_seen(sheet)
        fit.clipped.clear()
        sheet.grab()
        assert (name, fit.clipped, squeezed(sheet), outside(sheet)) == (
            name,
            [],
            [],
            [],
        )
        met += 1
    return met


def is_title_seen(window: QWidget) -> bool:
    """Whether all of a sheet's title can be read, wherever the focus is."""
    named = [
        w
        for w in window.findChildren(QLabel)
        if w.text() == window.windowTitle()
    ]
    heads = window.findChildren(Heading)[
        :1
    ]  # its words follow the language, a window's do not
    return any(
        w.visibleRegion().boundingRect() == w.rect() for w in (*named, *heads)
    )


def squeezed(window: QWidget) -> list[str]:
    """Labels and buttons that are smaller than their words."""
    return [
        f"{told(w)} “{w.text()}” has {w.size().toTuple()}"
        for w in window.findChildren(QWidget)
        if isinstance(w, QLabel | QAbstractButton)
        and w.isVisible()
        and w.text()
        and _too_small(w)
    ]


def _too_small(widget: QWidget) -> bool:
    if widget.hasHeightForWidth():
        return widget.height() + 1 < widget.heightForWidth(widget.width())
    hint = widget.sizeHint()
    return (
        widget.height() + 1 < hint.height() or widget.width() + 1 < hint.width()
    )


def outside(window: QWidget) -> list[str]:
    """Widgets that stick out of what they stand in, but for what scrolls."""
    found: list[str] = []
    for widget in window.findChildren(QWidget):
        parent = widget.parentWidget()
        if parent is None or widget.isWindow() or not widget.isVisible():
            continue
        scrolls = isinstance(parent.parentWidget(), QAbstractScrollArea)
        if not scrolls and not parent.rect().adjusted(-1, -1, 1, 1).contains(
            widget.geometry(),
        ):
            found.append(
                f"{told(widget)} {widget.geometry().getRect()} in {told(parent)} {parent.size().toTuple()}",
            )
    return found


def test_no_word_is_cut_off(
    scene: Stage,
    request: pytest.FixtureRequest,
) -> None:
    for look in (
        LOOKS if request.config.getoption("--every-look") else (STRICTEST,)
    ):
        wear(look)
        scene.settle()
        fit.clipped.clear()
        over = front(scene.shell)
        assert over is scene.shell or is_title_seen(over)
        for window in {scene.shell, over}:
            window.grab()
            assert (look, fit.clipped, squeezed(window), outside(window)) == (
                look,
                [],
                [],
                [],
            )


class Layouts(QObject):
    """What was asked to lay itself out anew."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.asked.append(type(watched).__name__)
        return False


def test_a_page_that_nobody_touches_is_at_rest(
    scene: Stage,
    qapp: QApplication,
) -> None:
    """A window that lays itself out for ever empties the battery of a laptop without a plug."""
    scene.settle()
    layouts = Layouts()
    qapp.installEventFilter(layouts)
    scene.settle()
    qapp.removeEventFilter(layouts)
    assert not layouts.asked


@pytest.mark.studio
def test_a_page_turn_is_measured(stage: Stage, record_property) -> None:
    theme().set(language="en", scale=1.0)
    every = pages_of(ASSEMBLY)
    stage.set(every[0], EACH[every[0].name][-1])
    for page in every:
        stage.shell.show_page(page.name)
        began = time.perf_counter()
        stage.shell.show_page(page.name)
        stage.shell.grab()
        record_property(
            page.name,
            f"{(time.perf_counter() - began) * 1000:.0f} ms",
        )


def test_a_word_without_room_and_a_control_without_a_name_are_noticed(
    qtbot,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label, button = QLabel("A long sentence", window), QPushButton(window)
    label.setFixedSize(20, 10)
    button.move(-40, 0)
    window.show()
    assert squeezed(window)
    assert nameless(window)
    assert outside(window)
