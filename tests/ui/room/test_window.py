"""The room's window: keys, freeze and black, and that nothing is cut off at ten metres."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QColor
from pytestqt.qtbot import QtBot

from pbdesk.i18n import locale_of
from pbdesk.ui.fit import clipped
from pbdesk.ui.room.window import SCENES
from pbdesk.ui.room_strip import RoomStrip
from pbdesk.ui.theme import theme
from tests.ui.room.conftest import public_at

EARLY = {"question": "rules", "rules": "sealed", "counting": "keying"}


def middle(window) -> QColor:
    picture = window.grab().toImage()
    return picture.pixelColor(picture.width() // 2, picture.height() - 4)


def press(qtbot: QtBot, window, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(window, key)


def test_right_and_space_go_on_and_left_goes_back(qtbot, room):
    window = room()
    window.show_public(public_at("declared"), "result")
    press(
        qtbot,
        window,
        Qt.Key.Key_Right,
        Qt.Key.Key_Space,
        Qt.Key.Key_Space,
        Qt.Key.Key_Left,
    )
    assert window.step == 2


def test_the_last_screen_is_the_end(qtbot, room):
    window = room()
    window.show_public(public_at("declared"), "result")
    press(qtbot, window, *[Qt.Key.Key_Space] * 30)
    assert window.step == window.steps - 1


def test_b_makes_it_black_and_the_next_key_shows_the_same_again(qtbot, room):
    window = room()
    window.show_public(public_at("declared"), "result")
    press(qtbot, window, Qt.Key.Key_Right, Qt.Key.Key_B)
    assert middle(window) == QColor("black")
    press(qtbot, window, Qt.Key.Key_Right)
    assert (window.step, middle(window)) == (1, theme().tones.colour("field"))


def test_frozen_it_keeps_what_it_shows_until_it_follows_again(qtbot, room):
    window = room()
    window.show_public(public_at("keying"), "counting")
    press(qtbot, window, Qt.Key.Key_F)
    window.show_public(public_at("declared"), "result")
    assert window.scene == "counting"
    press(qtbot, window, Qt.Key.Key_F)
    assert window.scene == "result"


def test_an_act_on_the_laptop_does_not_turn_the_page_in_the_room(room):
    window = room()
    window.show_public(public_at("declared"), "result")
    window.next()
    window.show_public(public_at("declared"), "result")
    assert window.step == 1


def test_f11_fills_the_screen_and_escape_leaves_it(qtbot, room):
    window = room()
    press(qtbot, window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    press(qtbot, window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()


def test_the_room_speaks_its_own_language_in_its_own_direction(room):
    window = room()
    window.speak(locale_of("ar"))
    window.show_public(public_at("declared"), "result")
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert theme().locale.language == "en"


def test_the_room_keeps_its_look_while_a_voter_turns_that_of_the_laptop(room):
    window = room()
    window.show_public(public_at("declared"), "result")
    before = window.grab().toImage()
    theme().set(colours="contrast", language="ar")
    assert window.grab().toImage() == before
    window.follow()
    assert window.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert (
        window.grab().toImage() != before
    )  # the colours are those of the laptop now


def hung(window) -> list[str]:
    """What hangs in the room, line by line, as a screen reader tells it."""
    wall = QAccessible.queryAccessibleInterface(window).child(0)
    assert wall.role() == QAccessible.Role.Graphic
    return [
        wall.text(QAccessible.Text.Name),
        *wall.text(QAccessible.Text.Description).splitlines(),
    ]


def test_the_rows_of_the_result_are_heard_as_they_are_revealed(room):
    window, public = room(), public_at("declared")
    window.show_public(public, "result")
    assert not [
        line
        for line in hung(window)
        if "Funded" in line or "Not funded" in line
    ]
    for _ in range(3):
        window.next()
    assert public.result is not None
    first = public.result.projects[0]
    rows = [line for line in hung(window) if line.endswith("Funded.")]
    assert len(rows) == 3
    assert (
        rows[0]
        == f"{first.title}. {theme().render(public.result.support_name)}, of 343: {first.support}. £12,500. Funded."
    )
    assert not any(
        project.title in line
        for project in public.result.unfunded
        for line in hung(window)
    )


@pytest.mark.parametrize(
    "scene",
    [scene for scene in SCENES if scene != "black"],
)
def test_a_rehearsal_is_heard_on_every_screen(room, scene):
    window, public = room(), public_at(EARLY.get(scene, "declared"))
    for rehearsal in (False, True):
        window.show_public(replace(public, rehearsal=rehearsal), scene)
        for _ in range(window.steps):
            assert (
                "Rehearsal: nothing here counts" in hung(window)
            ) == rehearsal
            window.next()


def test_projects_rules_and_ballot_are_heard_row_by_row_and_black_is_silent(
    room,
):
    window, public = room(), public_at("declared")
    window.show_public(public, "projects")
    first = public.projects[0]
    assert any(
        line.startswith(f"{first.code} {first.title}: £")
        for line in hung(window)
    )
    window.show_public(public, "rules")
    assert f"Fingerprint: {' '.join(public.fingerprint)}" in hung(window)
    window.show_public(public, "ballot")
    assert {
        "2 crosses: Counts",
        "5 crosses: Counts",
        "6 crosses: Does not count",
    } <= {
        *hung(window),
    }
    window.turn_black()
    assert hung(window) == ["Black"]


@pytest.mark.parametrize(
    "size",
    [(1280, 720), (1280, 800), (1024, 768), (1920, 1080), (800, 600)],
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_word_is_cut_off(room, size, language):
    window = room(*size)
    window.speak(locale_of(language))
    for scene in SCENES:
        window.show_public(
            replace(public_at(EARLY.get(scene, "declared")), rehearsal=True),
            scene,
        )
        for _ in range(window.steps):
            window.grab()
            window.next()
    assert not clipped


def test_long_titles_become_smaller_all_alike_and_are_never_cut(room):
    window, public = room(), public_at("declared")
    long = (
        "A covered place with seats, light and a tap where people of every age can wait, meet "
        "and charge a telephone"
    )
    assert public.result is not None
    projects = tuple(
        replace(project, title=long) for project in public.result.projects
    )
    window.show_public(
        replace(public, result=replace(public.result, projects=projects)),
        "result",
    )
    for _ in range(window.steps):
        window.grab()
        window.next()
    assert not clipped


# The strip on the laptop


def test_the_strip_steers_the_room_and_says_where_it_is(qtbot, room):
    window, strip = room(), RoomStrip()
    qtbot.addWidget(strip)
    window.show_public(public_at("declared"), "result")
    strip.follow(window)
    strip.next.click()
    strip.next.click()
    strip.back.click()
    assert window.step == 1
    strip.freeze.click()
    assert strip.freeze.text() == "Follow again"
    strip.black.click()
    assert strip.black.text() == "Show again"


def test_the_strip_shows_the_very_picture(qtbot, room):
    window, strip = room(), RoomStrip()
    qtbot.addWidget(strip)
    window.show_public(public_at("declared"), "result")
    strip.follow(window)
    qtbot.waitUntil(
        lambda: (
            strip.preview.accessibleName()
            == "The room shows: The result, 1 of 9"
        ),
    )
    assert window.picture(QSize(112, 63)).width() == 112


def test_choosing_a_scene_on_the_strip_only_tells(qtbot, room):
    window, strip = room(), RoomStrip()
    qtbot.addWidget(strip)
    window.show_public(public_at("declared"), "result")
    strip.follow(window)
    with qtbot.waitSignal(strip.chosen) as told:
        qtbot.keyClick(strip.scene.combo, Qt.Key.Key_Down)
    assert told.args == ["thanks"]


def test_the_strip_goes_when_the_room_is_closed(qtbot, room):
    window, strip = room(), RoomStrip()
    qtbot.addWidget(strip)
    window.show_public(public_at("declared"), "result")
    strip.follow(window)
    strip.follow(None)
    assert strip.isHidden()
