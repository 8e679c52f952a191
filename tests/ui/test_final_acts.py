"""After an act that is fixed for good the focus rests where a stray Enter changes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from pbdesk.studio.scenes import SCENES
from pbdesk.studio.stage import Stage
from pbdesk.ui import pages
from pbdesk.ui.all_pages import PAGES
from pbdesk.ui.dress import dress
from pbdesk.ui.theme import theme
from pbdesk.ui.widgets.confirm import ConfirmSheet

pytestmark = pytest.mark.looks

ACTS = [
    ("polls", "ready", "Open the vote"),
    ("polls", "at-work", "Close the vote"),
    ("slips", "at-work", "Put the totals in the record"),
    ("tally", "at-work", "Seal the ballots"),
    ("result", "at-work", "Declare the result"),
]
REFUSED = [
    ("question", "at-work", "Seal 3 questions"),
    ("bundle", "empty", "Close the bundle"),
    ("scores", "keying", "Show the middle of all slips"),
]
ELSEWHERE = {
    "case_report": "test_a_case",
    "charter": "test_charter",
    "door": "test_door_mistake",
    "exporting": "test_parent_in_the_window",
    "juryrules": "test_a_case",
    "pack": "test_pack",
    "panel": "test_a_case",
    "rulebook": "test_rulebook",
    "terms": "test_a_case",
}
"""Pages with acts that are fixed for good, and the file that does them."""
REMOVES = re.compile(
    r"remove|take (it |this )?(back|out|off)|forget|destroy|revoke|replace|delete|undo",
    re.IGNORECASE,
)


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


def pressed(
    stage: Stage,
    page: str,
    scene: str,
    verb: str,
) -> tuple[bool, QWidget | None]:
    """Press it, and the verb of a sheet that asks: whether one did, what has the focus then."""
    (kind,) = (each for each in PAGES if each.name == page)
    (found,) = (each for each in SCENES[page] if each.name == scene)
    stage.set(kind, found)
    (button,) = (
        each
        for each in stage.shell.places.page.findChildren(QAbstractButton)
        if each.isVisible() and each.text() == verb
    )
    assert button.property("final")
    button.setFocus()
    button.click()
    sheets = [
        sheet
        for sheet in stage.shell.findChildren(ConfirmSheet)
        if sheet.isVisible()
    ]
    for sheet in sheets:
        QApplication.processEvents()
        assert sheet.focusWidget() is sheet._cancel
        sheet._verb.click()
    stage.settle()
    return bool(sheets), stage.shell.focusWidget()


@pytest.mark.parametrize(("page", "scene", "verb"), ACTS)
def test_after_a_final_act_a_stray_enter_is_safe(
    stage,
    page,
    scene,
    verb,
):
    asked, now = pressed(stage, page, scene, verb)
    assert asked
    assert now is not None
    assert not now.property("final")
    said = now.text() if isinstance(now, QAbstractButton) else ""
    assert not REMOVES.search(said)


@pytest.mark.parametrize(("page", "scene", "verb"), REFUSED)
def test_what_would_be_refused_is_said_before_anybody_is_asked(
    stage,
    page,
    scene,
    verb,
):
    asked, now = pressed(stage, page, scene, verb)
    assert not asked
    assert now is not None


def test_every_page_with_a_final_act_is_tried_somewhere():
    here = Path(pages.__file__).parent
    final = {
        (each.parent if each.parent != here else each).stem
        for each in here.rglob("*.py")
        if re.search(r"\.for_good\(|\bfinal=|\.final\(", each.read_text())
    }
    tried = {page for page, _, _ in (*ACTS, *REFUSED)}
    assert final == tried | ELSEWHERE.keys()
    tests = Path(__file__).parent.parent
    for name in ELSEWHERE.values():
        assert any(tests.rglob(f"{name}.py")), name
